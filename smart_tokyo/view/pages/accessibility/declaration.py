"""How far the pages meet WCAG 2.2 and JIS X 8341-3: what data/reference/accessibility.yaml declares.

The page shows it, and the tests in the browser leave out exactly what it names as Streamlit's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from smart_tokyo.words import N_, Lang

FILE = Path(__file__).parents[4] / "data" / "reference" / "accessibility.yaml"

Result = Literal["met", "remark", "not_met", "not_applicable"]
RESULTS: dict[Result, str] = {
    "met": N_("✓ Met"),
    "remark": N_("▲ Met, with a remark"),
    "not_met": N_("✕ Not met"),
    "not_applicable": N_("– Not applicable"),
}
WAYS: dict[str, str] = {
    "axe": N_("test with axe-core"),
    "keys": N_("keyboard test"),
    "layout": N_("layout test"),
    "tests": N_("other automatic tests"),
    "read": N_("by reading the code"),
}


@dataclass(frozen=True)
class Criterion:
    """A success criterion of WCAG 2.2: number, level, whether JIS X 8341-3:2016 has it, and how it is met."""

    id: str
    level: Literal["A", "AA"]
    jis: bool
    name: dict[Lang, str]
    result: Result
    ways: tuple[str, ...]
    remark: dict[Lang, str]


@dataclass(frozen=True)
class Exempt:
    """A finding of axe-core that Streamlit does not let us mend: the rule, the element (CSS), and why."""

    rule: str
    element: str
    criterion: str
    reason: dict[Lang, str]


@dataclass(frozen=True)
class Declaration:
    """All of it, as of the day of the last test."""

    tested_on: date
    criteria: tuple[Criterion, ...]
    exceptions: tuple[Exempt, ...]

    def count(self, result: Result) -> int:
        """How many criteria have a result."""
        return sum(one.result == result for one in self.criteria)


def _said(row: dict[str, Any], prefix: str = "") -> dict[Lang, str]:
    return {"ja": row.get(f"{prefix}ja", ""), "en": row.get(f"{prefix}en", "")}


@cache
def declared() -> Declaration:
    """What the file says. Raises KeyError or ValueError where it says something unknown."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    criteria = tuple(
        Criterion(
            id=row["id"],
            level=row["level"],
            jis=row.get("jis", False),
            name=_said(row, "name_"),
            result=row["result"],
            ways=tuple(row.get("how", ())),
            remark=_said(row),
        )
        for row in found["criteria"]
    )
    for one in criteria:
        if one.result not in RESULTS or not set(one.ways) <= set(WAYS):
            raise ValueError(f"criterion {one.id}: {one.result} or {one.ways} is not known")
    exceptions = tuple(
        Exempt(row["rule"], row["element"], row["criterion"], _said(row)) for row in found["exceptions"]
    )
    return Declaration(found["tested_on"], criteria, exceptions)
