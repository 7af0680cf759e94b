"""The rules of a grant in words, and the numbers from which a status or a list follows: what `queries/` declares.

A rule of the programme is `queries/checks/programme/<rule>.sql`, and beside it its `.yml`; what many rows are
measured by is `queries/thresholds.yml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from smart_tokyo.settings import PROJECT
from smart_tokyo.words import N_, Lang, Text

FOLDER = PROJECT / "queries" / "checks" / "programme"
NUMBERS = ("yen", "years", "days")  # the kinds of rules that compare two numbers, and what these count
KINDS = (*NUMBERS, "dates", "day_of_year", "year_of_project", "members")


@dataclass(frozen=True)
class Rule:
    """A rule of the programme: its name, what it says, and `breaches`, what the checker says by outcome.

    `place`: in lists of rules. `kind`: what it compares, one of KINDS. `compared`: names of columns, or words of
    its own; of NUMBERS the actual and the bound, in this order. `term`: the column of programme_rules that sets its
    bound, None where the rule is this dashboard's own. `bound`: its own, which its SQL reads as `:bound`.
    """

    place: int
    name: Text
    says: Text
    kind: str
    breaches: Mapping[str, Text]
    compared: tuple[str | Text, ...] = ()
    term: str | None = None
    bound: int | None = None

    @property
    def is_of_numbers(self) -> bool:
        """Whether it compares two numbers."""
        return self.kind in NUMBERS

    def sentence(self, lang: Lang) -> str:
        """What it says, with its own bound filled in."""
        return self.says[lang].format(bound=self.bound)


def load(folder: Path) -> dict[str, Rule]:
    """The rules of a folder by name, in their places. Raises ValueError naming the file at fault."""
    found = {}
    for path in folder.glob("*.yml"):
        try:
            raw = yaml.safe_load(path.read_text("utf-8"))
            rule = Rule(**{**raw, "compared": tuple(raw.get("compared", ()))})
        except (TypeError, yaml.YAMLError) as error:
            raise ValueError(f"{path.name}: {error}") from error
        if rule.kind not in KINDS or (rule.is_of_numbers and len(rule.compared) != 2):
            said = f"a kind of {', '.join(KINDS)}; two columns where it compares numbers"
            raise ValueError(f"{path.name}: {said}")
        found[path.stem] = rule
    return dict(sorted(found.items(), key=lambda one: one[1].place))


RULES: Mapping[str, Rule] = load(FOLDER)
THRESHOLDS: Mapping[str, int] = yaml.safe_load((PROJECT / "queries" / "thresholds.yml").read_text("utf-8"))


MONEY_UNCHECKED = N_("No rule about money could be checked, as no amount is published.")


def money_unchecked(summary: Iterable[Mapping[str, Any]]) -> bool:
    """Whether no rule that compares yen could be checked, though there was something to check; from rule_summary."""
    money = [row for row in summary if row["rule"] in RULES and RULES[row["rule"]].kind == "yen"]
    return not any(row["checked"] for row in money) and any(row["not_assessed"] for row in money)


def rule_name(rule: str, lang: Lang) -> str:
    """The name of a rule in the reader's language; the id of one that is not known here."""
    return RULES[rule].name[lang] if rule in RULES else rule


def breach_code(rule: str, outcome: str) -> str:
    """The code of the findings of a rule, which has other words for `warn` than for `fail`."""
    return f"rule-{rule.replace('_', '-')}-{outcome}"
