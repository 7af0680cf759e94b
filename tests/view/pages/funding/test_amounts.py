"""The amounts of the funding page in words."""

from __future__ import annotations

import duckdb

from smart_tokyo.view.pages.funding import amounts
from smart_tokyo.view.subjects import money
from tests.view.of_page import grants, page, rows_of

TOTALS = {
    "requested_yen": None,
    "decided_yen": 30_000_000,
    "settled_yen": None,
    "paid_yen": None,
    "limit_yen": 40_000_000,
}


def by_status(**yen):
    """decided_by_status with one project of each status."""
    return rows_of(status=list(yen), projects=[1] * len(yen), decided_yen=list(yen.values()))


def test_the_finding_keeps_its_denominator_and_says_what_is_not_published():
    coverage = {"projects": 2, "grant_years": 3, "decided_known": 2, "inferred": 0}
    said = "The **decided amounts come to 30.0 million yen** for 2 projects. No payment has been published. "
    said += "A decision is known for 2 of 3 grant years."
    for without in ({"active": 30_000_000}, {"active": 30_000_000, "withdrawn": None}, {"withdrawn": 0}):
        assert money.finding(page(), TOTALS, coverage, by_status(**without)) == said


def test_the_finding_says_how_much_is_withdrawn():
    coverage = {"projects": 2, "grant_years": 3, "decided_known": 2, "inferred": 0}
    found = by_status(active=20_000_000, withdrawn=10_000_000)
    said = money.finding(page(), TOTALS, coverage, found)
    assert "for 2 projects. Of the decided amount, 10.0 million yen is of withdrawn projects. No" in said
    assert "交付決定額のうち10.0百万円は、取り下げられた事業のものです。" in money.finding(
        page("ja"), TOTALS, coverage, found
    )


def test_without_an_amount_the_finding_gives_what_the_rules_allow():
    nothing = {**TOTALS, "decided_yen": None}
    assert not money.published(nothing)
    text = money.finding(page(), nothing, {"grant_years": 2, "inferred": 0}, by_status())
    assert text == (
        "**No grant amount has been published** for any of the 2 grant years. "
        "The limit is 40.0 million yen in total."
    )
    assert "limit" not in money.finding(
        page(), {**nothing, "limit_yen": None}, {"grant_years": 1, "inferred": 0}, by_status()
    )


def test_decided_and_limit_are_compared_on_one_basis():
    coverage = {
        "grant_years": 5,
        "compared": 3,
        "compared_decided_yen": 30_000_000,
        "compared_limit_yen": 40_000_000,
        "compared_permille": 750,
    }
    assert amounts.compared(page(), {"headroom_yen": 10_000_000}, coverage) == (
        "Decision and limit where both are known (3 of 5 grant years): **30.0 million yen** of "
        "**40.0 million yen** (75.0%), headroom **10.0 million yen**."
    )
    assert "no grant year" in amounts.compared(page(), {"headroom_yen": None}, {"compared": 0})


def test_inferred_projects_are_said():
    assert money.inferred(page("ja"), {"inferred": 3}) == "このうち延べ3件は、推定による事業の分です。"
    assert money.inferred(page(), {"inferred": 0}) == ""


def test_grants_over_their_limit_come_first():
    rows = """(values ('a', 2023, -1), ('b', 2024, -5), ('c', 2025, null), ('d', 2025, 3))
        as rows (project_id, fiscal_year, headroom_yen)"""
    found = duckdb.sql(f"select project_id from {rows} order by {amounts.OVER_FIRST}").fetchall()
    assert [one for (one,) in found] == ["b", "a", "c", "d"]


def test_zero_is_an_amount():
    assert money.published({**TOTALS, "decided_yen": 0})


def test_the_largest_year_is_named_only_where_there_are_two_to_compare():
    rows = grants(fiscal_year=[2024, 2025], decided_yen=[5_000_000, 6_000_000], projects=[1, 2])
    assert "FY2025: 6.0 million yen for 2 projects" in money.year_sentence(page(), rows)
    assert money.year_sentence(page(), rows[:1]) == ""


def test_grants_over_at_and_within_the_limit_have_mark_and_word():
    rows = grants(headroom_yen=[-1, 0, 1, None])
    assert [money.remark(page(), row) for row in rows] == [
        "! Over the limit by ¥1",
        "● At the limit",
        "✓ Within the limit",
        "–",
    ]


def test_groups_without_an_amount_show_only_the_limit():
    keys = [column.key for column in amounts.group_columns(page(), "area", known=False)]
    assert keys == ["_Area", "projects", "grant_years", "limit_yen"]


def test_a_limit_beside_amounts_is_over_the_same_grants():
    """All known; a decision without limit; a grant not decided yet; nothing known; a group without any limit."""
    rows = rows_of(
        decided_yen=[8, 8, 8, None, 8],
        paid_yen=[None, None, 2, None, None],
        limit_yen=[10, 10, 20, 30, None],
        compared_limit_yen=[10, 10, 10, None, None],
        not_compared=[0, 1, 0, 0, 1],
        headroom_yen=[2, 1, 2, None, None],
    )
    shown = money.like_with_like(rows)
    assert [row["limit_yen"] for row in shown] == [10, None, 10, 30, None]
    assert [row["headroom_yen"] for row in shown] == [2, None, 2, None, None]


def test_who_led_is_said_where_it_was_another():
    names = ["a", "a", "m", "b", "m"]
    awarded = rows_of(
        fiscal_year=[2022, 2023, 2023, 2024, 2025],
        organization_id=names,
        role=["lead", "lead", "member", "lead", "member"],
        name_ja=names,
        name_en=[None] * 5,
    )
    members = rows_of(organization_id=["b", "m"], role=["lead", "member"])
    said = money.leads(page(), [2022, 2024, 2025], awarded, members)
    assert said == "**Lead on the day of the award**  \nFY2022: a  \nFY2024: b  \nFY2025: not known"
    assert money.leads(page(), [2024], awarded, members) == ""
    assert money.leads(page(), [2025], awarded, members[1:]) == ""
