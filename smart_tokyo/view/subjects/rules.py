"""The rules of a grant in words, what they compare, and why one could not be checked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from smart_tokyo import formats, terms
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import phrases
from smart_tokyo.words import N_


@dataclass(frozen=True)
class Rule:
    """A rule in words (message ids). `unit`: of the two numbers it compares, None where it compares none.

    `term`: the column of programme_rules that sets its bound, None where the rule is this dashboard's own.
    """

    wording: str
    unit: Literal["yen", "years"] | None = None
    compared: tuple[str, str] | None = None
    term: str | None = None


RULES: dict[str, Rule] = {
    "cap": Rule(
        N_("The decided grant of a fiscal year is at most the programme’s cap. Exactly the cap passes."),
        "yen",
        (N_("Decided"), N_("Cap")),
        "grant_cap_yen",
    ),
    "rate": Rule(
        N_(
            "The decided grant is at most the programme’s share of the eligible expense, cut to the yen. "
            "Exactly the share passes."
        ),
        "yen",
        (N_("Decided"), N_("Limit by rate")),
        "subsidy_rate_percent",
    ),
    "duration": Rule(
        N_("Money is decided in at most as many fiscal years as the programme allows."),
        "years",
        (N_("Fiscal years with a decision"), N_("Fiscal years allowed")),
        "max_fiscal_years",
    ),
    "consecutive": Rule(
        N_("The fiscal years in which money is decided follow each other without a gap."),
        "years",
        (N_("Fiscal years from first to last"), N_("of these with a decision")),
        "max_fiscal_years",
    ),
    "over_request": Rule(
        N_("No more is decided than was requested. More is to be looked at."),
        "yen",
        (N_("Decided"), N_("Requested")),
    ),
    "settled_within_decided": Rule(
        N_("No more is settled than was decided."),
        "yen",
        (N_("Settled"), N_("Decided")),
    ),
    "paid_within_settled": Rule(
        N_("No more is paid than was settled. A payment before the settlement is to be looked at."),
        "yen",
        (N_("Paid"), N_("Settled")),
    ),
    "date_order": Rule(
        N_("Request, decision, settlement and payment follow each other; the same day is in order."),
    ),
    "decided_in_year": Rule(
        N_("The decision is dated within its fiscal year, 1 April to 31 March. Else it is to be looked at."),
    ),
    "project_years": Rule(
        N_(
            "The grant is for a fiscal year of the project; without a known last year the first alone counts."
        ),
    ),
    "consortium": Rule(
        N_(
            "The consortium has a lead, a local government, and a university or a company. It fails only where the "
            "list of members is known to be complete."
        ),
    ),
}
"""Every rule of rule_summary, in the order of the page: terms of the programme first."""

REASONS: dict[str, str] = {
    "amount": N_("amounts not published"),
    "dates": N_("dates not published"),
    "bound": N_("no such bound in the programme"),
    "members": N_("members not known to be complete"),
    "consortium": N_("no consortium known"),
}
"""Why a check could not be made, the most frequent reasons first."""

_OF_DATES = ("date_order", "decided_in_year", "project_years")


def rule_name(page: Page, rule: str) -> str:
    """The name of a rule in the reader's language; the id of one that is not known here."""
    return page.t(terms.RULES[rule]) if rule in terms.RULES else rule


def reasons(findings: pd.DataFrame, rules: pd.DataFrame, consortia: pd.DataFrame) -> pd.Series:
    """Why each row of rule_findings that is not assessed is not: a key of REASONS, "" for every other row.

    `findings` has programme_id besides; `rules` is programme_rules, `consortia` consortium_parts. A bound that the
    programme does not set comes before an amount that is not known.
    """
    terms = rules.set_index("programme_id")
    found = pd.Series("amount", index=findings.index, dtype="object")
    for rule, one in RULES.items():
        of_rule = findings["rule"] == rule
        if rule in _OF_DATES:
            found[of_rule] = "dates"
        elif rule == "consortium":
            found[of_rule] = "consortium"
            found[of_rule & findings["project_id"].isin(consortia["project_id"])] = "members"
        elif one.term:
            found[of_rule & findings["programme_id"].map(terms[one.term]).isna()] = "bound"
    found[findings["outcome"] != "not_assessed"] = ""
    return found


def number(page: Page, rule: str, value: Any) -> str:
    """One of the two numbers that a rule compares: to the yen, or in fiscal years."""
    unit = RULES[rule].unit if rule in RULES else None
    if unit is None:
        return "–"
    if unit == "yen":
        return page.unknown if formats.missing(value) else formats.exact_yen(value, page.lang)
    return "–" if formats.missing(value) else phrases.counted(page.lang, "fiscal_year", value)
