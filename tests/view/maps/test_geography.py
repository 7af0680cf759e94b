"""The parts of Tokyo, the outlines in them, and short names for a map."""

from __future__ import annotations

import csv

import pytest

from smart_tokyo.view.maps import geography


def test_every_municipality_is_on_a_map() -> None:
    drawn = {code for part in geography.PARTS for code in geography.outlines_in(part)}
    assert drawn == set(geography.outlines())
    assert len(drawn) == 62


def test_the_far_islets_of_ogasawara_are_left_out() -> None:
    shown = geography.outlines_in(geography.OGASAWARA)["134210"]
    assert 0 < len(shown) < len(geography.outlines()["134210"])
    longitudes = [x for polygon in shown for x, _ in polygon[0]]
    assert min(longitudes) > 142 and max(longitudes) < 143


@pytest.mark.parametrize(
    ("point", "part"),
    [
        ((139.7626, 35.6809), geography.WARDS),
        ((139.3852, 35.6105), geography.TAMA),
        ((139.5787, 35.6347), geography.TAMA),  # Komae, which the wards' picture shows too
        ((139.3986, 34.7379), geography.IZU_NORTH),
        ((139.7986, 33.1052), geography.IZU_SOUTH),
        ((142.2117, 27.0659), geography.OGASAWARA),
        ((135.0, 35.0), None),
    ],
)
def test_the_part_of_a_point(point: geography.Point, part: geography.Part | None) -> None:
    assert geography.part_of(point) == part


def test_a_picture_shades_its_own_side_alone() -> None:
    assert geography.municipality_at((139.5787, 35.6347)) == "132195"
    assert geography.municipality_at((135.0, 35.0)) is None
    assert geography.neighbour("132195", geography.WARDS) and not geography.neighbour(
        "132195", geography.TAMA
    )
    assert geography.neighbour("131121", geography.TAMA) and not geography.neighbour(
        "131121", geography.WARDS
    )
    assert not geography.neighbour("134210", geography.OGASAWARA)


def test_every_label_point_of_a_municipality_is_on_a_map() -> None:
    with (geography.REFERENCE / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        points = [(float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(file)]
    assert all(geography.part_of(point) for point in points)


def test_places_lie_in_the_wards_or_tama() -> None:
    parts = (geography.WARDS, geography.TAMA)
    assert {geography.part_of(point) for _, point in geography.places()} == set(parts)


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        ("都心部(豊洲)", "district", "豊洲"),
        ("都心部（竹芝）", "district", "竹芝"),
        ("Central Tokyo: Toyosu", "district", "Toyosu"),
        ("墨田区(文花・京島・押上)", "municipality", "墨田区"),
        ("Tama City (Tama Center)", "municipality", "Tama City"),
        ("島しょ地域", "islands", "島しょ地域"),
        ("(見本)", "municipality", "(見本)"),
        ("西新宿", "district", "西新宿"),
        ("Odd: ", "district", "Odd: "),
    ],
)
def test_short_name(name: str, kind: str, short: str) -> None:
    assert geography.short_name(name, kind) == short


def test_neighbours_share_a_border_and_islands_have_none() -> None:
    """Sumida's by the map of the wards; every border has two sides, and none crosses the sea."""
    found = geography.neighbours()
    assert found["131075"] == {"131024", "131067", "131083", "131181", "131211", "131229", "131237"}
    assert all(code in found[other] for code, others in found.items() for other in others)
    assert {code for code, others in found.items() if not others} == {
        code for code in geography.outlines() if "133600" < code < "134300"
    }
