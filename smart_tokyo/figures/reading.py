"""One snapshot as one reader asks about it: their figures under their filters, in their language and wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import duckdb

from smart_tokyo import N_, Lang, formats, schema, words, written
from smart_tokyo.figures.filters import Filters
from smart_tokyo.figures.run import ALL, NOTHING_KEPT, Kept, Part, records
from smart_tokyo.figures.vocabulary import Word, anywhere, word
from smart_tokyo.safe_cells import visible
from smart_tokyo.terms import ENDED, NO_EVIDENCE, NO_REPORT, NONE_KNOWN, NOUNS, WITHDRAWN

Row = Mapping[str, Any]
Names = Mapping[str, Mapping[str, Row]]  # by kind and id
# where the qualifier of a value stands: before it, behind it, else in brackets behind it
BEFORE = {"約", "およそ", "延べ", "最大", "about", "around", "approximately"}
BEFORE |= {"up to", "at least", "more than", "over"}
AFTER = {"以上", "以下", "未満", "超", "or more", "or less", "or fewer"}


def by_kind(names: Iterable[Row]) -> Names:
    """The rows of the query `names` by kind and id."""
    found: dict[str, dict[str, Row]] = {}
    for row in names:
        found.setdefault(row["kind"], {})[row["id"]] = row
    return found


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The reader's language, audience (`public` or `internal`) and filters, and what the snapshot says of itself.

    `names`: of programmes, areas, themes, municipalities and organizations, by kind and id. `con`: the snapshot's
    database, with what it `kept` of its figures; raises what `figures.records` raises. `easy`:
    in plain Japanese. Where there is no snapshot, which only a page that needs none gets to see, `snapshot` is empty.
    """

    lang: Lang
    audience: str = "public"
    filters: Filters
    snapshot: Row
    names: Names
    con: duckdb.DuckDBPyConnection | None = None
    kept: Kept = NOTHING_KEPT
    easy: bool = False

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, lang: Lang, audience: str, filters: Filters) -> Self:
        """A reading of an open snapshot."""
        return cls(
            lang=lang,
            audience=audience,
            filters=filters,
            snapshot=records(con, "snapshot_info")[0],
            names=by_kind(records(con, "names")),
            con=con,
            kept=Kept.of(con),
        )

    def rows(self, query: str, **params: Any) -> Sequence[Row]:
        """The rows of a named query under the filters; `params` add to them or (None) lift them."""
        return self.part(query, ALL, **params)

    def part(self, query: str, part: Part, **params: Any) -> Sequence[Row]:
        """Those of the rows that a Part says; `params` as in `rows`."""
        assert self.con is not None
        return records(self.con, query, {**self.filters.params(), **params}, self.kept, part)

    def one(self, query: str, **params: Any) -> Row:
        """The only row of a named query, as `rows` runs it, by column."""
        return self.rows(query, **params)[0]

    def t(self, text: str, **values: object) -> str:
        """The text in the reader's language, as their audience reads it; whole numbers with thousands separators."""
        written = {name: formats.number(one) if type(one) is int else one for name, one in values.items()}
        return words.t(text, self.lang, self.easy, self.is_internal, **written)

    def counted(self, noun: str, n: Any, decimals: int = 0) -> str:
        """A number with its noun: `1 project`, `14 projects`, `14事業`."""
        return words.t(NOUNS[noun][n != 1], self.lang, n=formats.number(n, decimals))

    @property
    def is_internal(self) -> bool:
        """Whether the reader is of the staff."""
        return self.audience == "internal"

    @property
    def view_name(self) -> str:
        """What the reader's view is called."""
        return self.t("Internal view") if self.is_internal else self.t("Public view")

    @property
    def unknown(self) -> str:
        """The word where an amount is not known: "not published" to the public, "not recorded" to the staff."""
        return self.t("not published")

    @property
    def label(self) -> str:
        """The name of the data set; "" where there is none."""
        return self.pick(self.snapshot, "label")

    @property
    def as_of(self) -> str:
        """The as-of date in words; "" where there is none."""
        return self.date(self.snapshot["as_of"]) if self.snapshot else ""

    @property
    def warning(self) -> str:
        """That the data is invented; "" where it is not."""
        said = self.t("{label}: projects, organizations and amounts are invented.", label=self.label)
        return said if self.snapshot and self.snapshot["fictional"] else ""

    @property
    def mark(self) -> str:
        """What stands on every sheet of a file: data set, as-of date and audience."""
        day = self.t("as of {date}", date=self.as_of) if self.snapshot else ""
        return " ・ ".join(part for part in (self.label, day, self.view_name) if part)

    def pick(self, row: Any, column: str) -> str:
        """A bilingual column in the reader's language on one line, nothing hidden in it; "" where unknown."""
        return self.line(words.pick(row, column, self.lang))

    def line(self, text: Any) -> str:
        """Ledger text on one line, with every character without a shape written as its number."""
        return "" if formats.missing(text) else " ".join(visible(str(text)).split())

    def name(self, kind: str, key: Any) -> str:
        """The name of a programme, area, theme, municipality or organization; its id where there is none."""
        row = self.names.get(kind, {}).get(str(key))
        return (self.pick(row, "name") if row else "") or self.line(key)

    def word(self, table: str, column: str, value: Any) -> str:
        """The word of an enum value; "not known" where there is none."""
        none = formats.missing(value)
        return self.t("not known") if none else schema.label(table, column, str(value), self.lang)

    def by_word(self, table: str, column: str, rows: Iterable[Row]) -> list[tuple[str, int]]:
        """The projects of each value of an enum under its word, in the schema's order; of a query that counts."""
        found = {row[column]: row["projects"] for row in rows}
        order = schema.field(table, column).enum
        return [(self.word(table, column, one), found[one]) for one in order if one in found]

    def rag(self, value: Any, programme_id: str | None = None) -> str:
        """The word of a reported status; what `no_report` says where there is none."""
        none = formats.missing(value)
        return self.no_report(programme_id) if none else self.word("status_reports", "rag", value)

    def no_report(self, programme_id: str | None = None) -> str:
        """The word for no status report: "No report" only where the programme (of several, one) expects it."""
        asked = programme_id or self.filters.programme_id
        programmes = self.names.get("programme", {})
        rows = [programmes.get(asked, {})] if asked else programmes.values()
        expected = any(row.get("reports_expected") is True for row in rows)
        return self.t(NO_REPORT if expected else NONE_KNOWN)

    def evidence(self, value: Any) -> str:
        """The word of a running project's status by evidence; that there is nothing to judge by where none is."""
        return self.t(NO_EVIDENCE) if formats.missing(value) else self.rag(value)

    def title(self, row: Row, column: str = "title") -> str:
        """The name of a row's project or thing, with what must be known of it: inferred, withdrawn, unpublished."""
        notes = []
        if row.get("confidence") == "inferred":
            notes.append(self.t("Inferred"))
        if row.get("project_status", row.get("status")) == "withdrawn":
            notes.append(self.word("projects", "status", "withdrawn"))
        if row.get("published") is False:
            notes.append(self.t("Unpublished"))
        said = ("・" if self.lang == "ja" else ", ").join(notes)
        return self.pick(row, column) + words.aside(self.lang, said)

    def called(self, query: str, column: str) -> str:
        """What a column of a query is called over its values: in a table, a legend, on a tile."""
        return self._over(word(query, column))

    def named(self, column: str) -> str:
        """What a column is called that is known by its name alone; the name itself where nothing declares it."""
        found = anywhere(column)
        return self._over(found) if found and found.title else column

    def meaning(self, column: str) -> str:
        """What a number means that is known by its name alone."""
        found = anywhere(column)
        return words.told(found.means, self.lang, self.easy) if found else ""

    def _over(self, one: Word) -> str:
        return words.told(one.short or one.title, self.lang, self.easy)

    def qualified(self, value: Any, row: Row, column: str = "", remark: str = "") -> str:
        """A measured value with unit and qualifier: `about 630 people`, `約630人`, `112 (preliminary)`.

        `row` has the qualifier's `column` and, where a unit is wanted, unit_ja and unit_en. `remark` stands in
        brackets behind the value, with a qualifier that stands there too.
        """
        text = written(value, "number", self.lang)
        if formats.missing(value):
            return text
        unit, said = self.pick(row, "unit"), self.pick(row, column)
        gap = "" if self.lang == "ja" else " "
        text += f"{'' if unit in ('', '%') else gap}{unit}"
        if said.lower() in BEFORE:
            said, text = "", f"{said.lower()}{gap}{text}"
        elif said.lower() in AFTER:
            said, text = "", f"{text}{gap}{said.lower()}"
        return text + self.aside(*filter(None, (said, remark)))

    def money(self, yen: Any) -> str:
        """An amount in a sentence, to the yen; the word for unknown where it is not known."""
        return self.unknown if formats.missing(yen) else formats.exact_yen(yen, self.lang)

    def fiscal_year(self, year: Any) -> str:
        """A fiscal year in the reader's language."""
        return formats.fiscal_year(year, self.lang)

    def date(self, value: Any, precision: str = "day") -> str:
        """A date in the reader's language."""
        return formats.date(value, self.lang, precision)

    def ratio(self, done: Any, total: Any) -> str:
        """A part of a whole with its denominator in sight."""
        return formats.ratio(done, total, self.lang)

    def period(self, project: Row) -> str:
        """The fiscal years of a project; of one that has ended without a known end, that."""
        first, last = project["start_fy"], project["end_fy"]
        note = N_("end not known") if project["status"] in ENDED and formats.missing(last) else ""
        return formats.years(first, last, self.lang) + self.aside(note and self.t(note))

    def labelled(self, label: str, value: object) -> str:
        """A label with its value on one line."""
        return words.labelled(label, value, self.lang)

    def aside(self, *remarks: str) -> str:
        """Remarks in brackets to set behind a text; "" for none."""
        return words.aside(self.lang, words.commas(remarks, self.lang))

    def sentences(self, *parts: str) -> str:
        """Sentences one after the other, without those that are empty."""
        return words.sentences(filter(None, parts), self.lang)

    def narrowed(self) -> str:
        """The filters as a person reads them; "" where nothing is narrowed."""
        asked = self.filters
        chosen = (("programme", asked.programme_id), ("area", asked.area_id), ("theme", asked.theme))
        parts = [self.name(kind, key) for kind, key in chosen if key]
        if asked.from_fy or asked.to_fy:
            first, last = (self.fiscal_year(year) if year else "" for year in (asked.from_fy, asked.to_fy))
            parts.append(first if first == last else f"{first}{'～' if self.lang == 'ja' else '–'}{last}")
        return (" ／ " if self.lang == "ja" else ", ").join(parts)

    def withdrawn(self, by_status: Iterable[Row]) -> str:
        """How much of a decided_by_status is of withdrawn projects, as a sentence; "" where nothing known is."""
        for row in by_status:
            yen = row["decided_yen"]
            if row["status"] == "withdrawn" and not formats.missing(yen) and yen:
                return self.t(WITHDRAWN, amount=self.money(yen))
        return ""
