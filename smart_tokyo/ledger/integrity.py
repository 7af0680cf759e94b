"""Constraints, keys and foreign keys of all tables together, checked with frictionless.

The records become inline resources of typed values; what frictionless reports by resource and row number is
mapped back to where the cell was written. A cell that already has a finding gets no second one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from frictionless import Package, Resource, Schema, errors

from smart_tokyo.ledger.findings import Finding, finding
from smart_tokyo.ledger.rows import Record, differing, plain
from smart_tokyo.schema import Field, Table

_CONSTRAINT = re.compile(r'constraint "(\w+)"')
_EARLIER = re.compile(r"position ([0-9]+)")
_NO_LIMIT = 2**62
_FIRST = 2  # frictionless counts the header as row 1


def check(
    tables: Mapping[str, Table], records: Mapping[str, Sequence[Record]], broken: Collection[str]
) -> tuple[list[Finding], dict[str, list[Record]]]:
    """All findings, and for each table its records without those whose key is there before.

    `records` holds the shipped rows of a table before those of the source. Foreign keys into `broken` tables
    are not looked at: their rows could not be read. Tables of shipped rows alone are taken as right.
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
    for name, task in zip(asked, report.tasks, strict=False):
        mapper = _Mapper(tables[name], records[name], tables)
        for error in task.errors:
            mapper.add(error)
        found += mapper.found
        kept[name] = [one for place, one in enumerate(records[name]) if place not in mapper.repeated]
    return found, kept


class _Mapper:
    """Turns frictionless's errors about one table into findings where the cells were written."""

    def __init__(self, table: Table, records: Sequence[Record], tables: Mapping[str, Table]) -> None:
        self.table = table
        self.tables = tables
        self.records = records
        self.found: list[Finding] = []
        self.repeated: set[int] = set()
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
        where, written = record.where(column), record.written(column)
        self.found.append(finding(code, where, self.table, column, written, expected=_expected(one, code)))

    def _repeated_key(self, place: int, note: str) -> None:
        record, columns = self.records[place], self.table.primary_key
        earlier = _EARLIER.search(note)
        if earlier is None or record.bad.intersection(columns):
            return
        self.repeated.add(place)
        first = self.records[int(earlier[1]) - _FIRST]
        key = ", ".join(plain(one) for one in self.table.key_of(record.values))
        joined = ", ".join(columns)
        if not first.shipped:
            details = {"first": first.where()}
            self.found.append(
                finding("duplicate-key", record.where(), self.table, joined, key, details=details)
            )
            return
        # a column that the source does not have says nothing: a ledger older than the column is no contradiction
        other = [name for name in differing(self.table, first.values, record.values) if name in record.places]
        if record.bad:
            return
        code = "reference-conflict" if other else "reference-same"
        details = {"differing": ", ".join(other)}
        expected = "; ".join(f"{name}={plain(first.values[self.table.position[name]])}" for name in other)
        self.found.append(finding(code, record.where(), self.table, joined, key, expected or None, details))

    def _foreign_key(self, place: int, columns: Sequence[str], reference: str) -> None:
        if not self._first_about(place, columns):
            return
        record = self.records[place]
        written = ", ".join(record.written(name) or "" for name in columns)
        column = columns[0] if len(columns) == 1 else ", ".join(columns)
        self.found.append(
            finding(
                "foreign-key", record.where(columns[0]), self.table, column, written.strip(),
                expected=record.sheet.other(self.tables[reference]), details={"reference": reference},
            )
        )  # fmt: skip

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
    if code == "enum":
        return ", ".join(one.enum)
    if code == "range":
        return f"{'' if one.minimum is None else one.minimum}..{'' if one.maximum is None else one.maximum}"
    return one.pattern if code == "pattern" else None


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
        "enum": list(one.enum) or None,
        "minimum": one.minimum,
        "maximum": one.maximum,
        "pattern": one.pattern,
    }
    kept = {name: value for name, value in constraints.items() if value is not None}
    return {"name": one.name, "type": one.type, "constraints": kept}
