"""Constraints, keys and foreign keys of all tables together, checked with frictionless.

The records become inline resources of typed values; what frictionless reports by resource and row number is
mapped back to where the cell was written. A cell that already has a finding gets no second one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from frictionless import Package, Resource, Schema, errors

from smart_tokyo.ledger.content.findings import CODES, Finding, finding, titles
from smart_tokyo.ledger.content.records import Record, plain
from smart_tokyo.ledger.content.rows import differing
from smart_tokyo.ledger.values.choices import Rows
from smart_tokyo.schema import OFFICIAL, Field, Table

_CONSTRAINT = re.compile(r'constraint "(\w+)"')
_EARLIER = re.compile(r"position ([0-9]+)")
_NO_LIMIT = 2**62
_FIRST = 2  # frictionless counts the header as row 1
_LISTED = 12  # rows of a small table that a message lists


def check(
    tables: Mapping[str, Table],
    records: Mapping[str, Sequence[Record]],
    broken: Collection[str],
    labels: Mapping[str, str],
) -> tuple[list[Finding], dict[str, list[Record]]]:
    """All findings, and for each table its records without those whose key is there before.

    `records` holds the shipped rows of a table before those of the source. Foreign keys into `broken` tables
    are not looked at: their rows could not be read. Tables of shipped rows alone are taken as right.
    `labels`: what the source calls the file or sheet of each table it has.
    """
    found: list[Finding] = []
    asked = [name for name in tables if any(not one.shipped for one in records[name])]
    referred = {key.reference for name in asked for key in tables[name].foreign_keys}.difference(asked)
    resources = [_resource(tables[name], records[name], broken) for name in asked]
    # those are only looked up, so their own foreign keys are left out
    resources += [_resource(tables[name], records[name], tables) for name in sorted(referred)]
    package = Package(name="source", resources=resources)
    report = package.validate(limit_errors=_NO_LIMIT)
    if report.errors:
        raise RuntimeError(f"the schema is not understood: {report.errors[0].message}")
    kept = {name: list(records[name]) for name in tables}
    targets = _Targets(tables, records, labels)
    for name, task in zip(asked, report.tasks, strict=False):
        mapper = _Mapper(tables[name], records[name], targets)
        for error in task.errors:
            mapper.add(error)
        found += mapper.found
        rows = enumerate(records[name])
        kept[name] = [mapper.filled.get(place, one) for place, one in rows if place not in mapper.repeated]
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


class _Mapper:
    """Turns frictionless's errors about one table into findings where the cells were written."""

    def __init__(self, table: Table, records: Sequence[Record], targets: _Targets) -> None:
        self.table = table
        self.targets = targets
        self.records = records
        self.found: list[Finding] = []
        self.repeated: set[int] = set()
        self.filled: dict[int, Record] = {}  # place of a shipped row → the source's, which knows more
        self.said: set[tuple[int, str]] = set()

    def add(self, error: Any) -> None:
        if not isinstance(error, errors.RowError):
            raise RuntimeError(f"{self.table.name}: {error.message}")
        place = error.row_number - _FIRST
        if isinstance(error, errors.PrimaryKeyError):
            self._repeated_key(place, error.note)
        elif isinstance(error, errors.ForeignKeyError):
            self._foreign_key(place, error.field_names, error.reference_name)
        elif isinstance(error, errors.CellError) and not isinstance(error, errors.ExtraCellError):
            self._constraint(place, error.field_name, error.note)

    def _constraint(self, place: int, column: str, note: str) -> None:
        if not self._first_about(place, (column,)):
            return
        record, one = self.records[place], self.table.fields[self.table.position[column]]
        hit = _CONSTRAINT.search(note)
        code = {"minimum": "range", "maximum": "range"}.get(hit[1], hit[1]) if hit else "pattern"
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

    def _repeated_key(self, place: int, note: str) -> None:
        record, columns = self.records[place], self.table.primary_key
        earlier = _EARLIER.search(note)
        if earlier is None or record.bad.intersection(columns):
            return
        self.repeated.add(place)
        at = int(earlier[1]) - _FIRST
        first = self.filled.get(at, self.records[at])
        key = ", ".join(plain(one) for one in self.table.key_of(record.values))
        joined = ", ".join(columns)
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

    def _foreign_key(self, place: int, columns: Sequence[str], reference: str) -> None:
        if not self._first_about(place, columns):
            return
        record = self.records[place]
        written = ", ".join(record.written(name) or "" for name in columns)
        column = columns[0] if len(columns) == 1 else ", ".join(columns)
        code, details = self._meant(written.strip(), columns, reference)
        where, called = record.where(columns[0]), self.targets.called(reference, record, self.table)
        details |= {f"place_{lang}": record.sheet.spoken_of(called, lang) for lang in ("ja", "en")}
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


class _Rows(list[list[Any]]):
    """Rows that frictionless may not copy: it would, value by value, each time it looks at its metadata."""

    def __deepcopy__(self, memo: object) -> _Rows:
        return self


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


def _resource(table: Table, records: Sequence[Record], broken: Collection[str]) -> Resource:
    """The records as an inline resource. A table without rows has a header only."""
    schema = Schema.from_descriptor(
        {
            "fields": [_descriptor(one) for one in table.fields],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [
                {
                    "fields": list(key.fields),
                    "reference": {"resource": key.reference, "fields": list(key.reference_fields)},
                }
                for key in table.foreign_keys
                if key.reference not in broken
            ],
        }
    )
    data = _Rows([list(table.columns), *(list(one.values) for one in records)])
    return Resource(name=table.name, data=data, schema=schema)


def _descriptor(one: Field) -> dict[str, Any]:
    constraints = {
        "required": one.required or None,
        "minimum": one.minimum,
        "maximum": one.maximum,
        "pattern": one.pattern,
    }
    kept = {name: value for name, value in constraints.items() if value is not None}
    return {"name": one.name, "type": one.type, "constraints": kept}
