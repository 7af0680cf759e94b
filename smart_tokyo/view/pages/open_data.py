"""The open data page: what of the published snapshot can be taken away, and how. It shows public data alone."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from smart_tokyo import N_, figures, schema, texts
from smart_tokyo.addresses import API, TOOLS
from smart_tokyo.outputs.open_data import package as open_package
from smart_tokyo.outputs.open_data import tables as open_tables
from smart_tokyo.outputs.open_data.label import CC_BY, Label, label
from smart_tokyo.view.frame import Page, choices, plain, snapshots, unable, url
from smart_tokyo.view.parts import download, headed, phrases, sections, tables

NOTES = texts("notes")["open_data"]
TEXTS = texts("open_data")


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
    st.markdown(page.t(NOTES["lead"], tables=len(found.rows), rows=sum(found.rows.values()), licence=CC_BY))
    if page.is_internal:
        st.caption(
            page.t(
                NOTES["public"],
                label=plain(page.pick(vars(found.said), "label")),
                date=page.date(found.said.as_of),
                id=f"`{found.said.snapshot_id}`",
            )
        )


def package(page: Page, found: Published) -> None:
    """The whole package, made when the button is pressed."""
    st.header(page.t(TEXTS["package"]["title"]), anchor=False)
    snapshot_id, store = found.said.snapshot_id, snapshots.store()
    mark = "-fictional" if found.said.fictional else ""
    download.button(
        page,
        page.t("Download everything (ZIP)"),
        lambda: open_package.zipped(open_package.package(store, snapshot_id)),
        f"smart-tokyo-{snapshot_id}{mark}.zip",
        key="package",
    )
    held = [page.t(text) for text in TEXTS["package"]["list"]]
    if found.awards:
        held.append(page.t("{n} grants in the 360Giving standard", n=found.awards))
    sections.listed(held)


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
    heads = {"name": N_("Name"), "title": N_("Table"), "rows": N_("Rows"), "means": N_("Meaning")}
    shown = headed(page, heads, name="markdown", rows="count")
    alt = page.t("The public tables with their number of rows")
    sections.folded(page, "public_tables", rows, shown, alt, title=page.t("All tables"))
    words = {name: page.t("{label} ({unit})", label=title, unit=name) for name, title in titles.items()}
    label = page.t("Columns of the table")
    chosen = choices.choose(page, "table", page.t("table"), label, words, default="projects") or "projects"
    columns = [_field(page, field) for field in known[chosen].public_fields()]
    heads = {"name": N_("Column"), "title": N_("What it is"), "means": N_("Meaning")}
    shown = headed(page, heads, name="markdown", means="markdown")
    alt = page.t("Columns of the table {table}", table=titles[chosen])
    tables.table(page, f"columns_{chosen}", columns, shown, alt)


def _field(page: Page, field: schema.Field) -> dict[str, str]:
    """A column in words: its name, its title and type, its meaning and what its values mean."""
    kind = page.t(TEXTS["types"].get(field.kind) or TEXTS["types"][field.type])
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
        st.markdown(page.t(NOTES["addresses"]))
    home = url.UNKNOWN_HOME if page.is_internal else url.home()
    base = f"{home}{API}/"
    for path, title in TEXTS["examples"].items():
        st.markdown(page.t(title))
        st.code(f"curl '{base}{path}'", language=None, wrap_lines=True)
    written = "`{path}`" if page.is_internal else "[`{path}`]({base}{path})"
    files = page.each(TEXTS["files"]).items()
    shown = [f"{written.format(path=path, base=base)} {title}" for path, title in files]
    sections.listed([*shown, f"`{home}{TOOLS}` {page.t(TEXTS['tools'])}"])


def citation(page: Page, found: Published) -> None:
    """How to name the data, to copy; and what the data does not say."""
    st.header(page.t("How to cite"), anchor=False)
    st.code(found.said.citation, language=None, wrap_lines=True)
    st.header(page.t(TEXTS["unknown"]["title"]), anchor=False)
    lines = [page.t(text) for text in TEXTS["unknown"]["list"]]
    if found.grants:
        lines.append(page.t(NOTES["awards"], grants=found.grants, awards=found.awards))
    sections.listed(lines)
