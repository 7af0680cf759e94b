"""What holds for every query: its header, its columns and types, both audiences, and a test that names it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from smart_tokyo.figures import catalog, frame
from smart_tokyo.rules import RULES
from tests.queries.ledger import AS_OF, build

SIX = {"programme_id", "from_fy", "to_fy", "area_id", "theme", "project_id"}

OF_ONE_QUERY = {"what_if": {"fiscal_year", "earlier_years", "eligible_expense_yen", "requested_yen"}}
"""Parameters that one query alone has."""

PLACE = "file sheet row_number shipped"
MONEY = "eligible_expense_yen requested_yen decided_yen settled_yen paid_yen"

COLUMNS = {
    # the contract's figures
    "programme_totals": f"projects areas organizations grant_years {MONEY} limit_yen headroom_yen",
    "funding_by_fiscal_year": f"fiscal_year projects {MONEY}",
    "funding_by_programme": "programme_id projects eligible_expense_yen decided_yen paid_yen",
    "funding_by_area": "area_id projects eligible_expense_yen decided_yen paid_yen",
    "funding_by_theme": "theme projects eligible_expense_yen decided_yen paid_yen",
    "funding_by_municipality": "municipality_code projects decided_yen",
    "decided_by_status": "status projects decided_yen",
    "grant_ledger": (
        f"project_id fiscal_year {MONEY} cap_yen rate_limit_yen limit_yen headroom_yen rate_permille"
    ),
    "project_progress": (
        "project_id milestones milestones_done milestones_overdue worst_overdue_days kpis "
        "worst_kpi_lag_permille last_report_on report_age_days rag_reported rag_evidence disagree"
    ),
    "consortium_composition": "kind organizations projects",
    "rule_findings": "rule project_id fiscal_year outcome actual bound",
    "rule_summary": "rule checked passed warned failed not_assessed",
    "journey_steps": "step issues median_days_from_previous",
    "review_attention": "project_id reason since_on days",
    # what the pages of rules and journey ask beside them
    "consortium_parts": (
        "project_id members inferred has_lead has_local_government has_partner members_complete"
    ),
    "grant_dates": "project_id fiscal_year requested_on decided_on settled_on paid_on source_id",
    "what_if": "programme_id rule outcome actual bound allows_yen possible_yen headroom_yen binds",
    "journey_parts": "dimension id step issues",
    "close_reasons": "close_reason matches after_agreement",
    "issue_journey": (
        "issue_id title_ja title_en municipality_code theme published issue_on initial_hearing_on introduced_on "
        "agreed_on consortium_on award_on paid_on last_step waits_for since_on days matches open_matches "
        "project_ids"
    ),
    # what pages ask beside them
    "snapshot_info": "snapshot_id as_of label_ja label_en fictional built_at",
    "names": "kind id name_ja name_en parent_id reports_expected",
    "titles": "kind id title_ja title_en",
    "fiscal_years": "fiscal_year",
    "project_list": (
        "project_id title_ja title_en programme_id area_id theme status start_fy end_fy confidence "
        "published decided_yen paid_yen limit_yen compared_limit_yen not_compared milestones milestones_done "
        "milestones_overdue "
        "rag_reported last_report_on report_age_days"
    ),
    "project_detail": (
        "project_id title_ja title_en summary_ja summary_en programme_id area_id theme technologies "
        "status start_fy end_fy confidence published consortium_id consortium_name_ja "
        "consortium_name_en formed_on members_on source_id"
    ),
    "project_members": "project_id organization_id name_ja name_en corporate_number kind role joined_on "
    "confidence source_id",
    "milestone_list": (
        "due_on milestone_id project_id project_title_ja project_title_en project_status title_ja title_en "
        "done_on state overdue_days confidence source_id"
    ),
    "milestone_timeline": (
        "place due_on milestone_id project_id project_title_ja project_title_en title_ja title_en done_on "
        "state overdue_days"
    ),
    "milestone_counts": "milestones done overdue planned overdue_withdrawn projects projects_overdue",
    "kpi_counts": "kpis with_target without_target compared behind_plan on_plan ahead_of_plan not_measured",
    "kpi_list": (
        "kpi_id project_id project_title_ja project_title_en project_status name_ja name_en unit_ja unit_en direction "
        "baseline_value baseline_on "
        "target_value target_on latest_value latest_on latest_qualifier_ja latest_qualifier_en "
        "lag_permille confidence source_id"
    ),
    "kpi_series": "kpi_id measured_on value qualifier_ja qualifier_en source_id",
    "report_list": "project_id reported_on rag comment_ja comment_en",
    "project_sources": "source_id publisher title url published_on",
    "programme_rules": (
        "programme_id name_ja name_en first_fy last_fy grant_cap_yen subsidy_rate_percent "
        "max_fiscal_years source_id publisher title url"
    ),
    "timeline_entries": (
        "timeline_id programme_id happened_on precision title_ja title_en source_id publisher title url ahead"
    ),
    "source_list": "source_id publisher title url published_on",
    "area_list": (
        "area_id programme_id name_ja name_en kind latitude longitude first_fy last_fy projects "
        "grant_years projects_decided decided_yen"
    ),
    "projects_by_programme": "programme_id projects inferred",
    "projects_by_municipality": "municipality_code projects projects_decided decided_yen",
    "municipality_counts": "region municipalities with_projects without_projects",
    "grant_coverage": (
        "projects grant_years eligible_known requested_known decided_known settled_known paid_known "
        "limit_known over_limit compared compared_decided_yen compared_limit_yen compared_permille inferred"
    ),
    "municipality_projects": "municipality_code project_id kind",
    "evidence_reasons": (
        "project_id rag reason about_id title_ja title_en fiscal_year since_on days lag_permille actual bound"
    ),
    "rag_agreement": "rag rag_evidence disagree projects",
    "reuse_themes": "theme projects completed kpis_with_target targets_measured targets_reached",
    "reuse_technologies": "theme technology projects completed kpis_with_target targets_measured targets_reached",
    "reuse_projects": (
        "project_id technology title_ja title_en programme_id area_id theme status start_fy end_fy confidence "
        "published milestones milestones_done kpis_with_target targets_measured targets_reached"
    ),
    "funding_stages": (
        f"dimension id projects grant_years {MONEY} limit_yen headroom_yen limit_unknown "
        "compared_limit_yen not_compared"
    ),
    "status_counts": "status projects",
    "rag_counts": "rag projects running",
    "recent_facts": "happened_on kind project_id fiscal_year title_ja title_en fact_ja fact_en amount_yen",
    "support_hours": "kind hours entries",
    # the rows behind the numbers
    "rows_reasons": (
        f"project_id reason about_id fiscal_year rag since_on days lag_permille actual bound of_table {PLACE}"
    ),
    "rows_projects_by_technology": (
        f"theme technology project_id status kpis_with_target targets_measured targets_reached {PLACE}"
    ),
    "rows_attention": f"project_id reason since_on days of_table {PLACE}",
    "rows_checks": f"rule project_id fiscal_year outcome actual bound {PLACE}",
    "rows_events": f"event_id held_on local_governments private_organizations {PLACE}",
    "rows_facts": f"happened_on kind project_id fiscal_year amount_yen {PLACE}",
    "rows_grants": (
        f"project_id fiscal_year programme_id area_id theme status confidence {MONEY} cap_yen rate_limit_yen "
        f"limit_yen headroom_yen rate_permille is_over_limit is_not_compared {PLACE}"
    ),
    "rows_grants_by_dimension": (
        f"dimension id project_id fiscal_year {MONEY} limit_yen headroom_yen is_not_compared {PLACE}"
    ),
    "rows_grants_by_municipality": f"municipality_code project_id fiscal_year area_id decided_yen {PLACE}",
    "rows_journey": f"step issue_id reached_on days_from_previous days_since is_last {PLACE}",
    "rows_journey_parts": f"dimension id step issue_id reached_on {PLACE}",
    "rows_matches": (
        f"match_id issue_id introduced_on agreed_on closed_on close_reason is_agreed is_closed {PLACE}"
    ),
    "rows_kpi_values": f"kpi_id measured_on project_id value {PLACE}",
    "rows_kpis": (
        "kpi_id project_id theme baseline_value baseline_on target_value target_on latest_value latest_on "
        f"lag_permille target_reached plan {PLACE} value_file value_sheet value_row_number"
    ),
    "rows_members": f"project_id organization_id kind role joined_on confidence {PLACE}",
    "rows_milestones": f"milestone_id project_id status due_on done_on state overdue_days {PLACE}",
    "rows_municipalities": f"region municipality_code has_project {PLACE}",
    "rows_programmes": (
        f"programme_id first_fy last_fy grant_cap_yen subsidy_rate_percent max_fiscal_years {PLACE}"
    ),
    "rows_projects": (
        f"project_id programme_id area_id theme status start_fy end_fy confidence is_running rag rag_evidence {PLACE}"
    ),
    "rows_projects_by_municipality": f"municipality_code project_id area_id {PLACE}",
    "rows_reports": f"project_id reported_on rag age_days {PLACE}",
    "rows_support": f"support_id project_id kind provided_on hours {PLACE}",
    "event_list": (
        "event_id name_ja name_en held_on venue_ja venue_en local_governments private_organizations source_id"
    ),
    # what open data asks
    "awards": (
        "project_id fiscal_year left_out requested_yen decided_yen decided_on paid_yen status title_ja title_en "
        "summary_ja summary_en programme_id programme_name_ja programme_name_en programme_url consortium_id "
        "consortium_name_ja consortium_name_en source_url"
    ),
    "award_members": (
        "project_id fiscal_year awarded_on organization_id name_ja name_en corporate_number kind role confidence "
        "source_id"
    ),
    "project_places": (
        "project_id title_ja title_en status theme area_id area_name_ja area_name_en area_latitude area_longitude "
        "municipality_code municipality_name_ja municipality_name_en municipality_latitude municipality_longitude"
    ),
}

COUNTS = {
    "actual", "after_agreement", "age_days", "ahead_of_plan", "areas", "behind_plan", "bound", "checked",
    "compared", "compared_permille", "completed", "days", "days_from_previous", "days_since", "decided_known",
    "done", "eligible_known", "end_fy", "entries", "failed", "first_fy", "fiscal_year", "grant_years", "inferred",
    "issues", "kpis", "kpis_with_target", "lag_permille", "last_fy", "limit_known", "limit_unknown",
    "local_governments", "matches", "max_fiscal_years", "members", "milestones", "milestones_done",
    "milestones_overdue", "municipalities", "not_assessed", "not_compared", "not_measured", "on_plan", "open_matches",
    "organizations", "over_limit", "overdue", "overdue_days", "overdue_withdrawn", "paid_known", "passed", "place",
    "planned", "private_organizations", "projects", "projects_decided", "projects_overdue", "rate_permille",
    "report_age_days", "requested_known", "row_number", "running", "settled_known", "start_fy",
    "subsidy_rate_percent", "targets_measured", "targets_reached", "value_row_number", "warned",
    "with_projects", "with_target", "without_projects", "without_target", "worst_kpi_lag_permille",
    "worst_overdue_days",
}  # fmt: skip

ROWS_OF_NOTHING = {
    "programme_totals": 1,
    "snapshot_info": 1,
    "rule_summary": len(RULES),
    "grant_coverage": 1,
    "kpi_counts": 1,
    "milestone_counts": 1,
    "municipality_counts": 1,
    "journey_steps": 7,
}

INTERNAL = {
    "close_reasons", "issue_journey", "journey_parts", "review_attention", "rows_attention", "rows_journey",
    "rows_journey_parts", "rows_matches",
}  # fmt: skip

NUMBERS = {
    "latitude", "longitude", "hours", "value", "baseline_value", "target_value", "latest_value",
    "median_days_from_previous", "area_latitude", "area_longitude", "municipality_latitude",
    "municipality_longitude",
}  # fmt: skip

BOOLEANS = {
    "ahead", "binds", "disagree", "fictional", "has_lead", "has_local_government", "has_partner", "has_project",
    "is_agreed", "is_closed", "is_last", "is_not_compared", "is_over_limit", "is_running", "members_complete",
    "published", "reports_expected", "shipped",
    "target_reached",
}  # fmt: skip

NAMES = sorted(catalog())
ASKED = [
    (audience, name)
    for audience in ("internal", "public")
    for name in NAMES
    if not (audience == "public" and name in INTERNAL)
]


def expected_type(column: str) -> str:
    """The type that a column's name promises."""
    if column.endswith("_yen") or column in COUNTS:
        return "BIGINT"
    if column in NUMBERS:
        return "DOUBLE"
    if column in BOOLEANS:
        return "BOOLEAN"
    if column == "built_at":
        return "TIMESTAMP"
    return "DATE" if column.endswith("_on") or column == "as_of" else "VARCHAR"


@pytest.fixture(scope="module")
def nothing() -> Iterator[dict[str, duckdb.DuckDBPyConnection]]:
    """A ledger without a row, as each audience sees it."""
    empty = {"programmes": "", "areas": "", "projects": ""}
    with duckdb.connect(":memory:") as internal, duckdb.connect(":memory:") as public:
        build(internal, empty, AS_OF, "internal")
        build(public, empty, AS_OF, "public")
        yield {"internal": internal, "public": public}


def test_every_query_has_its_columns_written_here() -> None:
    assert sorted(COLUMNS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_header_says_purpose_and_grain(name: str) -> None:
    purpose, *rest = catalog()[name].doc.splitlines()
    assert purpose[0].isupper() and len(purpose.split()) > 2
    assert any(line.startswith("Grain: ") for line in rest)


def test_a_query_says_that_it_is_internal() -> None:
    assert {name for name, query in catalog().items() if not query.public} == INTERNAL


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_common_ones(name: str) -> None:
    assert set(catalog()[name].parameters) <= SIX | OF_ONE_QUERY.get(name, set())


@pytest.mark.parametrize(("audience", "name"), ASKED)
def test_columns_and_types(nothing: dict[str, duckdb.DuckDBPyConnection], audience: str, name: str) -> None:
    query = catalog()[name]
    found = nothing[audience].execute(query.sql, dict.fromkeys(query.parameters)).description
    assert " ".join(column[0] for column in found) == COLUMNS[name]
    assert [str(column[1]) for column in found] == [expected_type(column[0]) for column in found]


@pytest.mark.parametrize(("audience", "name"), ASKED)
def test_an_empty_ledger_gives_no_rows_but_totals(
    nothing: dict[str, duckdb.DuckDBPyConnection], audience: str, name: str
) -> None:
    everything = {
        "programme_id": "a", "from_fy": 2019, "to_fy": 2040, "area_id": "a", "theme": "a", "project_id": "a",
    }  # fmt: skip
    for params in ({}, everything):
        rows = frame(nothing[audience], name, params)
        assert len(rows) == ROWS_OF_NOTHING.get(name, 0)


@pytest.mark.parametrize("name", sorted(INTERNAL))
def test_the_public_has_no_internal_query(nothing: dict[str, duckdb.DuckDBPyConnection], name: str) -> None:
    with pytest.raises(duckdb.CatalogException):
        frame(nothing["public"], name)


@pytest.mark.parametrize("name", NAMES)
def test_a_test_names_the_query(name: str) -> None:
    here = Path(__file__)
    others = [path for path in here.parent.rglob("test_*.py") if path != here]
    assert any(f'"{name}"' in path.read_text(encoding="utf-8") for path in others)
