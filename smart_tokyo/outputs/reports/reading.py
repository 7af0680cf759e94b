"""What a report reads: one snapshot through the named queries, under the filters of a page, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from smart_tokyo import formats, schema, words
from smart_tokyo.figures import Filters, records
from smart_tokyo.outputs.documents.document import DASH, Document, Section, Words
from smart_tokyo.safe_cells import visible
from smart_tokyo.terms import NO_EVIDENCE
from smart_tokyo.words import APP_NAME, Lang


@dataclass(frozen=True)
class Reading:
    """A snapshot as one reader asks about it. Raises what `figures.records` raises."""

    con: duckdb.DuckDBPyConnection
    lang: Lang
    audience: str
    filters: Filters
    snapshot: Mapping[str, Any]
    names: Mapping[tuple[str, str], Mapping[str, Any]]

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, lang: Lang, audience: str, filters: Filters) -> Reading:
        """A reading of an open snapshot."""
        names = {(row["kind"], row["id"]): row for row in records(con, "names")}
        return cls(con, lang, audience, filters, records(con, "snapshot_info")[0], names)

    def t(self, text: str, **values: object) -> str:
        """The text in the reader's language."""
        return words.t(text, self.lang, **values)

    def rows(self, query: str, **params: Any) -> list[dict[str, Any]]:
        """The rows of a named query under the filters; `params` add to them or (None) lift them."""
        return records(self.con, query, {**self.filters.params(), **params})

    def one(self, query: str, **params: Any) -> dict[str, Any]:
        """The only row of a named query."""
        return self.rows(query, **params)[0]

    def pick(self, row: Any, column: str) -> str:
        """A bilingual column in the reader's language on one line, nothing hidden in it; "" where unknown."""
        return self.line(words.pick(row, column, self.lang))

    def line(self, text: Any) -> str:
        """Ledger text on one line, with every character without a shape written as its number."""
        return "" if formats.missing(text) else " ".join(visible(str(text)).split())

    def name(self, kind: str, key: Any) -> str:
        """The name of a programme, area, theme or organization; its id where there is none."""
        row = self.names.get((kind, str(key)))
        return (self.pick(row, "name") if row else "") or self.line(key)

    def word(self, table: str, column: str, value: Any) -> str:
        """The word of an enum value; "not known" where there is none."""
        return (
            self.t("not known")
            if formats.missing(value)
            else schema.label(table, column, str(value), self.lang)
        )

    def rag(self, value: Any) -> str:
        """The word of a reported status; "No report" where there is none."""
        return self.t("No report") if formats.missing(value) else self.word("status_reports", "rag", value)

    def evidence(self, value: Any) -> str:
        """The word of a running project's status by evidence; that there is nothing to judge by where none is."""
        return self.t(NO_EVIDENCE) if formats.missing(value) else self.rag(value)

    @property
    def unknown(self) -> str:
        """The word for an unknown amount: "not published" to the public, "not recorded" to the staff."""
        return self.t("not recorded") if self.audience == "internal" else self.t("not published")

    def title(self, row: Mapping[str, Any], column: str = "title") -> str:
        """The name of a row's project or thing, with what must be known of it: inferred, withdrawn, unpublished."""
        notes = []
        if row.get("confidence") == "inferred":
            notes.append(self.t("Inferred"))
        status = row.get("project_status", row.get("status"))
        if status == "withdrawn":
            notes.append(self.word("projects", "status", "withdrawn"))
        if row.get("published") is False:
            notes.append(self.t("Unpublished"))
        text = self.pick(row, column)
        if not notes:
            return text
        return f"{text}（{'・'.join(notes)}）" if self.lang == "ja" else f"{text} ({', '.join(notes)})"

    def money(self, yen: Any) -> str:
        """An amount in a sentence, to the yen; the word for unknown where it is not known."""
        return self.unknown if formats.missing(yen) else formats.exact_yen(yen, self.lang)

    def span(self) -> str:
        """The filters as a person reads them; "all projects" where nothing is narrowed."""
        asked = self.filters
        parts = [
            self.name(kind, key)
            for kind, key in (
                ("programme", asked.programme_id),
                ("area", asked.area_id),
                ("theme", asked.theme),
            )
            if key
        ]
        if asked.from_fy or asked.to_fy:
            first = formats.fiscal_year(asked.from_fy, self.lang) if asked.from_fy else ""
            last = formats.fiscal_year(asked.to_fy, self.lang) if asked.to_fy else ""
            parts.append(first if first == last else f"{first}{'～' if self.lang == 'ja' else '–'}{last}")
        if not parts:
            return self.t("no filter: all projects")
        return (" ／ " if self.lang == "ja" else ", ").join(parts)


def document(
    reading: Reading,
    title: str,
    sections: tuple[Section, ...],
    definitions: tuple[tuple[str, str], ...],
    subject: tuple[str, str] | None = None,
) -> Document:
    """The report's document around its sections. `subject`: the fact that stands in the place of the filters."""
    t, snapshot = reading.t, reading.snapshot
    label = reading.pick(snapshot, "label") or DASH
    audience = t("Internal view") if reading.audience == "internal" else t("Public view")
    as_of = formats.date(snapshot["as_of"], reading.lang)
    version = str(snapshot["snapshot_id"])
    facts = (
        (t("Data set"), label),
        (t("As of"), as_of),
        (t("Audience"), audience),
        subject or (t("Filters"), reading.span()),
        (t("Data version"), version),
    )
    return Document(
        title=title,
        lang=reading.lang,
        as_of=snapshot["as_of"],
        facts=facts,
        mark=" ・ ".join((label, t("as of {date}", date=as_of), audience)),
        warning=(
            t("{label}: the projects, organizations and amounts in this report are invented.", label=label)
            if snapshot["fictional"]
            else ""
        ),
        sections=sections,
        definitions=definitions,
        words=own_words(reading.t, reading.unknown),
        author=t(APP_NAME),
    )


def own_words(t: Callable[..., str], unknown: str) -> Words:
    """The words that the writers of documents need. `t`: as `Reading.t`; `unknown`: the word for an unknown amount."""
    return Words(
        definitions=t("Definitions"),
        cover=t("Cover"),
        charts=t("Charts"),
        chart_data=t("Data of the chart"),
        million_yen=t("million yen"),
        unknown=unknown,
        gap=t("An empty cell means {unknown}.", unknown=unknown),
        nothing_known=t("No value is known, so there is nothing to draw."),
        more=lambda shown, total: t(
            "The first {shown} of {total}; all of them are in the workbook of this report.",
            shown=formats.number(shown),
            total=formats.number(total),
        ),
        elsewhere=lambda rows: t("{n} rows: see the workbook of this report.", n=formats.number(rows)),
    )
