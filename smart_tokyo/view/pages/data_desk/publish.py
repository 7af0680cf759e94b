"""The two steps that people take: building a checked file for the internal view, and publishing what that shows.

Each shows what would change before it is done; publishing asks for a second "yes".
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from smart_tokyo import N_, figures, roles, words
from smart_tokyo.figures import Row
from smart_tokyo.ledger.snapshot.databases import snapshot_id
from smart_tokyo.ledger.snapshot.diff import Diff, diff_content, diff_snapshots
from smart_tokyo.ledger.store import build as store_build
from smart_tokyo.ledger.store import corrections
from smart_tokyo.store import Locked, StoreError
from smart_tokyo.view.frame import Page, access, commas, plain, snapshots
from smart_tokyo.view.pages.data_desk import history
from smart_tokyo.view.pages.data_desk.desk import TEXTS, Desk, action, confirm, guarded, manifest, record_name
from smart_tokyo.view.parts import headed, table
from smart_tokyo.view.subjects import compared

LONGEST_LABEL = 80
PUBLISH = "publish"
ONE_BY_ONE = {"project": "projects", "issue": "issues"}


def build(page: Page, desk: Desk, name: str) -> None:
    """What would change against the internal view, and *Build*; only for a file without error."""
    st.header(page.t("2. Build a snapshot"), anchor=False)
    result = desk.result
    if result is None or result.checked.content is None:
        st.caption(page.t(TEXTS["before"]))
        return
    content, as_of = result.checked.content, result.as_of
    with guarded(page):
        store = snapshots.store()
        current = store.current("internal")
        fresh = snapshot_id(content, as_of, result.checked.dataset)
        if fresh == current:
            same = page.t("This is exactly what the internal view shows already.")
            st.info(same, icon=":material/done_all:")
            return
        if current is None:
            st.markdown(page.t("This will be the first snapshot."))
        else:
            record = plain(record_name(page, current))
            st.markdown(page.t("What changes against the internal view, **{record}**:", record=record))

        def difference() -> Diff:
            with st.spinner(page.t("Comparing …")):
                return diff_content(store, current, content, as_of, "internal")

        history.show_changes(page, desk.compared(("build", current or "", fresh), difference), "build")
        label = st.text_input(
            page.t("Label"),
            key="desk_label",
            max_chars=LONGEST_LABEL,
            placeholder=page.pick(vars(result.checked.dataset), "label") or result.name,
            help=page.t(TEXTS["label"]),
        )
        text, icon = page.t("Build the snapshot"), ":material/inventory_2:"
        if action(page, text, "desk_build", name, role=roles.EDITOR, icon=icon):
            with st.spinner(page.t("Building …")):
                built = store_build.build(
                    result.checked,
                    store,
                    result.name,
                    as_of,
                    (label or "").strip() or None,
                    who=access.acting(roles.EDITOR, name),
                    seen=desk.shown,
                )
            desk.result = None
            record = plain(record_name(page, built))
            desk.done(page.t("Built, and shown in the internal view: {record}", record=record))


def publish(page: Page, desk: Desk, name: str) -> None:
    """Offer to publish the internal view's snapshot, or say that the public view shows it already."""
    st.header(page.t("3. Publish to the public view"), anchor=False)
    with guarded(page):
        store = snapshots.store()
        chosen, public = store.current("internal"), store.current("public")
        if chosen is None:
            st.caption(page.t("There is nothing to publish yet. Build a snapshot first."))
            return
        if chosen == public:
            st.info(
                page.t(
                    "Both views show the same version of the data; the public one without what is not published."
                ),
                icon=":material/done_all:",
            )
            return
        asked = (PUBLISH, chosen, public or "")
        if desk.asked == asked:
            _confirm(page, desk, name, chosen, public)
            return
        st.markdown(page.t(TEXTS["differs"]))
        label, icon = page.t("Prepare to publish"), ":material/preview:"
        if action(page, label, "desk_publish", name, role=roles.PUBLISHER, icon=icon):
            desk.asked = asked
            st.rerun()


def _confirm(page: Page, desk: Desk, name: str, chosen: str, public: str | None) -> None:
    store, record = snapshots.store(), plain(record_name(page, chosen))
    notes: dict[str, str] = {}

    def do(who: str) -> str:
        with st.spinner(page.t("Publishing …")):
            store_build.publish(store, chosen, who=who, seen=desk.shown, notes=notes)
        return page.t("Published: {record}", record=record)

    corrected: Sequence[Row] | None = None
    try:
        corrected = corrections.made(store, public, chosen) if public else ()
    except Locked:
        raise
    except StoreError:
        pass  # it is as if there were none before, but for the notes
    public = public if corrected is not None else None
    with st.container(border=True):
        st.markdown(page.t(TEXTS["appears"], record=record))
        _appearing(page, public, chosen)
        _rows(page, public, chosen)
        if public is not None:
            key = (PUBLISH, public, chosen)
            difference = desk.compared(key, lambda: diff_snapshots(store, public, chosen, audience="public"))
            history.show_changes(page, difference, PUBLISH)
        # every row says in which file and sheet, and where there, it stood
        files = (f"`{one}`" for one in manifest(chosen).get("files") or () if not one.endswith(".yaml"))
        st.markdown(page.t(TEXTS["files"], files=commas(files, page.lang)))
        _kept(page, chosen)
        if corrected != ():
            notes |= _notes(page, corrected)
        confirm(page, page.t("Yes, publish it"), "desk_publish", name, ":material/public:", do)


def _notes(page: Page, corrected: Sequence[Row] | None) -> dict[str, str]:
    """What is corrected (None: nobody can tell), and why, in both languages; publishing insists on it."""
    n = page.counted("row", len(corrected or ()))
    said = page.t(TEXTS["incomparable"]) if corrected is None else page.t(TEXTS["corrected"], n=n)
    st.warning(said, icon=":material/edit_note:")
    if corrected:
        shown = ("_cause", "_project", "_what", "_old", "_new")
        heads = {name: compared.TEXTS["change_rows"][name] for name in shown}
        lines = [compared.line(page, row, str) for row in corrected]
        table(page, "corrected", lines, headed(page, heads, **compared.MARKDOWN), page.t("What is corrected"))
    asked = {"ja": N_("Why it is corrected, in Japanese"), "en": N_("Why it is corrected, in English")}
    most = corrections.LONGEST_NOTE
    return {
        lang: st.text_input(page.t(label), key=f"desk_note_{lang}", max_chars=most, live="500ms") or ""
        for lang, label in asked.items()
    }


def _appearing(page: Page, public: str | None, chosen: str) -> None:
    """Which projects and issues the public gets to see, and which it no longer sees.

    All of them, as nobody should publish what "and 12 more" stands for; a long list scrolls.
    """

    def titles(snapshot_id: str | None) -> dict[tuple[str, str], Mapping[str, Any]]:
        if snapshot_id is None:
            return {}
        with figures.open_snapshot(snapshots.store().database(snapshot_id, "public")) as con:
            return {(row["kind"], row["id"]): row for row in figures.records(con, "titles")}

    before, after = titles(public), titles(chosen)
    for kind, name in ONE_BY_ONE.items():
        title = history.table_title(page, name)
        fresh, gone = (
            [row for key, row in these.items() if key[0] == kind and key not in others]
            for these, others in ((after, before), (before, after))
        )
        if not fresh and not gone:
            st.markdown(page.t("**{what}**: the same as now are visible.", what=title))
        for mark, found in ((N_("✓ become visible"), fresh), (N_("✕ are no longer visible"), gone)):
            if found:
                n = f"{len(found):,}"
                st.markdown(page.t("**{what}** {mark}: {n}", what=title, mark=page.t(mark), n=n))
                lines = [f"- {plain(words.pick(row, 'title', page.lang))} `{row['id']}`" for row in found]
                with st.container(height=260 if len(lines) > 8 else "content", border=False):
                    st.markdown("\n".join(lines))


def _rows(page: Page, public: str | None, chosen: str) -> None:
    def counts(snapshot_id: str | None) -> Mapping[str, int]:
        rows = manifest(snapshot_id).get("rows") if snapshot_id else None
        return (rows or {}).get("public", {})

    now, then = counts(public), counts(chosen)
    both = {name: {"now": now.get(name, 0), "then": rows} for name, rows in then.items()}
    listed = [
        {"title": history.table_title(page, name), **of, "mark": "–" if of["now"] == of["then"] else "●"}
        for name, of in both.items()
        if any(of.values())
    ]
    shown = headed(page, TEXTS["rows_published"], now="count", then="count")
    title = page.t("Rows of each public table")
    with st.expander(title, expanded=public is None):
        table(page, "rows_published", listed, shown, title)


def _kept(page: Page, chosen: str) -> None:
    """What happens to the records that are public now: they stay, or going back takes them away."""
    published = snapshots.store().published()
    if chosen in published:
        st.markdown(page.t(TEXTS["goes_back"], n=len(published) - published.index(chosen) - 1))
    elif published:
        st.markdown(page.t(TEXTS["stays"]))
