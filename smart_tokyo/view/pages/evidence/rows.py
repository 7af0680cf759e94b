"""How a number is made, in words, and the rows it is made of, as the page of one number shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smart_tokyo import formats, schema
from smart_tokyo.figures import Figure, Lineage, word
from smart_tokyo.rules import RULES
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import sentences
from smart_tokyo.view.parts import columns, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.values import NO_VALUE
from smart_tokyo.view.subjects.rules import compared_names
from smart_tokyo.words import N_

HOW = {
    "distinct": N_("It is how many different values of “{column}” the {rows} below have ({n})."),
    "sum": N_(
        "It is the sum of “{column}” over the {rows} below ({n}). "
        "What is unknown, or dated after the as-of date, is left out."
    ),
    "min": N_("It is the smallest “{column}” of the {rows} below ({n})."),
    "max": N_("It is the largest “{column}” of the {rows} below ({n})."),
    "median": N_("It is the median of “{column}” over the {rows} below ({n})."),
}


def how(page: Page, found: Lineage) -> str:
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
            above=page.called(figure.rows.query, figure.of[0]),
            below=page.called(figure.rows.query, figure.of[1]),
            rows=name,
            n=n,
        )
    return page.t(HOW[figure.how], column=page.called(figure.rows.query, figure.of[0]), rows=name, n=n)


def rule(page: Page, figure: Figure, values: Mapping[str, str]) -> str:
    """What the rule of a check says and compares, for `actual` and `bound`; "" for any other number."""
    asked = RULES.get(values.get("rule") or values.get("about_id") or "")
    if asked is None or figure.column not in ("actual", "bound"):
        return ""
    said = [asked.sentence(page.lang)]
    if asked.is_of_numbers:
        actual, bound = compared_names(page, asked)
        said.append(page.t("It compares {actual} with {bound}.", actual=actual, bound=bound))
    return sentences(said, page.lang)


def listed(page: Page, figure: Figure, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Column]]:
    """The rows to show with their `_place` in words, and the columns: ids, what was taken, what it derives from."""
    names = [name for name in (*figure.rows.ids, *figure.of, *figure.shows) if name in rows]
    shown = rows.assign(_place=[place(page, row) for row in phrases.records(rows)])
    for name in names:
        if values := word(figure.rows.query, name).values:
            shown[name] = [
                None if formats.missing(one) else schema.label(*values, str(one), page.lang)
                for one in shown[name]
            ]
    none = {"fiscal_year": page.t(NO_VALUE["fiscal_year"])}
    return shown, columns.of(page, figure.rows.query, *dict.fromkeys(names), yen="exact_yen", absent=none)


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
