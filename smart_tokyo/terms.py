"""What pages and reports call stages, steps, states and reasons, and how they define the status: declared once.

The texts are message ids of the catalogue (`words`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from smart_tokyo import N_, Lang, formats, schema, texts
from smart_tokyo.kinds import DASH
from smart_tokyo.rules import THRESHOLDS

STAGES = ("requested_yen", "decided_yen", "settled_yen", "paid_yen")
"""The columns of money in the order in which it moves."""
EXPENSE_AND_STAGES = ("eligible_expense_yen", *STAGES)
AMOUNTS = (*EXPENSE_AND_STAGES, "limit_yen", "headroom_yen")
"""All of a grant, the computed ones last."""
ENDED = ("completed", "withdrawn")
"""The status of projects that go on no longer."""
KNOWN = {one: f"{one.partition('_')[0]}_known" for one in AMOUNTS} | {"headroom_yen": "compared"}
"""Amount of programme_totals → column of grant_coverage: of how many grant years it is known."""

OF_A_TOWN = ("decided_yen", "decided_per_resident_yen")
"""The amounts of municipality_list."""
OF_A_LEAD = ("lead_decided_yen",)
"""The amounts of organization_list."""

_SAID = texts("terms")
NAMES: dict[str, str] = _SAID["names"]  # kind of what ids have names: what it is called
NOUNS: dict[str, tuple[str, str]] = _SAID["nouns"]
STATES: dict[str, str] = _SAID["states"]
FACTS: dict[str, str] = _SAID["facts"]  # kind of recent_facts: its name
STEPS: dict[str, str] = _SAID["steps"]  # step of journey_steps: its name
BOOKED: dict[str, str] = {**_SAID["booked"], **STEPS}  # step of rows_booked, paid as in the journey: its name
REASONS: dict[str, str] = _SAID["reasons"]  # reason of evidence_reasons: its name
ATTENTION: dict[str, str] = _SAID["attention"]  # reason of review_attention: its name
EVIDENCE: str = _SAID["evidence"]
"""The definition of rag_evidence; `definition` says it."""
NO_REPORT = REASONS["no_report"]
NONE_KNOWN = N_("Not published")  # in the place of a report that nobody is known to expect
NO_TECHNOLOGY = N_("no technology named")
CAUSES: dict[str, str] = _SAID["causes"]
"""Why a row, or its figure, is another in a later version, the first that fits: its name."""
Outcome = Literal["fail", "warn", "pass", "not_assessed"]
OUTCOMES: dict[Outcome, str] = _SAID["outcomes"]  # in the order of a list: what needs a look first
COUNTED: dict[Outcome, str] = {  # the column of rule_summary
    "fail": "failed",
    "warn": "warned",
    "pass": "passed",
    "not_assessed": "not_assessed",
}


def absent_of(row: Mapping[str, Any], column: str, unknown: str) -> str:
    """What stands where a row of municipality_list or organization_list has no value.

    It is `unknown`, but a dash where there is nothing that could be known, as in a municipality without a project, or
    may be nothing, as of an organization that may never have led.
    """
    is_none = column in OF_A_TOWN and not row["projects"]
    return DASH if is_none or column in OF_A_LEAD else unknown


def of_all_rules(summary: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The columns of rule_summary summed over the rules."""
    rows = list(summary)
    return {column: sum(row[column] for row in rows) for column in ("checked", *COUNTED.values())}


def definition(t: Callable[..., str], lang: Lang) -> str:
    """The definition of rag_evidence with the colours' words and the thresholds. `t`: says a text to the reader."""
    colours = {key: schema.label("status_reports", "rag", key, lang) for key in ("red", "amber", "green")}
    return t(EVIDENCE, **colours, **THRESHOLDS)


def no_value(row: Mapping[str, Any]) -> str:
    """What a KPI without a value says: that it waits for its first, or, without a target, that none is known."""
    return N_("no value published") if formats.missing(row["target_value"]) else N_("not measured yet")


def limit_beside(row: Mapping[str, Any]) -> Any:
    """The limit in yen that may stand beside the decided and paid amounts of a group; None where there is none.

    It is over the same grants as the amounts: where one of these has no known limit, or no known decision, there is
    none (docs/decisions/0025). Where no amount is known it is over all grants. `row`: decided_yen, paid_yen,
    limit_yen, compared_limit_yen and not_compared, as funding_stages and project_list have them.
    """
    if formats.missing(row["decided_yen"]) and formats.missing(row["paid_yen"]):
        return row["limit_yen"]
    return None if row["not_compared"] else row["compared_limit_yen"]


NO_EVIDENCE = N_("No record to judge by")
"""The status by evidence of a project that is selected or active and has no rag_evidence."""

RUNNING = ("selected", "active")
"""The statuses of the projects that report and are judged."""

WITHDRAWN = N_("Of the decided amount, {amount} is of withdrawn projects.")
"""What has to be said where the decided amount is a headline; from decided_by_status."""
