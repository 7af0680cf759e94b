"""Versions of the data beside each other: which there are, and what is another in a newer one, row by row and why.

Both are read through `smart_tokyo/versions`, by the audience of this process from its own databases alone.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from html import escape
from urllib.parse import quote, urlencode

import duckdb
import streamlit as st

from smart_tokyo import formats, settings, terms
from smart_tokyo.figures import Filters, Row
from smart_tokyo.store import Locked, StorePaths
from smart_tokyo.versions import FIGURES, comparison, listing
from smart_tokyo.view.frame import Page, commas, plain, snapshots, unable, url
from smart_tokyo.view.parts import columns, sections
from smart_tokyo.view.subjects.compared import MARKDOWN, TEXTS, Compared

LATEST = 5  # versions at the foot of a page
ROWS = 20  # rows of a table of changes at a time
_MAIL = re.compile(r"[^\s<>()（）:、]+@[\w.-]+")


def known(page: Page) -> Sequence[Row]:
    """The versions that were public, the newest first, as listing.publications has them. Raises StoreError.

    For the staff all that there are, by as-of date; each follows the one before, and `published_at` may be None.
    """
    if "versions" not in page.once:
        store = snapshots.store()
        written = (store.publications_file, store.pointer("public"), store.snapshots)
        changed = (one.stat().st_mtime_ns for one in written if one.exists())
        page.once["versions"] = _known(store, page.is_internal, *changed)
    return tuple(page.once["versions"])


@lru_cache(8)
def _known(store: StorePaths, is_internal: bool, *_written: int) -> Sequence[Row]:
    found = listing.publications(store)
    if not is_internal:
        return found
    public = {one["id"]: one for one in found}
    old = store.upgraded()  # each has a newer one that says the same
    ids = _in_order([one for one in store.ids() if one not in old])
    none = dict.fromkeys(("published_at", "notes", "withdrawn_for"))
    return [
        {**none, **public.get(one, {}), "id": one, "as_of": one[:10], "since": since}
        for one, since in reversed(list(zip(ids, [None, *ids], strict=False)))
    ]


def _in_order(ids: list[str]) -> list[str]:
    """By as-of date, those of the same day by when they were built."""
    days, built = Counter(one[:10] for one in ids), dict.fromkeys(ids, "")
    for one in ids:
        with suppress(*snapshots.UNREADABLE):
            if days[one[:10]] > 1:
                built[one] = str(
                    snapshots.records(snapshots.database(one), "snapshot_info", {})[0]["built_at"]
                )
    return sorted(ids, key=lambda one: (one[:10], built[one]))


def before(page: Page) -> str | None:
    """The version that the page's own follows; None where there is none, or it was withdrawn."""
    return next((one["since"] for one in known(page) if one["id"] == page.snapshot["snapshot_id"]), None)


def day(version: str) -> dt.date:
    """Its as-of date."""
    return dt.date.fromisoformat(version[:10])


def named(page: Page, version: str) -> str:
    """A version by its as-of date, with what tells it from others of the same day."""
    return page.t("as of {date}", date=page.date(day(version))) + page.aside(version[11:])


def between(old: str, new: str) -> duckdb.DuckDBPyConnection:
    """What is another in a newer version, for this audience: comparison.opened. Raises snapshots.UNREADABLE."""
    return _opened(snapshots.store(), old, new, snapshots.audience()).cursor()


def opened(page: Page, old: str, new: str) -> duckdb.DuckDBPyConnection | None:
    """The same; where the two cannot be compared None, which the page says."""
    try:
        return between(old, new)
    except Locked as error:
        page.nothing(unable.in_use(page.lang, error))
    except snapshots.UNREADABLE:
        page.nothing(page.t(TEXTS["incomparable"]))
    return None


@lru_cache(8)
def _opened(store: StorePaths, old: str, new: str, audience: str) -> duckdb.DuckDBPyConnection:
    return comparison.opened(store, old, new, audience)


def brought(page: Page, con: duckdb.DuckDBPyConnection, version: Row) -> str:
    """How many rows of the source changed by which cause since the one that it follows, from what is `between` both."""
    found = comparison.counts(con).items()
    said = commas([f"{page.t(terms.CAUSES[cause])} {formats.number(n)}" for cause, n in found], page.lang)
    old = named(page, version["since"])
    return page.t(TEXTS["brought"], version=old, found=said or page.t("none"))


def note(page: Page, version: Row) -> str:
    """What was said when it was published, of corrections and of what readers had told; "" where nothing was."""
    said = (version["notes"] or {}).get(page.lang)
    return page.t("Note on this version: {note}", note=f"**{plain(said)}**") if said else ""


def noted(page: Page, old: str, new: str) -> list[Row]:
    """The versions after an older one up to a newer one of which something is said, the newest first."""
    found = known(page)
    here, there = ([one["id"] for one in found].index(one) for one in (new, old))
    told = found[here : max(here + 1, there)]
    return [one for one in told if note(page, one) and (one["id"] == new or not one["withdrawn_for"])]


def why(page: Page, *figures: str, **versions: str | None) -> None:
    """Links to why figures of all projects (of FIGURES) are not what they were; none where none can be."""
    shown = [one for one in figures if one in FIGURES]
    if page.easy or page.info.alone or not shown or page.filters != Filters() or not before(page):
        return
    asked = {one: escape(urlencode(url.followed(figure=one, **versions))) for one in shown}
    links = (f'<a href="bridge?{asked[one]}">{page.called("programme_totals", one)}</a>' for one in shown)
    said = page.t("Why these numbers changed: {names}", names=" ・ ".join(links))
    st.html(f'<div class="ways">{said}</div>')  # a link in Markdown opens another tab


def tell_us(page: Page, what: str, version: str | None = None) -> None:
    """A link that begins a mail about what stands here to the contact, where the setting has an address."""
    contact = _MAIL.search(settings.get("CONTACT"))
    if contact is None:
        return
    address = f"{url.home()}{page.info.path}?{urlencode(url.carried())}"
    body = page.t(TEXTS["mail"], what=what, address=address, version=version or page.snapshot["snapshot_id"])
    filled = urlencode({"subject": what, "body": body}, quote_via=quote)
    label = page.t(TEXTS["tell"], what=plain(what))
    st.markdown(f":small[[{label}](mailto:{quote(contact[0], safe='@')}?{filled})]")


def of_project(project_id: str, page: Page, con: duckdb.DuckDBPyConnection, version: Row, place: int) -> None:
    """What of a project changed in a version, as `foot` asks for it."""
    rows = Compared.of(page, con, "change_rows", project_id=project_id)
    title, none = named(page, version["id"]), page.t("nothing of this project")
    st.markdown("  \n".join(filter(None, (f"**{title}**", note(page, version), "" if rows else none))))
    if rows:
        heads = [
            one for one in columns.headed(page, TEXTS["change_rows"], **MARKDOWN) if one.key != "_project"
        ]
        name = f"project_changes_{place}"
        sections.paged(page, name, rows, heads, title, ROWS, f"{name}_page")


def foot(page: Page, name: str, each: Callable[[Page, duckdb.DuckDBPyConnection, Row, int], None]) -> None:
    """Folded away what `each` says of the latest versions up to this page's; nothing where there is none before."""
    shown = str(page.snapshot["snapshot_id"])
    found = [
        one
        for one in known(page)
        if one["since"] and (one["id"] == shown or comparison.precedes(one["id"], shown))
    ][:LATEST]
    if not found or page.info.alone:
        return
    part = st.expander(page.t("What changed from version to version"), key=f"fold_{name}", on_change="rerun")
    if part.open:
        with part:
            for place, one in enumerate(found):
                if con := opened(page, one["since"], one["id"]):
                    each(page, con, one, place)
            page.link("changes", page.t("All versions"), icon=":material/history:")
