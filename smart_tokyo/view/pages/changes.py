"""What changed: of each version what it brought, what was corrected and why, and the totals before and after."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from smart_tokyo.terms import CAUSES
from smart_tokyo.versions import FIGURES, comparison
from smart_tokyo.view.frame import choices, snapshots
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import columns, sections, values
from smart_tokyo.view.subjects import versions
from smart_tokyo.view.subjects.compared import TEXTS, Compared, totals

AT_A_TIME = 5  # versions on a page
# what a reader looks for first: what was wrong, what was decided, what is new, what the calendar brought
ORDER = ("corrected", "removed", "changed", "new_project", "new_row", "recorded", "date_passed")


def show(page: Page) -> None:
    """All versions, a page at a time."""
    st.markdown(page.t(TEXTS["says"]))
    found = versions.known(page)
    first = choices.turned(page, len(found), AT_A_TIME)
    for place, one in enumerate(found[first : first + AT_A_TIME]):
        title = page.t("Version {version}", version=versions.named(page, one["id"]))
        st.header(title, anchor=f"v{one['id']}")
        st.markdown("  \n".join(filter(None, (standing(page, one), versions.note(page, one)))))
        if one["since"]:
            compared(page, one, place)
        elif not one["withdrawn_for"]:
            st.caption(page.t(TEXTS["alone"]))
        versions.tell_us(page, title, one["id"])


def standing(page: Page, version: Mapping[str, Any]) -> str:
    """Whether and when a version became public, and what took its place where it was withdrawn."""
    if replaced := version["withdrawn_for"]:
        now = versions.named(page, replaced)
        return page.t("It was withdrawn, and replaced by the version {version}.", version=now)
    if version["published_at"]:
        return page.t("Published on {date}", date=values.moment(page, version["published_at"]))
    public = page.audience == "public" or version["id"] in snapshots.store().published()
    return "" if public else page.t("It is not published.")


def compared(page: Page, version: Mapping[str, Any], place: int) -> None:
    """Against the version that it follows: headline totals, and every row of the source that changed, by cause."""
    old, new = version["since"], version["id"]
    con = versions.opened(page, old, new)
    if con is None:
        return
    versions.why(page, *FIGURES, old=old, new=new)
    rows = totals(page, comparison.headlines(con))
    alt, heads = page.t("Headline totals before and after"), TEXTS["totals"]
    shown = columns.headed(page, heads, old="markdown", new="markdown")
    sections.folded(page, f"totals_{place}", rows, shown, alt, title=alt)
    found, late = comparison.counts(con), comparison.counted(con, "change_rows", is_late=True)
    said = page.t(TEXTS["rows"] if found else TEXTS["no_rows"], version=versions.named(page, old))
    day = page.date(versions.day(old))
    entered = page.t(TEXTS["late"], rows=page.counted("row", late), date=day) if late else ""
    st.markdown(page.sentences(said, entered))
    for cause in filter(found.__contains__, ORDER):
        label = page.t(CAUSES[cause]) + page.aside(page.counted("row", found[cause]))
        Compared.of(page, con, "change_rows", cause=cause).folded(f"changes_{new}_{cause}", label)
