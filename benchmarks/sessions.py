"""Raw sessions over Streamlit's own WebSocket protocol: what a rerun costs, and how many readers there may be."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.servers import Served

PAUSE = 5.0  # seconds between two clicks of a reader, on average
PATIENCE = 180.0  # seconds after which a run counts as failed
FILTERS = ("programme", "area", "theme", "from_fy", "to_fy")


def share(values: list[float], part: float) -> float:
    """The value below which this part of the values lies; NaN where there is none."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)] if values else float("nan")


@dataclass
class Load:
    """What sessions met: seconds of each rerun and of each answer of the health address, failures."""

    reruns: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0

    @property
    def cpu_a_rerun(self) -> float:
        """Milliseconds of processor for one rerun."""
        return 1000 * self.cpu / max(len(self.reruns), 1)

    @property
    def a_second(self) -> float:
        """Reruns a second."""
        return len(self.reruns) / self.seconds


class Session:
    """One reader's connection to one page."""

    def __init__(self, served: Served, chance: random.Random) -> None:
        self.served, self.chance = served, chance
        page, _, self.query = served.path.partition("?")
        self.page = page
        self.hash = ""
        self.boxes: dict[str, list[str]] = {}  # id of a filter's select box → its options
        self.elements = 0

    async def __aenter__(self) -> Session:
        address = f"ws://127.0.0.1:{self.served.port}/_stcore/stream"
        self.socket = await websockets.connect(
            address,
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://127.0.0.1:{self.served.port}"),
            max_size=None,
            ping_interval=None,
            open_timeout=PATIENCE,
        )
        return self

    async def __aexit__(self, *why: object) -> None:
        await self.socket.close()

    async def run(self, chosen: dict[str, str] | None = None) -> float:
        """Runs the page, with values chosen in widgets, to its end; returns the seconds. Raises RuntimeError."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_script_hash = self.hash
        if not self.hash:
            state.page_name = self.page
        for key, value in (chosen or {}).items():
            one = state.widget_states.widgets.add()
            one.id, one.string_value = key, value
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            data = await asyncio.wait_for(self.socket.recv(), PATIENCE)
            answer = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.hash = answer.new_session.page_script_hash
                self.boxes, self.elements = {}, 0
            elif kind == "page_info_changed":
                self.query = answer.page_info_changed.query_string
            elif kind == "delta":
                self.elements += 1
                element = answer.delta.new_element
                if element.WhichOneof("type") == "selectbox":
                    self.boxes[element.selectbox.id] = list(element.selectbox.options)
                elif element.WhichOneof("type") == "exception":
                    raise RuntimeError(element.exception.message)
            elif kind == "script_finished":
                if answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return time.perf_counter() - start
                if answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RuntimeError("the page could not be compiled")

    async def click(self) -> float:
        """One of the filters' select boxes changed to one of its options, both drawn at random."""
        boxes = {key: options for key, options in self.boxes.items() if self.is_filter(key) and options}
        if not boxes:
            return await self.run()
        key = self.chance.choice(sorted(boxes))
        return await self.run({key: self.chance.choice(boxes[key])})

    def is_filter(self, key: str) -> bool:
        """Whether a select box is one of the filters."""
        return self.served.name != "dashboard" or key.endswith(tuple(f"choice_{name}" for name in FILTERS))


async def busy(served: Served, sessions: int, seconds: float, seed: int = 1) -> Load:
    """Sessions that click without a pause for some seconds."""
    return await _load(served, sessions, seconds, seed, 0.0)


async def readers(served: Served, sessions: int, seconds: float, seed: int = 1) -> Load:
    """Sessions that click every five seconds on average; memory is what all of them together added, in MB."""
    return await _load(served, sessions, seconds, seed, PAUSE)


async def _load(served: Served, sessions: int, seconds: float, seed: int, pause: float) -> Load:
    load = Load()
    opened = [Session(served, random.Random(seed * 10_000 + n)) for n in range(sessions)]
    async with Session(served, random.Random(0)) as first:
        await first.run()  # the server is warm, as after its start
    before = served.memory()
    for first_of in range(0, sessions, 10):  # not all at once: readers come one after the other
        await asyncio.gather(*(_open(one, load) for one in opened[first_of : first_of + 10]))
    await asyncio.sleep(1)
    load.memory = served.memory() - before
    worked, start = served.cpu(), time.perf_counter()
    until = start + seconds
    watching = asyncio.create_task(_health(served, load, until))
    await asyncio.gather(*(_clicks(one, load, until, pause) for one in opened))
    load.seconds, load.cpu = time.perf_counter() - start, served.cpu() - worked
    await watching
    await asyncio.gather(*(one.__aexit__() for one in opened if hasattr(one, "socket")))
    return load


async def _open(session: Session, load: Load) -> None:
    try:
        await session.__aenter__()
        await session.run()
    except Exception as error:  # whatever it is, it is a failure that the table shows
        load.failed.append(f"opening: {error!r}")


async def _clicks(session: Session, load: Load, until: float, pause: float) -> None:
    if not hasattr(session, "socket"):
        return
    if pause:
        await asyncio.sleep(session.chance.uniform(0, pause))
    while time.perf_counter() < until:
        try:
            load.reruns.append(await session.click())
        except Exception as error:  # whatever it is, it is a failure that the table shows
            load.failed.append(repr(error))
            return
        if pause:
            await asyncio.sleep(session.chance.expovariate(1 / pause))


async def _health(served: Served, load: Load, until: float) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        while time.perf_counter() < until:
            start = time.perf_counter()
            try:
                answer = await client.get(f"http://127.0.0.1:{served.port}/_stcore/health")
                answer.raise_for_status()
                load.health.append(time.perf_counter() - start)
            except httpx.HTTPError as error:
                load.failed.append(f"health: {error!r}")
            await asyncio.sleep(0.2)


async def one_page(served: Served, paths: Sequence[str], times: int = 5) -> tuple[float, float, float]:
    """Milliseconds of a page on a warm server: for a new reader, for a selection never seen, and seen again.

    `paths`: what the new readers ask for, one after the other.
    """
    new: list[float] = []
    for n in range(times):
        async with Session(served.at(paths[n % len(paths)]), random.Random(1)) as session:
            new.append(await session.run())
    unseen: list[float] = []
    again: list[float] = []
    async with Session(served.at(paths[0]), random.Random(7)) as session:
        await session.run()
        for _ in range(times):
            boxes = {k: o for k, o in session.boxes.items() if session.is_filter(k) and len(o) > 1}
            if not boxes:
                again.append(await session.run())
                continue
            key = session.chance.choice(sorted(boxes))
            unseen.append(await session.run({key: session.chance.choice(boxes[key][1:])}))
            again.append(await session.run())
    return tuple(1000 * share(one, 0.5) for one in (new, unseen, again))  # type: ignore[return-value]
