"""The review board: what needs a look, one line per project and reason, by weight; and what changed since an earlier
snapshot: every cell with its cause, and the status that the evidence speaks for."""

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo import formats, rules, schema, store, terms, texts
from smart_tokyo.figures import Filters, Part, Row, plan
from smart_tokyo.versions import FIGURES, comparison
from smart_tokyo.view.frame import Page, choices, commas, plain, snapshots, unable, url, whole
from smart_tokyo.view.parts import lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import course, one_project, status, versions
from smart_tokyo.view.subjects.compared import Compared
from smart_tokyo.view.subjects.one_project import YEARS, by_id, of_each

NOTES = texts("notes")["review"]
REASONS = {  # reason of review_attention: the section of the project's page that has its row, or its failed checks
    "milestone_overdue": "milestones",
    "report_old": "reports",
    "rag_disagree": "reports",
    "kpi_lag": "kpis",
    "rule_fail": "",
    "headroom_unused": "money",
    "action_late": "actions",
}
Behind = Mapping[str, Mapping[str, list[Row]]]  # the rows behind each reason, by project


def finding(page: Page, projects: int) -> str:
    """How much needs a look in how many of the projects, and how much of the plan was changed, as Markdown."""
    attention, summary = page.one("attention_counts"), page.one("plan_summary")
    said = (status.attention(page, attention, projects), plan.brief(page, summary))
    return "  \n".join(filter(None, (*said, lineage.said(page, *plan.numbers(summary)))))


def behind(page: Page, ids: tuple[str, ...]) -> Behind:
    """The rows behind the reasons of these projects of the page's selection, without its fiscal years."""

    def of(query: str, order: str = "", **where: Any) -> dict[str, list[Row]]:
        return of_each(page.listed(query, order, params=YEARS, project_id=ids, **where))

    progress = of("project_progress")
    last_year = formats.fiscal_year_of(page.snapshot["as_of"]) - 1
    return {
        "milestone_overdue": of("milestone_list", state="overdue"),
        "report_old": progress,
        "rag_disagree": progress,
        "kpi_lag": of("kpi_list", "lag_permille desc nulls last, kpi_id"),
        "rule_fail": of("check_list", "rule, fiscal_year nulls first", outcome="fail"),
        "headroom_unused": of("grant_ledger", fiscal_year=last_year),
        "action_late": of("meeting_actions", state="late"),
    }


def sentence(page: Page, row: Row, rows: Behind) -> str:
    """A row of review_attention as safe Markdown: what is the matter, with names and numbers."""
    reason = str(row["reason"])
    these = rows.get(reason, {}).get(str(row["project_id"]), [])
    match reason:
        case "milestone_overdue":
            overdue = (page.t("“{title}”", title=plain(page.pick(one, "title"))) for one in these)
            return page.t("Overdue: {titles}", titles=commas(overdue, page.lang))
        case "report_old":
            if all(formats.missing(one["last_report_on"]) for one in these):
                return page.t("No status report yet")
            return page.t("The last report is {days} old", days=page.counted("day", row["days"]))
        case "kpi_lag":
            title, share = plain(page.pick(these[0], "name")), status.points(these[0]["lag_permille"])
            return page.t("KPI “{title}” is {share} points behind plan", title=title, share=share)
        case "rag_disagree":
            said, found = (phrases.rag(page, these[0][name]) for name in ("rag_reported", "rag_evidence"))
            return page.t("Reported {reported}, evidence {evidence}", reported=said, evidence=found)
        case "rule_fail":
            return "  \n".join(status.broken(page, one, str(one["rule"])) for one in these)
        case "headroom_unused":
            return page.t(
                NOTES["unused"],
                year=page.fiscal_year(these[0]["fiscal_year"]),
                settled=formats.exact_yen(these[0]["settled_yen"], page.lang),
                decided=formats.exact_yen(these[0]["decided_yen"], page.lang),
                **rules.THRESHOLDS,
            )
        case "action_late":
            late = (page.t("“{title}”", title=plain(page.pick(one, "text"))) for one in these)
            return page.t("Late: {titles}", titles=commas(late, page.lang))
    return plain(reason)


def by_reason(rows: Iterable[Row]) -> dict[str, int]:
    """The points of each of REASONS, from attention_reasons."""
    return dict.fromkeys(REASONS, 0) | {row["reason"]: row["points"] for row in rows}


def work_list(page: Page, every: int) -> None:
    """Counts by reason, each out of `every` project, the choice of one, and the lines of attention_list."""
    names = {reason: page.t(terms.ATTENTION[reason]) for reason in REASONS}
    counts = by_reason(page.rows("attention_reasons"))
    said = {reason: page.counted("project", n) for reason, n in counts.items()}
    of = page.t("out of {total}", total=page.counted("project", every))
    cells = {one: (names[one], said[one], of) for one, n in counts.items() if n}
    course.tiles(page, cells, "attention_reasons", by_reason)
    words = {key: names[key] + page.aside(said[key]) for key in counts}
    chosen = choices.choose(page, "reason", page.t("reason"), page.named("reason"), words)
    if not (counts[chosen] if chosen else sum(counts.values())):
        page.nothing(page.t("No project of this selection needs a look for this reason."))
        return
    st.caption(page.t(NOTES["order"]))
    of_reason: dict[str, Any] = {"reason": chosen} if chosen else {}
    rows = page.listed("attention_list", **of_reason)
    points = choices.paged(page, rows)
    ids = tuple({str(row["project_id"]) for row in points})
    found = behind(page, ids)
    projects = by_id(page, ids)

    def since(row: Row) -> str:
        said = [page.t("– no date")]
        if not formats.missing(row["since_on"]):
            said = [whole(page.date(row["since_on"])), f":small[{whole(page.counted('day', row['days']))}]"]
        if row["stake_yen"]:
            said.append(f":small[{page.t('at stake {amount}', amount=page.money(row['stake_yen']))}]")
        return "  \n".join(said)

    def what(row: Row) -> str:
        project, reason = str(row["project_id"]), str(row["reason"])
        sheet = urlencode(url.carried(project=project))  # the board's own state stays, for the way back
        title = plain(page.pick(projects[project], "title"))
        if REASONS[reason]:
            to = f"projects?{urlencode(url.followed(project=project))}#{REASONS[reason]}"
        else:
            to = f"rules?{urlencode(url.followed(project=project, outcome='fail'))}"
        return (
            f"**{names[reason]}** [{title}](review?{sheet})  \n"
            f"{sentence(page, row, found)}  \n:small[[{page.t('To the row')}]({to})]"
        )

    shown = (
        worded(page.t("Open since"), since),
        worded(page.t("Reason, project and what is the matter"), what),
    )
    alt = page.t("What needs a look: one row per project and reason, by weight")
    table(page, "attention", points, shown, alt, every=rows.every)


@lru_cache(8)
def moved(old: Path, new: Path) -> Mapping[str, tuple[str | None, str | None]]:
    """The projects of both snapshots whose status by evidence is another, then and now, whatever a reader selects."""
    was, now = (
        {
            row["project_id"]: row["rag_evidence"]
            for row in snapshots.every(path, "project_marks", {}, Part())()
        }
        for path in (old, new)
    )
    return {one: (was[one], now[one]) for one in now if one in was and was[one] != now[one]}


def changed(page: Page) -> None:
    """The choice of an earlier snapshot, and what changed since it, table by table."""
    st.header(page.t("What has changed"), anchor=False)
    shown, since = str(page.snapshot["snapshot_id"]), versions.before(page)
    if since is None:
        page.nothing(page.t("There is no earlier snapshot to compare with."))
        return
    label = page.t("Since the snapshot")
    words = {one["id"]: versions.named(page, one["id"]) for one in versions.known(page)}
    words = {one: words[one] for one in words if comparison.precedes(one, shown)}
    asked = choices.choose(page, "since", page.t("snapshot"), label, words, default=since) or since
    try:
        con = versions.between(asked, shown)
        of = {}
        if page.filters != Filters():
            ids = comparison.values(con, "project_id").keys() - {None}
            of["project_id"] = tuple(one_project.by_id(page, ids))
        found = comparison.values(con, "table_name", **of)
        evidence(page, moved(snapshots.database(asked), page.database))
    except store.Locked as error:
        page.nothing(unable.in_use(page.lang, error))
        return
    except snapshots.UNREADABLE:
        page.nothing(page.t(NOTES["other_version"]))
        return
    if not found:
        page.nothing(page.t("No row of the source has changed since then in this selection."))
        return
    titles = {name: phrases.declared(page, one) for name, one in schema.tables().items() if name in found}
    phrases.tiles([(title, formats.number(found[name]), "") for name, title in titles.items()])
    versions.why(page, *FIGURES, old=asked, new=shown)
    for name, title in titles.items():
        label = title + page.aside(page.counted("row", found[name]))
        rows = Compared.of(page, con, "change_rows", table_name=name, **of)
        rows.folded(f"changes_{name}", label, choices.SHORT)


def evidence(page: Page, found: Mapping[str, tuple[str | None, str | None]]) -> None:
    """The projects of the selection among these, with their status by evidence before and now."""
    rows = list(one_project.by_id(page, found).values())
    if rows:
        listed = (
            worded(page.t("Project"), partial(phrases.project_link, page)),
            worded(page.t("Before"), lambda row: phrases.evidence(page, found[row["project_id"]][0]), "text"),
            worded(page.t("Now"), lambda row: phrases.evidence(page, found[row["project_id"]][1]), "text"),
        )
        title = page.named("rag_evidence")
        label = title + page.aside(page.counted("change", len(rows)))
        sections.folded(page, "changes_evidence", rows, listed, title, title=label, few=choices.SHORT)
