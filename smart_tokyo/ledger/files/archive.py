"""Opens an uploaded workbook or zip without trusting it: size, names and what it would unpack to come first."""

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

from smart_tokyo.ledger.content.csvfile import TooLarge
from smart_tokyo.ledger.files import source
from smart_tokyo.ledger.files.sheetxml import Malformed
from smart_tokyo.ledger.files.source import MAX_BYTES, MAX_UNPACKED, REFUSALS, UnreadableSource
from smart_tokyo.words import N_

MAX_FILES = 10_000
WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".fods", ".numbers"))
ARCHIVES = frozenset((".zip", ".docx", ".pptx", ".7z", ".rar", ".gz", ".tar"))
# what zipfile raises, and what a workbook's parts come to
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, Malformed)

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
        files = (one for one in package.infolist() if not one.is_dir())
        self.entries = [one for one in files if self.workbook or not is_left_behind(one.filename)]
        self.macros = any(one.filename.lower().endswith("vbaproject.bin") for one in self.entries)

    def part(self, name: str) -> IO[bytes]:
        """A part of a workbook, to read. Raises Malformed where there is none of that name."""
        try:
            return self.package.open(name)
        except KeyError as error:
            raise Malformed(str(error)) from error


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
    try:
        data = _read(path)
        if _directory_size(data) > MAX_FILES * _ENTRY:
            raise TooLarge(N_("more than {limit} files"), limit=f"{MAX_FILES:,}")
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            archive = Archive(path, data, package)
            _check(archive)
            yield archive
    except TooLarge as error:
        raise UnreadableSource(REFUSALS["too_large"], path=path, what=error.what) from error
    except _BROKEN as error:
        raise UnreadableSource(REFUSALS["damaged"], path=path) from error


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
        raise UnreadableSource(REFUSALS["no_file"], path=path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise TooLarge(N_("more than {limit} MB"), limit=MAX_BYTES // 10**6)
    if not data.startswith(b"PK"):
        raise UnreadableSource(source.kind_of_bytes(path, data), path=path)
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
    def refusal(what: str, name: str = "") -> UnreadableSource:
        shown = "".join(one if one.isprintable() else "?" for one in name)[:100]
        return UnreadableSource(REFUSALS[what], path=archive.path, name=shown)

    names = Counter(name_of(entry) for entry in archive.entries)
    declared = archive.package.open("mimetype").read(_ENTRY) if "mimetype" in names else b""
    if kind := source.kind_of_parts(names, declared):
        raise refusal(kind)
    for name, count in names.items():
        if count > 1:  # which of them is meant, nobody can tell
            raise refusal("two_files", name)
    for entry in archive.package.infolist():
        name = entry.filename.replace("\\", "/")
        link = stat.S_ISLNK(entry.external_attr >> 16)
        if link or name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
            raise refusal("outside", name)
        if entry.flag_bits & 1:
            raise refusal("encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile
    for name in () if archive.workbook else names:
        suffix = Path(name).suffix.lower()
        if suffix in WORKBOOKS:
            raise refusal("workbook_inside", name)
        if suffix in ARCHIVES:
            raise refusal("archive_inside", name)
    # zipfile never reads more of a file than its declared size, so the sum holds for what is really there
    if sum(entry.file_size for entry in archive.entries) > MAX_UNPACKED:
        raise TooLarge(N_("more than {limit} MB once unpacked"), limit=MAX_UNPACKED // 10**6)
