"""The funding page in words."""

from __future__ import annotations

import pandas as pd

from smart_tokyo.view import funding, project_money
from tests.view.pages import grants, page

TOTALS = {
    "requested_yen": None,
    "decided_yen": 30_000_000,
    "settled_yen": None,
    "paid_yen": None,
    "limit_yen": 40_000_000,
}


def test_the_finding_keeps_its_denominator_and_says_what_is_not_published():
    coverage = {"projects": 2, "grant_years": 3, "decided_known": 2}
    assert funding.finding(page(), TOTALS, coverage) == (
        "**30.0 million yen has been decided** for 2 projects. No payment has been published. "
        "A decision is known for 2 of 3 grant years."
    )


def test_without_an_amount_the_finding_gives_what_the_rules_allow():
    nothing = {**TOTALS, "decided_yen": pd.NA}
    assert not funding.published(nothing)
    text = funding.finding(page(), nothing, {"grant_years": 2})
    assert text == (
        "**No grant amount has been published** for these 2 grant years. "
        "The rules of the programmes allow at most 40.0 million yen in all."
    )
    assert "at most" not in funding.finding(page(), {**nothing, "limit_yen": None}, {"grant_years": 1})


def test_zero_is_an_amount():
    assert funding.published({**TOTALS, "decided_yen": 0})


def test_the_largest_year_is_named_only_where_there_are_two_to_compare():
    rows = grants(fiscal_year=[2024, 2025], decided_yen=[5_000_000, 6_000_000]).assign(projects=[1, 2])
    assert "FY2025: 6.0 million yen for 2 projects" in funding.year_sentence(page(), rows)
    assert funding.year_sentence(page(), rows.head(1)) == ""


def test_grants_over_at_and_within_the_limit_have_mark_and_word():
    rows = grants(headroom_yen=[-1, 0, 1, None])
    assert list(project_money.with_remarks(page(), rows)["_remark"]) == [
        "! Over the limit",
        "● At the limit",
        "✓ Within the limit",
        "–",
    ]


def test_groups_without_an_amount_show_only_the_limit():
    keys = [column.key for column in funding.group_columns(page(), "area", known=False)]
    assert keys == ["_name", "projects", "grant_years", "limit_yen"]
