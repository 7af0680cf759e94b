"""The journey from an issue to a paid grant: the funnel, the events, and internally its parts and each issue."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import streamlit as st

from smart_tokyo import formats, terms, texts
from smart_tokyo.figures import Row
from smart_tokyo.view.charts import light, progress
from smart_tokyo.view.charts.chart import MAX_ROWS
from smart_tokyo.view.frame import Page, choices, plain, whole
from smart_tokyo.view.parts import Column, columns, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import journey
from smart_tokyo.view.subjects.journey import share, step, under

NOTES = texts("notes")["journey"]
ATTENDED = ("local_governments", "private_organizations")
ROWS = 30


def scope(page: Page) -> None:
    """What the numbers cover, and why the public has no parts of them."""
    if page.is_internal:
        if page.filters.from_fy or page.filters.to_fy:
            st.caption(page.t("Fiscal years do not narrow this page."))
        return
    st.info(page.t(NOTES["whole"]), icon=":material/info:")


def funnel(page: Page, rows: Sequence[Row]) -> None:
    """The steps as bars, and the same with both conversions in a table."""
    st.header(page.t("From an issue to a paid grant"), anchor=False)
    progress.steps(page, rows)
    median = "median_days_from_previous"
    with_previous = {row["step"]: row for row in journey.with_previous(rows)}

    def from_previous(row: Row) -> str:
        whole = with_previous[row["step"]]
        return "–" if whole["previous"] is None else journey.before(page, whole)

    def from_start(row: Row) -> str:
        return share(page, row["issues"], rows[0]["issues"])

    def days(row: Row) -> str:
        return "–" if formats.missing(row[median]) else journey.days(page, row[median])

    shown = (
        worded(page.named("step"), lambda row: step(page, row["step"]), "text"),
        *columns.of(page, "journey_steps", "issues"),
        worded(page.t("Step before (this one against it)"), from_previous, "text"),
        worded(page.t("From the start"), from_start, "text"),
        worded(page.called("journey_steps", median), days, "text"),
    )
    alt = page.t("Issues at each step, with conversions and median days")
    sections.folded(under(page), "journey_steps", rows, shown, alt)
    note = page.t(NOTES["steps"], n=journey.FEW)
    lineage.links(page, "journey_steps", "issues", median, notes=(note,), over=journey.lifted(page))


def events(page: Page) -> None:
    """The events held, with who came."""
    rows = page.listed("event_list")
    if not sections.begin(page, page.t("Events"), rows, page.t("No event is in the data.")):
        return
    known = page.listed("event_list", only="local_governments is not null")
    st.markdown(
        page.t(
            NOTES["events"], events=page.counted("event", len(rows)), ratio=page.ratio(len(known), len(rows))
        )
    )
    shown = (
        *columns.of(page, "event_list", "held_on"),
        worded(page.t("Event"), lambda row: plain(page.pick(row, "name"))),
        worded(page.called("event_list", "venue_ja"), lambda row: page.pick(row, "venue"), "text"),
        *columns.of(page, "event_list", *ATTENDED, absent=dict.fromkeys(ATTENDED, page.unknown)),
    )
    unfiltered = page.under(**dict.fromkeys(page.filters.params()))
    alt = page.t("Events with attendance, newest first")
    sections.folded(unfiltered, "events", rows, shown, alt, few=sections.FEW)
    lineage.links(page, "event_list", *ATTENDED)


def parts(page: Page) -> None:
    """The journey of each theme and of each municipality: how many of its issues reached each step."""
    st.header(page.t("By theme and municipality"), anchor=False)
    rows = page.rows("journey_parts")
    for dimension, heading in (
        ("theme", page.t("Issues of each theme by step")),
        ("municipality", page.t("Issues of each municipality by step")),
    ):
        by_id: dict[str, dict[str, int]] = defaultdict(dict)
        for row in rows:
            if row["dimension"] == dimension:
                by_id[row["id"]][row["step"]] = row["issues"]
        keys = sorted(by_id, key=lambda key: (-by_id[key].get("issue", 0), key))
        wide = [{"id": key, **dict.fromkeys(terms.STEPS), **by_id[key]} for key in keys]
        named = columns.names(page, dimension, "id")
        shown = (named, *(Column(key, step(page, key), "count") for key in terms.STEPS))
        name = f"journey_by_{dimension}"
        sections.folded(under(page), name, wide, shown, heading, title=heading, few=sections.FEW)
    lineage.links(page, "journey_parts", "issues")


def closed(page: Page) -> None:
    """Why introductions were closed, as they were written down."""
    rows = page.rows("close_reasons")
    none = page.t("No match of this selection was closed.")
    if not sections.begin(page, page.t("Why matches closed"), rows, none):
        return
    total = sum(row["matches"] for row in rows)
    st.markdown(
        page.t(
            NOTES["closed"],
            matches=page.counted("match", total),
            ratio=page.ratio(sum(row["after_agreement"] for row in rows), total),
        )
    )
    shown, unsaid = rows[:MAX_ROWS], page.t("no reason given")
    labels = [unsaid if row["close_reason"] is None else row["close_reason"] for row in shown]
    values = [row["matches"] for row in shown]
    title = page.t("Closed matches by reason")
    said = [page.ratio(n, total) for n in values]
    light.bars(under(page), "close_reasons_chart", labels, values, said, title, rows, "close_reasons")
    names = ("close_reason", "matches", "after_agreement")
    listed = columns.of(page, "close_reasons", *names, absent={"close_reason": unsaid})
    sections.folded(under(page), "closed_matches", rows, listed, title)
    lineage.links(page, "close_reasons", "matches", "after_agreement")


def issues(page: Page) -> None:
    """Each issue with its date at each step and what it waits for, the longest waiting first."""
    st.header(page.t("Each issue, the longest waiting first"), anchor=False)
    listed = under(page).listed("issue_journey")
    rows = choices.paged(page, listed, ROWS, "issue_page")
    named = tuple(key for row in rows for key in (row["project_ids"] or "").split(";") if key)
    projects = page.listed("titles", kind="project", id=named)
    titles = {row["id"]: row for row in projects.some(len(named))}
    shown = (
        worded(page.t("Issue"), lambda row: issue(page, row, titles)),
        worded(page.t("Now"), lambda row: waits(page, row)),
        worded(page.t("Steps reached"), lambda row: dates(page, row)),
    )
    alt = page.t("Each issue with the date of each step and what it waits for")
    table(under(page), "issues", rows, shown, alt, every=listed.every)
    lineage.links(page, "issue_journey", "days")


def issue(page: Page, row: Row, titles: Mapping[str, Row]) -> str:
    """An issue with its theme and municipality, and the ways to the projects it led to."""
    facts = (
        plain(page.name("theme", row["theme"])),
        phrases.named(page, "municipality", row["municipality_code"]),
        "" if row["published"] else page.t("Unpublished"),
    )
    lines = [plain(page.pick(row, "title")), f":small[{' ・ '.join(filter(None, facts))}]"]
    named = (row["project_ids"] or "").split(";")
    lines += [
        f":small[→ {phrases.project_link(page, {**titles[key], 'project_id': key})}]"
        for key in named
        if key in titles
    ]
    return "  \n".join(lines)


def waits(page: Page, row: Row) -> str:
    """What an issue of issue_journey waits for, since when; that it is paid where it waits for nothing."""
    if formats.missing(row["waits_for"]):
        return f"✓ {page.t('Paid out')}"
    text = f"**{page.t('waits for: {step}', step=step(page, row['waits_for']))}**"
    text += f"  \n{whole(page.counted('day', row['days']))}"
    if row["matches"] and not row["open_matches"]:
        text += f"  \n:small[{page.t('all its matches are closed')}]"
    return text


def dates(page: Page, row: Row) -> str:
    """The steps that an issue reached, each with its date, in their order."""
    return "  \n".join(
        f":small[{whole(page.date(row[f'{key}_on']))} {step(page, key)}]"
        for key in terms.STEPS
        if not formats.missing(row[f"{key}_on"])
    )
