"""The projects' places under the column names of Japan's municipal standard open data set.

The standard (自治体標準オープンデータセット) has no data set of grants or projects; the columns that its lists of
places share fit. What maps:

| the standard's column | from |
|---|---|
| 全国地方公共団体コード, 地方公共団体名 | who keeps the data: 130001 東京都 |
| ID | project_id and municipality_code |
| 名称, 名称_英語 | title of the project |
| 所在地_全国地方公共団体コード, 所在地_都道府県, 所在地_市区町村 | a municipality of the project's area |
| 緯度, 経度 | a point of the area, degrees WGS84 |
| 備考 | name of the area; of invented data, that it is |
"""

from __future__ import annotations

from typing import Any

import duckdb

from smart_tokyo import figures
from smart_tokyo.outputs.open_data.label import Label

KEEPER = ("130001", "東京都")
COLUMNS: dict[str, str] = {  # name: type
    "全国地方公共団体コード": "string",
    "ID": "string",
    "地方公共団体名": "string",
    "名称": "string",
    "名称_英語": "string",
    "所在地_全国地方公共団体コード": "string",
    "所在地_都道府県": "string",
    "所在地_市区町村": "string",
    "緯度": "number",
    "経度": "number",
    "備考": "string",
}


def places(con: duckdb.DuckDBPyConnection, label: Label) -> list[list[Any]]:
    """A row per project and municipality of its area, in the order of COLUMNS; unknown is None."""
    return [_row(place, label) for place in figures.records(con, "project_places")]


def _row(place: dict[str, Any], label: Label) -> list[Any]:
    code = place["municipality_code"]
    note = f"{label.label_ja} {place['area_name_ja']}" if label.fictional else place["area_name_ja"]
    return [
        *(KEEPER[0], f"{place['project_id']}-{code}" if code else place["project_id"], KEEPER[1]),
        *(place["title_ja"], place["title_en"]),
        *(code, KEEPER[1] if code else None, place["municipality_name_ja"]),
        *(place["area_latitude"], place["area_longitude"], note),
    ]
