"""Requests to a server that may be slow, away, wrong or hostile; its answers as short, clean text."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from types import TracebackType

import httpx

from kg.errors import PublishFailed
from kg.publish.credentials import PASSWORD, TOKEN, USER, Credentials, UnknownChallenge
from kg.publish.options import PublishOptions, is_loopback, origin, parsed, shown

_PASSING = (429, 500, 502, 503, 504)  # worth another try
_LONGEST_PAUSE = 60.0  # seconds
_MOST = 1 << 16  # bytes of an answer that are read
_WORDS = 240  # characters of it that are shown
_NOT_TEXT = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>|<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said: the status, the media type without parameters, the beginning of the body."""

    status: int
    media: str
    body: bytes

    @property
    def good(self) -> bool:
        return 200 <= self.status <= 204

    @property
    def words(self) -> str:
        """The body as one line for a message: no tags, nothing but what can be printed."""
        text = self.body.decode("utf-8", errors="replace")
        if "html" in self.media or text.lstrip()[:1] == "<":
            text = unescape(_NOT_TEXT.sub(" ", text))
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        return text if len(text) <= _WORDS else f"{text[:_WORDS]}…"


class Client:
    """Speaks HTTP to one store.

    Credentials go to the origin of its address and nowhere else; no redirect is followed.
    """

    def __init__(
        self, options: PublishOptions, credentials: Credentials | None, note: Callable[[str], None]
    ) -> None:
        self._options, self._credentials, self._note = options, credentials, note
        self._origin = origin(parsed(options.url))
        self._http = _connections(options)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def ask(
        self,
        method: str,
        url: httpx.URL,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str],
        also: tuple[int, ...] = (),
    ) -> Answer:
        """The answer, good or one of the statuses in ``also``.

        A server that is away or busy is asked again, ``options.tries`` times in all. Raises PublishFailed.
        """
        before: Answer | None = None
        for attempt in range(1, self._options.tries + 1):
            wait = self._options.pause * 2 ** (attempt - 1)
            try:
                with self._answer(method, url, content, headers) as response:
                    answer = Answer(
                        status=response.status_code,
                        media=_media(response),
                        body=_start(response, self._options),
                    )
                    wait = max(wait, _asked_to_wait(response))
            except httpx.TransportError as error:
                if attempt == self._options.tries or _is_untrusted(error):
                    raise self._failed(url, _why(error)) from None
                self._pause(f"{shown(url)}: {_why(error)}", wait)
                continue
            if answer.good or answer.status in also:
                return answer
            # A server that says the same 500 twice means it: Virtuoso has no other status for a refusal.
            stands = answer.status == 500 and answer == before
            if answer.status not in _PASSING or stands or attempt == self._options.tries:
                raise self._failed(url, self._refusal(answer))
            before = answer
            self._pause(f"{shown(url)}: {self._refusal(answer)}", wait)
        raise AssertionError("the last try returns or raises")

    def lines(self, url: httpx.URL, *, most: int) -> int | None:
        """The number of triples at an address that gives N-Triples; 0 for a 404, None where it gives none.

        Stops after ``most`` bytes: then the number is that of the lines so far. Raises PublishFailed.
        """
        media = "application/n-triples"
        try:
            with self._answer("GET", url, None, {"Accept": media}) as response:
                if response.status_code == httpx.codes.NOT_FOUND:
                    return 0
                if response.status_code in (401, 403):
                    answer = Answer(status=response.status_code, media="", body=b"")
                    raise self._failed(url, self._refusal(answer))
                if response.status_code != httpx.codes.OK or _media(response) not in (media, "text/plain"):
                    return None
                return _count(response, most)
        except httpx.TransportError as error:
            raise self._failed(url, _why(error)) from None

    @contextmanager
    def _answer(
        self, method: str, url: httpx.URL, content: bytes | None, headers: Mapping[str, str]
    ) -> Iterator[httpx.Response]:
        ours = self._credentials if origin(url) == self._origin else None
        try:
            with self._http.stream(method, url, content=content, headers=headers, auth=ours) as response:
                yield response
        except UnknownChallenge as error:
            raise self._failed(url, str(error)) from None

    def _pause(self, why: str, wait: float) -> None:
        wait = min(wait, _LONGEST_PAUSE)
        self._note(f"{why}; again in {wait:.0f} s" if wait >= 1 else f"{why}; again")
        # Not on the same connection: Virtuoso takes what it did not read of a body for the next request.
        self._http.close()
        self._http = _connections(self._options)
        time.sleep(wait)

    def _failed(self, url: httpx.URL, why: str) -> PublishFailed:
        return PublishFailed(f"{shown(url)}: {self._credentials.hidden(why) if self._credentials else why}")

    def _refusal(self, answer: Answer) -> str:
        """What the status means and what to do; else what the server says itself."""
        known = self._credentials
        if answer.status == 401:
            if known is None:
                return f"asks who writes (401); set {USER} and {PASSWORD}, or {TOKEN}"
            return f"does not accept {known.names} (401)"
        if answer.status == 403:
            return "may not be written by " + (
                "this user (403)" if known else f"everybody (403); set {USER} …"
            )
        if 300 <= answer.status < 400:
            return f"sends elsewhere ({answer.status}); if you trust it, give that address instead"
        if answer.status == 413:
            return "takes no body of this size (413); give a smaller --chunk-bytes"
        words = known.hidden(answer.words) if known else answer.words
        return f"answers {answer.status}" + (f": {words}" if words else "")


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The certificates to trust; reading them takes longer than most requests."""
    return httpx.create_ssl_context()


def _connections(options: PublishOptions) -> httpx.Client:
    home = parsed(options.url)
    # A proxy of the environment would see what goes to this machine itself.
    direct: Mapping[str, None] = {f"all://{home.host}": None} if is_loopback(home) else {}
    return httpx.Client(
        verify=_trusted(),
        timeout=httpx.Timeout(options.timeout, connect=min(options.timeout, 15.0)),
        headers={"User-Agent": "newskg", "Accept-Encoding": "identity"},
        follow_redirects=False,
        mounts=direct,
    )


def _media(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _start(response: httpx.Response, options: PublishOptions) -> bytes:
    """The beginning of the body. What is compressed although we asked for plain text is not opened."""
    if response.headers.get("content-encoding", "identity") != "identity":
        return b""
    held, end = b"", time.monotonic() + options.timeout
    for piece in response.iter_raw():
        held += piece
        if len(held) >= _MOST or time.monotonic() > end:
            break
    return held[:_MOST]


def _count(response: httpx.Response, most: int) -> int | None:
    """The lines of N-Triples in a body, as far as ``most`` bytes; None for a body that is compressed."""
    if response.headers.get("content-encoding", "identity") != "identity":
        return None
    size, found, fresh = 0, 0, True
    for piece in response.iter_raw():
        size += len(piece)
        if size > most:
            break
        # A triple begins with "<" or "_" at the start of a line; no line break stands within one.
        found += piece.count(b"\n<") + piece.count(b"\n_") + (fresh and piece[:1] in (b"<", b"_"))
        fresh = piece.endswith(b"\n")
    return found


def _asked_to_wait(response: httpx.Response) -> float:
    """Seconds of a Retry-After header; 0 for a date or none."""
    value = str(response.headers.get("retry-after", ""))
    return float(value) if re.fullmatch(r"[0-9]{1,4}", value) else 0.0


def _is_untrusted(error: BaseException | None) -> bool:
    """Whether an error comes of TLS: another try would meet the same certificate."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _why(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.ConnectTimeout):
        return "does not answer"
    if isinstance(error, httpx.TimeoutException):
        return "takes too long (--timeout)"
    text = " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())
    if isinstance(error, httpx.ConnectError):
        return f"cannot be reached ({text[:_WORDS]})"
    return f"broke off ({text[:_WORDS] or type(error).__name__})"
