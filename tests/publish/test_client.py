"""Servers that are busy, wrong, elsewhere or hostile; and who is shown a password."""

from __future__ import annotations

import base64
import gzip
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import PublishFailed
from kg.publish import Credentials, PublishOptions, Report, publish
from tests.publish.folders import Told, result
from tests.publish.strange import Reply, says, strange

SECRET = "hunter2"
USER = {"KG_PUBLISH_USER": "dba", "KG_PUBLISH_PASSWORD": SECRET}
BASIC = base64.b64encode(f"dba:{SECRET}".encode()).decode()
GOOD = says("204 No Content")
DIGEST = 'WWW-Authenticate: Digest realm="SPARQL", nonce="abc", qop="auth", algorithm="MD5"'


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return result(tmp_path / "out")


def counted(number: int) -> bytes:
    triples = "".join(f"<urn:{n}> <urn:b> <urn:c> .\n" for n in range(number))
    return says("200 OK", triples, "Content-Type: application/n-triples")


def options(url: str) -> PublishOptions:
    return PublishOptions(url=url, tries=3, pause=0.01, timeout=1)


def run(out: Path, url: str, environment: dict[str, str] | None = None, told: Told | None = None) -> Report:
    return publish(out, options(url), Credentials.of(environment or {}), told or Told())


def refused(out: Path, *replies: Reply, environment: dict[str, str] | None = None) -> str:
    """What is said of a server that does this; always one clean, short line without a secret."""
    with strange(*replies) as server, pytest.raises(PublishFailed) as caught:
        run(out, server.url, environment)
    message = str(caught.value)
    assert message.startswith(server.url)
    assert message.isprintable()
    assert len(message) < 500
    assert SECRET not in message
    assert BASIC not in message
    return message


# ---- busy


@pytest.mark.parametrize("status", ["429 Slow Down", "500 Oops", "502 Bad", "503 Busy", "504 Late"])
def test_a_busy_server_is_asked_again(status: str, out: Path) -> None:
    told = Told()
    with strange(says(status, "wait"), GOOD, says("404 Gone")) as server:
        run(out, server.url, told=told)
    assert [request.line.split()[0] for request in server.heard] == ["PUT", "PUT", "GET"]
    assert server.heard[0].body == server.heard[1].body
    assert told.notes == [f"{server.url}: answers {status[:3]}: wait; again"]


def test_a_connection_that_breaks_is_tried_again(out: Path) -> None:
    def hang_up(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")

    with strange(hang_up, GOOD, says("404 Gone")) as server:
        run(out, server.url)
    assert len(server.heard) == 3


def test_trying_again_ends(out: Path) -> None:
    with strange(says("503 Busy")) as server, pytest.raises(PublishFailed, match=r"answers 503$"):
        run(out, server.url)
    assert len(server.heard) == 3


def test_the_same_500_twice_is_meant(out: Path) -> None:
    with strange(says("500 No", "bad triple")) as server, pytest.raises(PublishFailed, match="bad triple"):
        run(out, server.url)
    assert len(server.heard) == 2


@pytest.mark.parametrize("status", ["400 Bad", "404 Gone", "409 No", "415 No", "507 Full", "600 What"])
def test_what_is_final_is_not_tried_again(status: str, out: Path) -> None:
    with strange(says(status)) as server, pytest.raises(PublishFailed, match=f"answers {status[:3]}"):
        run(out, server.url)
    assert len(server.heard) == 1


def test_a_certificate_is_not_asked_for_again(out: Path) -> None:
    told = Told()
    with strange(GOOD) as server, pytest.raises(PublishFailed, match=r"cannot be reached .*SSL"):
        run(out, server.url.replace("http:", "https:"), told=told)
    assert not told.notes


def test_how_long_to_wait_is_heard(out: Path) -> None:
    told = Told()
    with strange(says("503 Busy", "", "Retry-After: 1"), GOOD, says("404 Gone")) as server:
        run(out, server.url, told=told)
    assert told.notes == [f"{server.url}: answers 503; again in 1 s"]


# ---- wrong or hostile


def test_error_pages_become_a_line(out: Path) -> None:
    page = "<head><title>t</title></head><style>x{}</style><h1>No\x1b[2J &lt;way&gt;</h1>\n\n<p>‮Sorry</p>"
    message = refused(out, says("400 Bad", page, "Content-Type: text/html"))
    assert message.endswith("answers 400: No [2J <way> Sorry")


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 400 Bad\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def dripping(connection: socket.socket) -> None:
    connection.settimeout(0.2)
    connection.sendall(b"HTTP/1.1 400 Bad\r\nContent-Length: 99\r\n\r\nno")
    while True:
        connection.sendall(b".")
        try:
            if not connection.recv(1):
                return
        except TimeoutError:
            continue


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (endless, "answers 400: xxx"),
        (dripping, "answers 400: no"),
        (b"", "broke off"),
        (b"220 ftp.example ready\r\n", "broke off"),
        (b"HTTP/1.1 999999 \x1b[2J\r\n\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 500_000, "broke off"),
        (lambda connection: connection.recv(1), "takes too long"),
        (says("400 Bad", "é" * 100_000), "answers 400: ééé"),
        (says("400 Bad", "x", "Content-Encoding: gzip"), "answers 400$"),
        (says("301 Gone", "", "Location: https://elsewhere.example/"), r"sends elsewhere \(301\)"),
        (says("200 OK", "<h1>Welcome</h1>", "Content-Type: text/html"), "a web page"),
        (says("405 No"), "--protocol update"),
        (says("413 Large"), "--chunk-bytes"),
        (says("403 No"), r"\(403\)"),
        (says("401 No"), "KG_PUBLISH_USER"),
    ],
)
def test_hostile_servers_get_a_line(reply: Reply, words: str, out: Path) -> None:
    message = refused(out, reply)
    with pytest.raises(AssertionError, match=words):
        raise AssertionError(message)


def test_a_body_without_end_is_not_counted_for_ever(out: Path) -> None:
    def triples(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\n\r\n")
        while True:
            connection.sendall(b"<urn:a> <urn:b> <urn:c> .\n" * 2000)

    with strange(GOOD, triples) as server:
        report = run(out, server.url)
    assert report.held is not None
    assert report.held > report.triples
    assert report.wrong


@pytest.mark.parametrize(
    "reply",
    [
        says("200 OK", "<html>", "Content-Type: text/html"),
        says("500 No"),
        says(
            "200 OK",
            gzip.compress(b"x").decode("latin-1"),
            "Content-Type: application/n-triples",
            "Content-Encoding: gzip",
        ),
    ],
)
def test_a_server_that_cannot_be_read_is_not_counted(reply: bytes, out: Path) -> None:
    with strange(GOOD, reply) as server:
        assert run(out, server.url).held is None


def test_too_few_are_noticed(out: Path) -> None:
    with strange(GOOD, counted(7)) as server:
        report = run(out, server.url)
    assert (report.held, list(report.wrong.values())) == (7, [(7, report.triples)])


# ---- who is shown a password


def authorizations(out: Path, *replies: Reply, environment: dict[str, str] = USER) -> list[str | None]:
    with strange(*replies) as server:
        run(out, server.url, environment)
    return [request.headers.get("authorization") for request in server.heard]


def test_basic_is_given_when_it_is_asked_for(out: Path) -> None:
    asks = says("401 Who", "", 'WWW-Authenticate: Basic realm="x"')
    assert authorizations(out, asks, GOOD, says("404 -")) == [None, f"Basic {BASIC}", f"Basic {BASIC}"]


def test_a_server_that_knows_digest_never_sees_the_password(out: Path) -> None:
    asks = says("401 Who", "", 'WWW-Authenticate: Basic realm="x"', DIGEST)
    first, second, third = authorizations(out, asks, GOOD, says("404 -"))
    assert first is None
    for header in (second, third):
        assert header is not None
        assert header.startswith('Digest username="dba"')
        assert SECRET not in header
        assert BASIC not in header


def test_a_server_that_asks_nobody_is_told_nothing(out: Path) -> None:
    assert authorizations(out, GOOD, says("404 -")) == [None, None]


def test_a_token_goes_along(out: Path) -> None:
    headers = authorizations(out, GOOD, says("404 -"), environment={"KG_PUBLISH_TOKEN": SECRET})
    assert headers == [f"Bearer {SECRET}"] * 2


@pytest.mark.parametrize("environment", [USER, {"KG_PUBLISH_TOKEN": SECRET}])
def test_another_origin_sees_nothing(environment: dict[str, str], out: Path) -> None:
    asks = says("401 Who", "", 'WWW-Authenticate: Basic realm="x"')
    with strange(asks) as other:
        moved = says("307 There", "", f"Location: {other.url}")
        with strange(moved) as server, pytest.raises(PublishFailed, match="sends elsewhere"):
            run(out, server.url, environment)
        assert not other.heard
        with strange(GOOD) as server:
            asked = replace(options(server.url), query=other.url)
            with pytest.raises(PublishFailed, match="401"):
                publish(out, asked, Credentials.of(environment), Told())
        assert [request.headers.get("authorization") for request in other.heard] == [None]


@pytest.mark.parametrize(
    "challenge",
    [
        'WWW-Authenticate: Basic realm="x"',
        DIGEST,
        "WWW-Authenticate: Negotiate",
        "WWW-Authenticate: Digest",
        'WWW-Authenticate: Digest realm="x", nonce="y", algorithm="ROT13"',
        'WWW-Authenticate: Digest realm="x", nonce="y", qop="auth-int"',
        'WWW-Authenticate: Digest realm="x\x7f", nonce=é',
        "X: y",
    ],
)
def test_a_wrong_password_ends_it(challenge: str, out: Path) -> None:
    message = refused(out, says("401 No", "", challenge), environment=USER)
    assert "401" in message or "Digest" in message or "sign in" in message


def test_what_a_server_says_back_is_hidden(out: Path) -> None:
    def echo(connection: socket.socket) -> None:
        connection.sendall(says("400 Bad", f"you sent {SECRET} and {BASIC}"))

    asks = says("401 Who", "", 'WWW-Authenticate: Basic realm="x"')
    assert refused(out, asks, echo, environment=USER).endswith("answers 400: you sent … and …")
    told = Told()
    with strange(says("503 Busy", SECRET)) as server, pytest.raises(PublishFailed):
        run(out, server.url, {"KG_PUBLISH_TOKEN": SECRET}, told)
    assert told.notes
    assert not any(SECRET in note for note in told.notes)


def test_a_proxy_does_not_see_what_stays_on_this_machine(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with strange(says("502 Proxy")) as proxy, strange(GOOD, says("404 -")) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        run(out, server.url, USER)
        assert not proxy.heard
