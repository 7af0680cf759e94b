"""The overview's pieces: like with like, unknown apart from zero, one line for the same fact."""

from __future__ import annotations

import datetime as dt

from smart_tokyo.figures import Filters
from smart_tokyo.view.pages.overview import finding
from tests.view.of_page import page, rows_of

TOTALS = {"grant_years": 4, "decided_yen": 70_000_000, "limit_yen": 85_000_000}
COVERAGE = {
    "grant_years": 4,
    "compared": 2,
    "compared_decided_yen": 50_000_000,
    "compared_limit_yen": 55_000_000,
    "compared_permille": 909,
}


def test_the_money_is_compared_with_the_limit_only_where_both_are_known() -> None:
    assert finding.money(page(), TOTALS, COVERAGE) == (
        "Grants of **70.0 million yen** have been decided; "
        "where decision and limit are both known (2 of 4 grant years), 50.0 million yen of 55.0 million yen (90.9%)."
    )
    nothing = {**COVERAGE, "compared": 0, "compared_permille": None}
    assert finding.money(page(), TOTALS, nothing) == "Grants of **70.0 million yen** have been decided."


def test_the_scope_says_states_years_and_what_is_inferred() -> None:
    programmes = [{"programme_id": "PG", "projects": 3, "inferred": 1}]
    statuses = rows_of(status=["active", "withdrawn"], projects=[2, 1])
    assert finding.scope(page("ja"), programmes, statuses, 3) == (
        "状況別では、実施中2・取下げ1。制度別では、制度 3事業です。このうち1事業は推定によるものです。"
    )
    narrowed = page("en", filters=Filters(from_fy=2024))
    assert finding.scope(narrowed, [{**programmes[0], "inferred": 0}], statuses, 1) == (
        "By status: Active 2, Withdrawn 1; by programme: Programme one (3). "
        "With a grant in the fiscal years chosen: 1 project."
    )


def test_the_headline_says_what_is_known() -> None:
    totals = {"projects": 3, "areas": 2, "decided_yen": 70_000_000}
    assert finding.headline(page(), totals) == "3 projects in 2 areas, 70.0 million yen decided so far"
    unknown = {**totals, "decided_yen": None}
    assert finding.headline(page("ja"), unknown) == "これまでに2エリアで3事業を支援"


def test_overdue_keeps_its_denominator() -> None:
    assert finding.overdue(page(), {"milestones": 0, "overdue": 0}) == "No milestones are recorded."
    assert finding.overdue(page(), {"milestones": 3, "overdue": 0}).startswith("There is no overdue")
    assert finding.overdue(page(), {"milestones": 3, "overdue": 1, "overdue_withdrawn": 0}) == (
        "**1 of 3** milestones are overdue."
    )
    assert finding.overdue(page("ja"), {"milestones": 3, "overdue": 2, "overdue_withdrawn": 1}) == (
        "期限を過ぎたマイルストーンは**3件中2件**です（うち取下げ事業1件）。"
    )


def test_the_same_fact_is_one_line_and_amounts_stay_apart() -> None:
    day = dt.date(2025, 12, 4)
    facts = rows_of(
        happened_on=[day] * 6,
        kind=["milestone"] * 4 + ["payment"] * 2,
        project_id=["P-1", "P-1", "P-1", "P-2", "P-1", "P-1"],
        amount_yen=[None] * 4 + [5, 6],
        fact_ja=["始", "始", "終", "始", None, None],
    )
    assert [times for _, times in finding.distinct(facts)] == [2, 1, 1, 1, 1]
    assert finding.distinct([]) == []
