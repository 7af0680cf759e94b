"""What would change: rows per table, the first of them with old and new, and the headline totals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from smart_tokyo import formats, schema, words
from smart_tokyo.figures import Row
from smart_tokyo.ledger.snapshot.diff import Change, Diff
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.parts.columns import headed, worded
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.compared import cell, totals
from smart_tokyo.words import N_, texts

FEW = 3  # values that stand for a row without title or name
FIRST = 10  # changes of a table that are shown before "all"
MOST = 500  # and after it: more than a person reads
KINDS = {"added": N_("Added"), "removed": N_("Removed"), "changed": N_("Changed")}
TEXTS = texts("data_desk")
MARKS = {"added": "＋", "removed": "－", "changed": "●"}


def table_title(page: Page, name: str) -> str:
    """The title of a table in the reader's language."""
    return phrases.declared(page, schema.tables()[name])


def rows_changed(difference: Diff) -> list[Row]:
    """One row per table that changes: how many rows are added, removed and changed."""
    found: list[Row] = []
    for name, changes in difference.tables.items():
        kinds = Counter(kind for kind, _ in {(one.kind, one.key) for one in changes})
        if changes:
            found.append({"table": name, **{kind: kinds[kind] for kind in KINDS}})
    return found


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
        row = page.t("{what}: {row}", what=what, row=" / ".join(parts))
        if one.kind == "changed":
            column = phrases.declared(page, schema.field(table_name, str(one.column)))
            old, new = (cell(page, table_name, str(one.column), side) for side in (one.old, one.new))
        else:
            column, (old, new) = "", (summary(page, table_name, side) for side in (one.old, one.new))
        found.append({"row": row, "column": column, "old": old, "new": new})
    return found


def show(page: Page, difference: Diff, key: str) -> None:
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
        label = page.t("{what}: {row}", what=plain(table_title(page, name)), row=number)
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
