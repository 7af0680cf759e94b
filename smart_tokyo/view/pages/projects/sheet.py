"""One project, to which the page is narrowed: what it is, who runs it, how far it is, what it costs and brought."""

from collections.abc import Sequence

import streamlit as st

from smart_tokyo import formats, texts
from smart_tokyo.figures import Row, plan
from smart_tokyo.figures.vocabulary import technologies
from smart_tokyo.terms import NAMES
from smart_tokyo.view.charts import light, progress
from smart_tokyo.view.charts import money as charts_money
from smart_tokyo.view.charts.chart import MAX_ROWS, Chart, label
from smart_tokyo.view.frame import Page, commas, linked, plain
from smart_tokyo.view.parts import columns, files, phrases, sections, table, worded
from smart_tokyo.view.subjects.money import leads, limit_columns, published, stage_columns
from smart_tokyo.view.subjects.one_project import ROLES, changes, made, reported
from smart_tokyo.view.subjects.status import kpi_sentence

NOTES = texts("notes")["projects"]
MOVED = ("original_due_on", "slip_days", "against_original_days")


def heading(page: Page, project: Row) -> None:
    """Badges, summary and the facts of the project, whose title is the heading of the page."""
    summary = plain(page.pick(project, "summary")) or page.t("No summary is published.")
    years = page.period(project)
    facts = {
        page.t("Programme"): page.name("programme", project["programme_id"]),
        page.t("Area"): page.name("area", project["area_id"]),
        page.t("Theme"): page.name("theme", project["theme"]),
        page.t("Project period"): years
        + (page.t(" (end not known)") if formats.missing(project["end_fy"]) else ""),
        page.t("Technologies"): commas(technologies(project["technologies"], page.lang), page.lang),
        page.t("How this is known"): page.word("projects", "confidence", project["confidence"]),
    }
    facts = {label: plain(text) for label, text in facts.items() if text}
    codes = [row["municipality_code"] for row in page.rows("project_places")]
    towns = [phrases.named(page, "municipality", code) for code in codes if not formats.missing(code)]
    if towns:
        facts[page.t(NAMES["municipality"])] = commas(towns, page.lang)
    facts |= _standing(page, project)
    lines = [page.labelled(f"**{label}**", text) for label, text in facts.items()]
    st.markdown("\n\n".join([phrases.badges(page, project), summary, "  \n".join(lines)]))


def _standing(page: Page, project: Row) -> dict[str, str]:
    """How far it is, what was reported last, and the status by evidence where it is another by the original plan."""
    row = page.one("project_progress")
    done = page.t("none")
    if row["milestones"]:
        done = formats.out_of(row["milestones_done"], row["milestones"], page.lang)
    found = {
        page.named("milestones_done"): done,
        page.t("Last status report"): reported(page, row, project["programme_id"]),
    }
    now = row["rag_evidence"]
    if beside := plan.beside(page, now, page.one("evidence_original")["rag_evidence"]):
        found[page.named("rag_evidence")] = phrases.evidence(page, now) + beside
    return found


def consortium(page: Page, project: Row) -> None:
    """The consortium's members by role, each with its kind."""
    st.header(page.t("Consortium and roles"), anchor=False)
    members = page.rows("project_members")
    name = page.pick(project, "consortium_name")
    if not name and not members:
        page.nothing(page.t("The consortium is not known from the published sources."))
        return
    if name:
        formed = project["formed_on"]
        when = "" if formats.missing(formed) else page.t(", formed {date}", date=page.date(formed))
        st.markdown(f"{plain(name)}{when}")
    if not members:
        st.caption(page.t("Its members are not published."))
        return
    if project["members_on"] < page.snapshot["as_of"]:
        day = page.date(project["members_on"])
        st.caption(page.t("Members as of {date}, when the project ended.", date=day))
    by_role = {role: [row for row in members if row["role"] == role] for role in ROLES}
    shown = [role for role, rows in by_role.items() if rows or role == "lead"]
    for role, cell in zip(shown, st.columns(len(shown)), strict=True):
        lines = [
            f"- {phrases.member(page, row)}  \n  :small[{page.word('organizations', 'kind', row['kind'])}]"
            for row in by_role[role]
        ]
        head = f"**{page.t(ROLES[role])}**{page.aside(str(len(lines)))}"
        cell.markdown("\n".join([head, "", *(lines or [f"- {page.t('not known')}"])]))


def milestones(page: Page, project: Row) -> None:
    """The milestones around the as-of date, as a chart and as a table."""
    rows = page.rows("milestone_list")
    none = page.t("No milestone is published for this project.")
    if not sections.begin(page, page.t("Milestones"), rows, none, "milestones"):
        return
    counts = page.one("milestone_counts")
    done = page.ratio(counts["done"], counts["milestones"])
    said = page.t(NOTES["milestones"], **{**counts, "done": done})
    said = page.sentences(said, plan.due_dates(page, page.one("plan_summary")))
    st.markdown(said)
    shown = rows[:MAX_ROWS]

    def state(row: Row) -> str:
        return phrases.state(page, row["state"])

    def make() -> Chart:
        labels = [label(f"{state(row)}  {page.pick(row, 'title')}") for row in shown]
        return progress.milestones(page, shown, range(len(shown)), labels)

    title = page.t("The project's milestones with due date, date done and state")
    light.chart(page, "milestones_chart", make, said, title, rows, project=project["project_id"])
    made(page, "milestone_counts", project["project_id"], "done", "overdue", "planned")
    changes(page, project["project_id"], "milestone", rows, lambda row: phrases.titled(page, row))
    listed = (
        worded(page.t("Milestone"), lambda row: phrases.titled(page, row)),
        worded(page.called("milestone_list", "state"), state, "text"),
        *columns.of(page, "milestone_list", "due_on", "done_on", "overdue_days"),
        *columns.of(page, "milestone_list", *(MOVED if any(row["changes"] for row in rows) else ())),
    )
    sections.folded(page, "milestone_list", rows, listed, title)


def money(page: Page, project: Row) -> None:
    """Requested to paid by fiscal year against each year's limit; the limits alone where unpublished."""
    rows = page.rows("grant_ledger")
    title = page.t("Requested, decided, settled and paid by fiscal year")
    none = page.t("There is no grant year for this project in the data.")
    if not sections.begin(page, title, rows, none, "money"):
        return
    grants = page.t("Grants of the project by fiscal year, in yen")
    years = [row["fiscal_year"] for row in rows]
    if known := published(*rows):
        light.chart(
            page,
            "money_chart",
            lambda: charts_money.by_year(page, rows, limited=True),
            page.t(NOTES["money"], n=formats.years(min(years), max(years), page.lang)),
            grants,
            rows,
            project=project["project_id"],
        )
    else:
        st.markdown(page.t(NOTES["no_amount"]))
    if said := leads(page, years, page.rows("award_members"), page.rows("project_members")):
        st.markdown(said)
    if known:
        table(page, "grants", rows, stage_columns(page), grants)
    limits = page.t("Limits of the project's grants by fiscal year, in yen")
    table(page, "limits", rows, limit_columns(page), limits)
    made(page, "grant_ledger", project["project_id"], "decided_yen", "paid_yen", "limit_yen", "headroom_yen")
    changes(page, project["project_id"], "grant", rows, lambda row: page.fiscal_year(row["fiscal_year"]))


def kpis(page: Page, project: Row) -> None:
    """Each KPI from baseline to target, with a small chart of its values."""
    rows = page.rows("kpi_list")
    none = page.t("No KPI is published for this project.")
    if not sections.begin(page, page.t("KPIs"), rows, none, "kpis"):
        return
    series = sorted(page.rows("kpi_series"), key=lambda one: one["measured_on"])
    costs = {row["kpi_id"]: row for row in page.rows("unit_costs")}
    for start in range(0, len(rows), 2):
        for cell, row in zip(st.columns(2), rows[start : start + 2], strict=False):
            with cell.container(border=True):
                _kpi(page, row, [one for one in series if one["kpi_id"] == row["kpi_id"]])
                if cost := costs.get(row["kpi_id"]):
                    st.caption(_unit_cost(page, cost))
    made(page, "kpi_list", project["project_id"], "latest_value", "lag_permille")
    changes(page, project["project_id"], "kpi", rows, lambda row: phrases.titled(page, row, "name"))


def _unit_cost(page: Page, row: Row) -> str:
    """All that was settled for the project against what one KPI gained, from a row of unit_costs."""
    return page.t(
        "{settled} settled in total, for {gained} more than at the baseline: {cost} per unit ({unit})",
        settled=formats.exact_yen(row["settled_yen"], page.lang),
        gained=plain(page.qualified(row["gained"], row)),
        cost=formats.exact_yen(row["unit_cost_yen"], page.lang),
        unit=plain(page.pick(row, "unit")),
    )


def _kpi(page: Page, row: Row, series: Sequence[Row]) -> None:
    said = kpi_sentence(page, row)
    level = "" if formats.missing(row["level"]) else f" ・ {page.word('kpis', 'level', row['level'])}"
    st.markdown(f"**{phrases.titled(page, row, 'name')}**{level}\n\n{said}")
    if len(series) >= 2 or (len(series) and not formats.missing(row["target_value"])):
        kpi, name = row["kpi_id"], page.pick(row, "name")
        alt = page.labelled(name, files.unmarked(said))

        def make() -> Chart:
            return progress.kpi(page, row, series)

        light.chart(page, f"kpi_{kpi}_chart", make, alt, name, series, kpi=kpi)
        shown = (
            *columns.of(page, "kpi_series", "measured_on"),
            worded(
                page.called("kpi_series", "value"),
                lambda one: page.qualified(one["value"], one, "qualifier"),
                "text",
            ),
        )
        alt = page.t("Measured values of the KPI by date")
        sections.folded(page, f"values_{kpi}", series, shown, page.labelled(name, alt))


def reports(page: Page) -> None:
    """The status reports, newest first."""
    rows = page.rows("report_list")[::-1]
    none = page.t("No status report is published for this project.")
    if not sections.begin(page, page.t("Status reports"), rows, none, "reports"):
        return
    shown = (
        *columns.of(page, "report_list", "reported_on"),
        worded(page.called("report_list", "rag"), lambda row: phrases.rag(page, row["rag"]), "text"),
        worded(page.called("report_list", "comment_ja"), lambda row: page.pick(row, "comment"), "text"),
    )
    table(page, "reports", rows, shown, page.t("Status reports of the project, newest first"))


def documents(page: Page) -> None:
    """What there is to read of the project, newest first."""
    rows = page.rows("document_list")
    none = page.t("No document is published for this project.")
    if not sections.begin(page, page.t("Documents"), rows, none, "documents"):
        return
    shown = (
        worded(page.t("Document"), lambda row: linked(plain(page.pick(row, "title")), row["url"])),
        worded(page.t("Kind"), lambda row: page.word("documents", "kind", row["kind"]), "text"),
        *columns.of(page, "document_list", "published_on", absent={"published_on": page.t("day not known")}),
    )
    table(page, "documents", rows, shown, page.t("Documents of the project, newest first"))


def sources(page: Page) -> None:
    """Where everything on this page is known from."""
    rows = page.rows("project_sources")
    none = page.t("No source is named for this project.")
    if sections.begin(page, page.t("Sources"), rows, none):
        sections.listed(phrases.source_line(page, row) for row in rows)
