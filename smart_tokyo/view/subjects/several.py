"""What the pages of an organization and of a town both show: projects, organizations, tiles of one row."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from smart_tokyo import formats
from smart_tokyo.figures import Among, Row, word
from smart_tokyo.view.frame import Listed, Page, plain, whole
from smart_tokyo.view.parts import Column, columns, phrases, sections, table, values, worded

NEWEST = "start_fy desc nulls last, project_id"
COUNTED = ("projects", "lead_projects", "running", "first_fy", "last_fy", "lead_decided_yen", "partners")


def of_name(
    page: Page, query: str, order: str = "", only: str = "", *, organization: str = "", town: str = ""
) -> Listed:
    """The rows of a query by project that are of an organization's or a town's, as `page.listed`."""
    return page.listed(
        query, order, only, project_id=Among("projects_of", (organization or None, town or None))
    )


def partners(page: Page, *, organization: str = "", town: str = "") -> Listed:
    """Those who take part in the selected projects of an organization, or of a town, most projects first."""
    asked = page.filters
    among = (organization or None, town or None, asked.programme_id, asked.area_id, asked.theme)
    order = "projects desc, organization_id"
    return page.listed("organization_list", order, organization_id=Among("partners_of", among))


def titles(page: Page, rows: Iterable[Row]) -> dict[Any, Row]:
    """The titles of the projects of a few rows, by project."""
    ids = tuple({row["project_id"] for row in rows})
    found = page.listed("titles", kind="project", id=ids).some(len(ids))
    return {row["id"]: {**row, "project_id": row["id"]} for row in found}


def tiles(page: Page, query: str, row: Row, names: Sequence[str]) -> None:
    """Numbers of a row of a query as tiles."""
    phrases.tiles(
        [
            (
                page.called(query, name),
                values.alone(page, row[name], word(query, name), page.t("not known")),
                "",
            )
            for name in names
        ]
    )


def projects(page: Page, some: Sequence[Row], every: Listed, alt: str, *more: Column) -> None:
    """Rows of project_list as a table; its file has `every` row."""

    def title(row: Row) -> str:
        where = " ・ ".join(
            plain(page.name(kind, row[of])) for kind, of in (("area", "area_id"), ("theme", "theme"))
        )
        return f"{phrases.project_link(page, {**row, 'status': None})}  \n:small[{where}]"

    def years(row: Row) -> str:
        return whole(formats.years(row["start_fy"], row["end_fy"], page.lang)).replace("～", "～ ")

    shown = (
        worded(page.t("Project"), title),
        worded(page.t("Status"), partial(phrases.badges, page)),
        worded(page.t("Project period"), years),
        *more,
        *columns.of(page, "project_list", "decided_yen"),
    )
    table(page, "projects", some, shown, alt, every=every.every)


def organizations(page: Page, name: str, rows: Listed, alt: str, size: int, place: str) -> None:
    """Rows of organization_list as a table, each name the way to its page."""
    shown = (
        columns.names(page, "organization"),
        worded(page.t("Kind"), lambda row: page.word("organizations", "kind", row["kind"]), "text"),
        *columns.of(page, "organization_list", *COUNTED),
    )
    sections.paged(page, name, rows, shown, alt, size, place)
