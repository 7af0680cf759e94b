"""Versions of the data beside each other: which there are, and what is another in a newer one, row by row and why.

Both are read through `smart_tokyo/versions`, by the audience of this process from its own databases alone.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from html import escape
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

import duckdb
import streamlit as st

from smart_tokyo import formats, settings
from smart_tokyo.figures import Filters, Row, word
from smart_tokyo.palette import ACCENT
from smart_tokyo.store import Locked, StorePaths
from smart_tokyo.terms import CAUSES
from smart_tokyo.versions import FIGURES, comparison, listing
from smart_tokyo.view.frame import snapshots, unable, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.parts import columns, sections
from smart_tokyo.view.subjects.compared import TEXTS, Compared

LATEST = 5  # versions at the foot of a page
ROWS = 20  # rows of a table of changes at a time
MOST = 60  # versions of a line on a tile
NEAR = 15  # days by which the version of a year ago may miss the day
_MAIL = re.compile(r"[^\s<>()（）:、]+@[\w.-]+")


def known(page: Page) -> Sequence[Row]:
    """The versions that were public, the newest first, as listing.publications has them. Raises StoreError.

    For the staff all that there are, by as-of date; each follows the one before, and `published_at` may be None.
    """
    store = snapshots.store()
    written = (store.publications_file, store.pointer("public"), store.snapshots)
    return _known(store, page.is_internal, *(one.stat().st_mtime_ns for one in written if one.exists()))


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


def _day(version: str) -> dt.date:
    return dt.date.fromisoformat(version[:10])


def named(page: Page, version: str) -> str:
    """A version by its as-of date, with what tells it from others of the same day."""
    return page.t("as of {date}", date=page.date(_day(version))) + page.aside(version[11:])


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
    """How many rows changed by which cause since the one that it follows, from what is `between` both."""
    found = comparison.counts(con).items()
    said = commas([f"{page.t(CAUSES[cause])} {formats.number(n)}" for cause, n in found], page.lang)
    old = named(page, version["since"])
    return page.t("Changes since the version {version}: {found}.", version=old, found=said or page.t("none"))


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


def _course(page: Page) -> Iterator[tuple[str, Row]]:
    """The versions that led to this one, the newest first, each with the headline totals that it and the next have.

    As far as they are kept and of the same data set: fictional or not. Raises snapshots.UNREADABLE.
    """
    since = {one["id"]: one["since"] for one in known(page)}
    store, here = snapshots.store(), str(page.snapshot["snapshot_id"])
    while (old := since.get(here)) and comparison.kept_file(store, old, here, page.audience).exists():
        about = snapshots.records(snapshots.database(old), "snapshot_info", {})[0]
        if about["fictional"] != page.snapshot["fictional"]:
            return
        yield old, listing.between(store, old, here, page.audience)["totals"]
        here = old


def moved(page: Page, figures: Sequence[str]) -> list[tuple[str, str]]:
    """How each figure of programme_totals moved since the version before and since the one of a year ago, and its
    course as a drawing that says no more; "" where one of both is unknown or of another data set.

    They are of all projects and years: of a part nothing is kept, and nothing is said.
    """
    older: list[tuple[str, Row]] = []
    if page.filters == Filters() and not page.easy:
        with suppress(*snapshots.UNREADABLE):
            older.extend(islice(_course(page), MOST - 1))
    year_ago = page.snapshot["as_of"] - dt.timedelta(days=365)
    off = {version: abs((_day(version) - year_ago).days) for version, _ in older[1:]}
    nearest = min(off, key=off.__getitem__, default="")
    then = [*older[:1], *(one for one in older[1:] if one[0] == nearest and off[nearest] <= NEAR)]
    found = []
    for name in figures:
        now: Any = older[0][1][name]["new"] if older else None
        remarks = [
            page.t("{difference} since {date}", difference=difference, date=page.date(_day(version)))
            for version, totals in then
            if now is not None and (was := totals[name]["old"]) is not None
            for difference in [_difference(page, name, now - was)]
        ]
        line = [was for _, totals in reversed(older) if (was := totals[name]["old"]) is not None]
        found.append((commas(remarks, page.lang), _drawing([*line, now]) if remarks else ""))
    return found


def _difference(page: Page, figure: str, value: int) -> str:
    is_money = word("programme_totals", figure).kind == "yen"
    said = page.amount(value) if is_money else formats.number(value)
    return f"+{said}" if value > 0 else said if value else "±0"


def _drawing(values: Sequence[float]) -> str:
    low, high = min(values), max(values)
    across, up = 100 / (len(values) - 1), 14 / ((high - low) or 1)
    points = " ".join(f"{n * across:.1f},{17 - (one - low) * up:.1f}" for n, one in enumerate(values))
    line = f'fill="none" stroke="{ACCENT}" stroke-width="1.5" vector-effect="non-scaling-stroke"'
    box = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20" preserveAspectRatio="none"'
    svg = quote(f'<svg {box}><polyline points="{points}" {line}/></svg>')
    look = "display:block;width:100%;height:20px"
    return f'<img alt="" aria-hidden="true" style="{look}" src="data:image/svg+xml,{svg}">'


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
    rows = Compared.of(page, con, "changes", project_id=project_id)
    title, none = named(page, version["id"]), page.t("nothing of this project")
    st.markdown("  \n".join(filter(None, (f"**{title}**", note(page, version), "" if rows else none))))
    if rows:
        heads = [one for one in columns.headed(page, TEXTS["changes"]) if one.key != "_project"]
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
