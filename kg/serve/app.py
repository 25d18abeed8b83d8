"""The addresses of the service.

/sparql          the SPARQL 1.1 Protocol; without a query the service's description, a page for browsers
/queries/NAME    a query of ontology/queries/, its parameters as fields
/ns              the terms of newskg
/healthz         is it up?
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from kg.errors import AnswerTooLarge
from kg.query import format_rows, named_queries
from kg.query.workers import Job, Pool
from kg.serve.asked import Fields, fields_of, job, named_job
from kg.serve.delivery import Outbox, answered, deliver
from kg.serve.description import LIST_GRAPHS, described, terms, terms_page
from kg.serve.gate import Gate
from kg.serve.media import GRAPHS, PAGE, choose
from kg.serve.options import Options
from kg.serve.page import frame, home, language
from kg.serve.problem import Problem


def application(options: Options, pool: Pool, note: Callable[[str], None]) -> ASGIApp:
    """The service over a pool that has been started; ``note`` hears of faults of ours."""
    service = _Service(options, pool)
    router = Router(
        routes=[
            Route("/", service.sparql, methods=["GET"]),
            Route("/sparql", service.sparql, methods=["GET", "POST"]),
            Route("/queries", service.sparql, methods=["GET"]),
            Route("/queries/{name}", service.named, methods=["GET", "POST"]),
            Route("/ns", service.terms, methods=["GET"]),
            Route("/healthz", service.health, methods=["GET"]),
        ],
        redirect_slashes=False,
    )
    return Gate(router, options, note)


class _Service:
    def __init__(self, options: Options, pool: Pool) -> None:
        self._options = options
        self._pool = pool
        self._outbox = Outbox()
        self._named = named_queries()
        self._graphs: tuple[int, tuple[str, ...]] = (-1, ())

    async def sparql(self, request: Request) -> Response:
        """A query, or what the service is."""
        fields = await fields_of(request)
        asked = job(fields, _accept(request)) if request.url.path.endswith("/sparql") else None
        if asked is not None:
            tongue = language(request.headers.get("accept-language", ""), fields.one("lang"))
            return await deliver(request, self._pool, self._outbox, *asked, frame(tongue, _root(request)))
        if request.method == "POST":
            raise Problem(400, "there is no query; give one as the field query")
        return await self._describe(request, fields)

    async def named(self, request: Request) -> Response:
        """A query by its name."""
        name = request.path_params["name"]
        if name not in self._named:
            raise Problem(404, f"no query has this name; there are: {', '.join(self._named)}")
        tongue = language(request.headers.get("accept-language", ""), None)
        asked = named_job(name, await fields_of(request), _accept(request))
        title = self._named[name].title
        return await deliver(request, self._pool, self._outbox, *asked, frame(tongue, _root(request), title))

    async def terms(self, request: Request) -> Response:
        """The ontology, for browsers its documentation."""
        media = _graph_media(request, await fields_of(request))
        return (
            _html(terms_page()) if GRAPHS[media] == PAGE else Response(terms(GRAPHS[media]), media_type=media)
        )

    async def health(self, _: Request) -> Response:
        """Whether a query could be answered."""
        if not self._pool.ready:
            raise Problem(503, "no worker is ready")
        return Response("ok\n", media_type="text/plain; charset=utf-8")

    async def _describe(self, request: Request, fields: Fields) -> Response:
        media = _graph_media(request, fields)
        if GRAPHS[media] == PAGE:
            tongue = language(request.headers.get("accept-language", ""), fields.one("lang"))
            return _html(home(tongue, _root(request), self._named, self._options.limits))
        endpoint = f"{(self._options.url or str(request.base_url)).rstrip('/')}/sparql"
        text = format_rows(described(endpoint, await self._graph_names(request)), GRAPHS[media])
        return Response(text, media_type=media)

    async def _graph_names(self, request: Request) -> tuple[str, ...]:
        generation = self._pool.generation
        if self._graphs[0] != generation:
            try:
                answer = await answered(request, self._pool, Job(text=LIST_GRAPHS, rows_form="csv"))
            except AnswerTooLarge:
                return ("",) * (self._options.limits.rows + 1)
            self._graphs = (generation, tuple(answer.text().split()[1:]))
        return self._graphs[1]


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _graph_media(request: Request, fields: Fields) -> str:
    media = choose(_accept(request), fields.form()).graph
    if media is None:
        raise Problem(406, f"this comes in one of: {', '.join(GRAPHS)}")
    return media


def _html(text: str) -> Response:
    return Response(text, media_type="text/html")


def _root(request: Request) -> str:
    """The relative way to the root of the service: it may stand under any path of a reverse proxy."""
    return "../" * (request.url.path.count("/") - 1) or "./"
