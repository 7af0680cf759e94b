"""The page of one number: what it says, how it is made, the rows it came from, and the SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.figures import (
    Figure,
    Lineage,
    UnknownFigure,
    catalog,
    declared,
    key_text,
    lineage_of,
    source_rows,
)
from smart_tokyo.view.frame import snapshots, url
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain, whole
from smart_tokyo.view.pages.evidence import rows as number_rows
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.parts import values as said
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table

SHOWN = 100  # rows of the table; the download has all


@dataclass(frozen=True)
class Number:
    """The number that an address asks for: its figure, the row's key (None: not chosen yet), the parameters."""

    figure: Figure
    key: dict[str, str] | None
    params: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The number's name as an address and a file have it."""
        return f"{self.figure.query}.{self.figure.column}"


def read(page: Page) -> Number | None:
    """What the address asks for; None where there is no such number."""
    values = url.asked().values
    query, _, column = values.get("of", "").partition(".")
    try:
        figure = declared().figure(query, column)
        page.figure(query)  # an internal query is none for the public
    except (UnknownFigure, *snapshots.UNREADABLE):
        return None
    key = lineage.read_key(figure, values.get("key", ""))
    return Number(figure, key, {**page.filters.params(), "project_id": values.get("project") or None})


def run(page: Page) -> Any:
    """The way to the named queries of the page's snapshot, whose results are kept."""
    return lambda query, params: snapshots.result(page.database, query, params)


def show(page: Page, asked: Number) -> None:
    """Everything about the number, or where the address names no row of its query the rows to choose from."""
    st.header(plain(asked.figure.word.title[page.lang]), anchor=False)
    project = asked.params["project_id"]
    if project:
        st.markdown(page.t("Only the project {project}", project=said.project(page, project)))
    narrowing = {name for name, value in asked.params.items() if value is not None}
    if narrowing - set(catalog()[asked.figure.rows.query].parameters):
        st.caption(page.t("Not every filter that is set narrows this number."))
    if asked.key is None:
        st.markdown(plain(asked.figure.word.means[page.lang]))
        choices(page, asked)
        sql(page, asked.figure, asked.params)
        return
    try:
        found = lineage_of(run(page), asked.figure.query, asked.figure.column, asked.params, asked.key)
    except UnknownFigure:
        unknown(page)
        return
    number(page, asked, found)
    rows(page, asked, found)
    sql(page, asked.figure, asked.params)


def unknown(page: Page) -> None:
    """Say that there is no such number, kindly and once."""
    page.nothing(
        page.t(
            "This address names no number of this data. Choose a number on one of the pages; the way is under it."
        )
    )


def number(page: Page, asked: Number, found: Lineage) -> None:
    """The number itself, big, with what it is of, what it means and how it is made."""
    figure = asked.figure
    if asked.key:
        st.markdown(said.key(page, figure, asked.key))
    st.metric(
        plain(figure.word.title[page.lang]),
        said.value(page, figure, found.value),
        label_visibility="collapsed",
    )
    if figure.word.kind == "yen" and found.value is not None:
        st.caption(formats.exact_yen(found.value, page.lang))
    st.markdown(plain(figure.word.means[page.lang]))
    st.markdown(number_rows.how(page, found))
    if of_rule := number_rows.rule(page, figure, asked.key or {}):
        st.markdown(of_rule)
    if found.rows is not None and not found.agrees:
        st.error(
            page.t(
                "The rows give {made}. Please tell the secretariat.",
                made=said.value(page, figure, found.made),
            ),
            icon=":material/error:",
        )


def rows(page: Page, asked: Number, found: Lineage) -> None:
    """The source rows: the first as a table, all as a file."""
    if found.rows is None or found.rows.empty:
        return
    st.header(page.t("The rows it comes from"), anchor=False)
    listed(page, asked, found.rows)


def listed(page: Page, asked: Number, all_rows: pd.DataFrame) -> None:
    """The first rows as a table with the place of each in the source, and the download of all."""
    figure = asked.figure
    first = all_rows.head(SHOWN)
    if len(first) < len(all_rows):
        st.caption(
            page.t(
                "The first {shown} of {total} rows; the file has all.",
                shown=formats.number(len(first)),
                total=formats.number(len(all_rows)),
            )
        )
    shown, columns = number_rows.listed(page, figure, first)
    table(
        page,
        "evidence_rows",
        shown,
        [*columns, Column("_place", page.t("Place in the source"), "text")],
        page.t("The rows the number comes from, each with its place in the source"),
        all_rows=all_rows,
    )


def choices(page: Page, asked: Number) -> None:
    """The rows of the query, each with the number and the way to its own page."""
    figure = asked.figure
    groups = run(page)(figure.query, asked.params)
    if figure.how == "computed":  # a row for which it is not computed has no such number
        groups = groups[groups[figure.column].notna()]
    if groups.empty:
        page.nothing(page.t("No rows for this selection."))
        return
    st.caption(page.t("Choose the number to see the rows it comes from."))
    first = groups.head(SHOWN)
    if len(first) < len(groups):
        st.caption(
            page.t("The first {shown} of {total}.", shown=len(first), total=formats.number(len(groups)))
        )
    keys = [{name: key_text(row[name]) for name in figure.key} for row in phrases.records(first)]
    links = [lineage.again(said.key(page, figure, key, link=False), list(key.values())) for key in keys]
    table(
        page,
        "evidence_choices",
        pd.DataFrame(
            {
                "_name": links,
                "_value": [whole(plain(said.value(page, figure, value))) for value in first[figure.column]],
            }
        ),
        (
            Column("_name", page.t("Which one"), "markdown"),
            Column("_value", figure.word.title[page.lang], "markdown"),
        ),
        page.t("The numbers, each with the way to the rows it comes from"),
        all_rows=groups,
    )
    all_rows = source_rows(run(page), figure, asked.params, None)
    if all_rows is not None and not all_rows.empty:
        st.header(page.t("The rows they come from"), anchor=False)
        listed(page, asked, all_rows)


def sql(page: Page, figure: Figure, params: Mapping[str, Any]) -> None:
    """The SQL of the number and of its rows, with the parameters as they are bound."""
    with st.expander(page.t("The SQL and its parameters")):
        for name, label in (
            (figure.query, page.t("The number: query `{name}`", name=figure.query)),
            (figure.rows.query, page.t("Its rows: query `{name}`", name=figure.rows.query)),
        ):
            st.markdown(label)
            lineage.sql(name, params)


def way_back(page: Page) -> None:
    """The link to the page that the reader came from, the overview where that is not known."""
    back = url.asked().values.get("back", "")
    info = PAGES[back] if back in PAGES and PAGES[back].is_for(page.audience) else PAGES["overview"]
    project = url.asked().values.get("project") if info.name == "projects" else None
    page.link(
        info.name,
        page.t("Back to {page}", page=page.t(info.title)),
        icon=":material/arrow_back:",
        project=project,
    )
