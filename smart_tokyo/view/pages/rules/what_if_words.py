"""The answer of what-if in words. Pure: rows of the query `what_if`, the programme's terms and what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from smart_tokyo import formats
from smart_tokyo.palette import OUTCOME_MARK
from smart_tokyo.rules import rule_name
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain, sentences
from smart_tokyo.view.parts import phrases
from smart_tokyo.words import N_

Rows = Sequence[Mapping[str, Any]]
Terms = Mapping[str, Any]  # a row of programme_rules
OWN_NAMES = {
    "request": N_("Request"),
    "programme_years": N_("Within the programme’s years"),
}
ORDER = ("cap", "rate", "request", "duration", "consecutive", "programme_years", "project_years")


def name(page: Page, rule: str) -> str:
    """The name of a rule of what_if."""
    return page.t(OWN_NAMES[rule]) if rule in OWN_NAMES else rule_name(rule, page.lang)


def money(page: Page, yen: Any) -> str:
    """Yen exactly, and in the reader's unit where that says it shorter: `¥30,000,000 (30.0 million yen)`."""
    exact, short = formats.exact_yen(yen, page.lang), page.money(yen)
    return exact if page.unit == "yen" or short == exact else exact + phrases.aside(page.lang, short)


def said(page: Page, rows: Rows, programme: Terms, given: Terms) -> str:
    """The largest possible grant in a sentence."""
    possible, year = rows[0]["possible_yen"], page.fiscal_year(given["fiscal_year"])
    if formats.missing(possible):
        return page.t("The largest possible grant cannot be computed.")
    if possible == 0:
        return page.t("No grant is possible in {year}.", year=year)
    return page.t("At most {amount} in {year}.", amount=money(page, possible), year=year)


def binding(page: Page, rows: Rows, programme: Terms, given: Terms) -> str:
    """Which rules bind and why; and what could not be applied."""
    parts = []
    broken = [row for row in rows if row["outcome"] == "fail"]
    binds = [row["rule"] for row in sorted(rows, key=lambda row: ORDER.index(row["rule"])) if row["binds"]]
    if broken:
        parts += [_broken(page, row) for row in broken]
    elif binds:
        names = commas((f"**{name(page, rule)}**" for rule in binds), page.lang)
        parts.append(page.t("What binds: {rules}.", rules=names))
    else:
        parts.append(
            page.t(
                "**{programme}** sets neither a cap nor a rate that could be applied, and no request is given.",
                programme=plain(page.pick(programme, "name")),
            )
        )
    if formats.missing(given["eligible_expense_yen"]) and not formats.missing(
        programme["subsidy_rate_percent"]
    ):
        parts.append(
            page.t(
                "Without the eligible expense the subsidy rate is not applied; the grant may have to be smaller."
            )
        )
    return sentences(parts, page.lang)


def _broken(page: Page, row: Mapping[str, Any]) -> str:
    """Why a rule about years allows nothing."""
    if row["rule"] == "duration":
        return page.t(
            "**{rule}**: it would be fiscal year {n} with a decision, and the programme allows {most}.",
            rule=name(page, "duration"),
            n=row["actual"],
            most=row["bound"],
        )
    if row["rule"] == "consecutive":
        return page.t(
            "**{rule}**: between the earlier years and this one is a gap; of {span} fiscal years only {n} would have "
            "a decision.",
            rule=name(page, "consecutive"),
            span=row["actual"],
            n=row["bound"],
        )
    return page.t("**{rule}**: the fiscal year is outside them.", rule=name(page, row["rule"]))


def says(page: Page, row: Mapping[str, Any], programme: Terms, given: Terms, project: Terms | None) -> str:
    """What a rule says about this request."""
    rule = row["rule"]
    if rule == "request":
        return page.t("not given") if formats.missing(row["bound"]) else page.t("no more than is requested")
    if rule == "cap":
        return page.t("no rule") if formats.missing(row["bound"]) else page.t("per project and fiscal year")
    if rule == "rate":
        percent = programme["subsidy_rate_percent"]
        if formats.missing(percent):
            return page.t("no rule")
        if formats.missing(row["bound"]):
            return page.t("{n}% of the eligible expense, which is not given", n=percent)
        return page.t(
            "{n}% of {amount}, cut to the yen",
            n=percent,
            amount=formats.exact_yen(given["eligible_expense_yen"], page.lang),
        )
    if rule in ("duration", "consecutive"):
        if formats.missing(programme["max_fiscal_years"]):
            return page.t("no rule")
        if rule == "duration":
            return page.t("fiscal year {n} of {most}", n=row["actual"], most=row["bound"])
        return page.t(
            "{n} of {span} fiscal years from first to last have a decision",
            n=row["bound"],
            span=row["actual"],
        )
    of = programme if rule == "programme_years" else project
    if of is None:
        return page.t("no project chosen")
    first, last = ("first_fy", "last_fy") if rule == "programme_years" else ("start_fy", "end_fy")
    return formats.years(of[first], of[last], page.lang)


def result(page: Page, row: Mapping[str, Any]) -> str:
    """How a rule stands to the possible grant, as mark and word."""
    if row["outcome"] == "fail":
        return f"{OUTCOME_MARK['fail']} {page.t('Not possible')}"
    if row["outcome"] == "not_assessed":
        return f"{OUTCOME_MARK['not_assessed']} {page.t('Not applied')}"
    return f"● {page.t('Binds')}" if row["binds"] else f"{OUTCOME_MARK['pass']} {page.t('Kept')}"


def row_words(
    page: Page, rows: Rows, programme: Terms, given: Terms, project: Terms | None
) -> dict[str, list[Any]]:
    """The columns of the answer's table that are words: order, rule, what it says, result."""
    return {
        "_place": [ORDER.index(row["rule"]) for row in rows],
        "_rule": [name(page, row["rule"]) for row in rows],
        "_says": [says(page, row, programme, given, project) for row in rows],
        "_result": [result(page, row) for row in rows],
    }
