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

from smart_tokyo import settings
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.words import N_

FILE = Path(__file__).parents[3] / "data" / "reference" / "accessibility.yaml"

Result = Literal["met", "remark", "not_met", "not_applicable"]
RESULTS: dict[Result, str] = {
    "met": N_("✓ Met"),
    "remark": N_("▲ Met, with a remark"),
    "not_met": N_("✕ Not met"),
    "not_applicable": N_("– Not applicable"),
}
WAYS: dict[str, tuple[str, str]] = {  # way of testing: its name, and how it was done
    "axe": (
        N_("test with axe-core"),
        N_(
            "**axe-core**: on every page, in both languages and both themes, with every folded part open, and "
            "where an address or a file is wrong. Pages that both views have were looked at in both."
        ),
    ),
    "keys": (
        N_("keyboard test"),
        N_(
            "**Keyboard test**: on every page, in English, the Tab key reaches all that can be used, the focus is "
            "seen, and it is never caught."
        ),
    ),
    "layout": (
        N_("layout test"),
        N_(
            "**Layout test**: at widths of 1280, 640 (200 % of zoom), 390 and 320 pixels no text is cut off or "
            "overlaps, nothing is wider than the screen, words inside charts have enough contrast, and nothing "
            "moves by itself where a reader asks for reduced motion."
        ),
    ),
    "tests": (
        N_("other automatic tests"),
        N_("**Other automatic tests**: tables beside charts, colours, errors, titles, languages."),
    ),
    "read": (
        N_("by reading the code"),
        N_("**By reading the code**: what no program can judge was judged by what the pages are made of."),
    ),
}


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
        if one.result not in RESULTS or not set(one.how) <= set(WAYS):
            raise ValueError(f"criterion {one.id}: {one.result} or {one.how} is not known")
    return Declaration(found["tested_on"], criteria, tuple(Exempt(**row) for row in found["exceptions"]))


def finding(page: Page, found: Declaration) -> None:
    """The result in a sentence."""
    st.markdown(
        page.t(
            "Of {n} success criteria that apply, **{met} are met**, {remark} are met with a remark and "
            "**{not_met} are not met**. The pages therefore **conform in part** to WCAG 2.2 level AA and "
            "JIS X 8341-3:2016 level AA.",
            n=len(found.criteria) - found.count("not_applicable"),
            met=found.count("met"),
            remark=found.count("remark"),
            not_met=found.count("not_met"),
        )
    )


def policy(page: Page) -> None:
    """What is aimed at, and for which pages."""
    st.header(page.t("Policy"), anchor=False)
    st.markdown(
        page.t(
            "All pages, in Japanese and English, aim at level AA of JIS X 8341-3:2016 and of WCAG 2.2, which "
            "contains it. What is not met is named here with its reason and what helps instead."
        )
    )


def tests(page: Page, found: Declaration) -> None:
    """When and how it was tested, and what nobody tested."""
    st.header(page.t("How it was tested"), anchor=False)
    st.markdown(page.t("Last tested: {date}", date=page.date(found.tested_on)))
    st.markdown("\n".join(f"- {page.t(text)}" for _, text in WAYS.values()))
    st.info(
        page.t(
            "Nobody has tested the pages by hand with a screen reader or other assistive technology yet. The "
            "automatic tests run in Chromium with every change."
        ),
        icon=":material/info:",
    )


def not_met(page: Page, found: Declaration) -> None:
    """What is not met and why."""
    st.header(page.t("What is not met, and why"), anchor=False)
    lines = [
        f"- **{plain(_named(page, one))}**: {plain(vars(one)[page.lang])}"
        for one in found.criteria
        if one.result == "not_met"
    ]
    st.markdown("\n".join(lines))


def _named(page: Page, one: Criterion) -> str:
    return f"{one.id} {page.pick(vars(one), 'name')}"


def criteria(page: Page, found: Declaration) -> None:
    """The table of all criteria."""
    title = page.t("Criterion by criterion")
    st.header(title, anchor=False)
    st.caption(page.t("JIS: the criterion is also one of JIS X 8341-3:2016, level A and AA."))
    rows = [
        {
            "criterion": _named(page, one),
            "level": one.level + (" ・ JIS" if one.jis else ""),
            "result": page.t(RESULTS[one.result]),
            "how": commas((page.t(WAYS[way][0]) for way in one.how), page.lang) or "–",
            "remark": vars(one)[page.lang],
        }
        for one in found.criteria
    ]
    columns = [
        Column("criterion", page.t("Success criterion")),
        Column("level", page.t("Level")),
        Column("result", page.t("Result of the test")),
        Column("how", page.t("Tested by")),
        Column("remark", page.t("Remark")),
    ]
    table(page, "criteria", rows, columns, title)


def exceptions(page: Page, found: Declaration) -> None:
    """What the automatic tests leave out, because Streamlit does not let it be mended."""
    st.header(page.t("What the tests leave out"), anchor=False)
    st.markdown(
        page.t("Streamlit, which draws the pages, does not let these be mended. axe-core finds nothing else.")
    )
    lines = [f"- `{one.rule}` ({one.criterion}): {plain(vars(one)[page.lang])}" for one in found.exceptions]
    st.markdown("\n".join(lines))


def telling(page: Page) -> None:
    """Whom to tell: the contact of those who run this dashboard, where they gave one."""
    st.header(page.t("If something does not work for you"), anchor=False)
    st.markdown(
        page.t(
            "Please tell the organization that runs this dashboard the address of the page, what you wanted to "
            "do, and what you use (browser, screen reader)."
        )
    )
    if contact := settings.get("CONTACT"):
        st.markdown(page.t("Contact: {contact}", contact=plain(contact)))
