"""The sheet of a municipality for a notice board: one A4 page of what is done there, with whom and what came of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from smart_tokyo import N_, commas, formats, settings
from smart_tokyo.figures import Among, Part, Reading, Row
from smart_tokyo.outputs.documents.document import Document, KeyFigure, Section
from smart_tokyo.outputs.reports import common

FEW = 6  # of what is listed
RUNNING_FIRST = (
    "status not in ('active', 'selected'), status <> 'completed', start_fy desc nulls last, project_id"
)
TILES = {
    "projects": N_("Projects here"),
    "running": N_("Going on now"),
    "decided_yen": N_("Money decided so far (yen)"),
    "organizations": N_("Taking part"),
}
EACH = N_("A project counts whole in each of its municipalities, and so does its money.")


def notice(r: Reading, code: str, address: str) -> Document:
    """The sheet of a municipality of the data, whatever the filters; `address`: of its page."""
    t, here = r.t, ("project_id", Among("projects_of", (None, code)))
    (town,) = r.part("municipality_list", Part((("municipality_code", code),)))
    none = Section(t("What is done here"), (t("No project is listed here at present."),))
    ask = filter(None, (r.line(settings.get("CONTACT")), address, t(EACH)))
    sections = (
        *(_what_is_done(r, town, here) if town["projects"] else [none]),
        Section(t("Where to ask"), tuple(ask)),
    )
    named = tuple({row["source_id"] for row in r.part("project_detail", Part((here,)))} - {None})
    sources = r.part("source_list", Part((("source_id", named),), order="source_id"))
    about = (t("Sources"), commas(dict.fromkeys(r.line(row["publisher"]) for row in sources), r.lang))
    title = t("Smart Tokyo: {town}", town=r.name("municipality", code))
    return replace(common.document(r, title, sections, (about,)), one_page=True)


def _what_is_done(r: Reading, town: Row, here: tuple[str, Among]) -> Iterator[Section]:
    t = r.t

    def listed(
        title: str, query: str, said: Callable[[Row], str], order: str, only: str = "", of: Any = here
    ) -> Section:
        rows = r.part(query, Part((of,), only, order))
        lines = [f"・{said(row)}" for row in rows[:FEW]] or [t("Nothing is known.")]
        return Section(title, (*lines, *([t("and {n} more", n=len(rows) - FEW)] if len(rows) > FEW else [])))

    def project(row: Row) -> str:
        return r.title({**row, "status": None}) + r.aside(r.word("projects", "status", row["status"]))

    def kpi(row: Row) -> str:
        said = [r.qualified(row["latest_value"], row, "latest_qualifier", r.date(row["latest_on"]))]
        if not formats.missing(row["target_value"]):
            said.append(t("target: {value}", value=r.qualified(row["target_value"], row)))
        return r.labelled(r.pick(row, "name"), commas(said, r.lang))

    def milestone(row: Row) -> str:
        what = r.title({**row, "project_status": None}) + r.aside(r.pick(row, "project_title"))
        return r.labelled(r.date(row["due_on"]), what)

    def partner(row: Row) -> str:
        return r.name("organization", row["organization_id"])

    tiles = tuple(
        KeyFigure(t(label), town[name], "yen" if name == "decided_yen" else "count", absent=r.unknown)
        for name, label in TILES.items()
    )
    partners = ("organization_id", Among("partners_of", (None, town["municipality_code"], None, None, None)))
    measured, coming = "latest_value is not null", "state = 'planned' and project_status <> 'withdrawn'"
    yield replace(listed(t("What is done here"), "project_list", project, RUNNING_FIRST), figures=tiles)
    yield listed(t("With whom"), "organization_list", partner, "projects desc, organization_id", of=partners)
    yield listed(t("Results so far"), "kpi_list", kpi, "latest_on desc, kpi_id", measured)
    yield listed(t("What comes next"), "milestone_list", milestone, "due_on, milestone_id", coming)
