"""Which rows the public may see: published projects and issues, and what hangs on them.

Shipped reference rows are always visible; reference rows that a source brought only where a visible row
refers to them, so that an area or a source known from a hidden project alone stays hidden.
"""

from __future__ import annotations

from smart_tokyo.ledger.checking.check import Content
from smart_tokyo.ledger.content.records import Row
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import tables

HANGING = (
    *(
        (name, "project_id", "projects")
        for name in ("grants", "milestones", "kpis", "status_reports", "support")
    ),
    ("kpi_values", "kpi_id", "kpis"),
    ("consortia", "consortium_id", "projects"),
    ("consortium_members", "consortium_id", "consortia"),
    ("organizations", "organization_id", "consortium_members"),
)
"""Tables of which the rows are visible whose value of the column a visible row of the other table has."""


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
            self._keep(name, "published", {True})
        for name, column, other in HANGING:
            self._keep(name, column, self._values(other, column))
        self.rows["events"] = list(content.rows["events"])
        self._keep("areas", "area_id", self._values("projects", "area_id"), shipped=True)
        self._keep("area_municipalities", "area_id", self._values("areas", "area_id"))
        programmes = self._values("projects", "programme_id") | self._values("areas", "programme_id")
        self._keep("programmes", "programme_id", programmes, shipped=True)
        self._keep("timeline", "programme_id", self._values("programmes", "programme_id") | {None})
        for name in ("themes", "municipalities", "sources"):
            self._keep(name, tables()[name].primary_key[0], self._referred(name), shipped=True)

    def _keep(self, table: str, column: str, wanted: set[Value], shipped: bool = False) -> None:
        """The rows whose value is wanted, and on demand those that the project ships."""
        one = tables()[table]
        place, also = one.position[column], self.content.shipped[table] if shipped else frozenset()
        self.rows[table] = [
            row
            for row in self.content.rows[table]
            if row[place] in wanted or (also and one.key_of(row) in also)
        ]

    def _values(self, table: str, column: str) -> set[Value]:
        """The known values of a column among the visible rows."""
        place = tables()[table].position[column]
        return {row[place] for row in self.rows[table]} - {None}

    def _referred(self, name: str) -> set[Value]:
        """The rows of a table that any visible row refers to."""
        return {
            value
            for other, table in tables().items()
            for key in table.foreign_keys
            if key.reference == name and other in self.rows
            for value in self._values(other, key.fields[0])
        }
