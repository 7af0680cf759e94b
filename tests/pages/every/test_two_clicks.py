"""The questions of the programme's people: each answered on the overview, its page one click away."""

from __future__ import annotations

import pytest

from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.pages.overview.questions import QUESTIONS
from smart_tokyo.words import t
from tests.pages.conftest import LOOKS, See


@pytest.mark.parametrize(("data", "audience", "lang"), [one for one in LOOKS if one[0] != "empty"])
def test_the_page_of_a_question_is_one_click_from_the_overview(
    data: str, audience: str, lang: str, see: See
) -> None:
    overview = see("overview", data, audience, lang=lang)
    links = {link.proto.page.rsplit("/", 1)[-1] for link in overview.at.main.get("page_link")}
    asked = [name for name in QUESTIONS if name in PAGES and PAGES[name].is_for(audience)]
    assert asked and [name for name in asked if name not in links] == []
    headings = {one.value for one in overview.at.subheader}
    assert [name for name in asked if t(QUESTIONS[name][0], lang) not in headings] == []


def test_the_public_is_not_asked_what_needs_attention(see: See) -> None:
    assert QUESTIONS["review"][0] not in see("overview", "sample", "public", lang="en").text
