"""The DuckDB tables of a snapshot, derived from the schema."""

from __future__ import annotations

from smart_tokyo.rules import THRESHOLDS
from smart_tokyo.schema import Field, ForeignKey, Table, tables

TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}


def create_table(table: Table, audience: str = "internal") -> str:
    """The `create table` statement of a table for an audience (internal or public).

    Public leaves out internal columns and what refers to them. Raises ValueError for an internal table then.
    """
    fields = fields_for(table, audience)
    if not fields:
        raise ValueError(f"the table {table.name} is internal: it has no public form")
    names = {field.name for field in fields}
    lines = [_column(field) for field in fields]
    lines.append(f"primary key ({_list(table.primary_key)})")
    lines += [_foreign_key(key) for key in table.foreign_keys if _reachable(key, names, audience)]
    return f"create table {quoted(table.name)} (\n    " + ",\n    ".join(lines) + "\n)"


def dates_view() -> str:
    """The statement that creates the temporary view `dates`: every known date of every table.

    Columns: table_name; key_1, key_2 …, the row's primary key as text, NULL where it is shorter than others;
    column_name; on_date. It stands over internal tables.
    """
    longest = max(len(table.primary_key) for table in tables().values())
    parts = []
    for table in tables().values():
        keys = [f"cast({quoted(name)} as varchar)" for name in table.primary_key]
        keys += ["cast(null as varchar)"] * (longest - len(keys))
        listed = ", ".join(f"{key} as key_{place}" for place, key in enumerate(keys, start=1))
        parts += [
            f"select {_text(table.name)} as table_name, {listed}, {_text(field.name)} as column_name, "
            f"{quoted(field.name)} as on_date from {quoted(table.name)} where {quoted(field.name)} is not null"
            for field in table.fields
            if field.type == "date"
        ]
    return "create or replace temporary view dates as\n" + "\nunion all\n".join(parts)


def thresholds_table() -> str:
    """The statement that creates `thresholds`: one row, a column for each number of queries/thresholds.yml."""
    columns = ", ".join(f"cast({number} as bigint) as {quoted(name)}" for name, number in THRESHOLDS.items())
    return f"create table thresholds as select {columns}"


def fields_for(table: Table, audience: str) -> tuple[Field, ...]:
    """The columns that an audience may have."""
    return table.fields if audience == "internal" else table.public_fields()


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(quoted(name) for name in names)


def conditions(field: Field) -> dict[str, str]:
    """What a known value of a column has to meet, in SQL, by the code of the finding where it does not."""
    name = quoted(field.name)
    bounds = [
        f"{name} {sign} {bound}"
        for sign, bound in ((">=", field.minimum), ("<=", field.maximum))
        if bound is not None
    ]
    found = {
        "enum": f"{name} in ({', '.join(map(_text, field.enum))})" if field.enum else "",
        "range": " and ".join(bounds),
        "pattern": f"regexp_full_match({name}, {_text(field.pattern)})" if field.pattern else "",
    }
    return {code: rule for code, rule in found.items() if rule}


def _column(field: Field) -> str:
    parts = [quoted(field.name), TYPES[field.type]]
    if field.required:
        parts.append("not null")
    if rules := conditions(field):
        parts.append(f"check ({' and '.join(rules.values())})")
    return " ".join(parts)


def _foreign_key(key: ForeignKey) -> str:
    return (
        f"foreign key ({_list(key.fields)}) "
        f"references {quoted(key.reference)} ({_list(key.reference_fields)})"
    )


def _reachable(key: ForeignKey, names: set[str], audience: str) -> bool:
    """Whether both ends of a foreign key are there for the audience."""
    target = {field.name for field in fields_for(tables()[key.reference], audience)}
    return names.issuperset(key.fields) and target.issuperset(key.reference_fields)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
