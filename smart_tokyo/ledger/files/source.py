"""What a source holds as written, what every upload must keep to, and what a file is that holds none."""

import codecs
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from smart_tokyo import Lang, Mistake, t, texts
from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.content.findings import Finding
from smart_tokyo.ledger.values.reading import in_one

MAX_BYTES = 50_000_000  # of a workbook or zip, and of one CSV file in a zip
MAX_UNPACKED = 200_000_000  # bytes of all that a workbook or zip holds
TEXTS = (".csv", ".tsv", ".tab", ".txt")  # files that may hold a table; the last only where its name says so

REFUSALS: dict[str, str] = texts("refusals")
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
    """What a source holds, as written: by table its sheet, or those of its Parquet files. `broken`: tables whose rows
    could not be read. `files`: name → SHA-256.
    """

    sheets: dict[str, list[Sheet]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    dataset: Dataset = field(default_factory=Dataset)

    @property
    def rows(self) -> int:
        """How many rows all sheets have."""
        return sum(len(one.rows) for several in self.sheets.values() for one in several)


def kind_of_bytes(path: Path, data: bytes) -> str:
    """What a file is that is no zip, by what it begins with and what it is called, and the way out."""
    head = data[:_HEAD]
    utf_16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if utf_16 else "utf-8-sig", errors="replace")
    is_old, is_markup = head.startswith(_OLE), _MARKUP.match(text)
    kinds = {  # the first that fits
        "empty": not data,
        "mark": path.name.startswith(("~$", ".~lock")),
        "encrypted": is_old and "EncryptedPackage".encode("utf-16-le") in data,
        "old_excel": is_old,
        "pdf": head.startswith(b"%PDF"),
        "shortcut": _LINK.match(text) or head.startswith(_LINK_FILE),
        "open_document": is_markup and "opendocument" in text,
        "web_page": is_markup,
        "packed": head.startswith(_PACKED),
        "single": path.suffix.lower() in TEXTS,
    }
    return REFUSALS[next((kind for kind, fits in kinds.items() if fits), "no_ledger")]


def kind_of_parts(names: Collection[str], declared: bytes) -> str | None:
    """Which of REFUSALS a zip is by the names of its parts and by `mimetype`; None for a workbook or other files."""
    kinds = {  # the first that fits
        "open_document": declared.startswith(b"application/vnd.oasis.opendocument"),
        "numbers": any(name.endswith(".iwa") or name == "Index.zip" for name in names),
        "binary": "xl/workbook.bin" in names,
        "other_office": "[Content_Types].xml" in names
        and any(name.startswith(("word/", "ppt/", "visio/")) for name in names),
    }
    return next((kind for kind, fits in kinds.items() if fits), None)
