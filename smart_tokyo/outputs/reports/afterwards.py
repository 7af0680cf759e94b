"""What meetings decided and what came of projects, as sections of reports."""

from collections import Counter
from collections.abc import Mapping

from smart_tokyo import figures
from smart_tokyo.figures import Reading, ahead
from smart_tokyo.outputs.documents.document import Column, Section
from smart_tokyo.outputs.reports import common
from smart_tokyo.outputs.reports.common import Row, Shown
from smart_tokyo.terms import ENDED, STATES

FOUND = {"run_by_ja": 1.6, "paid_by_ja": 1.6, "place_ja": 1.6, "users": 1, "checked_on": 1.3}


def actions(r: Reading, titles: Mapping[str, Row] | None = None) -> Section:
    """What meetings decided, the last one first; the public reads the published ones as measures taken.

    `titles`: rows with the titles of the projects by id, where it is about several.
    """
    t, query = r.t, ahead.actions(r)
    rows = sorted(r.rows(query), key=lambda row: row["decided_on"], reverse=True)

    def project(row: Row) -> str:
        return (
            r.title((titles or {})[row["project_id"]]) if row["project_id"] else t("no project in particular")
        )

    first: list[Shown] = [] if titles is None else [(Column(t("Project"), width=2.6), project)]
    state = common.shown(r, query, "state", 0.9, lambda row: t(STATES[row["state"]]))
    owner = common.several(r, query, owner=1.3) if r.is_internal else ()
    dated = common.several(r, query, decided_on=1.2, due_on=1.2, done_on=1.2, days=0.8)
    return common.listed(
        t("Measures taken"),
        rows,
        t("No measure is published for this selection."),
        *first,
        common.shown(r, query, "text_ja", 3),
        state,
        *owner,
        *dated,
        said=ahead.kept(r, Counter(row["state"] for row in rows)),
        over=t("What meetings decided, that of the last one first"),
    )


def came_of_it(r: Reading) -> Section:
    """Which projects go on after the grant, who runs and pays for them, and what is not known of ended ones."""
    assert r.con is not None
    t, rows = r.t, r.rows("came_of_it")
    counts = figures.taken(r.con, "came_of_it", r.filters.params(), figures.ALL, r.kept, ahead.COUNTS)
    project = (Column(t("Project"), width=2.6), r.title)
    looked = [row for row in rows if row["checked_on"] is not None]
    ended = figures.Part((("status", ENDED),), order="end_fy, project_id")
    lacking = {said: r.part("came_of_it", ended._replace(only=only)) for said, only in ahead.LACKING.values()}
    shown = common.several(r, "came_of_it", status=1, end_fy=1)
    return common.listed(
        t("After the grant"),
        looked,
        t("Nobody has looked at it after the grant, as far as is published."),
        project,
        *common.several(r, "came_of_it", state=1.1, **FOUND, end_fy=1, months_after=1),
        said=ahead.came_of_it(r, counts),
        over=t("What was found after the grant"),
        more=[common.table(t(said), those, project, *shown) for said, those in lacking.items() if those],
    )


def of_project(r: Reading, project: Row) -> Section:
    """The line that closes a project (a row of project_detail), and what was found after the grant, newest first."""
    found = ahead.closing(r, project)
    return common.listed(
        r.t("After the grant"),
        r.rows("rows_follow_ups")[::-1],
        "" if found else r.t("Nobody has looked at it after the grant, as far as is published."),
        *common.several(r, "rows_follow_ups", state=1.1, **FOUND),
        said=found,
        over=r.t("What was found after the grant, newest first"),
    )
