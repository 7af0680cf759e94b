"""What the maps show, and its classes for shading: every value is in exactly one, the legend names what occurs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from smart_tokyo import palette
from smart_tokyo.figures import Filters
from smart_tokyo.view.maps import content, geography
from smart_tokyo.view.maps.content import Content, Land, Sign, Spot, round_shades, shade_of, shades
from tests.view.maps.of_map import LANDS
from tests.view.of_page import NAMES, page

SUMIDA = Spot("A", "Sumida", "Sumida\n1 project", (139.8189, 35.7168), "#2F5BEA", 1)
ROW: dict[str, Any] = {
    "area_id": "A",
    "programme_id": "PG",
    "name_ja": "墨田区(文花)",
    "name_en": "Sumida City (Bunka)",
    "kind": "municipality",
    "longitude": 139.8189,
    "latitude": 35.7168,
    "projects": 2,
    "grant_years": 1,
    "decided_yen": 30_000_000,
}
CITIES = {
    "131016": {"name_ja": "千代田区", "name_en": "Chiyoda"},
    "131024": {"name_ja": "中央区", "name_en": "Chuo"},
    "131032": {"name_ja": "港区", "name_en": "Minato"},
}


TOWN = dict.fromkeys(("decided_yen", "population", "projects_per_100k", "decided_per_resident_yen"))


def shown(shade: str, yen: dict[str, int | None] | None = None, **row: Any) -> Content:
    here = replace(page(filters=Filters(area_id="A")), names=NAMES | {"municipality": CITIES})
    towns: list[dict[str, Any]] = [
        TOWN | {"municipality_code": code, "projects": projects, "decided_yen": (yen or {}).get(code)}
        for code, projects in (("131016", 2), ("131024", 0), ("131032", 1))
    ]
    return content.of(here, shade, "131024", towns, yen or {}, [ROW | row])


RATED = {
    "131016": (2, 30_000_000, 160_000, 1.3, 187),
    "131024": (0, None, 400_000, 0.0, None),
    "131032": (1, 999_999, 9_999, 10.0, 100),
    "131041": (1, 5, 10_000, 10.0, 0),
    "131059": (1, 5, None, None, None),
}


def rated(shade: str) -> Content:
    names = {code: {"name_ja": code, "name_en": f"T{code[-2]}"} for code in RATED}
    here = replace(page(), names=NAMES | {"municipality": names})
    towns = [
        dict(zip(("municipality_code", "projects", *TOWN), (code, *row), strict=True))
        for code, row in RATED.items()
    ]
    return content.of(here, shade, None, towns, RATED, [])


def test_a_rate_says_what_it_is_made_of_and_marks_where_few_live() -> None:
    """Under 10,000 is few, 10,000 is not; what is not known is no 0, and a rate of it has a colour of its own."""
    found = rated("projects_per_100k")
    said = {code: land.said.split("\n") for code, land in found.lands.items()}
    assert said["131016"][3:] == ["Population (persons): 160,000", "Projects per 100,000 residents: 1.3"]
    assert said["131032"][0] == "T3 †" and said["131041"][0] == "T4"
    assert said["131024"][3:] == ["Population (persons): 400,000"]
    assert said["131059"][3:] == [
        "Population (persons): not known",
        "Projects per 100,000 residents: not known",
    ]
    fills = {code: land.fill for code, land in found.lands.items()}
    assert fills["131024"] == palette.SHADES[0] and fills["131059"] == palette.UNKNOWN
    assert fills["131016"] != fills["131032"] == fills["131041"]
    assert [one.said for one in found.legend] == [
        "no project", "projects, rate not known", "1 to under 10", "10 to under 20",
    ]  # fmt: skip
    assert "÷ its residents × 100,000" in found.note and "2020 Population Census" in found.note
    assert "† Fewer than 10,000 residents" in found.note and "large rate: T3." in found.note


def test_yen_per_resident_is_to_the_yen_whatever_the_unit() -> None:
    found = rated("decided_per_resident_yen")
    assert found.lands["131016"].said.split("\n")[-1] == "Decided per resident: ¥187"
    assert found.lands["131059"].fill == palette.UNKNOWN
    assert Sign(palette.SHADES[4], "¥100 to under ¥200") in found.legend
    assert "the decided amount of the municipality ÷ its residents" in found.note
    assert rated("projects").note == rated("yen").note == ""
    assert "†" not in "".join(land.said for land in rated("yen").lands.values())


def test_municipalities_have_their_shade_and_words() -> None:
    lands = shown("projects").lands
    assert lands["131016"].said == "Chiyoda\n2 projects" and lands["131024"].said == "Chuo\n0 projects"
    assert lands["131024"].fill == palette.SHADES[0] != lands["131032"].fill != lands["131016"].fill
    assert [code for code, land in lands.items() if land.chosen] == ["131024"]


def test_an_amount_that_is_not_known_has_a_colour_of_its_own_in_the_legend() -> None:
    found = shown("yen", {"131016": 30_000_000, "131032": None})
    assert found.lands["131016"].said == "Chiyoda\n2 projects\nDecided: 30.0 million yen"
    assert found.lands["131032"].fill == palette.UNKNOWN
    assert Sign(palette.UNKNOWN, "projects, amount not published") in found.legend
    assert palette.UNKNOWN not in {one.colour for one in shown("projects").legend}


def test_an_area_is_a_point_with_its_words_and_its_programme_in_the_legend() -> None:
    found = shown("projects")
    assert found.spots[0].said == "Sumida City (Bunka)\nProgramme one\n2 projects\nDecided: 30.0 million yen"
    assert (found.spots[0].label, found.spots[0].chosen) == ("Sumida City", True)
    assert found.legend[-1] == Sign(palette.programme("PG"), "Programme one", dot=True)


def test_a_point_is_hollow_without_projects() -> None:
    colour = palette.programme("PG")
    assert (SUMIDA.fill, SUMIDA.line) == (SUMIDA.colour, palette.WHITE)
    without = replace(shown("projects", projects=0).spots[0], chosen=False)
    assert (without.fill, without.line) == (palette.WHITE, colour)
    assert replace(without, chosen=True).line == palette.CHOSEN


def test_the_chosen_municipality_comes_last_and_neighbours_have_no_shade() -> None:
    land = Land("131016", "x", palette.SHADES[5], chosen=True)
    in_wards = Content(LANDS | {"131016": land}, []).lands_in(geography.WARDS)
    assert in_wards[-1] == land
    cut = {one.code for one in in_wards if one.fill == palette.NEIGHBOUR}
    assert cut and all(not code.startswith("131") for code in cut)


def test_what_is_chosen_is_said_under_the_map_it_lies_on() -> None:
    lands = LANDS | {"131121": Land("131121", "Setagaya\n2 projects", "#EEF2FC", chosen=True)}
    both = Content(lands, [replace(SUMIDA, chosen=True)])
    assert both.chosen_in(geography.WARDS) == [SUMIDA.said, "Setagaya\n2 projects"]
    assert both.chosen_in(geography.TAMA) == [], "a ward that only reaches into the picture"
    assert Content(LANDS, [SUMIDA]).chosen_in(geography.WARDS) == []


@pytest.mark.parametrize(
    "values", [[1], [1, 2], [1, 2, 2, 5], list(range(1, 6)), list(range(1, 100)), [7] * 50]
)
def test_every_value_has_one_class(values: list[int]) -> None:
    classes = shades(values)
    assert 1 <= len(classes) <= 5
    for value in values:
        assert len([one for one in classes if one.low <= value <= one.high]) == 1
        assert shade_of(value, classes).colour in palette.SHADES[1:]
    assert {one.low for one in classes} | {one.high for one in classes} <= set(values)


def test_up_to_five_values_have_a_class_each() -> None:
    assert [(one.low, one.high) for one in shades([3, 1, 1, 2])] == [(1, 1), (2, 2), (3, 3)]


def test_darker_is_more() -> None:
    order = [palette.SHADES.index(one.colour) for one in shades(range(1, 1000))]
    assert order == sorted(order) and len(set(order)) == 5


@pytest.mark.parametrize(
    "values",
    [[0], [7], [0, 9_999_999], [-5, 3], [10**7] * 9, [x * 1_234_567 for x in range(90)], [1, 2, 5, 10**12]],
)
def test_round_classes_join_and_hold_every_value(values: list[int]) -> None:
    classes = round_shades(values)
    assert [one.high + 1 for one in classes[:-1]] == [one.low for one in classes[1:]]
    for value in values:
        assert shade_of(value, classes).colour in palette.SHADES[1:]
    assert all(any(one.low <= value <= one.high for value in values) for one in classes)


def test_round_classes_are_round() -> None:
    classes = round_shades([12_345_678, 23_456_789, 48_700_000, 99_000_000])
    assert [(one.low, one.high + 1) for one in classes] == [
        (10_000_000, 20_000_000),
        (20_000_000, 30_000_000),
        (30_000_000, 50_000_000),
        (50_000_000, 100_000_000),
    ]


def test_no_values_no_classes() -> None:
    assert shades([]) == round_shades([]) == ()


def test_a_value_outside_every_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="7"):
        shade_of(7, shades([1, 2]))
