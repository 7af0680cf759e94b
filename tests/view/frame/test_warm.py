"""Warm start: when the server reads its own overview, and that nothing keeps it from serving."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from smart_tokyo.store import StorePaths
from smart_tokyo.view.frame import warm

FIRST, SECOND = "2026-09-28-0123456789ab", "2026-09-29-0123456789ab"


@pytest.fixture
def point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], object]:
    """Makes a snapshot the current one of a store that is looked at all the time."""
    monkeypatch.setenv("SMART_TOKYO_STORE", str(tmp_path))
    monkeypatch.setattr(warm, "EVERY_S", 0)
    return StorePaths(tmp_path).pointer("public").write_text


def live(warmth: warm.Warmth, then: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
    """The life of a server until it is ready, and what is done `then`."""

    async def lived() -> None:
        async with warmth.alive(None):
            await until(lambda: warmth.ready)
            if then:
                await then()

    with ThreadPoolExecutor(1) as thread:  # the browser tests leave a loop running in this one
        thread.submit(lambda: asyncio.run(lived())).result()


async def until(said: Callable[[], bool]) -> None:
    while not said():
        await asyncio.sleep(0)


def test_it_is_ready_after_both_languages_and_reads_a_new_snapshot_by_itself(
    point: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    visits: list[tuple[str, bool]] = []
    warmth = warm.Warmth("public")

    async def visit(query: str) -> None:
        visits.append((query, warmth.ready))

    async def publish() -> None:
        assert visits == [("lang=ja", False), ("lang=en", False)]
        point(SECOND)
        await until(lambda: len(visits) == 4)

    monkeypatch.setattr(warm, "visit", visit)
    point(FIRST)
    live(warmth, publish)
    assert [query for query, _ in visits] == ["lang=ja", "lang=en"] * 2


@pytest.mark.parametrize("pointer", [None, "no id"])
def test_without_a_store_nothing_is_visited(
    pointer: str | None, point: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "visit", lambda query: pytest.fail("visited"))
    if pointer:
        point(pointer)
    live(warm.Warmth("public"))


def test_a_visit_that_fails_is_one_line_in_the_log(
    point: Callable[[str], object], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing listens on the port that Streamlit is set to."""
    monkeypatch.setattr(warm.st, "get_option", {"server.address": "127.0.0.1", "server.port": 1}.get)
    point(FIRST)
    with caplog.at_level(logging.WARNING):
        live(warm.Warmth("public"))
    assert [one.levelname for one in caplog.records] == ["WARNING"]
    assert "first reader waits" in caplog.text
