"""The funding report: what was asked for, decided, settled and paid, declared once for all formats."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from smart_tokyo import formats, texts
from smart_tokyo.figures import Reading, ahead, plan
from smart_tokyo.outputs.documents.document import Chart, Column, Document, KeyFigure, Section
from smart_tokyo.outputs.reports import budget, common
from smart_tokyo.outputs.reports.common import Row, Shown
from smart_tokyo.rules import MONEY_UNCHECKED, RULES, money_unchecked, rule_name
from smart_tokyo.terms import COUNTED, KNOWN, OUTCOMES, STAGES, Outcome, limit_beside, of_all_rules

SAYS = texts("notes")["reports"]
INFERRED = texts("notes")["funding"]["inferred"]

MANY = 12  # bars of a chart; the table has all
GROUPS = {key: title for key, (_, title) in texts("notes")["funding"]["groups"].items()}
DEFINED = (
    *("grant_year", *STAGES, "limit_yen", "headroom_yen", "projects_granted", "not_assessed"),
    *("budget_yen", "paid_permille", "undecided_yen", "unused_yen", "outlook"),
)


def report(r: Reading) -> Document:
    """The funding report of the selection."""
    return common.document(r, r.t("Funding report"), _sections(r), (common.filters(r),), DEFINED)


def _sections(r: Reading) -> Iterator[Section]:
    totals, coverage = r.one("programme_totals"), r.one("grant_coverage")
    if not totals["projects"]:
        yield common.nothing(r)
    elif not coverage["grant_years"]:
        yield Section(r.t("Summary"), (r.t("There is no grant year in this selection."),))
    else:
        stages = r.rows("funding_stages")
        yield _summary(r, totals, coverage)
        yield _known(r, coverage)
        yield _by_year(r, stages)
        yield from budget.sections(r)
        yield from (_by_group(r, stages, dimension, r.t(title)) for dimension, title in GROUPS.items())
        yield from _grants(r, coverage)
        yield _rules(r)
        year = common.shown(r, "grant_ledger", "fiscal_year", 1.35)
        changed = common.changes(r, "grant", r.rows("grant_ledger"), _project(r), year)
        said = plan.amounts(r, r.one("plan_summary"))
        yield from common.plan_and_now(r, said, "amount_difference", changed)


def _summary(r: Reading, totals: Row, coverage: Row) -> Section:
    t = r.t

    def amount(column: str, absent: str) -> KeyFigure:
        done, total = coverage[KNOWN[column]], coverage["grant_years"]
        known = t("{done} of {total} known", done=done, total=total)
        return KeyFigure(common.in_total(r, column), totals[column], "yen", known, absent)

    computed = t("cannot be computed")
    figures = (
        *(amount(column, r.unknown) for column in (*STAGES, "eligible_expense_yen")),
        *(amount(column, computed) for column in ("limit_yen", "headroom_yen")),
        KeyFigure(r.called("grant_coverage", "grant_years"), coverage["grant_years"], "count"),
    )
    decided, paid = r.money(totals["decided_yen"]), r.money(totals["paid_yen"])
    said = [
        t("Decided: {decided}. Paid: {paid}.", decided=decided, paid=paid),
        r.withdrawn(r.rows("decided_by_status")),
    ]
    if coverage["compared"]:
        text = t(
            SAYS["compared"],
            n=coverage["compared"],
            total=coverage["grant_years"],
            decided=r.money(coverage["compared_decided_yen"]),
            limit=r.money(coverage["compared_limit_yen"]),
            share=formats.permille(coverage["compared_permille"]),
        )
        said.append(text)
    if coverage["inferred"]:
        said.append(t(INFERRED, **coverage))
    return Section(t("Summary"), (r.sentences(*said), *ahead.brief(r)), figures)


def _known(r: Reading, coverage: Row) -> Section:
    t, total = r.t, coverage["grant_years"]
    known = {amount: coverage[KNOWN[amount]] for amount in (*STAGES, "eligible_expense_yen", "limit_yen")}
    return common.listed(
        t("What is known"),
        tuple(known),
        "",
        (Column(t("Amount"), width=2), r.named),
        (Column(t("Grant years, amount known"), "count", 1.4), known.get),
        (Column(t("Grant years, amount unknown"), "count", 1.4), lambda amount: total - known[amount]),
        common.shown(r, "grant_coverage", "grant_years", of=lambda amount: total, kind="count"),
        said=t(SAYS["sums"]),
        over=t("Known amounts by stage"),
        slide=False,  # a meeting has twelve slides; the tiles of the summary say it too
    )


def _by_year(r: Reading, stages: Iterable[Row]) -> Section:
    rows = [{**row, "fiscal_year": int(row["id"])} for row in stages if row["dimension"] == "fiscal_year"]
    rows.sort(key=lambda row: row["fiscal_year"])
    title = r.t("Requested, decided, settled and paid by fiscal year")
    year = common.shown(r, "grant_ledger", "fiscal_year", 1.35)
    over = r.t("Amounts by fiscal year, in yen")
    return _totals(r, title, common.money_bars(r, title, rows), over, rows, year, ahead.uneven(r, rows))


def _by_group(r: Reading, stages: Iterable[Row], dimension: str, title: str) -> Section:
    rows = sorted(
        (row for row in stages if row["dimension"] == dimension),
        key=lambda row: (row["decided_yen"] is None, -(row["decided_yen"] or 0), row["id"]),
    )

    def name(row: Row) -> str:
        return r.name(dimension, row["id"])

    what = r.t("{what}: decided and paid", what=title)
    chart = common.money_bars(r, what, rows[:MANY], "bars", name, ("decided_yen", "paid_yen"), title)
    largest = r.t("The chart shows the {n} largest of {total}.", n=MANY, total=len(rows))
    said = largest if len(rows) > MANY and chart.known else ""
    over = r.t("{what}, in yen", what=title)
    return _totals(r, title, chart, over, rows, (Column(title, width=1.6), name), said)


def _totals(
    r: Reading, title: str, chart: Chart, over: str, rows: list[Any], first: Shown, said: str = ""
) -> Section:
    return common.listed(
        title,
        rows,
        "",
        first,
        common.shown(r, "funding_stages", "projects", 0.8),
        *common.amounts(r),
        common.shown(r, "funding_stages", "limit_yen", 1.4, limit_beside, "yen", r.t("not known for all")),
        common.shown(r, "funding_stages", "limit_unknown"),
        said=said,
        over=over,
        chart=chart,
    )


def _project(r: Reading) -> Shown:
    projects = {row["project_id"]: r.title(row) for row in r.rows("project_list")}
    return Column(r.t("Project"), width=3.2), lambda row: projects[row["project_id"]]


def _grants(r: Reading, coverage: Row) -> Iterator[Section]:
    t, rows = r.t, r.rows("grant_ledger")
    columns: list[Shown] = [_project(r), *common.grant(r)]
    over, every = t("Grants over their limit"), t("All grants")
    said = t("Decision and limit: no grant year of which both are known.")
    if coverage["compared"]:
        said = t(SAYS["over_limit"], **coverage)
    beyond = [row for row in rows if (row["headroom_yen"] or 0) < 0]
    latest = sorted(rows, key=lambda row: (-row["fiscal_year"], row["project_id"]))
    yield common.listed(over, beyond, "", *columns, said=said, over=t("{what}, in yen", what=over))
    yield common.listed(every, latest, "", *columns, over=t("{what}, in yen", what=every), slide=False)


def _rules(r: Reading) -> Section:
    found = {row["rule"]: row for row in r.rows("rule_summary")}
    order = [*(rule for rule in RULES if rule in found), *sorted(found.keys() - RULES)]
    outcomes: tuple[Outcome, ...] = ("pass", "warn", "fail", "not_assessed")
    return rules(
        r,
        r.t("Rules of the programmes"),
        [found[rule] for rule in order],
        found.values(),
        r.t("Results by rule"),
        common.shown(r, "rule_summary", "checked"),
        *((Column(r.t(OUTCOMES[one]), "count"), COUNTED[one]) for one in outcomes),
    )


def rules(
    r: Reading, title: str, rows: Sequence[Row], summary: Collection[Row], over: str, *columns: Shown
) -> Section:
    """Rows about rules under what came of all checks, which is in a rule_summary."""
    rule = common.shown(r, "rule_summary", "rule", 2.4, lambda row: rule_name(row["rule"], r.lang))
    sums = of_all_rules(summary)
    said = r.t(SAYS["no_check"])
    if sums["checked"]:
        unchecked = r.t(MONEY_UNCHECKED) if money_unchecked(summary) else ""
        said = r.sentences(r.t(SAYS["checks" if sums["not_assessed"] else "all_checks"], **sums), unchecked)
    return common.listed(title, rows, "", rule, *columns, said=said, over=over)
