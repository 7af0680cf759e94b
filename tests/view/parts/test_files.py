"""What stands in the file of a table: raw values, names beside codes, no Markdown."""

from __future__ import annotations

import datetime as dt

import pytest

from smart_tokyo.view.frame.text import plain, whole
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.files import held, unmarked
from tests.view.of_page import page, rows_of

ROWS = rows_of(
    project_id=["P-1", "P-2"],
    theme=["T", None],
    status=["active", "completed"],
    fiscal_year=[2024, None],
    decided_yen=[12_345_678, None],
    due_on=[dt.date(2025, 4, 1), None],
    hours=[2.0, 1.5],
    published=[True, False],
    unheard_of=[1, 2],
    _title=["**[A\\*B](projects?x=1)**  \n:small[P\\-1]", "–"],
    _own=["not shown", "not shown"],
)
SHOWN = (
    Column("_title", "Project", "markdown"),
    Column("decided_yen", "Decided", "amount"),
    Column("_gone", "Gone"),
)


def test_the_shown_columns_come_first_then_the_codes_with_their_names() -> None:
    found = held(page("en"), ROWS, SHOWN, {"P-1": "Walk"})
    assert [(one.label, one.kind, one.values) for one in found] == [
        ("Project", "text", ("A*B P-1", "–")),
        ("Decided (yen)", "yen", (12_345_678, None)),
        ("Project ID", "text", ("P-1", "P-2")),
        ("Project [project_id]", "text", ("Walk", "P-2")),
        ("Theme (code)", "text", ("T", None)),
        ("Theme", "text", ("Tourism", None)),
        ("Status (code)", "text", ("active", "completed")),
        ("Status", "text", ("Active", "Completed")),
        ("Fiscal year", "year", (2024, None)),
        ("Due", "date", (dt.date(2025, 4, 1), None)),
        ("Hours of support", "number", (2, 1.5)),
        ("Published", "text", ("true", "false")),
    ]


def test_what_the_rows_say_twice_in_the_same_words_is_there_once() -> None:
    rows = [{"_name": "Bay", "name_en": "Bay", "name_ja": "湾"}]
    found = held(page("en"), rows, [Column("_name", "Area")], {})
    assert [one.label for one in found] == ["Area", "Name (Japanese)"]


def test_two_states_that_happen_to_be_the_same_are_two_columns() -> None:
    rows = [{"rag_reported": "green", "rag_evidence": "green"}]
    assert [one.label for one in held(page("en"), rows, [], {})] == [
        "Reported status (code)",
        "Reported status",
        "Evidence status (code)",
        "Evidence status",
    ]


@pytest.mark.parametrize(
    "text", ["a*b_c [x](y) `z` <b> $1$ :smile: #1", "1. 2) ~x~", "令和7年度", "=cmd|' /C calc'!A0", "a (b) c"]
)
def test_escaped_text_comes_back(text: str) -> None:
    assert unmarked(plain(text)) == text
    assert (
        unmarked(f"**[{plain(text)}](<https://example.org/a(b)>)**  \n:small[{whole('年度')}]")
        == f"{text} 年度"
    )
