"""Builds the snapshots of an older layout again from what they hold, so that no version is lost to a new table.

Each gets a new id and says in its manifest which one it was (`upgraded_from`); the old files stay. Pointers and the
record of what became public follow, and `<store>/upgraded` tells which id an old one has now: its links go on.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from smart_tokyo.ledger.checking.check import Content
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.snapshot.databases import Snapshot, snapshot_id
from smart_tokyo.ledger.store import corrections, history
from smart_tokyo.ledger.store.build import fill, intact, mend, note, read_manifest
from smart_tokyo.ledger.store.commit import BUILDING, move, writing
from smart_tokyo.ledger.tables.ddl import PLACE, create_table, quoted
from smart_tokyo.ledger.tables.models import create_own_tables
from smart_tokyo.operating.files import fsync, replace, sha256
from smart_tokyo.schema import Table, tables
from smart_tokyo.store import AUDIENCES, LAYOUT, StoreError, StorePaths
from smart_tokyo.versions.publications import renamed, written


def upgrade(store: StorePaths, who: str | None = None) -> dict[str, str]:
    """Old id → new id of every snapshot of an older layout that could be built again and had not been.

    One that cannot is told on stderr and stays as it is. A run that is killed has added snapshots at most; the next one
    goes on. Raises OSError when the store cannot be written, StoreError for a damaged pointer.
    """
    found: dict[str, str] = {}
    with writing(store):
        current = {audience: store.current(audience) for audience in AUDIENCES}
        before = store.upgraded()
        for old in store.ids():
            if old in before and intact(store, before[old]):
                continue
            try:
                manifest = read_manifest(store, old)
                if manifest["layout"] < LAYOUT:
                    found[old] = _again(store, old, manifest)
            except (StoreError, duckdb.Error, LookupError, ValueError) as error:
                note(f"{old} stays as it is: {error}")
        for audience, shown in current.items():
            if shown in found:
                told = history.counts(one["severity"] for one in read_manifest(store, shown)["findings"])
                line = history.entry("upgrade", found[shown], audience, told, who)
                move(store, audience, found[shown], line)
        if found:  # the last step: until then the next run does it all again
            replace(store.publications_file, written(renamed(store.publications(), found)))
            moved = {old: found.get(new, new) for old, new in before.items()} | found
            replace(store.upgraded_file, "".join(f"{old} {new}\n" for old, new in moved.items()).encode())
            fsync(store.root)
        corrections.keep(store, None, None, "public")
    return found


def _again(store: StorePaths, old: str, manifest: Mapping[str, Any]) -> str:
    """Builds a snapshot again, unless that is there intact; returns its id. The caller holds the lock."""
    database = store.database(old, "internal")
    if manifest["databases"][database.name] != sha256(database):
        raise StoreError(f"{database} is damaged (its SHA-256 is not the manifest's)")
    content, labels = _held(database), (manifest["label_ja"], manifest["label_en"])
    as_of, fictional = dt.date.fromisoformat(manifest["as_of"]), bool(manifest["fictional"])
    new = snapshot_id(content, as_of, Dataset(*labels, as_of, fictional))
    there = new in store.ids()
    if there and intact(store, new):
        return new
    built_at = dt.datetime.fromisoformat(manifest["built_at"].removesuffix("Z"))
    about = Snapshot(new, as_of, *labels, fictional, built_at)
    kept = {"files": manifest["files"], "findings": manifest["findings"], "upgraded_from": old}
    with TemporaryDirectory(prefix=BUILDING, dir=store.root, ignore_cleanup_errors=True) as made:
        fill(Path(made), content, about, kept)
        if there:
            mend(store.snapshot_dir(new), Path(made))
        else:
            Path(made).rename(store.snapshot_dir(new))
            fsync(store.snapshots)
    return new


def _held(database: Path) -> Content:
    """The rows of an internal database in the tables of today; unknown is what it has no column for."""
    with duckdb.connect() as con:
        create_own_tables(con)
        path = str(database).replace("'", "''")
        con.execute(f"attach '{path}' as old (read_only)")
        found = con.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'old'"
        )
        columns = set(found.fetchall())
        return {name: _rows(con, table, columns) for name, table in tables().items()}


def _rows(con: duckdb.DuckDBPyConnection, table: Table, columns: set[tuple[str, str]]) -> Any:
    """A table's rows in the order of their keys, with their places."""
    name, key = quoted(table.name), ", ".join(map(quoted, table.primary_key))
    con.execute(create_table(table))
    if shared := ", ".join(quoted(one) for one in table.columns if (table.name, one) in columns):
        con.execute(f"insert into {name} by name select {shared} from old.main.{name}")
    places = ("stood.file", "stood.sheet", "stood.row_number", "coalesce(stood.shipped, false)")
    listed = ", ".join(f"{one} as {quoted(called)}" for one, called in zip(places, PLACE, strict=True))
    return con.sql(
        f"select held.*, {listed} from {name} as held left join old.main.source_rows as stood "
        f"on stood.table_name = '{table.name}' and stood.row_key = row_key({key}) order by {key}"
    ).to_arrow_table()
