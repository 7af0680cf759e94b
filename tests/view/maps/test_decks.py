"""The decks: compact, no base map, every layer named, every label of our areas in sight on a telephone."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from smart_tokyo import lettering
from smart_tokyo.view.maps import decks, geography, panels
from smart_tokyo.view.maps.geography import VIEWS, View

LANDS = {code: decks.Land(code, f"city {code}", "#EEF2FC") for code in geography.outlines()}


def spots(language: str) -> list[decks.Spot]:
    with (geography.REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as file:
        return [
            decks.Spot(
                row["area_id"],
                geography.short_name(row[f"name_{language}"], row["kind"]),
                row["area_id"],
                (float(row["longitude"]), float(row["latitude"])),
                "#2F5BEA",
                1,
            )
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.part.key)
def test_the_part_fills_its_picture_and_pixels_lead_back(view: View) -> None:
    box = view.part.box
    left, top = view.pixel((box.west, box.north))
    right, bottom = view.pixel((box.east, box.south))
    assert -0.01 <= left < right <= view.wide + 0.01 and -0.01 <= top < bottom <= view.high + 0.01
    assert right - left == pytest.approx(view.wide) or bottom - top == pytest.approx(view.high)
    assert view.ground(*view.pixel(box.centre)) == pytest.approx(box.centre, abs=1e-4)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.part.key)
def test_a_deck_is_compact_and_asks_for_nothing(view: View) -> None:
    text = decks.deck(view, LANDS, spots("ja")).to_json()
    deck = json.loads(text)
    assert "\n" not in text and len(text) < 40_000
    assert deck.get("mapProvider") is None and "http" not in text
    assert deck["mapStyle"] == "__MAP_STYLE__"  # what Streamlit reads as: no base map was asked for
    assert all(layer["id"] for layer in deck["layers"])
    assert len({layer["id"] for layer in deck["layers"]}) == len(deck["layers"])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_area_of_ours_has_a_label(language: str) -> None:
    labelled = {label.key for view in VIEWS for label in decks.laid_out(view, spots_in(view, language))}
    assert labelled == {spot.area_id for spot in spots(language)}


def spots_in(view: View, language: str) -> list[decks.Spot]:
    return [spot for spot in spots(language) if geography.part_of(spot.point) == view.part]


def test_labels_fit_the_narrowest_picture() -> None:
    for view in VIEWS:
        for label in decks.laid_out(view, spots_in(view, "en")):
            half = max(map(lettering.width, label.text.split("\n"))) * decks.SIZE * 0.55 / 2
            assert label.x - half >= 0 and label.x + half <= view.wide


def test_the_chosen_municipality_is_drawn_last_with_a_strong_line() -> None:
    chosen = {**LANDS, "131016": decks.Land("131016", "x", "#EEF2FC", chosen=True)}
    deck = json.loads(decks.deck(VIEWS[0], chosen, []).to_json())
    features = deck["layers"][0]["data"]["features"]
    assert features[-1]["properties"]["code"] == "131016"
    assert features[-1]["properties"]["width"] > features[0]["properties"]["width"]


def test_markup_in_a_name_stays_text() -> None:
    spot = decks.Spot("A", "<b>*x*</b>", "<b>*x*</b>", (139.7, 35.7), "#2F5BEA", 1)
    deck = decks.deck(VIEWS[0], LANDS, [spot])
    names = next(layer for layer in json.loads(deck.to_json())["layers"] if layer["id"] == decks.NAMES)
    assert names["data"][0]["text"] == "<b>*x*</b>"
    assert deck._tooltip.keys() == {"text", "style"}  # text, never html


def test_a_point_has_room_for_a_finger() -> None:
    layers = json.loads(decks.deck(VIEWS[0], LANDS, spots("en")).to_json())["layers"]
    under, over = ([layer["id"] for layer in layers].index(name) for name in (decks.FINGERS, decks.AREAS))
    assert under < over, "the point itself is tapped first"
    assert 2 * layers[under]["getRadius"] >= 24
    assert {row["area"] for row in layers[under]["data"]} == {row["area"] for row in layers[over]["data"]}


def test_what_is_chosen_is_said_under_the_map_it_lies_on() -> None:
    lands = LANDS | {"131121": decks.Land("131121", "Setagaya\n2 projects", "#EEF2FC", chosen=True)}
    here = [replace(spot, chosen=True) for spot in spots("en") if spot.area_id == "A-SUMIDA"]
    assert panels.chosen_in(VIEWS[0], lands, here) == ["A-SUMIDA", "Setagaya\n2 projects"]
    assert panels.chosen_in(VIEWS[1], lands, []) == [], "a ward that only reaches into the picture"
    assert panels.chosen_in(VIEWS[0], LANDS, spots("en")) == []
