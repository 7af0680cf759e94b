"""Towns, organizations, partners and the search of whole ledgers, read again in plain Python from the tables of the
source, as figures.md words it."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from tests.queries.ledger import Both, Ledger
from tests.queries.test_plan_and_now import Row, as_of, held
from tests.queries.test_plan_and_now import grants as plans

SELECTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"theme": "mobility"},
    {"from_fy": 2024, "to_fy": 2025},
    {"programme_id": "prog1"},
    {"programme_id": "PG-CHIIKI", "theme": "disaster", "to_fy": 2024},
)


def selected(ledger: Ledger, asked: Row) -> list[Row]:
    keys = [key for key in ("programme_id", "area_id", "theme", "project_id") if key in asked]
    return [one for one in held(ledger, "projects") if all(one[key] == asked[key] for key in keys)]


def members(ledger: Ledger, project: Row, day: Any, formed: bool = True) -> list[Row]:
    """The memberships of a project's consortium on a day; one formed after D is not there."""
    today = as_of(ledger)
    there = {row["consortium_id"]: row["formed_on"] for row in held(ledger, "consortia")}
    name = project["consortium_id"]
    if name is None or (there[name] and there[name] > today):
        return []
    return [
        row
        for row in held(ledger, "consortium_members")
        if row["consortium_id"] == name
        and (row["joined_on"] is None or row["joined_on"] <= day)
        and (row["left_on"] is None or row["left_on"] >= day)
    ]


def member_day(ledger: Ledger, project: Row) -> Any:
    today = as_of(ledger)
    if project["end_fy"] is None:
        return today
    return min(today, today.replace(year=project["end_fy"] + 1, month=3, day=31))


def granted(ledger: Ledger, asked: Row) -> list[Row]:
    """The grant rows of the selection with what is decided as of D."""
    chosen = {one["project_id"] for one in selected(ledger, asked)}
    return [
        row
        for row in plans(ledger)
        if row["project_id"] in chosen
        and row["fiscal_year"] >= asked.get("from_fy", 0)
        and row["fiscal_year"] <= asked.get("to_fy", 9999)
    ]


def summed(values: list[Any]) -> int | None:
    known = [one for one in values if one is not None]
    return sum(known) if known else None


def rounded(projects: int, population: int) -> float:
    """Projects per 100,000 to one decimal, half away from zero, in whole numbers."""
    return (2 * projects * 1_000_000 + population) // (2 * population) / 10


def reached(ledger: Ledger) -> dict[str, int]:
    return {row["project_id"]: row["kpi_targets_reached"] for row in held(ledger, "project_states")}


@pytest.mark.parametrize("asked", SELECTIONS, ids=str)
def test_every_municipality(both: Both, asked: Row) -> None:
    for ledger in both:
        places, expected = held(ledger, "area_municipalities"), []
        projects, money = selected(ledger, asked), granted(ledger, asked)
        for town in sorted(held(ledger, "municipalities"), key=lambda one: one["municipality_code"]):
            code, population = town["municipality_code"], town["population"]
            areas = {one["area_id"] for one in places if one["municipality_code"] == code}
            here = [one for one in projects if one["area_id"] in areas]
            names = {one["project_id"] for one in here}
            decided = summed([row["decided_yen"] for row in money if row["project_id"] in names])
            people = [row for one in here for row in members(ledger, one, member_day(ledger, one))]
            issues = [
                one
                for one in held(ledger, "issues")
                if one["municipality_code"] == code and one["raised_on"] <= as_of(ledger)
                and asked.get("theme") in (None, one["theme"])
            ]  # fmt: skip
            expected.append(
                {
                    "municipality_code": code,
                    "projects": len(here),
                    "running": sum(one["status"] in ("selected", "active") for one in here),
                    "organizations": len({row["organization_id"] for row in people}),
                    "decided_yen": decided,
                    "issues": len(issues),
                    "population": population,
                    "projects_per_100k": rounded(len(here), population),
                    "decided_per_resident_yen": None if decided is None else decided // population,
                }
            )
        assert len(expected) == 62
        assert ledger.rows("municipality_list", **asked) == expected


@pytest.mark.parametrize("asked", SELECTIONS, ids=str)
def test_every_organization(both: Both, asked: Row) -> None:
    for ledger in both:
        projects = {one["project_id"]: one for one in selected(ledger, asked)}
        source = {(row["project_id"], row["fiscal_year"]): row for row in held(ledger, "grants")}
        taking: dict[str, list[tuple[Row, str]]] = {}
        others: dict[str, set[str]] = {}
        for one in projects.values():
            found = members(ledger, one, member_day(ledger, one))
            for row in found:
                taking.setdefault(row["organization_id"], []).append((one, row["role"]))
                others.setdefault(row["organization_id"], set()).update(
                    two["organization_id"] for two in found
                )
        led: dict[str, list[Any]] = {}
        for row in granted(ledger, asked):
            day = source[row["project_id"], row["fiscal_year"]]["decided_on"]
            closed = as_of(ledger).replace(year=row["fiscal_year"] + 1, month=3, day=31)
            awarded = min(as_of(ledger), day if day and day <= as_of(ledger) else closed)
            for one in members(ledger, projects[row["project_id"]], awarded):
                if one["role"] == "lead":
                    led.setdefault(one["organization_id"], []).append(row["decided_yen"])
        kinds = {row["organization_id"]: row["kind"] for row in held(ledger, "organizations")}
        expected = [
            {
                "organization_id": name,
                "kind": kinds[name],
                "projects": len(parts),
                "lead_projects": sum(role == "lead" for _, role in parts),
                "running": sum(one["status"] in ("selected", "active") for one, _ in parts),
                "programmes": len({one["programme_id"] for one, _ in parts}),
                "first_fy": min(one["start_fy"] for one, _ in parts),
                "last_fy": max(
                    (one["end_fy"] for one, _ in parts if one["end_fy"] is not None), default=None
                ),
                "lead_decided_yen": summed(led.get(name, [])),
                "partners": len(others[name] - {name}),
            }
            for name, parts in sorted(taking.items())
        ]
        assert ledger.rows("organization_list", **asked) == expected


def test_every_candidate(both: Both) -> None:
    ledger, _ = both
    day, results, expected = as_of(ledger), reached(ledger), []
    offered = [row for row in held(ledger, "offers") if row["offered_on"] is None or row["offered_on"] <= day]
    matches = held(ledger, "matches")
    projects = held(ledger, "projects")
    for issue in held(ledger, "issues"):
        mine = [row for row in matches if row["issue_id"] == issue["issue_id"]]
        if issue["raised_on"] > day or any(row["agreed_on"] and row["agreed_on"] <= day for row in mine):
            continue
        for one in held(ledger, "organizations"):
            name = one["organization_id"]
            offers = sum(row["organization_id"] == name and row["theme"] == issue["theme"] for row in offered)
            tried = [
                project
                for project in projects
                if project["theme"] == issue["theme"]
                and name
                in [row["organization_id"] for row in members(ledger, project, member_day(ledger, project))]
            ]
            if one["kind"] == "local_government" or not (offers or tried):
                continue
            done = [one for one in tried if one["status"] == "completed" or results[one["project_id"]]]
            met = [row for row in mine if row["organization_id"] == name and row["introduced_on"] <= day]
            last = max(met, key=lambda row: (row["introduced_on"], row["match_id"]), default=None)
            expected.append(
                {
                    "issue_id": issue["issue_id"],
                    "organization_id": name,
                    "offers": offers,
                    "theme_projects": len(tried),
                    "theme_results": len(done),
                    "introduced_on": last and last["introduced_on"],
                    "closed_on": last
                    and last["closed_on"]
                    and (last["closed_on"] if last["closed_on"] <= day else None),
                }
            )
    expected.sort(
        key=lambda row: (
            row["issue_id"],
            -row["theme_results"],
            -row["theme_projects"],
            -row["offers"],
            row["organization_id"],
        )
    )
    assert expected and ledger.rows("issue_candidates") == expected
    (first, *_) = expected
    only = [row for row in expected if row["issue_id"] == first["issue_id"]]
    assert ledger.rows("issue_candidates", issue_id=first["issue_id"]) == only


def test_every_model(both: Both) -> None:
    for ledger in both:
        towns = {row["municipality_code"]: row for row in held(ledger, "municipalities")}
        places, results, expected = held(ledger, "area_municipalities"), reached(ledger), []
        for issue in held(ledger, "issues"):
            town = towns[issue["municipality_code"]]
            for project in held(ledger, "projects"):
                if (
                    issue["raised_on"] > as_of(ledger)
                    or project["theme"] != issue["theme"]
                    or project["status"] == "withdrawn"
                ):
                    continue
                near = [
                    towns[one["municipality_code"]] for one in places if one["area_id"] == project["area_id"]
                ]
                pairs = [sorted((town["population"], one["population"])) for one in near]
                expected.append(
                    {
                        "issue_id": issue["issue_id"],
                        "project_id": project["project_id"],
                        "same_kind": any(one["kind"] == town["kind"] for one in near),
                        "population_ratio_permille": max((a * 1000 // b for a, b in pairs), default=None),
                        "kpi_targets_reached": results[project["project_id"]],
                        "status": project["status"],
                    }
                )
        expected.sort(
            key=lambda row: (
                row["issue_id"],
                -row["kpi_targets_reached"],
                not row["same_kind"],
                -(-1 if row["population_ratio_permille"] is None else row["population_ratio_permille"]),
                row["project_id"],
            )
        )
        assert expected and ledger.rows("similar_projects") == expected


def test_the_public_has_what_is_published_of_public_organizations_and_projects(both: Both) -> None:
    """An offer or a name alone makes no organization public."""
    internal, public = both
    organizations = {row["organization_id"] for row in held(public, "organizations")}
    assert organizations == {row["organization_id"] for row in held(public, "consortium_members")}
    named, offered = (
        [row for row in held(internal, one) if row["organization_id"] in organizations] for one in NAMED
    )
    assert held(public, "organization_names") == named
    assert held(public, "offers") == [row for row in offered if row["published"]]
    projects = {row["project_id"] for row in held(public, "projects")}
    documents = held(internal, "documents")
    assert held(public, "documents") == [row for row in documents if row["project_id"] in projects]


def folded(text: Any) -> str:
    """NFKC, lower case, katakana as hiragana, without spaces and long-vowel marks."""
    found = unicodedata.normalize("NFKC", str(text)).lower().replace("ー", "")
    kana = (chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in found)
    return "".join("".join(kana).split())


NAMED = ("organization_names", "offers")
COLUMNS = {
    "projects": ("project", "project_id title_ja title_en summary_ja summary_en technologies"),
    "organizations": ("organization", "organization_id name_ja name_en corporate_number"),
    "municipalities": ("municipality", "municipality_code name_ja name_en"),
    "areas": ("area", "area_id name_ja name_en"),
    "issues": ("issue", "issue_id title_ja title_en"),
    "kpis": ("kpi", "kpi_id name_ja name_en"),
}


@pytest.mark.parametrize(
    "q",
    [
        "見本 まち",
        "SENSOR",
        "でーた",
        "区",
        "t1",
        "ｵ1",
        "tesuto",
        "テスト",
        "旧センタ",
        "sumida",
        "MP-00",
        "る い",
    ],
)
def test_everything_that_holds_every_word(both: Both, q: str) -> None:
    for ledger in both:
        words, whole = [folded(one) for one in q.split()], folded(q)
        names: dict[str, list[str]] = {}
        for row in held(ledger, "organization_names"):
            names.setdefault(row["organization_id"], []).append(row["name"])
        expected = []
        for table, (kind, listed) in COLUMNS.items():
            found = []
            for row in held(ledger, table):
                if table == "issues" and row["raised_on"] > as_of(ledger):
                    continue
                key, *columns = listed.split()
                cells = [(one, folded(row[one])) for one in (key, *columns) if row[one] is not None]
                cells += (
                    [("name", folded(one)) for one in sorted(names.get(row[key], []))]
                    if kind == "organization"
                    else []
                )
                if not all(any(word in text for _, text in cells) for word in words):
                    continue
                titles = [text for one, text in cells if one[:-3] in ("title", "name")]
                rank = 1 if whole in titles else 2 if any(one.startswith(whole) for one in titles) else 3
                place = next(one for one, text in cells if words[0] in text)
                found.append((rank, row[key], place))
            expected += [(kind, key, place) for _, key, place in sorted(found)[:50]]
        rows = [(row["kind"], row["id"], row["place"]) for row in ledger.rows("search", q=q)]
        assert [row for row in rows if row[0] not in ("technology", "page", "term")] == expected
