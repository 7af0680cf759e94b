"""The review board in words."""

from __future__ import annotations

import datetime as dt

from smart_tokyo.view.pages.review import board, sheet
from smart_tokyo.view.subjects import status
from tests.view.of_page import grants, page

DAY = dt.date(2026, 7, 13)
NOTHING: board.Behind = {reason: {} for reason in board.REASONS}


def test_the_finding_counts_points_and_projects() -> None:
    known = {"points": 3, "projects": 2, "since_on": DAY, "days": 111}
    assert status.attention(page(), known, 5) == (
        "**3 points about 2 of 5 projects** need a look. "
        "Of those with a date, the oldest is open since 13 Jul 2026 (111 days)."
    )
    undated = {"points": 1, "projects": 1, "since_on": None, "days": None}
    assert status.attention(page(), undated, 5) == "**1 point about 1 of 5 projects** need a look."
    nothing = {"points": 0, "projects": 0, "since_on": None, "days": None}
    assert status.attention(page(), nothing, 5) == "**Nothing recorded calls for a look** in the 5 projects."


def test_each_reason_says_what_is_the_matter() -> None:
    progress = {"p": [{"rag_reported": "green", "rag_evidence": "red", "last_report_on": DAY}]}
    kpis = [{"name_en": "Steps", "lag_permille": 251}, {"name_en": "Other", "lag_permille": 250}]
    found = {
        "milestone_overdue": {"p": [{"title_en": "One"}, {"title_en": "Two"}]},
        "kpi_lag": {"p": kpis},
        "rule_fail": {"p": [{"rule": "date_order", "fiscal_year": 2024, "actual": None, "bound": None}]},
        "headroom_unused": {"p": [{"fiscal_year": 2025, "settled_yen": 79, "decided_yen": 100}]},
        "action_late": {"p": [{"text_en": "Set a date"}, {"text_en": "Write it down"}]},
        "rag_disagree": progress,
        "report_old": progress,
    }
    said = {
        reason: board.sentence(page(), {"project_id": "p", "reason": reason, "days": 91}, found)
        for reason in board.REASONS
    }
    assert said["milestone_overdue"] == "Overdue: “One”, “Two”"
    assert said["kpi_lag"] == "KPI “Steps” is 25.1 points behind plan"
    assert said["rule_fail"].endswith(" (FY2024)") and "Rule not met" not in said["rule_fail"]
    assert said["headroom_unused"] == "FY2025: ¥79 settled of ¥100 decided, less than 80 %"
    assert said["action_late"] == "Late: “Set a date”, “Write it down”"
    assert said["report_old"] == "The last report is 91 days old"
    assert said["rag_disagree"] == "Reported ● On track, evidence ■ Action needed"
    silent = {**NOTHING, "report_old": {"p": [{"last_report_on": None}]}}
    row = {"project_id": "p", "reason": "report_old", "days": 545}
    assert board.sentence(page(), row, silent) == "No status report yet"


def test_the_sheet_has_a_row_per_stage_and_a_column_per_year() -> None:
    rows = grants(fiscal_year=[2024, 2025], decided_yen=[2_000_000, None], limit_yen=[3_000_000, None])
    turned, columns = sheet.stages(page(), rows)
    assert [column.label for column in columns] == ["Stage", "FY2024", "FY2025"]
    cells = [list(row.values()) for row in turned]
    assert ["Decided", "2.0", "not published"] in cells
    assert ["Limit", "3.0", "cannot be computed"] in cells
