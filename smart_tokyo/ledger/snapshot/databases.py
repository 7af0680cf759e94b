"""Writes the two databases of a snapshot, of which the public sees a part, and tells what a content is called."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smart_tokyo import named_sql, schema, settings, store
from smart_tokyo.ledger.checking.check import Content
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.content.progress import WRITTEN, tell
from smart_tokyo.ledger.tables import ddl, models

BLOCK = 16_384  # bytes; DuckDB's own 262,144 makes a ledger of some thousand rows take 20 MB
BLOCK_LARGE = 262_144
LARGE = 500_000  # rows of all tables from which large blocks read faster
OF_PROJECTS = ("grants", "grant_changes", "milestones", "kpis", "status_reports", "documents", "support")
HANGING = (
    *((name, "project_id", "projects") for name in (*OF_PROJECTS, "follow_ups")),
    ("milestone_changes", "milestone_id", "milestones"),
    ("kpi_values", "kpi_id", "kpis"),
    ("kpi_target_changes", "kpi_id", "kpis"),
    ("consortia", "consortium_id", "projects"),
    ("consortium_members", "consortium_id", "consortia"),
    ("organizations", "organization_id", "consortium_members"),
    ("organization_names", "organization_id", "organizations"),
    ("offers", "organization_id", "organizations"),
)
"""Tables of which the rows are visible whose value of the column a visible row of the other table has.

Where they say of themselves whether they are published, both have to hold.
"""


@dataclass(frozen=True)
class Snapshot:
    """What a snapshot says about itself. `built_at` is in UTC, without a zone."""

    snapshot_id: str
    as_of: dt.date
    label_ja: str
    label_en: str
    fictional: bool
    built_at: dt.datetime
    layout: int = store.LAYOUT


def snapshot_id(content: Content, as_of: dt.date, dataset: Dataset | None = None) -> str:
    """`<as_of>-<12 hex digits>`: the same content and date give the same id on every machine."""
    return f"{as_of.isoformat()}-{content_hash(content, dataset or Dataset())[:12]}"


def content_hash(content: Content, dataset: Dataset) -> str:
    """SHA-256 of all rows, tables in order of name and rows in order of key.

    What the source says of itself (label, fictional) and the SQL that computes from the rows belong to it:
    a source that corrects either gets a snapshot of its own instead of the old one.
    """
    hashed = hashlib.sha256(f"layout {store.LAYOUT} {models.digest()}\n".encode())
    hashed.update(_line([dataset.label_ja, dataset.label_en, dataset.fictional]))
    with duckdb.connect(":memory:") as con:
        for name, rows in sorted(content.items()):
            fields = sorted(schema.tables()[name].fields, key=attrgetter("name"))
            hashed.update(_line([name, *(one.name for one in fields)]))
            lines = con.from_arrow(rows).project(_lines(fields)).to_arrow_reader()
            for (line,) in lines:
                _, ends, text = line.buffers()
                first, last = np.frombuffer(ends, np.int32)[[line.offset, line.offset + len(line)]]
                hashed.update(memoryview(text)[first:last])
    return hashed.hexdigest()


def _line(values: Iterable[object]) -> bytes:
    return (json.dumps(list(values), ensure_ascii=False) + "\n").encode()


def _lines(fields: Sequence[schema.Field]) -> str:
    """The expression that gives a row in the form of `_line`, of a day its ISO form."""
    forms = {"string": "to_json({})", "date": "concat('\"', {}, '\"')"}
    written = (
        f"case when {one} is null then 'null' else {forms.get(field.type, '{}').format(one)}::varchar end"
        for field in fields
        for one in [named_sql.quoted(field.name)]
    )
    return f"""concat('[', {", ', ', ".join(written)}, ']', chr(10))"""


def write_databases(folder: Path, content: Content, about: Snapshot) -> dict[str, dict[str, int]]:
    """Writes internal.duckdb and public.duckdb, each from its own rows. Returns audience → table → count of rows.

    What a killed process has made of them stays. Raises duckdb.Error as `fill_database`.
    """
    counts, totals = {}, None
    for audience in store.AUDIENCES:
        block = BLOCK if sum(map(len, content.values())) < LARGE else BLOCK_LARGE
        path, memory = folder / f"{audience}.duckdb", settings.typed("BUILD_MEMORY")
        with duckdb.connect(str(path), config={"default_block_size": block, "memory_limit": memory}) as con:
            counts[audience] = fill_database(con, content, audience, about, totals)
            models.keep_figures(con, audience)
            con.execute("checkpoint")
            totals = totals or models.read_totals(con)
    return counts


def fill_database(
    con: duckdb.DuckDBPyConnection,
    content: Content,
    audience: str,
    about: Snapshot,
    totals: models.Totals | None = None,
    placed: bool = True,
) -> dict[str, int]:
    """Fills an open database: the audience's tables with their rows, `snapshot`, and the models over them.

    It is empty, or holds what a killed process has made of the same content: each of them as a whole, or not at all.
    `placed`: with the places of the rows. The public database takes its `totals` over hidden rows from the internal
    one. Returns table → rows. Raises duckdb.Error where a row contradicts the contract.
    """
    there = models.made(con)
    with models.at_once(con):
        if "snapshot" not in there:
            models.create_own_tables(con)
        con.execute("delete from snapshot")
        con.table("snapshot").insert(list(vars(about).values()))
    shown = visible(content) if audience == "public" else {}
    counts = {}
    for name, table in schema.tables().items():
        fields = schema.fields_for(table, audience)
        if not fields:
            continue
        rows = content[name].filter(shown[name]) if shown else content[name]
        counts[name] = len(rows)
        if name not in there:
            with models.at_once(con):
                con.execute(ddl.create_table(table, audience))
                ddl.insert(con, table, fields, rows)
                if placed:
                    ddl.insert_places(con, table, rows)
            tell(WRITTEN, sum(counts.values()), sum(map(len, content.values())))
    for name in counts:
        for key in ddl.references(schema.tables()[name], audience):
            if ddl.dangling(con, schema.tables()[name], key):
                said = f"{name} refers to rows of {key.reference} that are not there"
                raise duckdb.ConstraintException(said)
    left = [one for one in models.MODELS[audience] if Path(one).name not in there]
    models.run_models(con, audience, totals, left)
    return counts


def sound(folder: Path) -> bool:
    """Whether every block of the databases in a folder is what was written."""
    tables = "select concat_ws('.', schema_name, table_name) from duckdb_tables()"
    try:
        for path in folder.glob("*.duckdb"):
            with duckdb.connect(str(path), config={"memory_limit": settings.typed("BUILD_MEMORY")}) as con:
                for (name,) in con.execute(tables).fetchall():
                    con.execute(f"select bit_xor(hash(held)) from {name} as held")
    except store.DAMAGE:
        return False
    return True


def visible(content: Content) -> dict[str, pa.ChunkedArray]:
    """Which rows of every public table the public may see: what is published, and what hangs on that.

    Shipped reference rows are always visible; reference rows that a source brought only where a visible row
    refers to them, so that an area or a source known from a hidden project alone stays hidden. Rows are whole:
    writing them leaves the internal columns out.
    """
    shown: dict[str, pa.ChunkedArray] = {}

    def keep(table: str, column: str, wanted: pa.Array, shipped: bool = False) -> None:
        """The rows whose value is wanted, and on demand those that the project ships."""
        rows = content[table]
        found = pc.is_in(rows[column], wanted)
        found = pc.and_(found, shown[table]) if table in shown else found
        shown[table] = pc.or_(found, rows["place.shipped"]) if shipped else found

    def values(table: str, column: str) -> pa.Array:
        """The known values of a column among the visible rows."""
        rows = content[table][column]
        return pc.unique(rows.filter(shown[table]) if table in shown else rows[:0]).drop_null()

    def or_none(known: pa.Array) -> pa.Array:
        return pa.concat_arrays([known, pa.nulls(1, known.type)])

    for name in ("projects", "issues", "offers", "actions"):
        keep(name, "published", pa.array([True]))
    for name, column, other in HANGING:
        keep(name, column, values(other, column))
    keep("actions", "project_id", or_none(values("projects", "project_id")))
    shown["events"] = content["events"]["event_id"].is_valid()
    keep("areas", "area_id", values("projects", "area_id"), shipped=True)
    keep("area_municipalities", "area_id", values("areas", "area_id"))
    programmes = pa.concat_arrays([values("projects", "programme_id"), values("areas", "programme_id")])
    keep("programmes", "programme_id", programmes, shipped=True)
    known = values("programmes", "programme_id")
    keep("budgets", "programme_id", known)
    keep("timeline", "programme_id", or_none(known))
    public = [one for one in schema.tables().values() if one.visibility == "public"]
    for name in ("themes", "municipalities", "sources"):
        referring = (
            values(other.name, key.fields[0])
            for other in public
            for key in other.foreign_keys
            if key.reference == name
        )
        keep(name, schema.tables()[name].primary_key[0], pa.concat_arrays(referring), shipped=True)
    return shown
