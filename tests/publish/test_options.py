"""What is refused before anything is sent: secrets in addresses and on open ways, half credentials."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from kg.errors import PublishFailed
from kg.publish import Credentials, PublishOptions
from kg.publish.options import checked, is_loopback, origin, shown

GOOD = PublishOptions(url="https://store.example/data", query="https://store.example/query")
SECRET = "hunter2"
WHOLE = {"KG_PUBLISH_USER": "dba", "KG_PUBLISH_PASSWORD": SECRET}


@pytest.mark.parametrize(
    "url", [GOOD.url, "http://localhost:8890/x", "http://127.0.0.1/", "http://[::1]:3030/d"]
)
def test_what_may_be_given_a_password(url: str) -> None:
    checked(replace(GOOD, url=url), credentials=True)


@pytest.mark.parametrize("field", ["url", "query"])
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://store.example/data", "--insecure"),
        ("http://127.0.0.1.example/data", "--insecure"),
        ("http://localhost.example/data", "--insecure"),
        (f"https://me:{SECRET}@store.example/data", "KG_PUBLISH_USER and KG_PUBLISH_PASSWORD"),
        (f"https://{SECRET}@store.example/data", "KG_PUBLISH_USER and KG_PUBLISH_PASSWORD"),
        (f"http://:{SECRET}@127.0.0.1/data", "KG_PUBLISH_USER and KG_PUBLISH_PASSWORD"),
        ("ftp://store.example/data", "http:// or https://"),
        ("file:///etc/passwd", "http:// or https://"),
        ("store.example", "http:// or https://"),
        ("", "http:// or https://"),
        ("https:///data", "http:// or https://"),
        ("https://store.example/data#x", "http:// or https://"),
        ("https://store.example/\x1b[2J", "cannot be read"),
        ("https://[::1/", "cannot be read"),
        ("https://store.example:99999/", "http:// or https://"),
    ],
)
def test_what_is_refused(field: str, address: str, words: str) -> None:
    with pytest.raises(PublishFailed, match=words) as caught:
        checked(replace(GOOD, **{field: address}), credentials=True)
    assert SECRET not in str(caught.value)
    assert str(caught.value).isprintable()


def test_without_a_secret_the_way_may_be_open() -> None:
    checked(replace(GOOD, url="http://store.example/data"), credentials=False)
    checked(replace(GOOD, url="http://store.example/data", insecure=True), credentials=True)


@pytest.mark.parametrize("graph", ["", "x", "a b", "urn:x> } ; DROP ALL #", "http://h/\n"])
def test_a_graph_needs_an_iri(graph: str) -> None:
    with pytest.raises(PublishFailed, match="is no IRI"):
        checked(replace(GOOD, graph=graph), credentials=False)


def test_the_default_graph_has_no_name() -> None:
    with pytest.raises(PublishFailed, match="--named-graph or --default-graph"):
        checked(replace(GOOD, graph="urn:x", layout="default"), credentials=False)


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({}, None),
        ({"KG_PUBLISH_USER": "", "KG_PUBLISH_TOKEN": ""}, None),
        (
            WHOLE,
            "KG_PUBLISH_USER and KG_PUBLISH_PASSWORD",
        ),
        ({"KG_PUBLISH_TOKEN": SECRET}, "KG_PUBLISH_TOKEN"),
    ],
)
def test_credentials_come_from_the_environment(environment: dict[str, str], names: str | None) -> None:
    found = Credentials.of(environment)
    assert (found.names if found else None) == names
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    "environment",
    [
        {"KG_PUBLISH_USER": "dba"},
        {"KG_PUBLISH_PASSWORD": SECRET},
        {"KG_PUBLISH_TOKEN": SECRET, "KG_PUBLISH_USER": "dba"},
        {"KG_PUBLISH_TOKEN": f"{SECRET}\r\nX-Evil: 1"},
        {"KG_PUBLISH_TOKEN": f"{SECRET} é"},
        {"KG_PUBLISH_USER": 'dba", realm="x', "KG_PUBLISH_PASSWORD": SECRET},
        {"KG_PUBLISH_USER": "dba\n", "KG_PUBLISH_PASSWORD": SECRET},
    ],
)
def test_half_of_them_both_kinds_and_odd_ones_are_refused(environment: dict[str, str]) -> None:
    with pytest.raises(PublishFailed, match="KG_PUBLISH_") as caught:
        Credentials.of(environment)
    assert SECRET not in str(caught.value)


def test_what_is_shown_of_an_address_holds_no_secret() -> None:
    url = httpx.URL(f"https://me:{SECRET}@[::1]:8890/a%20b?key={SECRET}#{SECRET}")
    assert shown(url) == "https://[::1]:8890/a b"
    assert is_loopback(url)
    assert origin(httpx.URL("https://Store.Example/a")) == origin(httpx.URL("https://store.example:443/b"))
    assert origin(httpx.URL("https://store.example/a")) != origin(httpx.URL("http://store.example/a"))
