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

from smart_tokyo.ledger.source import MAX_BYTES, MAX_UNPACKED, UnreadableSource

MAX_FILES = 10_000
ARCHIVES = frozenset(
    (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".ods", ".7z", ".rar", ".gz", ".tar")
)
OTHER_OFFICE = ("word/", "ppt/", "visio/")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)  # what zipfile raises

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_TAIL = 66_000  # bytes: the end of a zip with the longest comment
_ENTRY = 100  # bytes of a directory entry, about
_DRIVE = re.compile("[A-Za-z]:")


class Archive:
    """A file that keeps to the limits. `workbook`: it is an Excel workbook, otherwise a zip of other files."""

    def __init__(self, path: Path, data: bytes, package: zipfile.ZipFile) -> None:
        self.path = path
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.package = package
        self.file = io.BytesIO(data)  # for openpyxl, which opens it anew
        self.entries = [one for one in package.infolist() if not one.is_dir()]
        names = {one.filename for one in self.entries}
        self.macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        self.workbook = "[Content_Types].xml" in names


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
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableSource(
                f"{path} is encrypted; save it without a password and try again",
                f"{path} は暗号化されています。パスワードを外して保存し直してください",
            )
        raise UnreadableSource(
            f"{path} is an old Excel file (.xls); save it as .xlsx and try again",
            f"{path} は古い形式（.xls）です。.xlsx形式で保存し直してください",
        )
    if not data.startswith(b"PK"):
        raise UnreadableSource(
            f"{path} is neither an Excel workbook (.xlsx) nor a zip of CSV files",
            f"{path} はExcelブック（.xlsx）でもCSVファイルのzipでもありません",
        )
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
    if archive.workbook and any(name.startswith(OTHER_OFFICE) for name in names):
        raise UnreadableSource(
            f"{path} is a file of another Office program; save the ledger in Excel as .xlsx",
            f"{path} はExcelブックではありません（WordやPowerPointなど）。台帳をExcelの.xlsx形式で保存してください",
        )
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
            raise UnreadableSource(
                f"{path} is encrypted; make it without a password and try again",
                f"{path} は暗号化されています。パスワードなしで作り直してください",
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(path)
        if not archive.workbook and Path(name).suffix.lower() in ARCHIVES:
            raise UnreadableSource(
                f"{path} holds another archive ({_printable(name)}); give that file itself, or a zip of CSV files",
                f"{path} の中に別の圧縮ファイルかブック（{_printable(name)}）があります。"
                "それ自体か、CSVファイルのzipを指定してください",
            )
    # zipfile never reads more of a file than its declared size, so the sum holds for what is really there
    if sum(entry.file_size for entry in archive.entries) > MAX_UNPACKED:
        size = MAX_UNPACKED // 10**6
        raise too_much(path, f"more than {size} MB once unpacked", f"展開すると{size} MBを超えるデータ")


def _printable(name: str) -> str:
    return "".join(one if one.isprintable() else "?" for one in name)[:100]
