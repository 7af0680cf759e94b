"""The gate of the HTTP API: who may come in, how often, and how every refusal is said (RFC 9457).

Everything is kept in memory that has a bound: buckets of the latest clients, a few workers, a short queue.
"""

import asyncio
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from typing import Any, TypeVar

import duckdb
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smart_tokyo.addresses import API, TOOLS, at
from smart_tokyo.faults import numbered
from smart_tokyo.figures import BadParameter, UnknownFigure
from smart_tokyo.store import Locked, StoreError

T = TypeVar("T")

METHODS = "GET, HEAD, OPTIONS"
LONGEST_QUERY = 2_000  # bytes
CLIENTS = 10_000  # whose buckets are kept
BURST_S = 20  # seconds of its rate that a client may use at once
WORKERS, QUEUE = 4, 40  # requests that read data at a time, and that may wait for it

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, Smart-Tokyo-Snapshot, Smart-Tokyo-Fictional",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """A refusal in one sentence."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    own = {"Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(body, status, own, media_type="application/problem+json")


_UNREADABLE = 503, "The data cannot be read just now; try again later (error {number})."
SAID: Mapping[type[Exception], tuple[int, str]] = {  # error → status and sentence of its refusal
    BadParameter: (400, "{error}"),
    UnknownFigure: (404, "{error}"),
    Locked: (503, "The data is in use by another program just now; try again later (error {number})."),
    StoreError: _UNREADABLE,
    OSError: _UNREADABLE,
    duckdb.Error: _UNREADABLE,
    duckdb.InterruptException: (503, "This figure takes too long just now; ask for less of it, or later."),
    Exception: (500, "Something went wrong here; please tell the secretariat the number {number}."),
}


async def failed(request: Request, error: Exception) -> Response:
    """The refusal for an error, which says nothing of the inside but the error's number in the log."""
    status, said = told(error)
    return problem(status, said, {"Retry-After": "60"} if status == 503 else None)


def told(error: Exception) -> tuple[int, str]:
    """The status of the refusal for an error, and its sentence."""
    if isinstance(error, HTTPException):
        return error.status_code, error.detail
    status, detail = next(SAID[kind] for kind in type(error).__mro__ if kind in SAID)
    return status, detail.format(error=error, number=numbered(error) if "{number}" in detail else "")


async def refused(request: Request, error: Exception) -> Response:
    """What a refusal of an endpoint or of the router becomes."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        here = ", ".join(sorted({"OPTIONS", *(error.headers or {})["Allow"].split(", ")}))
        return problem(405, f"{request.method} is not possible here; use {here}.", {"Allow": here})
    detail = error.detail
    if detail == HTTPStatus(error.status_code).phrase:  # the router's own
        detail = f"There is nothing at this address; {at(API)}/openapi.json lists what there is."
    return problem(error.status_code, detail, dict(error.headers or {}))


HANDLERS: Mapping[Any, Any] = {HTTPException: refused, **dict.fromkeys(SAID, failed)}


class Buckets:
    """A bucket of requests per client that refills at an even rate; the least recent clients are forgotten."""

    def __init__(self, per_minute: int, clients: int = CLIENTS) -> None:
        self.rate, self.clients = per_minute / 60, clients
        self.size = max(1.0, self.rate * BURST_S)
        self.found: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, now: float) -> float:
        """0 if the client may come in now, else the seconds until it may."""
        if self.rate <= 0:
            return 0.0
        left, since = self.found.pop(client, (self.size, now))
        left = min(self.size, left + (now - since) * self.rate)
        wait = 0.0 if left >= 1 else (1 - left) / self.rate
        self.found[client] = (left if wait else left - 1, now)
        while len(self.found) > self.clients:
            self.found.popitem(last=False)
        return wait


def client_of(scope: Scope) -> str:
    """Who asks: the peer, or where that is a proxy on this machine, whom the proxy saw. An IPv6 network is one."""
    peer = (scope.get("client") or ("",))[0]
    address = _address(peer)
    if address is None or address.is_loopback:  # None: a socket file, a test
        peer = Headers(scope=scope).get("x-forwarded-for", peer).rsplit(",", 1)[-1].strip()
        address = _address(peer)
    if address is None:
        return str(peer[:45])
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    with suppress(ValueError):
        return ipaddress.ip_address(text)
    return None


class RateLimit:
    """Lets requests through to the API: methods across origins, length, rate; marks every answer for CORS."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        self.app, self.buckets = app, buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at the gate, or pass on."""

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(CORS)
            await send(message)

        await (self._at_the_gate(scope) or self.app)(scope, receive, mark)

    def _at_the_gate(self, scope: Scope) -> Response | None:
        wait = self.buckets.take(client_of(scope), time.monotonic())
        if wait:
            seconds = str(math.ceil(wait))
            return problem(429, f"Too many requests; try again in {seconds} s.", {"Retry-After": seconds})
        if scope["method"] == "OPTIONS":
            own = {"Allow": "OPTIONS, POST"} if scope["path"] == at(TOOLS) else {}
            return Response(status_code=204, headers=PREFLIGHT | own)
        if len(scope["query_string"]) > LONGEST_QUERY:
            return problem(414, f"The query is longer than {LONGEST_QUERY} bytes.")
        return None


class Workers:
    """Threads for what reads data, so that the pages' event loop stays free; a full queue refuses."""

    def __init__(self, workers: int = WORKERS, queue: int = QUEUE) -> None:
        self.pool = ThreadPoolExecutor(workers, "open-data")
        self.most, self.inside = workers + queue, 0

    async def run(self, work: Callable[[], T]) -> T:
        """The result of the work. Raises HTTPException 503 where too many wait."""
        if self.inside >= self.most:
            raise HTTPException(503, "Too many requests at once; try again shortly.", {"Retry-After": "2"})
        self.inside += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, work)
        finally:
            self.inside -= 1
