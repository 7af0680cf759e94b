"""The snapshot a page reads, and its named queries, kept between reruns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import streamlit as st

from smart_tokyo import figures, settings
from smart_tokyo.figures import Row
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
    paths = store()
    newest = paths.current(audience())
    ids = paths.named(audience())
    shown = ids.get(asked.one_of("snapshot", ids) or "", newest)
    return None if shown is None else Record(paths.database(shown, audience()), shown == newest)


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


# shared by all readers, never changed; Streamlit's caches take longer to look up than these to read
@lru_cache(2_000)
def _read(
    path: Path, query: str, params: tuple[tuple[str, Any], ...], part: figures.Part, together: str
) -> Any:
    con, kept = _connection(str(path)), _kept(str(path))
    if together:
        return figures.taken(con, query, dict(params), part, kept, together)
    return _visible(figures.records(con, query, dict(params), kept, part))


lookups = _read.cache_info  # of all named queries that pages ask


def _visible(rows: Iterable[Row]) -> list[Row]:
    """The rows with every character without a shape made visible; an id goes into addresses as it is."""
    return [
        {
            name: visible(value) if isinstance(value, str) and name != "id" and name[-3:] != "_id" else value
            for name, value in row.items()
        }
        for row in rows
    ]


def records(
    path: Path, query: str, params: Mapping[str, Any], part: figures.Part = figures.ALL
) -> Sequence[Row]:
    """The rows of a named query over one snapshot, or a part of them, by column: int, float, str, bool, date and None.

    All readers share them, so nobody may change them; `shell` has asked who is there.
    """
    return _read(path, query, _known(params), part, "")


def taken(
    path: Path, query: str, params: Mapping[str, Any], part: figures.Part, together: str = "count(*)"
) -> Any:
    """How many rows a named query has with the part's values, or what else they are `together`: figures.taken."""
    return _read(path, query, _known(params), part, together)


def _known(params: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, tuple(one) if isinstance(one, list) else one) for name, one in sorted(params.items()))


class Frame(NamedTuple):
    """What the frame of a page reads of a snapshot: what it says of itself, the names behind ids, its fiscal years."""

    about: Row
    names: figures.Names
    years: Sequence[int]


NO_FRAME = Frame({}, {}, ())


@lru_cache(8)
def frame(path: Path) -> Frame:
    """The frame of a snapshot, read once for all readers."""
    about, names, years = (records(path, query, {}) for query in ("snapshot_info", "names", "fiscal_years"))
    return Frame(about[0], figures.by_kind(names), [row["fiscal_year"] for row in years])


def every(
    path: Path, query: str, params: Mapping[str, Any], part: figures.Part
) -> Callable[[], Sequence[Row]]:
    """What reads all rows of a part, for a file that is made on the click: it has no session and keeps nothing."""
    con, kept = connection(path), _kept(str(path))
    return lambda: _visible(figures.records(con, query, params, kept, part))
