"""The funding page in words."""

from __future__ import annotations

import pandas as pd

from smart_tokyo.view.pages import funding
from smart_tokyo.view.subjects import money
from tests.view.of_page import grants, page

TOTALS = {
    "requested_yen": None,
    "decided_yen": 30_000_000,
    "settled_yen": None,
    "paid_yen": None,
    "limit_yen": 40_000_000,
}


def by_status(**yen):
    """decided_by_status with one project of each status."""
    return pd.DataFrame(
        {"status": list(yen), "projects": 1, "decided_yen": pd.array(list(yen.values()), "Int64")}
    )


def test_the_finding_keeps_its_denominator_and_says_what_is_not_published():
    coverage = {"projects": 2, "grant_years": 3, "decided_known": 2, "inferred": 0}
    said = "**30.0 million yen has been decided** for 2 projects. No payment has been published. "
    said += "A decision is known for 2 of 3 grant years."
    for without in ({"active": 30_000_000}, {"active": 30_000_000, "withdrawn": None}, {"withdrawn": 0}):
        assert money.finding(page(), TOTALS, coverage, by_status(**without)) == said


def test_the_finding_says_how_much_is_withdrawn():
    coverage = {"projects": 2, "grant_years": 3, "decided_known": 2, "inferred": 0}
    found = by_status(active=20_000_000, withdrawn=10_000_000)
    said = money.finding(page(), TOTALS, coverage, found)
    assert "for 2 projects. Of the decided amount, 10.0 million yen is of withdrawn projects (1). No" in said
    assert "交付決定額のうち10.0百万円は、取り下げられた事業（1件）のものです。" in money.finding(
        page("ja"), TOTALS, coverage, found
    )


def test_without_an_amount_the_finding_gives_what_the_rules_allow():
    nothing = {**TOTALS, "decided_yen": pd.NA}
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
    assert funding.compared(page(), {"headroom_yen": 10_000_000}, coverage) == (
        "Decision and limit where both are known (3 of 5 grant years): **30.0 million yen** of "
        "**40.0 million yen** (75.0%), headroom **10.0 million yen**."
    )
    assert "no grant year" in funding.compared(page(), {"headroom_yen": None}, {"compared": 0})


def test_inferred_projects_are_said():
    assert money.inferred(page("ja"), {"inferred": 3}) == "このうち延べ3件は、推定による事業の分です。"
    assert money.inferred(page(), {"inferred": 0}) == ""


def test_grants_over_their_limit_come_first():
    rows = grants(fiscal_year=[2023, 2024, 2025, 2025], headroom_yen=[-1, -5, None, 3])
    assert list(funding.over_first(rows)["project_id"]) == ["P-1", "P-0", "P-2", "P-3"]


def test_zero_is_an_amount():
    assert money.published({**TOTALS, "decided_yen": 0})


def test_the_largest_year_is_named_only_where_there_are_two_to_compare():
    rows = grants(fiscal_year=[2024, 2025], decided_yen=[5_000_000, 6_000_000]).assign(projects=[1, 2])
    assert "FY2025: 6.0 million yen for 2 projects" in money.year_sentence(page(), rows)
    assert money.year_sentence(page(), rows.head(1)) == ""


def test_grants_over_at_and_within_the_limit_have_mark_and_word():
    rows = grants(headroom_yen=[-1, 0, 1, None])
    assert [money.remark(page(), row) for row in rows.to_dict("records")] == [
        "! Over the limit by ¥1",
        "● At the limit",
        "✓ Within the limit",
        "–",
    ]


def test_groups_without_an_amount_show_only_the_limit():
    keys = [column.key for column in funding.group_columns(page(), "area", known=False)]
    assert keys == ["_name", "projects", "grant_years", "limit_yen"]


def test_a_limit_beside_amounts_is_over_the_same_grants():
    """All known; a decision without limit; a grant not decided yet; nothing known; a group without any limit."""
    rows = pd.DataFrame(
        {
            "decided_yen": [8, 8, 8, None, 8],
            "paid_yen": [None, None, 2, None, None],
            "limit_yen": [10, 10, 20, 30, None],
            "compared_limit_yen": [10, 10, 10, None, None],
            "not_compared": [0, 1, 0, 0, 1],
            "headroom_yen": [2, 1, 2, None, None],
        },
        dtype="Int64",
    )
    shown = money.like_with_like(rows)
    assert shown["limit_yen"].tolist() == [10, pd.NA, 10, 30, pd.NA]
    assert shown["headroom_yen"].tolist() == [2, pd.NA, 2, pd.NA, pd.NA]


def test_who_led_is_said_where_it_was_another():
    awarded = pd.DataFrame(
        [
            (2022, "a", "lead"),
            (2023, "a", "lead"),
            (2023, "m", "member"),
            (2024, "b", "lead"),
            (2025, "m", "member"),
        ],
        columns=["fiscal_year", "organization_id", "role"],
    ).assign(name_ja=lambda rows: rows["organization_id"], name_en=None)
    members = pd.DataFrame({"organization_id": ["b", "m"], "role": ["lead", "member"]})
    said = money.leads(page(), [2022, 2024, 2025], awarded, members)
    assert said == "**Lead on the day of the award**  \nFY2022: a  \nFY2024: b  \nFY2025: not known"
    assert money.leads(page(), [2024], awarded, members) == ""
    assert money.leads(page(), [2025], awarded, members.iloc[1:]) == ""
