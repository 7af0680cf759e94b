"""The page of one number: what it says, how it is made, the rows it came from, and the SQL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from smart_tokyo import N_, figures, formats, schema, texts
from smart_tokyo.addresses import SHEETS
from smart_tokyo.figures import Figure, Part, Row, UnknownFigure, catalog, declared, key_text, word
from smart_tokyo.figures.lineage import Lineage, source_rows
from smart_tokyo.kinds import DASH
from smart_tokyo.rules import RULES
from smart_tokyo.view.frame import PAGES, Listed, Page, plain, snapshots, url, whole
from smart_tokyo.view.parts import columns, lineage, phrases, table, worded
from smart_tokyo.view.parts import values as said
from smart_tokyo.view.subjects import one_project, rules, versions

NOTES = texts("notes")["evidence"]
SHOWN = 100  # rows of the table; the download has all
CHANGES_AT = re.compile(r"(?:(.+?)!|(.+?):)(\d+)(?:, |$)")  # sheet of the row's own file, or file; row
HOW: Mapping[str, str] = texts("evidence")  # how a number is made of its rows


FORMER = {"projects_by_municipality": "municipality_list"}  # an address that was written down still leads on


@dataclass(frozen=True)
class Number:
    """The number that an address asks for: its figure, the row's key (None: not chosen yet), the parameters."""

    figure: Figure
    key: dict[str, str] | None
    params: Mapping[str, Any]


def read(page: Page) -> Number | None:
    """What the address asks for; None where there is no such number."""
    values = url.asked().values
    query, _, column = values.get("of", "").partition(".")
    try:
        figure = declared().figure(FORMER.get(query, query), column)
        page.listed(figure.query).some(1)  # an internal query is none for the public
    except (UnknownFigure, *snapshots.UNREADABLE):
        return None
    key = lineage.read_key(figure, values.get("key", ""))
    return Number(figure, key, {**page.filters.params(), "project_id": values.get("project") or None})


def show(page: Page, asked: Number) -> None:
    """Everything about the number, or where the address names no row of its query the rows to choose from."""
    figure = asked.figure
    st.header(plain(figure.word.title[page.lang]), anchor=False)
    if project := asked.params["project_id"]:
        st.markdown(page.t("Only the project {project}", project=said.project(page, project)))
    narrowing = {name for name, value in asked.params.items() if value is not None}
    if narrowing - set(catalog()[figure.rows.query].parameters):
        st.caption(page.t("Not every filter that is set narrows this number."))
    if asked.key is None:
        st.markdown(plain(figure.word.means[page.lang]))
        choices(page, asked)
    else:
        try:
            found = made(page.database, asked)
        except UnknownFigure:
            unknown(page)
            return
        number(page, asked, found)
        if found.part is not None and found.count:
            st.header(page.t("The rows it comes from"), anchor=False)
            rows = Listed(page, figure.rows.query, asked.params, found.part)
            listed(page, figure, rows, found.count)
        versions.foot(page, "number_versions", partial(of_version, asked))
        told = said.value(page, figure, found.value)
        versions.tell_us(page, page.labelled(figure.word.title[page.lang], told))
    with st.expander(page.t("The SQL and its parameters")):
        for query, label in (
            (figure.query, N_("The number: query `{name}`")),
            (figure.rows.query, N_("Its rows: query `{name}`")),
        ):
            st.markdown(page.t(label, name=query))
            lineage.sql(query, asked.params)


def made(database: Path, asked: Number) -> Lineage:
    """The number in a version's database, and what it is made of. Raises UnknownFigure where it has no such row."""
    kept = figures.Run(*(partial(read, database) for read in (snapshots.records, snapshots.taken)))
    figure = asked.figure
    return figures.lineage_of(kept, figure.query, figure.column, asked.params, asked.key or {})


def why(page: Page, asked: Number, **between: str | None) -> None:
    """The way to why a headline total changed, of versions or of the latest; none for any other number."""
    if asked.figure.query == "programme_totals" and not asked.params["project_id"]:
        versions.why(page, asked.figure.column, **between)


def of_version(asked: Number, page: Page, con: duckdb.DuckDBPyConnection, version: Row, _: int) -> None:
    """The number before a version and in it, as today's program computes both."""
    each = []
    for one in (version["since"], version["id"]):
        try:
            each.append(said.value(page, asked.figure, made(snapshots.database(one), asked).value))
        except (UnknownFigure, *snapshots.UNREADABLE):
            each.append(page.t("not known"))
    name, (was, now) = versions.named(page, version["id"]), each
    moved = page.t("{version}: from {was} to {now}.", version=name, was=was, now=now)
    st.markdown(f"{moved}  \n{versions.brought(page, con, version)}")
    why(page, asked, old=version["since"], new=version["id"])


def unknown(page: Page) -> None:
    """Say that there is no such number, kindly and once."""
    page.nothing(page.t(NOTES["no_number"]))


def number(page: Page, asked: Number, found: Lineage) -> None:
    """The number itself, big, with what it is of, what it means and how it is made."""
    figure = asked.figure
    if asked.key:
        st.markdown(said.key(page, figure, asked.key))
    is_none = found.value is None and found.part is not None and not found.count
    value = DASH if is_none else said.value(page, figure, found.value)
    phrases.tiles([(figure.word.title[page.lang], value, "")])
    if figure.word.kind == "yen" and found.value is not None:
        st.caption(formats.exact_yen(found.value, page.lang))
    st.markdown(plain(figure.word.means[page.lang]))
    st.markdown(how(page, found))
    why(page, asked)
    if of_rule := rule(page, figure, asked.key or {}):
        st.markdown(of_rule)
    if found.part is not None and not found.agrees:
        made = said.value(page, figure, found.made)
        text = page.t("The rows give {made}. Please tell the secretariat.", made=made)
        st.error(text, icon=":material/error:")


def how(page: Page, found: Lineage) -> str:
    """How the number is made of its rows, in a sentence."""
    figure = found.figure
    if found.part is None:
        return page.t(NOTES["hidden"])
    if not found.count:
        return page.t("There is no such row, which is why there is nothing to add up.")
    if figure.how == "value":
        stands = page.t("It stands as it is in the row below.")
        return page.t("It is computed from what stands in the row below.") if figure.shows else stands
    of = () if figure.how in ("count", "computed") else figure.of
    names = dict(zip(("above", "below"), (page.called(figure.rows.query, one) for one in of), strict=False))
    title = figure.rows.title[page.lang]
    return page.t(HOW[figure.how], column=names.get("above", ""), rows=title, n=found.count, **names)


def rule(page: Page, figure: Figure, values: Mapping[str, str]) -> str:
    """What the rule of a check says and compares, for `actual` and `bound`; "" for any other number."""
    asked = RULES.get(values.get("rule") or values.get("about_id") or "")
    if asked is None or figure.column not in ("actual", "bound"):
        return ""
    if not asked.is_of_numbers:
        return asked.sentence(page.lang)
    actual, bound = rules.compared_names(page, asked)
    text = page.t("It compares {actual} with {bound}.", actual=actual, bound=bound)
    return page.sentences(asked.sentence(page.lang), text)


def listed(page: Page, figure: Figure, rows: Listed, total: int) -> None:
    """The first of `total` rows as a table: ids, what was taken, what that derives from, each place in the source."""
    query, first = figure.rows.query, rows.some(SHOWN)
    if total > SHOWN:
        st.caption(page.t(NOTES["first"], shown=len(first), total=total))
    names = [name for name in (*figure.rows.ids, *figure.of, *figure.shows) if name in first[0]]
    coded = {name: values for name in names if (values := word(query, name).values)}

    def said_of(row: Row) -> Row:
        of = {name: row[name] for name in coded if not formats.missing(row[name])}
        return {**row, **{name: schema.label(*coded[name], str(one), page.lang) for name, one in of.items()}}

    none = {"fiscal_year": page.t(said.NO_VALUE["fiscal_year"])}
    listed = columns.of(page, query, *dict.fromkeys(names), yen="exact_yen", absent=none)
    links = {one: columns.names(page, kind, one) for one, kind in said.NAMED.items() if kind in SHEETS}
    listed = [links.get(one.key, one) for one in listed]
    if "project_id" in first[0]:
        titles = one_project.by_id(page.under(**one_project.LIFTED), (row["project_id"] for row in first))
        known = {key: phrases.project_link(page, row) for key, row in titles.items()}
        project = worded(page.t("Project"), lambda row: known.get(row["project_id"], ""))
        at = [one.key for one in listed].index("project_id") + 1 if "project_id" in names else 0
        listed.insert(at, project)
    listed.append(worded(page.t("Place in the source"), partial(place, page), "text"))
    alt = page.t("The rows the number comes from, each with its place in the source")
    table(page, "evidence_rows", [said_of(row) for row in first], listed, alt, every=rows.every)


def place(page: Page, row: Row) -> str:
    """Where a row stands in its source: `grants.csv, row 12`; of two rows, both, and the changes in force of it."""
    prefixes = [""] if formats.missing(row.get("value_file")) else ["", "value_"]
    places = [lineage.place(page, row, prefix) for prefix in prefixes]
    if not formats.missing(row.get("changes_at")):
        changes = [
            lineage.place(page, {"file": file or row["file"], "sheet": sheet or None, "row_number": int(at)})
            for sheet, file, at in CHANGES_AT.findall(row["changes_at"])
        ]
        places.append(page.t("changed by {places}", places="; ".join(changes)))
    return "; ".join(places)


def choices(page: Page, asked: Number) -> None:
    """The rows of the query, each with the number and the way to its own page."""
    figure = asked.figure
    # a row for which it is not computed has no such number
    known = f"{figure.column} is not null" if figure.how == "computed" else ""
    groups = Listed(page, figure.query, asked.params, Part(only=known))
    first = groups.some(SHOWN)
    if not first:
        page.nothing(page.t("There is nothing to show here."))
        return
    notes = [page.t("Choose the number to see the rows it comes from.")]
    if len(first) == SHOWN < len(groups):
        notes.append(page.t("The first {shown} of {total}.", shown=len(first), total=len(groups)))
    st.caption("  \n".join(notes))

    def name(row: Row) -> str:
        key = {one: key_text(row[one]) for one in figure.key}
        return lineage.again(said.key(page, figure, key, link=False), list(key.values()))

    def value(row: Row) -> str:
        return whole(plain(said.value(page, figure, row[figure.column])))

    shown = (worded(page.t("Which one"), name), worded(figure.word.title[page.lang], value))
    alt = page.t("The numbers, each with the way to the rows it comes from")
    table(page, "evidence_choices", first, shown, alt, every=groups.every)
    if figure.rows.internal and not page.is_internal:
        return
    all_rows = Listed(page, figure.rows.query, asked.params, source_rows(figure, None))
    if total := len(all_rows):
        st.header(page.t("The rows they come from"), anchor=False)
        listed(page, figure, all_rows, total)


def way_back(page: Page) -> None:
    """The link to the page that the reader came from, the overview where that is not known."""
    back = url.asked().values.get("back", "")
    info = PAGES[back] if back in PAGES and PAGES[back].is_for(page.audience) else PAGES["overview"]
    kept = {name: url.asked().values.get(name) for name in ("project", "q") if name in info.asks}
    page.link(
        info.name,
        page.t("Back to {page}", page=page.t(info.title)),
        icon=":material/arrow_back:",
        **kept,
    )
