"""Who may ask, behind a proxy and in a browser; what Accept chooses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve import Options
from kg.serve.connection import PER_ADDRESS
from kg.serve.media import GRAPHS, ROWS, negotiate
from kg.serve.page import language
from tests.serve.server import running

OUT = Path("out")


def test_hosts() -> None:
    near = Options(folder=OUT)
    assert all(map(near.allows_host, ("localhost", "127.0.0.1", "::1", "LOCALHOST")))
    assert not any(map(near.allows_host, ("", "evil.example", "localhost.evil.example", "0.0.0.0")))
    proxied = Options(folder=OUT, url="https://kg.example.org/kg/")
    assert proxied.allows_host("kg.example.org")
    assert not proxied.allows_host("evil.example")
    assert Options(folder=OUT, host="0.0.0.0").allows_host("anything.example")


@pytest.mark.parametrize(
    ("options", "origin", "allowed"),
    [
        (Options(folder=OUT), "http://localhost:8888", "http://localhost:8888"),
        (Options(folder=OUT), "https://evil.example", None),
        (Options(folder=OUT), "null", None),
        (Options(folder=OUT), "http://localhost.evil.example", None),
        (Options(folder=OUT, host="0.0.0.0"), "https://any.example", "*"),
        (Options(folder=OUT, host="::1"), "https://any.example", None),
        (Options(folder=OUT, origins=("https://yasgui.org",)), "https://yasgui.org", "https://yasgui.org"),
        (Options(folder=OUT, origins=("https://yasgui.org",)), "https://evil.example", None),
        (Options(folder=OUT, origins=("*",)), "https://any.example", "*"),
        (
            Options(folder=OUT, url="https://kg.example.org"),
            "https://kg.example.org",
            "https://kg.example.org",
        ),
    ],
)
def test_origins(options: Options, origin: str, allowed: str | None) -> None:
    assert options.allowed_origin(origin, "kg.example.org") == allowed


def test_behind_a_proxy(result: Path) -> None:
    url = "https://kg.example.org/kg"
    with running(result, "--workers", "2", "--url", url, "--proxy", "127.0.0.1", "--cors", "*") as server:
        through = {"Host": "kg.example.org", "X-Forwarded-For": "192.0.2.7", "Origin": "https://a.example"}
        described = server.send("GET", "/sparql", headers=through)
        assert f"<{url}/sparql>" in described.text
        assert described.headers["access-control-allow-origin"] == "*"
        assert server.send("GET", "/", headers={"Host": "evil.example"}).status == 421
        for _ in range(PER_ADDRESS + 10):
            assert server.send("GET", "/healthz", headers=through).status == 200


@given(st.text(alphabet='abtexcsv/*+;,q=.01 "-', max_size=60))
def test_any_accept_has_an_outcome(accept: str) -> None:
    for offers in (ROWS, GRAPHS):
        assert negotiate(accept, offers) in {None, *offers}


@given(st.permutations(["text/csv;q=0.8", "text/*;q=0.5", "*/*;q=0.1", "application/json;q=0.9"]))
def test_the_order_of_accept_does_not_count(parts: list[str]) -> None:
    assert negotiate(", ".join(parts), ROWS) == "application/json"
    assert negotiate(", ".join(part for part in parts if "json" not in part), ROWS) == "text/csv"


@pytest.mark.parametrize(
    ("accept", "wish", "chosen"),
    [
        ("", None, "fr"),
        ("en-GB,en;q=0.9,fr;q=0.1", None, "en"),
        ("de,en;q=0.3", None, "en"),
        ("de", None, "fr"),
        ("en", "fr", "fr"),
        ("en", "xx", "en"),
        ("*", None, "fr"),
    ],
)
def test_the_language_of_a_page(accept: str, wish: str | None, chosen: str) -> None:
    assert language(accept, wish) == chosen
