"""What Streamlit does but offers no public call for; pinned in requirements.txt, held by tests."""

import json
import re
import socket
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import streamlit
import uvicorn
from streamlit import logger, net_util, runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, get_script_run_ctx
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from smart_tokyo.operating.logs import pass_on
from smart_tokyo.roles import VIEWER, person


def forget_upload(uploaded: Any) -> None:
    """Free the memory in which the server holds an uploaded file, instead of at the end of the session."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=uploaded.file_id)


def ask_nobody() -> None:
    """Keeps Streamlit from asking the network for this machine's addresses, which no page of this server needs."""
    net_util._internal_ip = net_util._external_ip = ""


STATIC = Path(streamlit.__file__).parent / "static"
ELEMENTS = ("Button", "Html", "PageLink", "Selectbox")  # on every page, and not in Streamlit's first script
_IMPORT = re.compile(r"""(?:from|import)[`"']\./([\w.-]+\.js)[`"']""")


def document() -> bytes:
    """The one HTML document that Streamlit sends for every page."""
    return (STATIC / "index.html").read_bytes()


def modules() -> list[str]:
    """The scripts of ELEMENTS with all that they import, as far as the document does not name them itself.

    Streamlit asks for each kind when the first element of it has come, and for what it imports when that has been read.
    """
    scripts, named = STATIC / "static" / "js", document().decode()
    found = [script.name for name in ELEMENTS for script in scripts.glob(f"{name}.*.js")]
    for script in found:  # which grows meanwhile
        imported = dict.fromkeys(_IMPORT.findall((scripts / script).read_text("utf-8")))
        found += [one for one in imported if one not in found and one not in named]
    return [f"./static/js/{script}" for script in found]


def may_enter(cookies: Mapping[str, str]) -> bool:
    """Whether a request with these cookies comes from somebody with a role whose session lasts."""
    signed = starlette_websocket._get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    try:
        claims = json.loads(signed) if signed else {}
    except ValueError:
        return False
    now = time.time()
    found = person(claims, now)
    return found is not None and found.may(VIEWER, now)


def log_as_we_do() -> None:
    """Has Streamlit, which gives each of its loggers a form of its own, leave that to ours."""
    logger.setup_formatter = pass_on
    logger.update_formatter()


FAMILIES = ("active_sessions", "session_events", "session_duration_seconds", "cache_lookups")


def stats() -> Mapping[str, Sequence[Any]]:
    """What Streamlit counts of its sessions and caches, by family: help, type, labels, value."""
    return runtime.get_instance().stats_mgr.get_stats(FAMILIES) if runtime.exists() else {}


def time_runs(tell: Callable[[float], object]) -> None:
    """Tells of every run of a page's script how many seconds it took, with those that it asked for itself."""
    run = ScriptRunner._run_script

    def timed(self: ScriptRunner, rerun_data: RerunData) -> None:
        began = time.perf_counter()
        try:
            run(self, rerun_data)
        finally:
            tell(time.perf_counter() - began)

    ScriptRunner._run_script = timed  # type: ignore[method-assign]


def send_at_once() -> None:
    """Has what is written go out at once, as asyncio means it: it does not know Streamlit's socket for one of TCP, so
    the second message to a new reader waited 40 ms for word of the first (Nagle's algorithm, delayed acknowledgement).
    """
    startup = uvicorn.Server.startup

    async def at_once(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        for one in sockets or ():
            if one.family != socket.AF_UNIX:
                one.setsockopt(
                    socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
                )  # those that it accepts have it from it
        await startup(self, sockets)

    uvicorn.Server.startup = at_once  # type: ignore[method-assign]


def gather(seconds: float) -> None:
    """Has what a run of a page tells wait so long for more of it: Streamlit wakes its server for each of some hundred
    messages, which it sends every hundredth of a second anyway, and the run waits meanwhile.
    """

    def told(self: AppSession) -> None:
        self.__dict__["is_woken"] = (
            False  # first: what comes from now on wakes again, though it may be told here
        )
        waiting = self.__dict__["waiting"]
        while waiting:
            self._event_loop.call_soon(
                waiting.popleft()
            )  # each by itself: one that fails keeps no other back

    def gathered(self: AppSession, callback: Callable[[], None]) -> None:
        self.__dict__.setdefault("waiting", deque()).append(callback)
        if not self.__dict__.get("is_woken"):  # two threads may both wake: once too often does no harm
            self.__dict__["is_woken"] = True
            with suppress(RuntimeError):  # the loop has ended, and with it the server
                self._event_loop.call_soon_threadsafe(self._event_loop.call_later, seconds, told, self)

    AppSession._call_soon_on_event_loop = gathered  # type: ignore[method-assign]


def end_within(seconds: int) -> None:
    """Has a server that is told to end wait so long for answers under way, not forever for who no longer takes them."""
    shutdown = uvicorn.Server.shutdown

    async def bounded(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        self.config.timeout_graceful_shutdown = seconds
        await shutdown(self, sockets)

    uvicorn.Server.shutdown = bounded  # type: ignore[method-assign]
