"""What technologies are called: a ledger writes each in one language, `data/reference/technologies.csv` has both.

One that is not in the file is shown as the ledger writes it. Names alone: figures and downloads keep the ledger's.
"""

import csv
from collections.abc import Mapping
from functools import cache
from typing import Any

from smart_tokyo.settings import PROJECT
from smart_tokyo.words import Lang, pick

NAMES = PROJECT / "data" / "reference" / "technologies.csv"


@cache
def names() -> Mapping[str, Mapping[str, str]]:
    """Technology of a ledger → its row in the file."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {row["technology"]: row for row in csv.DictReader(file)}


def named(technology: str, lang: Lang) -> str:
    """The name of a technology of the ledger in the reader's language."""
    return pick(names().get(technology, {}), "name", lang) or technology


def listed(cell: Any, lang: Lang) -> list[str]:
    """The names of a project's technologies, of which the ledger has one text with `;` between; [] where unknown."""
    parts = cell.split(";") if isinstance(cell, str) else []
    return [named(part.strip(), lang) for part in parts if part.strip()]
