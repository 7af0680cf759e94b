"""The directory of municipalities and the page of one, by hand from `data/sample` and the reference data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from smart_tokyo.store import AUDIENCES
from tests.outputs.reading_back import pdf_pages
from tests.pages.conftest import Opener, See, tables, text_of, tiles


def test_the_directory_has_all_and_says_that_they_do_not_add_up(see: See) -> None:
    page = see("town", "sample", "public", lang="en")
    (listed,) = tables(page.at)
    assert len(listed.value) == 62 and "do not add up to the total" in page.text
    assert listed.value["Municipality"][0] == "[Chiyoda City](town?lang=en&code=131016)"
    without = listed.value[listed.value["Number of projects"] == "0"]
    amounts = ["Decided (million yen)", "Decided per resident"]
    assert len(without) and {one for name in amounts for one in without[name]} == {"–"}


@pytest.mark.parametrize("name", ["town", "organization"])
def test_where_nothing_is_published_that_is_said_once(name: str, see: See) -> None:
    """The register has no amount and no issue; the sample no grant of the programme before the others."""
    page = see(name, "register", "public", lang="en")
    (listed,) = tables(page.at)
    assert page.text.count("No grant amount has been published") == 1 and "not published" not in str(
        listed.value
    )
    assert not [one for one in listed.value if "Decided" in one or "Issues" in one]
    none = see(name, "sample", "public", lang="en", programme="PG-PILOT-MODEL")
    assert "No grant amount" not in none.text and "Known members" not in none.text


def test_one_town_beside_its_neighbours_and_those_like_it(see: See) -> None:
    """The populations of 2020: Sumida 272,085; Minato 260,486, Meguro 288,088, Kita 355,213 … are its nearest."""
    page = see("town", "sample", "public", lang="en", code="131075")
    found = {one.label: one.value for one in tiles(page.at)}
    assert found["Number of projects"] == str(len(tables(page.at)[0].value))
    assert found["Population (persons)"] == "272,085"
    beside = "".join(one.proto.body for one in page.at.get("html") if 'class="tiles"' in one.proto.body)
    assert re.findall("<dd>(out of .*?)</dd>", beside) == [
        "out of 32 projects",
        "out of 3 projects",
        "out of 42 organizations",
        "out of 1,017.8 million yen",
    ]
    similar = [one.split("]")[0][1:] for one in tables(page.at)[-1].value["Municipality"]]
    assert similar == [
        "Sumida City",
        "Toshima City",
        "Meguro City",
        "Minato City",
        "Shibuya City",
        "Bunkyo City",
    ]
    assert "**Neighbours**: [Chuo City](town?lang=en&code=131024), [Taito City]" in page.text
    assert "Events that led to an introduction" not in [one.value for one in page.at.header]


def test_an_island_has_no_neighbour_and_is_like_islands(see: See) -> None:
    page = see("town", "sample", "internal", lang="en", code="133612")
    assert "none: it shares no border on land" in page.text
    similar = [one.split("]")[0][1:] for one in tables(page.at)[-1].value["Municipality"]]
    assert similar == ["Oshima Town", "Hachijo Town"]
    assert "Events that led to an introduction" in [one.value for one in page.at.header]


def test_an_unknown_code_is_said_kindly(sample_store: Path, open_page: Opener) -> None:
    at = open_page("town", sample_store, lang="en", code="999999")
    assert "There is no such Municipality in this data: 999999" in text_of(at)
    assert [link.label for link in at.main.get("page_link")] == ["All municipalities"] and not tables(at)


def test_the_names_of_towns_lead_to_their_page(see: See) -> None:
    for name, address in (
        ("map", {"municipality": "131075"}),
        ("funding", {}),
        ("journey", {}),
        ("reuse", {}),
        ("evidence", {"of": "municipality_list.projects", "key": "131075"}),
    ):
        assert "](town?lang=en&" in see(name, "sample", "internal", lang="en", **address).text, name


def test_a_sheet_for_the_notice_board_in_each_language(see: See) -> None:
    for audience in AUDIENCES:
        page = see("town", "sample", audience, lang="en", code="131075")
        sheets = {name: make for name, make in page.files.items() if name.startswith("town-131075-")}
        assert [name.rpartition(f"-{audience}-")[2] for name in sheets] == ["ja.pdf", "en.pdf", "ja-easy.pdf"]
        assert ("with what is not published" in page.text) == (audience == "internal")
        for name, make in sheets.items():
            (text,) = pdf_pages(make())
            assert ("SumidaCity" in text) == name.endswith("-en.pdf"), name
