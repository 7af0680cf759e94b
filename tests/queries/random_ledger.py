"""Random ledgers that pass the check: small numbers that often meet, dates on and around the as-of date.

The same seed gives the same ledger. Nothing in them is ordinary, so that rules and thresholds are met from
both sides; what must hold of any ledger is held against them.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

from smart_tokyo.schema import tables

PROGRAMMES, AREAS, ORGANIZATIONS, CONSORTIA, PROJECTS, ISSUES = 3, 5, 12, 9, 30, 20
PLACES = ("131016", "131075", "131199", "132080")
THEMES = ("mobility", "tourism", "health")
KINDS = ("local_government", "university", "company", "other")
REASONS = ("scope", "schedule", "cost", "partner", "technology", "disaster", "other")
AGES = (-400, -30, -1, 0, 1, 7, 30, 89, 90, 91, 120, 179, 180, 181, 182, 300, 500, 700)
"""Days before the as-of date; the thresholds are among them."""

Rows = list[dict[str, Any]]


class _Ledger:
    """One ledger in the making: rows of text, numbers and dates by table; None is an empty cell."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.as_of = self.random.choice(
            [dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2025, 11, 15), dt.date(2026, 9, 28)]
        )
        self.rows: dict[str, Rows] = {
            "programmes": [self.programme(number) for number in range(PROGRAMMES)],
            "areas": [self.area(number) for number in range(AREAS)],
            "organizations": [self.organization(number) for number in range(ORGANIZATIONS)],
            "consortia": [
                {
                    "consortium_id": f"con{number}",
                    "name_ja": "x",
                    "formed_on": self.maybe(self.day()),
                    "members_complete": self.one("true", "true", "false", None),
                }
                for number in range(CONSORTIA)
            ],
            "projects": [self.project(number) for number in range(PROJECTS)],
            "events": [{"event_id": "eve", "name_ja": "x", "held_on": self.day()}],
        }
        self.rows["area_municipalities"] = [
            {"area_id": area["area_id"], "municipality_code": code}
            for area in self.rows["areas"]
            for code in self.some(PLACES, 3)
        ]
        self.rows["consortium_members"] = [
            member for one in self.rows["consortia"] for member in self.members(one["consortium_id"])
        ]
        self.of_projects()
        self.of_issues()
        self.of_partners()
        self.of_money()

    @staticmethod
    def empty(number: int) -> list[Rows]:
        return [[] for _ in range(number)]

    def one(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def some(self, choices: Any, most: int) -> list[Any]:
        found = sorted(choices)
        return self.random.sample(found, self.random.randint(0, min(most, len(found))))

    def maybe(self, value: Any, chance: float = 0.8) -> Any:
        return value if self.random.random() < chance else None

    def day(self, since: dt.date | None = None) -> dt.date:
        """A day around the as-of date, not before another."""
        found = self.as_of - dt.timedelta(days=self.one(*AGES))
        return found if since is None or found >= since else since + dt.timedelta(self.one(0, 1, 30))

    def days(self, *numbers: int) -> list[dt.date]:
        """So many days around the as-of date, each once."""
        return sorted({self.day() for _ in range(self.one(*numbers))})

    def programme(self, number: int) -> dict[str, Any]:
        return {
            "programme_id": f"prog{number}", "name_ja": "x", "name_en": "x", "first_fy": 2019,
            "grant_cap_yen": (100, None, 150)[number], "subsidy_rate_percent": (50, 33, None)[number],
            "max_fiscal_years": (3, None, 2)[number], "reports_expected": ("true", None, "false")[number],
        }  # fmt: skip

    def area(self, number: int) -> dict[str, Any]:
        return {
            "area_id": f"area{number}", "programme_id": f"prog{number % PROGRAMMES}", "name_ja": "x",
            "name_en": "x", "kind": "district", "latitude": 35.6, "longitude": 139.7, "first_fy": 2019,
        }  # fmt: skip

    def organization(self, number: int) -> dict[str, Any]:
        return {"organization_id": f"org{number:02}", "name_ja": f"o{number}", "kind": KINDS[number % 4]}

    def members(self, consortium: str) -> Rows:
        found = []
        for place, number in enumerate(self.some(range(ORGANIZATIONS), 6)):
            joined = self.maybe(self.day(), 0.5)
            found.append(
                {
                    "consortium_id": consortium,
                    "organization_id": f"org{number:02}",
                    "role": "lead" if place == 0 else "member",
                    "joined_on": joined,
                    "left_on": self.maybe(self.day(joined), 0.2),
                }  # fmt: skip
            )
        return found

    def project(self, number: int) -> dict[str, Any]:
        start = self.one(2022, 2023, 2024, 2025, 2025, 2026)
        return {
            "project_id": f"p{number:02}", "programme_id": f"prog{self.one(*range(PROGRAMMES))}",
            "area_id": f"area{self.one(*range(AREAS))}", "title_ja": f"t{number}",
            "consortium_id": self.maybe(f"con{self.one(*range(CONSORTIA))}", 0.7), "theme": self.one(*THEMES),
            "status": self.one("selected", "active", "active", "completed", "withdrawn"), "start_fy": start,
            "end_fy": self.maybe(start + self.one(0, 1, 2)),
            "published": str(self.random.random() < 0.7).lower(),
        }  # fmt: skip

    def of_projects(self) -> None:
        milestones, kpis, values, reports, grants, support = self.empty(6)
        changed, moved, aimed = self.empty(3)
        for project in self.rows["projects"]:
            name, start = project["project_id"], project["start_fy"]
            key = {"project_id": name}
            for year in self.some(range(start - (self.random.random() < 0.1), min(start + 4, 2028)), 4):
                grants.append(key | self.grant(year))
                for on in self.changes(grants[-1]["decided_on"]):
                    one = {"decided_yen": self.one(0, 80, 100, 101, 120), "reason": self.one(*REASONS)}
                    one |= {
                        "eligible_expense_yen": self.maybe(250, 0.4),
                        "requested_yen": self.maybe(110, 0.4),
                    }
                    changed.append(key | {"fiscal_year": year, "changed_on": on} | one)
            for number in range(self.one(0, 0, 1, 2)):
                due = self.day()
                done = self.maybe(self.day(dt.date(start, 4, 1)), 0.6)
                one = {"milestone_id": f"{name}m{number}", "title_ja": f"m{number}"}
                milestones.append(key | one | {"due_on": due, "done_on": done})
                for on in self.changes():
                    one = {"milestone_id": f"{name}m{number}", "changed_on": on, "due_on": self.day()}
                    moved.append(one | {"reason": self.one(*REASONS)})
            for number in range(self.one(0, 0, 1, 2)):
                kpi = f"{name}k{number}"
                kpis.append(key | self.kpi(kpi))
                for on in self.changes():
                    one = {"kpi_id": kpi, "changed_on": on, "target_value": self.one(5, 7.5, 20)}
                    aimed.append(
                        one | {"target_on": self.maybe(self.day(), 0.5), "reason": self.one(*REASONS)}
                    )
                for measured in self.days(0, 1, 2):
                    one = {"kpi_id": kpi, "measured_on": measured}
                    values.append(one | {"value": self.one(-2, 0, 2.5, 5, 7.4, 7.5, 9, 12)})
            for reported in self.days(0, 0, 1, 1, 2):
                reports.append(key | {"reported_on": reported, "rag": self.one("green", "amber", "red")})
            for number in range(self.one(0, 1, 2)):
                one = {"support_id": f"{name}s{number}", "kind": self.one("network", "expert")}
                support.append(key | one | {"provided_on": self.day(), "hours": self.maybe(self.one(1.5, 2))})
        self.rows |= {"milestones": milestones, "kpis": kpis, "kpi_values": values}
        self.rows |= {"status_reports": reports, "grants": grants, "support": support}
        self.rows |= {"grant_changes": changed, "milestone_changes": moved, "kpi_target_changes": aimed}

    def changes(self, decided: dt.date | None = None) -> list[dt.date]:
        """The days on which something was changed, after the decision."""
        return [on for on in self.days(0, 0, 1, 2, 3) if decided is None or on > decided]

    def grant(self, year: int) -> dict[str, Any]:
        found: dict[str, Any] = {"fiscal_year": year}
        found["eligible_expense_yen"] = self.maybe(self.one(0, 200, 201, 300))
        happened = dt.date(year, 4, 1)
        for stage, choices in (
            ("requested", (90, 100, 101)),
            ("decided", (0, 99, 100, 100, 100, 101)),
            ("settled", (79, 80, 81, 99, 100, 100)),
            ("paid", (0, 80, 99, 100)),
        ):
            found[f"{stage}_yen"] = self.maybe(self.one(*choices))
            late = self.as_of + dt.timedelta(self.one(0, 1))
            happened += dt.timedelta(days=self.one(-1, 0, 30, 100, 200))
            found[f"{stage}_on"] = self.maybe(self.one(happened, happened, happened, late))
        return found

    def kpi(self, name: str) -> dict[str, Any]:
        start = self.maybe(self.day())
        return {
            "kpi_id": name, "name_ja": "x", "direction": self.one("increase", "decrease"),
            "baseline_value": self.maybe(0), "baseline_on": start,
            "target_value": self.maybe(self.one(10, 10, 0)), "target_on": self.maybe(self.day(start)),
        }  # fmt: skip

    def of_issues(self) -> None:
        issues, hearings, matches = self.empty(3)
        for number in range(ISSUES):
            name = f"i{number:02}"
            issues.append(
                {
                    "issue_id": name,
                    "municipality_code": self.one(*PLACES),
                    "title_ja": name,
                    "theme": self.one(*THEMES),
                    "raised_on": self.day(),
                    "published": self.one("true", "false"),
                }  # fmt: skip
            )
            for place in range(self.one(0, 1, 1, 2)):
                stage = self.one("initial", "initial", "second", "final")
                one = {"hearing_id": f"{name}h{place}", "issue_id": name}
                hearings.append(one | {"stage": stage, "held_on": self.day()})
            for place in range(self.one(0, 1, 1, 2)):
                introduced = self.day()
                organization = f"org{self.one(*range(ORGANIZATIONS)):02}"
                matches.append(
                    {
                        "match_id": f"{name}m{place}",
                        "issue_id": name,
                        "organization_id": organization,
                        "introduced_on": introduced,
                        "agreed_on": self.maybe(self.day(introduced), 0.7),
                        "project_id": self.maybe(f"p{self.one(*range(PROJECTS)):02}", 0.8),
                    }  # fmt: skip
                )
        self.rows |= {"issues": issues, "hearings": hearings, "matches": matches}

    def of_partners(self) -> None:
        offers, names, documents = self.empty(3)
        for one in self.rows["organizations"]:
            key = {"organization_id": one["organization_id"]}
            for theme in self.some(THEMES, 2):
                offer = {"theme": theme, "offered_on": self.maybe(self.day())}
                offers.append(key | offer | {"published": self.one("true", "true", "false")})
            for name in self.some(("旧センター", "ﾃｽﾄ商会", "Old Name"), 2):
                names.append(key | {"name": name, "kind": self.one("former", "variant")})
        for project in self.rows["projects"][::3]:
            one = {"document_id": f"{project['project_id']}d", "project_id": project["project_id"]}
            about = {"kind": "report", "title_ja": "x", "url": "https://example.org/x"}
            documents.append(one | about | {"published_on": self.maybe(self.day())})
        self.rows |= {"offers": offers, "organization_names": names, "documents": documents}

    def of_money(self) -> None:
        budgets, actions, follow_ups = self.empty(3)
        for number in range(PROGRAMMES):
            for year in self.some(range(2021, 2029), 6):
                revised = self.maybe(self.one(0, 250, 999), 0.6)
                day = self.maybe(self.day(), 0.6) if revised is not None else None
                key = {"programme_id": f"prog{number}", "fiscal_year": year}
                one = {"initial_yen": self.one(0, 300, 1000, 1001)}
                budgets.append(key | one | {"revised_yen": revised, "revised_on": day})
        for number in range(2 * PROJECTS):
            decided = self.day()
            done = self.maybe(self.one(decided, self.day(decided)), 0.4)
            project = self.maybe(f"p{self.one(*range(PROJECTS)):02}")
            one = {"action_id": f"a{number:02}", "project_id": project, "decided_on": decided}
            one |= {"text_ja": "x", "due_on": self.maybe(self.day()), "done_on": done}
            actions.append(one | {"published": self.one("true", "false")})
        for project in self.rows["projects"]:
            for on in self.days(0, 0, 1, 2):
                if on >= dt.date(project["start_fy"], 4, 1):
                    one = {"project_id": project["project_id"], "checked_on": on}
                    one |= {"state": self.one("running", "scaled", "handed_over", "ended")}
                    follow_ups.append(one | {"users": self.maybe(self.one(0, 1, 50))})
        self.rows |= {"budgets": budgets, "actions": actions, "follow_ups": follow_ups}


def write_random_source(folder: Path, seed: int) -> Path:
    """Write a random source into a folder, which is made, and return it."""
    ledger = _Ledger(seed)
    folder.mkdir(parents=True)
    for name, rows in ledger.rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, tables()[name].columns)
            writer.writeheader()
            writer.writerows(rows)
    about = f"label_en: Random {seed} (fictional)\nas_of: {ledger.as_of}\nfictional: true\n"
    (folder / "dataset.yaml").write_text(about, encoding="utf-8")
    return folder
