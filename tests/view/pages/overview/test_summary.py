"""The overview's pieces: like with like, unknown apart from zero, one line for the same fact."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pandas as pd
import pytest

from smart_tokyo import palette
from smart_tokyo.figures import Filters
from smart_tokyo.view.charts import vega
from smart_tokyo.view.pages.overview import summary
from tests.view.of_page import page

YEARS = pd.DataFrame(
    {
        "fiscal_year": [2024, 2025],
        "decided_yen": [1_500_000, None],
        "paid_yen": [None, None],
        "limit_yen": [20_000_000, None],
    },
    dtype="Int64",
)
TOTALS = {"grant_years": 4, "decided_yen": 70_000_000, "limit_yen": 85_000_000}
COVERAGE = {
    "grant_years": 4,
    "compared": 2,
    "compared_decided_yen": 50_000_000,
    "compared_limit_yen": 55_000_000,
    "compared_permille": 909,
}


def test_the_money_is_compared_with_the_limit_only_where_both_are_known() -> None:
    assert summary.money(page(), TOTALS, COVERAGE) == (
        "Grants of **70.0 million yen** have been decided; "
        "where decision and limit are both known (2 of 4 grant years), 50.0 million yen of 55.0 million yen (90.9%)."
    )
    nothing = {**COVERAGE, "compared": 0, "compared_permille": None}
    assert summary.money(page(), TOTALS, nothing) == "Grants of **70.0 million yen** have been decided."


def test_the_scope_says_states_years_and_what_is_inferred() -> None:
    programmes = pd.DataFrame([("PG", 3, 1)], columns=["programme_id", "projects", "inferred"])
    statuses = pd.DataFrame([("active", 2), ("withdrawn", 1)], columns=["status", "projects"])
    assert summary.scope(page("ja"), programmes, statuses, 3) == (
        "状況別では、実施中2・取下げ1。制度別では、制度 3事業です。このうち1事業は推定によるものです。"
    )
    narrowed = page("en", filters=Filters(from_fy=2024))
    assert summary.scope(narrowed, programmes.assign(inferred=0), statuses, 1) == (
        "By status: Active 2, Withdrawn 1; by programme: Programme one (3). "
        "With a grant in the fiscal years chosen: 1 project."
    )


def test_the_headline_says_what_is_known() -> None:
    totals = {"projects": 3, "areas": 2, "decided_yen": 70_000_000}
    assert summary.headline(page(), totals) == "3 projects in 2 areas, 70.0 million yen decided so far"
    unknown = {**totals, "decided_yen": None}
    assert summary.headline(page("ja"), unknown) == "これまでに2エリアで3事業を支援"


def test_overdue_keeps_its_denominator() -> None:
    assert summary.overdue(page(), {"milestones": 0, "overdue": 0}) == "No milestones are recorded."
    assert summary.overdue(page(), {"milestones": 3, "overdue": 0}).startswith("There is no overdue")
    assert summary.overdue(page(), {"milestones": 3, "overdue": 1, "overdue_withdrawn": 0}) == (
        "**1 of 3** milestones are overdue."
    )
    assert summary.overdue(page("ja"), {"milestones": 3, "overdue": 2, "overdue_withdrawn": 1}) == (
        "期限を過ぎたマイルストーンは**3件中2件**です（うち取下げ事業1件）。"
    )


def test_the_same_fact_is_one_line_and_amounts_stay_apart() -> None:
    day = dt.date(2025, 12, 4)
    facts = pd.DataFrame(
        [
            (day, "milestone", "P-1", None, "始"),
            (day, "milestone", "P-1", None, "始"),
            (day, "milestone", "P-1", None, "終"),
            (day, "milestone", "P-2", None, "始"),
            (day, "payment", "P-1", 5, None),
            (day, "payment", "P-1", 6, None),
        ],
        columns=["happened_on", "kind", "project_id", "amount_yen", "fact_ja"],
    ).astype({"amount_yen": "Int64"})
    rows = summary.distinct(facts)
    assert list(rows["times"]) == [2, 1, 1, 1, 1]
    assert summary.distinct(facts.iloc[:0]).empty


def test_money_rows_keep_unknown_apart_from_zero() -> None:
    rows = vega.money_rows(page(), YEARS)
    values = {(row["year"], row["column"]): row["value"] for row in rows.to_dict("records")}
    assert values[(2024, "decided_yen")] == 1.5 and values[(2024, "limit_yen")] == 20
    assert pd.isna(values[(2025, "decided_yen")]) and pd.isna(values[(2024, "paid_yen")])


def test_an_unknown_amount_is_written_not_drawn() -> None:
    rows = vega.money_rows(page(), YEARS)
    chart = vega.money_by_year(page(), rows).to_dict()
    assert chart["layer"][0]["encoding"]["color"]["scale"]["domain"] == ["Decided", "Paid", "Limit"]
    bars, limit, blank = (chart["datasets"][layer["data"]["name"]] for layer in chart["layer"])
    assert [row["value"] for row in bars] == [1.5]
    assert [row["value"] for row in limit] == [20]
    assert len(blank) == 3 and {row["unknown"] for row in blank} == {"not published"}


def test_a_limit_that_no_year_has_is_not_in_the_legend() -> None:
    rows = vega.money_rows(page(), YEARS.assign(limit_yen=None))
    chart = vega.money_by_year(page(), rows).to_dict()
    assert chart["layer"][0]["encoding"]["color"]["scale"]["domain"] == ["Decided", "Paid"]


@pytest.mark.parametrize(("easy", "columns"), [(False, 0), (True, 2)])
def test_a_legend_of_long_words_has_two_lines(easy: bool, columns: int) -> None:
    reader = replace(page("ja"), easy=easy)
    chart = vega.money_by_year(reader, vega.money_rows(reader, YEARS)).to_dict()
    assert chart["layer"][0]["encoding"]["color"]["legend"]["columns"] == columns


def test_limits_alone_are_outlines() -> None:
    rows = vega.money_rows(page(), YEARS)
    chart = vega.limits(page(), rows).to_dict()
    assert chart["layer"][0]["mark"]["fillOpacity"] == 0
    assert (
        len(chart["datasets"][chart["layer"][0]["data"]["name"]] if "data" in chart["layer"][0] else rows)
        >= 1
    )


def test_counts_carry_word_and_number() -> None:
    rows = pd.DataFrame([("● On track", 3, palette.RAG["green"])], columns=["word", "n", "colour"])
    text = json.dumps(vega.counts(rows).to_dict(), ensure_ascii=False)
    assert "● On track" in text and palette.RAG["green"] in text
