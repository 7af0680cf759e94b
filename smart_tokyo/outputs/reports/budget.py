"""Money ahead, as sections of a report: what of a budget is used, by month too, and what may be settled by 31 March."""

from collections.abc import Iterable, Iterator
from functools import partial
from operator import itemgetter

from smart_tokyo.figures import Reading, ahead
from smart_tokyo.outputs.documents.document import Column, Section, Table
from smart_tokyo.outputs.reports import common
from smart_tokyo.outputs.reports.common import Row


def sections(r: Reading) -> Iterator[Section]:
    """What of each budget is used, and what may be settled by 31 March beside what earlier outlooks would have said.

    The newest year comes first: slides show the rows that have room.
    """
    known = [row for row in r.rows("execution") if row["budget_yen"] is not None]
    budgets, past = (
        sorted(rows, key=lambda row: -row["fiscal_year"]) for rows in (known, r.rows("outlook_past"))
    )
    programme = (Column(r.t("Programme"), width=2.2), lambda row: r.name("programme", row["programme_id"]))
    year = common.shown(r, "grant_ledger", "fiscal_year", 1.35)
    if budgets:
        amounts, rates = (
            [common.shown(r, "execution", column, 1.4) for column in columns]
            for columns in (ahead.HOW_MUCH, ahead.HOW_USED)
        )
        part = (
            Column(programme[0].label, width=2.2),
            lambda row: programme[1](row) + r.aside(ahead.in_part(r, row)),
        )
        used = common.table(
            r.t("What of the budget is used and left"),
            budgets,
            part,
            year,
            *rates,
            note=r.t(ahead.NOTES["sums"]),
        )
        yield common.listed(
            r.t("Budget and how it is used"),
            budgets,
            "",
            part,
            year,
            *amounts,
            said=ahead.used(r, known),
            over=r.t("From the budget to the payment by programme and fiscal year"),
            more=(used,),
        )
        if months := [*_months(r, known)]:
            yield Section(
                r.t("Rates by month, against earlier years"),
                tuple(said for said, _ in months),
                tables=tuple(one for _, one in months),
            )
    if past:
        yield common.listed(
            r.t("Outlook for 31 March"),
            past,
            "",
            programme,
            year,
            *(common.shown(r, "outlook_past", column, 1.4) for column in ahead.PAST),
            (Column(r.t("What happened"), width=1.4), partial(ahead.came, r)),
            said=[*(ahead.expected(r, row) for row in r.rows("outlook")), ahead.held(r, past)],
            over=r.t("What an outlook on 31 December would have said of earlier years, and what was settled"),
        )


def _months(r: Reading, budgets: Iterable[Row]) -> Iterator[tuple[str, Table]]:
    """How far each rate of each programme has come by its last month, and the rates by month of its newest years."""
    years = ahead.by_programme(budgets)
    for programme, rows in ahead.by_programme(r.rows("execution_course")).items():
        for rate in ahead.RATES:
            if newest := ahead.newest(rows, rate):
                what = r.called("execution_course", rate)
                title = r.t("{what} by month: {name}", what=what, name=r.name("programme", programme))
                months = ahead.by_month(r, newest, rate)
                month = common.shown(r, "execution_course", "month", 1.6)
                of = (
                    (Column(r.fiscal_year(one), "permille"), itemgetter(one))
                    for one in months[0]
                    if one != "month"
                )
                said = ahead.course(r, newest, rate, years.get(programme, ()))
                yield (
                    r.labelled(title, said),
                    common.table(title, months, month, *of, slide=False),  # a meeting has twelve slides
                )
