"""Writes the two databases of a snapshot, of which the public sees a part, and tells what a content is called."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from smart_tokyo.ledger.checking.check import Content
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.content.records import Places, Row
from smart_tokyo.ledger.tables.ddl import create_table, fields_for, insert, insert_places
from smart_tokyo.ledger.tables.models import (
    Totals,
    create_own_tables,
    digest,
    keep_figures,
    read_totals,
    run_models,
)
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import tables
from smart_tokyo.store import LAYOUT

BLOCK = 16_384  # bytes; DuckDB's own 262,144 makes a ledger of some thousand rows take 20 MB
BLOCK_LARGE = 262_144
LARGE = 500_000  # rows of all tables from which large blocks read faster
OF_PROJECTS = ("grants", "milestones", "kpis", "status_reports", "support")
HANGING = (
    *((name, "project_id", "projects") for name in OF_PROJECTS),
    ("kpi_values", "kpi_id", "kpis"),
    ("consortia", "consortium_id", "projects"),
    ("consortium_members", "consortium_id", "consortia"),
    ("organizations", "organization_id", "consortium_members"),
)
"""Tables of which the rows are visible whose value of the column a visible row of the other table has."""


@dataclass(frozen=True)
class Snapshot:
    """What a snapshot says about itself. `built_at` is in UTC, without a zone."""

    snapshot_id: str
    as_of: dt.date
    label_ja: str
    label_en: str
    fictional: bool
    built_at: dt.datetime
    layout: int = LAYOUT


def snapshot_id(content: Content, as_of: dt.date, dataset: Dataset | None = None) -> str:
    """`<as_of>-<12 hex digits>`: the same content and date give the same id on every machine."""
    return f"{as_of.isoformat()}-{content_hash(content.rows, dataset or Dataset())[:12]}"


def content_hash(rows: Mapping[str, Sequence[Row]], dataset: Dataset) -> str:
    """SHA-256 of all rows, tables in order of name and rows in order of key.

    What the source says of itself (label, fictional) and the SQL that computes from the rows belong to it:
    a source that corrects either gets a snapshot of its own instead of the old one.
    """
    hashed = hashlib.sha256(f"layout {LAYOUT} {digest()}\n".encode())
    hashed.update(_line([dataset.label_ja, dataset.label_en, dataset.fictional]))
    for name in sorted(rows):
        table = tables()[name]
        places = sorted(range(len(table.columns)), key=table.columns.__getitem__)
        hashed.update(_line([name, *(table.columns[place] for place in places)]))
        for row in sorted(rows[name], key=table.key_of):
            hashed.update(_line([row[place] for place in places]))
    return hashed.hexdigest()


def _line(values: Iterable[object]) -> bytes:
    return (json.dumps(list(values), ensure_ascii=False, default=dt.date.isoformat) + "\n").encode()


def write_databases(folder: Path, content: Content, about: Snapshot) -> dict[str, dict[str, int]]:
    """Writes internal.duckdb and public.duckdb, each from its own rows. Returns audience → table → count of rows."""
    counts, totals = {}, None
    for audience, rows in (("internal", content.rows), ("public", visible(content))):
        block = BLOCK if sum(map(len, rows.values())) < LARGE else BLOCK_LARGE
        path = folder / f"{audience}.duckdb"
        with duckdb.connect(str(path), config={"default_block_size": block}) as con:
            counts[audience] = fill_database(con, rows, audience, about, content.places, totals)
            keep_figures(con, audience)
            con.execute("checkpoint")
            totals = totals or read_totals(con)
    return counts


def fill_database(
    con: duckdb.DuckDBPyConnection,
    rows: Mapping[str, Sequence[Row]],
    audience: str,
    about: Snapshot,
    places: Places | None = None,
    totals: Totals | None = None,
) -> dict[str, int]:
    """Fills an open, empty database: the audience's tables with their rows, `snapshot`, and the models over them.

    `places`: where these rows, among others, stood. The public database takes its `totals` over hidden rows
    from the internal one. Returns table → rows.
    """
    create_own_tables(con)
    con.table("snapshot").insert(list(vars(about).values()))
    counts = {}
    for table in tables().values():
        fields = fields_for(table, audience)
        if not fields:
            continue
        con.execute(create_table(table, audience))
        insert(con, table, fields, rows[table.name])
        counts[table.name] = len(rows[table.name])
        if places:
            insert_places(con, table, rows[table.name], places[table.name])
    run_models(con, audience, totals)
    return counts


def visible(content: Content) -> dict[str, list[Row]]:
    """The rows of every public table that the public may see: published projects and issues, and what hangs on them.

    Shipped reference rows are always visible; reference rows that a source brought only where a visible row
    refers to them, so that an area or a source known from a hidden project alone stays hidden. Rows are whole:
    writing them leaves the internal columns out.
    """
    rows: dict[str, list[Row]] = {
        name: [] for name, table in tables().items() if table.visibility == "public"
    }

    def keep(table: str, column: str, wanted: set[Value], shipped: bool = False) -> None:
        """The rows whose value is wanted, and on demand those that the project ships."""
        one = tables()[table]
        place, also = one.position[column], content.shipped[table] if shipped else frozenset()
        rows[table] = [
            row for row in content.rows[table] if row[place] in wanted or (also and one.key_of(row) in also)
        ]

    def values(table: str, column: str) -> set[Value]:
        """The known values of a column among the visible rows."""
        place = tables()[table].position[column]
        return {row[place] for row in rows[table]} - {None}

    for name in ("projects", "issues"):
        keep(name, "published", {True})
    for name, column, other in HANGING:
        keep(name, column, values(other, column))
    rows["events"] = list(content.rows["events"])
    keep("areas", "area_id", values("projects", "area_id"), shipped=True)
    keep("area_municipalities", "area_id", values("areas", "area_id"))
    programmes = values("projects", "programme_id") | values("areas", "programme_id")
    keep("programmes", "programme_id", programmes, shipped=True)
    keep("timeline", "programme_id", values("programmes", "programme_id") | {None})
    for name in ("themes", "municipalities", "sources"):
        referring = (
            (other, key.fields[0])
            for other in rows
            for key in tables()[other].foreign_keys
            if key.reference == name
        )
        referred = set().union(*(values(*one) for one in referring))
        keep(name, tables()[name].primary_key[0], referred, shipped=True)
    return rows
