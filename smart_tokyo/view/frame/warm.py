"""Warm start: the server reads its own overview, so that no reader is the first after a start or a publication.

And whether it is ready: that a snapshot is served.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import duckdb
import streamlit as st
import websockets
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from smart_tokyo import LANGS, addresses, figures, settings
from smart_tokyo.store import StoreError, StorePaths, check_layout

_LOG = logging.getLogger(__name__)
PATIENCE_S = 30.0  # for all visits: a server that cannot warm itself serves all the same
EVERY_S = 2.0  # between two looks at which snapshot is current
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # what listens on all addresses


class Warmth:
    """Whether the server has read its own overview, and the task that does so again for each new snapshot."""

    def __init__(self, audience: str) -> None:
        self.audience, self.ready = audience, False

    @asynccontextmanager
    async def alive(self, app: object) -> AsyncIterator[dict[str, Any]]:
        """The life of the server, beside which the visits are made."""
        visits = asyncio.create_task(self._stay_warm())
        yield {}
        visits.cancel()

    async def _stay_warm(self) -> None:
        seen = None
        while True:
            with suppress(Exception):  # what is wrong with the store is said on the pages
                current = await asyncio.to_thread(StorePaths(settings.store_dir()).current, self.audience)
                if current not in (None, seen):
                    await self._visit()
                    _LOG.info("%s is shown", current)
                seen = current
            self.ready = True
            await asyncio.sleep(EVERY_S)

    async def _visit(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                for lang in LANGS:
                    await visit(f"lang={lang}")
        except Exception as error:
            _LOG.warning("the overview was not read beforehand, so its first reader waits for it: %r", error)

    async def answer(self, request: Request) -> Response:
        """200 with the id of the snapshot that is served, or 503 with a sentence: where no reader would see one."""
        try:
            found: dict[str, str] = {"snapshot": await asyncio.to_thread(self._served)}
        except (StoreError, OSError, duckdb.Error) as error:
            unreadable = "the snapshot cannot be read just now; doctor tells what is wrong"
            found = {"says": str(error) if isinstance(error, _NotReady) else unreadable}
        own = {"Cache-Control": "no-store"}
        return JSONResponse(found, 200 if "snapshot" in found else 503, own)

    def _served(self) -> str:
        if not self.ready:
            raise _NotReady("the server has just started and still reads its own overview")
        store = StorePaths(settings.store_dir())
        current = store.current(self.audience)
        if current is None:
            raise _NotReady("there is no snapshot for this audience yet")
        with figures.open_snapshot(store.database(current, self.audience)) as con:
            check_layout(con)
        return current


class _NotReady(StoreError):
    """Nothing is wrong, but nothing is served yet."""


async def visit(query: str) -> None:
    """Reads the overview to its end as a reader's browser does, over this machine's own address.

    Whoever must sign in first is sent there: then only what the page is made with is loaded. Raises OSError,
    websockets.WebSocketException, TimeoutError.
    """
    host = st.get_option("server.address") or ""
    host = EVERYWHERE.get(host, host)
    there = f"{f'[{host}]' if ':' in host else host}:{st.get_option('server.port')}"
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.context_info.url = f"http://{there}{addresses.at('/')}"
    async with websockets.connect(
        f"ws://{there}{addresses.at('/_stcore/stream')}",
        subprotocols=[websockets.Subprotocol("streamlit")],
        origin=websockets.Origin(f"http://{there}"),
        max_size=None,
        proxy=None,
    ) as socket:
        await socket.send(asked.SerializeToString())
        async for data in socket:
            answer = ForwardMsg.FromString(data)
            if answer.WhichOneof("type") == "script_finished" and answer.script_finished in ENDS:
                return
    raise ConnectionError("the connection ended before the page did")
