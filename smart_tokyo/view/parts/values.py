"""The values of figures and of their keys in words."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from smart_tokyo import N_, Text, formats, schema, terms
from smart_tokyo.figures import Figure, Word, lineage, word
from smart_tokyo.kinds import DASH, MONEY, Kind, written
from smart_tokyo.rules import RULES
from smart_tokyo.view.frame import Page, commas, plain
from smart_tokyo.view.parts import phrases

NAMED = {  # column → the kind of name that its ids have
    "programme_id": "programme",
    "area_id": "area",
    "theme": "theme",
    "municipality_code": "municipality",
    "organization_id": "organization",
}
# column → the words of its values that the package has itself
WORDS: Mapping[str, Mapping[str, str | Text]] = {
    **dict.fromkeys(("rule", "about_id"), {name: rule.name for name, rule in RULES.items()}),
    **dict.fromkeys(("step", "last_step", "waits_for"), terms.BOOKED),
    "reason": {**terms.REASONS, **terms.ATTENTION},
    "outcome": {str(key): word for key, word in terms.OUTCOMES.items()},
    "state": terms.STATES,
}
UNITS: Mapping[Kind, str] = {"days": N_("{n} days"), "hours": N_("{n} hours")}
NO_VALUE = {
    "close_reason": N_("no reason given"),
    "fiscal_year": N_("project as a whole"),
    "rag_evidence": terms.NO_EVIDENCE,
    "region": N_("All of Tokyo"),
    "technology": terms.NO_TECHNOLOGY,
}
# query → columns of its key that say nothing where they are empty
SILENT = {"evidence_reasons": ("about_id", "fiscal_year"), "recent_facts": ("fiscal_year",)}


def project(page: Page, project_id: str, *, link: bool = True) -> str:
    """A project by its title, as a link to its page; its id where it has none."""
    row = next(iter(page.listed("titles", kind="project", id=project_id).some(1)), None)
    if row is None or not link:
        return plain(page.pick(row, "title") if row else project_id)
    return phrases.project_link(page, {**row, "project_id": project_id})


def said(page: Page, text: str | Text) -> str:
    """A text of the code, or one that is declared in both languages, in the reader's language."""
    return page.t(text) if isinstance(text, str) else text[page.lang]


def cell(page: Page, value: Any, kind: Kind) -> str:
    """A value as it stands in a table, under a header that names its unit; safe Markdown."""
    if kind in ("yen", "amount"):
        return page.amount(value)
    if kind == "exact_yen":
        return page.unknown if formats.missing(value) else formats.exact_yen(value, page.lang)
    if kind == "fiscal_year":
        return page.fiscal_year(value)
    if kind == "markdown":
        return DASH if formats.missing(value) else str(value)
    text = written(value, kind, page.lang)
    return plain(text) if kind in ("text", "choice") else text


def alone(page: Page, value: Any, word: Word, absent: str = DASH) -> str:
    """A value of a column where it stands by itself: with its unit, money in the reader's; a choice by its word."""
    if word.kind in MONEY:
        return page.derived(value) if word.derived else page.money(value)
    if formats.missing(value) or value == "":
        return absent
    if word.kind == "days" and value == int(value):
        return page.counted("day", value)
    if word.kind in UNITS:
        return page.t(UNITS[word.kind], n=written(value, "number", page.lang))
    if word.values:
        return schema.label(*word.values, str(value), page.lang)
    return written(value, "number" if word.kind == "count" else word.kind, page.lang)


def value(page: Page, figure: Figure, number: Any) -> str:
    """The number of a figure with its unit; a word where it is not known."""
    return alone(page, number, figure.word, page.t("not known"))


def key(page: Page, figure: Figure, values: Mapping[str, str], *, link: bool = True) -> str:
    """The key of a row as a person reads it, safe in Markdown; what has a page is a link unless it stands in one."""
    parts = dict(values)
    named = []
    if "dimension" in parts:  # an id of what the dimension names
        dimension, text = parts.pop("dimension"), parts.pop("id")
        by_year = dimension == "fiscal_year"
        named = [page.fiscal_year(text) if by_year else phrases.named(page, dimension, text, link=link)]
    named += [
        project(page, text, link=link)
        if column == "project_id"
        else _part(page, figure, column, text, link=link)
        for column, text in parts.items()
        if not (text == lineage.NULL and column in SILENT.get(figure.query, ()))
    ]
    return commas(named, page.lang)


def _part(page: Page, figure: Figure, column: str, text: str, *, link: bool) -> str:
    if text == lineage.NULL:
        return page.no_report() if column == "rag" else page.t(NO_VALUE.get(column, N_("not known")))
    if column == "fiscal_year" and text.isdigit():
        return page.fiscal_year(text)
    if word(figure.query, column).kind == "date":
        return page.date(dt.date.fromisoformat(text))
    if column in NAMED:
        return phrases.named(page, NAMED[column], text, link=link)
    if column == "about_id" and text not in RULES:
        return _about(page, text)
    if text in WORDS.get(column, {}):
        return said(page, WORDS[column][text])
    if column == "kind" and text in terms.FACTS:
        return page.t(terms.FACTS[text])
    values = word(figure.query, column).values
    return plain(schema.label(*values, text, page.lang)) if values else plain(text)


def _about(page: Page, about_id: str) -> str:
    """The title of the milestone or KPI that a reason is about; its id where it has none."""
    everywhere = dict.fromkeys(page.filters.params())
    found = page.listed("evidence_reasons", params=everywhere, about_id=about_id).some(1)
    return plain((page.pick(found[0], "title") if found else "") or about_id)


def moment(page: Page, utc: str) -> str:
    """A moment of the log, given in UTC, as date and time in Tokyo."""
    try:
        when = dt.datetime.fromisoformat(utc.replace("Z", "+00:00"))
    except ValueError:
        return ""
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    here = when.astimezone(formats.TOKYO)
    return f"{page.date(here.date())} {here:%H:%M}".replace(" ", "\u00a0")
