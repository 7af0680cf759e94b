"""The source that a statement names to its reader."""

from __future__ import annotations

import pytest

from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.subjects.rules import in_language
from tests.view.of_page import page


def test_the_japanese_page_of_an_english_source_is_named_in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    english, japanese = ({"url": f"https://example.org{path}/about"} for path in ("/en", ""))
    monkeypatch.setattr(Page, "rows", lambda *_: [english, japanese])
    assert in_language(page("ja"), english) == japanese and in_language(page("en"), english) == english
    other = {"url": "https://example.org/en/else"}
    assert in_language(page("ja"), other) == other
