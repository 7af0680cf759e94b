"""unit_costs: what a project's grants come to for one unit of what its KPIs gained, where both sides are known."""

from __future__ import annotations

from tests.queries.ledger import Given

PROJECTS = "project_id\na\nb\nc"
GRANTS = """
    project_id | fiscal_year | settled_yen | settled_on
    a          | 2023        | 700         | 2024-04-30
    a          | 2024        | 300         | 2025-04-30
    b          | 2023        | 700         | 2024-04-30
    b          | 2024        | -           | -
"""
KPIS = """
    kpi_id | project_id | unit_ja    | direction | level   | baseline_value
    done   | a          | 人         | increase  | outcome | 10
    half   | a          | 回         | increase  | output  | 0
    share  | a          | ％         | increase  | outcome | 10
    points | a          | ポイント   | increase  | outcome | 10
    less   | a          | 分         | decrease  | outcome | 50
    none   | a          | 人         | increase  | outcome | -
    same   | a          | 人         | increase  | outcome | 40
    plain  | a          | 人         | increase  | -       | 10
    open   | b          | 人         | increase  | outcome | 10
    bare   | c          | 人         | increase  | outcome | 10
"""


def test_where_both_sides_are_known(given: Given) -> None:
    """1000 yen for 30 more people, and for 2.5 times: 33.3 and 400. Of b an amount is unknown; c has no grant."""
    values = "kpi_id | measured_on | value\nhalf | 2024-10-01 | 2.5\n" + "\n".join(
        f"{one} | 2024-10-01 | 40"
        for one in ("done", "share", "points", "less", "none", "same", "plain", "open", "bare")
    )
    ledger = given(projects=PROJECTS, grants=GRANTS, kpis=KPIS, kpi_values=values)
    ledger.shows(
        "unit_costs",
        """
        kpi_id | project_id | settled_yen | gained | unit_cost_yen
        done   | a          | 1000        | 30.0   | 33
        half   | a          | 1000        | 2.5    | 400
        """,
    )
    ledger.shows("unit_costs", "kpi_id", project_id="b")


def test_what_is_too_little_to_divide_by_has_no_cost(given: Given) -> None:
    """0.3 and the sum of 0.1 and 0.2, as a spreadsheet saves it: the cost would have 24 digits."""
    given(
        projects="project_id\na",
        grants="project_id | fiscal_year | settled_yen\na | 2023 | 20000000",
        kpis="kpi_id | project_id | unit_ja | direction | level | baseline_value\nk | a | 人 | increase | output | 0.3",
        kpi_values="kpi_id | measured_on | value\nk | 2025-03-31 | 0.30000000000000004",
    ).shows("unit_costs", "kpi_id")
