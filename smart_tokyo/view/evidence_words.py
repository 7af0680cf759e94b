"""The words of the page of one number: its value, its key, how it is made, and the cells of its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from smart_tokyo import formats, schema, terms
from smart_tokyo.figures import Evidence, Figure, declared
from smart_tokyo.figures.evidence import NULL
from smart_tokyo.view import marks, reasons, review
from smart_tokyo.view.frame import Page
from smart_tokyo.view.journey_words import STEPS
from smart_tokyo.view.overview import FACTS
from smart_tokyo.view.rule_words import RULES
from smart_tokyo.view.tables import Column, Kind
from smart_tokyo.view.text import commas, plain, sentences
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
WORDS = {  # column → the words of its values that this package has itself
    "rule": terms.RULES,
    "about_id": terms.RULES,
    "step": STEPS,
    "reason": {**reasons.NAMES, **{key: one[0] for key, one in review.REASONS.items()}},
}
NO_VALUE = {
    "close_reason": N_("no reason given"),
    "fiscal_year": N_("project as a whole"),
    "rag": marks.NO_REPORT,
    "rag_evidence": terms.NO_EVIDENCE,
    "region": N_("All of Tokyo"),
    "technology": marks.NO_TECHNOLOGY,
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
HOW = {
    "distinct": N_("It is how many different values of “{column}” the {rows} below have ({n})."),
    "sum": N_("It is the sum of “{column}” over the {rows} below ({n}). Unknown amounts are left out."),
    "min": N_("It is the smallest “{column}” of the {rows} below ({n})."),
    "max": N_("It is the largest “{column}” of the {rows} below ({n})."),
    "median": N_("It is the median of “{column}” over the {rows} below ({n})."),
}


def project(page: Page, project_id: str, *, link: bool = True) -> str:
    """A project by its title, as a link to its page; its id where it has none."""
    known = {row["id"]: row for row in marks.records(page.figure("titles")) if row["kind"] == "project"}
    row = known.get(project_id)
    if row is None or not link:
        return plain(page.pick(row, "title") if row else project_id)
    return marks.project_link(page, {**row, "project_id": project_id})


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
            marks.counted(page.lang, "day", number)
            if number == int(number)
            else page.t("{n} days", n=marks.measure(number))
        )
    if figure.column == "hours":
        return page.t("{n} hours", n=marks.measure(number))
    return marks.measure(number)


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
        return page.t(WORDS[column][text])
    if column == "kind" and text in FACTS:
        return page.t(FACTS[text])
    enum = ENUM_OF_QUERY.get((figure.query, column)) or ENUMS.get(column)
    return plain(schema.label(*enum, text, page.lang)) if enum else plain(text)


def _about(page: Page, about_id: str) -> str:
    """The title of the milestone or KPI that a reason is about; its id where it has none."""
    rows = page.figure("evidence_reasons", **dict.fromkeys(page.filters.params()))
    found = marks.records(rows[rows["about_id"] == about_id])
    return plain((page.pick(found[0], "title") if found else "") or about_id)


def how(page: Page, found: Evidence) -> str:
    """How the number is made of its rows, in a sentence."""
    figure, rows = found.figure, found.rows
    if rows is None:
        return page.t(
            "It is computed from every row, published or not. The rows themselves are not public, "
            "so they are not shown here."
        )
    name, n = figure.rows.title[page.lang], formats.number(len(rows))
    if rows.empty:
        return page.t("There is no such row, which is why there is nothing to add up.")
    if figure.how == "count":
        return page.t("It is the number of the {rows} below ({n}).", rows=name, n=n)
    if figure.how == "computed":
        return page.t("It stands in no cell of the source: it is computed for what the row below is about.")
    if figure.how == "value":
        if figure.shows:
            return page.t("It is computed from what stands in the row below.")
        return page.t("It stands as it is in the row below.")
    if figure.how == "permille":
        return page.t(
            "It is the sum of “{above}” divided by the sum of “{below}” over the {rows} below ({n}).",
            above=title(page, figure.of[0]),
            below=title(page, figure.of[1]),
            rows=name,
            n=n,
        )
    return page.t(HOW[figure.how], column=title(page, figure.of[0]), rows=name, n=n)


def rule(page: Page, figure: Figure, values: Mapping[str, str]) -> str:
    """What the rule of a check says and compares, for `actual` and `bound`; "" for any other number."""
    asked = RULES.get(values.get("rule") or values.get("about_id") or "")
    if asked is None or figure.column not in ("actual", "bound"):
        return ""
    said = [page.t(asked.wording)]
    if asked.compared:
        names = [page.t(one) for one in asked.compared]
        said.append(page.t("It compares {actual} with {bound}.", actual=names[0], bound=names[1]))
    return sentences(said, page.lang)


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


def columns(page: Page, figure: Figure, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Column]]:
    """The rows to show with their `_place` in words, and the columns: ids, what was taken, what it derives from."""
    names = [name for name in (*figure.rows.ids, *figure.of, *figure.shows) if name in rows]
    shown = rows.assign(_place=[place(page, row) for row in marks.records(rows)])
    for name in names:
        if name in ENUMS:
            shown[name] = [
                None if formats.missing(one) else schema.label(*ENUMS[name], str(one), page.lang)
                for one in shown[name]
            ]
    none = {name: page.t("cannot be computed") for name in DERIVED}
    none["fiscal_year"] = page.t(NO_VALUE["fiscal_year"])
    return shown, [
        Column(name, title(page, name), kind(name), none.get(name)) for name in dict.fromkeys(names)
    ]


def place(page: Page, row: dict[str, Any]) -> str:
    """Where a row stands in its source: `grants.csv, row 12`; of two rows, both."""
    found = [_one(page, row["file"], row["sheet"], row["row_number"], shipped=bool(row["shipped"]))]
    if not formats.missing(row.get("value_file")):
        found.append(
            _one(page, row["value_file"], row["value_sheet"], row["value_row_number"], shipped=False)
        )
    return "; ".join(found)


def _one(page: Page, file: Any, sheet: Any, number: Any, *, shipped: bool) -> str:
    if formats.missing(file):
        return page.t("not known")
    name = str(file) if formats.missing(sheet) else page.t("{file}, sheet {sheet}", file=file, sheet=sheet)
    said = page.t("{file}, row {row}", file=name, row=int(number))
    return page.t("{place} (reference data)", place=said) if shipped else said
