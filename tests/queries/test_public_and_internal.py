"""The public is the internal restricted to what is published, in the sample and a random ledger."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.ledger import Both, Ledger
from tests.queries.test_identities import LIMITS, MONEY, total

OF_PROJECTS = (
    "consortium_parts", "grant_dates", "grant_ledger", "kpi_list", "milestone_list", "municipality_projects",
    "project_list",
    "project_members", "project_progress", "report_list", "reuse_projects", "rule_findings",
)  # fmt: skip


def published(internal: Ledger) -> list[str]:
    return [row["project_id"] for row in internal.rows("project_list") if row["published"]]


@pytest.mark.parametrize("query", OF_PROJECTS)
def test_public_rows_are_those_of_published_projects(both: Both, query: str) -> None:
    internal, public = both
    seen = set(published(internal))
    rows = internal.rows(query)
    assert public.rows(query) == [row for row in rows if row["project_id"] in seen]
    assert 0 < len(public.rows(query)) < len(rows)


def test_the_public_has_the_reasons_of_published_projects(both: Both) -> None:
    internal, public = both
    seen = set(published(internal))  # in the sample nothing speaks against those that are not
    rows = [row for row in internal.rows("evidence_reasons") if row["project_id"] in seen]
    assert rows and public.rows("evidence_reasons") == rows


GROUPS = {
    "programme_totals": ((), ("projects", "grant_years", *MONEY, *LIMITS)),
    "funding_by_fiscal_year": (("fiscal_year",), ("projects", *MONEY)),
    "funding_by_programme": (("programme_id",), ("projects", "decided_yen", "paid_yen")),
    "funding_by_area": (("area_id",), ("projects", "decided_yen", "paid_yen")),
    "funding_by_theme": (("theme",), ("projects", "decided_yen", "paid_yen")),
    "funding_by_municipality": (("municipality_code",), ("projects", "decided_yen")),
    "funding_stages": (("dimension", "id"), ("projects", "grant_years", *MONEY, *LIMITS)),
    "consortium_composition": (("kind",), ("projects",)),
    "rule_summary": (("rule",), ("checked", "passed", "warned", "failed", "not_assessed")),
    "status_counts": (("status",), ("projects",)),
    "rag_counts": (("rag",), ("projects",)),
    "rag_agreement": (("rag", "rag_evidence", "disagree"), ("projects",)),
    "milestone_counts": ((), ("milestones", "done", "overdue", "planned")),
    "kpi_counts": ((), ("kpis", "with_target", "behind_plan", "not_measured")),
    "reuse_themes": (("theme",), ("projects", "completed", "kpis_with_target", "targets_reached")),
    "support_hours": (("kind",), ("hours", "entries")),
}
"""Queries that add up over projects: by which columns, and which of them."""


@pytest.mark.parametrize("query", GROUPS)
def test_public_sums_are_those_of_published_projects(both: Both, query: str) -> None:
    internal, public = both
    keys, columns = GROUPS[query]
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for name in published(internal):
        for row in internal.rows(query, project_id=name):
            groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    found = {tuple(row[key] for key in keys): row for row in public.rows(query)}
    assert set(found) == set(groups)
    for key, rows in groups.items():
        for column in columns:
            assert found[key][column] == total(rows, column), (key, column)


def test_the_public_has_the_journey_of_all_issues(both: Both) -> None:
    internal, public = both
    steps = internal.rows("journey_steps")
    assert public.rows("journey_steps") == steps
    (first, *_) = steps
    assert 0 < len(public.con.table("issues")) < first["issues"]


def test_the_journey_by_theme_adds_up(both: Both) -> None:
    internal, _ = both
    themes = {row[0] for row in internal.con.table("issues").project("theme").fetchall()}
    for step, all_issues in enumerate(internal.rows("journey_steps")):
        of_themes = [internal.rows("journey_steps", theme=theme)[step] for theme in sorted(themes)]
        assert total(of_themes, "issues") == all_issues["issues"]
