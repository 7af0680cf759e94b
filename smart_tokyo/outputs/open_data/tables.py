"""The public tables of a snapshot, row by row: only the columns that data/schema declares public.

Besides, the projects' places under the column names of Japan's municipal standard open data set (自治体標準オープン
データセット). It has no data set of grants or projects; the columns that its lists of places share fit.
"""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression

from smart_tokyo import figures
from smart_tokyo.outputs.open_data.label import Label
from smart_tokyo.schema import Table, tables


def public_tables() -> dict[str, Table]:
    """The tables that the public database holds, by name, a table after those it refers to."""
    return {name: table for name, table in tables().items() if table.public_fields()}


def columns(table: Table) -> list[str]:
    """The public columns of a table, in order."""
    return [field.name for field in table.public_fields()]


def page(con: duckdb.DuckDBPyConnection, table: Table, limit: int, offset: int) -> tuple[list[Any], int]:
    """At most `limit` rows of a table after `offset`, in order of its key, and how many it has in all."""
    with con.cursor() as cursor:
        return _ordered(cursor, table).limit(limit, offset).fetchall(), len(cursor.table(table.name))


def changed(
    con: duckdb.DuckDBPyConnection, table: Table, limit: int, offset: int
) -> tuple[list[Any], int, int]:
    """As `page`, those of the attached database `new` that `old` has not exactly so; and how many only `old` has."""
    with con.cursor() as cursor:
        rows = [_selected(cursor, table, columns(table), side) for side in ("new.main.", "old.main.")]
        found = rows[0].except_(rows[1])
        keys = [_selected(cursor, table, table.primary_key, side) for side in ("old.main.", "new.main.")]
        listed = found.sort(*map(ColumnExpression, table.primary_key)).limit(limit, offset).fetchall()
        return listed, len(found), len(keys[0].except_(keys[1]))


def arrow(con: duckdb.DuckDBPyConnection, table: Table) -> pa.Table:
    """All rows of a table, in order of its key, with the column types of the database."""
    with con.cursor() as cursor:
        return _ordered(cursor, table).to_arrow_table()


def _ordered(cursor: duckdb.DuckDBPyConnection, table: Table) -> duckdb.DuckDBPyRelation:
    return _selected(cursor, table, columns(table)).sort(*map(ColumnExpression, table.primary_key))


def _selected(
    cursor: duckdb.DuckDBPyConnection, table: Table, names: Iterable[str], within: str = ""
) -> duckdb.DuckDBPyRelation:
    return cursor.table(f"{within}{table.name}").select(*map(ColumnExpression, names))


KEEPER = "東京都"  # who keeps the data
STANDARD: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {  # name: type, and the value of a place
    "全国地方公共団体コード": ("string", lambda place: "130001"),  # the keeper's
    "ID": ("string", lambda place: "-".join(filter(None, (place["project_id"], place["municipality_code"])))),
    "地方公共団体名": ("string", lambda place: KEEPER),
    "名称": ("string", itemgetter("title_ja")),
    "名称_英語": ("string", itemgetter("title_en")),
    "所在地_全国地方公共団体コード": ("string", itemgetter("municipality_code")),  # of the project's area
    "所在地_都道府県": ("string", lambda place: KEEPER if place["municipality_code"] else None),
    "所在地_市区町村": ("string", itemgetter("municipality_name_ja")),
    "緯度": ("number", itemgetter("area_latitude")),  # of a point of the area, degrees WGS84
    "経度": ("number", itemgetter("area_longitude")),
    "備考": ("string", itemgetter("area_name_ja")),  # of invented data it says so
}


def places(con: duckdb.DuckDBPyConnection, label: Label) -> list[list[Any]]:
    """A row per project and municipality of its area, in the order of STANDARD; unknown is None."""
    rows = figures.records(con, "project_places")
    for row in rows if label.fictional else ():
        row["area_name_ja"] = f"{label.label_ja} {row['area_name_ja']}"
    return [[of(row) for _, of in STANDARD.values()] for row in rows]
