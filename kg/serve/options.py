"""How the endpoint is to be run."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kg.query.workers import DEFAULT_LIMITS, Limits

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `kg serve` is told.

    ``url`` is the address under which others reach the service, if that is not the one it listens on (a
    reverse proxy). ``proxies`` are addresses whose X-Forwarded-For is believed. ``origins`` are the web
    pages that may read answers ("*": any); None leaves it to `allowed_origin`. ``in_memory``: each worker
    loads the graph instead of opening the store on disk.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 4
    limits: Limits = DEFAULT_LIMITS
    in_memory: bool = False
    url: str | None = None
    proxies: tuple[str, ...] = ()
    origins: tuple[str, ...] | None = None

    @property
    def on_loopback(self) -> bool:
        """Can only programs of this machine connect?"""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def allows_host(self, host: str) -> bool:
        """May a request name this host? On loopback a name from outside means a page that rebinds its DNS."""
        if not self.on_loopback and self.url is None:
            return True
        known = {self.host, *LOOPBACK_NAMES, (urlsplit(self.url or "").hostname or "")}
        return bool(host) and host.lower() in known

    def allowed_origin(self, origin: str, host: str) -> str | None:
        """The value of Access-Control-Allow-Origin for a page of this origin; None: it may read nothing.

        A public service may be read from any page. On loopback it may not: a page that its user visits
        would read a graph that was never published; there pages from this machine may (notebooks).
        """
        parts = urlsplit(origin)
        if self.origins is not None:
            if "*" in self.origins:
                return "*"
            return origin if origin in self.origins or parts.netloc == host else None
        if not self.on_loopback:
            return "*"
        return origin if parts.hostname in LOOPBACK_NAMES or parts.netloc == host else None
