"""The rows of two versions that differ, as a table has them: which, why, what stood there, what stands there now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import duckdb

from smart_tokyo import Kind, formats, schema, terms, texts
from smart_tokyo.addresses import SHEETS
from smart_tokyo.figures import Part, Row, plan, vocabulary, word
from smart_tokyo.versions import comparison
from smart_tokyo.view.frame import Listed, Page, commas, plain, whole
from smart_tokyo.view.parts import columns, lineage, phrases, sections, values

TEXTS = texts("versions")
MARKDOWN: Mapping[str, Kind] = {"_project": "markdown", "_what": "markdown"}


@dataclass(frozen=True)
class Compared(Listed):
    """Rows of a comparison's table `query` with the values of `params`, in words; `note`: on what is corrected."""

    con: duckdb.DuckDBPyConnection
    note: str = ""

    @classmethod
    def of(cls, page: Page, con: duckdb.DuckDBPyConnection, table: str, **where: Any) -> "Compared":
        """Those of `bridge_rows` or `change_rows` with these values."""
        return cls(page, table, where, Part(), con)

    def __len__(self) -> int:
        """How many rows there are."""
        return comparison.counted(self.con.cursor(), self.query, **self.params)

    def some(self, limit: int | None = None, offset: int = 0) -> Sequence[Row]:
        """So many rows after `offset`, with links to their projects, organizations and municipalities."""
        return self._read(partial(phrases.project_link, self.page), limit, offset, link=True)

    @property
    def every(self) -> Callable[[], Sequence[Row]]:
        """What reads all rows, for a file that is made on the click, where no address is known."""
        return partial(self._read, lambda row: plain(self.page.pick(row, "title")))

    def _read(
        self, title: Callable[[Row], str], limit: int | None = None, offset: int = 0, *, link: bool = False
    ) -> Sequence[Row]:
        most = comparison.MOST_ROWS if limit is None else limit
        rows = comparison.listed(self.con.cursor(), self.query, most, offset, **self.params)
        ids = tuple({row["project_id"] for row in rows} - {None})
        titles = {row["id"]: row for row in self.page.listed("titles", kind="project", id=ids).some()}
        every = ({**row, **titles.get(row["project_id"], {}), "note": self.note} for row in rows)
        return [line(self.page, row, title, link=link) for row in every]

    def folded(self, name: str, label: str, few: int = 0) -> None:
        """The rows in a table that is folded away under its label; with at most `few` it is open."""
        heads = columns.headed(self.page, TEXTS[self.query], **MARKDOWN)
        sections.folded(self.page, name, self, heads, label, title=label, few=few)


def line(page: Page, row: Row, title: Callable[[Row], str], *, link: bool = False) -> Row:
    """A row of `bridge_rows` or `change_rows` in words, by the heads of TEXTS; `title`: what its project is called.

    `link`: whether the organization or municipality that it is of leads to its page.
    """
    project = "–" if row["project_id"] is None else plain(row["project_id"])
    if row.get("title_ja"):
        project = title(row)
    steps = row.get("steps") or []
    if "figure" in row:  # of bridge_rows
        if row["project_id"] is None:
            project = page.t(TEXTS["hidden"], projects=page.counted("row", row["rows"]))
        what = "" if row["fiscal_year"] is None else page.fiscal_year(row["fiscal_year"])
        absent = "–" if row["cause"] in ("new_project", "new_row", "removed") else page.unknown
        values_of = (row["old_value"], row["new_value"])
        old, new = (absent if one is None else amount(page, row["figure"], one) for one in values_of)
    else:
        table = schema.tables()[row["table_name"]]
        key = dict(zip(table.primary_key, (row["row_key"] or "").split("\x1f"), strict=False))
        name = plain(page.pick(row, "name"))
        for column, kind in values.NAMED.items():
            if kind in SHEETS and key.get(column) in page.names.get(kind, ()):
                name = phrases.named(page, kind, key[column], name, link=link)
        parts = [name] if name else [plain(part) for part in key.values() if part != row["project_id"]]
        what = plain(phrases.declared(page, table)) + page.aside(*filter(None, parts))
        known = (*table.primary_key, "project_id", "source_id")
        cells = [one for one in row["cells"] or () if one["column_name"] not in known]
        fields = [schema.field(row["table_name"], one["column_name"]) for one in cells]
        if fields:
            labels = commas([plain(phrases.declared(page, field)) for field in fields], page.lang)
            what = page.labelled(what, labels)
        # of a row that came or went one side is not there at all
        alone = row["cause"] == "removed" or row["table_name"].endswith("_changes")
        old, new = (
            ""
            if alone and all(one[side] is None for one in cells)
            else " ・ ".join(
                cell(page, row["table_name"], field.name, comparison.value(field, one[side]))
                for field, one in zip(fields, cells, strict=True)
            )
            for side in ("old_value", "new_value")
        )
    own = () if steps and row["table_name"] == "grant_changes" else (row,)  # that of the last step
    return {
        "_cause": page.t(terms.CAUSES[row["cause"]])
        + page.aside(page.t("entered late") if row.get("is_late") else ""),
        "_project": project,
        "_what": what,
        "_old": old or "–",
        "_new": new or "–",
        "_why": "; ".join(_reasons(page, row, steps)) or "–",
        "_place": "; ".join(lineage.place(page, one) for one in (*own, *steps) if one.get("file")) or "–",
    }


def _reasons(page: Page, row: Row, steps: Sequence[Row]) -> Iterator[str]:
    """What tells why the value of a row of `bridge_rows` is another: a day, changes of the decision, a note."""
    if passed := row.get("passed_on"):
        yield page.date(passed)
    for step in steps:
        yield plan.because(page, step) + page.aside(page.date(step["changed_on"]))
    is_told = row["cause"] in ("corrected", "removed") and row["project_id"] is not None
    if is_told and not steps and row.get("note"):
        yield row["note"]


def cell(page: Page, table: str, column: str, value: Any) -> str:
    """A cell of the source; money to the yen."""
    of = vocabulary.of_field(table, schema.field(table, column))
    return amount(page, "decided_yen", value) if of.kind == "yen" else values.alone(page, value, of)


def amount(page: Page, figure: str, value: Any, sign: str = "") -> str:
    """A value of a figure of programme_totals, money to the yen, or the word for unknown. `sign`: where over 0."""
    if formats.missing(value):
        return page.unknown
    money = word("programme_totals", figure).kind == "yen"
    said = formats.exact_yen(value, page.lang) if money else formats.number(value)
    return f"{sign}{said}" if value > 0 else said


def totals(page: Page, both: Mapping[str, tuple[Any, Any]]) -> list[Row]:
    """The headline totals, old and new, in the reader's unit; all of them, those that change with a mark."""

    def written(figure: str, given: Any, exact: bool) -> str:
        if word("programme_totals", figure).kind != "yen":
            return formats.number(given)
        text = formats.exact_yen(given, page.lang) if exact else page.money(given)
        return whole(text).replace(" ", "\u00a0")

    found: list[Row] = []
    for figure, (old, new) in both.items():
        same = written(figure, old, False) == written(figure, new, False)
        now, then = (written(figure, one, exact=same and old != new) for one in (old, new))
        mark = "" if old == new else "● "
        called = f"{mark}{page.called('programme_totals', figure)}"
        found.append({"figure": called, "old": now, "new": then})
    return found
