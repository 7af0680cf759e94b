"""The checks one by one, what fails first, and the rows of the ledger behind them."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo import N_, formats, terms, texts
from smart_tokyo.figures import Row
from smart_tokyo.rules import RULES, rule_name
from smart_tokyo.view.frame import Listed, Page, choices, commas, plain, url, whole
from smart_tokyo.view.pages.rules.outcomes import outcome
from smart_tokyo.view.parts import columns, lineage, phrases, table, worded
from smart_tokyo.view.subjects import one_project, rules
from smart_tokyo.view.subjects.money import limit_columns, stage_columns

ROWS = 20
PARTS: dict[str, str] = texts("rules")["parts"]
MISSING = {True: N_("missing: {parts}"), False: N_("not known: {parts}")}  # by members_complete
DATES = ("requested_on", "decided_on", "settled_on", "paid_on")  # of a grant, in order
OF_PROJECT = ("programme_id", "title_ja", "title_en", "status", "confidence", "start_fy", "end_fy")
OF_LIST = ("why", "place")  # columns of check_list that say something of the list


def compared(page: Page, row: Row) -> tuple[str, str, str]:
    """The two things that a check compares and what is left to the bound, as a reader sees them.

    `row`: of check_list with the project's start_fy and end_fy, the columns of consortium_parts and of grant_dates.
    """
    rule = RULES[row["rule"]]
    if rule.kind in _BY_KIND:
        return *_BY_KIND[rule.kind](page, row), "–"
    actual, bound = (rules.number(page, row["rule"], row[name]) for name in ("actual", "bound"))
    if rule.kind != "yen":
        return actual, bound, "–"
    if formats.missing(row["actual"]) or formats.missing(row["bound"]):
        return actual, bound, page.t("cannot be computed")
    return actual, bound, formats.exact_yen(row["bound"] - row["actual"], page.lang)


def _members(page: Page, row: Row) -> tuple[str, str]:
    if formats.missing(row["has_lead"]):  # no consortium
        return "–", "–"
    known, missing = (
        commas((page.t(text) for key, text in PARTS.items() if bool(row[key]) is there), page.lang)
        for there in (True, False)
    )
    said = known or page.t("none")
    if missing:
        said += page.aside(page.t(MISSING[bool(row["members_complete"])], parts=missing))
    return said, commas(map(page.t, PARTS.values()), page.lang)


def _dates(page: Page, row: Row) -> tuple[str, str]:
    dates = [str(one) for one in RULES[row["rule"]].compared]
    known = [f"{page.named(one)} {page.date(row[one])}" for one in dates if not formats.missing(row[one])]
    return commas(known, page.lang) or "–", page.t("one after the other")


def _day(page: Page, row: Row) -> tuple[str, str]:
    (column,) = RULES[row["rule"]].compared
    year = int(row["fiscal_year"])
    first, last = page.date(dt.date(year, 4, 1)), page.date(dt.date(year + 1, 3, 31))
    return page.date(row[str(column)]), f"{first} – {last}"


def _year(page: Page, row: Row) -> tuple[str, str]:
    return whole(page.fiscal_year(row["fiscal_year"])), whole(page.period(row))


_BY_KIND = {"members": _members, "dates": _dates, "day_of_year": _day, "year_of_project": _year}


def checks(page: Page) -> None:
    """The checks that the reader asks for, a page at a time; of one project, its ledger rows too."""
    st.header(page.t("The checks one by one"), anchor=False)
    names = {name: rule.name[page.lang] for name, rule in RULES.items()}
    outcomes = {str(key): outcome(page, key) for key in terms.OUTCOMES}
    left, middle, right = st.columns([3, 2, 4])
    choose = partial(choices.choose, page)
    wanted = {
        "rule": choose("rule", page.t("rule"), page.named("rule"), names, into=left),
        "outcome": choose("outcome", page.t("outcome"), page.named("outcome"), outcomes, into=middle),
        "project_id": one_project.choose(
            page, "project", page.t("Project"), lambda row: page.pick(row, "title"), into=right
        ),
    }
    where: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    rows = page.listed("check_list", **where)
    st.caption(page.t(texts("notes")["rules"]["order"], checks=page.counted("check", len(rows))))
    shown = choices.paged(page, rows, ROWS, "check_page")
    if not shown:
        page.nothing(page.t("No check of this selection has that outcome."))
    else:
        _list(page, with_what_is_compared(page, shown), _every(page, rows))
        lineage.links(page, "rule_findings", "actual", "bound")
    if wanted["project_id"] is not None:
        ledger_rows(page, wanted["project_id"])


def with_what_is_compared(page: Page, shown: Sequence[Row]) -> list[Row]:
    """Rows of check_list, each with its project, and what is known of its consortium and of its grant's dates."""
    ids = tuple({row["project_id"] for row in shown})
    parts, dates = (
        page.listed(query, project_id=ids).some() for query in ("consortium_parts", "grant_dates")
    )
    of_project = one_project.by_id(page, ids)
    of_consortium = {row["project_id"]: row for row in parts}
    of_grant = {(row["project_id"], row["fiscal_year"]): row for row in dates}
    unknown: Row = dict.fromkeys((*DATES, "has_lead"))
    return [
        {
            **unknown,
            **of_consortium.get(row["project_id"], {}),
            **of_grant.get((row["project_id"], row["fiscal_year"]), {}),
            **of_project[row["project_id"]],
            **row,
        }
        for row in shown
    ]


def _every(page: Page, rows: Listed) -> Callable[[], Sequence[Row]]:
    """What reads the checks for a file, each with its project."""
    checks, projects = rows.every, page.listed("project_list", params=one_project.YEARS).every

    def read() -> list[Row]:
        known = {row["project_id"]: {name: row[name] for name in OF_PROJECT} for row in projects()}
        return [
            {name: value for name, value in row.items() if name not in OF_LIST} | known[row["project_id"]]
            for row in checks()
        ]

    return read


def _list(page: Page, shown: Sequence[Row], every: Callable[[], Sequence[Row]]) -> None:
    def found(row: Row) -> str:
        why = f"  \n:small[{page.t(rules.REASONS[row['why']])}]" if row["why"] else ""
        return whole(outcome(page, row["outcome"])) + why

    columns = (
        worded(page.called("rule_findings", "outcome"), found),
        worded(page.t("Rule, project and fiscal year"), lambda row: _check(page, row)),
        worded(page.t("Compared"), lambda row: beside(page, row["rule"], *compared(page, row))),
    )
    alt = page.t("The checks with outcome, what is compared, and headroom")
    table(page, "checks", shown, columns, alt, every=every)


def beside(page: Page, rule: str, actual: str, bound: str, left: str) -> str:
    """The two numbers of a check and the headroom, each on a line under its name."""
    names = rules.compared_names(page, RULES[rule])
    names = names or [page.called("rule_findings", name) for name in ("actual", "bound")]
    lines = list(zip(names, (actual, bound), strict=True))
    if left != "–":
        money = RULES[rule].kind == "yen"
        lines.append((page.t("Headroom to the bound") if money else page.t("Left to the bound"), whole(left)))
    return "  \n".join(page.labelled(label, value) for label, value in lines)


def _check(page: Page, row: Row) -> str:
    """The rule, the project with the way to its page, the year, and the way to the row of the ledger."""
    note = page.t(" (inferred)") if row["confidence"] == "inferred" else ""
    whole_project = formats.missing(row["fiscal_year"])
    year = page.t("project as a whole") if whole_project else page.fiscal_year(row["fiscal_year"])
    params = urlencode(url.at_the_start(project=str(row["project_id"])))
    ledger = f"[{whole(page.t('Rows of the ledger'))}](rules?{params})"
    return (
        f"**{rule_name(row['rule'], page.lang)}**  \n{phrases.project_link(page, row)}{note}  \n"
        f":small[{plain(row['project_id'])} ・ {whole(year)} ・ {ledger}]"
    )


def ledger_rows(page: Page, project: str) -> None:
    """The grant rows of one project as the ledger has them: amounts, limits and dates."""
    grants, dates = (page.rows(query, project_id=project) for query in ("grant_ledger", "grant_dates"))
    st.subheader(page.t("Rows of the ledger") + page.aside(plain(project)), anchor=False)
    if not grants:
        page.nothing(page.t("There is no grant year in this selection."))
        return
    shown = columns.of(page, "grant_dates", "fiscal_year", *DATES)
    title = page.t("Amounts of the project's grants by fiscal year")
    table(page, "ledger_amounts", grants, stage_columns(page), title)
    title = page.t("Limits of the project's grants by fiscal year")
    table(page, "ledger_limits", grants, limit_columns(page), title)
    table(page, "ledger_dates", dates, shown, page.t("Dates of the project's grants by fiscal year"))
    lineage.links(page, "grant_ledger", "limit_yen", "headroom_yen", over={"project_id": project})
    page.link("projects", page.t("To the project"), icon=":material/arrow_forward:", project=project)
