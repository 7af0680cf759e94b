"""A source with a programme, areas and a theme that the reference does not have, and names that look like markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from smart_tokyo.view.frame.menu import PAGES
from tests.pages.conftest import Opener, text_of

PROJECTS = ("own-1", "own-2", "own-3")
MARKUP = re.compile(r"(?<!\\)<(script|img|b|i|u|br)\b|(?<!\\)\]\((javascript|https://example)|(?<!\\):red\[")


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("project", PROJECTS)
def test_a_project_opens(project: str, lang: str, audience: str, own_store: Path, open_page: Opener) -> None:
    at = open_page("projects", own_store, audience, lang=lang, project=project)
    assert len(at.title) == 1 and not at.warning


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("name", "address"),
    [*((name, {}) for name in PAGES), ("projects", {"project": "own-1"}), ("projects", {"view": "table"})],
    ids=str,
)
def test_ledger_text_stays_text(
    name: str, address: dict[str, str], lang: str, own_store: Path, open_page: Opener
) -> None:
    at = open_page(name, own_store, lang=lang, **address)
    said = "\n".join(str(one.value) for kind in (at.title, at.markdown, at.caption, at.info) for one in kind)
    assert not MARKUP.search(said), MARKUP.search(said)


def test_the_map_says_that_no_municipality_is_known(own_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("map", own_store, lang="en"))
    assert "There are 3 projects, but the data does not say in which municipality" in text
    assert "holds no projects" not in text
    assert "Outside the maps" in text


def test_a_limit_known_from_the_second_year_is_drawn(own_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("projects", own_store, lang="en", project="own-2"))
    assert "Over the limit" in text and "4000001" in text
