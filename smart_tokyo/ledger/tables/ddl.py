"""The DuckDB tables of a snapshot, derived from the schema: made, filled, and what rows without constraints break."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import duckdb
import pyarrow as pa

from smart_tokyo.named_sql import literal
from smart_tokyo.named_sql import quoted as quoted
from smart_tokyo.rules import THRESHOLDS
from smart_tokyo.schema import Field, ForeignKey, Table, fields_for, tables

# type of a column → of DuckDB's
_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}

PLACE = ("place.file", "place.sheet", "place.row", "place.shipped")
"""The columns beside a table's own that tell where each row stands in its source, by names without a folder.

sheet: the sheet of a workbook or the CSV file of a zip, NULL where the file is a CSV file. row: the line of a CSV file
or the row of a sheet, from 1. shipped: the file is one of the project's own reference.
"""


class Broken(NamedTuple):
    """One thing that a row breaks. `row`: its place among the rows as they were inserted, from 0.

    `code`: required, enum, range or pattern of one column; key, where `earlier` is the last row before it with the
    same key; reference, to a row of the table `reference` that is not there.
    """

    row: int
    code: str
    columns: tuple[str, ...]
    earlier: int | None = None
    reference: str = ""


def create_table(table: Table, audience: str = "internal") -> str:
    """The `create table` statement for an audience, without what it may not have. Raises ValueError for no column.

    References are looked at when all tables are filled, by `dangling`: at each row that costs as much as all the rest.
    """
    fields = fields_for(table, audience)
    if not fields:
        raise ValueError(f"the table {table.name} is internal: it has no public form")
    lines = []
    for field in fields:
        rules = conditions(field)
        known = " not null" if rules.pop("required", "") else ""
        right = f" check ({' and '.join(rules.values())})" if rules else ""
        lines.append(f"{quoted(field.name)} {_TYPES[field.type]}{known}{right}")
    lines.append(f"primary key ({_list(table.primary_key)})")
    return f"create table {quoted(table.name)} (\n    " + ",\n    ".join(lines) + "\n)"


def hold(con: duckdb.DuckDBPyConnection, table: Table, values: pa.Table) -> None:
    """Holds rows in a table of the ledger's own form without its constraints, as what breaks them is told."""
    columns = ", ".join(f"{quoted(one.name)} {_TYPES[one.type]}" for one in table.fields)
    con.execute(f"create or replace table {quoted(table.name)} ({columns})")
    insert(con, table, table.fields, values)


def dates_view() -> str:
    """The statement that creates the temporary view `dates`: every known date of every table.

    Columns: table_name; key_1, key_2 …, the row's primary key as text, NULL where it is shorter than others;
    column_name; on_date, and as text value. It stands over internal tables.
    """
    longest = max(len(table.primary_key) for table in tables().values())
    parts = []
    for table in tables().values():
        keys = [f"cast({quoted(name)} as varchar)" for name in table.primary_key]
        keys += ["cast(null as varchar)"] * (longest - len(keys))
        listed = ", ".join(f"{key} as key_{place}" for place, key in enumerate(keys, start=1))
        parts += [
            f"select {literal(table.name)} as table_name, {listed}, {literal(field.name)} as column_name, "
            f"{quoted(field.name)} as on_date, cast({quoted(field.name)} as varchar) as value "
            f"from {quoted(table.name)} where {quoted(field.name)} is not null"
            for field in table.fields
            if field.type == "date"
        ]
    return "create or replace temporary view dates as\n" + "\nunion all\n".join(parts)


def breaking_rows(
    table: Table,
    column: str,
    expected: str,
    of: Sequence[str] = (),
    where: str = "",
    details: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The query for the rows of a check of queries/checks/consistency/of_a_row.yml, which tells what it is made of."""
    own, text = f"{table.name}.{column}", "cast({} as varchar)"
    if table.fields[table.position[column]].type == "number":
        text = f"regexp_replace({text}, '[.]0$', '')"
    keys = (f"cast({table.name}.{key} as varchar) as key_{n}" for n, key in enumerate(table.primary_key, 1))
    joined = "".join(f" join {one} using ({_list(tables()[one].primary_key)})" for one in of)
    told = "".join(f"{sql} as {name},\n" for name, sql in details.items())
    return (
        f"select {', '.join(keys)}, {literal(column)} as column_name, "
        f"{text.format(own)} as value, {text.format(expected)} as expected,\n{told}"
        f"from {table.name}{joined} where {where or f'{own} < {expected}'} order by all"
    )


def thresholds_table() -> str:
    """The statement that creates `thresholds`: one row, a column for each number of queries/thresholds.yml."""
    columns = ", ".join(f"cast({number} as bigint) as {quoted(name)}" for name, number in THRESHOLDS.items())
    return f"create table thresholds as select {columns}"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(quoted(name) for name in names)


def conditions(field: Field) -> dict[str, str]:
    """What a value of a column has to meet, in SQL, by the code of the finding where it does not."""
    name = quoted(field.name)
    least = [] if field.minimum is None else [f"{name} >= {field.minimum}"]
    most = [] if field.maximum is None else [f"{name} <= {field.maximum}"]
    found = {
        "required": f"{name} is not null" if field.required else "",
        "enum": f"{name} in ({', '.join(map(literal, field.enum))})" if field.enum else "",
        "range": " and ".join(least + most),
        "pattern": f"regexp_full_match({name}, {literal(field.pattern)})" if field.pattern else "",
    }
    return {code: rule for code, rule in found.items() if rule}


def insert(con: duckdb.DuckDBPyConnection, table: Table, fields: Sequence[Field], values: pa.Table) -> None:
    """Inserts rows of all columns, of which the database's table has the given ones."""
    if len(values):
        con.from_arrow(values.select([one.name for one in fields])).insert_into(table.name)


def insert_places(con: duckdb.DuckDBPyConnection, table: Table, values: pa.Table) -> None:
    """Inserts where the given rows of the table stood, which columns of PLACE tell, into `source_rows`."""
    if len(values):
        columns = f"{literal(table.name)}, row_key({_list(table.primary_key)}), {_list(PLACE)}"
        rows = con.from_arrow(values.select([*table.primary_key, *PLACE]))
        rows.project(columns).insert_into("source_rows")


def broken(con: duckdb.DuckDBPyConnection, table: Table, unread: Collection[str]) -> list[Broken]:
    """What the rows of a table in `con` break: row by row, of each its cells, its key and its references.

    References to tables of `unread` are not looked at. A key of which no part is known is none, and nothing is
    required of a row that holds no value at all.
    """
    rules = [(one.name, code, rule) for one in table.fields for code, rule in conditions(one).items()]
    rows = con.execute(
        f"select rowid, {', '.join(f'not ({rule})' for *_, rule in rules)} from {quoted(table.name)} "
        f"where not ({' and '.join(f'({rule})' for *_, rule in rules)}) and {_any_known(table.columns)}"
    ).fetchall()
    found = [
        Broken(row, code, (column,))
        for row, *hits in rows
        for (column, code, _), hit in zip(rules, hits, strict=True)
        if hit
    ]
    rows = con.execute(
        f"select rowid, lag(rowid) over (partition by {_list(table.primary_key)} order by rowid) as earlier "
        f"from {quoted(table.name)} where {_any_known(table.primary_key)} qualify earlier is not null"
    ).fetchall()
    found += [Broken(row, "key", table.primary_key, earlier) for row, earlier in sorted(rows)]
    for key in table.foreign_keys:
        if key.reference in unread:
            continue
        lost = dangling(con, table, key)
        found += [Broken(row, "reference", key.fields, reference=key.reference) for row in lost]
    return sorted(found, key=lambda one: one.row)  # sorted is stable


def dangling(con: duckdb.DuckDBPyConnection, table: Table, key: ForeignKey) -> list[int]:
    """The rows of a table in `con`, by their place from 0, that refer to a row that is not there."""
    pairs = zip(map(quoted, key.fields), map(quoted, key.reference_fields), strict=True)
    same = " and ".join(f"own.{one} is not distinct from other.{two}" for one, two in pairs)
    rows = con.execute(
        f"select own.rowid from {quoted(table.name)} as own anti join {quoted(key.reference)} as other on {same} "
        f"where {_any_known(key.fields)} order by own.rowid"
    ).fetchall()
    return [row for (row,) in rows]


def references(table: Table, audience: str) -> list[ForeignKey]:
    """The foreign keys of which an audience has both ends."""
    held = {name: {one.name for one in fields_for(tables()[name], audience)} for name in tables()}
    return [
        key
        for key in table.foreign_keys
        if held[table.name].issuperset(key.fields) and held[key.reference].issuperset(key.reference_fields)
    ]


def _any_known(columns: Collection[str]) -> str:
    return f"coalesce({', '.join(f'cast({quoted(name)} as varchar)' for name in columns)}) is not null"
