"""The data that ships: the municipalities' population, sources that somebody cites, counts as the README says."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

from smart_tokyo.view.pages.about import STEPS_SOURCES

DATA = Path(__file__).parents[1] / "data"
ORIGINS = {"S-JMA", "S-MLIT-ISJ"}  # of the map data, whose columns name no source


def rows(folder: str, name: str) -> list[dict[str, str]]:
    with (DATA / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_population_and_area_add_up_to_what_was_published_of_tokyo() -> None:
    listed = rows("reference", "municipalities")
    assert len(listed) == 62
    assert sum(int(row["population"]) for row in listed) == 14_047_594
    assert {(row["population_on"], row["source_id"]) for row in listed} == {("2020-10-01", "S-CENSUS-2020")}
    for row in listed:
        persons, households, older = (
            int(row[name]) for name in ("population", "households", "population_65_over")
        )
        assert 0 < households < persons and 0 < older < persons and Decimal(row["area_km2"]) > 0
    sumida = next(row for row in listed if row["municipality_code"] == "131075")
    assert [sumida[name] for name in ("population", "households", "area_km2", "population_65_over")] == [
        *("272085", "145768", "13.77", "60108")
    ]


def test_every_source_is_cited_and_every_cited_source_is_there() -> None:
    cited = set(STEPS_SOURCES) | ORIGINS
    for path in [*DATA.glob("reference/*.csv"), *DATA.glob("register/*.csv")]:
        if path.stem != "sources":
            cited |= {row.get("source_id", "") for row in rows(path.parent.name, path.stem)} - {""}
    assert {row["source_id"] for row in rows("reference", "sources")} == cited


def test_the_register_holds_as_many_rows_as_its_readme_says() -> None:
    said = (DATA / "register" / "README.md").read_text("utf-8")
    counts = dict(re.findall(r"^\| `(\w+)\.csv` \| ([0-9]+) \|", said, re.MULTILINE))
    assert counts == {
        path.stem: str(len(rows("register", path.stem))) for path in DATA.glob("register/*.csv")
    }
