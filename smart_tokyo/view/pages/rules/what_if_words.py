"""The answer of what-if in words. Pure: rows of the query `what_if`, the programme's terms and what was asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from smart_tokyo import N_, formats, texts
from smart_tokyo.palette import OUTCOME_MARK
from smart_tokyo.rules import RULES, rule_name
from smart_tokyo.view.frame import Page, commas, plain

NOTES = texts("notes")["rules"]
Rows = Sequence[Mapping[str, Any]]
Terms = Mapping[str, Any]  # a row of programme_rules
TEXTS = texts("rules")
OWN_NAMES: Mapping[str, str] = TEXTS["names"]  # what bounds a request beside the rules of the programme
BEFORE = {
    "request": "duration",
    "programme_years": "project_years",
}  # the rule that each of these stands before
SPANS = {"programme_years": ("first_fy", "last_fy"), "project_years": ("start_fy", "end_fy")}


def name(page: Page, rule: str) -> str:
    """The name of a rule of what_if."""
    return page.t(OWN_NAMES[rule]) if rule in OWN_NAMES else rule_name(rule, page.lang)


def place(rule: str) -> tuple[int, bool]:
    """Where a rule of what_if stands among the others."""
    return RULES[BEFORE.get(rule, rule)].place, rule in RULES


def money(page: Page, yen: Any) -> str:
    """Yen exactly, and in the reader's unit where that says it shorter: `¥30,000,000 (30.0 million yen)`."""
    exact, short = formats.exact_yen(yen, page.lang), page.money(yen)
    return exact if page.unit == "yen" or short == exact else exact + page.aside(short)


def said(page: Page, rows: Rows, given: Terms) -> str:
    """The largest possible grant in a sentence."""
    possible, year = rows[0]["possible_yen"], page.fiscal_year(given["fiscal_year"])
    if formats.missing(possible):
        return page.t("The largest possible grant cannot be computed.")
    if possible == 0:
        return page.t("No grant is possible in {year}.", year=year)
    return page.t("At most {amount} in {year}.", amount=money(page, possible), year=year)


def binding(page: Page, rows: Rows, programme: Terms, given: Terms) -> str:
    """Which rules bind and why; and what could not be applied."""
    parts = [_broken(page, row) for row in rows if row["outcome"] == "fail"]
    binds = [row["rule"] for row in sorted(rows, key=lambda row: place(row["rule"])) if row["binds"]]
    if not parts and binds:
        names = commas((f"**{name(page, rule)}**" for rule in binds), page.lang)
        parts = [page.t("What binds: {rules}.", rules=names)]
    elif not parts:
        parts = [page.t(NOTES["no_bound"], programme=plain(page.pick(programme, "name")))]
    rated = not formats.missing(programme["subsidy_rate_percent"])
    if rated and formats.missing(given["eligible_expense_yen"]):
        parts.append(page.t(NOTES["no_rate"]))
    return page.sentences(*parts)


def _broken(page: Page, row: Mapping[str, Any]) -> str:
    text = TEXTS["broken"].get(row["rule"], N_("**{rule}**: the fiscal year is outside them."))
    return page.t(text, **{**row, "rule": name(page, row["rule"])})


def says(page: Page, row: Mapping[str, Any], programme: Terms, given: Terms, project: Terms | None) -> str:
    """What a rule says about this request."""
    rule = row["rule"]
    if rule in SPANS:
        of = programme if rule == "programme_years" else project
        if of is None:
            return page.t("no project chosen")
        first, last = SPANS[rule]
        return formats.years(of[first], of[last], page.lang)
    term = RULES[rule].term if rule in RULES else None
    if term and formats.missing(programme[term]):
        return page.t("no rule")
    percent = programme["subsidy_rate_percent"]
    if formats.missing(row["bound"]):
        if rule == "rate":
            return page.t("{n}% of the eligible expense, which is not given", n=percent)
        return page.t("not given")
    amount = formats.exact_yen(given["eligible_expense_yen"] or 0, page.lang)
    return page.t(TEXTS["says"][rule], **{**row, "percent": percent, "amount": amount})


def result(page: Page, row: Mapping[str, Any]) -> str:
    """How a rule stands to the possible grant, as mark and word."""
    if row["outcome"] == "fail":
        return f"{OUTCOME_MARK['fail']} {page.t('Not possible')}"
    if row["outcome"] == "not_assessed":
        return f"{OUTCOME_MARK['not_assessed']} {page.t('Not applied')}"
    return f"● {page.t('Binds')}" if row["binds"] else f"{OUTCOME_MARK['pass']} {page.t('Kept')}"
