"""Consistency checks: what each complains about, what is just in order, and what is unknown."""

from __future__ import annotations

import duckdb
import pytest

from smart_tokyo.ledger.tables.checks import checks, consistency, of_kind
from smart_tokyo.ledger.tables.ddl import create_table, dates_view
from smart_tokyo.ledger.tables.models import create_own_tables
from smart_tokyo.schema import tables
from tests.queries.ledger import Given, Ledger, read


def found(ledger: Ledger, name: str) -> list[list[str | None]]:
    """What one check complains about: key, column, value, expected."""
    rows = [one for one in consistency(ledger.tables) if one.code == checks()[name].code]
    assert all(one.table == (checks()[name].table or one.table) for one in rows)
    return [[", ".join(one.key) or None, one.column, one.value, one.expected] for one in rows]


def finds(ledger: Ledger, name: str, expected: str = "") -> None:
    """Assert that the check complains about the rows of `expected` and no others."""
    assert found(ledger, name) == read(f"key | column | value | expected\n{expected}")[1]


def test_every_check_has_a_test_of_its_name() -> None:
    assert {f"test_{one.name}" for one in of_kind("consistency")} <= set(globals())


def test_an_empty_ledger_is_consistent(given: Given) -> None:
    assert consistency(given(programmes="", areas="", projects="").tables) == []


def test_left_before_joined(given: Given) -> None:
    ledger = given(
        consortium_members="""
            organization_id | joined_on  | left_on
            in_order        | 2024-05-01 | 2024-05-02
            same_day        | 2024-05-01 | 2024-05-01
            day_before      | 2024-05-01 | 2024-04-30
            always_there    | -          | 2024-04-30
            still_there     | 2024-05-01 | -
        """
    )
    finds(ledger, "left_before_joined", "x, day_before | left_on | 2024-04-30 | 2024-05-01")


def test_changed_before_decision(given: Given) -> None:
    ledger = given(
        grants="""
            fiscal_year | decided_on
            2023        | 2023-05-01
            2024        | -
        """,
        grant_changes="""
            fiscal_year | changed_on
            2023        | 2023-04-30
            2023        | 2023-05-01
            2023        | 2023-05-02
            2024        | 2020-05-01
            2025        | 2020-05-01
        """,
    )
    expected = """
        p, 2023, 2023-04-30 | changed_on | 2023-04-30 | 2023-05-01
        p, 2023, 2023-05-01 | changed_on | 2023-05-01 | 2023-05-01
    """
    finds(ledger, "changed_before_decision", expected)


def test_done_before_project(given: Given) -> None:
    ledger = given(
        projects="project_id | start_fy\np | 2024",
        milestones="""
            milestone_id | due_on     | done_on
            before       | 2024-05-01 | 2024-03-31
            first_day    | 2024-05-01 | 2024-04-01
            later        | 2024-05-01 | 2024-04-02
            not_done     | 2023-01-01 | -
        """,
    )
    finds(ledger, "done_before_project", "before | done_on | 2024-03-31 | 2024-04-01")


def test_action_done_before_decided(given: Given) -> None:
    ledger = given(
        actions="""
            action_id  | decided_on | done_on
            day_before | 2024-05-02 | 2024-05-01
            same_day   | 2024-05-02 | 2024-05-02
            later      | 2024-05-02 | 2024-05-03
            not_done   | 2024-05-02 | -
        """,
    )
    finds(ledger, "action_done_before_decided", "day_before | done_on | 2024-05-01 | 2024-05-02")


def test_followed_up_before_project(given: Given) -> None:
    ledger = given(
        projects="project_id | start_fy\np | 2024",
        follow_ups="checked_on\n2024-03-31\n2024-04-01\n2026-04-01",
    )
    finds(ledger, "followed_up_before_project", "p, 2024-03-31 | checked_on | 2024-03-31 | 2024-04-01")


def test_grant_outside_programme_years(given: Given) -> None:
    ledger = given(
        programmes="programme_id | first_fy | last_fy\nclosed | 2022 | 2024\nopen | 2022 | -",
        projects="project_id | programme_id\np | closed\nq | open",
        grants="""
            project_id | fiscal_year
            p          | 2021
            p          | 2022
            p          | 2024
            p          | 2025
            q          | 2021
            q          | 2022
            q          | 2040
        """,
    )
    expected = """
        p, 2021 | fiscal_year | 2021 | 2022..2024
        p, 2025 | fiscal_year | 2025 | 2022..2024
        q, 2021 | fiscal_year | 2021 | 2022..
    """
    finds(ledger, "grant_outside_programme_years", expected)


def test_end_before_start(given: Given) -> None:
    ledger = given(
        projects="""
            project_id | start_fy | end_fy
            before     | 2024     | 2023
            one_year   | 2024     | 2024
            later      | 2024     | 2025
            unknown    | 2024     | -
        """
    )
    finds(ledger, "end_before_start", "before | end_fy | 2023 | 2024")


def test_programme_ends_before_start(given: Given) -> None:
    ledger = given(
        programmes="""
            programme_id | first_fy | last_fy
            before       | 2024     | 2023
            one_year     | 2024     | 2024
            unknown      | 2024     | -
        """
    )
    finds(ledger, "programme_ends_before_start", "before | last_fy | 2023 | 2024")


def test_area_ends_before_start(given: Given) -> None:
    ledger = given(
        areas="""
            area_id  | first_fy | last_fy
            before   | 2024     | 2023
            one_year | 2024     | 2024
            unknown  | 2024     | -
        """
    )
    finds(ledger, "area_ends_before_start", "before | last_fy | 2023 | 2024")


def test_agreed_before_introduced(given: Given) -> None:
    ledger = given(
        matches="""
            match_id | introduced_on | agreed_on
            before   | 2024-05-01    | 2024-04-30
            same_day | 2024-05-01    | 2024-05-01
            not_yet  | 2024-05-01    | -
        """
    )
    finds(ledger, "agreed_before_introduced", "before | agreed_on | 2024-04-30 | 2024-05-01")


def test_closed_before_introduced(given: Given) -> None:
    ledger = given(
        matches="""
            match_id | introduced_on | closed_on
            before   | 2024-05-01    | 2024-04-30
            same_day | 2024-05-01    | 2024-05-01
            open     | 2024-05-01    | -
        """
    )
    finds(ledger, "closed_before_introduced", "before | closed_on | 2024-04-30 | 2024-05-01")


def test_closed_before_agreed(given: Given) -> None:
    ledger = given(
        matches="""
            match_id     | introduced_on | agreed_on  | closed_on
            before       | 2024-04-01    | 2024-05-01 | 2024-04-30
            same_day     | 2024-04-01    | 2024-05-01 | 2024-05-01
            never_agreed | 2024-04-01    | -          | 2024-05-01
            open         | 2024-04-01    | 2024-05-01 | -
        """
    )
    finds(ledger, "closed_before_agreed", "before | closed_on | 2024-04-30 | 2024-05-01")


def test_introduced_before_event(given: Given) -> None:
    ledger = given(
        events="event_id | held_on\nfair | 2024-05-01",
        matches="""
            match_id | event_id | introduced_on
            before   | fair     | 2024-04-30
            at_fair  | fair     | 2024-05-01
            no_event | -        | 2024-04-30
        """,
    )
    finds(ledger, "introduced_before_event", "before | introduced_on | 2024-04-30 | 2024-05-01")


def test_introduced_before_issue(given: Given) -> None:
    ledger = given(
        issues="issue_id | raised_on\ni | 2024-05-01",
        matches="""
            match_id | issue_id | introduced_on
            before   | i        | 2024-04-30
            same_day | i        | 2024-05-01
        """,
    )
    finds(ledger, "introduced_before_issue", "before | introduced_on | 2024-04-30 | 2024-05-01")


def test_hearing_before_issue(given: Given) -> None:
    ledger = given(
        issues="issue_id | raised_on\ni | 2024-05-01",
        hearings="""
            hearing_id | issue_id | held_on
            before     | i        | 2024-04-30
            same_day   | i        | 2024-05-01
        """,
    )
    finds(ledger, "hearing_before_issue", "before | held_on | 2024-04-30 | 2024-05-01")


def test_target_before_baseline(given: Given) -> None:
    ledger = given(
        kpis="""
            kpi_id      | baseline_on | target_on
            before      | 2024-05-01  | 2024-04-30
            same_day    | 2024-05-01  | 2024-05-01
            no_baseline | -           | 2024-04-30
            no_target   | 2024-05-01  | -
        """
    )
    finds(ledger, "target_before_baseline", "before | target_on | 2024-04-30 | 2024-05-01")


def test_target_against_direction(given: Given) -> None:
    ledger = given(
        kpis="""
            kpi_id      | direction | baseline_value | target_value
            rise_down   | increase  | 10             | 9.5
            rise_level  | increase  | 10             | 10
            rise_up     | increase  | 10             | 11
            fall_down   | decrease  | 10             | 9
            fall_level  | decrease  | 10             | 10
            fall_up     | decrease  | -10            | 100
            no_baseline | increase  | -              | 9
            no_target   | increase  | 10             | -
        """
    )
    expected = """
        fall_up   | target_value | 100 | -10
        rise_down | target_value | 9.5 | 10
    """
    finds(ledger, "target_against_direction", expected)


def test_measured_before_project(given: Given) -> None:
    ledger = given(
        projects="project_id | start_fy\np | 2024",
        kpis="kpi_id\nk",
        kpi_values="kpi_id | measured_on\nk | 2024-03-31\nk | 2024-04-01\nk | 2024-04-02",
    )
    expected = "k, 2024-03-31 | measured_on | 2024-03-31 | 2024-04-01"
    finds(ledger, "measured_before_project", expected)


def test_reported_before_project(given: Given) -> None:
    ledger = given(
        projects="project_id | start_fy\np | 2024",
        status_reports="reported_on\n2024-03-31\n2024-04-01\n2024-04-02",
    )
    expected = "p, 2024-03-31 | reported_on | 2024-03-31 | 2024-04-01"
    finds(ledger, "reported_before_project", expected)


def test_consortium_without_lead(given: Given) -> None:
    ledger = given(
        consortia="""
            consortium_id | name_ja | members_complete
            led           | 一      | true
            was_led       | 二      | true
            unled         | 三      | true
            empty         | 四      | true
            not_known     | 五      | -
            incomplete    | 六      | false
        """,
        consortium_members="""
            consortium_id | organization_id | role      | left_on
            led           | a               | lead      | -
            led           | b               | member    | -
            was_led       | a               | lead      | 2020-01-01
            unled         | a               | member    | -
            unled         | b               | supporter | -
        """,
    )
    finds(ledger, "consortium_without_lead", "empty | - | 四 | lead\nunled | - | 三 | lead")


def test_same_corporate_number_twice(given: Given) -> None:
    ledger = given(
        organizations="""
            organization_id | corporate_number
            a               | 8000020130001
            b               | 8000020130001
            c               | 8000020130001
            d               | 7000012050002
            e               | -
            f               | -
        """
    )
    expected = """
        b | corporate_number | 8000020130001 | a
        c | corporate_number | 8000020130001 | a
    """
    finds(ledger, "same_corporate_number_twice", expected)


def test_one_name_two_ids(given: Given) -> None:
    ledger = given(
        organizations="""
            organization_id | name_ja        | name_en
            a               | 株式会社 見本  | Mihon
            b               | 株式会社　見本 | Sample
            c               | 株式会社見本   | Other
            d               | 見本株式会社   | Mihon
        """
    )
    expected = """
        b | name_ja | 株式会社　見本 | a
        c | name_ja | 株式会社見本   | a
    """
    finds(ledger, "one_name_two_ids", expected)


def test_title_equals_summary(given: Given) -> None:
    ledger = given(
        projects="""
            project_id | title_ja | summary_ja | title_en | summary_en
            both       | 題       | 題         | Title    | Title
            english    | 題       | 内容       | Title    | Title
            differs    | 題       | 題。       | Title    | title
            crossed    | 題       | Title      | Title    | 題
            unknown    | 題       | -          | -        | -
        """
    )
    expected = """
        both    | summary_ja | 題    | 題
        both    | summary_en | Title | Title
        english | summary_en | Title | Title
    """
    finds(ledger, "title_equals_summary", expected)


def test_area_of_another_programme(given: Given) -> None:
    ledger = given(
        programmes="programme_id\none\ntwo",
        areas="area_id | programme_id\nof_one | one\nof_two | two",
        projects="""
            project_id | programme_id | area_id
            at_home    | one          | of_one
            abroad     | one          | of_two
        """,
    )
    finds(ledger, "area_of_another_programme", "abroad | area_id | of_two | one")


def test_project_outside_programme_years(given: Given) -> None:
    ledger = given(
        programmes="programme_id | first_fy | last_fy\nclosed | 2022 | 2024\nopen | 2022 | -",
        projects="""
            project_id  | programme_id | start_fy | end_fy
            early       | closed       | 2021     | 2023
            first       | closed       | 2022     | 2023
            goes_on     | closed       | 2024     | 2026
            late        | closed       | 2025     | -
            early_open  | open         | 2021     | -
            latest_open | open         | 2040     | -
        """,
    )
    expected = """
        early      | start_fy | 2021 | 2022..2024
        early_open | start_fy | 2021 | 2022..
        late       | start_fy | 2025 | 2022..2024
    """
    finds(ledger, "project_outside_programme_years", expected)


def test_paid_without_decision(given: Given) -> None:
    ledger = given(
        grants="""
            fiscal_year | decided_yen | paid_yen
            2021        | -           | 1
            2022        | -           | 0
            2023        | 0           | 1
            2024        | 1           | 1
            2025        | -           | -
            2026        | -           | 1
        """,
        grant_changes="fiscal_year | changed_on | decided_yen\n2026 | 2026-03-31 | 1\n2021 | 2026-04-01 | 1",
    )
    finds(ledger, "paid_without_decision", "p, 2021 | paid_yen | 1 | decided_yen")


def test_date_far_ahead(given: Given) -> None:
    ledger = given(
        as_of="2024-02-29",
        milestones="""
            milestone_id | due_on     | done_on
            five_years   | 2029-02-28 | -
            day_after    | 2029-03-01 | 2024-01-01
            both         | 2030-01-01 | 2031-01-01
        """,
        kpi_values="kpi_id | measured_on\nk | 2029-02-28\nk | 2029-03-01",
        consortium_members="organization_id | joined_on | left_on\no | 2024-01-01 | 2040-01-01\nu | - | -",
    )
    expected = """
        x, o          | left_on     | 2040-01-01 | 2029-02-28
        k, 2029-03-01 | measured_on | 2029-03-01 | 2029-02-28
        both          | done_on     | 2031-01-01 | 2029-02-28
        both          | due_on      | 2030-01-01 | 2029-02-28
        day_after     | due_on      | 2029-03-01 | 2029-02-28
    """
    finds(ledger, "date_far_ahead", expected)


def test_amount_after_as_of(given: Given) -> None:
    ledger = given(
        as_of="2024-05-01",
        grants="""
            fiscal_year | requested_on | decided_on | settled_on | paid_on    | decided_yen | paid_yen
            2022        | 2024-05-01   | 2024-05-01 | 2024-05-01 | 2024-05-01 | 1           | 1
            2023        | -            | 2024-05-02 | -          | 2034-05-01 | 1           | -
            2024        | -            | -          | -          | -          | 1           | 1
        """,
        milestones="milestone_id | due_on\nplanned | 2025-05-01",
    )
    expected = """
        p, 2023 | decided_on | 2024-05-02 | 2024-05-01
        p, 2023 | paid_on    | 2034-05-01 | 2024-05-01
    """
    finds(ledger, "amount_after_as_of", expected)


def test_amounts_left_out(given: Given) -> None:
    ledger = given(
        as_of="2024-05-01",
        grants="""
            fiscal_year | requested_yen | requested_on | decided_yen | decided_on | settled_yen | paid_yen | paid_on
            2022        | 5             | 2024-05-01   | 5           | -          | 5           | -        | 2024-05-02
            2023        | 4             | 2024-05-02   | 3           | 2024-05-02 | 9           | 0        | 2030-01-01
        """,
    )
    finds(ledger, "amounts_left_out", "- | - | 7 | 2024-05-01")
    (one,) = [one for one in consistency(ledger.tables) if one.code == "amounts-left-out"]
    assert (
        one.details == {"amounts": 3, "requested": 4, "decided": 3, "settled": 0, "paid": 0} and one.dataset
    )


@pytest.mark.parametrize("date", [one.name for one in tables()["grants"].fields if one.type == "date"])
def test_amounts_left_out_are_known_amounts_of_every_date(given: Given, date: str) -> None:
    ledger = given(as_of="2024-05-01", grants=f"{date}\n2024-05-02")
    finds(ledger, "amounts_left_out")
    ledger.tables.execute(f"update grants set {date.replace('_on', '_yen')} = 8")
    finds(ledger, "amounts_left_out", "- | - | 8 | 2024-05-01")


@pytest.mark.parametrize(
    ("table", "text", "column"),
    [
        ("grants", "requested_on | paid_on\n2024-05-02 | {day}", "paid_on"),
        ("milestones", "milestone_id | due_on | done_on\nm | 2030-01-01 | {day}", "done_on"),
        ("kpi_values", "kpi_id | measured_on\nk | 2024-05-02\nk | {day}", "measured_on"),
        ("status_reports", "reported_on\n{day}", "reported_on"),
        ("hearings", "hearing_id | held_on\nh | {day}", "held_on"),
        ("matches", "match_id | introduced_on | agreed_on\nm | {day} | 2030-01-01", "introduced_on"),
    ],
)
def test_as_of_before_newest(given: Given, table: str, text: str, column: str) -> None:
    ledger = given(as_of="2024-05-01", **{table: text.format(day="2024-06-01")}, events="held_on\n2030-01-01")
    (one,) = [one for one in consistency(ledger.tables) if one.code == "as-of-before-newest"]
    assert (one.table, one.column, one.value, one.expected) == (table, column, "2024-06-01", "2024-05-01")
    assert one.dataset


def test_as_of_on_the_newest_day_or_before_what_is_only_planned(given: Given) -> None:
    ledger = given(
        as_of="2024-05-01",
        grants="decided_on\n2024-05-01",
        milestones="milestone_id | due_on\nm | 2024-05-02",
        kpis="kpi_id | target_on\nk | 2024-05-02",
    )
    finds(ledger, "as_of_before_newest")


def test_withdrawn_open_decision(given: Given) -> None:
    ledger = given(
        as_of="2024-05-01",
        projects="project_id | status\nout | withdrawn\non | active",
        grants="""
            project_id | fiscal_year | decided_yen | decided_on | settled_yen | settled_on
            out        | 2020        | 1           | -          | -           | -
            out        | 2021        | 1           | 2024-05-01 | -           | -
            out        | 2022        | 1           | 2024-05-02 | -           | -
            out        | 2023        | 1           | -          | 0           | 2024-05-01
            out        | 2024        | 0           | -          | -           | -
            out        | 2025        | -           | -          | -           | -
            out        | 2026        | 1           | -          | 0           | 2024-05-02
            out        | 2027        | 1           | -          | -           | -
            out        | 2028        | 0           | -          | -           | -
            on         | 2020        | 1           | -          | -           | -
        """,
        grant_changes="""
            project_id | fiscal_year | changed_on | decided_yen
            out        | 2020        | 2024-05-02 | 0
            out        | 2027        | 2024-05-01 | 0
            out        | 2028        | 2024-05-01 | 2
        """,
    )
    expected = """
        out, 2020 | decided_yen | 1 | settled_yen
        out, 2021 | decided_yen | 1 | settled_yen
        out, 2026 | decided_yen | 1 | settled_yen
        out, 2028 | decided_yen | 2 | settled_yen
    """
    finds(ledger, "withdrawn_open_decision", expected)


@pytest.mark.parametrize(
    ("cap", "amounts", "found"),
    [
        ("10000000", (1, 0, 2, 999_999), True),
        ("10000000", (1, 2, 1_000_000), False),
        ("10000000", (0, 2, 999_999), False),
        ("9999999", (1, 2, 3), False),
        ("-", (1, 2, 99_999), True),
        ("-", (1, 2, 100_000), False),
    ],
)
def test_amounts_look_like_thousands(given: Given, cap: str, amounts: tuple[int, ...], found: bool) -> None:
    years = "\n".join(f"{2020 + place} | {yen} | 5000000" for place, yen in enumerate(amounts))
    ledger = given(
        programmes=f"programme_id | grant_cap_yen\nprog | {cap}\nother | 90000000",
        grants=f"fiscal_year | settled_yen | paid_yen\n{years}",
    )
    told = [one for one in consistency(ledger.tables) if one.code == "amounts-look-like-thousands"]
    assert [(one.key, one.column, one.value) for one in told] == [
        ((), "settled_yen", str(max(amounts)))
    ] * found
    known = [yen for yen in amounts if yen]
    assert [one.details for one in told] == [
        {"lowest": min(known), "highest": max(known), "total": sum(known)}
    ] * found


@pytest.mark.parametrize("column", [one.name for one in tables()["grants"].fields if one.kind == "yen"])
def test_both_looks_for_thousands_see_every_column_of_money(given: Given, column: str) -> None:
    rows = "\n".join(f"{year} | 10" for year in range(2020, 2024))
    ledger = given(grants=f"fiscal_year | {column}\n{rows}\n2024 | 2001")
    codes = {one.code: one.column for one in consistency(ledger.tables) if "thousands" in one.code}
    assert codes == {"amounts-look-like-thousands": column}
    ledger.tables.execute(f"update grants set {column} = 2000000 where fiscal_year < 2024")
    codes = {one.code: one.column for one in consistency(ledger.tables) if "thousands" in one.code}
    assert codes == {"amount-looks-like-thousands": column}


def test_amount_looks_like_thousands(given: Given) -> None:
    ledger = given(
        grants="""
            fiscal_year | decided_yen | settled_yen | paid_yen
            2020        | 2000000     | 2000000     | 0
            2021        | 2000000     | 2000000     | 0
            2022        | 2000000     | 2000000     | 0
            2023        | 10000       | 9           | 0
            2024        | 9999        | 0           | 2000000
            2025        | 2000000     | -           | 1
        """
    )
    finds(ledger, "amount_looks_like_thousands", "p, 2024 | decided_yen | 9999 | -")
    (one,) = [one for one in consistency(ledger.tables) if one.code == "amount-looks-like-thousands"]
    assert one.details == {"amount": 9999, "median": 2000000} and not one.dataset


def test_date_far_ahead_looks_at_every_date(given: Given) -> None:
    rows: dict[str, str] = {}
    expected = set()
    for table in tables().values():
        days = {
            field.name: f"20{n + 31}-01-01" for n, field in enumerate(table.fields) if field.type == "date"
        }
        if days:
            rows[table.name] = f"{' | '.join(days)}\n{' | '.join(days.values())}"
            code = "amount-after-as-of" if table.name == "grants" else "date-far-ahead"
            expected |= {(code, table.name, *one) for one in days.items()}
    found = consistency(given(as_of="2024-01-01", **rows).tables)
    told = [one for one in found if one.code in ("amount-after-as-of", "date-far-ahead")]
    assert {(one.code, one.table, one.column, one.value) for one in told} == expected and len(told) == len(
        expected
    )


def test_a_table_that_could_not_be_read_says_nothing(given: Given) -> None:
    ledger = given(
        consortia="consortium_id | members_complete\nc | true",
        kpis="kpi_id | baseline_on | target_on\nk | 2024-05-01 | 2024-04-30",
    )
    codes = [one.code for one in consistency(ledger.tables, unread={"consortium_members"})]
    assert codes == ["target-before-baseline"]
    assert "consortium-without-lead" in [one.code for one in consistency(ledger.tables)]


@pytest.mark.parametrize("name", [one.name for one in of_kind("consistency")])
def test_a_check_says_what_it_reads(name: str) -> None:
    check = checks()[name]
    with duckdb.connect(":memory:") as con:
        create_own_tables(con)
        for table in check.reads or tables():  # the view `dates` stands over all
            con.execute(create_table(tables()[table]))
        if "from dates" in check.sql:
            con.execute(dates_view())
        assert con.execute(check.sql).fetchall() == []
