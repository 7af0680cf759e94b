"""The gate of the HTTP API: who may come in, how often, and how every refusal is said (RFC 9457).

Everything is kept in memory that has a bound: buckets of the latest clients, a few workers, a short queue.
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar

import duckdb
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smart_tokyo.addresses import API, at
from smart_tokyo.faults import numbered
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


def answers(
    status: int, detail: str, again_s: int = 0
) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What turns an error into a refusal, which says nothing of the inside but the error's number in the log.

    `again_s`: seconds after which it makes sense to ask again.
    """

    async def handler(request: Request, error: Exception) -> Response:
        said = detail.format(number=numbered(error)) if "{number}" in detail else detail
        return problem(status, said, {"Retry-After": str(again_s)} if again_s else None)

    return handler


async def refused(request: Request, error: Exception) -> Response:
    """What a refusal of an endpoint or of the router becomes."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return problem(405, f"{request.method} is not possible here; use {METHODS}.", {"Allow": METHODS})
    detail = error.detail
    if detail == HTTPStatus(error.status_code).phrase:  # the router's own
        detail = f"There is nothing at this address; {at(API)}/openapi.json lists what there is."
    return problem(error.status_code, detail, dict(error.headers or {}))


_UNREADABLE = answers(503, "The data cannot be read just now; try again later (error {number}).", 60)
_LOCKED = "The data is in use by another program just now; try again later (error {number})."
_TOO_LONG = "This figure takes too long just now; ask for less of it, or later."
_FAILED = "Something went wrong here; please tell the secretariat the number {number}."
HANDLERS: Mapping[Any, Any] = {
    HTTPException: refused,
    Locked: answers(503, _LOCKED, 60),
    StoreError: _UNREADABLE,
    OSError: _UNREADABLE,
    duckdb.Error: _UNREADABLE,
    duckdb.InterruptException: answers(503, _TOO_LONG, 60),
    Exception: answers(500, _FAILED),
}


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
    if _is_loopback(peer):
        peer = Headers(scope=scope).get("x-forwarded-for", peer).rsplit(",", 1)[-1].strip()
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return peer[:45]
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


def _is_loopback(peer: str) -> bool:
    try:
        return ipaddress.ip_address(peer).is_loopback
    except ValueError:
        return True  # a socket file, a test


class RateLimit:
    """Lets requests through to the API: methods across origins, length, rate; marks every answer for CORS."""

    def __init__(self, app: ASGIApp, buckets: Buckets, clock: Callable[[], float] = time.monotonic) -> None:
        self.app, self.buckets, self.clock = app, buckets, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at the gate, or pass on."""

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(CORS)
            await send(message)

        await (self.at_the_gate(scope) or self.app)(scope, receive, mark)

    def at_the_gate(self, scope: Scope) -> Response | None:
        """The answer to a request that goes no further."""
        wait = self.buckets.take(client_of(scope), self.clock())
        if wait:
            seconds = math.ceil(wait)
            return problem(
                429, f"Too many requests; try again in {seconds} s.", {"Retry-After": str(seconds)}
            )
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
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
