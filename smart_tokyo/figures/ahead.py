"""Money ahead, the meeting and what came of it in sentences: what of a budget is used, what may be settled of a year's
grants, what became of what meetings decided, and of projects after the grant."""

import datetime as dt
import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from smart_tokyo import N_, commas, formats, rules, schema, terms, texts
from smart_tokyo.figures.reading import Reading, Row
from smart_tokyo.figures.run import Part

NOTES = texts("notes")["ahead"]
RATES = ("decided_permille", "paid_permille")
USED = ("budget_yen", *terms.STAGES, *RATES, "undecided_yen", "unused_yen")
"""The columns of execution from the budget to what was not used."""
HOW_MUCH, HOW_USED = USED[:5], USED[5:]
"""The amounts of USED, and what they come to: two tables where one has no room for all."""
NEWEST = 4
"""Fiscal years of a programme that are held against each other month by month."""
PAST = ("decided_yen", "low_yen", "high_yen", "from_rows", "settled_yen")
"""The columns of outlook_past."""
LACKING = {
    "without_closing": (N_("Ended without a line that closes it"), "not has_closing"),
    "not_looked_at": (N_("Ended, and nobody has looked at it since"), "checked_on is null"),
}
"""What may not be known of those that ENDED: its title, and the condition over the rows of came_of_it."""
FOUND = schema.field("follow_ups", "state").enum
_OVER = {"ended": "true", "closed": "has_closing", "looked": "checked_on is not null"}
_COUNTED = {name: f"status in {terms.ENDED} and {what}" for name, what in _OVER.items()} | {
    f"of_{one}": f"state = '{one}'" for one in FOUND
}
COUNTS = "{" + ", ".join(f"'{name}': count(*) filter ({what})" for name, what in _COUNTED.items()) + "}"
"""What `came_of_it` says of the rows of the query of that name: an aggregate."""
BY_STATE = "histogram(state)"
"""How many rows of action_list are of each state that any has: an aggregate."""


def no_budget(r: Reading) -> str:
    """Why no budget is shown: none is published, or it is that of a whole programme."""
    narrowed = any((r.filters.area_id, r.filters.theme, r.filters.project_id))
    return r.t(NOTES["of_programme" if narrowed else "none"])


def seen_in_part(row: Row) -> bool:
    """Whether the reader sees only some of the grants of a row of execution, so that no amount is of the budget."""
    return None not in (row["budget_yen"], row["decided_yen"]) and row["undecided_yen"] is None


def in_part(r: Reading, row: Row) -> str:
    """That a row of execution is of the published grants only; "" where it is of all."""
    return r.t(NOTES["in_part"]) if seen_in_part(row) else ""


def used(r: Reading, rows: Sequence[Row]) -> list[str]:
    """What is used of each programme's newest budget, from rows of execution; and where no rate is given, that."""
    newest = {row["programme_id"]: row for row in rows if None not in (row["budget_yen"], row["decided_yen"])}
    said = [r.sentences(_used(r, row), _revised(r, row)) for row in newest.values()]
    return [*said, r.t(NOTES["part"])] if any(map(seen_in_part, rows)) else said


def _used(r: Reading, row: Row) -> str:
    committed, executed = (row[rate] if row[rate] is None else formats.permille(row[rate]) for rate in RATES)
    return r.t(
        NOTES["used_in_part" if seen_in_part(row) else "used"],
        programme=r.name("programme", row["programme_id"]),
        year=r.fiscal_year(row["fiscal_year"]),
        budget=r.money(row["budget_yen"]),
        decided=r.money(row["decided_yen"]) + r.aside(committed or ""),
        paid=r.money(row["paid_yen"]) + r.aside(r.t(NOTES["executed"], share=executed) if executed else ""),
    )


def day(row: Row) -> dt.date:
    """The first day of the month of a row of execution_course."""
    return dt.date.fromisoformat(f"{row['month']}-01")


def month(r: Reading, row: Row) -> str:
    """The month of a row of execution_course: its name, and where it is of the year after its fiscal year, that."""
    name = formats.date(day(row), r.lang, "of_year")
    return name if row["since_april"] < 12 else r.t(NOTES["next_year"], month=name)


def newest(rows: Sequence[Row], rate: str) -> list[Row]:
    """Those of a programme's rows of execution_course in which the rate is known, of its NEWEST years with one."""
    known = [row for row in rows if row[rate] is not None]
    years = sorted({row["fiscal_year"] for row in known})[-NEWEST:]
    return [row for row in known if row["fiscal_year"] in years]


def by_programme(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each programme, in their order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["programme_id"], []).append(row)
    return found


def by_month(r: Reading, rows: Sequence[Row], rate: str) -> list[Row]:
    """Rows of `newest` turned: each month since April by name (`month`), with the rate by fiscal year, the newest
    first; None where it is not known."""
    years = dict.fromkeys(sorted({row["fiscal_year"] for row in rows}, reverse=True))
    found: dict[str, dict[Any, Any]] = {}
    for row in sorted(rows, key=lambda row: row["since_april"]):
        name = month(r, row)
        found.setdefault(name, {"month": name, **years})[row["fiscal_year"]] = row[rate]
    return list(found.values())


def course(r: Reading, rows: Sequence[Row], rate: str, years: Sequence[Row] = ()) -> str:
    """How far the newest year has come by its last month, and how far earlier ones had.

    `rows`: those of `newest`. `years`: the programme's rows of execution; of the last it says where nothing is known.
    """
    *before, now = rows
    same = [row for row in before if row["since_april"] == now["since_april"]]
    earlier = (f"{r.fiscal_year(row['fiscal_year'])} {formats.permille(row[rate])}" for row in reversed(same))
    year, reached = r.fiscal_year(now["fiscal_year"]), formats.permille(now[rate])
    is_missing = years and years[-1][rate.replace("permille", "yen")] is None
    return r.sentences(
        r.t(NOTES["none_yet"][rate], year=r.fiscal_year(years[-1]["fiscal_year"])) if is_missing else "",
        r.t(NOTES["reached"], year=year, month=month(r, now), share=reached),
        r.t(NOTES["same_month"], shares=commas(earlier, r.lang)) if same else "",
    )


def brief(r: Reading) -> list[str]:
    """What is used of each budget of this fiscal year and may be left of it; where none is published, that."""
    year = formats.fiscal_year_of(r.snapshot["as_of"])
    known = [row for row in r.rows("execution") if row["budget_yen"] is not None]
    last = r.filters.to_fy
    if last and known and last < year:  # the newest of the years that are asked for
        return used(r, known)
    rows = [row for row in known if row["fiscal_year"] == year]
    if not rows:
        return [r.t(NOTES["none_of_year"], year=r.fiscal_year(year)) if known else no_budget(r)]
    ranges = {row["programme_id"]: row for row in r.rows("outlook") if row["low_yen"] is not None}
    left = {programme: _left(r, row, "left_of_it") for programme, row in ranges.items()}
    return [r.sentences(_used(r, row), left.get(row["programme_id"], "")) for row in rows]


def expected(r: Reading, row: Row) -> str:
    """What may be settled of a programme's grants of the year, from a row of outlook, and left of its budget; or why
    no range is given."""
    said = "undecided" if row["decided_yen"] is None else "range" if row["low_yen"] is not None else "too_few"
    settled = r.t(
        NOTES[said],
        programme=r.name("programme", row["programme_id"]),
        year=r.fiscal_year(row["fiscal_year"]),
        decided=r.money(row["decided_yen"]),
        low=r.money(row["low_yen"]),
        high=r.money(row["high_yen"]),
        grants=r.counted("grant_year", row["from_rows"]),
        **rules.THRESHOLDS,
    )
    return r.sentences(settled, _left(r, row) if said == "range" else "")


def _left(r: Reading, row: Row, text: str = "left") -> str:
    """What a range leaves of the budget, or by how much it is beyond it; "" where that is not known or not all of its
    grants are seen."""
    key = operator.itemgetter("programme_id", "fiscal_year")
    whole = (one for one in r.rows("execution") if one["undecided_yen"] is not None)
    if (budget := next((one["budget_yen"] for one in whole if key(one) == key(row)), None)) is None:
        return ""
    low, high = row["low_yen"], row["high_yen"]
    least, most = sorted((abs(budget - low), abs(budget - high)))
    if low > budget:
        text = "beyond"
    elif high > budget:
        text, least, most = "around", high - budget, budget - low
    return r.t(NOTES[text], least=r.money(least), most=r.money(most), budget=r.money(budget))


def came(r: Reading, row: Row) -> str:
    """How what was settled stands to the range that a row of outlook_past gives."""
    return r.t(NOTES["past"][_came(row)])


def _came(row: Row) -> str:
    low, high, settled = (row[name] for name in ("low_yen", "high_yen", "settled_yen"))
    if low is None or settled is None:
        return "none" if low is None else "unknown"
    return "below" if settled < low else "above" if settled > high else "within"


def held(r: Reading, rows: Iterable[Row]) -> str:
    """How many of the ranges of outlook_past came true; "" where there is none to hold against what was settled."""
    counted = Counter(map(_came, rows))
    found = {one: counted[one] for one in ("within", "below", "above")}
    n = sum(found.values())
    return r.t(NOTES["held"], n=n, **found) if n else ""


def _revised(r: Reading, row: Row) -> str:
    """What the budget of a row of execution was at first; "" where it still is."""
    key = {name: row[name] for name in ("programme_id", "fiscal_year")}
    for budget in r.part("rows_budgets", Part(tuple(key.items()))):
        if budget["initial_yen"] != row["budget_yen"]:
            day = r.date(budget["revised_on"]) if budget["revised_on"] else r.t("day not known")
            return r.t(NOTES["revised"], initial=r.money(budget["initial_yen"]), date=day)
    return ""


def uneven(r: Reading, rows: Iterable[Row]) -> str:
    """What it means that a row has less of a stage than of the next; "" where none has."""
    pairs = ((row[earlier], row[later]) for row in rows for earlier, later in pairwise(terms.STAGES))
    rises = any(before < after for before, after in pairs if None not in (before, after))
    return r.t(NOTES["uneven"]) if rises else ""


def actions(r: Reading) -> str:
    """The query that has the actions in words: internally with who does them."""
    return "meeting_actions" if r.is_internal else "rows_actions"


def kept(r: Reading, states: Mapping[str, int]) -> str:
    """How much of what meetings decided is done, late and open, from BY_STATE of action_list; "" for none."""
    found = {one: states.get(one, 0) for one in ("done", "late", "open")}
    return r.t(NOTES["kept"], n=sum(found.values()), **found) if any(found.values()) else ""


def closing(r: Reading, project: Row) -> str:
    """The line that closes a project; that there is none where it has ended; "" of any other."""
    none = r.t(NOTES["not_closed"]) if project["status"] in terms.ENDED else ""
    return r.pick(project, "closing") or none


def came_of_it(r: Reading, counts: Mapping[str, int]) -> str:
    """How many of those that ended have a closing line or were looked at, and what was found last, from COUNTS."""
    found = {r.word("follow_ups", "state", one): counts[f"of_{one}"] for one in FOUND}
    states = (r.labelled(label, n) for label, n in found.items() if n)
    of_ended = {one: r.ratio(counts[one], counts["ended"]) for one in ("closed", "looked")}
    projects = r.counted("project", sum(found.values()))
    return r.sentences(
        r.t(NOTES["closed"], **of_ended) if counts["ended"] else "",
        r.t(NOTES["looked"], projects=projects, states=commas(states, r.lang)) if any(found.values()) else "",
    )
