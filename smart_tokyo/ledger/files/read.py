"""Reads a source: a folder of CSV or Parquet files, an Excel workbook, or a zip of CSV files.

What comes out, a `Source` of sheets, is the same for all: the same content is the same snapshot.
"""

import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple

from smart_tokyo.ledger.content import csvfile, dataset, headers, progress
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.files import parquet, sheetlook, workbook
from smart_tokyo.ledger.files.archive import WORKBOOKS, Archive, is_left_behind, name_of, opened, readable
from smart_tokyo.ledger.files.source import MAX_BYTES, REFUSALS, TEXTS, Source, UnreadableSource
from smart_tokyo.ledger.values.reading import in_both
from smart_tokyo.schema import Table, tables
from smart_tokyo.words import N_, Text, t

OTHER_DATA = frozenset(
    (*WORKBOOKS, ".gsheet", ".yaml", ".yml", ".json", ".jsonl", ".parquet", ".xml", ".zip")
)  # files about which something is said, whatever their name
_WHAT = REFUSALS["what"]
SHOWN_NAMES = 5  # files that a message names


class _File(NamedTuple):
    """A file of a folder or zip: its own name as text, how to get its bytes, and in which folder it lies there.

    One of several Parquet files of a table, in a folder of the table's name, is named with that folder. `path`: where a
    Parquet file is, which is not read as a whole; it is in no zip.
    """

    name: str
    read: Callable[[], bytes]
    folder: str  # "." for the top
    path: Path | None = None

    @property
    def called(self) -> str:
        """What says which table it holds."""
        path = PurePath(self.name)
        return PurePath(path.parent.name or path.name).stem

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix.lower()

    @property
    def may_hold_a_table(self) -> bool:
        """Whether it is text for tables; a .txt file, as Excel's Unicode text is, where it is named after one."""
        named = self.suffix != ".txt" or headers.table_named(self.called) is not None
        return self.path is not None or (self.suffix in TEXTS and named)


def read_source(path: Path, prefix: str = "") -> Source:
    """Reads a source in any form; `prefix` goes before the names of CSV files in locations.

    Raises UnreadableSource when there is nothing that can be read, or more than may be.
    """
    if path.is_dir():
        return _read_files(path, _files_below(path, path), prefix)
    if not path.exists():
        raise UnreadableSource(REFUSALS["not_there"], path=path, what=in_both(t, _WHAT))
    with opened(path) as archive:
        if archive.workbook:
            return workbook.read_workbook(archive)
        source = _read_files(path, _files_in(archive), limited=True)
        source.files = {readable(path.name): archive.sha256}
        return source


def _files_below(root: Path, folder: Path) -> Iterator[_File]:
    try:
        entries = [one for one in folder.iterdir() if not is_left_behind(one.name)]
    except OSError as error:
        raise UnreadableSource(f"{folder} cannot be read: {error.strerror}") from error
    for one in entries:
        if one.suffix.lower() == parquet.SUFFIX and one.is_file():
            parted = folder != root and headers.table_named(folder.stem) is not None
            name, at = (f"{folder.name}/{one.name}", folder.parent) if parted else (one.name, folder)
            yield _File(readable(name), partial(_bytes_of, one), readable(str(at.relative_to(root))), one)
        elif one.suffix.lower() in TEXTS or one.name == dataset.FILE or one.is_file():
            yield _File(readable(one.name), partial(_bytes_of, one), readable(str(folder.relative_to(root))))
        elif one.is_dir() and not one.is_symlink():
            yield from _files_below(root, one)


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():  # a folder, a pipe, a link to nowhere: opening it may fail or never return
        raise csvfile.UnreadableFile("not-a-file")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}") from error


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}") from error


def _files_in(archive: Archive) -> Iterator[_File]:
    for entry in archive.entries:
        folder, _, name = name_of(entry).replace("\\", "/").rpartition("/")
        yield _File(name, partial(_unpacked, archive, entry), folder or ".")


def _unpacked(archive: Archive, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > MAX_BYTES:
        raise csvfile.TooLarge(N_("a file of more than {limit} MB"), limit=MAX_BYTES // 10**6)
    return archive.package.read(entry)


def _read_files(path: Path, found: Iterable[_File], prefix: str = "", limited: bool = False) -> Source:
    source, files = Source(), sorted(found, key=lambda one: (one.folder, one.name))
    texts = [file for file in files if file.may_hold_a_table]
    if not texts:
        for file in files:
            if file.suffix in WORKBOOKS:
                raise UnreadableSource(REFUSALS["in_folder"], path=path, name=file.name)
        raise UnreadableSource(REFUSALS["no_csv"], path=path, what=in_both(t, _WHAT))
    _refuse_two(path, {file.folder for file in texts}, {"ja": "CSVファイル", "en": "CSV files"})
    _refuse_two(path, {file.folder for file in files if file.name == dataset.FILE}, dataset.FILE)
    of_table: Mapping[str, list[_File]] = defaultdict(list)
    other: list[tuple[str, Table | None]] = []  # files that are no CSV, and the tables they are named after
    for file in files:
        named = headers.table_named(file.called)
        if file.name == dataset.FILE:
            _read_file(source, file, prefix + dataset.FILE)
        elif named and file.may_hold_a_table:
            of_table[named[0].name].append(file)
        elif file.may_hold_a_table:
            source.findings.append(finding("unknown-table", prefix + file.name, value=file.called))
        elif named or file.suffix in OTHER_DATA:
            other.append((file.name, named[0] if named else None))
    for name, table in other:
        code = "table-not-csv" if table and table.name not in of_table else "not-csv"
        details = sheetlook.called(table) if table else None
        source.findings.append(finding(code, prefix + name, value=name, details=details))
    if not of_table:
        names = ", ".join(file.name for file in texts[:SHOWN_NAMES]) + " …" * (len(texts) > SHOWN_NAMES)
        raise UnreadableSource(REFUSALS["no_table"], path=path, names=names)
    for name, several in of_table.items():
        table = tables()[name]
        labels = list(dict.fromkeys(prefix + file.name.partition("/")[0] for file in several))
        source.findings += sheetlook.duplicates("duplicate-table", labels, table)
        for file in several:
            _read_file(source, file, prefix + file.name, table, limited)
        if len(labels) > 1:
            source.broken.add(name)
        else:
            source.findings += sheetlook.of_name(table, labels[0], several[0].called)
        if name in source.broken:
            source.sheets.pop(name, None)
    return source


def _refuse_two(path: Path, folders: Collection[str], what: Text | str) -> None:
    """Raises UnreadableSource where something lies in more than one folder: which is meant, nobody can tell."""
    if len(folders) > 1:
        names = ", ".join(sorted("/" if folder == "." else folder for folder in folders)[:SHOWN_NAMES])
        raise UnreadableSource(REFUSALS["folders"], path=path, what=what, names=names)


def _read_file(
    source: Source, file: _File, label: str, table: Table | None = None, limited: bool = False
) -> None:
    try:
        found: list[Finding]
        if file.path is not None and table is not None:
            source.files[label] = _sha256(file.path)
            sheet, found = parquet.read_parquet(label, file.path), []
        else:
            data = file.read()
            source.files[label] = hashlib.sha256(data).hexdigest()
            if table is None:
                source.dataset, found = dataset.dataset_of_file(data)
            else:
                sheet = csvfile.read_sheet(label, data, table, limited)
                found = sheetlook.of_above(sheet, table)
        source.findings += found
        if table is not None:
            source.sheets.setdefault(table.name, []).append(sheet)
            progress.tell(progress.READ, source.rows)
    except csvfile.UnreadableFile as error:
        if table:
            source.broken.add(table.name)
        where = f"{label}:{error.line}" if error.line else label
        details = error.details | {"file": label}
        source.findings.append(finding(error.code, where, table, value=error.value, details=details))
