"""A finding with the few cells around it."""

from __future__ import annotations

from smart_tokyo.ledger.content.findings import finding
from smart_tokyo.ledger.returned.cutout import Cutout
from smart_tokyo.view.pages.data_desk import findings
from tests.view.of_page import page

FOUND = finding("type-yen", "grants!D3", "grants", "decided_yen", "1,000千円", "plain yen")


def cut(*marked: tuple[int, int]) -> Cutout:
    rows = ((1, ("a", "b")), (3, ("<b>x</b>", "1,000千円" * 9)))
    return Cutout(FOUND, "grants", ("C", "D"), rows, frozenset(marked))


def test_the_heading_has_mark_word_place_and_message() -> None:
    text = findings.heading(page("ja"), FOUND)
    assert text.startswith(":red-badge[✕ エラー] **grants\\!D3**") and "千円" in text


def test_the_cell_meant_is_marked_and_coloured_and_nothing_is_markup() -> None:
    (header, row), styles = findings.marked(cut((3, 1)), "error")
    assert header == ["1", "a", "b"]
    assert (
        row[0] == "3"
        and row[1] == "\\<b\\>x\\</b\\>"
        and row[2].startswith("✕ 1,000千円")
        and row[2].endswith("…")
    )
    assert [["background-color: #FBD9D9" in one for one in line] for line in styles] == [
        [False] * 3,
        [False, False, True],
    ]


def test_of_a_whole_row_every_cell_is_coloured_and_the_first_marked() -> None:
    (_, row), (_, styles) = findings.marked(cut((3, 0), (3, 1)), "warning")
    assert [cell.startswith("▲") for cell in row] == [False, True, False]
    assert ["#FCE8C5" in style for style in styles] == [False, True, True]
