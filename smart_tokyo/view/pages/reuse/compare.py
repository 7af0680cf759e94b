"""Two to four projects side by side; each cell names its project by a letter, as on a phone they stack."""

from collections.abc import Collection, Sequence

import streamlit as st

from smart_tokyo import formats, terms
from smart_tokyo.figures import Row, vocabulary
from smart_tokyo.view.frame import Page, commas, plain, url
from smart_tokyo.view.pages.reuse import models
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import one_project
from smart_tokyo.view.subjects.one_project import LIFTED, ROLES, find
from smart_tokyo.view.subjects.status import differs, kpi_sentence

MOST = 4
LETTERS = "ABCD"
STAGES = ("decided_yen", "settled_yen", "paid_yen")


def asked(text: str) -> tuple[str, ...]:
    """The ids that `compare=ID,ID` asks for."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def parted(ids: Sequence[str], known: Collection[str]) -> tuple[list[str], list[str], list[str]]:
    """Ids that are known, ids that are not, and known ids beyond the fourth."""
    found = [one for one in ids if one in known]
    return found[:MOST], [one for one in ids if one not in known], found[MOST:]


def show(page: Page) -> None:
    """The choice of projects and, from two on, the comparison."""
    st.header(page.t("Side by side"), anchor=False)
    wanted = asked(st.query_params.get("compare", ""))
    # a comparison may reach beyond the page's filters
    known = page.listed("project_list", params=LIFTED, project_id=wanted).some(one_project.MANY)
    chosen, unknown, beyond = parted(wanted, [row["project_id"] for row in known])
    offered = one_project.options(page, "compare", chosen, LIFTED)
    if unknown:
        ids = commas((plain(one[: url.MAX_SHOWN]) for one in unknown[:MOST]), page.lang)
        page.nothing(page.t("These projects are not in this data and were left out: {ids}.", ids=ids))
    if beyond:
        page.nothing(page.t("At most {n} projects fit side by side; the first {n} are shown.", n=MOST))
    key = "choice_compare"
    st.session_state[key] = chosen
    st.multiselect(
        page.t("Projects to compare (2 to 4)"),
        list(offered),
        key=key,
        format_func=lambda one: page.pick(offered[one], "title"),
        max_selections=MOST,
        placeholder=page.t("Choose projects"),
        on_change=_write,
        args=(key,),
    )
    if len(chosen) < 2:
        one, none = page.t("Choose one more project to compare."), page.t("Choose two to four projects.")
        st.caption(one if chosen else none)
        return
    compare(page, [project for one in chosen if (project := find(page, one)) is not None])


def _write(key: str) -> None:
    value = ",".join(st.session_state[key])
    if value:
        st.query_params["compare"] = value
    else:
        st.query_params.pop("compare", None)


def compare(page: Page, projects: Sequence[Row]) -> None:
    """A row per subject, a column per project."""
    said = [_said(one_project.alone(page, project["project_id"]), project) for project in projects]
    for label in said[0]:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{label}**")
            for letter, texts, cell in zip(LETTERS, said, st.columns(len(said)), strict=False):
                cell.markdown(f":blue-badge[{letter}] {texts[label]}")


def _said(page: Page, project: Row) -> dict[str, str]:
    """What is said of a project, as Markdown by subject; the page is under it alone."""
    named = (row["technology"] for row in page.rows("reuse_projects"))
    used = commas(
        (vocabulary.technology(one, page.lang) for one in named if not formats.missing(one)), page.lang
    )
    where = f"{page.name('theme', project['theme'])} ・ {page.name('area', project['area_id'])}"
    progress = page.one("project_progress")
    report = one_project.reported(page, progress, project["programme_id"])
    return {
        page.t("Project"): f"{phrases.project_link(page, project)}  \n{phrases.badges(page, project)}",
        page.t("Theme and area"): plain(where),
        page.t("Technologies"): plain(used) or page.t(terms.NO_TECHNOLOGY),
        page.t("Consortium and roles"): _members(page),
        page.t("Project period"): plain(page.period(project)),
        page.t("Amounts and limit in total"): _money(page),
        page.t("Milestones"): _milestones(page),
        page.t("KPIs"): _kpis(page),
        page.t("Status report"): f"{report}  \n{differs(page)}" if progress["disagree"] else report,
    }


def _members(page: Page) -> str:
    rows = page.rows("project_members")
    if not rows:
        return page.t("not known")
    leads = (phrases.member(page, row) for row in rows if row["role"] == "lead")
    kinds = [
        f"{page.word('organizations', 'kind', row['kind'])} {formats.number(row['organizations'])}"
        for row in page.rows("consortium_composition")
    ]
    lead = commas(leads, page.lang) or page.t("not known")
    return f"{page.labelled(page.t(ROLES['lead']), lead)}  \n{commas(kinds, page.lang)}"


def _money(page: Page) -> str:
    totals, limit = page.one("programme_totals"), terms.limit_beside(page.one("project_list"))
    pairs = [(page.named(stage), page.money(totals[stage])) for stage in STAGES]
    unknown = page.t("not known for all")
    pairs.append((page.named("limit_yen"), unknown if formats.missing(limit) else page.money(limit)))
    years = page.counted("grant_year", totals["grant_years"])
    return "  \n".join([years, *(page.labelled(label, value) for label, value in pairs)])


def _milestones(page: Page) -> str:
    row = page.one("milestone_counts")
    if not row["milestones"]:
        return page.t("none")
    said = page.t("{ratio} done", ratio=page.ratio(row["done"], row["milestones"]))
    return said + (page.t(" (! {n} overdue)", n=int(row["overdue"])) if row["overdue"] else "")


def _kpis(page: Page) -> str:
    rows = page.rows("kpi_list")
    if not rows:
        return page.t("none")
    lines = [
        f"- {phrases.titled(page, row, 'name')}  \n  " + kpi_sentence(page, row).replace("  \n", " ")
        for row in rows
    ]
    return "\n".join([models.result(page, page.one("reuse_themes")), "", *lines])
