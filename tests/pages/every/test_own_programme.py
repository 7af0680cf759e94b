"""A source with a programme, areas and a theme that the reference does not have, and names that look like markup."""

from __future__ import annotations

from tests.pages.conftest import See


def test_the_map_says_that_no_municipality_is_known(see: See) -> None:
    text = see("map", "own", "internal", lang="en").text
    assert "There are 3 projects, but the data does not say in which municipality" in text
    assert "holds no projects" not in text
    assert "Outside the maps" in text


def test_a_limit_known_from_the_second_year_is_drawn(see: See) -> None:
    text = see("projects", "own", "internal", lang="en", project="own-2").text
    assert "Over the limit" in text and "¥4,000,001" in text
