"""The progress page in a sentence, its milestones and its KPIs: counts, what is late, what of the plan was changed, and
everything in tables."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from smart_tokyo import DASH, formats, texts
from smart_tokyo.figures import Row, plan, word
from smart_tokyo.view.charts import light, progress
from smart_tokyo.view.charts.chart import MAX_ROWS, Chart, label
from smart_tokyo.view.frame import Listed, Page, choices, whole
from smart_tokyo.view.parts import columns, lineage, phrases, sections, values, worded
from smart_tokyo.view.subjects import course, status

NOTES = texts("notes")["progress"]
HAS_PLAN = "baseline_value is not null and target_value is not null and target_on is not null"


def finding(page: Page, milestones: Row, kpis: Row, pairs: Sequence[Row]) -> str:
    """The progress in one to six sentences, each with its denominator; `pairs` is rag_agreement."""
    if milestones["milestones"]:
        text = NOTES["withdrawn" if milestones["overdue_withdrawn"] else "state"]
        done = page.ratio(milestones["done"], milestones["milestones"])
        parts = [page.t(text, **{**milestones, "done": done})]
    else:
        parts = [page.t("**No milestone is published for this selection.**")]
    if kpis["compared"]:
        ratio = page.ratio(kpis["behind_plan"], kpis["compared"])
        parts.append(page.t("{ratio} KPIs with a plan and a value are behind plan.", ratio=ratio))
    if kpis["not_measured"]:
        parts.append(page.t("KPIs with a plan not measured yet: {n}.", n=kpis["not_measured"]))
    return page.sentences(*parts, status.finding(page, pairs))


def milestones(page: Page, counts: Row) -> None:
    """Counts by state, what is overdue, the timeline of some projects, and all milestones in a table."""
    st.header(page.t("Milestones"), anchor=False)
    total = counts["milestones"]
    if not total:
        page.nothing(page.t("No milestone is published for this selection."))
        return
    states = ("done", "overdue", "planned")
    cells = {one: (phrases.state(page, one), formats.out_of(counts[one], total, page.lang)) for one in states}
    course.tiles(page, cells, "milestone_counts")
    lineage.links(page, "milestone_counts", "milestones", *states)
    _overdue(page)
    _timeline(page, counts["projects"])
    lineage.links(page, "milestone_list", "overdue_days")
    listed = (
        *columns.of(page, "milestone_list", "due_on"),
        worded(page.t("Milestone"), partial(phrases.titled, page)),
        worded(page.t("Project"), partial(page.pick, column="project_title"), "text"),
        worded(page.called("milestone_list", "state"), lambda row: phrases.state(page, row["state"]), "text"),
        *columns.of(page, "milestone_list", "done_on"),
    )
    alt = page.t("All milestones of the selection by due date")
    sections.folded(page, "milestones", page.listed("milestone_list"), listed, alt)


def _overdue(page: Page) -> None:
    late = page.listed("milestone_list", state="overdue")
    if not len(late):
        st.markdown(page.t("No milestone is overdue."))
        return
    st.subheader(page.t("Overdue, the longest first"), anchor=False)
    title = page.t("Milestone and project")
    shown = (
        worded(page.t("Overdue by"), lambda row: whole(f"!\u00a0{page.counted('day', row['overdue_days'])}")),
        *columns.of(page, "milestone_list", "due_on"),
        worded(title, lambda row: f"{phrases.titled(page, row)}  \n:small[{_project(page, row)}]"),
    )
    alt = page.t("Overdue milestones with the days they are overdue, the longest first")
    sections.paged(page, "overdue", late, shown, alt, choices.SHORT, "overdue_page")


def _project(page: Page, row: Row) -> str:
    return phrases.project_link(page, row, "project_title")


def _timeline(page: Page, total: int) -> None:
    """A row per project with its milestones around the as-of date; `total` projects have any."""
    rows = page.rows("milestone_timeline")
    projects = list({row["place"]: row for row in rows}.values())
    title = page.t("Milestones of each project around the as-of date")
    st.subheader(title, anchor=False)
    if total > len(projects):
        st.caption(page.t(NOTES["some"], shown=len(projects), total=total))
    alt = page.t(NOTES["around"], n=len(projects))

    def make() -> Chart:
        labels = [label(page.pick(row, "project_title")) for row in projects]
        return progress.milestones(page, rows, [row["place"] for row in rows], labels)

    light.chart(page, "timeline_chart", make, alt, title, rows, "milestone_timeline")


def kpis(page: Page, counts: Row) -> None:
    """KPIs that can be compared with their plan, the furthest behind first; those never measured or without one."""
    st.header(page.t("KPIs"), anchor=False)
    if not counts["kpis"]:
        page.nothing(page.t("No KPI is published for this selection."))
        return
    compared = page.listed("kpi_list", "lag_permille desc, kpi_id", "lag_permille is not null")
    unmeasured = page.listed("kpi_list", only=f"{HAS_PLAN} and lag_permille is null")
    if len(compared):
        _compared(page, counts, compared)
    _without_lag(page, page.t("With a plan, not measured yet"), unmeasured)
    no_plan = page.listed("kpi_list", only=f"not ({HAS_PLAN})")
    _without_lag(page, page.t("Without a published baseline, target or target date"), no_plan)


def _compared(page: Page, counts: Row, rows: Listed) -> None:
    st.markdown(page.t(NOTES["kpis"], **counts))
    lineage.links(page, "kpi_counts", "compared", "behind_plan", "on_plan", "ahead_of_plan", "not_measured")

    def about(row: Row) -> str:
        name, lag = phrases.titled(page, row, "name"), phrases.lag(page, row["lag_permille"])
        return f"**{name}**  \n:small[{_project(page, row)}]  \n{lag}"

    def at(row: Row, what: str) -> str:
        value, day = status.kpi_point(page, row, what)
        return value + (f"  \n:small[{whole(day)}]" if day else "")

    points = {what: page.called("kpi_list", f"{what}_value") for what in ("baseline", "latest", "target")}
    shown = (
        worded(page.t("KPI, project, against the plan"), about),
        *(worded(label, partial(at, what=what)) for what, label in points.items()),
    )
    alt = page.t("KPIs with baseline, latest value and target, the furthest behind first")
    sections.paged(page, "kpis", rows, shown, alt, choices.SHORT, "kpi_page")
    lineage.links(page, "kpi_list", "lag_permille", "latest_value", notes=(page.t(NOTES["lag"]),))


def _without_lag(page: Page, title: str, rows: Listed) -> None:
    """KPIs in a line each, under a title with their number."""
    if not len(rows):
        return
    total = formats.number(len(rows))
    lines = [
        f"- **{phrases.titled(page, row, 'name')}**{page.aside(_project(page, row))}  \n"
        f"  {status.kpi_sentence(page, row)}"
        for row in rows.some(MAX_ROWS)
    ]
    if len(rows) > MAX_ROWS:
        lines.append(f"\n:small[{page.t('The first {shown} of {total}.', shown=MAX_ROWS, total=total)}]")
    st.subheader(title + page.aside(total), anchor=False)
    st.markdown("\n".join(lines))


def plan_and_now(page: Page) -> None:
    """The changes in sentences, days and yen by reason as bars, all in a table; nothing where nothing was changed."""
    summary, rows = page.one("plan_summary"), page.rows("plan_reasons")
    if not rows:
        return
    st.header(page.t(plan.TEXTS["title"]), anchor=False)
    st.markdown(plan.finding(page, summary))

    def reason(row: Row) -> str:
        return page.word("grant_changes", "reason", row["reason"])

    for cell, name in zip(st.columns(2, gap="large"), ("date_difference", "amount_difference"), strict=True):
        known = [row for row in rows if row[name] is not None]
        if known:
            numbers, declared = [row[name] for row in known], word("plan_reasons", name)
            said = [("+" if one > 0 else "") + values.alone(page, one, declared) for one in numbers]
            title = page.t("{what} by reason", what=page.called("plan_reasons", name))
            with cell:
                st.subheader(title, anchor=False)
                labels = [reason(row) for row in known]
                light.bars(page, f"{name}_chart", labels, numbers, said, title, known, "plan_reasons")
    shown = (
        worded(page.called("plan_reasons", "reason"), reason, "text"),
        *columns.of(page, "plan_reasons", *plan.BY_REASON, absent=dict.fromkeys(plan.BY_REASON, DASH)),
    )
    sections.folded(page, "plan_reasons", rows, shown, page.t("Changes by reason"))
    lineage.line(page, *plan.numbers(summary), *(("plan_reasons", name) for name in plan.BY_REASON))
