"""The questions of the programme's people: each answered on the overview, its page one click away."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.store import AUDIENCES
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.pages.overview.questions import QUESTIONS
from tests.pages.conftest import Opener, text_of

ASKED = [
    (name, audience)
    for name in QUESTIONS
    if name in PAGES
    for audience in AUDIENCES
    if PAGES[name].is_for(audience)
]


@pytest.mark.parametrize("dataset", ["sample", "register", "own"])
@pytest.mark.parametrize(("name", "audience"), ASKED)
def test_the_page_of_a_question_is_one_click_from_the_overview(
    name: str, audience: str, dataset: str, request: pytest.FixtureRequest, open_page: Opener
) -> None:
    store: Path = request.getfixturevalue(f"{dataset}_store")
    at = open_page("overview", store, audience, lang="en")
    assert f"**{QUESTIONS[name]}**" in text_of(at)
    links = [link.proto.page for link in at.main.get("page_link")]
    assert name in [link.rsplit("/", 1)[-1] for link in links]
    assert not open_page(name, store, audience, lang="en").exception


def test_the_public_is_not_asked_what_needs_attention(sample_store: Path, open_page: Opener) -> None:
    at = open_page("overview", sample_store, "public", lang="en")
    assert QUESTIONS["review"] not in text_of(at)


def test_the_overview_stays_without_plotly(sample_store: Path, open_page: Opener) -> None:
    assert not open_page("overview", sample_store, "internal").get("plotly_chart")
