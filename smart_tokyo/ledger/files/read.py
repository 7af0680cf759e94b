"""Reads a source: a folder of CSV files, an Excel workbook, or a zip of CSV files.

What comes out, a `Source` of sheets, is the same for all three: the same content is the same snapshot.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from smart_tokyo.ledger.content.csvfile import NO_LIMITS, Limits, OverLimit, UnreadableFile, read_sheet
from smart_tokyo.ledger.content.dataset import FILE, dataset_of_file
from smart_tokyo.ledger.content.findings import finding
from smart_tokyo.ledger.content.headers import table_named
from smart_tokyo.ledger.files.archive import (
    WORKBOOKS,
    Archive,
    is_left_behind,
    name_of,
    opened,
    readable,
    too_much,
)
from smart_tokyo.ledger.files.sheetlook import called, of_above, of_name
from smart_tokyo.ledger.files.source import MAX_BYTES, MAX_CELLS, MAX_ROWS, Source, UnreadableSource
from smart_tokyo.ledger.files.workbook import read_workbook
from smart_tokyo.schema import Table, tables

__all__ = ["Source", "UnreadableSource", "read_source"]

TEXTS = (".csv", ".tsv", ".tab", ".txt")  # files that may hold a table; the last only where its name says so
OTHER_DATA = frozenset(
    (*WORKBOOKS, ".gsheet", ".yaml", ".yml", ".json", ".jsonl", ".parquet", ".xml", ".zip")
)  # files about which something is said, whatever their name
SHOWN_NAMES = 5  # files that a message names
WHAT = "a folder or zip with one <table>.csv per table, or an Excel workbook (.xlsx) with one sheet per table"
WHAT_JA = "表ごとのCSVファイルを入れたフォルダかzip、または表ごとのシートがあるExcelブック（.xlsx）"


class _File(NamedTuple):
    """A file of a folder or zip: its own name as text, how to get its bytes, and in which folder it lies there."""

    name: str
    read: Callable[[], bytes]
    folder: str  # "." for the top


def read_source(path: Path, prefix: str = "") -> Source:
    """Reads a source in any form; `prefix` goes before the names of CSV files in locations.

    Raises UnreadableSource when there is nothing that can be read, or more than may be.
    """
    if path.is_dir():
        return _read_folder(path, prefix)
    if not path.exists():
        raise UnreadableSource(
            f"{path} does not exist; give {WHAT}", f"{path} がありません。{WHAT_JA}を指定してください"
        )
    with opened(path) as archive:
        return read_workbook(archive) if archive.workbook else _read_zip(archive)


def _read_folder(path: Path, prefix: str) -> Source:
    files = sorted(_files_below(path, path), key=lambda one: (one.folder, one.name))
    if not any(map(_may_hold_a_table, files)):
        raise _no_csv(path, [one.name for one in files if _suffix(one) in WORKBOOKS])
    return _read_files(path, Source(), files, prefix, NO_LIMITS)


def _files_below(root: Path, folder: Path) -> Iterator[_File]:
    """The files of a folder and of those in it, and what only bears the name of one."""
    try:
        entries = [one for one in folder.iterdir() if not is_left_behind(one.name)]
    except OSError as error:
        raise UnreadableSource(f"{folder} cannot be read: {error.strerror}") from error
    for one in entries:
        if one.suffix.lower() in TEXTS or one.name == FILE or one.is_file():
            yield _File(readable(one.name), _reading(one), readable(str(folder.relative_to(root))))
        elif one.is_dir() and not one.is_symlink():
            yield from _files_below(root, one)


def _reading(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        if not path.is_file():  # a folder, a pipe, a link to nowhere: opening it may fail or never return
            raise UnreadableFile("not-a-file")
        try:
            return path.read_bytes()
        except OSError as error:
            raise UnreadableSource(f"{path} cannot be read: {error.strerror}") from error

    return read


def _read_zip(archive: Archive) -> Source:
    path = archive.path
    files = []
    for entry in archive.entries:
        folder, _, name = name_of(entry).replace("\\", "/").rpartition("/")
        files.append(_File(name, _unpacking(archive, entry), folder or "."))
    if not any(map(_may_hold_a_table, files)):
        raise _no_csv(path)
    files.sort(key=lambda one: (one.folder, one.name))
    try:
        source = _read_files(path, Source(), files, "", Limits(MAX_ROWS, MAX_CELLS))
    except OverLimit as error:
        raise too_much(
            path, f"a file of more than {MAX_ROWS:,} rows", f"{MAX_ROWS:,}行を超えるファイル"
        ) from error
    source.files = {readable(path.name): archive.sha256}
    return source


def _unpacking(archive: Archive, entry: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        if entry.file_size > MAX_BYTES:
            size = MAX_BYTES // 10**6
            raise too_much(archive.path, f"a file of more than {size} MB", f"{size} MBを超えるファイル")
        return archive.package.read(entry)

    return read


def _suffix(file: _File) -> str:
    return PurePath(file.name).suffix.lower()


def _may_hold_a_table(file: _File) -> bool:
    """Whether a file is text for tables; a .txt file, as Excel's Unicode text is, where it is named after one."""
    suffix = _suffix(file)
    return suffix in TEXTS and (suffix != ".txt" or table_named(PurePath(file.name).stem) is not None)


def _no_csv(path: Path, workbooks: Sequence[str] = ()) -> UnreadableSource:
    if workbooks:
        return UnreadableSource(
            f"{path} is a folder without CSV files; give the workbook in it itself ({workbooks[0]})",
            f"{path} はCSVファイルのないフォルダです。中のブック（{workbooks[0]}）そのものを指定してください",
        )
    return UnreadableSource(
        f"{path} holds no CSV file; give {WHAT}",
        f"{path} にCSVファイルがありません。{WHAT_JA}を指定してください",
    )


def _read_files(path: Path, source: Source, files: Sequence[_File], prefix: str, limits: Limits) -> Source:
    """The files that hold tables, all at the top or in one folder, and what is to be said of the others."""
    _refuse_two(path, {file.folder for file in files if _may_hold_a_table(file)}, "CSV files", "CSVファイル")
    _refuse_two(path, {file.folder for file in files if file.name == FILE}, FILE, FILE)
    of_table: Mapping[str, list[_File]] = defaultdict(list)
    other: list[tuple[str, Table | None]] = []  # files that are no CSV, and the tables they are named after
    for file in files:
        name = PurePath(file.name)
        found = table_named(name.stem)
        if file.name == FILE:
            _read_dataset(source, file, prefix)
        elif found and _may_hold_a_table(file):
            of_table[found[0].name].append(file)
        elif _may_hold_a_table(file):
            source.findings.append(finding("unknown-table", f"{prefix}{name}", value=name.stem))
        elif found or _suffix(file) in OTHER_DATA:
            other.append((str(name), found[0] if found else None))
    for label, table in other:
        lost = table is not None and table.name not in of_table
        details = called(table) if table else None
        code = "table-not-csv" if lost else "not-csv"
        source.findings.append(finding(code, f"{prefix}{label}", value=label, details=details))
    if not of_table:
        raise _no_table(path, [file.name for file in files if _may_hold_a_table(file)])
    for table_name, found_files in of_table.items():
        _read_table(source, tables()[table_name], found_files, prefix, limits)
    return source


def _refuse_two(path: Path, folders: Collection[str], english: str, japanese: str) -> None:
    """Raises UnreadableSource where something lies in more than one folder: which is meant, nobody can tell."""
    if len(folders) > 1:
        names = ", ".join(sorted("/" if folder == "." else folder for folder in folders)[:SHOWN_NAMES])
        raise UnreadableSource(
            f"{path} holds {english} in more than one folder ({names}); keep them in one and take the others out",
            f"{path} の{japanese}が複数のフォルダに分かれています（{names}）。一つのフォルダにまとめ、"
            "ほかは取り除いてください",
        )


def _read_dataset(source: Source, file: _File, prefix: str) -> None:
    try:
        data = file.read()
    except UnreadableFile as error:
        where = prefix + FILE
        source.findings.append(finding(error.code, where, details={"file": where}))
        return
    source.files[prefix + FILE] = hashlib.sha256(data).hexdigest()
    source.dataset, found = dataset_of_file(data)
    source.findings += found


def _no_table(path: Path, names: Sequence[str]) -> UnreadableSource:
    found = ", ".join(names[:SHOWN_NAMES]) + (" …" if len(names) > SHOWN_NAMES else "")
    return UnreadableSource(
        f"{path} holds no table ({found}); name the files after tables or their Japanese titles, like projects.csv",
        f"{path} に表がありません（{found}）。"
        "ファイル名を表の名前か日本語名（例: projects.csv、事業.csv）にしてください",
    )


def _read_table(source: Source, table: Table, files: list[_File], prefix: str, limits: Limits) -> None:
    labels = [prefix + file.name for file in files]
    for label in labels[1:]:
        names = {"others": ", ".join(labels)} | called(table)
        source.findings.append(finding("duplicate-table", label, table, details=names))
    for file, label in zip(files, labels, strict=True):
        try:
            data = file.read()
            source.files[label] = hashlib.sha256(data).hexdigest()
            sheet = source.sheets[table.name] = read_sheet(label, data, table, limits)
            source.findings += of_above(sheet, table)
        except UnreadableFile as error:
            source.broken.add(table.name)
            where = f"{label}:{error.line}" if error.line else label
            details = error.details | {"file": label}
            source.findings.append(finding(error.code, where, table, value=error.value, details=details))
    if len(files) > 1:
        source.broken.add(table.name)
    else:
        source.findings += of_name(table, labels[0], PurePath(files[0].name).stem)
    if table.name in source.broken:
        source.sheets.pop(table.name, None)
