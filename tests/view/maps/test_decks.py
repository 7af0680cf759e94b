"""The decks: compact, no base map, every layer named, room for a finger."""

from __future__ import annotations

import json

import pytest

from smart_tokyo.view.maps import decks
from smart_tokyo.view.maps.content import Content, Land, Spot
from smart_tokyo.view.maps.geography import VIEWS, View
from tests.view.maps.of_map import LANDS, spots


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
    text = decks.deck(view, Content(LANDS, spots("ja"))).to_json()
    deck = json.loads(text)
    assert "\n" not in text and len(text) < 40_000
    assert deck.get("mapProvider") is None and "http" not in text
    assert deck["mapStyle"] == "__MAP_STYLE__"  # what Streamlit reads as: no base map was asked for
    assert all(layer["id"] for layer in deck["layers"])
    assert len({layer["id"] for layer in deck["layers"]}) == len(deck["layers"])


def test_the_chosen_municipality_is_drawn_last_with_a_strong_line() -> None:
    chosen = {**LANDS, "131016": Land("131016", "x", "#EEF2FC", chosen=True)}
    deck = json.loads(decks.deck(VIEWS[0], Content(chosen, [])).to_json())
    features = deck["layers"][0]["data"]["features"]
    assert features[-1]["properties"]["code"] == "131016"
    assert features[-1]["properties"]["width"] > features[0]["properties"]["width"]


def test_markup_in_a_name_stays_text() -> None:
    spot = Spot("A", "<b>*x*</b>", "<b>*x*</b>", (139.7, 35.7), "#2F5BEA", 1)
    deck = decks.deck(VIEWS[0], Content(LANDS, [spot]))
    names = next(layer for layer in json.loads(deck.to_json())["layers"] if layer["id"] == decks.NAMES)
    assert names["data"][0]["text"] == "<b>*x*</b>"
    assert deck._tooltip.keys() == {"text", "style"}  # text, never html


def test_a_point_has_room_for_a_finger() -> None:
    layers = json.loads(decks.deck(VIEWS[0], Content(LANDS, spots("en"))).to_json())["layers"]
    under, over = ([layer["id"] for layer in layers].index(name) for name in (decks.FINGERS, decks.AREAS))
    assert under < over, "the point itself is tapped first"
    assert 2 * layers[under]["getRadius"] >= 24
    assert {row["area"] for row in layers[under]["data"]} == {row["area"] for row in layers[over]["data"]}
