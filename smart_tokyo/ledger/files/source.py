"""What a source holds as written, what every upload must keep to, and what a file is that holds none."""

import codecs
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from smart_tokyo.faults import Mistake
from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.content.findings import Finding
from smart_tokyo.ledger.values.reading import in_one
from smart_tokyo.words import N_, Lang, t

MAX_BYTES = 50_000_000  # of a workbook or zip, and of one CSV file in a zip
MAX_UNPACKED = 200_000_000  # bytes of all that a workbook or zip holds
TEXTS = (".csv", ".tsv", ".tab", ".txt")  # files that may hold a table; the last only where its name says so

ENCRYPTED = N_("{path} is encrypted; save it without a password and try again")
_OPEN_DOCUMENT = N_(
    "{path} is an OpenDocument file (.ods); open it in LibreOffice or Excel and save it as an Excel workbook (.xlsx)"
)
_HEAD = 4_000  # bytes that tell what a file is
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKUP = re.compile(
    r"\s*(?:<(?:!doctype|html|head|meta|body|table|style|\?xml|!--)|mime-version:)", re.IGNORECASE
)
_LINK = re.compile(
    r'\s*(?:\{.*"doc_id"|\{.*docs\.google\.com|\[InternetShortcut\]|<\?xml.*<key>URL)', re.DOTALL
)
_PACKED = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_LINK_FILE = b"L\0\0\0\x01\x14\x02\0"  # of Windows


class UnreadableSource(Mistake):
    """There is no source to read. `text` is a sentence of the catalogue, `words` fill it, some in both languages."""

    def __init__(self, text: str, **words: object) -> None:
        self.text, self.words = text, words
        super().__init__(self.message("en"))

    def message(self, lang: Lang) -> str:
        """The line for a person."""
        return t(self.text, lang, **in_one(self.words, lang))


@dataclass
class Source:
    """What a source holds, as written. `broken`: tables whose rows could not be read. `files`: name → SHA-256."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    dataset: Dataset = field(default_factory=Dataset)


def kind_of_bytes(path: Path, data: bytes) -> str:
    """What a file is that is no zip, by what it begins with and what it is called, and the way out."""
    head = data[:_HEAD]
    utf_16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if utf_16 else "utf-8-sig", errors="replace")
    if not data:
        return N_("{path} is empty (0 bytes); try again when it has been saved or downloaded to its end")
    if path.name.startswith(("~$", ".~lock")):
        return N_(
            "{path} is the mark of a workbook that is open, without its content; give the workbook itself"
        )
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return ENCRYPTED
        return N_(
            "{path} is an old Excel file (.xls) or the like; "
            "open it in Excel and save it as an Excel workbook (.xlsx)"
        )
    if head.startswith(b"%PDF"):
        return N_(
            "{path} is a PDF, of which no table can be read; "
            "give the Excel workbook that it was made from (.xlsx)"
        )
    if _LINK.match(text) or head.startswith(_LINK_FILE):
        return N_(
            "{path} is a shortcut to a ledger, without its content; "
            "from Google Sheets download it as Microsoft Excel (.xlsx)"
        )
    if _MARKUP.match(text):
        if "opendocument" in text:
            return _OPEN_DOCUMENT
        return N_(
            "{path} is a table saved as a web page (HTML or XML); "
            "open it in Excel and save it as an Excel workbook (.xlsx)"
        )
    if head.startswith(_PACKED):
        return N_(
            "{path} is compressed in a way that is not read; "
            "give an Excel workbook (.xlsx), or a zip of CSV files"
        )
    if path.suffix.lower() in TEXTS:
        return N_(
            "{path} is a single CSV file; put one CSV file per table into a folder or zip, and give that"
        )
    return N_(
        "{path} is neither an Excel workbook (.xlsx) nor a zip of CSV files; "
        "give the ledger saved in Excel as .xlsx"
    )


def kind_of_parts(names: Collection[str], declared: bytes) -> str | None:
    """What a zip is by the names of its parts and its part `mimetype`; None for a workbook or other files."""
    if declared.startswith(b"application/vnd.oasis.opendocument"):
        return _OPEN_DOCUMENT
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return N_("{path} is a file of Numbers; export it there as Excel (.xlsx)")
    if "xl/workbook.bin" in names:
        return N_(
            "{path} is a binary workbook (.xlsb); open it in Excel and save it as an Excel workbook (.xlsx)"
        )
    office = any(name.startswith(("word/", "ppt/", "visio/")) for name in names)
    if office and "[Content_Types].xml" in names:
        return N_("{path} is a file of another Office program; save the ledger in Excel as .xlsx")
    return None
