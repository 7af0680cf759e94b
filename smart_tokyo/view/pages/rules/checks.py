"""The checks one by one, what fails first, and the rows of the ledger behind them."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.rules import RULES, rule_name
from smart_tokyo.terms import OUTCOMES
from smart_tokyo.view.frame import choices, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain, whole
from smart_tokyo.view.pages.rules.outcomes import outcome
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import worded
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.money import limit_columns, stage_columns
from smart_tokyo.view.subjects.rules import REASONS, compared_names, number, reasons
from smart_tokyo.words import N_

ROWS = 20
PARTS = {
    "has_lead": N_("lead"),
    "has_local_government": N_("local government"),
    "has_partner": N_("university or company"),
}
MISSING = {True: N_("missing: {parts}"), False: N_("not known: {parts}")}  # by members_complete
DATES = ("requested_on", "decided_on", "settled_on", "paid_on")  # of a grant, in order


def explained(page: Page, projects: pd.DataFrame) -> pd.DataFrame:
    """Every row of rule_findings with its programme and, where it is not assessed, why: `_why`, a key of REASONS."""
    found = page.figure("rule_findings").merge(projects[["project_id", "programme_id"]], on="project_id")
    return found.assign(_why=reasons(found, page.figure("programme_rules"), page.figure("consortium_parts")))


def worst_first(rows: pd.DataFrame) -> pd.DataFrame:
    """What fails first, then what is to be looked at, passes, is not assessed; then rule, newest year, project."""
    order, rules = list(OUTCOMES), list(RULES)
    return rows.assign(
        _place=rows["outcome"].map(order.index),
        _rule=rows["rule"].map(rules.index),
        _year=-rows["fiscal_year"].fillna(9999).astype("int64"),
    ).sort_values(["_place", "_rule", "_year", "project_id"], kind="stable")


def compared(page: Page, row: Mapping[str, Any]) -> tuple[str, str, str]:
    """The two things that a check compares and what is left to the bound, as a reader sees them.

    `row`: of rule_findings with the project's start_fy and end_fy, the columns of consortium_parts and of grant_dates.
    """
    rule = RULES[row["rule"]]
    if rule.kind in _BY_KIND:
        return *_BY_KIND[rule.kind](page, row), "–"
    actual, bound = (number(page, row["rule"], row[name]) for name in ("actual", "bound"))
    if rule.kind != "yen":
        return actual, bound, "–"
    if formats.missing(row["actual"]) or formats.missing(row["bound"]):
        return actual, bound, page.t("cannot be computed")
    return actual, bound, formats.exact_yen(row["bound"] - row["actual"], page.lang)


def _members(page: Page, row: Mapping[str, Any]) -> tuple[str, str]:
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


def _dates(page: Page, row: Mapping[str, Any]) -> tuple[str, str]:
    dates = [str(one) for one in RULES[row["rule"]].compared]
    known = [f"{page.named(one)} {page.date(row[one])}" for one in dates if not formats.missing(row[one])]
    return commas(known, page.lang) or "–", page.t("one after the other")


def _day(page: Page, row: Mapping[str, Any]) -> tuple[str, str]:
    (column,) = RULES[row["rule"]].compared
    year = int(row["fiscal_year"])
    first, last = page.date(dt.date(year, 4, 1)), page.date(dt.date(year + 1, 3, 31))
    return page.date(row[str(column)]), f"{first} – {last}"


def _year(page: Page, row: Mapping[str, Any]) -> tuple[str, str]:
    span = formats.years(row["start_fy"], row["end_fy"], page.lang)
    return whole(page.fiscal_year(row["fiscal_year"])), whole(span)


_BY_KIND = {"members": _members, "dates": _dates, "day_of_year": _day, "year_of_project": _year}


def checks(page: Page, rows: pd.DataFrame, projects: pd.DataFrame) -> None:
    """The checks (`explained`) that the reader asks for, a page at a time; of one project, its ledger rows too."""
    st.header(page.t("The checks one by one"), anchor=False)
    titles = {row["project_id"]: page.pick(row, "title") for row in phrases.records(projects)}
    names = {name: rule.name[page.lang] for name, rule in RULES.items()}
    outcomes = {str(key): outcome(page, key) for key in OUTCOMES}
    left, middle, right = st.columns([3, 2, 4])
    choose = partial(choices.choose, page)
    wanted = {
        "rule": choose("rule", page.t("rule"), page.named("rule"), names, into=left),
        "outcome": choose("outcome", page.t("outcome"), page.named("outcome"), outcomes, into=middle),
        "project_id": choose("project", page.t("project"), page.t("Project"), titles, into=right),
    }
    for column, value in wanted.items():
        rows = rows if value is None else rows[rows[column] == value]
    st.caption(
        page.t(
            "{checks}. What fails comes first. Amounts to the yen; headroom is the bound less the actual.",
            checks=phrases.counted(page.lang, "check", len(rows)),
        )
    )
    all_rows = worst_first(rows).merge(
        projects[["project_id", "title_ja", "title_en", "status", "confidence", "start_fy", "end_fy"]],
        on="project_id",
    )
    shown = choices.paged(page, all_rows, ROWS, "check_page")
    if shown.empty:
        page.nothing(page.t("No check of this selection has that outcome."))
    else:
        _list(page, shown, all_rows)
        lineage.links(page, "rule_findings", "actual", "bound")
    if wanted["project_id"] is not None:
        ledger_rows(page, wanted["project_id"])


def _list(page: Page, shown: pd.DataFrame, all_rows: pd.DataFrame) -> None:
    dates = page.figure("grant_dates").drop(columns="source_id")
    shown = shown.merge(page.figure("consortium_parts"), how="left", on="project_id")
    shown = shown.merge(dates, how="left", on=["project_id", "fiscal_year"])

    def found(row: Mapping[str, Any]) -> str:
        why = f"  \n:small[{page.t(REASONS[row['_why']])}]" if row["_why"] else ""
        return outcome(page, row["outcome"]) + why

    columns = (
        worded(page.called("rule_findings", "outcome"), found),
        worded(page.t("Rule, project and fiscal year"), lambda row: _check(page, row)),
        worded(page.t("Compared"), lambda row: beside(page, row["rule"], *compared(page, row))),
    )
    alt = page.t("The checks with outcome, what is compared, and headroom")
    table(page, "checks", shown, columns, alt, all_rows=all_rows)


def beside(page: Page, rule: str, actual: str, bound: str, left: str) -> str:
    """The two numbers of a check and the headroom, each on a line under its name."""
    names = compared_names(page, RULES[rule])
    names = names or [page.called("rule_findings", name) for name in ("actual", "bound")]
    lines = list(zip(names, (actual, bound), strict=True))
    if left != "–":
        money = RULES[rule].kind == "yen"
        lines.append((page.t("Headroom to the bound") if money else page.t("Left to the bound"), left))
    return "  \n".join(phrases.labelled(page, label, value) for label, value in lines)


def _check(page: Page, row: Mapping[str, Any]) -> str:
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
    grants, dates = (page.figure(query, project_id=project) for query in ("grant_ledger", "grant_dates"))
    st.markdown(f"**{page.t('Rows of the ledger')}** {plain(project)}")
    if grants.empty:
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
