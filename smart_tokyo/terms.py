"""What pages and reports call stages, steps, states and reasons, and how they define the status: declared once.

The texts are message ids of the catalogue (`words`).
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from smart_tokyo import formats, schema
from smart_tokyo.rules import THRESHOLDS
from smart_tokyo.words import N_, Lang

STAGES = ("requested_yen", "decided_yen", "settled_yen", "paid_yen")
"""The columns of money in the order in which it moves."""
EXPENSE_AND_STAGES = ("eligible_expense_yen", *STAGES)
AMOUNTS = (*EXPENSE_AND_STAGES, "limit_yen", "headroom_yen")
"""All of a grant, the computed ones last."""
# amount of programme_totals → column of grant_coverage: of how many grant years it is known
KNOWN: dict[str, str] = {
    "requested_yen": "requested_known",
    "decided_yen": "decided_known",
    "settled_yen": "settled_known",
    "paid_yen": "paid_known",
    "eligible_expense_yen": "eligible_known",
    "limit_yen": "limit_known",
    "headroom_yen": "compared",
}

STATES: dict[str, str] = {"done": N_("Done"), "planned": N_("Planned"), "overdue": N_("Overdue")}
NO_REPORT = N_("No report")
NONE_KNOWN = N_("Not published")  # in the place of a report that nobody is known to expect
NO_TECHNOLOGY = N_("no technology named")
CAUSES: dict[
    str, str
] = {  # why a row, or its figure, is another in a later version, the first that fits: its name
    "new_project": N_("of new projects"),
    "new_row": N_("new"),
    "removed": N_("no longer there"),
    "date_passed": N_("whose day has come"),
    "recorded": N_("now recorded"),
    "changed": N_("changed by a decision"),
    "corrected": N_("corrected"),
}
FACTS: dict[str, str] = {  # kind of recent_facts: its name
    "request": N_("Grant requested"),
    "decision": N_("Grant decided"),
    "settlement": N_("Grant settled"),
    "payment": N_("Grant paid"),
    "milestone": N_("Milestone reached"),
    "report": N_("Status reported"),
    "consortium": N_("Consortium formed"),
}
STEPS: dict[str, str] = {  # step of journey_steps: its name
    "issue": N_("Issue raised"),
    "initial_hearing": N_("Initial hearing"),
    "introduced": N_("Introduction"),
    "agreed": N_("Agreement"),
    "consortium": N_("Consortium"),
    "award": N_("Award"),
    "paid": N_("Payment"),
}
Outcome = Literal["fail", "warn", "pass", "not_assessed"]
OUTCOMES: dict[Outcome, str] = {  # in the order of a list: what needs a look first
    "fail": N_("Fails"),
    "warn": N_("To be looked at"),
    "pass": N_("Passes"),
    "not_assessed": N_("Not assessed"),
}
COUNTED: dict[Outcome, str] = {  # the column of rule_summary
    "fail": "failed",
    "warn": "warned",
    "pass": "passed",
    "not_assessed": "not_assessed",
}
REASONS: dict[str, str] = {  # reason of evidence_reasons: its name
    "rule_failed": N_("Rule not met"),
    "milestone_overdue": N_("Milestone overdue"),
    "report_old": N_("Report old or missing"),
    "no_report": NO_REPORT,
    "kpi_behind": N_("KPI behind plan"),
}


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


ATTENTION: dict[str, str] = {  # reason of review_attention: its name
    "milestone_overdue": N_("Milestone overdue"),
    "report_old": N_("Report old or missing"),
    "rag_disagree": N_("Report and evidence differ"),
    "kpi_lag": N_("KPI behind plan"),
    "rule_fail": N_("Rule not met"),
    "headroom_unused": N_("Grant little used"),
}

EVIDENCE = N_(
    "Of the projects that are selected or active. By evidence, “{red}” means that a rule is not met, a "
    "milestone is over {milestone_red_days} days overdue, the last report is over {report_red_days} days old, or none "
    "was made although the programme asks for them; “{amber}” that a milestone is overdue, the report is over "
    "{report_amber_days} days old, or a KPI is over {kpi_amber_points} points behind plan; else “{green}”. Without a "
    "milestone, a measured KPI or a report there is nothing to judge by, and the project counts as neither on track "
    "nor late."
)
"""The definition of rag_evidence; `definition` says it."""

NO_EVIDENCE = N_("No record to judge by")
"""The status by evidence of a project that is selected or active and has no rag_evidence."""

RUNNING = ("selected", "active")
"""The statuses of the projects that report and are judged."""

WITHDRAWN = N_("Of the decided amount, {amount} is of withdrawn projects ({n}).")
"""What has to be said where the decided amount is a headline; from decided_by_status."""
