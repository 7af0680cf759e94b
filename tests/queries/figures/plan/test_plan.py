"""What was planned at first and what is in force: grants, milestones, KPIs. D is 2026-03-31."""

from __future__ import annotations

from tests.queries.ledger import Given

GRANTS = """
    fiscal_year | eligible_expense_yen | requested_yen | decided_yen | decided_on
    2022        | 300                  | 150           | 100         | 2022-05-01
    2023        | 300                  | 150           | 100         | 2023-05-01
    2024        | 300                  | 150           | 100         | 2024-05-01
    2025        | 300                  | 150           | -           | 2025-05-01
    2026        | 300                  | 150           | 100         | 2026-04-01
"""
GRANT_CHANGES = """
    fiscal_year | changed_on | decided_yen | eligible_expense_yen | requested_yen | reason
    2023        | 2026-03-31 | 90          | -                    | -             | cost
    2023        | 2026-04-01 | 80          | 1                    | 1             | scope
    2024        | 2024-06-01 | 120         | 400                  | -             | scope
    2024        | 2024-09-01 | 110         | -                    | 180           | partner
    2024        | 2024-07-01 | 130         | 500                  | 170           | disaster
    2025        | 2025-06-01 | 0           | -                    | -             | other
    2026        | 2026-05-01 | 90          | -                    | -             | cost
"""


def test_a_grant_as_decided_and_as_changed(given: Given) -> None:
    """The latest up to D counts, on D itself too; an empty cell leaves what was."""
    given(grants=GRANTS, grant_changes=GRANT_CHANGES).shows(
        "grant_plan",
        """
        fiscal_year | original_decided_yen | decided_yen | change_yen | changes | last_changed_on | last_reason
        2022        | 100                  | 100         | 0          | 0       | -               | -
        2023        | 100                  | 90          | -10        | 1       | 2026-03-31      | cost
        2024        | 100                  | 110         | 10         | 3       | 2024-09-01      | partner
        2025        | -                    | 0           | -          | 1       | 2025-06-01      | other
        2026        | -                    | -           | -          | 0       | -               | -
        """,
    ).shows(
        "grant_ledger",
        """
        fiscal_year | eligible_expense_yen | requested_yen | decided_yen
        2022        | 300                  | 150           | 100
        2023        | 300                  | 150           | 90
        2024        | 500                  | 180           | 110
        2025        | 300                  | 150           | 0
        2026        | 300                  | 150           | -
        """,
    ).shows("grant_plan", "fiscal_year\n2024\n2025", from_fy=2024, to_fy=2025).shows(
        "programme_totals", "eligible_expense_yen | requested_yen | decided_yen\n1700 | 780 | 300"
    ).shows(
        "rows_grants",
        "original_decided_yen | change_yen | changes | last_changed_on\n100 | 10 | 3 | 2024-09-01",
        from_fy=2024,
        to_fy=2024,
    )


def test_the_day_of_the_original_decision_stays(given: Given) -> None:
    """Of that day is the original amount; rules look at the one in force."""
    ledger = (
        given(
            programmes="programme_id | grant_cap_yen\nprog | 105",
            grants="fiscal_year | decided_yen | decided_on\n2023 | 100 | 2023-05-01\n2024 | 110 | 2024-05-01",
            grant_changes="fiscal_year | changed_on | decided_yen\n2023 | 2025-05-01 | 106\n2024 | 2025-05-01 | 105",
        )
        .shows(
            "recent_facts",
            "happened_on | kind | amount_yen\n2024-05-01 | decision | 110\n2023-05-01 | decision | 100",
        )
        .shows("grant_ledger", "fiscal_year | decided_yen | headroom_yen\n2023 | 106 | -1\n2024 | 105 | 0")
        .shows(
            "awards",
            "decided_on | original_decided_yen | decided_yen\n2023-05-01 | 100 | 106\n2024-05-01 | 110 | 105",
        )
    )
    found = [
        (row["fiscal_year"], row["outcome"]) for row in ledger.rows("rule_findings") if row["rule"] == "cap"
    ]
    assert found == [(2023, "fail"), (2024, "pass")]


MILESTONES = """
    milestone_id | due_on     | done_on
    as_planned   | 2026-03-31 | 2026-03-31
    by_new       | 2025-10-31 | 2025-12-03
    done_after_d | 2026-03-30 | 2026-04-01
    earlier      | 2026-05-29 | 2026-04-01
    late_now     | 2026-01-01 | -
    moved        | 2026-03-30 | -
    moved_after  | 2026-03-30 | -
    on_its_day   | 2026-03-31 | -
"""
MILESTONE_CHANGES = """
    milestone_id | changed_on | due_on     | reason
    by_new       | 2025-09-30 | 2025-12-19 | schedule
    earlier      | 2026-02-10 | 2026-03-01 | other
    late_now     | 2026-01-02 | 2026-02-28 | scope
    late_now     | 2026-03-31 | 2026-03-30 | partner
    moved        | 2026-03-31 | 2026-04-01 | disaster
    moved_after  | 2026-04-01 | 2026-12-31 | disaster
"""


def test_a_milestone_as_due_at_first_and_now(given: Given) -> None:
    given(milestones=MILESTONES, milestone_changes=MILESTONE_CHANGES).shows(
        "milestone_plan",
        """
        milestone_id | original_due_on | due_on     | slip_days | changes | done_on    | against_original_days
        as_planned   | 2026-03-31      | 2026-03-31 | 0         | 0       | 2026-03-31 | 0
        by_new       | 2025-10-31      | 2025-12-19 | 49        | 1       | 2025-12-03 | 33
        done_after_d | 2026-03-30      | 2026-03-30 | 0         | 0       | -          | 1
        earlier      | 2026-05-29      | 2026-03-01 | -89       | 1       | -          | -
        late_now     | 2026-01-01      | 2026-03-30 | 88        | 2       | -          | 89
        moved        | 2026-03-30      | 2026-04-01 | 2         | 1       | -          | 1
        moved_after  | 2026-03-30      | 2026-03-30 | 0         | 0       | -          | 1
        on_its_day   | 2026-03-31      | 2026-03-31 | 0         | 0       | -          | -
        """,
    ).shows(
        "milestone_list",
        """
        milestone_id | due_on     | state   | overdue_days | last_reason
        by_new       | 2025-12-19 | done    | -            | schedule
        earlier      | 2026-03-01 | overdue | 30           | other
        done_after_d | 2026-03-30 | overdue | 1            | -
        late_now     | 2026-03-30 | overdue | 1            | partner
        moved_after  | 2026-03-30 | overdue | 1            | -
        as_planned   | 2026-03-31 | done    | -            | -
        on_its_day   | 2026-03-31 | planned | -            | -
        moved        | 2026-04-01 | planned | -            | disaster
        """,
    ).shows(
        "plan_summary",
        """
        milestones | milestones_changed | milestones_done | done_by_original | slip_median_days | slip_worst_days
        8          | 4                  | 2               | 1                | 25.5             | 88
        """,
    )


KPIS = """
    kpi_id  | baseline_value | baseline_on | target_value | target_on
    between | 0              | 2025-03-31  | 100          | 2026-03-31
    date    | 0              | 2025-03-31  | 100          | 2026-03-31
    later   | 0              | 2025-03-31  | 100          | 2026-03-31
    unknown | 0              | 2025-03-31  | -            | -
"""
KPI_CHANGES = """
    kpi_id  | changed_on | target_value | target_on  | reason
    between | 2026-03-31 | 50           | -          | scope
    date    | 2025-06-01 | 80           | 2027-03-31 | schedule
    date    | 2025-09-01 | 90.5         | -          | cost
    later   | 2026-04-01 | 50           | 2027-03-31 | scope
    unknown | 2025-09-01 | 10           | -          | scope
"""


def test_a_kpi_as_planned_at_first_and_now(given: Given) -> None:
    """The date is that of the latest change that gives one."""
    ledger = given(
        kpis=KPIS,
        kpi_target_changes=KPI_CHANGES,
        kpi_values="kpi_id | measured_on | value\nbetween | 2026-03-01 | 50\nlater | 2026-03-01 | 50",
    )
    ledger.shows(
        "kpi_plan",
        """
        kpi_id  | original_target_value | target_value | original_target_on | target_on  | changes
        between | 100.0                 | 50.0         | 2026-03-31         | 2026-03-31 | 1
        date    | 100.0                 | 90.5         | 2026-03-31         | 2027-03-31 | 2
        later   | 100.0                 | 100.0        | 2026-03-31         | 2026-03-31 | 0
        unknown | -                     | 10.0         | -                  | -          | 1
        """,
    ).shows(
        "kpi_list",
        """
        kpi_id  | target_value | target_on  | lag_permille
        between | 50.0         | 2026-03-31 | 0
        date    | 90.5         | 2027-03-31 | -
        later   | 100.0        | 2026-03-31 | 500
        unknown | 10.0         | -          | -
        """,
    ).shows("plan_summary", "kpis | kpi_targets_changed\n4 | 3").shows(
        "project_progress", "worst_kpi_lag_permille | rag_evidence\n500 | amber"
    )


def test_the_sum_is_over_what_is_known_before_and_after(given: Given) -> None:
    given(grants=GRANTS, grant_changes=GRANT_CHANGES).shows(
        "plan_summary",
        """
        grants | grants_changed | original_decided_yen | decided_yen | change_yen | slip_median_days | slip_worst_days
        5      | 3              | 300                  | 300         | 0          | -                | -
        """,
    ).shows(
        "plan_summary",
        "grants | grants_changed | original_decided_yen | decided_yen | change_yen\n1 | 1 | - | - | -",
        from_fy=2025,
        to_fy=2025,
    )


def test_every_step_with_what_it_replaced(given: Given) -> None:
    ledger = given(
        grants=GRANTS,
        grant_changes=GRANT_CHANGES,
        milestones=MILESTONES,
        milestone_changes=MILESTONE_CHANGES,
        kpis=KPIS,
        kpi_target_changes=KPI_CHANGES,
    )
    expected = """
        kind      | key      | changed_on | reason   | before     | after      | difference
        grant     | 2023     | 2026-03-31 | cost     | 100        | 90         | -10.0
        grant     | 2024     | 2024-06-01 | scope    | 100        | 120        | 20.0
        grant     | 2024     | 2024-07-01 | disaster | 120        | 130        | 10.0
        grant     | 2024     | 2024-09-01 | partner  | 130        | 110        | -20.0
        grant     | 2025     | 2025-06-01 | other    | -          | 0          | -
        kpi       | between  | 2026-03-31 | scope    | 100        | 50         | -50.0
        kpi       | date     | 2025-06-01 | schedule | 100        | 80         | -20.0
        kpi       | date     | 2025-09-01 | cost     | 80         | 90.5       | 10.5
        kpi       | unknown  | 2025-09-01 | scope    | -          | 10         | -
        milestone | by_new   | 2025-09-30 | schedule | 2025-10-31 | 2025-12-19 | 49.0
        milestone | earlier  | 2026-02-10 | other    | 2026-05-29 | 2026-03-01 | -89.0
        milestone | late_now | 2026-01-02 | scope    | 2026-01-01 | 2026-02-28 | 58.0
        milestone | late_now | 2026-03-31 | partner  | 2026-02-28 | 2026-03-30 | 30.0
        milestone | moved    | 2026-03-31 | disaster | 2026-03-30 | 2026-04-01 | 2.0
    """
    for query in ("plan_changes", "rows_changes"):
        ledger.shows(query, expected)
    ledger.shows("plan_changes", "kind\nkpi\nkpi\nkpi\nkpi" + 5 * "\nmilestone", to_fy=2022)
    ledger.shows(
        "plan_reasons",
        """
        reason   | changed_amounts | amount_difference | changed_dates | date_difference | changed_targets
        cost     | 1               | -10               | 0             | -               | 1
        disaster | 1               | 10                | 1             | 2               | 0
        other    | 1               | -                 | 1             | -89             | 0
        partner  | 1               | -20               | 1             | 30              | 0
        schedule | 0               | -                 | 1             | 49              | 1
        scope    | 1               | 20                | 1             | 58              | 2
        """,
    )


def test_the_evidence_by_the_original_plan(given: Given) -> None:
    """Late by the first date and target, not by those in force; rules look at the amounts in force either way."""
    given(
        programmes="programme_id | grant_cap_yen\nprog | 100",
        projects="""
            project_id | status
            capped     | active
            done       | completed
            kpi        | selected
            nothing    | active
            red        | active
            same       | active
        """,
        grants="project_id | fiscal_year | decided_yen\ncapped | 2024 | 101\nsame | 2024 | 100",
        grant_changes="project_id | fiscal_year | changed_on | decided_yen\ncapped | 2024 | 2025-01-01 | 100",
        milestones="""
            project_id | milestone_id | due_on
            done       | d            | 2025-01-01
            red        | r            | 2025-12-30
            same       | s            | 2026-03-30
        """,
        milestone_changes="""
            milestone_id | changed_on | due_on
            d            | 2025-01-02 | 2027-01-01
            r            | 2026-01-01 | 2026-03-31
        """,
        kpis="kpi_id | project_id | baseline_value | baseline_on | target_value | target_on\n"
        "k | kpi | 0 | 2025-03-31 | 100 | 2026-03-31",
        kpi_target_changes="kpi_id | changed_on | target_value\nk | 2026-03-31 | 50",
        kpi_values="kpi_id | measured_on | value\nk | 2026-03-01 | 50",
    ).shows(
        "evidence_original",
        "project_id | rag_evidence\ncapped | -\ndone | -\nkpi | amber\nnothing | -\nred | red\nsame | amber",
    ).shows(
        "project_progress",
        "project_id | rag_evidence\ncapped | -\ndone | -\nkpi | green\nnothing | -\nred | green\nsame | amber",
    )
