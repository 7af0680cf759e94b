"""The steps from an issue to a paid grant in words and shares. Pure, and light enough for the overview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from smart_tokyo import formats
from smart_tokyo.terms import STEPS
from smart_tokyo.view import marks
from smart_tokyo.view.frame import Page

FEW = 4  # from fewer issues no percentage is made


def steps(page: Page) -> pd.DataFrame:
    """The rows of journey_steps; the public has the total alone, whatever the filters."""
    return page.figure("journey_steps", **lifted(page))


def lifted(page: Page) -> dict[str, None]:
    """The filters that this audience's total is not narrowed by."""
    return {} if page.audience == "internal" else dict.fromkeys(("programme_id", "area_id", "theme"))


def under(page: Page) -> Page:
    """The page under the filters that narrow the journey: fiscal years do not."""
    return page.under(from_fy=None, to_fy=None, **lifted(page))


def step(page: Page, key: Any) -> str:
    """The name of a step."""
    return page.t(STEPS[key])


def share(page: Page, part: Any, whole: Any) -> str:
    """`20 of 22 (90.9%)`; without a percentage from fewer than FEW; a dash where the whole is 0.

    An issue may pass over a step, so a part may be more than the whole: then both numbers alone.
    """
    part, whole = int(part), int(whole)
    if whole == 0:
        return "–"
    if part > whole:
        return page.t("{n}, more than the {m} before", n=formats.number(part), m=formats.number(whole))
    text = formats.ratio(part, whole, page.lang)
    if whole < FEW:
        return text
    return text + marks.aside(page.lang, f"{formats.number(part * 100 / whole, 1)}%")


def with_previous(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The steps, each with the issues of the step before (`previous`, None for the first) and of the first."""
    records = marks.records(rows)
    first = int(records[0]["issues"])
    return [
        {**row, "previous": None if place == 0 else int(records[place - 1]["issues"]), "first": first}
        for place, row in enumerate(records)
    ]


def most_left(records: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The two steps between which the most issues are left, from `with_previous`; None where none is."""
    lost = [row for row in records[1:] if row["previous"] > row["issues"]]
    if not lost:
        return None
    worst = max(lost, key=lambda row: (row["previous"] - row["issues"], row["first"] - row["issues"]))
    return records[records.index(worst) - 1], worst
