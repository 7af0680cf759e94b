"""Everything that can be said about a source: all findings, what was read, and its content if nothing is wrong."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from smart_tokyo import Lang, formats, schema, settings, t
from smart_tokyo.ledger.checking import crosscheck, integrity
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.content.findings import Finding, finding, has_errors, in_order, titles
from smart_tokyo.ledger.content.progress import CHECKED, tell
from smart_tokyo.ledger.content.records import Block, Stack, arrow_schema, rows_of, spilled
from smart_tokyo.ledger.content.rows import read_records
from smart_tokyo.ledger.content.texts import TOGETHER
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.files.source import Source, UnreadableSource
from smart_tokyo.ledger.tables.ddl import PLACE, hold, quoted
from smart_tokyo.ledger.values.choices import Rows

NOTHING = "–"  # where there is no date or no amount
MEMORY = "1GB"  # of the database of a check; what is more lies on the disk meanwhile
_NAME = pa.dictionary(pa.int32(), pa.string())
_NOWHERE = pa.table([pa.array([], one) for one in (_NAME, _NAME, pa.int64(), pa.bool_())], PLACE)
REFERENCE_DIR = settings.PROJECT / "data" / "reference"


@dataclass(frozen=True)
class Amount:
    """What a column of money holds: how many known amounts, and of these, in yen, None where there are none."""

    known: int
    lowest: int | None
    highest: int | None
    total: int | None


@dataclass(frozen=True)
class TableRead:
    """What was read of a table: its rows, the first and last of all its dates, and each column of money."""

    rows: int
    first_date: dt.date | None
    last_date: dt.date | None
    amounts: Mapping[str, Amount]


@dataclass(frozen=True)
class Summary:
    """What was read of a source by table, in the schema's order, for an as-of date; dates are of all tables."""

    as_of: dt.date
    first_date: dt.date | None
    last_date: dt.date | None
    tables: Mapping[str, TableRead]


Content = Mapping[str, pa.Table]
"""Rows of all tables in the order of their keys, column by column; those of `ddl.PLACE` say where each stood."""


@dataclass(frozen=True)
class Checked:
    """A source after the check. `content` is None when a finding is an error. `files`: name → SHA-256.

    `as_of`: the date for which it was checked. `read`: what was read of it, error or not.
    """

    findings: tuple[Finding, ...]
    content: Content | None
    dataset: Dataset
    files: dict[str, str]
    as_of: dt.date
    read: Summary


def check_source(path: Path | Source, as_of: dt.date | None = None, reference: Path | None = None) -> Checked:
    """Checks a source on top of the reference data, as of the given date, else its own, else today in Tokyo.

    Raises UnreadableSource when there is nothing to read.
    """
    shipped = shipped_records(reference or REFERENCE_DIR)
    spares = TemporaryDirectory(prefix="smart-tokyo-")
    with spares as spare, duckdb.connect(config={"memory_limit": MEMORY}) as con:
        con.execute("set temp_directory = ?", [spare])
        # a source is in nobody's hand any more once it is checked: its texts are as large as its rows
        checked, places = _found(con, path if isinstance(path, Source) else read_source(path), shipped, as_of)
        content = None if has_errors(checked.findings) else _content(con, places)
    return replace(checked, content=content)


def _found(
    con: duckdb.DuckDBPyConnection, source: Source, shipped: Mapping[str, Block], as_of: dt.date | None
) -> tuple[Checked, dict[str, pa.Table]]:
    """A source but for its content, and where the rows of each table stood; without errors `con` then holds these rows,
    which are in memory but once."""
    findings = list(source.findings)
    date = as_of or source.dataset.as_of or dt.datetime.now(formats.TOKYO).date()
    broken = set(source.broken)
    records: dict[str, Stack] = {}
    referred: dict[str, Rows] = {}
    for name, table in schema.tables().items():
        blocks = [shipped[name]] if name in shipped else []
        for sheet in source.sheets.get(name, ()):
            read = read_records(table, sheet, referred=referred)
            findings += read.findings
            blocks.append(read.records)
            if read.missing.intersection(table.primary_key):
                broken.add(name)
        records[name] = Stack(table, blocks)
        tell(CHECKED, sum(len(one) for stack in records.values() for one in stack.own), source.rows)
        if table.reference and len(table.primary_key) == 1:
            referred[name] = Rows(table, rows_of(records[name].values))
        hold(con, table, records[name].values)
    found, kept = integrity.check(con, records, broken, source.sheets)
    findings += found
    findings += crosscheck.check(con, records, kept, findings, broken, date)
    read_of = _summary(records, source.sheets, date)
    checked = Checked(in_order(findings), None, source.dataset, dict(source.files), date, read_of)
    return checked, _places(kept, source)


@cache
def shipped_records(folder: Path) -> dict[str, Block]:
    """The rows that ship with the project. Raises UnreadableSource when they cannot be used as they are."""
    source = read_source(folder, prefix=f"{folder.name}/")
    records = {}
    findings = list(source.findings)
    for name, (sheet,) in source.sheets.items():
        table = schema.tables()[name]
        if table.reference:
            found = read_records(table, sheet, shipped=True)
            records[name] = found.records
            findings += found.findings
    wrong = next((one for one in in_order(findings) if one.severity == "error"), None)
    if wrong:
        raise UnreadableSource(f"the project's own {wrong.location} is wrong: {wrong.message_en}")
    return records


def _places(kept: Mapping[str, Stack], source: Source) -> dict[str, pa.Table]:
    """Where the records of each table stand, in columns of PLACE."""
    found = {}
    for name, records in kept.items():
        parts = [_NOWHERE]
        for block in records.blocks:
            file, sheet = block.sheet.label, None
            if block.shipped:
                file = PurePath(file).name
            elif file not in source.files:
                file, sheet = next(iter(source.files)), file
            told = (pa.scalar(one, pa.string()) for one in (file, sheet))
            names = (pa.repeat(one, len(block)).dictionary_encode() for one in told)
            shipped = pa.repeat(block.shipped, len(block))
            parts.append(pa.table([*names, pa.array(block.numbers), shipped], _NOWHERE.schema))
        found[name] = pa.concat_tables(parts).unify_dictionaries().combine_chunks()
    return found


def _content(con: duckdb.DuckDBPyConnection, places: dict[str, pa.Table]) -> Content:
    """The rows that `con` holds."""
    found = {}
    for name, table in schema.tables().items():
        key = ", ".join(map(quoted, table.primary_key))
        rows = con.table(name).project("*, rowid as place").order(key).to_arrow_reader(TOGETHER)
        stood = places.pop(name)
        form = pa.schema([*arrow_schema(table), *stood.schema])
        batches = (
            pa.record_batch([*batch.columns[:-1], *stood.take(batch["place"]).to_batches()[0].columns], form)
            for batch in rows
        )
        found[name] = spilled(form, len(stood), batches)
        con.execute(f"drop table {quoted(name)}")  # a large ledger is held once
    return found


def _summary(records: Mapping[str, Stack], names: Collection[str], as_of: dt.date) -> Summary:
    """Of the source's own records of the tables that it brought (`names`); a cell that could not be read is unknown."""
    read = {
        name: _table(table, records[name].own) for name, table in schema.tables().items() if name in names
    }
    first = min((one.first_date for one in read.values() if one.first_date), default=None)
    last = max((one.last_date for one in read.values() if one.last_date), default=None)
    return Summary(as_of, first, last, read)


def _table(table: schema.Table, own: Sequence[Block]) -> TableRead:
    values = Stack(table, own).values
    found = [pc.min_max(values[one.name]).as_py() for one in table.fields if one.type == "date"]
    days = [day for one in found for day in one.values() if day]
    amounts = {one.name: _amount(values[one.name]) for one in table.fields if one.kind == "yen"}
    return TableRead(len(values), min(days, default=None), max(days, default=None), amounts)


def _amount(yen: pa.ChunkedArray) -> Amount:
    bounds, total = pc.min_max(yen).as_py(), pc.sum(yen.cast(pa.decimal128(38))).as_py()
    known = len(yen) - yen.null_count
    return Amount(known, bounds["min"], bounds["max"], None if total is None else int(total))


def as_finding(read: Summary, location: str) -> Finding:
    """The summary in one sentence, in the form of a finding."""
    grants = read.tables.get("grants")
    decided = grants.amounts["decided_yen"] if grants else Amount(0, None, None, None)
    details = {
        "tables": len(read.tables),
        "rows": f"{sum(one.rows for one in read.tables.values()):,}",
        "as_of": read.as_of,
        "first": read.first_date or NOTHING,
        "last": read.last_date or NOTHING,
        "decided": decided.known,
        "total": NOTHING if decided.total is None else f"{decided.total:,}",
    }
    return finding("read", location, details=details)


def summary_text(read: Summary, lang: Lang) -> str:
    """The summary for a person: the sentence, then a line for each table and each column of money."""
    lines = [as_finding(read, "").message(lang)]
    for name, one in read.tables.items():
        line = t("{title}: rows {rows}", lang, title=titles(name, None, lang)[0], rows=f"{one.rows:,}")
        if one.first_date:
            line += t(", dates {first} to {last}", lang, first=one.first_date, last=one.last_date)
        lines.append("  " + line)
        for column, amount in one.amounts.items():
            told = {place: f"{number:,}" for place, number in asdict(amount).items() if number is not None}
            title = titles(name, column, lang)[1]
            if not amount.known:
                lines.append("    " + t("{title}: not recorded", lang, title=title))
                continue
            text = t("{title}: known {known}, lowest {lowest}, highest {highest}, total {total}", lang)
            lines.append("    " + text.format(title=title, **told))
    return "\n".join(lines)
