"""The two ways to write to a store, and two to count what it holds.

SPARQL 1.1 Graph Store HTTP Protocol   https://www.w3.org/TR/sparql11-http-rdf-update/
SPARQL 1.1 Update and Protocol         https://www.w3.org/TR/sparql11-update/ and …/sparql11-protocol/
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod

import httpx

from kg.errors import PublishFailed
from kg.publish.chunks import Chunk
from kg.publish.client import Answer, Client
from kg.publish.options import PublishOptions, parsed, shown

# Virtuoso does not look at the media type: without a prefix at the start it takes long lines for plain text.
_TURTLE = "@prefix kg: <https://w3id.org/newskg/ns#> .\n"
_ROOM = 4  # a store may write é as é: six bytes for two, with some room for the rest


class Store(ABC):
    """A store at the address of the options."""

    def __init__(self, client: Client, options: PublishOptions) -> None:
        self._client, self._options = client, options
        self._url = parsed(options.url)
        self._query = parsed(options.query) if options.query else None

    @abstractmethod
    def write(self, chunk: Chunk, replace: bool) -> None:
        """Add the chunk to its graph, or put it in place of what the graph holds. Raises PublishFailed."""

    @abstractmethod
    def drop(self, graph: str) -> None:
        """Remove a named graph; one that is not there is no error. Raises PublishFailed."""

    def count(self, graph: str | None, size: int) -> int | None:
        """Triples in a graph of about ``size`` bytes; None where the store cannot be asked.

        Raises PublishFailed.
        """
        if self._query is None:
            return self._read(graph, size)
        return self._ask(self._query, graph)

    def _read(self, graph: str | None, size: int) -> int | None:
        """The triples of a graph, counted by reading them."""
        return None

    def _ask(self, url: httpx.URL, graph: str | None) -> int:
        pattern = "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        content = f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
        headers = {"Accept": "application/sparql-results+json"}
        form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        body = str(httpx.QueryParams({"query": content})).encode()
        answer = self._client.ask("POST", url, content=body, headers=form)
        try:
            (row,) = json.loads(answer.body)["results"]["bindings"]
            return int(row["n"]["value"])
        except (ValueError, LookupError, TypeError, RecursionError):
            raise PublishFailed(
                f"{shown(url)}: does not answer a count with SPARQL results in JSON; is it for queries?"
            ) from None


class GraphStore(Store):
    """The Graph Store Protocol: PUT replaces a graph, POST adds to it."""

    def write(self, chunk: Chunk, replace: bool) -> None:
        answer = self._client.ask(
            "PUT" if replace and chunk.first else "POST",
            self._address(chunk.graph),
            content=(_TURTLE + "".join(chunk.lines)).encode("utf-8"),
            headers={"Content-Type": "text/turtle"},
            also=(405, 501),
        )
        if not answer.good:
            raise PublishFailed(
                f"{shown(self._url)}: takes no graph ({answer.status}); give the address of its Graph Store"
                " Protocol, or --protocol update with the one for updates"
            )
        if _is_page(answer):
            raise PublishFailed(
                f"{shown(self._url)}: answers with a web page and not as a store;"
                " Virtuoso's address is …/sparql-graph-crud-auth"
            )

    def drop(self, graph: str) -> None:
        self._client.ask("DELETE", self._address(graph), headers={}, also=(404,))

    def _read(self, graph: str | None, size: int) -> int | None:
        return self._client.lines(self._address(graph), most=_ROOM * size + (1 << 20))

    def _address(self, graph: str | None) -> httpx.URL:
        if graph is not None:
            return self._url.copy_merge_params({"graph": graph})
        query = self._url.query
        return self._url.copy_with(query=query + b"&default" if query else b"default")


class Update(Store):
    """SPARQL Update: CLEAR and INSERT DATA."""

    def write(self, chunk: Chunk, replace: bool) -> None:
        data = "".join(chunk.lines)
        clear = ""
        if replace and chunk.first:
            clear = (
                "CLEAR SILENT DEFAULT ;\n"
                if chunk.graph is None
                else f"CLEAR SILENT GRAPH <{chunk.graph}> ;\n"
            )
        if chunk.graph is not None:
            data = f"GRAPH <{chunk.graph}> {{\n{data}}}"
        self._run(f"{clear}INSERT DATA {{\n{data}}}")

    def drop(self, graph: str) -> None:
        self._run(f"DROP SILENT GRAPH <{graph}>")

    def _run(self, update: str) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        answer = self._client.ask(
            "POST", self._url, content=update.encode("utf-8"), headers=headers, also=(405, 415, 501)
        )
        if not answer.good:
            raise PublishFailed(
                f"{shown(self._url)}: takes no SPARQL Update ({answer.status}); give the address for updates,"
                " or --protocol gsp with that of its Graph Store Protocol"
            )


STORES: dict[str, type[Store]] = {"gsp": GraphStore, "update": Update}
"""Protocol → how it is spoken."""


def _is_page(answer: Answer) -> bool:
    """Whether a server shows a page to whoever comes, and has stored nothing."""
    return "html" in answer.media and bool(answer.words)
