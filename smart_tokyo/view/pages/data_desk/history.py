"""What was built, published and rolled back, by whom and when; every snapshot, and the way back to one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from smart_tokyo import words
from smart_tokyo.ledger.content.findings import SEVERITIES
from smart_tokyo.ledger.snapshot.diff import diff_snapshots
from smart_tokyo.ledger.store import history
from smart_tokyo.ledger.store.build import rollback
from smart_tokyo.roles import PUBLISHER
from smart_tokyo.store import Shown
from smart_tokyo.view.frame import access
from smart_tokyo.view.frame import snapshots as frame_snapshots
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.pages.data_desk import changes
from smart_tokyo.view.pages.data_desk.desk import Desk, action, guarded
from smart_tokyo.view.pages.data_desk.findings import counted
from smart_tokyo.view.pages.data_desk.records import manifest, moment, record_name
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.words import N_

ROLLBACK = "rollback"
ROWS = 20
WHAT = {
    "check": N_("Checked"),
    "build": N_("Built"),
    "publish": N_("Published"),
    "rollback": N_("Rolled back"),
    "download": N_("Downloaded"),
}
VIEWS = {"internal": N_("Internal view"), "public": N_("Public view")}


def show(page: Page, desk: Desk, name: str) -> None:
    """All snapshots with those shown just now, going back, and for publishers the log."""
    st.header(page.t("Snapshots and history"), anchor=False)
    with guarded(page):
        ids = frame_snapshots.store().ids()
        if not ids:
            page.nothing(page.t("No snapshot has been built yet."))
            return
        _snapshots(page, ids, desk.shown)
        _one(page, desk, name, ids)
        _log(page)


def snapshots(page: Page, ids: list[str], current: Shown) -> pd.DataFrame:
    """One row per snapshot, the newest as-of date first, with a mark for each view that shows it."""
    found = []
    for one in reversed(ids):
        about = manifest(one)
        shown = [f"●\u00a0{page.t(VIEWS[audience])}" for audience, now in current.items() if now == one]
        found.append(
            {
                "shown": " ・ ".join(shown) or "–",
                "label": words.pick(about, "label", page.lang),
                "as_of": pd.Timestamp(one[:10]).date(),
                "built": moment(page, str(about.get("built_at", ""))) or "–",
                "id": one,
            }
        )
    return pd.DataFrame(found)


def _snapshots(page: Page, ids: list[str], current: Shown) -> None:
    table(
        page,
        "snapshots",
        snapshots(page, ids, current),
        [
            Column("as_of", page.t("As-of date"), "date"),
            Column("shown", page.t("Shown in")),
            Column("label", page.t("Label")),
            Column("built", page.t("Built"), "markdown"),
            Column("id", page.t("Snapshot")),
        ],
        page.t("All snapshots, the newest as-of date first"),
    )


def _one(page: Page, desk: Desk, name: str, ids: list[str]) -> None:
    current = frame_snapshots.store().current("internal")
    others = [one for one in reversed(ids) if one != current]
    if not others:
        return
    chosen = st.selectbox(
        page.t("Another snapshot"),
        others,
        format_func=lambda one: record_name(page, one),
        key="desk_other",
        placeholder=page.t("Choose a snapshot"),
    )
    if chosen is None:
        return
    page.link("overview", page.t("Look at it"), icon=":material/history:", snapshot=chosen)
    asked = (ROLLBACK, chosen, current or "")
    if desk.asked[:1] == (ROLLBACK,) and desk.asked != asked:
        desk.asked = ()
        st.info(page.t("Another snapshot is chosen now: nothing was rolled back."))
    if desk.asked == asked:
        _confirm(page, desk, name, chosen, current)
    elif action(
        page,
        page.t("Roll back the internal view to it"),
        "desk_rollback",
        name,
        role=PUBLISHER,
        icon=":material/undo:",
        primary=False,
    ):
        desk.asked = asked
        st.rerun()


def _confirm(page: Page, desk: Desk, name: str, chosen: str, current: str | None) -> None:
    with st.container(border=True):
        st.markdown(
            page.t(
                "The internal view will show **{record}** again. Nothing is deleted; the public view stays as it is.",
                record=plain(record_name(page, chosen)),
            )
        )
        if current is not None:
            key = (ROLLBACK, current, chosen)
            difference = desk.difference(*key) or desk.keep(
                diff_snapshots(frame_snapshots.store(), current, chosen), *key
            )
            changes.show(page, difference, ROLLBACK)
        with st.container(horizontal=True):
            if action(
                page,
                page.t("Yes, roll back"),
                "desk_rollback_yes",
                name,
                role=PUBLISHER,
                icon=":material/undo:",
            ):
                rollback(frame_snapshots.store(), chosen, who=access.acting(PUBLISHER, name), seen=desk.shown)
                desk.done(page.t("Rolled back to {record}", record=plain(record_name(page, chosen))))
            if st.button(page.t("Cancel"), key="desk_rollback_no"):
                desk.asked = ()
                st.rerun()


def entries(page: Page, log: list[history.Entry]) -> pd.DataFrame:
    """One row per entry of the log, the newest first."""
    found = []
    for one in reversed(log):
        what = page.t(WHAT[one["what"]]) if one["what"] in WHAT else str(one["what"])
        if one["what"] == "rollback" and one.get("audience") in VIEWS:
            what += phrases.aside(page.lang, page.t(VIEWS[one["audience"]]))
        found.append(
            {
                "when": moment(page, str(one["when"])),
                "who": page.t(access.NAMELESS) if one["who"] == access.NAMELESS else str(one["who"]),
                "what": what,
                "id": str(one["snapshot_id"]) or str(one.get("file", "")),
                "findings": _findings(page, one.get("findings")),
            }
        )
    return pd.DataFrame(found, columns=["when", "who", "what", "id", "findings"])


def _findings(page: Page, counts: object) -> str:
    """The findings of a step by severity; "" where there are none."""
    if not isinstance(counts, dict):
        return ""
    return commas((counted(page, one, counts[one]) for one in SEVERITIES if counts.get(one)), page.lang)


def _log(page: Page) -> None:
    if not access.may(PUBLISHER):
        return
    log = history.read(frame_snapshots.store())
    st.markdown(f"**{page.t('Who did what, and when')}**")
    if not log:
        st.caption(page.t("Nothing has been written into the history yet."))
        return
    everything = len(log) <= ROWS or st.toggle(page.t("Show all {n}", n=f"{len(log):,}"), key="desk_all_log")
    rows = entries(page, log)
    table(
        page,
        "history",
        rows if everything else rows.head(ROWS),
        [
            Column("when", page.t("When"), "markdown"),
            Column("who", page.t("Who")),
            Column("what", page.t("What was done")),
            Column("id", page.t("Snapshot or file")),
            Column("findings", page.t("Findings")),
        ],
        page.t("Who did what, and when"),
        all_rows=rows,
    )
