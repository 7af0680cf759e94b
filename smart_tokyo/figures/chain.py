"""One project, to which the reading is narrowed, from the issue that it answers to what came of it: five steps."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from smart_tokyo import formats, schema, texts
from smart_tokyo.figures import ahead
from smart_tokyo.figures.reading import Reading, Row
from smart_tokyo.terms import KNOWN, limit_beside, no_value

NOTES = texts("notes")["chain"]
MOST = 3  # issues and KPIs that a step names; the others are counted


class Fact(NamedTuple):
    """What is known of a step in a few words, and what else there is to say of it."""

    said: str
    more: Sequence[str] = ()


class Step(NamedTuple):
    """A step: its name in the code, what it is called, and what is known of it, or that nothing is.

    `numbers`: those that it shows, each by query and column.
    """

    key: str
    title: str
    facts: Sequence[Fact]
    numbers: Sequence[tuple[str, str]] = ()


def steps(r: Reading, project: Row) -> list[Step]:
    """The steps of a project (a row of project_detail) in their order."""
    levels = schema.field("kpis", "level").enum
    return [
        Step("issue", r.t("Issue"), _issue(r, project)),
        _money(r),
        *(Step(level, r.word("kpis", "level", level), _results(r, level)) for level in levels),
        Step("afterwards", r.t("After the grant"), [*_afterwards(r, project)]),
    ]


def issues(r: Reading) -> Sequence[Row]:
    """The issues that led to the project, from issue_journey; the public has them, but not what they led to."""
    return r.rows("issue_journey") if r.is_internal else ()


def _issue(r: Reading, project: Row) -> list[Fact]:
    theme = r.labelled(r.t("Theme"), r.name("theme", project["theme"]))
    found = _named(r, "issue", issues(r), lambda row: _raised(r, row))
    return found or [Fact(r.t(NOTES["no_issue"]), (theme,))]


def _named(r: Reading, noun: str, rows: Sequence[Row], fact: Callable[[Row], Fact]) -> list[Fact]:
    """The first MOST of the rows, each by its fact, and how many there are besides."""
    found = [fact(row) for row in rows[:MOST]]
    if len(rows) > MOST:
        found.append(Fact(r.t(NOTES["more"], besides=r.counted(noun, len(rows) - MOST))))
    return found


def _raised(r: Reading, row: Row) -> Fact:
    town = r.name("municipality", row["municipality_code"])
    return Fact(r.title(row), (row["issue_id"], town, r.t("raised {date}", date=r.date(row["issue_on"]))))


def _money(r: Reading) -> Step:
    title = r.t("Money")
    coverage, (grants,) = r.one("grant_coverage"), r.rows("project_list")
    total = coverage["grant_years"]
    if not total:
        return Step("money", title, [Fact(r.t("There is no grant year for this project in the data."))])
    amounts = {name: r.one("programme_totals")[name] for name in ("decided_yen", "settled_yen")}
    said, limit = {name: r.money(yen) for name, yen in amounts.items()}, limit_beside(grants)
    # settled "of" what was decided only where both are of the same grants
    apart = any(
        row["decided_yen"] is None and row["settled_yen"] is not None for row in r.rows("grant_ledger")
    )
    is_whole, more = None not in amounts.values() and not apart, {}
    for name in amounts:
        known = coverage[KNOWN[name]]
        of = r.t("{done} of {total} grant years", done=known, total=total)
        part = r.t("known for {ratio}", ratio=of) if 0 < known < total else ""
        if part or not is_whole:
            more[name] = part if is_whole else said[name] + r.aside(part)
    more["limit_yen"] = r.t("not known for all") if limit is None else r.money(limit)
    lines = [r.labelled(r.named(name), value) for name, value in more.items()]
    if is_whole:
        lines = [r.t(NOTES["settled"], settled=said["settled_yen"], decided=said["decided_yen"]), *lines]
    numbers = [("programme_totals", name) for name in amounts]
    if limit is not None:
        of_some = limit == grants["compared_limit_yen"]
        limits = ("programme_totals", "limit_yen"), ("grant_coverage", "compared_limit_yen")
        numbers.append(limits[of_some])
    return Step("money", title, [Fact(lines[0], lines[1:])], numbers)


def _results(r: Reading, level: str) -> list[Fact]:
    every, costs = r.rows("kpi_list"), {row["kpi_id"]: row for row in r.rows("unit_costs")}
    if not every:
        return [Fact(r.t("No KPI is published for this project."))]
    rows = [row for row in every if row["level"] == level]
    unmarked = sum(formats.missing(row["level"]) for row in every)
    others = [r.t(NOTES["unmarked"], kpis=r.counted("kpi", unmarked))] if unmarked else ()
    found = _named(r, "kpi", rows, lambda row: _result(r, row, costs))
    return found or [Fact(r.t(NOTES["no_kpi"]), others)]


def _result(r: Reading, row: Row, costs: Mapping[str, Row]) -> Fact:
    """A KPI by its latest value against its target, with its name, the day, and what was settled for each unit."""
    name = r.title({**row, "project_status": None}, "name")
    latest, target = (
        None if formats.missing(row[f"{what}_value"]) else r.qualified(row[f"{what}_value"], row, qualifier)
        for what, qualifier in (("latest", "latest_qualifier"), ("target", ""))
    )
    goal = r.t("no target published") if target is None else r.t("target {value}", value=target)
    more = [name]
    if row["latest_on"]:
        more.append(r.date(row["latest_on"]))
    cost = costs.get(row["kpi_id"])
    if cost and cost["unit_cost_yen"]:  # 0 is less than a yen, or nothing was settled
        yen = formats.exact_yen(cost["unit_cost_yen"], r.lang)
        more.append(r.t(NOTES["cost"], cost=yen, unit=r.pick(cost, "unit")))
    return Fact((latest or r.t(no_value(row))) + r.aside(goal), more)


def _afterwards(r: Reading, project: Row) -> Iterator[Fact]:
    found, closing = r.rows("rows_follow_ups"), ahead.closing(r, project)
    if found:
        last = max(found, key=lambda row: row["checked_on"])
        paid_by = r.pick(last, "paid_by") or r.unknown
        said = r.labelled(r.called("rows_follow_ups", "paid_by_ja"), paid_by)
        yield Fact(r.word("follow_ups", "state", last["state"]), (r.date(last["checked_on"]), said))
    elif not closing:
        yield Fact(r.t(NOTES["running"]))
    else:
        yield Fact(r.t(NOTES["not_looked_at"]))
    if closing:
        yield Fact("", (closing,))
