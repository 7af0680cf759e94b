"""What is done to Streamlit's server, over uvicorn and asyncio themselves."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Semaphore
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
import uvicorn
from streamlit.runtime.app_session import AppSession

from smart_tokyo.view.frame import streamlit_inside

Found = TypeVar("Found")


def in_a_thread(work: Coroutine[Any, Any, Found]) -> Found:
    """What a coroutine gives, in a loop of its own: the thread of the tests has one where a browser is open."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def answer(scope: Any, receive: Any, send: Any) -> None:
    """An application that nobody asks anything."""


def test_no_message_waits_for_word_of_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn.Server, "startup", uvicorn.Server.startup)  # put back at the end
    streamlit_inside.send_at_once()

    async def served() -> int:
        config = uvicorn.Config(answer, lifespan="off", log_config=None)
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        with socket.socket() as listening:  # as Streamlit makes it
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            await server.startup(sockets=[listening])
            _, writer = await asyncio.open_connection(*listening.getsockname())
            async with asyncio.timeout(30):
                while not server.server_state.connections:
                    await asyncio.sleep(0)
            (connection,) = server.server_state.connections
            found: int = connection.transport.get_extra_info("socket").getsockopt(
                socket.IPPROTO_TCP, socket.TCP_NODELAY
            )
            writer.close()
            await server.shutdown(sockets=[listening])
        return found

    assert in_a_thread(served())


def test_what_runs_tell_is_told_in_the_order_of_each_and_one_that_fails_keeps_no_other_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(AppSession, "_call_soon_on_event_loop", AppSession._call_soon_on_event_loop)
    streamlit_inside.gather(0.001)
    soon: Any = AppSession._call_soon_on_event_loop
    found: list[tuple[str, int]] = []
    failed: list[object] = []

    def fails() -> None:
        raise ValueError("this one")

    async def told() -> None:
        loop, ended = asyncio.get_running_loop(), Semaphore(0)
        loop.set_exception_handler(lambda _, context: failed.append(context["exception"]))
        session = SimpleNamespace(_event_loop=loop)

        def run(name: str) -> None:
            for number in range(1000):
                soon(session, fails if number == 500 else partial(found.append, (name, number)))
            soon(session, ended.release)

        async with asyncio.timeout(30):
            await asyncio.gather(*(asyncio.to_thread(run, name) for name in "ab"))
            for _ in "ab":
                await asyncio.to_thread(ended.acquire)
        session._event_loop = asyncio.new_event_loop()
        session._event_loop.close()
        soon(session, fails)  # a server that has ended is told nothing, and complains of nothing

    in_a_thread(told())
    each = [number for number in range(1000) if number != 500]
    assert [[number for name, number in found if name == one] for one in "ab"] == [each, each]
    assert [str(one) for one in failed] == ["this one", "this one"]
