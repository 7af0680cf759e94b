"""Programme rules: broken, in order, exactly on the line, unknown, and no bound set."""

from __future__ import annotations

import pytest

from smart_tokyo.ledger.tables.checks import of_kind, rules
from tests.queries.ledger import AS_OF, Given, Ledger, read, written

BOUNDS = """
    programme_id | grant_cap_yen | subsidy_rate_percent | max_fiscal_years
    prog         | 100           | 50                   | 3
"""
UNBOUND = "programme_id | grant_cap_yen | subsidy_rate_percent | max_fiscal_years\nprog | - | - | -"


def finds(ledger: Ledger, rule: str, expected: str) -> None:
    """Assert that the rule's rows are those expected, in the columns that `expected` names."""
    header, rows = read(expected)
    found = [row for row in ledger.rows("rule_findings") if row["rule"] == rule]
    assert [[written(row[column]) for column in header] for row in found] == rows


def test_every_rule_has_a_test_of_its_name() -> None:
    assert {f"test_{one.name}" for one in of_kind("programme")} <= set(globals())


def test_cap(given: Given) -> None:
    ledger = given(
        programmes=BOUNDS,
        grants="fiscal_year | decided_yen\n2021 | 99\n2022 | 100\n2023 | 101\n2024 | 0\n2025 | -",
    )
    expected = """
        project_id | fiscal_year | outcome      | actual | bound
        p          | 2021        | pass         | 99     | 100
        p          | 2022        | pass         | 100    | 100
        p          | 2023        | fail         | 101    | 100
        p          | 2024        | pass         | 0      | 100
        p          | 2025        | not_assessed | -      | 100
    """
    finds(ledger, "cap", expected)


def test_cap_that_is_not_set(given: Given) -> None:
    ledger = given(programmes=UNBOUND, grants="fiscal_year | decided_yen\n2024 | 101")
    finds(ledger, "cap", "fiscal_year | outcome | actual | bound\n2024 | not_assessed | 101 | -")


def test_rate(given: Given) -> None:
    ledger = given(
        programmes=BOUNDS,
        grants="""
            fiscal_year | eligible_expense_yen | decided_yen
            2019        | 200                  | 99
            2020        | 200                  | 100
            2021        | 200                  | 101
            2022        | 201                  | 100
            2023        | 201                  | 101
            2024        | 0                    | 0
            2025        | 0                    | 1
            2026        | -                    | 1
            2027        | 200                  | -
        """,
    )
    expected = """
        fiscal_year | outcome      | actual | bound
        2019        | pass         | 99     | 100
        2020        | pass         | 100    | 100
        2021        | fail         | 101    | 100
        2022        | pass         | 100    | 100
        2023        | fail         | 101    | 100
        2024        | pass         | 0      | 0
        2025        | fail         | 1      | 0
        2026        | not_assessed | 1      | -
        2027        | not_assessed | -      | 100
    """
    finds(ledger, "rate", expected)


def test_rate_that_is_not_set(given: Given) -> None:
    ledger = given(
        programmes=UNBOUND, grants="fiscal_year | eligible_expense_yen | decided_yen\n2024 | 1 | 2"
    )
    finds(ledger, "rate", "fiscal_year | outcome | actual | bound\n2024 | not_assessed | 2 | -")


def test_rate_of_the_largest_amounts(given: Given) -> None:
    ledger = given(
        programmes="programme_id | subsidy_rate_percent\nprog | 33",
        grants="""
            fiscal_year | eligible_expense_yen | decided_yen
            2024        | 9999999999999        | 3299999999999
            2025        | 9999999999999        | 3300000000000
        """,
    )
    expected = """
        fiscal_year | outcome | actual        | bound
        2024        | pass    | 3299999999999 | 3299999999999
        2025        | fail    | 3300000000000 | 3299999999999
    """
    finds(ledger, "rate", expected)


# fiscal years with a decided amount → duration, consecutive: outcome, actual, bound
YEARS = [
    ("2024=9", "pass 1 3", "pass 1 1"),
    ("2022=9 2023=9", "pass 2 3", "pass 2 2"),
    ("2022=9 2023=9 2024=9", "pass 3 3", "pass 3 3"),  # exactly as many as allowed
    ("2022=9 2023=9 2024=9 2025=9", "fail 4 3", "pass 4 4"),
    ("2022=9 2024=9", "pass 2 3", "fail 3 2"),  # no row for the year between
    ("2022=9 2023=0 2024=9", "pass 2 3", "fail 3 2"),  # nothing granted in it
    ("2022=9 2023=- 2024=9", "pass 2 3", "not_assessed 3 2"),  # unknown: perhaps there is no gap
    ("2021=9 2022=- 2023=- 2024=9 2025=-", "pass 2 3", "not_assessed 4 2"),
    ("2021=9 2022=- 2024=9", "pass 2 3", "fail 4 2"),  # an unknown year and one without a row
    ("2021=9 2022=- 2023=0 2024=9", "pass 2 3", "fail 4 2"),
    ("2021=0 2022=9 2023=9 2024=0 2025=-", "pass 2 3", "pass 2 2"),  # neither before nor after counts
    ("2019=1 2022=1 2025=1 2028=1", "fail 4 3", "fail 10 4"),
    ("2024=0", "not_assessed 0 3", "not_assessed - 0"),
    ("2024=-", "not_assessed 0 3", "not_assessed - 0"),
    ("", "not_assessed 0 3", "not_assessed - 0"),  # no grant at all
]


def granted(years: str) -> str:
    """`2024=9` → a table of grants."""
    return "fiscal_year | decided_yen\n" + "\n".join(one.replace("=", " | ") for one in years.split())


def of_project(result: str) -> str:
    """`outcome actual bound` → the one row of a project-level rule."""
    return "project_id | fiscal_year | outcome | actual | bound\np | - | " + result.replace(" ", " | ")


@pytest.mark.parametrize(("years", "duration", "_"), YEARS)
def test_duration(given: Given, years: str, duration: str, _: str) -> None:
    finds(given(programmes=BOUNDS, grants=granted(years)), "duration", of_project(duration))


def test_duration_that_is_not_set(given: Given) -> None:
    ledger = given(programmes=UNBOUND, grants=granted("2021=9 2022=9 2023=9 2024=9"))
    finds(ledger, "duration", of_project("not_assessed 4 -"))


@pytest.mark.parametrize(("years", "_", "consecutive"), YEARS)
def test_consecutive(given: Given, years: str, _: str, consecutive: str) -> None:
    finds(given(programmes=BOUNDS, grants=granted(years)), "consecutive", of_project(consecutive))


def test_consecutive_where_the_years_are_not_limited(given: Given) -> None:
    ledger = given(programmes=UNBOUND, grants=granted("2021=9 2023=9"))
    finds(ledger, "consecutive", of_project("not_assessed 3 2"))


def test_years_of_each_project_are_its_own(given: Given) -> None:
    ledger = given(
        programmes=BOUNDS,
        projects="project_id\np\nq",
        grants="project_id | fiscal_year | decided_yen\np | 2022 | 1\nq | 2023 | 1\np | 2024 | 1",
    )
    finds(ledger, "duration", "project_id | actual\np | 2\nq | 1")
    finds(ledger, "consecutive", "project_id | outcome\np | fail\nq | pass")


def test_project_years(given: Given) -> None:
    ledger = given(
        projects="project_id | start_fy | end_fy\nclosed | 2022 | 2024\nopen | 2022 | -",
        grants="""
            project_id | fiscal_year
            closed     | 2021
            closed     | 2022
            closed     | 2023
            closed     | 2024
            closed     | 2025
            open       | 2021
            open       | 2022
            open       | 2040
        """,
    )
    expected = """
        project_id | fiscal_year | outcome | actual | bound
        closed     | 2021        | fail    | -      | -
        open       | 2021        | fail    | -      | -
        closed     | 2022        | pass    | -      | -
        open       | 2022        | pass    | -      | -
        closed     | 2023        | pass    | -      | -
        closed     | 2024        | pass    | -      | -
        closed     | 2025        | fail    | -      | -
        open       | 2040        | pass    | -      | -
    """
    finds(ledger, "project_years", expected)


def test_over_request(given: Given) -> None:
    ledger = given(
        grants="""
            fiscal_year | requested_yen | decided_yen
            2021        | 10            | 9
            2022        | 10            | 10
            2023        | 10            | 11
            2024        | -             | 11
            2025        | 10            | -
        """
    )
    expected = """
        fiscal_year | outcome      | actual | bound
        2021        | pass         | 9      | 10
        2022        | pass         | 10     | 10
        2023        | warn         | 11     | 10
        2024        | not_assessed | 11     | -
        2025        | not_assessed | -      | 10
    """
    finds(ledger, "over_request", expected)


def test_settled_within_decided(given: Given) -> None:
    ledger = given(
        grants="""
            fiscal_year | decided_yen | settled_yen
            2021        | 10          | 9
            2022        | 10          | 10
            2023        | 10          | 11
            2024        | -           | 11
            2025        | 10          | -
        """
    )
    expected = """
        fiscal_year | outcome      | actual | bound
        2021        | pass         | 9      | 10
        2022        | pass         | 10     | 10
        2023        | fail         | 11     | 10
        2024        | not_assessed | 11     | -
        2025        | not_assessed | -      | 10
    """
    finds(ledger, "settled_within_decided", expected)


def test_paid_within_settled(given: Given) -> None:
    ledger = given(
        grants="""
            fiscal_year | settled_yen | paid_yen
            2021        | 10          | 9
            2022        | 10          | 10
            2023        | 10          | 11
            2024        | -           | 11
            2025        | 10          | -
            2026        | -           | -
        """
    )
    expected = """
        fiscal_year | outcome      | actual | bound
        2021        | pass         | 9      | 10
        2022        | pass         | 10     | 10
        2023        | fail         | 11     | 10
        2024        | warn         | 11     | -
        2025        | not_assessed | -      | 10
        2026        | not_assessed | -      | -
    """
    finds(ledger, "paid_within_settled", expected)


def test_paid_before_a_settlement_after_the_as_of_date(given: Given) -> None:
    grants = "fiscal_year | settled_yen | settled_on | paid_yen\n2024 | 10 | 2025-05-02 | 10"
    after = given(as_of="2025-05-01", grants=grants)
    finds(after, "paid_within_settled", "fiscal_year | outcome | bound\n2024 | warn | -")


def test_paid_after_a_settlement_on_the_as_of_date(given: Given) -> None:
    grants = "fiscal_year | settled_yen | settled_on | paid_yen\n2024 | 10 | 2025-05-01 | 10"
    on_the_day = given(as_of="2025-05-01", grants=grants)
    finds(on_the_day, "paid_within_settled", "fiscal_year | outcome | bound\n2024 | pass | 10")


@pytest.mark.parametrize(
    ("requested", "decided", "settled", "paid", "outcome"),
    [
        ("2024-05-01", "2024-06-01", "2025-04-01", "2025-05-01", "pass"),
        ("2024-05-01", "2024-05-01", "2024-05-01", "2024-05-01", "pass"),  # all on the same day
        ("2024-05-02", "2024-05-01", "2025-04-01", "2025-05-01", "fail"),
        ("2024-05-01", "2025-04-02", "2025-04-01", "2025-05-01", "fail"),
        ("2024-05-01", "2024-06-01", "2025-05-02", "2025-05-01", "fail"),
        ("2024-05-02", "-", "2024-05-01", "-", "fail"),  # across a date that is unknown
        ("2024-05-02", "-", "-", "2024-05-01", "fail"),
        ("-", "2024-05-02", "-", "2024-05-01", "fail"),
        ("-", "2024-05-01", "-", "2024-05-01", "pass"),
        ("2024-05-01", "-", "-", "2024-05-01", "pass"),
        ("-", "2024-05-01", "-", "-", "not_assessed"),
        ("-", "-", "-", "2024-05-01", "not_assessed"),
        ("-", "-", "-", "-", "not_assessed"),
        ("2024-05-01", "2026-04-01", "-", "-", "not_assessed"),  # the decision is after the as-of date
        ("2024-05-01", AS_OF, "-", "-", "pass"),  # the decision is on it
    ],
)
def test_date_order(
    given: Given, requested: str, decided: str, settled: str, paid: str, outcome: str
) -> None:
    dates = f"2024 | {requested} | {decided} | {settled} | {paid}"
    ledger = given(grants=f"fiscal_year | requested_on | decided_on | settled_on | paid_on\n{dates}")
    finds(ledger, "date_order", f"fiscal_year | outcome | actual | bound\n2024 | {outcome} | - | -")


@pytest.mark.parametrize(
    ("decided", "outcome"),
    [
        ("2024-03-31", "warn"),
        ("2024-04-01", "pass"),
        ("2024-09-01", "pass"),
        ("2025-03-31", "pass"),
        ("2025-04-01", "warn"),
        ("-", "not_assessed"),
        ("2026-04-01", "not_assessed"),  # after the as-of date
    ],
)
def test_decided_in_year(given: Given, decided: str, outcome: str) -> None:
    ledger = given(grants=f"fiscal_year | decided_on\n2024 | {decided}")
    finds(ledger, "decided_in_year", f"fiscal_year | outcome | actual | bound\n2024 | {outcome} | - | -")


ORGANIZATIONS = """
    organization_id | kind
    ward            | local_government
    college         | university
    firm            | company
    npo             | other
"""


@pytest.mark.parametrize(
    ("members", "outcome"),
    [
        ("npo=lead ward=member firm=member", "pass"),
        ("npo=lead ward=member college=member", "pass"),
        ("ward=lead firm=member", "pass"),
        ("firm=lead ward=supporter", "pass"),  # in any role
        ("npo=member ward=member firm=member", "fail"),  # no lead
        ("firm=lead college=member", "fail"),  # no local government
        ("ward=lead npo=member", "fail"),  # neither university nor company
        ("", "fail"),  # nobody
    ],
)
@pytest.mark.parametrize("complete", ["true", "false", "-"])
def test_consortium(given: Given, members: str, outcome: str, complete: str) -> None:
    rows = "".join(f"c | {one.replace('=', ' | ')}\n" for one in members.split())
    if complete != "true" and outcome == "fail":
        outcome = "not_assessed"  # perhaps the part that is missing is merely not known
    ledger = given(
        projects="project_id | consortium_id\np | c",
        consortia=f"consortium_id | members_complete\nc | {complete}",
        organizations=ORGANIZATIONS,
        consortium_members=f"consortium_id | organization_id | role\n{rows}",
    )
    finds(ledger, "consortium", of_project(f"{outcome} - -"))


@pytest.mark.parametrize(
    ("end_fy", "joined", "left", "outcome"),
    [
        ("-", "-", "-", "pass"),
        ("-", "-", AS_OF, "pass"),  # leaves on the day: still counts
        ("-", "-", "2026-03-30", "fail"),
        ("-", AS_OF, "-", "pass"),
        ("-", "2026-04-01", "-", "fail"),
        ("2024", "-", "2025-03-31", "pass"),  # leaves on the day that closed the project's last year
        ("2024", "-", "2025-03-30", "fail"),
    ],
)
def test_consortium_whose_lead_comes_or_goes(
    given: Given, end_fy: str, joined: str, left: str, outcome: str
) -> None:
    ledger = given(
        projects=f"project_id | consortium_id | end_fy\np | c | {end_fy}",
        consortia="consortium_id | members_complete\nc | true",
        organizations=ORGANIZATIONS,
        consortium_members=f"""
            consortium_id | organization_id | role   | joined_on | left_on
            c             | firm            | lead   | {joined}  | {left}
            c             | college         | member | -         | -
            c             | ward            | member | -         | -
        """,
    )
    finds(ledger, "consortium", of_project(f"{outcome} - -"))


@pytest.mark.parametrize(
    ("consortium", "formed", "outcome"),
    [
        ("-", "-", "not_assessed"),
        ("c", "-", "pass"),
        ("c", AS_OF, "pass"),
        ("c", "2026-04-01", "not_assessed"),
    ],
)
def test_consortium_that_is_there(given: Given, consortium: str, formed: str, outcome: str) -> None:
    ledger = given(
        projects=f"project_id | consortium_id\np | {consortium}",
        consortia=f"consortium_id | formed_on\nc | {formed}",
        organizations=ORGANIZATIONS,
        consortium_members="consortium_id | organization_id | role\nc | firm | lead\nc | ward | member",
    )
    finds(ledger, "consortium", of_project(f"{outcome} - -"))


def test_breaches_say_where_they_are(given: Given) -> None:
    ledger = given(
        programmes=BOUNDS,
        grants="""
            fiscal_year | requested_yen | decided_yen | paid_yen
            2022        | 100           | 101         | -
            2024        | -             | 100         | 5
        """,
    )
    assert [tuple(one)[:6] for one in rules(ledger.con)] == [
        ("rule-cap-fail", "grants", ("p", "2022"), "decided_yen", "101", "100"),
        ("rule-consecutive-fail", "projects", ("p",), None, "3", "2"),
        ("rule-over-request-warn", "grants", ("p", "2022"), "decided_yen", "101", "100"),
        ("rule-paid-within-settled-warn", "grants", ("p", "2024"), "paid_yen", "5", None),
        ("rule-project-years-fail", "grants", ("p", "2022"), "fiscal_year", None, None),
    ]
