"""The snapshot a page reads, and its named queries, kept between reruns."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pandas as pd
import streamlit as st

from smart_tokyo import figures, settings
from smart_tokyo.safe_cells import visible
from smart_tokyo.store import StoreError, StorePaths, check_layout
from smart_tokyo.view.frame import access, url

PATIENCE_S = 10.0  # for which a reader's click waits for whoever else writes
UNREADABLE = (StoreError, OSError, duckdb.Error)  # what a damaged or foreign store raises


def audience() -> str:
    """Whom this process serves: `public` or `internal`."""
    return settings.get("AUDIENCE")


def store() -> StorePaths:
    """The store that this process serves, for those who may see it."""
    access.insist()
    return StorePaths(settings.store_dir(), PATIENCE_S)


def known() -> list[str]:
    """The snapshots that this process's audience may see: all of them, or those that were made public."""
    return store().ids() if audience() == "internal" else store().published()


def database(snapshot_id: str) -> Path:
    """The database of a snapshot for this process's audience. Raises StoreError where there is none."""
    return store().database(snapshot_id, audience())


class Record(NamedTuple):
    """The database of a snapshot, and whether it is the one that is current for the audience."""

    database: Path = Path()
    is_current: bool = True


def record(asked: url.Asked) -> Record | None:
    """The snapshot that the address asks for, else the current one; None before the first.

    Read anew on every run, so that an open page shows a new snapshot without a restart. An id that the audience may
    not see is noted as unknown, like one that never was. Raises StoreError where the store is damaged.
    """
    newest = store().current(audience())
    shown = asked.one_of("snapshot", known()) or newest
    return None if shown is None else Record(database(shown), shown == newest)


def connection(path: Path) -> duckdb.DuckDBPyConnection:
    """The shared connection to a snapshot, for what runs many queries at once; each takes a cursor of its own."""
    access.insist()
    return _connection(str(path))


@st.cache_resource(max_entries=8, show_spinner=False)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    con = figures.open_snapshot(Path(path))
    check_layout(con.cursor())
    return con


@st.cache_resource(max_entries=8, show_spinner=False)
def _kept(path: str) -> figures.Kept:
    return figures.Kept.of(_connection(path))


@st.cache_data(max_entries=300, ttl="1h", show_spinner=False)  # a large ledger has results of megabytes
def _result(path: str, query: str, params: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    rows = figures.frame(_connection(path), query, dict(params), _kept(path))
    for name in rows.columns:
        texts = {one for one in rows[name] if isinstance(one, str)}
        if shown := {one: _shown(name, one) for one in texts if _shown(name, one) != one}:
            rows[name] = rows[name].replace(shown)
    return rows


@st.cache_resource(max_entries=1_000, ttl="1h", show_spinner=False)  # shared by all readers, never changed
def _rows(path: str, query: str, params: tuple[tuple[str, Any], ...]) -> list[dict[str, Any]]:
    found = figures.records(_connection(path), query, dict(params), _kept(path))
    return [{name: _shown(name, one) for name, one in row.items()} for row in found]


def _shown(column: str, value: Any) -> Any:
    """A text with every character without a shape made visible; an id goes into addresses as it is."""
    is_id = column == "id" or column.endswith("_id")
    return visible(value) if isinstance(value, str) and not is_id else value


def result(path: Path, query: str, params: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of a named query over one snapshot, for those who may see it; a copy, so it may be changed."""
    access.insist()
    return _result(str(path), query, tuple(sorted(params.items())))


def records(path: Path, query: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same rows as dictionaries of int, float, str, bool, date, datetime and None, which may be changed."""
    access.insist()
    return [dict(row) for row in _rows(str(path), query, tuple(sorted(params.items())))]
