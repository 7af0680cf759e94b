"""What the frame says beside the as-of date."""

from __future__ import annotations

import datetime as dt

import pytest

from smart_tokyo.view.frame.shell import next_update
from tests.view.of_page import page


@pytest.mark.parametrize(
    ("due", "today", "said"),
    [
        ("", "2026-12-01", ""),
        ("2026-12-01", "2026-12-01", "next update due on 1 Dec 2026"),
        ("2026-12-01", "2026-12-02", "! the update due on 1 Dec 2026 is late"),
        ("2026-11-02", "2026-11-02", "next update due on 2 Nov 2026"),
        ("2026-11-01", "2027-01-01", ""),  # the data is as of that day: it has come
    ],
)
def test_the_next_update_is_due_late_or_there(
    monkeypatch: pytest.MonkeyPatch, due: str, today: str, said: str
) -> None:
    monkeypatch.setenv("SMART_TOKYO_NEXT_UPDATE_ON", due)
    found = next_update(page(), dt.date.fromisoformat(today))
    assert found.replace("\u00a0", " ") == said
