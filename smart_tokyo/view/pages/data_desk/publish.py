"""Publishing: what would become public, row by row, before a second "yes" makes it so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import figures, words
from smart_tokyo.ledger.snapshot.diff import diff_snapshots
from smart_tokyo.ledger.store.build import publish
from smart_tokyo.roles import PUBLISHER
from smart_tokyo.view.frame import access, snapshots
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.pages.data_desk import changes
from smart_tokyo.view.pages.data_desk.desk import Desk, action, guarded
from smart_tokyo.view.pages.data_desk.records import manifest, record_name
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table

PUBLISH = "publish"
ONE_BY_ONE = {"project": "projects", "issue": "issues"}
Titles = Mapping[tuple[str, str], Mapping[str, Any]]


def show(page: Page, desk: Desk, name: str) -> None:
    """Offer to publish the internal view's snapshot, or say that the public view shows it already."""
    st.header(page.t("3. Publish to the public view"), anchor=False)
    with guarded(page):
        store = snapshots.store()
        chosen, public = store.current("internal"), store.current("public")
        if chosen is None:
            st.caption(page.t("There is nothing to publish yet. Build a snapshot first."))
        elif chosen == public:
            st.info(page.t("The public view shows what the internal view shows."), icon=":material/done_all:")
        elif desk.asked == (PUBLISH, chosen, public or ""):
            _confirm(page, desk, name, chosen, public)
        else:
            st.markdown(
                page.t(
                    "The public view shows another snapshot than the internal view. "
                    "The next step shows exactly what would become public."
                )
            )
            if action(
                page,
                page.t("Prepare to publish"),
                "desk_publish",
                name,
                role=PUBLISHER,
                icon=":material/preview:",
            ):
                desk.asked = (PUBLISH, chosen, public or "")
                st.rerun()


def _confirm(page: Page, desk: Desk, name: str, chosen: str, public: str | None) -> None:
    """Show what would become public and ask again."""
    with st.container(border=True):
        st.markdown(
            page.t(
                "Everyone will see **{record}**. This is what changes for the public:",
                record=plain(record_name(page, chosen)),
            )
        )
        appearing(page, public, chosen)
        rows(page, public, chosen)
        if public is not None:
            key = (PUBLISH, public, chosen)
            difference = desk.difference(*key) or desk.keep(
                diff_snapshots(snapshots.store(), public, chosen, audience="public"), *key
            )
            changes.show(page, difference, PUBLISH)
        named(page, chosen)
        kept(page, chosen)
        with st.container(horizontal=True):
            if action(
                page,
                page.t("Yes, publish it"),
                "desk_publish_yes",
                name,
                role=PUBLISHER,
                icon=":material/public:",
            ):
                with st.spinner(page.t("Publishing …")):
                    publish(snapshots.store(), chosen, who=access.acting(PUBLISHER, name), seen=desk.shown)
                desk.done(page.t("Published: {record}", record=plain(record_name(page, chosen))))
            if st.button(page.t("Cancel"), key="desk_publish_no"):
                desk.asked = ()
                st.rerun()


def titles(snapshot_id: str | None) -> Titles:
    """What is published one by one in the public database of a snapshot: (kind, id) → its titles."""
    if snapshot_id is None:
        return {}
    with figures.open_snapshot(snapshots.store().database(snapshot_id, "public")) as con:
        return {(row["kind"], row["id"]): row for row in figures.records(con, "titles")}


def appearing(page: Page, public: str | None, chosen: str) -> None:
    """Which projects and issues the public gets to see, and which it no longer sees."""
    before, after = titles(public), titles(chosen)
    for kind, title in ((kind, changes.table_title(page, name)) for kind, name in ONE_BY_ONE.items()):
        fresh = [row for key, row in after.items() if key[0] == kind and key not in before]
        gone = [row for key, row in before.items() if key[0] == kind and key not in after]
        if not fresh and not gone:
            st.markdown(page.t("**{what}**: the same as now are visible.", what=title))
        for mark, found in (
            (page.t("✓ become visible"), fresh),
            (page.t("✕ are no longer visible"), gone),
        ):
            if found:
                _listed(
                    page,
                    page.t("**{what}** {mark}: {n}", what=title, mark=mark, n=f"{len(found):,}"),
                    found,
                )


def _listed(page: Page, heading: str, found: list[Mapping[str, Any]]) -> None:
    """All of them, as nobody should publish what "and 12 more" stands for; a long list scrolls."""
    st.markdown(heading)
    lines = [f"- {plain(words.pick(row, 'title', page.lang))} `{row['id']}`" for row in found]
    with st.container(height=260 if len(lines) > 8 else "content", border=False):
        st.markdown("\n".join(lines))


def rows(page: Page, public: str | None, chosen: str) -> None:
    """Rows per public table, now and then."""
    now, then = (_counts(one) for one in (public, chosen))
    names = [name for name in then if now.get(name, 0) or then[name]]
    frame = pd.DataFrame(
        {
            "title": [changes.table_title(page, name) for name in names],
            "now": [now.get(name, 0) for name in names],
            "then": [then[name] for name in names],
            "mark": ["●" if now.get(name, 0) != then[name] else "–" for name in names],
        }
    )
    with st.expander(page.t("Rows of each public table"), expanded=public is None):
        table(
            page,
            "rows_published",
            frame,
            [
                Column("title", page.t("Table")),
                Column("now", page.t("Now"), "count"),
                Column("then", page.t("Then"), "count"),
                Column("mark", page.t("Changes")),
            ],
            page.t("Rows of each public table"),
        )


def _counts(snapshot_id: str | None) -> Mapping[str, int]:
    if snapshot_id is None:
        return {}
    return dict((manifest(snapshot_id).get("rows") or {}).get("public", {}))


def named(page: Page, chosen: str) -> None:
    """The names of files that become public: every row says in which file and sheet, and where there, it stood."""
    files = [name for name in manifest(chosen).get("files") or () if not name.endswith(".yaml")]
    st.markdown(
        page.t(
            "Everyone will also see the name of the file in which each visible row stood, its sheet and its row: "
            "{files}",
            files=commas((f"`{name}`" for name in files), page.lang),
        )
    )


def kept(page: Page, chosen: str) -> None:
    """What happens to the records that are public now: they stay, or going back takes them away."""
    published = snapshots.store().published()
    if chosen in published:
        later = len(published) - published.index(chosen) - 1
        st.markdown(
            page.t(
                "The public has seen this snapshot before: this goes back. The {n} published after it "
                "can no longer be opened by the public.",
                n=later,
            )
        )
    elif published:
        st.markdown(page.t("What was public until now stays readable under its own address (`?snapshot=`)."))
