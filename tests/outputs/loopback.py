"""The API on loopback: a real server in a thread, and plain requests to it."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import uvicorn
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult
from starlette.applications import Starlette

from smart_tokyo.outputs.api import api, snapshots, tools
from smart_tokyo.outputs.web import head
from smart_tokyo.outputs.web.layers import ServedView, middleware

PAGES = ["overview", "funding"]
T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What came back; headers with names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Loopback:
    """A server to ask."""

    port: int

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """One request of its own connection; `accept_encoding="gzip"` names a header."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()


@contextmanager
def running(app: Starlette) -> Iterator[Loopback]:
    """A server with an app."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield Loopback(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def serving(store: Path, audience: str = "public", rate: int = 0, base: str = "") -> Iterator[Loopback]:
    """The routes and layers of an audience over a store, without the pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMART_TOKYO_STORE", str(store))
        patch.setenv("SMART_TOKYO_OPEN_RATE", str(rate))
        patch.setenv("SMART_TOKYO_BASE_PATH", base)
        routes = [
            *api.routes(audience, tools.routes),
            *head.routes(audience, lambda: ["", *PAGES[1:], *snapshots.sheets()]),
        ]
        with running(Starlette(routes=routes, middleware=middleware(ServedView(audience, PAGES)))) as server:
            yield server


def in_session(url: str, work: Callable[[ClientSession], Awaitable[T]]) -> T:
    """What a client of the SDK gets done at an address, in a session that it begins as programs do."""

    async def done() -> T:
        async with (
            streamable_http_client(url) as (reading, writing),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            return await work(session)

    with ThreadPoolExecutor(1) as thread:  # the browser tests leave a loop running in this one
        return thread.submit(lambda: asyncio.run(done())).result()


def call(url: str, tool: str, **arguments: Any) -> CallToolResult:
    """The result of one tool."""
    return in_session(url, lambda session: session.call_tool(tool, arguments))
