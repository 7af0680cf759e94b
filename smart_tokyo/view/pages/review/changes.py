"""What changed since an earlier snapshot: every cell with its cause, and the status that the evidence speaks for."""

from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.figures import Filters, Part
from smart_tokyo.store import Locked
from smart_tokyo.versions import comparison
from smart_tokyo.view.frame import choices, snapshots, unable
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import phrases, sections
from smart_tokyo.view.parts.columns import worded
from smart_tokyo.view.subjects import one_project, versions
from smart_tokyo.view.subjects.compared import Compared
from smart_tokyo.words import texts

NOTES = texts("notes")["review"]


@lru_cache(8)
def moved(old: Path, new: Path) -> Mapping[str, tuple[str | None, str | None]]:
    """The projects of both snapshots whose status by evidence is another, then and now, whatever a reader selects."""
    was, now = (
        {
            row["project_id"]: row["rag_evidence"]
            for row in snapshots.every(path, "project_marks", {}, Part())()
        }
        for path in (old, new)
    )
    return {one: (was[one], now[one]) for one in now if one in was and was[one] != now[one]}


def show(page: Page) -> None:
    """The choice of an earlier snapshot, and what changed since it, table by table."""
    st.header(page.t("What has changed"), anchor=False)
    shown, since = str(page.snapshot["snapshot_id"]), versions.before(page)
    if since is None:
        page.nothing(page.t("There is no earlier snapshot to compare with."))
        return
    label = page.t("Since the snapshot")
    words = {one["id"]: versions.named(page, one["id"]) for one in versions.known(page)}
    words = {one: words[one] for one in words if one[:10] <= shown[:10] and one != shown}
    asked = choices.choose(page, "since", page.t("snapshot"), label, words, default=since) or since
    try:
        con = versions.between(asked, shown)
        of = {}
        if page.filters != Filters():
            ids = comparison.values(con, "project_id").keys() - {None}
            of["project_id"] = tuple(one_project.by_id(page, ids))
        found = comparison.values(con, "table_name", **of)
        evidence(page, moved(snapshots.database(asked), page.database))
    except Locked as error:
        page.nothing(unable.in_use(page.lang, error))
        return
    except snapshots.UNREADABLE:
        page.nothing(page.t(NOTES["other_version"]))
        return
    if not found:
        page.nothing(page.t("Nothing has changed since then in this selection."))
        return
    titles = {name: phrases.declared(page, one) for name, one in schema.tables().items() if name in found}
    phrases.tiles([(title, formats.number(found[name]), "") for name, title in titles.items()])
    if said := versions.why(page, *comparison.FIGURES, old=asked, new=shown):
        st.markdown(said)
    for name, title in titles.items():
        label = title + page.aside(page.counted("row", found[name]))
        rows = Compared.of(page, con, "change_rows", table_name=name, **of)
        rows.folded(f"changes_{name}", label, choices.SHORT)


def evidence(page: Page, found: Mapping[str, tuple[str | None, str | None]]) -> None:
    """The projects of the selection among these, with their status by evidence before and now."""
    rows = list(one_project.by_id(page, found).values())
    if rows:
        was, now = (
            {one: phrases.evidence(page, pair[side]) for one, pair in found.items()} for side in (0, 1)
        )
        listed = (
            worded(page.t("Project"), partial(phrases.project_link, page)),
            worded(page.t("Before"), lambda row: was[row["project_id"]], "text"),
            worded(page.t("Now"), lambda row: now[row["project_id"]], "text"),
        )
        title = page.named("rag_evidence")
        label = title + page.aside(page.counted("change", len(rows)))
        sections.folded(page, "changes_evidence", rows, listed, title, title=label, few=choices.SHORT)
