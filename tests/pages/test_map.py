"""The map page: still maps first, interactive ones where the address asks for them; the projects of what is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.view.maps.geography import VIEWS
from smart_tokyo.words import labelled
from tests.pages.conftest import Opener, pictures, tables, text_of


@pytest.mark.parametrize(
    ("lang", "switch"), [("ja", "操作できる地図に切り替える"), ("en", "Switch to interactive maps")]
)
def test_the_maps_are_drawn_until_others_are_asked_for(
    lang: str, switch: str, sample_store: Path, open_page: Opener
) -> None:
    at = open_page("map", sample_store, lang=lang)
    still = pictures(at)
    assert len(still) == len(VIEWS) and not at.get("deck_gl_json_chart")
    assert any("墨田区" in one.words or "Sumida" in one.words for one in still)
    next(one for one in at.button if one.label == switch).click().run()
    assert at.query_params["charts"] == "live"
    assert [one.proto.alt for one in at.get("deck_gl_json_chart")] == [one.alternative for one in still]
    assert pictures(at) == still, "they stand until the others can be seen"
    assert "WebGL" in next(one.proto.body for one in at.get("html") if "<img" in one.proto.body)


def test_the_legend_says_numbers_and_programmes(sample_store: Path, open_page: Opener) -> None:
    body = next(one.proto.body for one in open_page("map", sample_store, lang="en").get("html"))
    assert all(
        f"<span>{said}</span>" in body for said in ("no project", "1 project", "Smart Tokyo Chiiki Project")
    )
    body = next(one.proto.body for one in open_page("map", sample_store, lang="en", shade="yen").get("html"))
    assert "million yen</span>" in body and "<span>1 project</span>" not in body


@pytest.mark.parametrize(
    ("lang", "shade", "made", "column", "source"),
    [
        ("en", "projects_per_100k", "÷ its residents × 100,000", "Projects per 100,000 residents", "2020 Population"),
        ("ja", "decided_per_resident_yen", "交付決定額÷人口", "住民1人当たりの交付決定額", "令和2年国勢調査"),
    ],
)  # fmt: skip
def test_a_rate_says_numerator_denominator_and_census_wherever_it_is_shown(
    lang: str, shade: str, made: str, column: str, source: str, sample_store: Path, open_page: Opener
) -> None:
    at = open_page("map", sample_store, lang=lang, shade=shade)
    legend = next(one.proto.body for one in at.get("html"))
    for said in (legend, *(one.alternative for one in pictures(at))):
        assert made in said and source in said and "†" in said
    live = open_page("map", sample_store, lang=lang, shade=shade, charts="live")
    for deck in live.get("deck_gl_json_chart"):
        assert made in deck.proto.alt and source in deck.proto.alt
    assert any(labelled(column, "", lang) in deck.proto.json for deck in live.get("deck_gl_json_chart"))


def test_the_table_of_a_rate_has_what_it_is_made_of(sample_store: Path, open_page: Opener) -> None:
    at = open_page("map", sample_store, lang="en", shade="projects_per_100k")
    shown = next(one.value for one in tables(at) if "Municipality" in one.value.columns)
    assert list(shown.columns)[3:] == ["Population (persons)", "Projects per 100,000 residents"]
    few = shown["Population (persons)"].str.replace(",", "").astype(int) < 10_000
    assert shown["Municipality"].str.match(r"\[.*\]\(town\?.*code=13\d{4}\)").all()
    assert few.any() and list(shown["Municipality"].str.endswith("†")) == list(few)
    at = open_page("map", sample_store, lang="en", shade="yen")
    assert "†" not in text_of(at) and "Population (persons)" not in text_of(at)


def test_an_unknown_kind_of_charts_is_said(register_store: Path, open_page: Opener) -> None:
    at = open_page("map", register_store, lang="en", charts="<b>x")
    assert ["kind of charts" in one.value for one in at.warning] == [True]
    assert pictures(at)


def test_a_municipality_is_chosen_by_the_select_box(sample_store: Path, open_page: Opener) -> None:
    at = open_page("map", sample_store, lang="en")
    box = next(one for one in at.main.selectbox if one.label == "Municipality")
    box.select("131032").run()
    assert at.query_params["municipality"] == "131032"
    said = text_of(at)
    assert at.header[0].value == "[Minato City](town?lang=en&code=131032)" and "**4 projects**" in said
    body = next(one.proto.body for one in at.get("html"))
    assert "<strong>Minato City</strong><br>4 projects" in body, "under the map on which it lies"


def test_a_municipality_without_an_area_has_no_project(sample_store: Path, open_page: Opener) -> None:
    at = open_page("map", sample_store, lang="en", municipality="131121")
    assert [one.value for one in at.info] == ["No project here matches the selection."]
