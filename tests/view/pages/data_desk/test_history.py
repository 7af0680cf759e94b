"""What would change, in the words of a reader."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from smart_tokyo.ledger.snapshot.diff import Change, Diff
from smart_tokyo.view.pages.data_desk import history
from smart_tokyo.view.subjects import compared
from tests.view.of_page import page


def changed(table: str, key: tuple[Any, ...], column: str, old: Any, new: Any) -> Change:
    return Change(table, "changed", key, column, old, new)


@pytest.mark.parametrize(
    ("lang", "table", "column", "given", "text"),
    [
        ("ja", "grants", "decided_yen", 15_000_000, "15,000,000円"),
        ("en", "grants", "decided_yen", 15_000_000, "¥15,000,000"),
        ("ja", "grants", "decided_yen", None, "非公表"),
        ("ja", "grants", "fiscal_year", 2025, "令和7年度"),
        ("en", "grants", "decided_on", dt.date(2025, 12, 4), "4 Dec 2025"),
        ("en", "grants", "decided_on", None, "–"),
        ("ja", "projects", "published", True, "はい"),
        ("en", "projects", "status", "active", "Active"),
        ("en", "kpi_values", "value", 1234.5, "1,234.5"),
    ],
)
def test_a_value_as_a_reader_writes_it(lang: Any, table: str, column: str, given: Any, text: str) -> None:
    assert compared.cell(page(lang, "man"), table, column, given) == text


def cells(rows: list[Any]) -> list[list[str]]:
    return [list(row.values()) for row in rows]


def test_old_and_new_never_look_the_same() -> None:
    pairs = [(15_000_000, 15_000_001), (None, 15_000_001)]
    listed = [changed("grants", ("P", 2025), "decided_yen", old, new) for old, new in pairs]
    shown = history.lines(page("en", "million"), "grants", listed)
    assert [row[2:] for row in cells(shown)] == [
        ["¥15,000,000", "¥15,000,001"],
        ["not published", "¥15,000,001"],
    ]


def test_lines_name_row_column_old_and_new() -> None:
    row = {"project_id": "P-2", "title_ja": "歩く", "title_en": "Walk"}
    grant = {"project_id": "P-2", "fiscal_year": 2025, "requested_yen": None, "decided_yen": 2_000_000}
    shown = history.lines(
        page("en"),
        "projects",
        [
            Change("projects", "added", ("P-2",), None, None, row),
            changed("projects", ("P-1",), "status", "selected", "active"),
            Change("projects", "removed", ("P-3",), None, row, None),
        ],
    )
    assert cells(shown) == [
        ["＋ Added: P-2", "", "", "Walk"],
        ["● Changed: P-1", "Status", "Selected", "Active"],
        ["－ Removed: P-3", "", "Walk", ""],
    ]
    added = Change("grants", "added", ("P-2", 2025), None, None, grant)
    assert cells(history.lines(page("en"), "grants", [added])) == [
        ["＋ Added: P-2 / FY2025", "", "", "Decided amount (yen) ¥2,000,000"]
    ]


def test_rows_are_counted_once_however_many_values_change() -> None:
    twice = [changed("projects", ("P",), name, "a", "b") for name in ("title_ja", "title_en")]
    counted = history.rows_changed(Diff({"projects": twice, "grants": []}, {}))
    assert counted == [{"table": "projects", "added": 0, "removed": 0, "changed": 1}]


def test_totals_say_what_moves() -> None:
    told = history.totals(
        page("en", "million"),
        {"projects": (2, 3), "decided_yen": (15_000_000, 15_000_001), "paid_yen": (None, None)},
    )
    assert cells(told) == [
        ["● Number of projects", "2", "3"],
        ["● Decided", "¥15,000,000", "¥15,000,001"],
        ["Paid", "not\u00a0published", "not\u00a0published"],
    ]


def test_the_first_snapshot_has_nothing_before_it() -> None:
    told = history.totals(page("en"), {"projects": (None, 3)})
    assert cells(told) == [["● Number of projects", "–", "3"]]
