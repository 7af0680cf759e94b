"""Which rows the public may see: published projects and issues, and what hangs on them.

Shipped reference rows are always visible; reference rows that a source brought only where a visible row
refers to them, so that an area or a source known from a hidden project alone stays hidden.
"""

from __future__ import annotations

from smart_tokyo.ledger.checking.check import Content
from smart_tokyo.ledger.content.records import Row
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import tables

OF_A_PROJECT = ("grants", "milestones", "kpis", "status_reports", "support")


def visible(content: Content) -> dict[str, list[Row]]:
    """The visible rows of every public table, whole: writing them leaves the internal columns out."""
    return _Visible(content).rows


class _Visible:
    def __init__(self, content: Content) -> None:
        self.content = content
        self.rows: dict[str, list[Row]] = {
            name: [] for name, table in tables().items() if table.visibility == "public"
        }
        for name in ("projects", "issues"):
            self._where(name, "published", {True})
        projects = self._values("projects", "project_id")
        for name in OF_A_PROJECT:
            self._where(name, "project_id", projects)
        self._where("kpi_values", "kpi_id", self._values("kpis", "kpi_id"))
        self._where("consortia", "consortium_id", self._values("projects", "consortium_id"))
        self._where("consortium_members", "consortium_id", self._values("consortia", "consortium_id"))
        members = self._values("consortium_members", "organization_id")
        self._where("organizations", "organization_id", members)
        self._where("events", "event_id", self._all("events", "event_id"))
        self._reference("areas", "area_id", self._values("projects", "area_id"))
        self._where("area_municipalities", "area_id", self._values("areas", "area_id"))
        programmes = self._values("projects", "programme_id") | self._values("areas", "programme_id")
        self._reference("programmes", "programme_id", programmes)
        self._timeline()
        self._reference_targets("themes", "municipalities", "sources")

    def _where(self, table: str, column: str, wanted: set[Value]) -> None:
        place = tables()[table].position[column]
        self.rows[table] = [row for row in self.content.rows[table] if row[place] in wanted]

    def _values(self, table: str, column: str) -> set[Value]:
        """The known values of a column among the visible rows."""
        place = tables()[table].position[column]
        return {row[place] for row in self.rows[table]} - {None}

    def _all(self, table: str, column: str) -> set[Value]:
        place = tables()[table].position[column]
        return {row[place] for row in self.content.rows[table]}

    def _reference(self, table: str, column: str, referred: set[Value]) -> None:
        """Shipped rows, and those that visible rows refer to."""
        one, shipped = tables()[table], self.content.shipped[table]
        place = one.position[column]
        self.rows[table] = [
            row for row in self.content.rows[table] if row[place] in referred or one.key_of(row) in shipped
        ]

    def _timeline(self) -> None:
        """Entries of a visible programme or of none."""
        self._where("timeline", "programme_id", self._values("programmes", "programme_id") | {None})

    def _reference_targets(self, *names: str) -> None:
        """Shipped rows of tables at the end of foreign keys, and those that any visible row refers to."""
        for name in names:
            target = tables()[name].primary_key[0]
            referred: set[Value] = set()
            for other, table in tables().items():
                for key in table.foreign_keys:
                    if key.reference == name and other in self.rows:
                        referred |= self._values(other, key.fields[0])
            self._reference(name, target, referred)
