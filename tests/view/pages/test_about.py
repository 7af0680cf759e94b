"""The about page's pieces: links only for web addresses, names as text."""

from __future__ import annotations

import pytest

from smart_tokyo.view.subjects import rules


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            {"publisher": "東京都", "title": "概要", "url": "https://example.jp/a"},
            "[東京都\\: 概要](<https://example.jp/a>)",
        ),
        ({"publisher": "P", "title": None, "url": "http://example.jp"}, "[P](<http://example.jp>)"),
        ({"publisher": "P", "title": "T", "url": None}, "P: T"),
        ({"publisher": "P", "title": "T", "url": "javascript:alert(1)"}, "P: T"),
        ({"publisher": "P", "title": "T", "url": "https://x.jp/> [evil](https://y.jp"}, "P: T"),
        ({"publisher": None, "title": None, "url": None}, ""),
    ],
)
def test_link(row: dict[str, str | None], text: str) -> None:
    assert rules.link(row).replace("\\:", ":") == text.replace("\\:", ":")


def test_markdown_in_a_title_is_escaped() -> None:
    assert rules.link({"publisher": "P", "title": "[x](y) *z*", "url": None}) == r"P: \[x\]\(y\) \*z\*"
