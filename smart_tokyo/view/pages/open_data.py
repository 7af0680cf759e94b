"""The open data page: what of the published snapshot can be taken away, and how. It shows public data alone."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from smart_tokyo import figures, formats
from smart_tokyo.addresses import API
from smart_tokyo.outputs.open_data import package as open_package
from smart_tokyo.outputs.open_data import tables as open_tables
from smart_tokyo.outputs.open_data.label import CC_BY, Label, label
from smart_tokyo.schema import Field
from smart_tokyo.view.frame import choices, snapshots, unable, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import download, phrases, sections, tables
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.words import N_

TYPES = {
    "string": N_("text"),
    "integer": N_("whole number"),
    "number": N_("number"),
    "date": N_("date"),
    "boolean": N_("yes or no"),
    "municipality_code": N_("municipality code"),
    "corporate_number": N_("corporate number"),
    "list": N_("text, several separated by semicolons"),
}
FILES = (
    ("datapackage.json", N_("Description: tables, columns, sources")),
    ("package.zip", N_("Everything in one file")),
    ("openapi.json", N_("All addresses for programs (OpenAPI)")),
    ("snapshots", N_("Published data versions")),
    ("changes", N_("What changed between published versions, and why")),
    ("feed.atom", N_("Feed of published data versions (Atom)")),
)
EXAMPLES = (
    (N_("A figure, as on the screen"), "figures/funding_by_area?from_fy=2024"),
    (N_("A table as CSV, 100 rows at a time"), "tables/projects?format=csv&limit=100"),
)
UNKNOWN = (
    N_("An empty cell, or null in JSON, means unknown. It never means 0."),
    N_("Tables are the ledger as entered; figures leave out what happened after the as-of date."),
    N_(
        "In CSV, text that a spreadsheet would run as a formula begins with an apostrophe. "
        "JSON and Parquet hold it as it is."
    ),
    N_("What is internal or not published is in none of the files."),
)


@dataclass(frozen=True)
class Published:
    """The published snapshot that the page is about, its rows per table, its grants, and those that are awards."""

    said: Label
    rows: dict[str, int]
    awards: int
    grants: int


def published(page: Page) -> Published | None:
    """What can be taken away: what the public sees on this page, or from the inside, what it sees now."""
    try:
        store = snapshots.store()
        shown = store.current("public") if page.is_internal else page.snapshot["snapshot_id"]
        return None if shown is None else _published(store.database(shown, "public"))
    except snapshots.UNREADABLE as error:
        unable.unreadable(page.lang, error)


@st.cache_data(max_entries=8, show_spinner=False)
def _published(path: Path) -> Published:
    with figures.open_snapshot(path) as con:
        grants, awards = (
            figures.taken(con, "awards", {}, figures.Part(only=only)) for only in ("", "left_out is null")
        )
        held = open_tables.public_tables().items()
        rows = {name: open_tables.page(con, table, 0, 0)[1] for name, table in held}
        return Published(label(con), rows, awards, grants)


def intro(page: Page, found: Published | None) -> None:
    """How much there is and on which terms, in a sentence; kindly where nothing has been published."""
    if found is None:
        page.nothing(page.t("Nothing has been published yet, so there is no open data."))
        return
    st.markdown(
        page.t(
            "Everything that is published can be taken away and used freely: **{tables} tables with {rows} rows**, "
            "under [CC BY 4.0]({licence}). Name the source.",
            tables=len(found.rows),
            rows=formats.number(sum(found.rows.values())),
            licence=CC_BY,
        )
    )
    if page.is_internal:
        st.caption(
            page.t(
                "This page is about what the public sees: {label}, as of {date}, data version {id}.",
                label=plain(page.pick(vars(found.said), "label")),
                date=page.date(found.said.as_of),
                id=f"`{found.said.snapshot_id}`",
            )
        )


def package(page: Page, found: Published) -> None:
    """The whole package, made when the button is pressed."""
    st.header(page.t("Take everything away"), anchor=False)
    snapshot_id, store = found.said.snapshot_id, snapshots.store()
    mark = "-fictional" if found.said.fictional else ""
    download.button(
        page,
        page.t("Download everything (ZIP)"),
        lambda: open_package.zipped(open_package.package(store, snapshot_id)),
        f"smart-tokyo-{snapshot_id}{mark}.zip",
        key="package",
    )
    held = [
        page.t("every table as CSV (UTF-8) and Parquet"),
        page.t("the dictionary in both languages (Frictionless Data Package)"),
        page.t("places with the column names of the municipal standard data set"),
    ]
    if found.awards:
        held.append(page.t("{n} grants in the 360Giving standard", n=formats.number(found.awards)))
    st.markdown("\n".join(f"- {one}" for one in held))


def dictionary(page: Page, found: Published) -> None:
    """The tables, then the columns of the one that is chosen."""
    st.header(page.t("Data dictionary"), anchor=False)
    known = open_tables.public_tables()
    titles = {name: phrases.declared(page, table) for name, table in known.items()}
    rows = [
        {
            "name": f"`{name}`",
            "title": titles[name],
            "rows": found.rows[name],
            "means": phrases.declared(page, table, "description"),
        }
        for name, table in known.items()
    ]
    shown = [
        Column("name", page.t("Name"), "markdown"),
        Column("title", page.t("Table")),
        Column("rows", page.t("Rows"), "count"),
        Column("means", page.t("Meaning")),
    ]
    alt = page.t("The public tables with their number of rows")
    sections.folded(page, "public_tables", rows, shown, alt, title=page.t("All tables"))
    words = {name: page.t("{label} ({unit})", label=title, unit=name) for name, title in titles.items()}
    label = page.t("Columns of the table")
    chosen = choices.choose(page, "table", page.t("table"), label, words, default="projects") or "projects"
    columns = [_field(page, field) for field in known[chosen].public_fields()]
    shown = [
        Column("name", page.t("Column"), "markdown"),
        Column("title", page.t("What it is")),
        Column("means", page.t("Meaning"), "markdown"),
    ]
    alt = page.t("Columns of the table {table}", table=titles[chosen])
    tables.table(page, f"columns_{chosen}", columns, shown, alt)


def _field(page: Page, field: Field) -> dict[str, str]:
    """A column in words: its name, its title and type, its meaning and what its values mean."""
    kind = page.t(TYPES[field.kind if field.kind in TYPES else field.type])
    values = [f"`{value}` {plain(field.label(value, page.lang))}" for value in field.enum]
    return {
        "name": f"`{field.name}`",
        "title": f"{phrases.declared(page, field)} – {kind}",
        "means": plain(phrases.declared(page, field, "description")) + page.aside(*values),
    }


def addresses(page: Page) -> None:
    """The addresses for programs, with examples to copy; from the inside they are those of the public view."""
    st.header(page.t("For programs"), anchor=False)
    if page.is_internal:
        st.markdown(
            page.t("The public dashboard answers programs under these addresses; the internal view does not.")
        )
    base = f"{url.UNKNOWN_HOME if page.is_internal else url.home()}{API}/"
    for title, path in EXAMPLES:
        st.markdown(page.t(title))
        st.code(f"curl '{base}{path}'", language=None, wrap_lines=True)
    written = "`{path}`" if page.is_internal else "[`{path}`]({base}{path})"
    lines = [f"- {written.format(path=path, base=base)} {page.t(title)}" for path, title in FILES]
    st.markdown("\n".join(lines))


def citation(page: Page, found: Published) -> None:
    """How to name the data, to copy; and what the data does not say."""
    st.header(page.t("How to cite"), anchor=False)
    st.code(found.said.citation, language=None, wrap_lines=True)
    st.header(page.t("What is unknown, and what is left out"), anchor=False)
    lines = [page.t(text) for text in UNKNOWN]
    if found.grants:
        lines.append(
            page.t(
                "Of {grants} grant years, {awards} are in the 360Giving files: a grant is in them "
                "where the decided amount, the day and the recipient are known.",
                grants=formats.number(found.grants),
                awards=formats.number(found.awards),
            )
        )
    st.markdown("\n".join(f"- {line}" for line in lines))
