"""Versions of the data beside each other: which there are, and what is another in a newer one, row by row and why.

Both are read through `smart_tokyo/versions`, by the audience of this process from its own databases alone.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any
from urllib.parse import quote, urlencode

import duckdb
import streamlit as st

from smart_tokyo import formats, schema, settings
from smart_tokyo.figures import Filters, Part, Row, vocabulary, word
from smart_tokyo.store import StorePaths
from smart_tokyo.terms import CAUSES
from smart_tokyo.versions import comparison, listing
from smart_tokyo.view.frame import snapshots, url
from smart_tokyo.view.frame.page import Listed, Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.parts import columns, lineage, phrases, sections, values
from smart_tokyo.words import texts

TEXTS = texts("versions")
LATEST = 5  # versions at the foot of a page
ROWS = 20  # rows of a table of changes at a time
_MAIL = re.compile(r"[^\s<>()（）:、]+@[\w.-]+")
_READ: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "date": dt.date.fromisoformat,
    "boolean": "true".__eq__,
}


def known(page: Page) -> list[dict[str, Any]]:
    """The versions that were public, the newest first, as listing.publications has them; for the staff all others too.

    Those have no `published_at`, and follow the one with the as-of date before. Raises StoreError.
    """
    found = listing.publications(snapshots.store())
    if page.is_internal:
        ids, public = _in_order(snapshots.store().ids()), {one["id"] for one in found}
        nothing = dict.fromkeys(("published_at", "notes", "withdrawn_for"))
        found += [
            {**nothing, "id": one, "as_of": one[:10], "since": before}
            for before, one in zip([None, *ids], ids, strict=False)
            if one not in public
        ]
        found.sort(key=itemgetter("as_of"), reverse=True)
    return found


def _in_order(ids: list[str]) -> list[str]:
    """By as-of date, those of the same day by when they were built."""
    days = Counter(one[:10] for one in ids)

    def built(one: str) -> str:
        with suppress(*snapshots.UNREADABLE):
            if days[one[:10]] > 1:
                return str(snapshots.records(snapshots.database(one), "snapshot_info", {})[0]["built_at"])
        return ""

    return sorted(ids, key=lambda one: (one[:10], built(one)))


def before(page: Page) -> str | None:
    """The version that the page's own follows; None where there is none, or it was withdrawn."""
    return next((one["since"] for one in known(page) if one["id"] == page.snapshot["snapshot_id"]), None)


def named(page: Page, version: str) -> str:
    """A version by its as-of date, with what tells it from others of the same day."""
    day = page.date(dt.date.fromisoformat(version[:10]))
    return page.t("as of {date}", date=day) + page.aside(version[11:])


def between(old: str, new: str) -> duckdb.DuckDBPyConnection:
    """What is another in a newer version, for this audience: comparison.opened. Raises snapshots.UNREADABLE."""
    return _opened(snapshots.store(), old, new, snapshots.audience()).cursor()


@lru_cache(8)
def _opened(store: StorePaths, old: str, new: str, audience: str) -> duckdb.DuckDBPyConnection:
    return comparison.opened(store, old, new, audience)


@dataclass(frozen=True)
class Compared(Listed):
    """Rows of a comparison's table `query`, those with the values of `params`, in words (HEADS of TEXTS)."""

    con: duckdb.DuckDBPyConnection

    @classmethod
    def of(cls, page: Page, con: duckdb.DuckDBPyConnection, table: str, **where: Any) -> "Compared":
        """Those of `bridge_rows` or `changes` with these values."""
        return cls(page, table, where, Part(), con)

    def __len__(self) -> int:
        """How many rows there are."""
        return comparison.counted(self.con.cursor(), self.query, **self.params)

    def some(self, limit: int | None = None, offset: int = 0) -> Sequence[Row]:
        """So many rows after `offset`, with links to their projects."""
        return self._read(partial(phrases.project_link, self.page), limit, offset)

    @property
    def every(self) -> Callable[[], Sequence[Row]]:
        """What reads all rows, for a file that is made on the click, where no address is known."""
        return partial(self._read, lambda row: plain(self.page.pick(row, "title")))

    def _read(self, title: Callable[[Row], str], limit: int | None = None, offset: int = 0) -> Sequence[Row]:
        most = comparison.MOST_ROWS if limit is None else limit
        rows = comparison.listed(self.con.cursor(), self.query, most, offset, **self.params)
        ids = tuple({row["project_id"] for row in rows} - {None})
        titles = {row["id"]: row for row in self.page.listed("titles", kind="project", id=ids).some()}
        return [_line(self.page, {**row, **titles.get(row["project_id"], {})}, title) for row in rows]

    def folded(self, name: str, label: str, few: int = 0) -> None:
        """The rows in a table that is folded away under its label; with at most `few` it is open."""
        heads = columns.headed(self.page, TEXTS["heads"], _project="markdown")
        sections.folded(self.page, name, self, heads, label, title=label, few=few)


def _line(page: Page, row: Row, title: Callable[[Row], str]) -> Row:
    project = "–" if row["project_id"] is None else plain(row["project_id"])
    if row.get("title_ja"):
        project = title(row)
    if "figure" in row:  # of bridge_rows
        if row["project_id"] is None:
            project = page.t(TEXTS["hidden"], projects=phrases.counted(page.lang, "row", row["rows"]))
        what = "" if row["fiscal_year"] is None else page.fiscal_year(row["fiscal_year"])
        old, new = (amount(page, row["figure"], row[side]) for side in ("old_value", "new_value"))
    else:
        what = phrases.declared(page, schema.tables()[row["table_name"]])
        key = [part for part in (row["row_key"] or "").split("\x1f") if part != row["project_id"]]
        what += page.aside(*filter(None, key))
        old = new = "–"
        if row["column_name"]:
            field = schema.field(row["table_name"], row["column_name"])
            what = page.t("{what}: {row}", what=what, row=phrases.declared(page, field))
            old, new = (
                _cell(page, row["table_name"], field, row[side]) for side in ("old_value", "new_value")
            )
    cause, place = page.t(CAUSES[row["cause"]]), lineage.place(page, row)
    return {"_cause": cause, "_project": project, "_what": what, "_old": old, "_new": new, "_place": place}


def _cell(page: Page, table: str, field: schema.Field, text: str | None) -> str:
    """A cell of the source, which a comparison has as text; money to the yen."""
    of = vocabulary.of_field(table, field)
    value = None if text is None else _READ.get(field.type, str)(text)
    return amount(page, "decided_yen", value) if of.kind == "yen" else values.alone(page, value, of)


def amount(page: Page, figure: str, value: Any, sign: str = "") -> str:
    """A value of a figure of programme_totals, money to the yen; "–" where unknown. `sign`: before what is over 0."""
    if formats.missing(value):
        return "–"
    money = word("programme_totals", figure).kind == "yen"
    said = formats.exact_yen(value, page.lang) if money else formats.number(value)
    return f"{sign}{said}" if value > 0 else said


def brought(page: Page, version: Row) -> str:
    """How many rows changed by which cause since the one that it follows. Raises snapshots.UNREADABLE."""
    found = comparison.counts(between(version["since"], version["id"])).items()
    said = commas([f"{page.t(CAUSES[cause])} {formats.number(n)}" for cause, n in found], page.lang)
    old = named(page, version["since"])
    return page.t("Changes since the version {version}: {found}.", version=old, found=said or page.t("none"))


def note(page: Page, version: Row) -> str:
    """What was said when it was published, of corrections and of what readers had told; "" where nothing was."""
    said = (version["notes"] or {}).get(page.lang)
    return page.t("Why it was corrected: {note}", note=f"**{plain(said)}**") if said else ""


def why(page: Page, *figures: str, **versions: str | None) -> str:
    """Links to why figures of all projects (of comparison.FIGURES) are not what they were; "" where none can be."""
    shown = [one for one in figures if one in comparison.FIGURES]
    if page.easy or page.info.alone or not shown or page.filters != Filters() or not before(page):
        return ""
    links = (
        f"[{page.called('programme_totals', one)}](bridge?{urlencode(url.followed(figure=one, **versions))})"
        for one in shown
    )
    return page.t("Why these numbers changed: {names}", names=" ・ ".join(links))


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


def of_project(project_id: str, page: Page, version: Row, place: int) -> None:
    """What of a project changed in a version, as `foot` asks for it."""
    rows = Compared.of(page, between(version["since"], version["id"]), "changes", project_id=project_id)
    title, none = named(page, version["id"]), page.t("nothing of this project")
    st.markdown("  \n".join(filter(None, (f"**{title}**", note(page, version), "" if rows else none))))
    if rows:
        heads = columns.headed(page, TEXTS["heads"])
        name = f"project_changes_{place}"
        sections.paged(
            page, name, rows, [one for one in heads if one.key != "_project"], title, ROWS, f"{name}_page"
        )


def foot(page: Page, name: str, each: Callable[[Page, Row, int], None]) -> None:
    """Folded away what `each` says of the latest versions up to this page's; nothing where there is none before."""
    shown = str(page.snapshot["snapshot_id"])
    found = [one for one in known(page) if one["since"] and one["id"][:10] <= shown[:10]][:LATEST]
    if not found or page.info.alone:
        return
    part = st.expander(page.t("What changed from version to version"), key=f"fold_{name}", on_change="rerun")
    if part.open:
        with part:
            for place, one in enumerate(found):
                try:
                    each(page, one, place)
                except snapshots.UNREADABLE:
                    st.caption(page.t(TEXTS["incomparable"]))
            page.link("changes", page.t("All versions"), icon=":material/history:")
