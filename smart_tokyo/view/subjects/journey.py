"""The steps from an issue to a paid grant in words and shares. Pure, and light enough for the overview."""

from collections.abc import Sequence
from typing import Any

from smart_tokyo import formats, terms, texts
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Page

NOTES = texts("notes")["journey"]

FEW = 4  # from fewer issues no percentage is made


def steps(page: Page) -> Sequence[Row]:
    """The rows of journey_steps; the public has the total alone, whatever the filters."""
    return page.rows("journey_steps", **lifted(page))


def lifted(page: Page) -> dict[str, None]:
    """The filters that this audience's total is not narrowed by."""
    return {} if page.audience == "internal" else dict.fromkeys(("programme_id", "area_id", "theme"))


def under(page: Page) -> Page:
    """The page under the filters that narrow the journey: fiscal years do not."""
    return page.under(from_fy=None, to_fy=None, **lifted(page))


def step(page: Page, key: Any) -> str:
    """The name of a step."""
    return page.t(terms.STEPS[key])


def share(page: Page, part: Any, whole: Any) -> str:
    """`20 of 22 (90.9%)`; without a percentage from fewer than FEW; a dash where the whole is 0."""
    part, whole = int(part), int(whole)
    return page.ratio(part, whole) + page.aside(_percent(part, whole)) if whole else "–"


def _percent(part: int, whole: int) -> str:
    return "" if whole < FEW else f"{formats.number(part * 100 / whole, 1)}%"


def before(page: Page, row: Row) -> str:
    """`22 (90.9%)`: the issues of the step before, and those of this one against them, as one may be passed over."""
    previous = int(row["previous"])
    return formats.number(previous) + page.aside(_percent(int(row["issues"]), previous))


def with_previous(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The steps, each with the issues of the step before (`previous`, None for the first) and of the first."""
    issues = [int(row["issues"]) for row in rows]
    return [
        {**row, "previous": previous, "first": issues[0]}
        for row, previous in zip(rows, [None, *issues[:-1]], strict=True)
    ]


def most_left(records: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The two steps between which the number of issues falls most, from `with_previous`; None where it never falls."""
    lost = [row for row in records[1:] if row["previous"] > row["issues"]]
    if not lost:
        return None
    worst = max(lost, key=lambda row: (row["previous"] - row["issues"], row["first"] - row["issues"]))
    return records[records.index(worst) - 1], worst


def finding(page: Page, rows: Sequence[Row]) -> str:
    """How far issues get, where their number falls most, and which step takes longest, in sentences."""
    records = with_previous(rows)
    total, last = int(records[0]["issues"]), records[-1]
    if not total:
        return ""
    left, wait, stop = "", "", most_left(records)
    if stop:
        earlier, worst = stop
        left = page.t(
            NOTES["left"],
            step=step(page, worst["step"]),
            before=step(page, earlier["step"]),
            previous=worst["previous"],
            n=worst["previous"] - worst["issues"],
        )
    timed = [row for row in records if not formats.missing(row["median_days_from_previous"])]
    if timed:
        slow = max(timed, key=lambda row: row["median_days_from_previous"])
        wait = page.t(
            NOTES["wait"], step=step(page, slow["step"]), days=days(page, slow["median_days_from_previous"])
        )
    paid = page.t("**{ratio} issues got as far as a paid grant.**", ratio=share(page, last["issues"], total))
    return page.sentences(paid, left, wait)


def days(page: Page, value: Any) -> str:
    """A median of days, with its half day where it has one."""
    return page.counted("day", value, int(value % 1 > 0))


def label(page: Page, row: Row) -> str:
    """What stands beside a step of the funnel: its issues, and beneath those of the step before and the days."""
    text = page.counted("issue", row["issues"])
    if row["previous"] is None:
        return text
    second = page.t("step before: {n}", n=before(page, row))
    if not formats.missing(row["median_days_from_previous"]):
        second += page.t(" · median {days}", days=days(page, row["median_days_from_previous"]))
    return f"{text}\n{second}"
