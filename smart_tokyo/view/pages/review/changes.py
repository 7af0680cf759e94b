"""What changed since an earlier snapshot: the figures as they were then beside the figures now."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.figures import Part, Row, word
from smart_tokyo.store import Locked
from smart_tokyo.terms import EXPENSE_AND_STAGES
from smart_tokyo.view.frame import choices, snapshots, unable
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import phrases, values
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.words import N_, texts

NOTES = texts("notes")["review"]
MOST = 100  # changes of a subject that are shown; the file has all


@dataclass(frozen=True)
class Subject:
    """A figure to compare: its rows by `key`, and which of its columns count as a change."""

    query: str
    title: str
    key: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows_too: str | None = None  # what a row that came or went is called; None where it is no news by itself


REPORTED, MILESTONE = ("last_report_on", "rag_reported", "rag_evidence"), ("project_id", "milestone_id")
SUBJECTS = (
    Subject("project_list", N_("Projects"), ("project_id",), rows_too=N_("Project")),
    Subject("project_list", N_("Status of projects"), ("project_id",), ("status",)),
    Subject("project_progress", N_("Reports and evidence"), ("project_id",), REPORTED),
    Subject("grant_ledger", N_("Money"), ("project_id", "fiscal_year"), EXPENSE_AND_STAGES, N_("Grant year")),
    Subject("milestone_list", N_("Milestones"), MILESTONE, ("state", "due_on"), N_("Milestone")),
)


def changed(old: Iterable[Row], new: Iterable[Row], subject: Subject) -> list[dict[str, Any]]:
    """What differs, by key: {**row, change: added, removed or the column, old, new}.

    The row is the newer one where there is one. A row that came or went counts where the subject says so; its
    values then do not count as changes of their own.
    """
    before, after = ({tuple(row[name] for name in subject.key): row for row in rows} for rows in (old, new))
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            if subject.rows_too:
                row, change = (now, "added") if was is None else (was, "removed")
                found.append({**(row or {}), "change": change, "old": None, "new": None})
            continue
        for column in subject.columns:
            if was[column] != now[column]:
                found.append({**now, "change": column, "old": was[column], "new": now[column]})
    return found


@lru_cache(8)
def touched(old: Path, new: Path) -> tuple[str, ...]:
    """The projects of two snapshots of which anything that is compared differs, whatever a reader selects."""
    before, after = (
        {row["project_id"]: row["mark"] for row in snapshots.every(path, "project_marks", {}, Part())()}
        for path in (old, new)
    )
    return tuple(sorted(one for one in before.keys() | after.keys() if before.get(one) != after.get(one)))


def earlier(page: Page) -> list[str]:
    """The snapshots before the one that the page shows, the newest first; of the same date, those built before."""
    shown = str(page.snapshot["snapshot_id"])
    before = [one for one in snapshots.known() if one[:10] < shown[:10]]
    built: dict[str, Any] = {}
    for one in snapshots.known():
        if one[:10] == shown[:10] and one != shown:
            with suppress(*snapshots.UNREADABLE):  # what cannot be read is no choice
                built[one] = snapshots.records(snapshots.database(one), "snapshot_info", {})[0]["built_at"]
    same = [one for one, when in built.items() if when < page.snapshot["built_at"]]
    return [*sorted(same, key=lambda one: built[one], reverse=True), *reversed(before)]


def show(page: Page) -> None:
    """The choice of an earlier snapshot, and what changed since it, subject by subject."""
    st.header(page.t("What changed"), anchor=False)
    known = earlier(page)
    if not known:
        page.nothing(page.t("There is no earlier snapshot to compare with."))
        return
    days = {
        one: page.date(dt.date.fromisoformat(one[:10])) for one in known
    }  # behind it the start of the hash
    words = {one: page.t("as of {date}", date=day) + page.aside(one[11:]) for one, day in days.items()}
    label = page.t("Since the snapshot")
    asked = choices.choose(page, "since", page.t("snapshot"), label, words, default=known[0]) or known[0]
    try:
        then = replace(page, database=snapshots.database(asked))
        ids = touched(then.database, page.database)
        found = {
            subject.title: changed(_of(then, subject.query, ids), _of(page, subject.query, ids), subject)
            for subject in SUBJECTS
        }
        titles = [*_of(then, "project_list", ids), *_of(page, "project_list", ids)]
    except Locked as error:
        page.nothing(unable.in_use(page.lang, error))
        return
    except snapshots.UNREADABLE:
        text = NOTES["other_version"]
        page.nothing(page.t(text))
        return
    named = {row["project_id"]: row for row in titles}
    if not any(found.values()):
        page.nothing(page.t("Nothing has changed since then in this selection."))
        return
    counts = [(page.t(title), formats.number(len(changes)), "") for title, changes in found.items()]
    phrases.tiles(counts)
    for subject in SUBJECTS:
        if found[subject.title]:
            _subject(page, subject, found[subject.title], named)


def _of(page: Page, query: str, ids: tuple[str, ...]) -> Sequence[Row]:
    return page.listed(query, project_id=ids).some() if ids else ()


def value(page: Page, query: str, column: str, given: Any) -> str:
    """A compared value in words, amounts to the yen."""
    if column.startswith("rag_") and not formats.missing(given):
        return phrases.rag(page, given)
    if column == "state":
        return phrases.state(page, str(given))
    declared = word(query, column)
    exact = declared.kind == "yen"
    return values.cell(page, given, "exact_yen") if exact else values.alone(page, given, declared)


def what(page: Page, subject: Subject, row: Row) -> str:
    """What of a project changed: the column, or the row that came or went, with its year or title."""
    about = page.fiscal_year(row["fiscal_year"]) if "fiscal_year" in subject.key else ""
    if "milestone_id" in subject.key:
        about = page.pick(row, "title")
    if row["change"] in ("added", "removed"):
        word = page.t("＋ New") if row["change"] == "added" else page.t("－ Gone")
        return page.t("{what}: {row}", what=word, row=about or page.t(subject.rows_too or ""))
    name = page.called(subject.query, row["change"])
    return page.t("{what}: {row}", what=about, row=name) if about else name


def _subject(page: Page, subject: Subject, changes: Sequence[Row], named: Mapping[str, Row]) -> None:
    def side(name: str, row: Row) -> str:
        gone = row["change"] in ("added", "removed")
        return "–" if gone else value(page, subject.query, row["change"], row[name])

    def titled(project: Row) -> str:  # a file is made on the click, where no address is known
        return plain(page.pick(project, "title")) + phrases.withdrawn(page, project)

    def lines(rows: Iterable[Row], title: Callable[[Row], str]) -> list[Row]:
        return [
            {
                "_project": title(named[row["project_id"]]),
                "_what": what(page, subject, row),
                "_old": side("old", row),
                "_new": side("new", row),
            }
            for row in rows
        ]

    number = phrases.counted(page.lang, "change", len(changes))
    name = f"changes_{SUBJECTS.index(subject)}_{subject.query}"
    label = page.t(subject.title) + page.aside(number)
    part = st.expander(label, expanded=len(changes) <= choices.SHORT, key=f"fold_{name}", on_change="rerun")
    if not part.open:
        return
    with part:
        shown = [Column("_project", page.t("Project"), "markdown"), Column("_what", page.t("What"))]
        if subject.columns:
            shown += [Column("_old", page.t("Before")), Column("_new", page.t("Now"))]
        if len(changes) > MOST:
            text = N_("The first {shown} of {total} rows; the file has all.")
            total = formats.number(len(changes))
            st.caption(page.t(text, shown=formats.number(MOST), total=total))
        title = page.t("{what}: {row}", what=page.t("What changed"), row=page.t(subject.title))
        first = lines(changes[:MOST], partial(phrases.project_link, page))
        table(page, name, first, shown, title, every=partial(lines, changes, titled))
