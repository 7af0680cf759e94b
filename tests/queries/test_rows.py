"""The rows behind the numbers: which they are, and where each stood in its source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from unittest.mock import patch

import duckdb
import pytest

from smart_tokyo.ledger.tables.models import create_own_tables
from tests.queries.ledger import Given, Ledger, insert_places

PLACES = """
table_name | row_key | file | sheet | row_number | shipped
projects | p | projects.csv | - | 2 | false
grants | p/2024 | ledger.xlsx | 交付 | 4 | false
grants | p/2025 | ledger.xlsx | 交付 | 5 | false
milestones | m1 | milestones.csv | - | 7 | false
kpis | k1 | kpis.csv | - | 3 | false
kpi_values | k1/2025-04-01 | kpi_values.csv | - | 9 | false
status_reports | p/2025-06-01 | status_reports.csv | - | 2 | false
support | s1 | support.csv | - | 2 | false
events | e1 | events.csv | - | 6 | false
programmes | prog | programmes.csv | - | 2 | true
municipalities | 131075 | municipalities.csv | - | 8 | true
consortium_members | c/o | consortium_members.csv | - | 11 | false
issues | i1 | issues.csv | - | 3 | false
grant_changes | p/2024/2024-06-01 | grant_changes.csv | - | 2 | false
grant_changes | p/2024/2024-07-01 | grant_changes.csv | - | 3 | false
grant_changes | p/2024/2024-08-01 | grant_changes.csv | - | 4 | false
grant_changes | p/2024/2026-04-01 | grant_changes.csv | - | 5 | false
milestone_changes | m1/2025-01-01 | ledger.xlsx | マイルストーンの変更 | 2 | false
kpi_target_changes | k1/2025-01-01 | kpi_target_changes.csv | - | 6 | false
"""


def test_changes_in_force_have_their_places(given: Given) -> None:
    """Those that an amount, a date or a target in force comes from, and no others."""
    ledger = build_with_places(
        given,
        grants="fiscal_year | decided_yen | decided_on\n2024 | 60 | 2024-05-01\n2025 | 60 | 2025-05-01",
        grant_changes="""
            fiscal_year | changed_on | decided_yen | eligible_expense_yen
            2024        | 2024-06-01 | 61          | 100
            2024        | 2024-07-01 | 62          | -
            2024        | 2024-08-01 | 63          | -
            2024        | 2026-04-01 | 64          | 200
        """,
        milestones="milestone_id | due_on\nm1 | 2026-01-01\nm2 | 2026-01-01",
        milestone_changes="milestone_id | changed_on | due_on\nm1 | 2025-01-01 | 2026-02-01",
        kpis="kpi_id | target_value\nk1 | 5",
        kpi_target_changes="kpi_id | changed_on | target_value\nk1 | 2025-01-01 | 6",
    )
    ledger.shows(
        "rows_grants",
        "fiscal_year | decided_yen | row_number | changes_at\n"
        "2024 | 63 | 4 | grant_changes.csv:2, grant_changes.csv:4\n2025 | 60 | 5 | -",
    ).shows(
        "rows_milestones",
        "milestone_id | row_number | changes_at\nm1 | 7 | マイルストーンの変更!2\nm2 | - | -",
    ).shows("rows_kpis", "target_value | row_number | changes_at\n6.0 | 3 | kpi_target_changes.csv:6").shows(
        "rows_changes",
        "kind | changed_on | file | row_number\ngrant | 2024-06-01 | grant_changes.csv | 2\n"
        "grant | 2024-07-01 | grant_changes.csv | 3\ngrant | 2024-08-01 | grant_changes.csv | 4\n"
        "kpi | 2025-01-01 | kpi_target_changes.csv | 6\nmilestone | 2025-01-01 | ledger.xlsx | 2",
    )


def build_with_places(given: Given, **rows: str) -> Ledger:
    """A ledger whose places were known when its models ran."""
    with patch("tests.queries.ledger.create_own_tables", partial(placed, create_own_tables)):
        return given(**rows)


def placed(create: Callable[[duckdb.DuckDBPyConnection], None], con: duckdb.DuckDBPyConnection) -> None:
    create(con)
    insert_places(Ledger(con), PLACES)


def test_grants_and_their_amounts(given: Given) -> None:
    ledger = given(
        programmes="programme_id | grant_cap_yen | subsidy_rate_percent\nprog | 100 | 50",
        area_municipalities="area_id | municipality_code\narea | 131075\narea | 131199",
        grants="""
            fiscal_year | eligible_expense_yen | decided_yen | decided_on
            2024 | 100 | 60 | 2024-05-01
            2025 | 400 | - | -
        """,
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_grants",
        """
        project_id | fiscal_year | decided_yen | limit_yen | is_over_limit | file | sheet | row_number
        p | 2024 | 60 | 50 | true | ledger.xlsx | 交付 | 4
        p | 2025 | - | 100 | - | ledger.xlsx | 交付 | 5
        """,
    ).shows("rows_grants", "fiscal_year | row_number\n2025 | 5", from_fy=2025)
    ledger.shows(
        "rows_grants_by_municipality",
        """
        municipality_code | fiscal_year | decided_yen | row_number
        131075 | 2024 | 60 | 4
        131075 | 2025 | - | 5
        131199 | 2024 | 60 | 4
        131199 | 2025 | - | 5
        """,
    )
    ledger.shows(
        "rows_grants_by_dimension",
        """
        dimension | id | decided_yen | row_number
        area | area | 60 | 4
        fiscal_year | 2024 | 60 | 4
        programme | prog | 60 | 4
        theme | mobility | 60 | 4
        """,
        to_fy=2024,
    )
    ledger.shows(
        "rows_facts",
        "happened_on | kind | fiscal_year | amount_yen | row_number\n2024-05-01 | decision | 2024 | 60 | 4",
    )
    ledger.shows(
        "rows_programmes",
        "programme_id | grant_cap_yen | row_number | shipped\nprog | 100 | 2 | true",
    )


def test_projects_and_places(given: Given) -> None:
    ledger = given(
        projects="project_id | status\np | active\nq | completed",
        area_municipalities="area_id | municipality_code\narea | 131075",
        municipalities="municipality_code | region\n131075 | wards\n131199 | tama",
        status_reports="reported_on | rag\n2025-06-01 | amber\n2026-04-01 | red",
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_projects",
        "project_id | is_running | rag | row_number\np | true | amber | 2\nq | false | - | -",
    )
    ledger.shows(
        "rows_projects_by_municipality",
        "municipality_code | project_id | row_number\n131075 | p | 2\n131075 | q | -",
    )
    ledger.shows(
        "rows_municipalities",
        """
        region | municipality_code | has_project | row_number
        tama | 131199 | false | -
        wards | 131075 | true | 8
        - | 131075 | true | 8
        - | 131199 | false | -
        """,
    )
    ledger.shows("rows_reports", "reported_on | rag | age_days | row_number\n2025-06-01 | amber | 303 | 2")


def test_progress(given: Given) -> None:
    ledger = given(
        milestones="milestone_id | due_on | done_on\nm1 | 2026-03-30 | -\nm2 | 2026-04-30 | -",
        kpis="kpi_id | baseline_value | baseline_on | target_value | target_on\nk1 | 0 | 2025-03-31 | 10 | 2027-03-31",
        kpi_values="kpi_id | measured_on | value\nk1 | 2025-04-01 | 1\nk1 | 2026-04-01 | 9",
        support="support_id | kind | provided_on | hours\ns1 | expert | 2025-05-01 | 1.5\ns2 | expert | 2026-04-01 | 2",
        events="event_id | held_on | local_governments\ne1 | 2025-05-01 | 3\ne2 | 2026-04-01 | 4",
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_milestones",
        "milestone_id | state | overdue_days | row_number\nm1 | overdue | 1 | 7\nm2 | planned | - | -",
    )
    ledger.shows(  # half of the time has passed, a tenth is reached
        "rows_kpis",
        "kpi_id | latest_value | lag_permille | plan | row_number | value_row_number\nk1 | 1.0 | 400 | behind | 3 | 9",
    )
    ledger.shows("rows_kpi_values", "kpi_id | value | row_number\nk1 | 1.0 | 9")
    ledger.shows("rows_support", "support_id | kind | hours | row_number\ns1 | expert | 1.5 | 2")
    ledger.shows("rows_events", "event_id | local_governments | row_number\ne1 | 3 | 6")


def test_members(given: Given) -> None:
    ledger = given(
        projects="project_id | consortium_id\np | c\nq | c",
        consortia="consortium_id | formed_on\nc | 2024-04-01",
        organizations="organization_id | kind\no | company",
        consortium_members="consortium_id | organization_id | role\nc | o | lead",
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_members",
        "project_id | organization_id | kind | row_number\np | o | company | 11\nq | o | company | 11",
    )


def test_checks_stand_at_their_grant_or_project(given: Given) -> None:
    ledger = given(
        programmes="programme_id | grant_cap_yen | max_fiscal_years\nprog | 50 | 3",
        grants="fiscal_year | decided_yen\n2024 | 60",
    )
    insert_places(ledger, PLACES)
    rows = {row["rule"]: row for row in ledger.rows("rows_checks")}
    assert (rows["cap"]["outcome"], rows["cap"]["file"], rows["cap"]["row_number"]) == (
        "fail",
        "ledger.xlsx",
        4,
    )
    assert (rows["duration"]["actual"], rows["duration"]["file"]) == (1, "projects.csv")


def test_the_journey_of_issues(given: Given) -> None:
    ledger = given(
        issues="issue_id | theme | raised_on\ni1 | mobility | 2025-01-01\ni2 | health | 2025-02-01",
        hearings="hearing_id | issue_id | stage | held_on\nh | i1 | initial | 2025-01-11",
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_journey",
        """
        step | issue_id | days_from_previous | row_number
        issue | i1 | - | 3
        issue | i2 | - | -
        initial_hearing | i1 | 10 | 3
        """,
    ).shows("rows_journey", "issue_id\ni2", theme="health")


@pytest.mark.parametrize(
    ("reason", "table", "row"),
    [
        ("milestone_overdue", "milestones", 7),
        ("report_old", "status_reports", 2),
        ("kpi_lag", "kpis", 3),
        ("rule_fail", "projects", 2),
        ("headroom_unused", "grants", 4),
    ],
)
def test_what_speaks_for_a_look(reason: str, table: str, row: int, given: Given) -> None:
    ledger = given(
        programmes="programme_id | grant_cap_yen\nprog | 50",
        grants="fiscal_year | decided_yen | settled_yen | settled_on\n2024 | 60 | 10 | 2025-04-30",
        milestones="milestone_id | due_on\nm1 | 2026-03-01",
        kpis="kpi_id | baseline_value | baseline_on | target_value | target_on\nk1 | 0 | 2025-03-31 | 10 | 2026-03-31",
        kpi_values="kpi_id | measured_on | value\nk1 | 2026-03-01 | 0",
        status_reports="reported_on | rag\n2025-06-01 | amber",
    )
    insert_places(ledger, PLACES)
    found = [one for one in ledger.rows("rows_attention") if one["reason"] == reason]
    assert [(one["of_table"], one["row_number"]) for one in found] == [(table, row)]


def test_reasons_stand_where_what_they_are_about_stands(given: Given) -> None:
    ledger = given(
        programmes="programme_id | grant_cap_yen\nprog | 100",
        grants="fiscal_year | decided_yen\n2024 | 101",
        milestones="milestone_id | due_on\nm1 | 2026-03-30",
        kpis="kpi_id | baseline_value | baseline_on | target_value | target_on\nk1 | 0 | 2025-04-01 | 1 | 2026-03-31",
        kpi_values="kpi_id | measured_on | value\nk1 | 2026-03-01 | 0",
        status_reports="project_id | reported_on | rag\np | 2025-06-01 | green",
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_reasons",
        """
        reason | about_id | days | lag_permille | actual | bound | of_table | row_number
        kpi_behind | k1 | - | 1000 | - | - | kpis | 3
        milestone_overdue | m1 | 1 | - | - | - | milestones | 7
        report_old | - | 303 | - | - | - | status_reports | 2
        rule_failed | cap | - | - | 101 | 100 | grants | 4
        """,
    )


def test_a_missing_report_and_a_broken_consortium_stand_at_the_project(given: Given) -> None:
    ledger = given(
        programmes="programme_id | reports_expected\nprog | true",
        projects="project_id | consortium_id\np | c",
        consortia="consortium_id | members_complete\nc | true",
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_reasons",
        "reason | about_id | days | of_table | row_number\n"
        "no_report | - | 729 | projects | 2\nrule_failed | consortium | - | projects | 2",
    )


def test_projects_by_technology(given: Given) -> None:
    ledger = given(
        projects="project_id | technologies\np | AI;GIS\nq | -",
        kpis="kpi_id | target_value\nk1 | 1\nk2 | 1",
        kpi_values="kpi_id | measured_on | value\nk1 | 2025-04-01 | 1",
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_projects_by_technology",
        """
        technology | project_id | kpis_with_target | targets_measured | targets_reached | row_number
        AI | p | 2 | 1 | 1 | 2
        GIS | p | 2 | 1 | 1 | 2
        - | q | 0 | 0 | 0 | -
        """,
    ).shows("rows_kpis", "kpi_id | theme | target_reached\nk1 | mobility | true\nk2 | mobility | -")
