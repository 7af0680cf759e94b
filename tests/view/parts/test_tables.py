"""Tables as they are handed to Streamlit."""

from __future__ import annotations

from typing import Any

import pytest

from smart_tokyo.view.frame.text import whole
from smart_tokyo.view.parts import tables
from smart_tokyo.view.parts.columns import Column
from tests.view.of_page import page


def test_a_short_header_stays_whole_and_a_long_one_may_break(monkeypatch: pytest.MonkeyPatch) -> None:
    """A header that cannot break pushes the last columns of a table out of sight at 1280 px."""
    shown: list[Any] = []
    monkeypatch.setattr(tables.st, "table", lambda styled, **_: shown.append(styled))
    monkeypatch.setattr(tables.files, "offer", lambda *_, **__: None)
    long = "補助率（交付決定額÷補助対象経費）"
    columns = (Column("a", "上限額との関係", "exact_yen"), Column("b", long, "permille"))
    tables.table(page("ja"), "limits", [{"a": 1, "b": 500}], columns, "上限額")
    assert list(shown[0].columns) == [whole("上限額との関係"), long]
