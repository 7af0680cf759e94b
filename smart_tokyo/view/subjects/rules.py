"""What the rules of a grant compare, in words, and why one could not be checked. Pure."""

from typing import Any

from smart_tokyo import formats, texts
from smart_tokyo.rules import RULES, Rule
from smart_tokyo.view.frame.page import Page

REASONS: dict[str, str] = texts("rules")["not_assessed"]
"""Why a check could not be made, by what check_list says of it."""

_COUNTED = {"years": "fiscal_year", "days": "day"}  # kinds of rules that count, and what


def compared_names(page: Page, rule: Rule) -> list[str]:
    """What the two numbers of a rule are called; nothing where it compares none."""
    if not rule.is_of_numbers:
        return []
    return [page.named(one) if isinstance(one, str) else one[page.lang] for one in rule.compared]


def number(page: Page, rule: str, value: Any) -> str:
    """One of the two numbers that a rule compares: to the yen, in fiscal years or in days."""
    kind = RULES[rule].kind if rule in RULES else ""
    if kind == "yen":
        return page.unknown if formats.missing(value) else formats.exact_yen(value, page.lang)
    if kind not in _COUNTED or formats.missing(value):
        return "–"
    return page.counted(_COUNTED[kind], value)
