"""All municipalities without a shade, and our areas as points, for tests of maps."""

from __future__ import annotations

import csv

from smart_tokyo.view.maps import geography
from smart_tokyo.view.maps.content import Land, Spot

LANDS = {code: Land(code, f"city {code}", "#EEF2FC") for code in geography.outlines()}


def spots(language: str) -> list[Spot]:
    """Our areas, each with a project."""
    with (geography.REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as file:
        return [
            Spot(
                row["area_id"],
                geography.short_name(row[f"name_{language}"], row["kind"]),
                row["area_id"],
                (float(row["longitude"]), float(row["latitude"])),
                "#2F5BEA",
                1,
            )
            for row in csv.DictReader(file)
        ]
