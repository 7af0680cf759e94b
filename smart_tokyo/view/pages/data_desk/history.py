"""What was built, published and rolled back, by whom and when; every snapshot, and the way back to one. And what would
change: rows per table, the first of them with old and new, and the headline totals."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from smart_tokyo import N_, formats, roles, schema, words
from smart_tokyo.figures import Row
from smart_tokyo.ledger.content.findings import SEVERITIES
from smart_tokyo.ledger.snapshot.diff import Change, Diff, diff_snapshots
from smart_tokyo.ledger.store import build, history
from smart_tokyo.store import Shown
from smart_tokyo.view.frame import Page, access, commas, plain, snapshots, whole
from smart_tokyo.view.pages.data_desk.desk import (
    TEXTS,
    VIEWS,
    Desk,
    action,
    confirm,
    guarded,
    manifest,
    record_name,
)
from smart_tokyo.view.parts import Column, headed, phrases, table, values, worded
from smart_tokyo.view.subjects.compared import cell, totals

FEW = 3  # values that stand for a row without title or name
FIRST = 10  # changes of a table that are shown before "all"
MOST = 500  # and after it: more than a person reads
KINDS = {"added": N_("Added"), "removed": N_("Removed"), "changed": N_("Changed")}
MARKS = {"added": "＋", "removed": "－", "changed": "●"}


def table_title(page: Page, name: str) -> str:
    """The title of a table in the reader's language."""
    return phrases.declared(page, schema.tables()[name])


def rows_changed(difference: Diff) -> list[Row]:
    """One row per table that changes: how many rows are added, removed and changed."""
    of_rows = {name: {(one.kind, one.key) for one in changes} for name, changes in difference.tables.items()}
    counted = {name: Counter(kind for kind, _ in rows) for name, rows in of_rows.items() if rows}
    return [{"table": name, **{one: kinds[one] for one in KINDS}} for name, kinds in counted.items()]


def summary(page: Page, table_name: str, row: Mapping[str, Any] | None) -> str:
    """What a row is about: its title or name, else the first of its values."""
    if row is None:
        return ""
    if named := words.pick(row, "title", page.lang) or words.pick(row, "name", page.lang):
        return named
    told = [
        f"{phrases.declared(page, schema.field(table_name, name))} {cell(page, table_name, name, given)}"
        for name, given in row.items()
        if name not in schema.tables()[table_name].primary_key and not formats.missing(given) and given != ""
    ]
    return " / ".join(told[:FEW])


def lines(page: Page, table_name: str, changes: Sequence[Change]) -> list[Row]:
    """The changes of a table as a person reads them: what happens to which row, column, old, new."""
    names = schema.tables()[table_name].primary_key
    found: list[Row] = []
    for one in changes:
        parts = (cell(page, table_name, name, part) for name, part in zip(names, one.key, strict=True))
        what = f"{MARKS[one.kind]} {page.t(KINDS[one.kind])}"
        row = page.labelled(what, " / ".join(parts))
        if one.kind == "changed":
            column = phrases.declared(page, schema.field(table_name, str(one.column)))
            old, new = (cell(page, table_name, str(one.column), side) for side in (one.old, one.new))
        else:
            column, (old, new) = "", (summary(page, table_name, side) for side in (one.old, one.new))
        found.append({"row": row, "column": column, "old": old, "new": new})
    return found


def show_changes(page: Page, difference: Diff, key: str) -> None:
    """The whole comparison: counts of rows and headline totals side by side, then the changes table by table."""
    counted = rows_changed(difference)
    left, right = st.columns(2, gap="large")
    with left:
        if not counted:
            st.caption(page.t("No row is added, removed or changed."))
        else:
            title = worded(page.t("Table"), lambda row: table_title(page, row["table"]), "text")
            kinds = headed(page, KINDS, added="count", removed="count", changed="count")
            alt = page.t("How many rows of each table change")
            table(page, f"changes_{key}", counted, [title, *kinds], alt)
    with right:
        shown = headed(page, TEXTS["totals"], old="markdown", new="markdown")
        alt = page.t("The headline totals now and then")
        table(page, f"totals_{key}", totals(page, difference.totals), shown, alt)
    for name in (row["table"] for row in counted):
        changes = difference.tables[name]
        number = page.counted("change", len(changes))
        label = page.labelled(plain(table_title(page, name)), number)
        with st.expander(label, expanded=len(counted) <= 2):
            _changes(page, name, changes, f"{key}_{name}")


def _changes(page: Page, name: str, changes: Sequence[Change], key: str) -> None:
    everything = len(changes) <= FIRST or st.toggle(
        page.t("Show all {n}", n=len(changes)), key=f"desk_all_{key}"
    )
    rows = lines(page, name, changes[: MOST if everything else FIRST])
    alt = page.t("Changes of the table {table}", table=table_title(page, name))
    table(page, f"changes_{key}", rows, headed(page, TEXTS["changes"]), alt)
    if everything and len(changes) > MOST:
        st.caption(page.t("The first {n} are shown.", n=MOST))


ROLLBACK, UNDO = "rollback", ":material/undo:"
ROWS = 20


def show(page: Page, desk: Desk, name: str) -> None:
    """All snapshots with those shown just now, going back, and for publishers the log."""
    st.header(page.t("Snapshots and history"), anchor=False)
    with guarded(page):
        ids = list(reversed(snapshots.store().ids()))  # the newest as-of date first
        if not ids:
            page.nothing(page.t("No snapshot has been built yet."))
            return
        _snapshots(page, ids, desk.shown)
        _other(page, desk, name, ids)
        if access.may(roles.PUBLISHER):
            _log(page)


def _snapshots(page: Page, ids: list[str], current: Shown) -> None:
    """One row per snapshot, with a mark for each view that shows it."""

    def views(row: Row) -> str:
        found = [f"●\u00a0{page.t(VIEWS[view])}" for view, now in current.items() if now == row["id"]]
        return " ・ ".join(found) or "–"

    shown = [
        Column("as_of", page.t("As-of date"), "date"),
        worded(page.t("Shown in"), views, "text"),
        worded(page.t("Label"), lambda row: words.pick(manifest(row["id"]), "label", page.lang), "text"),
        worded(
            page.t("Built"),
            lambda row: whole(values.moment(page, str(manifest(row["id"]).get("built_at", ""))) or "–"),
        ),
        Column("id", page.t("Snapshot")),
    ]
    rows = [{"id": one, "as_of": dt.date.fromisoformat(one[:10])} for one in ids]
    table(page, "snapshots", rows, shown, page.t("All snapshots, the newest as-of date first"))


def _other(page: Page, desk: Desk, name: str, ids: list[str]) -> None:
    current = snapshots.store().current("internal")
    others = [one for one in ids if one != current]
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
    label = page.t("Roll back the internal view to it")
    if desk.asked == asked:
        _confirm(page, desk, name, chosen, current)
    elif action(page, label, "desk_rollback", name, role=roles.PUBLISHER, icon=UNDO, primary=False):
        desk.asked = asked
        st.rerun()


def _confirm(page: Page, desk: Desk, name: str, chosen: str, current: str | None) -> None:
    store, record = snapshots.store(), plain(record_name(page, chosen))

    def do(who: str) -> str:
        build.rollback(store, chosen, who=who, seen=desk.shown)
        return page.t("Rolled back to {record}", record=record)

    with st.container(border=True):
        st.markdown(page.t(TEXTS["again"], record=record))
        if current is not None:
            key = (ROLLBACK, current, chosen)
            show_changes(page, desk.compared(key, lambda: diff_snapshots(store, current, chosen)), ROLLBACK)
        confirm(page, page.t("Yes, roll back"), "desk_rollback", name, UNDO, do)


def _log(page: Page) -> None:
    log = history.read(snapshots.store())
    title = page.t("Who did what, and when")
    st.subheader(title, anchor=False)
    if not log:
        st.caption(page.t("Nothing has been written into the history yet."))
        return
    everything = len(log) <= ROWS or st.toggle(page.t("Show all {n}", n=len(log)), key="desk_all_log")
    log = log[::-1]
    shown = headed(page, TEXTS["history"], when="markdown")
    rows = [_entry(page, one) for one in (log if everything else log[:ROWS])]
    table(page, "history", rows, shown, title, every=lambda: [_entry(page, one) for one in log])


def _entry(page: Page, entry: history.Entry) -> dict[str, str]:
    what = page.t(TEXTS["done"][entry["what"]]) if entry["what"] in TEXTS["done"] else str(entry["what"])
    if entry["what"] == ROLLBACK and entry.get("audience") in VIEWS:
        what += page.aside(page.t(VIEWS[entry["audience"]]))
    counts = entry.get("findings")
    counts = counts if isinstance(counts, dict) else {}
    return {
        "when": whole(values.moment(page, str(entry["when"]))),
        "who": page.t(access.NAMELESS) if entry["who"] == access.NAMELESS else str(entry["who"]),
        "what": what,
        "id": str(entry["snapshot_id"]) or str(entry.get("file", "")),
        "findings": commas(
            (page.counted(one, counts[one]) for one in SEVERITIES if counts.get(one)), page.lang
        ),
    }
