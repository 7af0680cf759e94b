"""What the rules of a grant compare, in words, and why one could not be checked. Pure."""

from typing import Any

import pandas as pd

from smart_tokyo import formats
from smart_tokyo.rules import RULES, Rule
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import phrases
from smart_tokyo.words import N_

REASONS: dict[str, str] = {
    "amount": N_("amounts not published"),
    "dates": N_("dates not published"),
    "bound": N_("no such bound in the programme"),
    "members": N_("members not known to be complete"),
    "consortium": N_("no consortium known"),
}
"""Why a check could not be made, the most frequent reasons first."""

_OF_KIND = {"dates": "dates", "day_of_year": "dates", "year_of_project": "dates", "members": "consortium"}
_COUNTED = {"years": "fiscal_year", "days": "day"}  # kinds of rules that count, and what


def compared_names(page: Page, rule: Rule) -> list[str]:
    """What the two numbers of a rule are called; nothing where it compares none."""
    if not rule.is_of_numbers:
        return []
    return [page.named(one) if isinstance(one, str) else one[page.lang] for one in rule.compared]


def reasons(findings: pd.DataFrame, terms: pd.DataFrame, consortia: pd.DataFrame) -> pd.Series:
    """Why each row of rule_findings that is not assessed is not: a key of REASONS, "" for every other row.

    `findings` has programme_id besides; `terms` is programme_rules, `consortia` consortium_parts.
    """
    by_programme = terms.set_index("programme_id")
    found = pd.Series("amount", index=findings.index, dtype="object")
    for name, rule in RULES.items():
        of_rule = findings["rule"] == name
        found[of_rule] = _OF_KIND.get(rule.kind, "amount")
        if rule.term:  # a bound that the programme does not set comes before an amount that is not known
            found[of_rule & findings["programme_id"].map(by_programme[rule.term]).isna()] = "bound"
    known = findings["project_id"].isin(consortia["project_id"])
    found[(found == "consortium") & known] = "members"
    found[findings["outcome"] != "not_assessed"] = ""
    return found


def number(page: Page, rule: str, value: Any) -> str:
    """One of the two numbers that a rule compares: to the yen, in fiscal years or in days."""
    kind = RULES[rule].kind if rule in RULES else ""
    if kind == "yen":
        return page.unknown if formats.missing(value) else formats.exact_yen(value, page.lang)
    if kind not in _COUNTED or formats.missing(value):
        return "–"
    return phrases.counted(page.lang, _COUNTED[kind], value)
