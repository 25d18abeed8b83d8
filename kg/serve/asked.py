"""What a request asks, by the SPARQL 1.1 Protocol (section 2.1), or by the name of a query."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.query import Dataset
from kg.query.guard import MAX_LENGTH
from kg.query.workers import Job
from kg.serve.media import GRAPHS, PAGE, ROWS, Choice, choose
from kg.serve.problem import Problem

MAX_BODY = 4 * MAX_LENGTH
"""Bytes of a request body: the longest query in UTF-8, or most of one with every character escaped."""

MAX_FIELDS = 200
BODY_SECONDS = 10.0
_FORMS, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
FORMAT_FIELDS = ("format", "output", "results")
"""What clients call the wish for a form; SPARQLWrapper sends all three."""

NO_UPDATES = "updates are refused: this service reads the graph and never changes it"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a request, from its URL and its form."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """The value of a field; raises Problem where there are several."""
        values = self.all(name)
        if len(values) > 1:
            raise Problem(400, f"{name} is given {len(values)} times; give it once")
        return values[0] if values else None

    def form(self) -> str | None:
        """The form that is wished for."""
        return next((value for name in FORMAT_FIELDS for value in self.all(name) if value), None)


async def fields_of(request: Request) -> Fields:
    """The fields of a request; a query that is the body itself becomes the field ``query``.

    Raises Problem for what the protocol does not allow, and for updates.
    """
    pairs = _pairs(request.scope["query_string"], "the URL")
    if request.method == "POST":
        kind = _content_type(request)
        if kind == _UPDATE:
            raise Problem(403, NO_UPDATES)
        body = await _body(request)
        if kind == _QUERY:
            if any(name == "query" for name, _ in pairs):
                raise Problem(400, "the query is given in the URL and in the body; give it once")
            pairs += (("query", _utf8(body, "the body")),)
        else:
            pairs += _pairs(body, "the body")
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Problem(403, NO_UPDATES)
    return Fields(pairs)


def job(fields: Fields, accept: str) -> tuple[Job, Choice] | None:
    """The query of a request to the endpoint; None where there is none."""
    text = fields.one("query")
    if text is None:
        return None
    if len(text) > MAX_LENGTH:
        raise Problem(413, f"the query is longer than {MAX_LENGTH} characters; shorten it")
    choice = choose(accept, fields.form())
    dataset = Dataset(default=fields.all("default-graph-uri"), named=fields.all("named-graph-uri"))
    rows, graph = _form(choice.rows, ROWS), _form(choice.graph, GRAPHS)
    return Job(text=text, dataset=dataset, rows_form=rows, graph_form=graph), choice


def named_job(name: str, fields: Fields, accept: str) -> tuple[Job, Choice]:
    """A query by its name, with the other fields as the values of its parameters."""
    choice = choose(accept, fields.form())
    given = {key for key, _ in fields.pairs if key not in FORMAT_FIELDS}
    # the form of a page sends all of its fields: an empty one is one that is not given
    values = {key: value for key in sorted(given) if (value := fields.one(key))}
    rows, graph = _form(choice.rows, ROWS), _form(choice.graph, GRAPHS)
    return Job(name=name, bindings=values, rows_form=rows, graph_form=graph), choice


def _form(media: str | None, forms: Mapping[str, str]) -> str | None:
    """What a worker writes for a media type: a page is a table that is wrapped here."""
    form = forms[media] if media else None
    return "table" if form == PAGE else form


def _content_type(request: Request) -> str:
    kind, *parameters = request.headers.get("content-type", "").lower().split(";")
    kind = kind.strip()
    if kind not in (_FORMS, _QUERY, _UPDATE):
        raise Problem(415, f"send the query as {_FORMS} or {_QUERY}")
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name == "charset" and value.strip('" ') not in ("utf-8", "utf8", "us-ascii"):
            raise Problem(415, "send the query in UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "send the query without compression")
    return kind


async def _body(request: Request) -> bytes:
    too_large = Problem(413, f"the body is larger than {MAX_BODY} bytes; shorten the query")
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > MAX_BODY:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    raise too_large
    except TimeoutError:
        raise Problem(408, f"the body did not come within {BODY_SECONDS:g} seconds") from None
    except ClientDisconnect:
        raise Problem(400, "the client went away") from None
    return bytes(body)


def _pairs(data: bytes, where: str) -> tuple[tuple[str, str], ...]:
    try:
        text = data.decode("ascii")
        return tuple(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS))
    except UnicodeError:
        raise Problem(400, f"{where} is not percent-encoded UTF-8") from None
    except ValueError:
        raise Problem(400, f"{where} holds more than {MAX_FIELDS} fields") from None


def _utf8(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(400, f"{where} is not UTF-8") from None
