"""What is done to Streamlit's server, over uvicorn itself."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
import uvicorn

from smart_tokyo.view.frame import streamlit_inside


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

    assert asyncio.run(served())
