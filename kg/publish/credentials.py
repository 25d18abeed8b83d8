"""Who writes: a user and password, or a token, from the environment and from nowhere else."""

from __future__ import annotations

import base64
import re
from collections.abc import Generator, Mapping

import httpx

from kg.errors import PublishFailed

USER, PASSWORD, TOKEN = "KG_PUBLISH_USER", "KG_PUBLISH_PASSWORD", "KG_PUBLISH_TOKEN"
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750, section 2.1
_UNFIT = re.compile(r'["\\\x00-\x1f\x7f]')


class UnknownChallenge(Exception):
    """A server wants to be told who writes in a way that is not known here."""


class Credentials(httpx.Auth):
    """A token (Bearer, RFC 6750), or a user (Digest, RFC 7616, where it is offered, else Basic, RFC 7617).

    A user's password is used only after the server asked, in the way it asked for: a server that knows Digest
    never sees it. `repr` and errors show neither.
    """

    def __init__(
        self, *, user: str | None = None, password: str | None = None, token: str | None = None
    ) -> None:
        self._token = token
        self._secrets = tuple(filter(None, (password, token, *_encoded(user, password))))
        self._basic = httpx.BasicAuth(user or "", password or "")
        self._digest = httpx.DigestAuth(user or "", password or "")
        self._chosen: httpx.Auth | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Credentials | None:
        """Those of the environment; None where it names none.

        Raises PublishFailed for half of them, and for both kinds.
        """
        user, password, token = (environment.get(name) or None for name in (USER, PASSWORD, TOKEN))
        if token is not None:
            if user is not None or password is not None:
                raise PublishFailed(f"set either {TOKEN}, or {USER} and {PASSWORD}, not both")
            if not _TOKEN.fullmatch(token):
                raise PublishFailed(f"{TOKEN} holds what no token can hold; set it without blanks or quotes")
            return cls(token=token)
        if user is None and password is None:
            return None
        if user is None or password is None:
            raise PublishFailed(f"set {USER} and {PASSWORD}, both of them")
        if _UNFIT.search(user):
            raise PublishFailed(f"{USER} holds a quotation mark, backslash or control character")
        return cls(user=user, password=password)

    def __repr__(self) -> str:
        return "Credentials(…)"

    @property
    def names(self) -> str:
        """The variables they came from."""
        return TOKEN if self._token else f"{USER} and {PASSWORD}"

    def hidden(self, text: str) -> str:
        """The text without them: a server may say back what it was told."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request
        elif self._chosen is not None:
            yield from _flow(self._chosen, request)
        else:
            response = yield request
            if response.status_code == httpx.codes.UNAUTHORIZED:
                self._chosen = self._answer_to(response)
                yield from _flow(self._chosen, request, response)

    def _answer_to(self, response: httpx.Response) -> httpx.Auth:
        """Digest if it is among the challenges, else Basic, also where the server names no way."""
        schemes = {
            challenge.strip().partition(" ")[0].lower()
            for challenge in response.headers.get_list("www-authenticate")
        }
        if "digest" in schemes:
            return self._digest
        if "basic" in schemes or not schemes:
            return self._basic
        raise UnknownChallenge(f"asks for a way to sign in that kg does not know; {TOKEN} may be one")


def _flow(
    auth: httpx.Auth, request: httpx.Request, refused: httpx.Response | None = None
) -> Generator[httpx.Request, httpx.Response, None]:
    """The flow of ``auth``; a bare request that the server has ``refused`` already is not sent again."""
    flow = auth.auth_flow(request)
    try:
        step = next(flow)
        if refused is not None and "Authorization" not in step.headers:
            step = flow.send(refused)
        while True:
            step = flow.send((yield step))
    except StopIteration:
        return
    except (KeyError, NotImplementedError, UnicodeEncodeError):
        raise UnknownChallenge("asks for a kind of Digest that kg does not know") from None


def _encoded(user: str | None, password: str | None) -> tuple[str, ...]:
    """What Basic makes of them, which is as good as the password."""
    if user is None or password is None:
        return ()
    return (base64.b64encode(f"{user}:{password}".encode()).decode(),)
