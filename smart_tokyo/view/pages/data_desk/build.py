"""Building: what a checked file would change for the internal view, and the click that makes it so."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.ledger.snapshot.databases import snapshot_id
from smart_tokyo.ledger.snapshot.diff import diff_content
from smart_tokyo.ledger.store.build import build
from smart_tokyo.roles import EDITOR
from smart_tokyo.view.frame import access, snapshots
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.pages.data_desk import changes
from smart_tokyo.view.pages.data_desk.desk import Desk, action, guarded
from smart_tokyo.view.pages.data_desk.records import record_name

LONGEST_LABEL = 80


def show(page: Page, desk: Desk, name: str) -> None:
    """What would change against the internal view, and *Build*; only for a file without error."""
    st.header(page.t("2. Build a snapshot"), anchor=False)
    result = desk.result
    if result is None or result.checked.content is None:
        st.caption(
            page.t("Here you will see what a file without errors would change, before anything changes.")
        )
        return
    content, as_of = result.checked.content, result.as_of
    with guarded(page):
        current = snapshots.store().current("internal")
        fresh = snapshot_id(content, as_of, result.checked.dataset)
        if fresh == current:
            st.info(
                page.t("This is exactly what the internal view shows already."), icon=":material/done_all:"
            )
            return
        if current is None:
            st.markdown(page.t("This will be the first snapshot."))
        else:
            st.markdown(
                page.t(
                    "What changes against the internal view, **{record}**:",
                    record=plain(record_name(page, current)),
                )
            )
        key = ("build", current or "", fresh)
        difference = desk.difference(*key)
        if difference is None:
            with st.spinner(page.t("Comparing …")):
                difference = desk.keep(
                    diff_content(snapshots.store(), current, content, as_of, "internal"),
                    *key,
                )
        changes.show(page, difference, "build")
        label = st.text_input(
            page.t("Label"),
            key="desk_label",
            max_chars=LONGEST_LABEL,
            placeholder=page.pick(vars(result.checked.dataset), "label") or result.name,
            help=page.t(
                "What the snapshot is called on every page. Leave it empty for the name shown in grey."
            ),
        )
        if action(
            page, page.t("Build the snapshot"), "desk_build", name, role=EDITOR, icon=":material/inventory_2:"
        ):
            with st.spinner(page.t("Building …")):
                built = build(
                    result.checked,
                    snapshots.store(),
                    result.name,
                    as_of,
                    (label or "").strip() or None,
                    who=access.acting(EDITOR, name),
                    seen=desk.shown,
                )
            desk.result = None
            desk.done(
                page.t(
                    "Built, and shown in the internal view: {record}", record=plain(record_name(page, built))
                )
            )
