"""What the walks take for words of the other language."""

from __future__ import annotations

from tests.browser.foreign import foreign


def test_what_is_in_the_other_language_is_found() -> None:
    assert foreign(["Choose an option", "概要 overview", "Page 3", "NTTデータ", "KPI 3件"], "ja") == [
        "Choose an option",
        "概要 overview",
    ]
    assert foreign(["Decided 決定", "日本語", "Sumida City"], "en") == ["Decided 決定"]
