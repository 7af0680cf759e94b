"""What a source holds as written, whatever its form, and what every form of upload must keep to."""

from __future__ import annotations

from dataclasses import dataclass, field

from smart_tokyo.faults import Mistake
from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.content.findings import Finding

MAX_BYTES = 50_000_000  # of a workbook or zip, and of one CSV file in a zip
MAX_UNPACKED = 200_000_000  # bytes of all that a workbook or zip holds
MAX_ROWS = 200_000  # of one sheet of a workbook, or one CSV file of a zip
MAX_CELLS = 10_000_000  # of a workbook or CSV file: more than the rows above with every column of a table
MAX_COLUMNS = 256


class UnreadableSource(Mistake):
    """There is no source to read. The text is one English line for a person; `message` has it in Japanese too."""

    def __init__(self, english: str, japanese: str | None = None) -> None:
        super().__init__(english)
        self.japanese = japanese or english

    def message(self, lang: str) -> str:
        """The line in ja or en."""
        return self.japanese if lang == "ja" else str(self)


@dataclass
class Source:
    """What a source holds, as written. `broken`: tables whose rows could not be read. `files`: name → SHA-256."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    dataset: Dataset = field(default_factory=Dataset)
