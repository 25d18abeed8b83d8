"""The server: its socket, its workers, its end."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from contextlib import closing, suppress

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from kg.errors import InputMissing
from kg.query.workers import Pool
from kg.serve.app import application
from kg.serve.connection import connections
from kg.serve.options import Options

CONNECTIONS = 512
"""Connections at once, over all clients; more get 503."""

_LAST_ANSWERS = 3  # seconds for answers under way when the service ends


def serve(options: Options, say: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM. ``say`` hears where, and what goes wrong behind the requests.

    Raises OutputUnusable where there is no graph, InputMissing where the address cannot be had.
    """
    with closing(_listen(options)) as listening:
        pool = Pool(options.folder, options.limits, options.workers, in_memory=options.in_memory, note=say)
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            pool.start()
            host, port = listening.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            say(f"serving {options.folder} at http://{shown}:{port}/ (Ctrl-C ends it)")
            with suppress(KeyboardInterrupt):  # uvicorn has ended in good order, then tells it again
                _server(options, pool, say).run(sockets=[listening])
        finally:
            pool.close()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _listen(options: Options) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
        return socket.create_server((options.host, options.port), family=family, backlog=256)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputMissing(
            f"{options.host}:{options.port}: cannot be listened on ({reason});"
            " choose another --port or --host"
        ) from error


def _server(options: Options, pool: Pool, say: Callable[[str], None]) -> uvicorn.Server:
    app = application(options, pool, say)
    if options.proxies:
        app = ProxyHeadersMiddleware(app, trusted_hosts=list(options.proxies))  # type: ignore[arg-type,assignment]
    config = uvicorn.Config(
        app,
        http=connections(frozenset(options.proxies)),
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    return uvicorn.Server(config)
