"""Constraints, keys and foreign keys of all tables together: what breaks them, told where the cell was written; and
ids of one table that are the same but for what a person overlooks.

A cell that already has a finding gets no second one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import duckdb

from smart_tokyo.ledger.content.findings import CODES, Finding, finding, titles
from smart_tokyo.ledger.content.records import Record, plain
from smart_tokyo.ledger.content.rows import differing
from smart_tokyo.ledger.tables.constraints import Broken, broken
from smart_tokyo.ledger.values.choices import Rows
from smart_tokyo.ledger.values.lookalikes import alike_form, overlooked
from smart_tokyo.schema import OFFICIAL, Field, Table

_LISTED = 12  # rows of a small table that a message lists
_ASPECTS = {
    "width": ("全角と半角", "width (full or half)"),
    "case": ("大文字と小文字", "upper and lower case"),
    "dash": ("ハイフンの種類や有無", "the kind of dash"),
    "zeros": ("先頭の0の数", "leading zeros"),
}

# how a row that is not there is added: where the source has the table, and where it has not
_WAYS = {
    "ja": ("{place}にその行を加えてください", "{place}を作り、その行を書いてください"),
    "en": ("add the row to {place}", "make {place} with the row"),
}


def check(
    con: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Table],
    records: Mapping[str, Sequence[Record]],
    unread: Collection[str],
    labels: Mapping[str, str],
) -> tuple[list[Finding], dict[str, list[Record]]]:
    """All findings, and for each table its records without those whose key is there before.

    `con` holds the values of all records, in their order, in tables without constraints; `records` has the shipped
    rows of a table before those of the source. Foreign keys into `unread` tables are not looked at: their rows could
    not be read. Tables of shipped rows alone are taken as right. `labels`: what the source calls the file or sheet
    of each table it has.
    """
    found: list[Finding] = []
    kept = {name: list(records[name]) for name in tables}
    targets = _Targets(tables, records, labels)
    for name, table in tables.items():
        if all(one.shipped for one in records[name]):
            continue
        telling = _Telling(table, records[name], targets)
        for one in broken(con, table, unread):
            telling.add(one)
        found += telling.found
        rows = enumerate(records[name])
        kept[name] = [telling.filled.get(place, one) for place, one in rows if place not in telling.repeated]
    return found, kept


class _Targets:
    """The tables that others refer to: their rows, and what the source calls them."""

    def __init__(
        self, tables: Mapping[str, Table], records: Mapping[str, Sequence[Record]], labels: Mapping[str, str]
    ) -> None:
        self.tables, self.records, self.labels = tables, records, labels
        self.known: dict[str, Rows] = {}

    def rows(self, name: str) -> Rows:
        """The rows of a table."""
        if name not in self.known:
            self.known[name] = Rows(self.tables[name], (one.values for one in self.records[name]))
        return self.known[name]

    def called(self, name: str, record: Record, table: Table) -> str:
        """The file or sheet of a table; where the source has none, one named in the way of a record of `table`."""
        wanted = self.tables[name]
        by_name = table.name in record.sheet.label.casefold()
        return self.labels.get(name) or record.sheet.other(wanted.name if by_name else wanted.title)


class _Telling:
    """Turns what the rows of one table break into findings where the cells were written."""

    def __init__(self, table: Table, records: Sequence[Record], targets: _Targets) -> None:
        self.table = table
        self.targets = targets
        self.records = records
        self.found: list[Finding] = []
        self.repeated: set[int] = set()
        self.filled: dict[int, Record] = {}  # place of a shipped row → the source's, which knows more
        self.said: set[tuple[int, str]] = set()

    def add(self, one: Broken) -> None:
        record = self.records[one.row]
        if one.earlier is not None:
            if not record.bad.intersection(one.columns):
                self.repeated.add(one.row)
                self._repeated_key(record, one.earlier)
        elif self._first_about(one.row, one.columns):
            if one.reference:
                self._foreign_key(record, one.columns, one.reference)
            else:
                self._constraint(record, one.columns[0], one.code)

    def _constraint(self, record: Record, column: str, code: str) -> None:
        one = self.table.fields[self.table.position[column]]
        written = (record.written(column) or "").strip()
        details: dict[str, object] = {"form_ja": one.description, "form_en": one.description_en}
        if code == "range":
            value = plain(record.values[self.table.position[column]])
            details = {
                "value": written if written == value else f"{written} = {value}",
                "range_ja": _bounds(one, "{} から {} まで", "{} 以上", "{} 以下"),
                "range_en": _bounds(one, "from {} to {}", "of at least {}", "of at most {}"),
            }
        where, expected = record.where(column), _expected(one, code)
        self.found.append(finding(code, where, self.table, column, written, expected, details))

    def _repeated_key(self, record: Record, at: int) -> None:
        first = self.filled.get(at, self.records[at])
        key = ", ".join(plain(one) for one in self.table.key_of(record.values))
        joined = ", ".join(self.table.primary_key)
        if not first.shipped:
            special = f"duplicate-key-{self.table.name}"
            code, details = special if special in CODES else "duplicate-key", {"first": first.where()}
            self.found.append(finding(code, record.where(), self.table, joined, key, details=details))
            return
        # a column that the source does not have says nothing: a ledger older than the column is no contradiction
        other = [name for name in differing(self.table, first.values, record.values) if name in record.places]
        if record.bad:
            return
        known = dict(zip(self.table.columns, first.values, strict=True))
        contradicted = [name for name in other if known[name] is not None]
        code = "reference-conflict" if contradicted else "reference-filled" if other else "reference-same"
        if code == "reference-filled":
            values = zip(record.values, first.values, strict=True)
            self.filled[at] = replace(
                record, values=tuple(own if own is not None else its for own, its in values)
            )
        other = contradicted or other
        details = {
            f"differing_{lang}": titles(self.table.name, ", ".join(other), lang)[1] for lang in ("ja", "en")
        }
        expected = "; ".join(f"{name}={plain(first.values[self.table.position[name]])}" for name in other)
        self.found.append(finding(code, record.where(), self.table, joined, key, expected or None, details))

    def _foreign_key(self, record: Record, columns: Sequence[str], reference: str) -> None:
        written = ", ".join(record.written(name) or "" for name in columns)
        column = ", ".join(columns)
        code, details = self._meant(written.strip(), columns, reference)
        where, called = record.where(columns[0]), self.targets.called(reference, record, self.table)
        places = {lang: record.sheet.spoken_of(called, lang) for lang in ("ja", "en")}
        details |= {f"place_{lang}": place for lang, place in places.items()}
        for lang, ways in _WAYS.items():
            details[f"add_{lang}"] = ways[reference not in self.targets.labels].format(place=places[lang])
        self.found.append(finding(code, where, self.table, column, written.strip(), called, details))

    def _meant(self, written: str, columns: Sequence[str], reference: str) -> tuple[str, dict[str, str]]:
        """The code for a reference to a row that is not there, and what may have been meant."""
        details = {f"reference_{lang}": titles(reference, None, lang)[0] for lang in ("ja", "en")}
        if reference in OFFICIAL:
            return "foreign-key-official", details
        rows = self.targets.rows(reference)
        near = rows.nearest(written) if len(columns) == 1 else ()
        if near:
            return "foreign-key-near", details | {
                f"near_{lang}": rows.shown(near, lang) for lang in ("ja", "en")
            }
        if self.targets.tables[reference].reference and len(rows.names) <= _LISTED:
            return "foreign-key-listed", details | {
                f"choices_{lang}": rows.shown(rows.names, lang) for lang in ("ja", "en")
            }
        return "foreign-key", details

    def _first_about(self, place: int, columns: Sequence[str]) -> bool:
        """Whether no finding has been made about the cells before."""
        cells = {(place, name) for name in columns}
        if self.said & cells or self.records[place].bad.intersection(columns):
            return False
        self.said |= cells
        return True


def _expected(one: Field, code: str) -> str | None:
    if code == "range":
        return f"{'' if one.minimum is None else one.minimum}..{'' if one.maximum is None else one.maximum}"
    return None


def _bounds(one: Field, between: str, least: str, most: str) -> str:
    """The bounds of a column in words."""
    known = [
        f"{bound:,}" if bound > 9999 else bound for bound in (one.minimum, one.maximum) if bound is not None
    ]
    return (between if len(known) == 2 else most if one.minimum is None else least).format(*known)


def twins(tables: Iterable[Table], records: Mapping[str, Sequence[Record]]) -> list[Finding]:
    """A warning at each of the source's rows whose id is alike to another's; of several others the first is named."""
    found: list[Finding] = []
    for table in tables:
        if len(table.primary_key) > 1 or table.primary_key[0] not in table.id_columns:
            continue
        alike: dict[str, dict[str, Record]] = {}
        for record in records[table.name]:
            (one,) = table.key_of(record.values)
            if one is not None:
                alike.setdefault(alike_form(one), {}).setdefault(one, record)
        for group in alike.values():
            if len(group) > 1:
                found += _of_group(table, group)
    return found


def _of_group(table: Table, group: Mapping[str, Record]) -> Iterable[Finding]:
    (column,) = table.primary_key
    for one, record in group.items():
        twin, other = next(pair for pair in group.items() if pair[0] != one)
        aspects = [_ASPECTS[aspect] for aspect in overlooked(one, twin)]
        details = {
            "twin": twin,
            "other": other.where(column),
            "differing_ja": "、".join(ja for ja, _ in aspects),
            "differing_en": " and ".join(en for _, en in aspects),
        }
        if not record.shipped:
            yield finding(
                "alike-ids", record.where(column), table, column, record.written(column), twin, details
            )
