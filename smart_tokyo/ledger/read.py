"""Finds the tables of a source: which file is which table, and what each holds, as written.

A source is a folder with one `<table>.csv` per table. What comes out, a `Source` of sheets, is the same for
any other form of source.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from smart_tokyo.ledger.csvfile import Sheet, UnreadableFile, header_name, read_sheet
from smart_tokyo.ledger.findings import Finding, finding
from smart_tokyo.schema import Table, tables

OTHER_DATA = frozenset(
    (".xlsx", ".xlsm", ".xls", ".ods", ".tsv", ".tab", ".json", ".jsonl", ".parquet", ".xml", ".zip")
)


class UnreadableSource(Exception):
    """There is no source at the given place; the message is one line for a person."""


@dataclass
class Source:
    """What a source holds, as written. `broken`: tables whose rows could not be read."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # name → SHA-256


def read_source(path: Path, prefix: str = "") -> Source:
    """Reads a folder of CSV files; `prefix` goes before the file names in locations.

    Raises UnreadableSource when there is no such folder, or nothing in it that could be a table.
    """
    if not path.exists():
        raise UnreadableSource(f"{path} does not exist; give a folder with one <table>.csv per table")
    if not path.is_dir():
        raise UnreadableSource(f"{path} is not a folder; give a folder with one <table>.csv per table")
    source = Source()
    files: Mapping[str, list[Path]] = defaultdict(list)
    try:
        entries = sorted(one for one in path.iterdir() if one.is_file() and one.name[0] not in ".~")
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}") from error
    if not any(one.suffix.lower() == ".csv" for one in entries):
        raise UnreadableSource(f"{path} holds no CSV file; it needs one <table>.csv per table")
    for entry in entries:
        name = PurePath(_readable(entry.name))
        table, suffix = _table_named(name.stem), name.suffix.lower()
        if suffix in OTHER_DATA or (table and suffix == ".txt"):
            source.findings.append(finding("not-csv", f"{prefix}{name}", value=str(name)))
        if suffix != ".csv":
            continue
        if table is None:
            source.findings.append(finding("unknown-table", f"{prefix}{name}", value=name.stem))
        else:
            files[table.name].append(entry)
    for table_name, paths in files.items():
        _read_table(source, tables()[table_name], paths, prefix)
    return source


def _readable(name: str) -> str:
    """A file's name as text; names that are no UTF-8, as from a Windows archive, are read as CP932."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "cp932"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _table_named(name: str) -> Table | None:
    wanted = header_name(name)
    return next(
        (one for one in tables().values() if wanted in (header_name(one.name), header_name(one.title))), None
    )


def _read_table(source: Source, table: Table, paths: list[Path], prefix: str) -> None:
    labels = [prefix + _readable(path.name) for path in paths]
    for label in labels[1:]:
        source.findings.append(
            finding("duplicate-table", label, table, details={"others": ", ".join(labels)})
        )
    known = {header_name(name) for one in table.fields for name in (one.name, one.title)}
    for path, label in zip(paths, labels, strict=True):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableSource(f"{path} cannot be read: {error.strerror}") from error
        source.files[label] = hashlib.sha256(data).hexdigest()
        try:
            source.sheets[table.name] = read_sheet(label, data, known)
        except UnreadableFile as error:
            source.broken.add(table.name)
            where = f"{label}:{error.line}" if error.line else label
            details = error.details | {"file": label}
            source.findings.append(finding(error.code, where, table, value=error.value, details=details))
    if len(paths) > 1:
        source.broken.add(table.name)
    if table.name in source.broken:
        source.sheets.pop(table.name, None)
