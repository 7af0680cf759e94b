"""Which rows the public may see: published projects and issues, and what hangs on them.

Shipped reference rows are always visible; reference rows that a source brought only where a visible row
refers to them, so that an area or a source known from a hidden project alone stays hidden.
"""

from __future__ import annotations

from smart_tokyo.ledger.checking.check import Content
from smart_tokyo.ledger.content.records import Row
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import tables

OF_PROJECTS = ("grants", "milestones", "kpis", "status_reports", "support")
HANGING = (
    *((name, "project_id", "projects") for name in OF_PROJECTS),
    ("kpi_values", "kpi_id", "kpis"),
    ("consortia", "consortium_id", "projects"),
    ("consortium_members", "consortium_id", "consortia"),
    ("organizations", "organization_id", "consortium_members"),
)
"""Tables of which the rows are visible whose value of the column a visible row of the other table has."""


def visible(content: Content) -> dict[str, list[Row]]:
    """The visible rows of every public table, whole: writing them leaves the internal columns out."""
    rows: dict[str, list[Row]] = {
        name: [] for name, table in tables().items() if table.visibility == "public"
    }

    def keep(table: str, column: str, wanted: set[Value], shipped: bool = False) -> None:
        """The rows whose value is wanted, and on demand those that the project ships."""
        one = tables()[table]
        place, also = one.position[column], content.shipped[table] if shipped else frozenset()
        rows[table] = [
            row for row in content.rows[table] if row[place] in wanted or (also and one.key_of(row) in also)
        ]

    def values(table: str, column: str) -> set[Value]:
        """The known values of a column among the visible rows."""
        place = tables()[table].position[column]
        return {row[place] for row in rows[table]} - {None}

    for name in ("projects", "issues"):
        keep(name, "published", {True})
    for name, column, other in HANGING:
        keep(name, column, values(other, column))
    rows["events"] = list(content.rows["events"])
    keep("areas", "area_id", values("projects", "area_id"), shipped=True)
    keep("area_municipalities", "area_id", values("areas", "area_id"))
    programmes = values("projects", "programme_id") | values("areas", "programme_id")
    keep("programmes", "programme_id", programmes, shipped=True)
    keep("timeline", "programme_id", values("programmes", "programme_id") | {None})
    for name in ("themes", "municipalities", "sources"):
        referring = (
            (other, key.fields[0])
            for other in rows
            for key in tables()[other].foreign_keys
            if key.reference == name
        )
        referred = set().union(*(values(*one) for one in referring))
        keep(name, tables()[name].primary_key[0], referred, shipped=True)
    return rows
