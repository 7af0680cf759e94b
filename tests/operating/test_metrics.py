"""What Prometheus is told of a store: the snapshot that is shown, the history's outcomes, caches, Streamlit's own."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from smart_tokyo.operating.metrics import Served
from smart_tokyo.store import StorePaths

ID = "2026-01-02-0123456789ab"


class Stat(NamedTuple):
    help: str
    type: str
    labels: dict[str, str] | None
    value: int


STATS = {
    "active_sessions": [Stat("Now.", "gauge", None, 3)],
    "session_events": [
        Stat("Events.", "counter", {"type": one}, n) for one, n in (("connect", 5), ("disconnect", 2))
    ],
    "cache_lookups": [],
}


def told(store: StorePaths, audience: str = "internal", stats: Any = dict) -> dict[str, float]:
    """Name with labels → value."""
    registry = CollectorRegistry()
    registry.register(Served(store, audience, {"queries": lambda: SimpleNamespace(hits=7, misses=2)}, stats))
    lines = generate_latest(registry).decode().splitlines()
    return {name: float(value) for name, _, value in (one.rpartition(" ") for one in lines if one[0] != "#")}


@pytest.fixture
def store(tmp_path: Path) -> StorePaths:
    return StorePaths(tmp_path)


def test_without_a_snapshot_none_is_shown(store: StorePaths) -> None:
    found = told(store)
    assert found["smart_tokyo_snapshot_shown"] == 0 and not [name for name in found if "timestamp" in name]


def test_the_snapshot_and_its_age(store: StorePaths) -> None:
    store.pointer("public").write_text(f"{ID}\n")
    os.utime(store.pointer("public"), (1_800_000_000, 1_800_000_000))
    store.synced_file.write_text(json.dumps({"source": "x", "at": "2027-01-15T08:00:00Z"}))
    found = told(store, "public")
    assert found["smart_tokyo_snapshot_shown"] == 1
    as_of = dt.datetime(2026, 1, 2, tzinfo=dt.UTC).timestamp()
    assert found["smart_tokyo_snapshot_as_of_timestamp_seconds"] == as_of
    assert found["smart_tokyo_snapshot_since_timestamp_seconds"] == 1_800_000_000
    assert found["smart_tokyo_sync_timestamp_seconds"] == 1_800_000_000


def test_outcomes_are_counted_by_their_worst_finding(store: StorePaths) -> None:
    lines = [("build", 0, 2, 9), ("build", 0, 1, 0), ("check", 1, 4, 0), ("publish", 0, 0, 0)]
    text = [
        json.dumps({"what": what, "findings": {"error": e, "warning": w, "info": i}})
        for what, e, w, i in lines
    ]
    (store.root / "history.jsonl").write_text("\n".join([*text, "half a li", "[]"]))
    found = told(store)
    steps = {name: value for name, value in found.items() if "ledger_steps_total" in name}
    assert steps == {
        'smart_tokyo_ledger_steps_total{what="build",worst_finding="warning"}': 2,
        'smart_tokyo_ledger_steps_total{what="check",worst_finding="error"}': 1,
        'smart_tokyo_ledger_steps_total{what="publish",worst_finding="none"}': 1,
    }


def test_caches_and_sessions(store: StorePaths) -> None:
    found = told(store, stats=lambda: STATS)
    assert found['smart_tokyo_cache_lookups_total{cache="queries",result="hit"}'] == 7
    assert found['smart_tokyo_cache_lookups_total{cache="queries",result="miss"}'] == 2
    assert found["streamlit_active_sessions"] == 3
    assert found['streamlit_session_events_total{type="connect"}'] == 5
    assert not [name for name in found if "streamlit_cache" in name]
