"""The overview and about in plain Japanese (`?lang=ja-easy`), and what the other pages say of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from smart_tokyo import words
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.frame.shell import EASY_ELSEWHERE, EASY_HERE
from tests.pages.conftest import Opener, text_of
from tests.test_words import AS_IT_IS

PLAIN = [name for name, page in PAGES.items() if page.easy]


def offered(at: Any) -> list[str]:
    """The languages that the page offers, beside its own."""
    known = words.NAMES_OF_LANGUAGES.values()
    return [button.label for button in at.button if button.label in known]


@pytest.mark.parametrize(
    ("store", "audience"), [("register", "public"), ("sample", "internal"), ("empty", "public")]
)
@pytest.mark.parametrize("name", PLAIN)
def test_all_of_the_page_is_in_plain_japanese(
    name: str,
    store: str,
    audience: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    open_page: Opener,
) -> None:
    missing, plain = set(), words.t

    def noted(
        text: str, lang: words.Lang, easy: bool = False, staff: bool = False, /, **values: object
    ) -> str:
        if easy and text not in words.catalogue(words.EASY):
            missing.add(text)
        return plain(text, lang, easy, staff, **values)

    monkeypatch.setattr(words, "t", noted)
    at = open_page(name, request.getfixturevalue(f"{store}_store"), audience, lang=words.EASY)
    assert sorted(missing - AS_IT_IS) == []
    assert words.t(EASY_HERE, "ja", True) in text_of(at)
    assert not at.warning or store == "sample"  # of the fictional data; the address is known


def test_the_choice_is_offered_where_there_is_one(register_store: Path, open_page: Opener) -> None:
    assert offered(open_page("about", register_store, lang="ja")) == ["English", "やさしい日本語"]
    assert offered(open_page("rules", register_store, lang="ja")) == ["English"]
    assert offered(open_page("rules", register_store, lang="en")) == ["日本語"]


def test_another_page_says_that_it_is_in_ordinary_japanese(register_store: Path, open_page: Opener) -> None:
    at = open_page("rules", register_store, lang=words.EASY)
    assert at.title[0].value == "交付ルール点検"
    assert words.t(EASY_ELSEWHERE, "ja", True) in text_of(at)
    assert offered(at) == ["日本語", "English"] and "**やさしい日本語**" in text_of(
        at
    )  # the ways back are in sight
