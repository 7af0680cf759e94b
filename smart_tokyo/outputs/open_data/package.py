"""The open-data package of a snapshot's public database: made in memory, written to a folder or into a ZIP.

CSV cells are safe to open in a spreadsheet; JSON and Parquet hold the text as it is (docs/decisions/0011).
The same database gives the same bytes.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet

from smart_tokyo import figures
from smart_tokyo.faults import Mistake
from smart_tokyo.outputs.open_data import giving, municipal_standard, tables
from smart_tokyo.outputs.open_data.descriptor import NAME, describe
from smart_tokyo.outputs.open_data.label import Label, label
from smart_tokyo.outputs.open_data.notes import notes
from smart_tokyo.safe_cells import safe_csv
from smart_tokyo.store import StoreError, StorePaths, check_layout

DESCRIPTOR, NOTES = "datapackage.json", "README.md"
Files = dict[str, bytes]
"""Path inside the package → content."""


def public_snapshot(store: StorePaths, snapshot_id: str | None = None) -> str:
    """The snapshot to give out: the current public one, or another that was published. Raises StoreError."""
    found = snapshot_id or store.current("public")
    if found is None:
        raise StoreError(f"no public snapshot in {store.root}; publish one first")
    if found not in store.published():
        raise StoreError(f"snapshot {found} is not published; open data is made of published ones only")
    return found


def package(store: StorePaths, snapshot_id: str) -> tuple[Label, Files]:
    """The files of the package of a published snapshot, and what it says of itself. Raises StoreError."""
    chosen = public_snapshot(store, snapshot_id)
    with figures.open_snapshot(store.database(chosen, "public")) as con:
        check_layout(con)
        return files(con)


def files(con: duckdb.DuckDBPyConnection) -> tuple[Label, Files]:
    """The files of the package of an open public database."""
    said = label(con)
    found: Files = {}
    for name, table in tables.public_tables().items():
        header, rows = tables.columns(table), tables.rows(con, table)
        found[f"data/{name}.csv"] = _csv(header, rows)
        found[f"data/{name}.parquet"] = _parquet(tables.arrow(con, table), said)
    standard = municipal_standard.places(con, said)
    found["data/standard_places.csv"] = _csv(list(municipal_standard.COLUMNS), standard)
    given = giving.giving(con, said)
    if given.awards:  # the standard knows no package without a grant
        found["giving/grants.json"] = _json(giving.package(given.awards, said))
        found["giving/grants.csv"] = _csv(*giving.flat(given.awards))
        members = [list(row.values()) for row in given.members]
        found["giving/extension_consortium_members.csv"] = _csv(giving.MEMBER_COLUMNS, members)
    described = describe(said, found, figures.records(con, "source_list"))
    words = notes(said, given).encode()
    return said, {DESCRIPTOR: _json(described), NOTES: words, **found}


def zipped(content: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP, with fixed times, so that the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in content.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def export(content: Mapping[str, bytes], folder: Path) -> None:
    """Write the files into a folder that is new, empty or an earlier export, whole or not at all.

    Raises Mistake where something else lies there.
    """
    target = folder.expanduser().resolve()
    if target.exists() and not _may_replace(target):
        raise Mistake(f"{folder} holds something else than an earlier export; name a new or empty folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as beside:
        fresh, old = Path(beside) / "new", Path(beside) / "old"
        for path, data in content.items():
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(data)
        if target.exists():
            target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _may_replace(folder: Path) -> bool:
    """Whether a folder is empty, or holds an export and nothing beside it."""
    if not folder.is_dir():
        return False
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if not there:
        return not any(folder.iterdir())
    try:
        described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        ours = {resource["path"] for resource in described["resources"]} | {DESCRIPTOR, NOTES}
        return described["name"] == NAME and there <= ours
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _csv(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    return safe_csv(list(header), [list(row) for row in rows]).encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _parquet(table: Any, said: Label) -> bytes:
    out = io.BytesIO()
    marked = {"title": said.text, "description": said.notice, "licence": "CC BY 4.0"}
    pyarrow.parquet.write_table(table.replace_schema_metadata(marked), out, compression="zstd")
    return out.getvalue()
