"""What differs between two versions, as a table says it: cells of every type, amounts, rows of hidden projects."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from smart_tokyo.view.frame import url
from smart_tokyo.view.subjects.compared import amount
from smart_tokyo.view.subjects.compared import line as written
from tests.view.of_page import page

PLACE = {"file": "grants.csv", "sheet": None, "row_number": 3}


def line(*cells: tuple[str, str | None, str | None], **of: Any) -> dict[str, str]:
    named = [dict(zip(("column_name", "old_value", "new_value"), one, strict=True)) for one in cells]
    row = {"cause": "corrected", "project_id": "p", "title_ja": "歩く", "title_en": "Walk", **PLACE, **of}
    row = {"cells": named, "name_ja": None, "name_en": None, **row}
    return dict(written(page(), row, lambda one: str(one["title_en"])))


@pytest.mark.parametrize(
    ("table", "column", "text", "said"),
    [
        ("grants", "decided_yen", "15000001", "¥15,000,001"),
        ("grants", "decided_yen", None, "not published"),
        ("grants", "decided_on", "2026-03-31", "31 Mar 2026"),
        ("grants", "decided_on", None, "–"),
        ("projects", "status", "active", "Active"),
        ("projects", "published", "true", "yes"),
        ("projects", "published", "false", "no"),
        ("projects", "start_fy", "2025", "FY2025"),
        ("kpi_values", "value", "1.5", "1.5"),
        ("projects", "title_ja", "`x`", "`x`"),
    ],
)
def test_a_cell_is_written_as_its_column_is(table: str, column: str, text: str | None, said: str) -> None:
    cell = line((column, None, text), table_name=table, row_key="p")
    assert cell["_new"] == said and cell["_project"] == "Walk" and cell["_place"] == "grants.csv, row 3"


def test_a_row_is_named_by_what_its_project_does_not_say() -> None:
    found = line(table_name="grants", row_key="p\x1f2025", cause="new_row")
    assert found["_what"] == "Grants (2025)" and (found["_old"], found["_new"]) == ("–", "–")
    gone = line(table_name="grants", row_key=None, project_id=None, title_ja=None, cause="removed")
    assert (gone["_project"], gone["_what"]) == ("–", "Grants")


def test_a_row_of_a_consortium_is_named_and_its_cells_stand_together() -> None:
    cells = (("joined_on", "2025-04-01", "2025-05-01"), ("role", "lead", None))
    of = {"table_name": "consortium_members", "project_id": None, "title_ja": None, "row_key": "c\x1fo"}
    found = line(*cells, **of, name_ja="連携体・大学", name_en="Consortium, University", is_late=True)
    assert found["_what"] == "Consortium members (Consortium, University): Joined on, Role"
    assert found["_cause"] == "corrected (entered late)"
    assert found["_old"] == "1 Apr 2025 ・ Lead"
    assert found["_new"] == "1 May 2025 ・ –"
    assert line(**of, cause="new_row")["_what"] == "Consortium members (c, o)"


def test_a_row_of_an_organization_or_municipality_leads_to_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the page alone: a file is made where no address is known. What has no page stays what it is called."""
    names = {"name_ja": "大学*", "name_en": "A *university*"}
    known = replace(page(), names={"organization": {"o": names}, "municipality": {"131075": names}})
    monkeypatch.setattr(url, "followed", lambda **changed: changed)
    row = {
        "cause": "new_row",
        "cells": [],
        "project_id": None,
        "title_ja": None,
        **PLACE,
        **dict.fromkeys(names),
    }
    said = r"A \*university\*"
    for table, key, what in (
        ("organizations", "o", f"Organizations ([{said}](organization?id=o))"),
        ("consortium_members", "c\x1fo", f"Consortium members ([{said}](organization?id=o))"),
        ("municipalities", "131075", f"Municipalities ([{said}](town?code=131075))"),
        ("organizations", "gone", "Organizations (gone)"),
    ):
        of = {**row, "table_name": table, "row_key": key}
        assert written(known, of, str, link=True)["_what"] == what
        linkless = re.sub(r"\[(.*)\]\(.*?\)", r"\1", what)
        assert written(known, of, str)["_what"] == linkless


def test_the_rows_of_a_bridge() -> None:
    of = {"figure": "decided_yen", "rows": 1, "table_name": "grants", "fiscal_year": 2025}
    new = line(**of, cause="new_row", old_value=None, new_value=5)
    assert (new["_what"], new["_old"], new["_new"]) == ("FY2025", "–", "¥5")
    known = line(**of, cause="recorded", old_value=None, new_value=0)
    assert (known["_old"], known["_new"]) == ("not published", "¥0")
    hidden = {**of, "rows": 2, "fiscal_year": None, "project_id": None, "file": None, "title_ja": None}
    gone = line(**hidden, cause="removed", old_value=7, new_value=None)
    assert (gone["_project"], gone["_old"], gone["_new"]) == ("2 rows no longer published", "¥7", "–")


def test_a_row_of_a_bridge_says_why() -> None:
    of = {"figure": "decided_yen", "rows": 1, "fiscal_year": 2025, "old_value": 400, "new_value": 450}
    at = {"sheet": None, "file": "grant_changes.csv"}
    days = (("partner", "A firm left", dt.date(2025, 5, 1), 4), ("scope", None, dt.date(2025, 7, 1), 3))
    steps = [
        {"reason": reason, "reason_ja": told, "reason_en": told, "changed_on": day, "row_number": row, **at}
        for reason, told, day, row in days
    ]
    said = "Change of partner: A firm left (1 May 2025); Change of scope (1 Jul 2025)"
    places = "grant_changes.csv, row 4; grant_changes.csv, row 3"
    changed = line(**of, cause="changed", table_name="grant_changes", steps=steps, passed_on=None, note="no")
    assert (changed["_why"], changed["_place"]) == (said, places), "the note is on what is corrected"
    corrected = line(**of, cause="corrected", table_name="grants", steps=steps[:1], note="mistyped")
    assert corrected["_why"] == "Change of partner: A firm left (1 May 2025)"
    assert corrected["_place"] == "grants.csv, row 3; grant_changes.csv, row 4"
    passed = line(**of, cause="date_passed", table_name="grants", passed_on=dt.date(2025, 5, 1), note="no")
    assert (passed["_why"], passed["_place"]) == ("1 May 2025", "grants.csv, row 3")
    recorded = line(**of, cause="recorded", table_name="grants", steps=None, note="no")
    assert recorded["_why"] == "–"


def test_what_is_over_zero_has_its_sign() -> None:
    assert [amount(page(), "projects", one, "+") for one in (1, 0, -1)] == ["+1", "0", "−1"]
    assert amount(page(), "decided_yen", 1_000, "+") == "+¥1,000"
