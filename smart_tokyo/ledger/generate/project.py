"""One fictional project with its grants, consortium, milestones, KPIs, reports, support and how it came about."""

import datetime as dt
import random
from collections.abc import Iterator
from copy import copy
from typing import NamedTuple

from smart_tokyo.schema import field

AS_OF = dt.date(2026, 10, 1)
THIS_FY = 2026
SOURCE = "GEN-S1"
CHANGED = 0.25  # of decided amounts, due dates and targets
REASONS = field("grant_changes", "reason").enum
Cells = dict[str, object]
Rows = Iterator[tuple[str, Cells]]


class Programme(NamedTuple):
    """A fictional programme and its rules. None: no such rule, still running, or not known to expect reports.

    `cap`: yen per project and year; `rate`: percent of the eligible expense; `years`: in how many a project may be
    granted money.
    """

    programme_id: str
    first_fy: int
    last_fy: int | None
    cap: int | None
    rate: int | None
    years: int | None
    reports: bool | None


class Project:
    """A project and what it `refers` to. `quirk`: the one thing about it that is not in order, if any."""

    def __init__(
        self, number: int, rng: random.Random, quirk: str | None, programme: Programme, refers: dict[str, str]
    ) -> None:
        self.number, self.rng, self.quirk, self.programme, self.refers = number, rng, quirk, programme, refers
        self.changing = copy(rng)  # what is changed makes no difference to what else there is
        self.project_id = f"GEN-{number:06}"  # which the ids of what hangs on it begin with
        self.is_silent = number % 20 == 11  # one member, no milestone, no KPI value, no report
        self.granted_years = self._granted_years()
        self.start = self.granted_years[0] - (2 if quirk == "early-start" else 0)
        self.began_on = dt.date(self.start, 4, 1)

    def _granted_years(self) -> list[int]:
        """The fiscal years with a grant, inside the programme's."""
        fixed = {"duration": [2021, 2022, 2023, 2024], "consecutive": [2021, 2023]}
        if self.quirk:
            return fixed.get(self.quirk, [2021, 2022])
        last = min(self.programme.last_fy or THIS_FY, THIS_FY)
        first = self.rng.randint(self.programme.first_fy, last)
        return list(range(first, min(last, first + self.rng.randint(1, self.programme.years or 3) - 1) + 1))

    def rows(self) -> Rows:
        """Every row of the project as (table, cells), each after those it refers to."""
        yield from self._consortium()
        yield "projects", self._self()
        for year in self.granted_years:
            grant = self._grant(year)
            yield "grants", grant
            yield from self._changed_grant(grant)
        yield from self._milestones()
        yield from self._kpi()
        yield from self._reports()
        if self.number % 3 == 1 or self.quirk:
            yield from self._issue()
            cells: Cells = {"document_id": f"{self.project_id}-D", "project_id": self.project_id}
            cells |= {"kind": "report", "title_ja": f"架空の報告書{self.number:06}", "source_id": SOURCE}
            yield "documents", cells | {"url": f"https://example.org/{self.project_id}.pdf"}

    def _self(self) -> Cells:
        end = self.start if self.quirk == "project-years" else self.granted_years[-1]
        over = end < THIS_FY
        status = "completed" if over else "selected" if self.start == THIS_FY else "active"
        title = f"架空事業{self.number:06}"
        same = self.quirk == "title-summary"
        cells: Cells = {"project_id": self.project_id, "programme_id": self.programme.programme_id}
        cells |= {"area_id": self.refers["area_id"], "theme": self.refers["theme"]}
        cells |= {"consortium_id": f"{self.project_id}-C", "source_id": SOURCE, "start_fy": self.start}
        cells |= {"title_ja": title, "title_en": f"Fictional project {self.number:06}"}
        cells |= {"summary_ja": title if same else f"架空の取組の説明{self.number:06}。実在しません。"}
        cells |= {"technologies": self.rng.choice(("IoT", "IoT;5G", "AI", "AI;XR", ""))}
        withdrawn = (self.rng.random() < 0.03 and over and not self.quirk) or self.quirk == "withdrawn-open"
        cells |= {"status": "withdrawn" if withdrawn else status}
        cells |= {"end_fy": end if over or self.quirk else "", "confidence": "seen"}
        published = "true" if self.quirk or self.rng.random() < 0.85 else "false"
        return cells | {"published": published, "officer": f"架空担当{self.number % 50:02}"}

    def _consortium(self) -> Rows:
        consortium = f"{self.project_id}-C"
        cells: Cells = {"consortium_id": consortium, "name_ja": f"架空連携体{self.number:06}"}
        formed = "2033-04-01" if self.quirk == "far-ahead" else self.began_on
        cells |= {"name_en": f"Fictional consortium {self.number:06}", "formed_on": formed}
        yield "consortia", cells | {"members_complete": "" if self.is_silent else "true"}
        lead = "member" if self.quirk == "no-lead" else "lead"
        members = [("government", lead), ("university", "member"), ("company", "supporter")]
        for organization, role in members[: 1 if self.is_silent or self.quirk == "no-partner" else 3]:
            cells = {"consortium_id": consortium, "organization_id": self.refers[organization], "role": role}
            yield "consortium_members", cells | {"joined_on": self.began_on, "confidence": "seen"}

    def _grant(self, year: int) -> Cells:
        """Request in April, decision in June, settlement and payment in the following spring."""
        rng, quirk, rules = self.rng, self.quirk, self.programme
        eligible = 60_000_000 if quirk == "cap" else rng.randrange(8_000, 40_000) * 1000
        limit = min(rules.cap or 10**9, eligible * (rules.rate or 50) // 100)
        decided = limit * rng.randint(80, 100) // 100 // 1000 * 1000
        if quirk in ("cap", "rate"):
            decided = limit + 1
        requested = decided - 1000 if quirk == "over-request" else max(decided, limit // 1000 * 1000)
        requested_on = dt.date(year, 4, 10) + dt.timedelta(rng.randrange(20))
        decided_on = dt.date(year, 6, 1) + dt.timedelta(rng.randrange(60))
        if quirk == "date-order":
            requested_on = decided_on + dt.timedelta(1)
        if quirk == "decided-outside":
            requested_on, decided_on = dt.date(year, 3, 1), dt.date(year, 3, 31)
        cells: Cells = {"project_id": self.project_id, "fiscal_year": year, "source_id": SOURCE}
        cells |= {"eligible_expense_yen": eligible, "requested_yen": requested, "requested_on": requested_on}
        if quirk != "paid-undecided":
            cells |= {"decided_yen": decided, "decided_on": decided_on}
        if year < THIS_FY:
            settled = decided + 1 if quirk == "settled-over" else decided * rng.randint(85, 100) // 100
            settled_on = dt.date(year + 1, 4, 1) + dt.timedelta(rng.randrange(25))
            if quirk == "withdrawn-open":
                return cells
            if quirk != "paid-unsettled":
                cells |= {"settled_yen": settled, "settled_on": settled_on}
            paid_on = AS_OF + dt.timedelta(1) if quirk == "paid-later" else settled_on + dt.timedelta(30)
            paid = settled // 1000 if quirk == "thousands" else settled + (quirk == "paid-over")
            cells |= {"paid_yen": paid, "paid_on": paid_on}
        return cells

    def _changed_grant(self, grant: Cells) -> Rows:
        """A decision that is lowered, to no less than what was settled."""
        decided, decided_on = grant.get("decided_yen"), grant.get("decided_on")
        if isinstance(decided, int) and isinstance(decided_on, dt.date):
            least = grant.get("settled_yen", decided * 9 // 10)
            assert isinstance(least, int)
            day = decided_on + dt.timedelta(self.changing.randint(1, 60))
            key = {"project_id": self.project_id, "fiscal_year": grant["fiscal_year"]}
            yield from self._changed("grant_changes", day, key, {"decided_yen": (decided + least) // 2})

    def _changed(self, table: str, day: dt.date, key: Cells, to: Cells) -> Rows:
        """Some are changed on a day before the as-of date; nothing of a project with a quirk."""
        if self.changing.random() < CHANGED and day <= AS_OF and not self.quirk:
            cells: Cells = {"changed_on": day, "reason": self.changing.choice(REASONS), "source_id": SOURCE}
            yield table, key | cells | to | {"reason_ja": "架空の理由", "reason_en": "Fictional reason"}

    def _milestones(self) -> Rows:
        for place in range(1, 1 if self.is_silent else self.rng.randint(2, 4) + 1):
            due = self.began_on + dt.timedelta(150 * place)
            done = due + dt.timedelta(self.rng.randint(-20, 20))
            cells: Cells = {"milestone_id": f"{self.project_id}-M{place}", "project_id": self.project_id}
            cells |= {"title_ja": f"架空の節目{place}", "title_en": f"Fictional step {place}", "due_on": due}
            finished = done <= AS_OF and self.rng.random() < 0.9
            yield "milestones", cells | {"done_on": done if finished else "", "confidence": "seen"}
            to: Cells = {"due_on": due + dt.timedelta(self.changing.randint(-20, 90))}
            key: Cells = {"milestone_id": cells["milestone_id"]}
            yield from self._changed("milestone_changes", due - dt.timedelta(30), key, to)

    def _kpi(self) -> Rows:
        kpi = f"{self.project_id}-K"
        rising = self.rng.random() < 0.7
        base, change = self.rng.randint(100, 500), self.rng.randint(20, 90)
        upward = rising != (self.quirk == "target-against")
        target_on = self.began_on + dt.timedelta(-1 if self.quirk == "target-early" else 1000)
        cells: Cells = {"kpi_id": kpi, "project_id": self.project_id, "confidence": "seen"}
        cells |= {
            "name_ja": "架空の利用者数",
            "name_en": "Fictional users",
            "unit_ja": "人",
            "unit_en": "people",
        }
        cells |= {"direction": "increase" if rising else "decrease", "target_on": target_on}
        cells |= {"baseline_value": base, "target_value": base + change if upward else base - change}
        yield "kpis", cells | {"baseline_on": self.began_on}
        for year in (1, 2):
            to: Cells = {"target_value": base + (change if rising else -change) * (10 - year) / 10}
            to |= {"target_on": target_on + dt.timedelta(180)} if year == 1 else {}
            day = self.began_on + dt.timedelta(200 * year)
            yield from self._changed("kpi_target_changes", day, {"kpi_id": kpi}, to)
        first = self.began_on + dt.timedelta(-30 if self.quirk == "measured-early" else 300)
        for year in range(3):
            measured = first + dt.timedelta(365 * year)
            if measured <= AS_OF and not self.is_silent:
                value = base + change * self.rng.random() * (1 if rising else -1)
                yield "kpi_values", {"kpi_id": kpi, "measured_on": measured, "value": round(value, 1)}

    def _reports(self) -> Rows:
        for quarter in range(1, 5):
            day = self.began_on + dt.timedelta(90 * quarter - (120 if self.quirk == "reported-early" else 0))
            if day <= AS_OF and not self.is_silent:
                rag = self.rng.choices(("green", "amber", "red"), (7, 2, 1))[0]
                cells: Cells = {"project_id": self.project_id, "reported_on": day, "rag": rag}
                yield "status_reports", cells | {"comment_ja": "架空の報告", "comment_en": "Fictional report"}
        kind = self.rng.choice(("project_management", "expert", "network", "promotion"))
        cells = {"support_id": f"{self.project_id}-S", "project_id": self.project_id, "kind": kind}
        hours = self.rng.randint(2, 40) / 2
        yield "support", cells | {"provided_on": self.began_on + dt.timedelta(100), "hours": hours}

    def _issue(self) -> Rows:
        """The issue that the project answers: raised, heard, and matched before the project began."""
        issue = f"{self.project_id}-I"
        raised = dt.date(self.start - 1, 5, 1) + dt.timedelta(self.rng.randrange(30))
        cells: Cells = {"issue_id": issue}
        cells |= {key: self.refers[key] for key in ("municipality_code", "theme")}
        cells |= {"title_ja": f"架空課題{self.number:06}", "title_en": f"Fictional issue {self.number:06}"}
        yield "issues", cells | {"raised_on": raised, "published": "true"}
        heard = raised + dt.timedelta(-1 if self.quirk == "hearing-early" else 20)
        cells = {"hearing_id": f"{issue}-H", "issue_id": issue, "stage": "initial"}
        yield "hearings", cells | {"held_on": heard}
        if self.number % 12 == 1 and not self.quirk:
            return  # it still looks for a partner
        introduced = raised + dt.timedelta(-1 if self.quirk == "match-before-issue" else 60)
        agreed = introduced + dt.timedelta(90)
        cells = {"match_id": f"{issue}-M", "issue_id": issue, "organization_id": self.refers["company"]}
        if self.quirk == "match-before-event" or (introduced >= dt.date(2023, 6, 1) and not self.quirk):
            cells["event_id"] = self.refers["event_id"]
        cells |= {"introduced_on": introduced, "agreed_on": agreed, "project_id": self.project_id}
        if self.quirk == "closed-early":
            cells |= {"closed_on": agreed - dt.timedelta(1), "close_reason": "架空の理由"}
        yield "matches", cells
