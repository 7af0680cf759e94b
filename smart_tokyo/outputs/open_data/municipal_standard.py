"""The projects' places under the column names of Japan's municipal standard open data set.

The standard (自治体標準オープンデータセット) has no data set of grants or projects; the columns that its lists of
places share fit.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import duckdb

from smart_tokyo import figures
from smart_tokyo.outputs.open_data.label import Label

KEEPER = "東京都"  # who keeps the data
COLUMNS: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {  # name: type, and the value of a place
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
    """A row per project and municipality of its area, in the order of COLUMNS; unknown is None."""
    rows = figures.records(con, "project_places")
    for row in rows if label.fictional else ():
        row["area_name_ja"] = f"{label.label_ja} {row['area_name_ja']}"
    return [[of(row) for _, of in COLUMNS.values()] for row in rows]
