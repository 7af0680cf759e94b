"""One fictional project with its grants, consortium, milestones, KPIs, reports, support and how it came about."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any

import yaml

from smart_tokyo.schema import field

AS_OF = dt.date(2026, 10, 1)
THIS_FY = 2026
CHANGED = 0.25  # of decided amounts, due dates and targets
REASONS = field("grant_changes", "reason").enum
STATES = field("follow_ups", "state").enum
Cells = dict[str, Any]
Rows = Iterator[tuple[str, Cells]]
SAID: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("rows.yml").read_text("utf-8"))


def said(table: str, about: Mapping[str, object]) -> Cells:
    """The cells of a row that are the same in each of its table but for what it is about."""
    return {name: text.format(**about) for name, text in SAID.get(table, {}).items()}


class Project:
    """A project and what it `refers` to. `quirk`: the one thing about it that is not in order, if any."""

    def __init__(
        self, number: int, rng: random.Random, quirk: str | None, programme: Cells, refers: dict[str, str]
    ) -> None:
        self.number, self.rng, self.quirk, self.programme, self.refers = number, rng, quirk, programme, refers
        self.changing = copy(rng)  # what is changed makes no difference to what else there is
        self.project_id = f"GEN-{number:06}"  # which the ids of what hangs on it begin with
        self.about = {"id": self.project_id, "number": number, **refers}
        self.is_silent = number % 20 == 11  # one member, no milestone, no KPI value, no report
        self.granted_years = self._granted_years()
        self.start = self.granted_years[0] - (2 if quirk == "early-start" else 0)
        self.began_on = dt.date(self.start, 4, 1)

    def _granted_years(self) -> list[int]:
        """The fiscal years with a grant, inside the programme's."""
        fixed = {"duration": [2021, 2022, 2023, 2024], "consecutive": [2021, 2023]}
        if self.quirk:
            return fixed.get(self.quirk, [2021, 2022])
        last = min(self.programme["last_fy"] or THIS_FY, THIS_FY)
        first = self.rng.randint(self.programme["first_fy"], last)
        years = self.rng.randint(1, self.programme["max_fiscal_years"] or 3)
        return list(range(first, min(last, first + years - 1) + 1))

    def _row(self, table: str, place: int = 0, **cells: Any) -> tuple[str, Cells]:
        return table, said(table, {**self.about, "place": place}) | cells

    def rows(self) -> Rows:
        """Every row of the project as (table, cells), each after those it refers to."""
        yield from self._consortium()
        yield self._row("projects", **self._self())
        for year in self.granted_years:
            grant = self._grant(year)
            yield self._row("grants", **grant)
            if decided := grant.get("decided_yen"):  # it is lowered, to no less than what was settled
                least = grant.get("settled_yen", decided * 9 // 10)
                day = grant["decided_on"] + dt.timedelta(self.changing.randint(1, 60))
                key = {"project_id": self.project_id, "fiscal_year": year}
                yield from self._changed("grant_changes", day, key, {"decided_yen": (decided + least) // 2})
        yield from self._milestones()
        yield from self._kpi()
        yield from self._reports()
        yield from self._afterwards()
        if self.number % 3 == 1 or self.quirk:
            yield from self._issue()
            yield self._row("documents")

    def _self(self) -> Cells:
        end = self.start if self.quirk == "project-years" else self.granted_years[-1]
        over = end < THIS_FY
        status = "completed" if over else "selected" if self.start == THIS_FY else "active"
        cells: Cells = {"programme_id": self.programme["programme_id"], "start_fy": self.start}
        if self.quirk == "title-summary":
            cells |= {"summary_ja": f"架空事業{self.number:06}"}
        cells |= {"technologies": self.rng.choice(("IoT", "IoT;5G", "AI", "AI;XR", ""))}
        withdrawn = (self.rng.random() < 0.03 and over and not self.quirk) or self.quirk == "withdrawn-open"
        cells |= {"status": "withdrawn" if withdrawn else status}
        cells |= {"end_fy": end if over or self.quirk else ""}
        if over and self.number % 2:
            cells |= {"closing_ja": "架空の結び。", "closing_en": "A fictional closing line."}
        published = "true" if self.quirk or self.rng.random() < 0.85 else "false"
        return cells | {"published": published, "officer": f"架空担当{self.number % 50:02}"}

    def _consortium(self) -> Rows:
        formed = "2033-04-01" if self.quirk == "far-ahead" else self.began_on
        yield self._row("consortia", formed_on=formed, members_complete="" if self.is_silent else "true")
        lead = "member" if self.quirk == "no-lead" else "lead"
        members = [("government", lead), ("university", "member"), ("company", "supporter")]
        for organization, role in members[: 1 if self.is_silent or self.quirk == "no-partner" else 3]:
            member: Cells = {"organization_id": self.refers[organization], "role": role}
            yield self._row("consortium_members", joined_on=self.began_on, **member)

    def _grant(self, year: int) -> Cells:
        """Request in April, decision in June, settlement and payment in the following spring."""
        rng, quirk, rules = self.rng, self.quirk, self.programme
        eligible = 60_000_000 if quirk == "cap" else rng.randrange(8_000, 40_000) * 1000
        limit = min(rules["grant_cap_yen"] or 10**9, eligible * (rules["subsidy_rate_percent"] or 50) // 100)
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
        cells: Cells = {"fiscal_year": year, "requested_on": requested_on}
        cells |= {"eligible_expense_yen": eligible, "requested_yen": requested}
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

    def _changed(self, table: str, day: dt.date, key: Cells, to: Cells) -> Rows:
        """Some are changed on a day before the as-of date; nothing of a project with a quirk."""
        if self.changing.random() < CHANGED and day <= AS_OF and not self.quirk:
            yield self._row(table, changed_on=day, reason=self.changing.choice(REASONS), **key, **to)

    def _milestones(self) -> Rows:
        for place in range(1, 1 if self.is_silent else self.rng.randint(2, 4) + 1):
            due = self.began_on + dt.timedelta(150 * place)
            done = due + dt.timedelta(self.rng.randint(-20, 20))
            finished = done <= AS_OF and self.rng.random() < 0.9
            milestone = self._row("milestones", place, due_on=due, done_on=done if finished else "")
            yield milestone
            to: Cells = {"due_on": due + dt.timedelta(self.changing.randint(-20, 90))}
            key = {"milestone_id": milestone[1]["milestone_id"]}
            yield from self._changed("milestone_changes", due - dt.timedelta(30), key, to)

    def _kpi(self) -> Rows:
        rising = self.rng.random() < 0.7
        base, change = self.rng.randint(100, 500), self.rng.randint(20, 90)
        upward = rising != (self.quirk == "target-against")
        target_on = self.began_on + dt.timedelta(-1 if self.quirk == "target-early" else 1000)
        cells: Cells = {"direction": "increase" if rising else "decrease", "target_on": target_on}
        cells |= {"baseline_value": base, "target_value": base + change if upward else base - change}
        _, kpi = self._row("kpis", baseline_on=self.began_on, **cells)
        yield "kpis", kpi
        for year in (1, 2):
            to: Cells = {"target_value": base + (change if rising else -change) * (10 - year) / 10}
            to |= {"target_on": target_on + dt.timedelta(180)} if year == 1 else {}
            day = self.began_on + dt.timedelta(200 * year)
            yield from self._changed("kpi_target_changes", day, {"kpi_id": kpi["kpi_id"]}, to)
        first = self.began_on + dt.timedelta(-30 if self.quirk == "measured-early" else 300)
        for year in range(3):
            measured = first + dt.timedelta(365 * year)
            if measured <= AS_OF and not self.is_silent:
                value = base + change * self.rng.random() * (1 if rising else -1)
                yield self._row("kpi_values", measured_on=measured, value=round(value, 1))

    def _reports(self) -> Rows:
        for quarter in range(1, 5):
            day = self.began_on + dt.timedelta(90 * quarter - (120 if self.quirk == "reported-early" else 0))
            if day <= AS_OF and not self.is_silent:
                rag = self.rng.choices(("green", "amber", "red"), (7, 2, 1))[0]
                yield self._row("status_reports", reported_on=day, rag=rag)
        kind = self.rng.choice(("project_management", "expert", "network", "promotion"))
        hours, day = self.rng.randint(2, 40) / 2, self.began_on + dt.timedelta(100)
        yield self._row("support", kind=kind, provided_on=day, hours=hours)

    def _afterwards(self) -> Rows:
        """What a meeting decided, and what became of it after the grant."""
        decided = self.began_on + dt.timedelta(150)
        if self.number % 2 and decided <= AS_OF:
            due = decided + dt.timedelta(self.number % 400)
            done = due if self.number % 3 and due <= AS_OF else ""
            published = "true" if self.number % 4 == 1 else "false"
            yield self._row("actions", decided_on=decided, due_on=due, done_on=done, published=published)
        for year in range(self.granted_years[-1] + 1, THIS_FY):
            state = STATES[(self.number + year) % len(STATES)]
            checked = dt.date(year, 10, 1)
            yield self._row("follow_ups", checked_on=checked, state=state, users=self.number % 90 * 10)

    def _issue(self) -> Rows:
        """The issue that the project answers: raised, heard, and matched before the project began."""
        raised = dt.date(self.start - 1, 5, 1) + dt.timedelta(self.rng.randrange(30))
        yield self._row("issues", raised_on=raised)
        heard = raised + dt.timedelta(-1 if self.quirk == "hearing-early" else 20)
        yield self._row("hearings", held_on=heard)
        if self.number % 12 == 1 and not self.quirk:
            return  # it still looks for a partner
        introduced = raised + dt.timedelta(-1 if self.quirk == "match-before-issue" else 60)
        agreed = introduced + dt.timedelta(90)
        cells: Cells = {"introduced_on": introduced, "agreed_on": agreed}
        if self.quirk == "match-before-event" or (introduced >= dt.date(2023, 6, 1) and not self.quirk):
            cells["event_id"] = self.refers["event_id"]
        if self.quirk == "closed-early":
            cells |= {"closed_on": agreed - dt.timedelta(1), "close_reason": "架空の理由"}
        yield self._row("matches", **cells)
