"""Tables as they are put on a page."""

from __future__ import annotations

import pytest

from smart_tokyo.view.frame.text import plain, whole
from smart_tokyo.view.parts import tables
from smart_tokyo.view.parts.columns import Column
from tests.view.of_page import page


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML that is put on the page."""
    shown: list[str] = []
    monkeypatch.setattr(tables.st, "html", shown.append)
    monkeypatch.setattr(tables.files, "offer", lambda *_, **__: None)
    return shown


def test_a_short_header_stays_whole_and_a_long_one_may_break(put: list[str]) -> None:
    """A header that cannot break pushes the last columns of a table out of sight at 1280 px."""
    long = "補助率（交付決定額÷補助対象経費）"
    columns = (Column("a", "上限額との関係", "exact_yen"), Column("b", long, "permille"))
    tables.table(page("ja"), "limits", [{"a": 1, "b": 500}], columns, "上限額")
    assert "><span class=whole>上限額との関係</span></div></th>" in put[0]
    assert f">{long}</div></th>" in put[0]
    assert put[0].count("class=right") == 4


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("SMP-0001", "<span class=whole>SMP-0001</span>"),
        ("担当 見本", "<span class=whole>担当\u00a0見本</span>"),
        ("SMP-00001", "SMP-00001"),  # longer than a short one
        ("地方公共団体の職員", "地方公共団体の職員"),
        ("○ まだ予定の段階です", "○\u00a0まだ予定の段階です"),  # a sign stays with its word
        ("担当者@example.jp-", "担当者@example.jp-"),
    ],
)
def test_a_short_text_stays_whole_and_a_long_one_may_break(text: str, html: str, put: list[str]) -> None:
    tables.table(page("ja"), "texts", [{"a": text}], [Column("a", "文字")], "文字")
    assert f"<div>{html}</div></td>" in put[0] and "\u2060" not in put[0]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[A & B](projects?lang=en&project=X)", '<a href="projects?lang=en&amp;project=X">A &amp; B</a>'),
        (
            ":small[→ [A](projects)]  \n:blue-badge[Under way]",
            '<span class="small">→ <a href="projects">A</a></span><br>\n<span class="blue-badge">Under way</span>',
        ),
        (f"**{plain('a]b')}** :small[{plain('c]d')}]", '<strong>a]b</strong> <span class="small">c]d</span>'),
        ("[A](javascript:alert)", "[A](javascript:alert)"),
        (r":small[c\\] [d\\](e)", r'<span class="small">c\</span> <a href="e">d\</a>'),
        (f"! {whole('9月8日')}  \nx", "! <span class=whole>9月8日</span><br>\nx"),
        (whole("−¥400,000"), "<span class=whole>−\u2060¥400,000</span>"),
        (plain("https://a.jp :x"), "https://a.jp :x"),  # may break: no word is held together
    ],
)
def test_a_cell_is_what_its_markdown_says(markdown: str, html: str) -> None:
    assert tables._html(markdown) == html


def test_a_cell_with_a_long_address_is_set_at_once() -> None:
    """A pattern that looked at it from each of its letters would take half an hour."""
    address = "x" * 400_000
    assert tables._html(f"[A](projects?area={address})") == f'<a href="projects?area={address}">A</a>'


def test_a_text_is_never_markup(put: list[str]) -> None:
    hostile = "<b onclick='x'>](javascript:x) :small[y] **z** \" style=\"x"
    tables.put([hostile], [[plain(hostile)]], hostile)
    made = put[0]
    assert "<b" not in made and "<strong>" not in made and "<span" not in made and 'style="' not in made


def test_a_long_table_scrolls_in_a_box_that_the_keyboard_reaches(put: list[str]) -> None:
    tables.put(["a"], [["x"]] * (tables.LONG + 1), "many")
    assert 'class="table scrolls" tabindex=0 role=group aria-label="many"' in put[0]
