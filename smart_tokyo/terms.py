"""What pages and reports call the stages of a grant and the rules, and how they define the status: declared once.

The texts are message ids of the catalogue (`words`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from smart_tokyo import formats
from smart_tokyo.words import N_

STAGES: dict[str, str] = {  # money column → its name, in the order in which money moves
    "requested_yen": N_("Requested"),
    "decided_yen": N_("Decided"),
    "settled_yen": N_("Settled"),
    "paid_yen": N_("Paid"),
}
EXPENSE_AND_STAGES: dict[str, str] = {"eligible_expense_yen": N_("Eligible expense"), **STAGES}
AMOUNTS: dict[str, str] = {  # all of a grant, the computed ones last
    **EXPENSE_AND_STAGES,
    "limit_yen": N_("Limit"),
    "headroom_yen": N_("Headroom"),
}
KNOWN: dict[
    str, str
] = {  # amount of programme_totals → column of grant_coverage: of how many grant years it is known
    "requested_yen": "requested_known",
    "decided_yen": "decided_known",
    "settled_yen": "settled_known",
    "paid_yen": "paid_known",
    "eligible_expense_yen": "eligible_known",
    "limit_yen": "limit_known",
    "headroom_yen": "compared",
}


def limit_beside(row: Mapping[str, Any]) -> Any:
    """The limit in yen that may stand beside the decided and paid amounts of a group; None where there is none.

    It is over the same grants as the amounts: where one of these has no known limit, or no known decision, there is
    none (docs/decisions/0025). Where no amount is known it is over all grants. `row`: decided_yen, paid_yen,
    limit_yen, compared_limit_yen and not_compared, as funding_stages and project_list have them.
    """
    if formats.missing(row["decided_yen"]) and formats.missing(row["paid_yen"]):
        return row["limit_yen"]
    return None if row["not_compared"] else row["compared_limit_yen"]


RULES: dict[str, str] = {  # rule of rule_findings → its name; terms of the programme first
    "cap": N_("Cap"),
    "rate": N_("Subsidy rate"),
    "duration": N_("Number of years"),
    "consecutive": N_("Years in a row"),
    "over_request": N_("Decided within the request"),
    "settled_within_decided": N_("Settled within the decision"),
    "paid_within_settled": N_("Paid within the settlement"),
    "date_order": N_("Order of the dates"),
    "decided_in_year": N_("Decided within the year"),
    "project_years": N_("Within the project’s years"),
    "consortium": N_("Members of the consortium"),
}

EVIDENCE = N_(
    "Of the projects that are selected or active. By evidence, “{red}” means that a rule is not met, a "
    "milestone is over 90 days overdue, or the last report is over 180 days old or was never made; "
    "“{amber}” that a milestone is overdue, the report is over 90 days old, or a KPI is over 25 points "
    "behind plan; else “{green}”."
)
"""The definition of rag_evidence; the thresholds are those of queries/models/evidence_reasons.sql."""

MEMBERS = N_(
    "Failed for want of a lead, a local government or a partner among the members known from public sources: {ratio}. "
    "That list may be incomplete, and this says nothing about the organizations."
)
MEMBERS_RECORDED = N_(  # the staff's
    "Failed for want of a lead, a local government or a partner among the members in the ledger: {ratio}. "
    "Check first whether that list is complete."
)
"""What has to be said in the same breath wherever failed checks of the rule `consortium` are counted."""


def only_unknown(reasons: Iterable[Mapping[str, Any]]) -> int:
    """How many projects have nothing against them but what is not in the record; from rows of evidence_reasons.

    That is: no status report, or a consortium of which a required part is not known.
    """
    found: dict[str, bool] = {}
    for row in reasons:
        unknown = row["reason"] == "no_report" or row["about_id"] == "consortium"
        found[row["project_id"]] = found.get(row["project_id"], True) and unknown
    return sum(found.values())


ONLY_UNKNOWN = N_(
    "{ratio} projects with “{red}” by evidence have it only because something is not published: a status report, or a "
    "lead, a local government or a partner of the consortium. This tells what is known, not how the project goes."
)
ONLY_UNRECORDED = N_(  # the staff's
    "{ratio} projects with “{red}” by evidence have it only because something is not recorded: a status report, or a "
    "lead, a local government or a partner of the consortium. This tells what is known, not how the project goes."
)
