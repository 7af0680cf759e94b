"""Measures what is asked for, prints it with its targets, and writes docs/performance.md.

Every comparison is a ratio of two measurements of the same run on the same machine. The sample is served internally.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from benchmarks import browser, intake, ledgers, servers, sessions
from benchmarks.servers import ROOT, Served
from benchmarks.sessions import share
from benchmarks.table import Figure, committed, markdown, report

TABLE = ROOT / "docs" / "performance.md"
START, END = "<!-- figures -->", "<!-- end of figures -->"
PACKAGES = ("streamlit", "duckdb", "pandas", "dash", "playwright")


def in_browser(stack: ExitStack, store: Path) -> Iterator[Figure]:
    """Pages in Chromium beside Streamlit's empty page, one select box, and the overview's content in Dash."""
    ours: Served = stack.enter_context(servers.dashboard(store))
    empty: Served = stack.enter_context(servers.streamlit_peer("empty"))
    select: Served = stack.enter_context(servers.streamlit_peer("one_select"))
    dash: Served = stack.enter_context(servers.dash_peer(ledgers.database(store)))
    chromium = stack.enter_context(browser.chromium())
    floor, peer = browser.load(chromium, empty), browser.load(chromium, dash)
    yield Figure("empty-warm-ms", "Streamlit's empty page, warm, all visible (ms)", floor.warm)
    yield Figure("empty-cold-ms", "Streamlit's empty page, cold, all visible (ms)", floor.cold)
    yield Figure("dash-warm-ms", "the overview's content in Dash, warm (ms)", peer.warm)
    for name, target in (("overview", 1.8), ("funding", 2.5), ("map", 2.5), ("progress", 2.5)):
        found = browser.load(chromium, ours.at(f"{'' if name == 'overview' else name}?lang=en"))
        yield Figure(
            f"{name}-warm", f"{name}, warm, all visible ÷ empty page", found.warm / floor.warm, target
        )
        yield Figure(f"{name}-cold", f"{name}, cold, all visible ÷ empty page", found.cold / floor.cold)
        if name == "overview":
            yield Figure("overview-dash", "overview, warm ÷ Dash's same content", found.warm / peer.warm, 0.7)
            yield Figure("overview-requests", "overview, requests at first load", found.requests, 80)
            yield Figure("overview-mb", "overview, MB at first load", found.megabytes, 1.2)
    least = browser.choose(chromium, select, "Theme", 4)
    other = browser.choose(chromium, dash, "theme", 4)
    mine = browser.choose(chromium, ours.at("?lang=en"), "Theme", 4)
    yield Figure("choice-ms", "a filter chosen on the overview → all new (ms)", mine)
    yield Figure("choice-floor", "a filter chosen → all new ÷ one select box", mine / least, 3)
    yield Figure("choice-dash", "a filter chosen → all new ÷ Dash", mine / other, 0.4)


def in_sessions(stack: ExitStack, store: Path) -> Iterator[Figure]:
    """Sessions over the WebSocket: processor a rerun, reruns a second, waiting times of many readers."""
    empty: Served = stack.enter_context(servers.streamlit_peer("empty"))
    alone = asyncio.run(sessions.busy(empty, 1, 5))
    together = asyncio.run(sessions.busy(empty, 8, 10))
    yield Figure("empty-cpu-ms", "Streamlit's empty page, processor a rerun (ms)", alone.cpu_a_rerun)
    ours: Served = stack.enter_context(servers.dashboard(store))
    start = time.perf_counter()
    asyncio.run(_first(ours))
    yield Figure(
        "first-reader-ms",
        "the first reader after a start, overview (ms)",
        1000 * (time.perf_counter() - start),
    )
    new, unseen, again = _processor(ours)
    yield Figure("cpu-new-ms", "overview, processor for a new reader (ms)", new)
    yield Figure("cpu-seen-ms", "overview, processor a rerun, selection seen before (ms)", again, 15)
    yield Figure("cpu-unseen-ms", "overview, processor a rerun, selection never seen (ms)", unseen, 40)
    stack.close()  # each load meets a fresh server
    fresh: Served = stack.enter_context(servers.dashboard(store))
    load = asyncio.run(sessions.busy(fresh, 8, 20))
    yield Figure(
        "busy-8",
        "8 busy sessions, reruns a second ÷ empty page",
        load.a_second / together.a_second,
        0.2,
        True,
    )
    stack.close()
    both = [stack.enter_context(servers.dashboard(store)) for _ in range(2)]
    halves = asyncio.run(_together(both))
    cost = sum(one.cpu for one in halves) / sum(len(one.reruns) for one in halves)
    yield Figure(
        "two-processes",
        "8 busy sessions on two processes, reruns a second of processor ÷ on one",
        load.cpu / len(load.reruns) / cost,
        0.95,
        True,
    )
    stack.close()
    for count in (50, 100, 200):
        with ExitStack() as own:
            theirs: Served = own.enter_context(servers.streamlit_peer("empty"))
            floor = asyncio.run(sessions.readers(theirs, count, 30))
        with ExitStack() as own:
            mine: Served = own.enter_context(servers.dashboard(store))
            load = asyncio.run(sessions.readers(mine, count, 30))
        p95, least = 1000 * share(load.reruns, 0.95), 1000 * share(floor.reruns, 0.95)
        yield Figure(
            f"readers-{count}-p95-ms", f"{count} readers, rerun p95 (ms)", p95, 250 if count == 50 else None
        )
        yield Figure(
            f"readers-{count}-ratio",
            f"{count} readers, rerun p95 ÷ empty page with as many",
            p95 / least,
            3 if count == 200 else None,
        )
        yield Figure(f"readers-{count}-failed", f"{count} readers, failures", len(load.failed), 0)
        for one in sorted(set(load.failed))[:3]:
            print(f"  {one}", file=sys.stderr)
        yield Figure(
            f"readers-{count}-health-ms",
            f"{count} readers, health p95 (ms)",
            1000 * share(load.health, 0.95),
            100,
        )
        yield Figure(
            f"readers-{count}-memory-mb",
            f"{count} readers, memory of a session more than the empty page's (MB)",
            (load.memory - floor.memory) / count,
            1,
        )


async def _together(both: list[Served]) -> list[sessions.Load]:
    return list(await asyncio.gather(*(sessions.busy(one, 4, 20, seed) for seed, one in enumerate(both, 1))))


async def _first(served: Served) -> None:
    async with sessions.Session(served, random.Random(1)) as session:
        await session.run()


def _processor(served: Served) -> tuple[float, float, float]:
    """Milliseconds of processor of the overview: a new reader, a selection never seen, one seen before."""

    async def measured() -> tuple[float, float, float]:
        async with sessions.Session(served, random.Random(1)) as first:
            await first.run()
            start = served.cpu()
            for _ in range(10):
                async with sessions.Session(served, random.Random(1)) as another:
                    await another.run()
            new = (served.cpu() - start) / 10
            unseen: list[float] = []
            for box in [key for key in first.boxes if first.is_filter(key)]:
                options = first.boxes[box]
                for option in options[1:]:
                    start = served.cpu()
                    await first.run({box: option})
                    unseen.append(served.cpu() - start)
                await first.run({box: options[0]})
            start = served.cpu()
            for _ in range(30):
                await first.run()
            again = (served.cpu() - start) / 30
        return 1000 * new, 1000 * sum(unseen) / len(unseen), 1000 * again

    return asyncio.run(measured())


def on_ledgers(
    stack: ExitStack, store: Path, sizes: tuple[int, ...] = (1_000, 10_000, 100_000)
) -> Iterator[Figure]:
    """Every page's server time over ledgers of several sizes, and what `check` and `build` take a row."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    ledgers.a_day_later(ROOT / "data" / "sample", store)
    floor = _pages(store)
    for name, (_, unseen) in floor.items():
        yield Figure(_key(name, "ms"), f"{name}, selection never seen, the sample (ms)", unseen)
    for size in sizes:
        source, large, rows, checked, built = ledgers.made(folder, size)
        ledgers.a_day_later(source, large)
        of = f"{size:,} projects ({rows:,} rows)"
        yield Figure(f"check-{size}-us", f"check, {of}, µs a row", 1e6 * checked.seconds / rows)
        yield Figure(f"build-{size}-us", f"build, {of}, µs a row", 1e6 * built.seconds / rows, 25)
        yield Figure(f"build-{size}-mb", f"build, {of}, memory (MB)", built.megabytes, 4096)
        found = _pages(large)
        for name, (new, unseen) in found.items():
            ratio = max(new / floor[name][0], unseen / floor[name][1])
            yield Figure(_key(name, size), f"{name}, {size:,} projects ÷ the sample", ratio, 2)


def _key(page: str, of: object) -> str:
    return f"page-{page.replace('_', '-').replace(' ', '-')}-{of}"


def _pages(store: Path) -> dict[str, tuple[float, float]]:
    found = {}
    with servers.dashboard(store) as served:
        for name, paths in ledgers.pages(store).items():
            new, unseen, again = asyncio.run(sessions.one_page(served, paths))
            found[name] = (new, unseen if unseen == unseen else again)
    return found


def of_files(stack: ExitStack, store: Path) -> Iterator[Figure]:
    """Reports of the sample by the command line, and a workbook of 20,000 grant rows."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    for name, seconds in intake.steps(folder):
        yield Figure(f"workbook-{name}-s", f"a workbook of 20,000 grant rows: {name} (s)", seconds)
    for name in ("progress", "funding"):
        for form in ("pdf", "xlsx", "pptx"):
            run = ledgers.command(
                "report", name, "--store", str(store), "--audience", "internal", "--format", form,
                "--out", str(folder / f"{name}.{form}"),
            )  # fmt: skip
            yield Figure(f"report-{name}-{form}-s", f"report {name} as {form} (s)", run.seconds)


PARTS: dict[str, Callable[[ExitStack, Path], Iterator[Figure]]] = {
    "browser": in_browser,
    "sessions": in_sessions,
    "ledgers": on_ledgers,
    "files": of_files,
}


def main() -> int:
    """Runs the parts, tells what is missed or worse, and writes the table; parts that were not run keep their lines."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given several times")
    asked = parser.parse_args().only or list(PARTS)
    before, figures = committed(TABLE), []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        ledgers.command("build", str(ROOT / "data" / "sample"), "--store", str(store), "--brief")
        for name in asked:
            start = time.perf_counter()
            with ExitStack() as stack:
                for figure in PARTS[name](stack, store):
                    figures.append(figure)
                    print(f"{figure.key:28} {figure.value:10.2f}  {figure.bound:8} {figure.name}", flush=True)
            print(f"({name}: {time.perf_counter() - start:.0f} s)", flush=True)
    print("\n".join(report(figures, before)) or "every target is met, and nothing got worse")
    _write(figures, anew=set(asked) == set(PARTS))
    return 0


def _write(figures: list[Figure], *, anew: bool) -> None:
    text = TABLE.read_text("utf-8")
    head, tail = text[: text.index(START) + len(START)], text[text.index(END) :]
    kept = "" if anew else text[len(head) : -len(tail)]
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}"
    TABLE.write_text(
        f"{head}\n\n{machine}; command: `make bench`.\n\n{markdown(figures, kept)}\n\n{tail}", "utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
