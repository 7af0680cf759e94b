"""Everything that can be said about a source: all findings, and its content if nothing is wrong."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from smart_tokyo import schema
from smart_tokyo.ledger.checking import crosscheck, integrity
from smart_tokyo.ledger.checking.summary import Summary, summarise
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.content.findings import Finding, has_errors, in_order
from smart_tokyo.ledger.content.records import Place, Places, Record, Row
from smart_tokyo.ledger.content.rows import read_records
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.files.source import Source, UnreadableSource
from smart_tokyo.ledger.values.choices import Rows
from smart_tokyo.settings import PROJECT

TOKYO = ZoneInfo("Asia/Tokyo")
REFERENCE_DIR = PROJECT / "data" / "reference"


@dataclass(frozen=True)
class Content:
    """Rows of all tables by key, reference and source merged; `shipped`: keys that came with the project.

    `places`: where each row stood; the content is the same wherever that was.
    """

    rows: dict[str, list[Row]]
    shipped: dict[str, frozenset[tuple[Any, ...]]]
    places: Places = field(default_factory=dict)


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
    """Reads (unless it is read already) and checks a source on top of the reference data, as of a date.

    That is the given one, else the source's own, else today in Tokyo. Raises UnreadableSource when there is
    nothing to read.
    """
    shipped = _reference_records(reference or REFERENCE_DIR)
    source = path if isinstance(path, Source) else read_source(path)
    findings = list(source.findings)
    date = as_of or source.dataset.as_of or dt.datetime.now(TOKYO).date()
    broken = set(source.broken)
    records: dict[str, list[Record]] = {}
    referred: dict[str, Rows] = {}
    for name, table in schema.tables().items():
        records[name] = copy.copy(shipped.get(name, []))
        if name in source.sheets:
            read = read_records(table, source.sheets[name], referred=referred)
            findings += read.findings
            records[name] += read.records
            if read.missing.intersection(table.primary_key):
                broken.add(name)
        if table.reference and len(table.primary_key) == 1:
            referred[name] = Rows(table, (one.values for one in records[name]))
    labels = {name: sheet.label for name, sheet in source.sheets.items()}
    with duckdb.connect(":memory:") as con:
        crosscheck.fill(con, records)
        found, kept = integrity.check(con, records, broken, labels)
        findings += found
        findings += crosscheck.check(con, records, kept, findings, broken, date)
    ordered = in_order(findings)
    content = None if has_errors(ordered) else _content(kept, source)
    summary = summarise(records, source.sheets, date)
    return Checked(ordered, content, source.dataset, dict(source.files), date, summary)


@cache
def _reference_records(folder: Path) -> dict[str, list[Record]]:
    """The rows that ship with the project. Raises UnreadableSource when they cannot be used as they are."""
    source = read_source(folder, prefix=f"{folder.name}/")
    records = {}
    findings = list(source.findings)
    for name, sheet in source.sheets.items():
        table = schema.tables()[name]
        if table.reference:
            found = read_records(table, sheet, shipped=True)
            records[name] = found.records
            findings += found.findings
    wrong = next((one for one in in_order(findings) if one.severity == "error"), None)
    if wrong:
        raise UnreadableSource(f"the project's own {wrong.location} is wrong: {wrong.message_en}")
    return records


def _content(kept: dict[str, list[Record]], source: Source) -> Content:
    rows, shipped, places = {}, {}, {}
    for name, records in kept.items():
        key_of = schema.tables()[name].key_of
        rows[name] = sorted((one.values for one in records), key=key_of)
        shipped[name] = frozenset(key_of(one.values) for one in records if one.shipped)
        of_label = {one.sheet.label: one for one in records}  # shipped, brought
        names = {label: _names(one, source) for label, one in of_label.items()}
        places[name] = {
            key_of(one.values): Place(*names[one.sheet.label], one.raw.number, one.shipped) for one in records
        }
    return Content(rows, shipped, places)


def _names(record: Record, source: Source) -> tuple[str, str | None]:
    """The file in which a record was handed in, and its sheet where the file has several."""
    label = record.sheet.label
    if record.shipped:
        return PurePath(label).name, None
    return (label, None) if label in source.files else (next(iter(source.files)), label)
