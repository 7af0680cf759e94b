"""How the numbers of a selection moved from version to version, as tiles say it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

from smart_tokyo import N_, formats, palette
from smart_tokyo.figures import FILTER_NAMES, Filters, Row, catalog
from smart_tokyo.store import Locked, StorePaths
from smart_tokyo.view.frame import Page, commas, snapshots
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import versions

MOST = 60  # versions of a line on a tile
NEAR = 15  # days by which the version of a year ago may miss the day
SINCE = N_("{difference} since {date}")
BY_DATES = N_("{difference} since {date}, recomputed from the dates of the amounts")
TOTALS = "programme_totals"
Made = Callable[
    [Sequence[Row]], Row
]  # one row of those of a query; all 0 where the selection was not there yet


def only(rows: Sequence[Row]) -> Row:
    """The row of a query that has one."""
    (row,) = rows
    return row


@lru_cache(8)
def _older(
    store: StorePaths, shown: str, fictional: bool, known: tuple[tuple[str, str | None], ...]
) -> tuple[str, ...]:
    """The versions that led to the one that is shown, the newest first, as far as they can be read and are of the same
    data set: both fictional or both not. Raises Locked."""
    since, found = dict(known), [shown]
    try:
        while (old := since.get(found[-1])) and len(found) < MOST:
            if snapshots.records(snapshots.database(old), "snapshot_info", {})[0]["fictional"] != fictional:
                break
            found.append(old)
    except Locked:
        raise
    except snapshots.UNREADABLE:
        pass
    return tuple(found[1:])


@lru_cache(1_000)
def _in(store: StorePaths, audience: str, version: str, filters: Filters, query: str, made: Made) -> Row:
    """What is made of a query in a version under `filters`, of which those that do not narrow it are None.

    What a version keeps of programme_totals is of no fiscal years: in some, the money is the sums by year.
    """
    database, whole = store.database(version, audience), replace(filters, from_fy=None, to_fy=None).params()
    if query != TOTALS:
        return made(snapshots.records(database, query, filters.params()))
    found = made(snapshots.records(database, query, whole))
    if filters.from_fy or filters.to_fy:
        stages = snapshots.records(database, "funding_stages", whole)
        years = {int(one["id"]): one for one in stages if one["dimension"] == "fiscal_year"}
        rows = [one for year, one in years.items() if _is_within(filters, year)]
        found = {**found, **{name: _sum(rows, name) for name in found if name.endswith("_yen")}}
    return found


def _is_within(filters: Filters, year: int) -> bool:
    return (filters.from_fy or year) <= year <= (filters.to_fy or year)


def _sum(rows: Iterable[Row], column: str) -> int | None:
    known = [row[column] for row in rows if row[column] is not None]
    return sum(known) if known else None


def _year_ago(page: Page, amounts: Iterable[Row]) -> Row:
    """From money_year_ago the money of the selection then, by figure; none of which an amount has no date."""
    rows = [one for one in amounts if one["fiscal_year"] and _is_within(page.filters, one["fiscal_year"])]
    dated = {one["figure"] for one in rows} - {one["figure"] for one in rows if not one["is_dated"]}
    return {name: _sum((one for one in rows if one["figure"] == name), "known_yen") for name in dated}


def tiles(page: Page, cells: Mapping[str, Sequence[str]], query: str = TOTALS, made: Made = only) -> None:
    """Tiles of figures of what is `made` of a query, by name: label, value and remarks, with how each moved."""
    if not cells:
        return
    said, drawn = zip(*_moved(page, tuple(cells), query, made), strict=True)
    phrases.tiles([(*cell, one) for cell, one in zip(cells.values(), said, strict=True)], drawn)


def _moved(page: Page, figures: Sequence[str], query: str, made: Made) -> list[tuple[str, str]]:
    """How each figure moved in the selection since the version before and since a year ago, and, of all projects and
    years, its course as a drawing that says no more; "" where one of both is unknown.

    A year ago is the version of that day, at most NEAR days beside it; where there is none, money is what the dates in
    this version say that it was.
    """
    if page.easy:
        return [("", "")] * len(figures)
    now, whole, as_of = made(page.rows(query)), page.filters == Filters(), page.snapshot["as_of"]
    year_ago = dt.date(as_of.year - 1, as_of.month, min(as_of.day, 28 if as_of.month == 2 else 31))
    others = dict.fromkeys({*FILTER_NAMES} - {*catalog()[query].parameters})
    filters = replace(page.filters, **others)
    then: list[tuple[str, str, Row]] = []
    totals: dict[str, Row] = {}
    near: list[str] = []
    with suppress(*snapshots.UNREADABLE):
        store, known = snapshots.store(), tuple((one["id"], one["since"]) for one in versions.known(page))
        older = _older(store, page.snapshot["snapshot_id"], page.snapshot["fictional"], known)
        off = {one: abs((versions.day(one) - year_ago).days) for one in older}
        near = [one for one in sorted(off, key=off.__getitem__)[:1] if off[one] <= NEAR]
        both = dict.fromkeys((*older[:1], *near))
        those = older if whole else both
        totals = {one: _in(store, page.audience, one, filters, query, made) for one in those}
        there = totals
        if query != TOTALS:  # none of what it counts may be what there was
            there = {one: _in(store, page.audience, one, page.filters, TOTALS, only) for one in both}
        then = [(SINCE, page.date(versions.day(one)), totals[one]) for one in both if there[one]["projects"]]
    if not near and query == TOTALS:
        amounts = page.rows("money_year_ago", from_fy=None, to_fy=None)
        then.append((BY_DATES, page.date(year_ago), _year_ago(page, amounts)))
    found = []
    for name in figures:
        remarks = [
            page.t(text, difference=_difference(page, name, now[name] - values[name]), date=day)
            for text, day, values in then
            if now[name] is not None and values.get(name) is not None
        ]
        line = [one[name] for one in reversed(totals.values()) if one[name] is not None]
        drawn = _drawing((*line, now[name])) if whole and line and remarks else ""
        found.append((commas(remarks, page.lang), drawn))
    return found


def _difference(page: Page, figure: str, value: int) -> str:
    said = page.amount(value) if figure.endswith("_yen") else formats.number(value)
    return f"+{said}" if value > 0 else said if value else "±0"


@lru_cache(500)
def _drawing(values: tuple[float, ...]) -> str:
    low, high = min(values), max(values)
    across, up = 100 / (len(values) - 1), 14 / ((high - low) or 1)
    points = " ".join(f"{n * across:.1f},{17 - (one - low) * up:.1f}" for n, one in enumerate(values))
    line = f'fill="none" stroke="{palette.ACCENT}" stroke-width="1.5" vector-effect="non-scaling-stroke"'
    box = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20" preserveAspectRatio="none"'
    svg = quote(f'<svg {box}><polyline points="{points}" {line}/></svg>')
    look = "display:block;width:100%;height:20px"
    return f'<img alt="" aria-hidden="true" style="{look}" src="data:image/svg+xml,{svg}">'
