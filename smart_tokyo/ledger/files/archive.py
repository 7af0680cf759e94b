"""Opens an uploaded workbook or zip without trusting it: size, names and what it would unpack to come first."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader

from smart_tokyo.ledger.files import kinds
from smart_tokyo.ledger.files.source import MAX_BYTES, MAX_UNPACKED, UnreadableSource

MAX_FILES = 10_000
WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".fods", ".numbers"))
ARCHIVES = frozenset((".zip", ".docx", ".pptx", ".7z", ".rar", ".gz", ".tar"))
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)  # what zipfile raises

_LEFT_BEHIND = frozenset(("__macosx", "thumbs.db", "desktop.ini"))
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_TAIL = 66_000  # bytes: the end of a zip with the longest comment
_ENTRY = 100  # bytes of a directory entry, about
_DRIVE = re.compile("[A-Za-z]:")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"


class Archive:
    """A file that keeps to the limits. `workbook`: it is an Excel workbook, otherwise a zip of other files."""

    def __init__(self, path: Path, data: bytes, package: zipfile.ZipFile) -> None:
        self.path = path
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.package = package
        self.file = io.BytesIO(data)  # for openpyxl, which opens it anew
        self.workbook = "[Content_Types].xml" in package.namelist()
        self.entries = [
            one
            for one in package.infolist()
            if not one.is_dir() and (self.workbook or not is_left_behind(one.filename))
        ]
        self.macros = any(one.filename.lower().endswith("vbaproject.bin") for one in self.entries)


class _Usual(zipfile.ZipFile):
    """A package of which every part is read whole, with the usual names in it.

    Workbooks saved as “Strict Open XML” call parts and elements by other names (ISO/IEC 29500 Strict), which openpyxl
    does not know: to it they are workbooks without a sheet.
    """

    def open(self, name: Any, mode: Any = "r", *others: Any, **options: Any) -> IO[bytes]:
        """A part to read."""
        with super().open(name, mode, *others, **options) as file:
            return io.BytesIO(_STRICT.sub(_USUAL, file.read()))


def reader_of(archive: Archive, **options: bool) -> ExcelReader:
    """openpyxl's reader of a workbook; `options` are those of load_workbook. Raises what openpyxl raises."""
    reader = ExcelReader(archive.file, **options)
    reader.archive = _Usual(archive.file)
    return reader


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The workbook or zip at a path. Raises UnreadableSource, also for what turns out damaged while it is read."""
    data = _read(path)
    try:
        if _directory_size(data) > MAX_FILES * _ENTRY:
            raise too_much(path, f"more than {MAX_FILES:,} files", f"{MAX_FILES:,}を超えるファイル")
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            archive = Archive(path, data, package)
            _check(archive)
            yield archive
    except BROKEN as error:
        raise damaged(path) from error


def damaged(path: Path) -> UnreadableSource:
    """The refusal of a file that cannot be read to its end."""
    return UnreadableSource(
        f"{path} is damaged and cannot be read; save it in Excel as .xlsx anew, or make the zip anew",
        f"{path} は壊れていて読めません。Excelで開いて.xlsx形式で保存し直すか、zipを作り直してください",
    )


def too_much(path: Path, english: str, japanese: str) -> UnreadableSource:
    """The refusal of a file that holds more than the limit, which the two texts name."""
    return UnreadableSource(
        f"{path} holds {english}; split it or leave out what is not needed",
        f"{path} には{japanese}が入っています。分けるか、要らないものを除いてください",
    )


def is_left_behind(path: str) -> bool:
    """Whether a program or a system leaves a file of that path: lock files, thumbnails, what is hidden."""
    parts = path.replace("\\", "/").casefold().split("/")
    return any(part.startswith((".", "~")) or part in _LEFT_BEHIND for part in parts)


def readable(name: str | bytes) -> str:
    """A file's name as text; names that are no UTF-8, as from a Windows archive, are read as CP932."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "cp932"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of a file in a zip; one that does not say its encoding was taken for CP437 by zipfile."""
    if entry.flag_bits & 0x800:
        return unicodedata.normalize("NFC", entry.filename)
    return readable(entry.filename.encode("cp437", errors="surrogateescape"))


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableSource(
            f"{path} is neither a folder nor a file", f"{path} はフォルダでもファイルでもありません"
        )
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise too_much(path, f"more than {MAX_BYTES // 10**6} MB", f"{MAX_BYTES // 10**6} MBを超えるデータ")
    if not data.startswith(b"PK"):
        raise kinds.of_bytes(path, data).refusal(path)
    return data


def _directory_size(data: bytes) -> int:
    """Bytes of the zip's directory as its end declares them, before zipfile takes all of it into memory."""
    found = 0
    for mark, place, width in ((_END, 12, 4), (_END_64, 40, 8)):
        at = data.rfind(mark, max(0, len(data) - _TAIL))
        size = int.from_bytes(data[at + place : at + place + width], "little") if at >= 0 else 0
        if size != 2 ** (8 * width) - 1:
            found = max(found, size)
    return found


def _check(archive: Archive) -> None:
    path = archive.path
    names = Counter(name_of(entry) for entry in archive.entries)
    declared = archive.package.open("mimetype").read(_ENTRY) if "mimetype" in names else b""
    kind = kinds.of_parts(names, declared)
    if kind is not None:
        raise kind.refusal(path)
    twice = next((name for name, count in names.items() if count > 1), None)
    if twice is not None:  # which of them is meant, nobody can tell
        raise UnreadableSource(
            f"{path} holds two files of the same name ({_printable(twice)}); make it anew with one of each",
            f"{path} に同じ名前のファイルが二つあります（{_printable(twice)}）。一つにして作り直してください",
        )
    for entry in archive.package.infolist():
        name = entry.filename.replace("\\", "/")
        link = stat.S_ISLNK(entry.external_attr >> 16)
        if link or name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
            raise UnreadableSource(
                f"{path} holds a path that leads outside itself ({_printable(name)}); nothing was read",
                f"{path} には外を指すパス（{_printable(name)}）が入っています。何も読み込みませんでした",
            )
        if entry.flag_bits & 1:
            raise kinds.ENCRYPTED.refusal(path)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(path)
    for name in () if archive.workbook else names:
        suffix = Path(name).suffix.lower()
        if suffix in WORKBOOKS:
            raise UnreadableSource(
                f"{path} holds a workbook ({_printable(name)}); take it out and give it itself",
                f"{path} の中にブック（{_printable(name)}）があります。"
                "zipから取り出して、ブックそのものを指定してください",
            )
        if suffix in ARCHIVES:
            raise UnreadableSource(
                f"{path} holds another archive ({_printable(name)}); give a zip of the CSV files alone",
                f"{path} の中に別の圧縮ファイル（{_printable(name)}）があります。"
                "CSVファイルだけをzipにして指定してください",
            )
    # zipfile never reads more of a file than its declared size, so the sum holds for what is really there
    if sum(entry.file_size for entry in archive.entries) > MAX_UNPACKED:
        size = MAX_UNPACKED // 10**6
        raise too_much(path, f"more than {size} MB once unpacked", f"展開すると{size} MBを超えるデータ")


def _printable(name: str) -> str:
    return "".join(one if one.isprintable() else "?" for one in name)[:100]
