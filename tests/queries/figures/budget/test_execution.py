"""execution, execution_by_month and execution_course: the budget, what is used of it, and when. D is 2026-03-31."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given, insert_places

PROJECTS = "project_id | published\np | true\nq | true\nhid | false"


@pytest.mark.parametrize(
    ("revised_yen", "revised_on", "budget"),
    [
        ("-", "-", 100),
        ("90", "-", 90),  # a day that is not known: it counts
        ("90", "2026-03-31", 90),
        ("90", "2026-04-01", 100),
        ("0", "2026-03-31", 0),
        ("-", "2025-12-01", 100),
    ],
)
def test_the_budget_of_the_day(given: Given, revised_yen: str, revised_on: str, budget: int) -> None:
    budgets = (
        f"fiscal_year | initial_yen | revised_yen | revised_on\n2025 | 100 | {revised_yen} | {revised_on}"
    )
    given(budgets=budgets).shows("execution", f"programme_id | budget_yen\nprog | {budget}")


def test_what_is_used_of_it(given: Given) -> None:
    """A year with a budget alone, with grants alone, with both; a budget of 0; amounts after D are unknown."""
    ledger = given(
        programmes="programme_id\nprog\nother",
        projects="project_id | programme_id | area_id\np | prog | area\nq | prog | area\no | other | area",
        budgets="""
            programme_id | fiscal_year | initial_yen
            prog         | 2021        | 500
            prog         | 2023        | 999
            prog         | 2024        | 300
            prog         | 2025        | 200
            other        | 2025        | 0
        """,
        grants="""
            project_id | fiscal_year | requested_yen | decided_yen | settled_yen | paid_yen | paid_on
            p          | 2022        | 60            | 50          | 40          | 30       | -
            p          | 2023        | 400           | 334         | 300         | 300      | 2026-03-31
            q          | 2023        | 400           | 333         | -           | 300      | 2026-04-01
            p          | 2024        | -             | 301         | 305         | -        | -
            p          | 2025        | 10            | -           | -           | -        | -
            o          | 2025        | 10            | 7           | 7           | 7        | -
        """,
        grant_changes="project_id | fiscal_year | changed_on | decided_yen\nq | 2023 | 2024-01-01 | 331",
    )
    ledger.shows(
        "execution",
        """
        programme_id | fiscal_year | budget_yen | requested_yen | decided_yen | settled_yen | paid_yen | decided_permille | paid_permille | undecided_yen | unused_yen
        other        | 2025        | 0          | 10            | 7           | 7           | 7        | -                | -             | -7            | 0
        prog         | 2021        | 500        | -             | -           | -           | -        | -                | -             | -             | -
        prog         | 2022        | -          | 60            | 50          | 40          | 30       | -                | -             | -             | 10
        prog         | 2023        | 999        | 800           | 665         | 300         | 300      | 665              | 300           | 334           | 34
        prog         | 2024        | 300        | -             | 301         | 305         | -        | 1003             | -             | -1            | -4
        prog         | 2025        | 200        | 10            | -           | -           | -        | -                | -             | -             | -
        """,  # noqa: E501
    ).shows(
        "execution",
        "programme_id | fiscal_year | budget_yen\nprog | 2021 | 500\nprog | 2022 | -",
        programme_id="prog",
        to_fy=2022,
    )
    for narrowed in ({"area_id": "area"}, {"theme": "mobility"}, {"project_id": "p"}):
        rows = ledger.rows("execution", programme_id="prog", **narrowed)
        assert [row["fiscal_year"] for row in rows] == [2022, 2023, 2024, 2025]
        of_budget = ("budget_yen", "decided_permille", "paid_permille", "undecided_yen")
        assert {row[name] for row in rows for name in of_budget} == {None}
        assert rows[1]["decided_yen"] == (334 if "project_id" in narrowed else 665)


PARTLY = {
    "projects": PROJECTS,
    "budgets": "fiscal_year | initial_yen\n2022 | 100\n2023 | 100\n2024 | 100",
    "grants": """
        project_id | fiscal_year | decided_yen | decided_on | paid_yen | paid_on
        p          | 2022        | 50          | 2022-05-01 | 50       | 2023-05-01
        p          | 2023        | 50          | 2023-05-01 | 25       | -
        hid        | 2023        | -           | -          | -        | -
        hid        | 2024        | 10          | 2024-05-01 | 10       | -
    """,
}
"""2023 has a grant of an unpublished project, whatever its amounts; 2022 none; 2024 nothing that is published."""
SHOWN = "fiscal_year | budget_yen | decided_permille | paid_permille | undecided_yen"


def test_the_internal_view_has_every_rate(given: Given) -> None:
    given(**PARTLY).shows(
        "execution",
        f"{SHOWN}\n2022 | 100 | 500 | 500 | 50\n2023 | 100 | 500 | 250 | 50\n2024 | 100 | 100 | 100 | 90",
    )


def test_the_public_has_no_rate_over_a_part(given: Given) -> None:
    """This database has all rows, so that only the rule makes it NULL; of 2024 a real one would have none."""
    ledger = given(audience="public", **PARTLY)
    assert ledger.con.table("part_years").fetchall() == [("prog", 2023)]
    ledger.shows(
        "execution",
        f"{SHOWN}\n2022 | 100 | 500 | 500 | 50\n2023 | 100 | - | - | -\n2024 | 100 | 100 | 100 | 90",
    ).shows(
        "execution_by_month",
        """
        fiscal_year | month   | decided_yen | paid_yen
        2022        | 2022-05 | 50          | -
        2022        | 2023-05 | -           | 50
        2023        | 2023-05 | -           | -
        2023        | -       | -           | -
        2024        | 2024-05 | 10          | -
        2024        | -       | -           | 10
        """,
    )


def test_each_amount_in_the_month_of_its_own_day(given: Given) -> None:
    """A change in its own month with what it adds or takes away; all of it where the original is unknown."""
    given(
        projects=PROJECTS,
        grants="""
            project_id | fiscal_year | decided_yen | decided_on | settled_yen | settled_on | paid_yen | paid_on
            p          | 2024        | 100         | 2024-05-31 | 80          | 2025-04-01 | 80       | 2025-04-30
            q          | 2024        | 200         | 2024-05-01 | 150         | -          | 90       | 2026-04-01
            hid        | 2024        | -           | 2024-06-01 | -           | 2025-04-01 | -        | -
        """,
        grant_changes="""
            project_id | fiscal_year | changed_on | decided_yen
            p          | 2024        | 2024-09-01 | 110
            p          | 2024        | 2025-01-15 | 90
            p          | 2024        | 2026-04-01 | 10
            hid        | 2024        | 2024-09-30 | 30
        """,
    ).shows(
        "execution_by_month",
        """
        programme_id | fiscal_year | month   | decided_yen | settled_yen | paid_yen
        prog         | 2024        | 2024-05 | 300         | -           | -
        prog         | 2024        | 2024-09 | 40          | -           | -
        prog         | 2024        | 2025-01 | -20         | -           | -
        prog         | 2024        | 2025-04 | -           | 80          | 80
        prog         | 2024        | -       | -           | 150         | -
        """,
    ).shows("execution_by_month", "month | decided_yen\n2024-09 | 30", project_id="hid")


def test_how_far_each_year_had_come_by_the_end_of_each_month(given: Given) -> None:
    """What was decided before its April counts from April on; each year is as long as the longest, up to D's month.

    The newest with a rate is 2024: D's month is its 24th.
    The budget of 2025 is 0 and 2022 has none: no rate. A payment of 2024 has no date: no rate by month.
    """
    ledger = given(
        projects=PROJECTS,
        budgets="fiscal_year | initial_yen\n2023 | 300\n2024 | 200\n2025 | 0",
        grants="""
            project_id | fiscal_year | decided_yen | decided_on | paid_yen | paid_on
            p          | 2022        | 100         | 2022-05-31 | 50       | 2023-05-01
            p          | 2023        | 100         | 2023-03-29 | 80       | 2024-04-30
            q          | 2023        | 101         | 2023-06-01 | 91       | 2024-05-01
            p          | 2024        | 50          | 2024-04-30 | 40       | 2025-04-01
            q          | 2024        | 50          | 2024-07-01 | 40       | -
            p          | 2025        | 100         | 2025-04-01 | -        | -
        """,
        grant_changes="project_id | fiscal_year | changed_on | decided_yen\nq | 2023 | 2023-09-30 | 50",
    )
    year = ["333"] * 2 + ["670"] * 3 + ["500"] * 19
    paid = ["0"] * 12 + ["266"] + ["570"] * 11
    rows = [(2023, at, *rates) for at, rates in enumerate(zip(year, paid, strict=True))]
    rows += [(2024, at, "250" if at < 3 else "500", "-") for at in range(24)]
    lines = [f"{year} | {at} | {decided} | {paid}" for year, at, decided, paid in rows]
    header = "fiscal_year | since_april | decided_permille | paid_permille"
    ledger.shows("execution_course", "\n".join([header, *lines]))
    months = [row["month"] for row in ledger.rows("execution_course", to_fy=2023)]
    assert (months[0], months[9], months[-1]) == ("2023-04", "2024-01", "2025-03")
    assert not ledger.rows("execution_course", project_id="p")


def test_a_year_that_is_running_ends_with_the_month_of_the_day(given: Given) -> None:
    """Two years after its April at the latest."""
    grants = """
        fiscal_year | decided_yen | decided_on | paid_yen | paid_on
        2022        | 90          | 2022-04-01 | 90       | 2026-03-01
        2024        | 40          | 2024-04-01 | -        | -
        2025        | 20          | 2025-05-01 | -        | -
    """
    budgets = "fiscal_year | initial_yen\n2022 | 100\n2024 | 100\n2025 | 100"
    rows = given(budgets=budgets, grants=grants).rows("execution_course")
    ends = {row["fiscal_year"]: (row["month"], row["decided_permille"], row["paid_permille"]) for row in rows}
    assert ends == {2022: ("2024-03", 900, 0), 2024: ("2026-03", 400, None), 2025: ("2026-03", 200, None)}


def test_nothing_decided_lately_does_not_end_a_line_early(given: Given) -> None:
    """The newest year goes on to D's month, March 2026, whichever years are selected, and one that is all before its
    April has that month; the only amount of 2023 has no date, so that there is nothing to say of it."""
    ledger = given(
        programmes="programme_id\nprog\nother",
        projects="project_id | programme_id\np | prog\no | other",
        budgets="""
            programme_id | fiscal_year | initial_yen
            prog         | 2023        | 100
            prog         | 2024        | 100
            prog         | 2025        | 100
            other        | 2022        | 100
            other        | 2026        | 100
        """,
        grants="""
            project_id | fiscal_year | decided_yen | decided_on | paid_yen
            p          | 2023        | 70          | -          | -
            p          | 2024        | 60          | 2024-03-31 | -
            p          | 2025        | 20          | 2025-05-01 | -
            o          | 2022        | 30          | 2022-03-31 | -
            o          | 2026        | 40          | 2026-03-31 | -
        """,
    )
    lines = ["other | 2022 | 2022-04 | 300 | -"]
    lines += [f"prog | 2024 | {at} | 600 | -" for at in months(2024)]
    lines += [f"prog | 2025 | {at} | {200 if at > '2025-04' else 0} | -" for at in months(2025)]
    header = "programme_id | fiscal_year | month | decided_permille | paid_permille"
    ledger.shows("execution_course", "\n".join([header, *lines]))
    alone = ledger.rows("execution_course", programme_id="prog", from_fy=2025)
    assert [row["month"] for row in alone] == months(2025)


def months(year: int) -> list[str]:
    """The months of a fiscal year."""
    return [f"{year + (at > 12)}-{(at - 1) % 12 + 1:02}" for at in range(4, 16)]


def test_a_year_of_which_the_public_sees_a_part_has_no_course(given: Given) -> None:
    public = given(audience="public", **PARTLY).rows("execution_course")
    assert {row["fiscal_year"] for row in public} == {2022, 2024}


PLACES = """
table_name | row_key | file | sheet | row_number | shipped
budgets | prog/2024 | budgets.csv | - | 2 | false
grants | p/2024 | grants.csv | - | 3 | false
grant_changes | p/2024/2024-09-01 | grant_changes.csv | - | 4 | false
"""


def test_the_rows_behind_have_their_places(given: Given) -> None:
    ledger = given(
        budgets="fiscal_year | initial_yen | revised_yen | revised_on\n2024 | 100 | 80 | 2024-09-01",
        grants="fiscal_year | decided_yen | decided_on\n2024 | 60 | 2024-05-31",
        grant_changes="fiscal_year | changed_on | decided_yen\n2024 | 2024-09-01 | 40",
    )
    insert_places(ledger, PLACES)
    ledger.shows(
        "rows_budgets",
        "fiscal_year | budget_yen | initial_yen | revised_yen | revised_on | decided_permille | file | row_number\n"
        "2024 | 80 | 100 | 80 | 2024-09-01 | 500 | budgets.csv | 2",
    ).shows(
        "rows_booked",
        "step | happened_on | month | yen | file | row_number\n"
        "decided | 2024-05-31 | 2024-05 | 60 | grants.csv | 3\n"
        "decided | 2024-09-01 | 2024-09 | -20 | grant_changes.csv | 4",
    )
