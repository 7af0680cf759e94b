"""Budgets, outlooks, actions and follow-ups of whole ledgers, read again in plain Python from the tables of the
source, as figures.md words it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.queries.conftest import BUILT
from tests.queries.ledger import Both, Ledger
from tests.queries.test_plan_and_now import Row, as_of, held, known
from tests.queries.test_who_and_where import selected, summed

SELECTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"programme_id": "prog1"},
    {"programme_id": "PG-CHIIKI", "to_fy": 2025},
    {"from_fy": 2025},
    {"to_fy": 2024},
    {"theme": "mobility"},
    {"area_id": "area2", "from_fy": 2023},
    {"project_id": "SMP-007"},
    {"programme_id": "GEN-P1", "area_id": "GEN-A03"},
)
STAGES = ("decided", "settled", "paid")


@pytest.fixture(scope="module", params=(*BUILT, "generated 120"))
def both(request: pytest.FixtureRequest, ledger_of: Callable[[str], Both]) -> Both:
    """A whole ledger as both see it; the generated one has outlooks that rest on enough."""
    return ledger_of(request.param)


def fiscal_year(day: dt.date) -> int:
    return day.year - (day.month < 4)


def inside(year: int, asked: Row) -> bool:
    return asked.get("from_fy", 0) <= year <= asked.get("to_fy", 9999)


def changes_of(ledger: Ledger, day: dt.date) -> dict[tuple[str, int], list[Row]]:
    """The changes of decisions up to a day by grant, the oldest first."""
    found: dict[tuple[str, int], list[Row]] = {}
    for one in sorted(held(ledger, "grant_changes"), key=lambda one: one["changed_on"]):
        if one["changed_on"] <= day:
            found.setdefault((one["project_id"], one["fiscal_year"]), []).append(one)
    return found


def seen(ledger: Ledger, asked: Row, day: dt.date) -> list[Row]:
    """The grants of the selected projects, with what was known on a day by today's ledger."""
    programmes = {one["project_id"]: one["programme_id"] for one in selected(ledger, asked)}
    changed, found = changes_of(ledger, day), []
    for row in held(ledger, "grants"):
        if row["project_id"] in programmes:
            one = {stage: known(row, stage, day) for stage in ("requested", *STAGES)}
            for change in changed.get((row["project_id"], row["fiscal_year"]), []):
                one["decided"] = change["decided_yen"]
                one["requested"] = (
                    one["requested"] if change["requested_yen"] is None else change["requested_yen"]
                )
            key = {"programme_id": programmes[row["project_id"]], "fiscal_year": row["fiscal_year"]}
            found.append(key | one | {"row": row})
    return found


def by_year(rows: list[Row]) -> dict[tuple[str, int], list[Row]]:
    found: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        found.setdefault((row["programme_id"], row["fiscal_year"]), []).append(row)
    return found


def parts(both: Both, ledger: Ledger) -> set[tuple[str, int]]:
    """The programme-years of which a reader of the ledger sees a part of the grants alone."""
    internal, public = both
    if ledger is internal:
        return set()
    projects = {one["project_id"]: one for one in held(internal, "projects")}
    return {
        (projects[row["project_id"]]["programme_id"], row["fiscal_year"])
        for row in held(internal, "grants")
        if not projects[row["project_id"]]["published"]
    }


@pytest.mark.parametrize("asked", SELECTIONS, ids=str)
def test_every_budget_and_what_became_of_it(both: Both, asked: Row) -> None:
    for ledger in both:
        day, budgets = as_of(ledger), {}
        if not {"area_id", "theme", "project_id"} & set(asked):
            for one in held(ledger, "budgets"):
                if asked.get("programme_id") in (None, one["programme_id"]):
                    is_new = one["revised_yen"] is not None and (one["revised_on"] or day) <= day
                    budget = one["revised_yen"] if is_new else one["initial_yen"]
                    budgets[one["programme_id"], one["fiscal_year"]] = budget
        money, expected = by_year(seen(ledger, asked, day)), []
        for key in sorted({*budgets, *money}):
            if not inside(key[1], asked):
                continue
            rows, budget = money.get(key, []), budgets.get(key)
            sums = {stage: summed([row[stage] for row in rows]) for stage in ("requested", *STAGES)}
            shown = None if key in parts(both, ledger) else budget
            both_known = [row for row in rows if None not in (row["decided"], row["settled"])]
            rates = {
                f"{stage}_permille": sums[stage] * 1000 // shown
                if shown and sums[stage] is not None
                else None
                for stage in ("decided", "paid")
            }
            left = None if shown is None or sums["decided"] is None else shown - sums["decided"]
            unused = summed([row["decided"] - row["settled"] for row in both_known])
            expected.append(
                {"programme_id": key[0], "fiscal_year": key[1], "budget_yen": budget}
                | {f"{stage}_yen": value for stage, value in sums.items()}
                | rates
                | {"undecided_yen": left, "unused_yen": unused}
            )
        assert ledger.rows("execution", **asked) == expected


@pytest.mark.parametrize("asked", SELECTIONS, ids=str)
def test_every_amount_in_its_month(both: Both, asked: Row) -> None:
    for ledger in both:
        day, hidden = as_of(ledger), parts(both, ledger)
        changed = changes_of(ledger, day)
        months: dict[tuple[str, int, str | None], dict[str, list[int]]] = {}

        def book(row: Row, on: dt.date | None, stage: str, yen: int | None) -> None:
            if yen is not None:
                month = None if on is None else f"{on:%Y-%m}"
                key = (row["programme_id"], row["fiscal_year"], month)
                months.setdefault(key, {}).setdefault(stage, []).append(yen)  # noqa: B023

        for row in seen(ledger, asked, day):
            if not inside(row["fiscal_year"], asked):
                continue
            source = row["row"]
            for stage in STAGES:
                book(row, source[f"{stage}_on"], stage, known(source, stage, day))
            before = known(source, "decided", day)
            for change in changed.get((source["project_id"], source["fiscal_year"]), []):
                book(row, change["changed_on"], "decided", change["decided_yen"] - (before or 0))
                before = change["decided_yen"]
        expected = [
            {"programme_id": key[0], "fiscal_year": key[1], "month": key[2]}
            | {
                f"{stage}_yen": None if key[:2] in hidden else summed(months[key].get(stage, []))
                for stage in STAGES
            }
            for key in sorted(months, key=lambda key: (*key[:2], key[2] or "9"))
        ]
        assert ledger.rows("execution_by_month", **asked) == expected


def test_the_months_add_up_to_the_year(both: Both) -> None:
    internal, _ = both
    months = by_year(internal.rows("execution_by_month"))
    for year in internal.rows("execution"):
        for stage in STAGES:
            rows = months.get((year["programme_id"], year["fiscal_year"]), [])
            assert summed([row[f"{stage}_yen"] for row in rows]) == year[f"{stage}_yen"]


def test_the_rate_of_each_month_is_of_the_months_up_to_it(both: Both) -> None:
    """Of every year that has begun and has a rate, as far as the amounts of all go, and the newest to the day."""
    for ledger in both:
        booked, course = (by_year(ledger.rows(f"execution_{one}")) for one in ("by_month", "course"))
        rated = {key: rows[0] for key, rows in by_year(ledger.rows("execution")).items()}
        rates = ("decided_permille", "paid_permille")
        shown = [key for key, one in rated.items() if any(one[rate] is not None for rate in rates)]
        assert shown and course.keys() <= set(shown)
        for key in shown:
            years = [year for programme, year in shown if programme == key[0]]
            amounts = [
                since_april(row["month"], year)
                for year in years
                for row in booked[key[0], year]
                if row["month"] and any(row[f"{stage}_yen"] is not None for stage in ("decided", "paid"))
            ]
            day = f"{as_of(ledger):%Y-%m}"
            last = min(max(0, since_april(day, max(years)), *amounts), 23)
            expected = []
            for at in range(min(last, since_april(day, key[1])) + 1):
                month = f"{key[1] + (at + 3) // 12}-{(at + 3) % 12 + 1:02}"
                found: Row = {"month": month}
                for stage in ("decided", "paid"):
                    known = [row for row in booked[key] if row[f"{stage}_yen"] is not None]
                    up_to = sum(
                        row[f"{stage}_yen"] for row in known if row["month"] and row["month"] <= month
                    )
                    is_dated = known and all(row["month"] for row in known)
                    found[f"{stage}_permille"] = (
                        up_to * 1000 // rated[key]["budget_yen"] if is_dated else None
                    )
                if any(found[rate] is not None for rate in rates):
                    expected.append(found)
            rows = [{name: row[name] for name in ("month", *rates)} for row in course.get(key, [])]
            assert rows == expected


def since_april(month: str, year: int) -> int:
    """How many months a month, written 2025-04, is after the April of a fiscal year."""
    return (int(month[:4]) - year) * 12 + int(month[5:]) - 4


def estimated(ledger: Ledger, asked: Row, year: int, day: dt.date) -> list[Row]:
    """The outlook of each programme for a year, as known on a day."""
    found, own = [], {name: one for name, one in asked.items() if name not in ("from_fy", "to_fy")}
    rows = by_year(seen(ledger, own, day))
    settled = by_year(seen(ledger, own, as_of(ledger)))
    for programme, of_year in sorted(rows):
        if of_year != year or not inside(year, asked):
            continue
        earlier = [
            row
            for (name, before), ones in rows.items()
            if name == programme and before < year
            for row in ones
        ]
        shares = sorted(
            row["settled"] * 1000 // row["decided"]
            for row in earlier
            if row["decided"] and row["settled"] is not None
        )
        decided, n = summed([row["decided"] for row in rows[programme, year]]), len(shares)
        given = n >= 8 and decided is not None
        found.append(
            {
                "programme_id": programme,
                "fiscal_year": year,
                "decided_yen": decided,
                "low_yen": decided * shares[(n - 1) // 4] // 1000 if given else None,
                "high_yen": decided * shares[-(-3 * (n - 1) // 4)] // 1000 if given else None,
                "from_rows": n,
                "settled_yen": summed([row["settled"] for row in settled[programme, year]]),
            }
        )
    return found


@pytest.mark.parametrize("asked", SELECTIONS, ids=str)
def test_every_outlook_and_every_past_one(both: Both, asked: Row) -> None:
    for ledger in both:
        day = as_of(ledger)
        now = fiscal_year(day)
        expected = estimated(ledger, asked, now, day)
        for row in expected:
            del row["settled_yen"]
        assert ledger.rows("outlook", **asked) == expected
        past = [
            row for year in range(2019, now) for row in estimated(ledger, asked, year, dt.date(year, 12, 31))
        ]
        past.sort(key=lambda row: (row["programme_id"], row["fiscal_year"]))
        assert ledger.rows("outlook_past", **asked) == past


def test_these_ledgers_have_outlooks_with_a_range_and_without(ledger_of: Callable[[str], Both]) -> None:
    internal, public = ledger_of("generated 120")
    ranges = [row["low_yen"] is not None for row in internal.rows("outlook_past")]
    assert any(ranges) and not all(ranges) and any(row["low_yen"] for row in internal.rows("outlook"))
    hidden = [
        row for row in public.rows("execution") if row["budget_yen"] and row["decided_permille"] is None
    ]
    assert any(row["decided_yen"] for row in hidden)


@pytest.mark.parametrize("asked", SELECTIONS, ids=str)
def test_every_action_and_every_follow_up(both: Both, asked: Row) -> None:
    for ledger in both:
        day, chosen = as_of(ledger), {one["project_id"] for one in selected(ledger, asked)}
        all_of_them = not set(asked) - {"from_fy", "to_fy"}
        expected = []
        for one in held(ledger, "actions"):
            if one["decided_on"] > day or (one["project_id"] not in chosen and not all_of_them):
                continue
            done = one["done_on"] if one["done_on"] and one["done_on"] <= day else None
            late = not done and one["due_on"] is not None and one["due_on"] < day
            expected.append(
                {name: one[name] for name in ("action_id", "project_id", "decided_on", "due_on")}
                | {"done_on": done, "state": "done" if done else "late" if late else "open"}
                | {"days": (day - one["due_on"]).days if late else None}
            )
        assert ledger.rows("action_list", **asked) == expected
        assert ledger.rows("follow_up_list", **asked) == [
            {name: one[name] for name in ("project_id", "checked_on", "state", "users")}
            for one in held(ledger, "follow_ups")
            if one["project_id"] in chosen and one["checked_on"] <= day
        ]


@pytest.mark.parametrize("asked", SELECTIONS, ids=str)
def test_what_came_of_every_project(both: Both, asked: Row) -> None:
    found = ("checked_on", "state", "run_by_ja", "paid_by_ja", "place_en", "users")
    for ledger in both:
        looked: dict[str, Row] = {}
        for one in sorted(held(ledger, "follow_ups"), key=lambda one: one["checked_on"]):
            if one["checked_on"] <= as_of(ledger):
                looked[one["project_id"]] = one
        expected = []
        for one in sorted(selected(ledger, asked), key=lambda one: one["project_id"]):
            name, is_over = one["project_id"], one["status"] in ("completed", "withdrawn")
            if is_over or name in looked:
                closing = (one["closing_ja"], one["closing_en"])
                expected.append(
                    {"project_id": name, "has_closing": closing != (None, None)}
                    | {column: looked.get(name, {}).get(column) for column in found}
                )
        rows = ledger.rows("came_of_it", **asked)
        assert (
            [{column: row[column] for column in expected[0]} for row in rows] == expected
            if expected
            else not rows
        )


def test_one_late_action_a_project_calls_for_a_look(both: Both) -> None:
    internal, _ = both
    since: dict[str, dt.date] = {}
    for one in internal.rows("action_list"):
        if one["state"] == "late" and one["project_id"]:
            name = one["project_id"]
            since[name] = min(since.get(name, one["due_on"]), one["due_on"])
    found = [row for row in internal.rows("review_attention") if row["reason"] == "action_late"]
    assert found and found == [
        {"project_id": name, "reason": "action_late", "since_on": on, "days": (as_of(internal) - on).days}
        for name, on in sorted(since.items())
    ]


def test_the_public_has_budgets_of_its_programmes_and_what_is_published(both: Both) -> None:
    internal, public = both
    projects = {row["project_id"] for row in held(public, "projects")}
    programmes = {row["programme_id"] for row in held(public, "programmes")}
    budgets = held(internal, "budgets")
    assert held(public, "budgets") == [row for row in budgets if row["programme_id"] in programmes]
    shown = [
        {name: value for name, value in row.items() if name != "owner"}
        for row in held(internal, "actions")
        if row["published"] and row["project_id"] in {*projects, None}
    ]
    assert held(public, "actions") == shown
    assert held(public, "follow_ups") == [
        {name: value for name, value in row.items() if name != "note"}
        for row in held(internal, "follow_ups")
        if row["project_id"] in projects
    ]
    known_parts = set(public.con.table("part_years").fetchall())
    seen_grants = {(row["programme_id"], row["fiscal_year"]) for row in seen(public, {}, as_of(public))}
    assert known_parts == parts(both, public) & seen_grants
