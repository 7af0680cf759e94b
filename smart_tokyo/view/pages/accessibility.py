"""How far the pages meet WCAG 2.2 and JIS X 8341-3: the result, the tests, and criterion by criterion.

All of it is declared in data/reference/accessibility.yaml; the tests in the browser leave out exactly what that names
as Streamlit's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st
import yaml

from smart_tokyo import settings, texts
from smart_tokyo.view.frame import Page, commas, plain
from smart_tokyo.view.parts import Column, sections, table

FILE = Path(__file__).parents[3] / "data" / "reference" / "accessibility.yaml"

Result = Literal["met", "remark", "not_met", "not_applicable"]
TEXTS = texts("accessibility")


@dataclass(frozen=True)
class Criterion:
    """A success criterion of WCAG 2.2: how it is met and tested, with which remark; `jis`: JIS X 8341-3 has it too."""

    id: str
    level: Literal["A", "AA"]
    name_ja: str
    name_en: str
    result: Result
    how: Sequence[str] = ()
    jis: bool = False
    ja: str = ""
    en: str = ""


@dataclass(frozen=True)
class Exempt:
    """A finding of axe-core that Streamlit does not let us mend: the rule, the element (CSS), and why."""

    rule: str
    element: str
    criterion: str
    ja: str
    en: str


@dataclass(frozen=True)
class Declaration:
    """All of it, as of the day of the last test."""

    tested_on: date
    criteria: tuple[Criterion, ...]
    exceptions: tuple[Exempt, ...]

    def count(self, result: Result) -> int:
        """How many criteria have a result."""
        return sum(one.result == result for one in self.criteria)


@cache
def declared() -> Declaration:
    """What the file says. Raises TypeError or ValueError where it says something unknown."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    criteria = tuple(Criterion(**row) for row in found["criteria"])
    for one in criteria:
        if one.result not in TEXTS["results"] or not set(one.how) <= set(TEXTS["ways"]):
            raise ValueError(f"criterion {one.id}: {one.result} or {one.how} is not known")
    return Declaration(found["tested_on"], criteria, tuple(Exempt(**row) for row in found["exceptions"]))


def finding(page: Page, found: Declaration) -> None:
    """The result in a sentence."""
    st.markdown(
        page.t(
            TEXTS["finding"],
            n=len(found.criteria) - found.count("not_applicable"),
            met=found.count("met"),
            remark=found.count("remark"),
            not_met=found.count("not_met"),
        )
    )


def tests(page: Page, found: Declaration) -> None:
    """When and how it was tested, and what nobody tested."""
    sections.prose(page, TEXTS["tests"], date=page.date(found.tested_on))
    sections.listed(page.t(way["how"]) for way in TEXTS["ways"].values())
    st.info(page.t(TEXTS["nobody"]), icon=":material/info:")


def not_met(page: Page, found: Declaration) -> None:
    """What is not met and why."""
    sections.prose(page, TEXTS["not_met"])
    sections.listed(
        f"**{plain(_named(page, one))}**: {plain(vars(one)[page.lang])}"
        for one in found.criteria
        if one.result == "not_met"
    )


def _named(page: Page, one: Criterion) -> str:
    return f"{one.id} {page.pick(vars(one), 'name')}"


def criteria(page: Page, found: Declaration) -> None:
    """The table of all criteria."""
    sections.prose(page, TEXTS["criteria"])
    st.caption(page.t(TEXTS["jis"]))
    rows = [
        {
            "criterion": _named(page, one),
            "level": one.level + (" ・ JIS" if one.jis else ""),
            "result": page.t(TEXTS["results"][one.result]),
            "how": commas((page.t(TEXTS["ways"][way]["name"]) for way in one.how), page.lang) or "–",
            "remark": vars(one)[page.lang],
        }
        for one in found.criteria
    ]
    columns = [Column(key, label) for key, label in page.each(TEXTS["columns"]).items()]
    table(page, "criteria", rows, columns, page.t(TEXTS["criteria"]["title"]))


def exceptions(page: Page, found: Declaration) -> None:
    """What the automatic tests leave out, because Streamlit does not let it be mended."""
    sections.prose(page, TEXTS["exceptions"])
    sections.listed(
        f"`{one.rule}` ({one.criterion}): {plain(vars(one)[page.lang])}" for one in found.exceptions
    )


def telling(page: Page) -> None:
    """Whom to tell: the contact of those who run this dashboard, where they gave one."""
    sections.prose(page, TEXTS["telling"])
    if contact := settings.get("CONTACT"):
        st.markdown(page.t("Contact: {contact}", contact=plain(contact)))
