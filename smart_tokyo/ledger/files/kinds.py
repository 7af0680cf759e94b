"""What a file is that is neither a workbook nor a zip of CSV files, and the way out, in one sentence each."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from smart_tokyo.ledger.files.source import UnreadableSource

_HEAD = 4_000  # bytes that tell a kind


class Kind(NamedTuple):
    """What a file is and what to do instead, as it goes on after the file's name."""

    ja: str
    en: str

    def refusal(self, path: Path) -> UnreadableSource:
        """The refusal of a file of this kind."""
        return UnreadableSource(f"{path} {self.en}", f"{path} は{self.ja}")


_AGAIN = Kind(
    "Excelで開き、「Excelブック（.xlsx）」として保存し直してください",
    "open it in Excel and save it as an Excel workbook (.xlsx)",
)


def _save_again(ja: str, en: str) -> Kind:
    return Kind(f"{ja}です。{_AGAIN.ja}", f"{en}; {_AGAIN.en}")


EMPTY = Kind(
    "空のファイルです（0バイト）。保存やダウンロードが終わってから、もう一度試してください",
    "is empty (0 bytes); try again when it has been saved or downloaded to its end",
)
ENCRYPTED = Kind(
    "暗号化されています。パスワードを外して保存し直してください",
    "is encrypted; save it without a password and try again",
)
OLD = _save_again("古い形式（.xls など）", "is an old Excel file (.xls) or the like")
BINARY = _save_again("バイナリ形式のブック（.xlsb）", "is a binary workbook (.xlsb)")
OPEN_DOCUMENT = Kind(
    "OpenDocument形式（.ods など）です。LibreOfficeやExcelで開き、「Excelブック（.xlsx）」として保存し直してください",
    "is an OpenDocument file (.ods); open it in LibreOffice or Excel and save it as an Excel workbook (.xlsx)",
)
NUMBERS = Kind(
    "Numbersのファイルです。Numbersの「ファイル」→「書き出す」→「Excel」で.xlsx形式にしてください",
    "is a file of Numbers; export it there as Excel (.xlsx)",
)
OFFICE = Kind(
    "Excelブックではありません（WordやPowerPointなど）。台帳をExcelの.xlsx形式で保存してください",
    "is a file of another Office program; save the ledger in Excel as .xlsx",
)
PDF = Kind(
    "PDFのため、表として読めません。もとのExcelブック（.xlsx）を指定してください",
    "is a PDF, of which no table can be read; give the Excel workbook that it was made from (.xlsx)",
)
PAGE = _save_again(
    "Webページの形式で保存された表（HTMLやXML）", "is a table saved as a web page (HTML or XML)"
)
SHORTCUT = Kind(
    "台帳への近道（ショートカット）で、中身がありません。"
    "Googleスプレッドシートなら「ファイル」→「ダウンロード」→「Microsoft Excel（.xlsx）」で保存してください",
    "is a shortcut to a ledger, without its content; from Google Sheets download it as Microsoft Excel (.xlsx)",
)
LOCK = Kind(
    "開いているブックの目印で、中身がありません。名前の先頭の記号を除いた、ブックそのものを指定してください",
    "is the mark of a workbook that is open, without its content; give the workbook itself",
)
PACKED = Kind(
    "読めない圧縮形式です。Excelブック（.xlsx）か、zip形式にしたCSVファイルを指定してください",
    "is compressed in a way that is not read; give an Excel workbook (.xlsx), or a zip of CSV files",
)
TEXT = Kind(
    "一つのCSVファイルです。表ごとのCSVファイルを一つのフォルダかzipに入れて、それを指定してください",
    "is a single CSV file; put one CSV file per table into a folder or zip, and give that",
)
OTHER = Kind(
    "Excelブック（.xlsx）でもCSVファイルのzipでもありません。Excelで.xlsx形式で保存したものを指定してください",
    "is neither an Excel workbook (.xlsx) nor a zip of CSV files; give the ledger saved in Excel as .xlsx",
)

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(
    r"\s*(?:<(?:!doctype|html|head|meta|body|table|style|\?xml|!--)|mime-version:)", re.IGNORECASE
)
_LINK = re.compile(
    r'\s*(?:\{.*"doc_id"|\{.*docs\.google\.com|\[InternetShortcut\]|<\?xml.*<key>URL)', re.DOTALL
)
_PACKED = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_LINK_FILE = b"L\0\0\0\x01\x14\x02\0"  # of Windows
_TEXTS = (".csv", ".tsv", ".tab", ".txt")


def of_bytes(path: Path, data: bytes) -> Kind:
    """The kind of a file that is no zip, by what it begins with and what it is called."""
    head = data[:_HEAD]
    utf_16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if utf_16 else "utf-8-sig", errors="replace")
    if not data:
        return EMPTY
    if path.name.startswith(("~$", ".~lock")):
        return LOCK
    if head.startswith(_OLE):
        return ENCRYPTED if _ENCRYPTED in data else OLD
    if head.startswith(b"%PDF"):
        return PDF
    if _LINK.match(text) or head.startswith(_LINK_FILE):
        return SHORTCUT
    if _MARKUP.match(text):
        return OPEN_DOCUMENT if "opendocument" in text else PAGE
    if head.startswith(_PACKED):
        return PACKED
    return TEXT if path.suffix.lower() in _TEXTS else OTHER


def of_parts(names: Collection[str], declared: bytes) -> Kind | None:
    """The kind of a zip by the names of its parts and its part `mimetype`; None for a workbook or other files."""
    if declared.startswith(b"application/vnd.oasis.opendocument"):
        return OPEN_DOCUMENT
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return NUMBERS
    if "xl/workbook.bin" in names:
        return BINARY
    office = "[Content_Types].xml" in names and any(
        name.startswith(("word/", "ppt/", "visio/")) for name in names
    )
    return OFFICE if office else None
