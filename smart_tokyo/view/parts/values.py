"""The values of figures and of their keys in words, and what their columns are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from smart_tokyo import formats, schema, terms
from smart_tokyo.figures import Figure, declared
from smart_tokyo.figures.evidence import NULL
from smart_tokyo.rules import RULES, Text
from smart_tokyo.terms import FACTS, STEPS
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.parts.columns import Kind
from smart_tokyo.words import N_

NAMED = {  # column → the kind of name that its ids have
    "programme_id": "programme",
    "area_id": "area",
    "theme": "theme",
    "municipality_code": "municipality",
    "organization_id": "organization",
}
ENUMS = {  # column → the table and column whose words its values have
    "status": ("projects", "status"),
    "rag": ("status_reports", "rag"),
    "rag_evidence": ("status_reports", "rag"),
    "region": ("municipalities", "region"),
}
ENUM_OF_QUERY = {
    ("consortium_composition", "kind"): ("organizations", "kind"),
    ("support_hours", "kind"): ("support", "kind"),
}
_RULES = {name: rule.name for name, rule in RULES.items()}
WORDS: Mapping[
    str, Mapping[str, str | Text]
] = {  # column → the words of its values that the package has itself
    "rule": _RULES,
    "about_id": _RULES,
    "step": STEPS,
    "reason": {**terms.REASONS, **terms.ATTENTION},
}
NO_VALUE = {
    "close_reason": N_("no reason given"),
    "fiscal_year": N_("project as a whole"),
    "rag": terms.NO_REPORT,
    "rag_evidence": terms.NO_EVIDENCE,
    "region": N_("All of Tokyo"),
    "technology": terms.NO_TECHNOLOGY,
}
SILENT = {  # query → columns of its key that say nothing where they are empty
    "evidence_reasons": ("about_id", "fiscal_year"),
    "recent_facts": ("fiscal_year",),
}
DERIVED = ("limit_yen", "rate_limit_yen", "headroom_yen", "compared_limit_yen")
TITLES = {
    "since_on": N_("Since"),
    "reached_on": N_("Reached on"),
    "happened_on": N_("Date"),
}


def project(page: Page, project_id: str, *, link: bool = True) -> str:
    """A project by its title, as a link to its page; its id where it has none."""
    known = {row["id"]: row for row in phrases.records(page.figure("titles")) if row["kind"] == "project"}
    row = known.get(project_id)
    if row is None or not link:
        return plain(page.pick(row, "title") if row else project_id)
    return phrases.project_link(page, {**row, "project_id": project_id})


def said(page: Page, text: str | Text) -> str:
    """A text of the code, or one that is declared in both languages, in the reader's language."""
    return page.t(text) if isinstance(text, str) else text[page.lang]


def kind(column: str) -> Kind:
    """How a column of source rows is written."""
    word = declared().words.get(column)
    if column.endswith("_yen"):
        return "exact_yen"
    if column.endswith("_permille"):
        return "permille"
    if column == "fiscal_year":
        return "fiscal_year"
    if column.endswith("_on"):
        return "date"
    if word is None:
        return "text"
    return "number"


def value(page: Page, figure: Figure, number: Any) -> str:
    """The number of a figure with its unit; a word where it is not known."""
    if figure.column in DERIVED:
        return page.derived(number)
    if figure.column.endswith("_yen"):
        return page.money(number)
    if formats.missing(number):
        return page.t("not known")
    if figure.column.endswith("_permille"):
        return formats.permille(number)
    if figure.word.unit == "days":
        return (
            phrases.counted(page.lang, "day", number)
            if number == int(number)
            else page.t("{n} days", n=phrases.measure(number))
        )
    if figure.column == "hours":
        return page.t("{n} hours", n=phrases.measure(number))
    return phrases.measure(number)


def key(page: Page, figure: Figure, values: Mapping[str, str], *, link: bool = True) -> str:
    """The key of a row as a person reads it, safe in Markdown; a project is a link unless it stands in one."""
    parts = dict(values)
    named = []
    if "dimension" in parts:  # an id of what the dimension names
        dimension, text = parts.pop("dimension"), parts.pop("id")
        by_year = dimension == "fiscal_year"
        named = [page.fiscal_year(text) if by_year else plain(page.name(dimension, text))]
    named += [
        project(page, text, link=link) if column == "project_id" else _part(page, figure, column, text)
        for column, text in parts.items()
        if not (text == NULL and column in SILENT.get(figure.query, ()))
    ]
    return commas(named, page.lang)


def _part(page: Page, figure: Figure, column: str, text: str) -> str:
    if text == NULL:
        return page.t(NO_VALUE.get(column, N_("not known")))
    if column == "fiscal_year" and text.isdigit():
        return page.fiscal_year(text)
    if column.endswith("_on"):
        return page.date(dt.date.fromisoformat(text))
    if column in NAMED:
        return plain(page.name(NAMED[column], text))
    if column == "about_id" and text not in RULES:
        return _about(page, text)
    if text in WORDS.get(column, {}):
        return said(page, WORDS[column][text])
    if column == "kind" and text in FACTS:
        return page.t(FACTS[text])
    enum = ENUM_OF_QUERY.get((figure.query, column)) or ENUMS.get(column)
    return plain(schema.label(*enum, text, page.lang)) if enum else plain(text)


def _about(page: Page, about_id: str) -> str:
    """The title of the milestone or KPI that a reason is about; its id where it has none."""
    rows = page.figure("evidence_reasons", **dict.fromkeys(page.filters.params()))
    found = phrases.records(rows[rows["about_id"] == about_id])
    return plain((page.pick(found[0], "title") if found else "") or about_id)


def title(page: Page, column: str) -> str:
    """What a column of source rows is called."""
    if column in TITLES:
        return page.t(TITLES[column])
    word = declared().words.get(column)
    if word:
        return word.title[page.lang]
    for table in schema.tables().values():
        if column in table.position:
            field = schema.field(table.name, column)
            return field.title if page.lang == "ja" else field.title_en
    return column
