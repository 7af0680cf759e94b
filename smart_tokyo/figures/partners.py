"""Partners: what an issue has seen so far, who may help with it and what may serve as a model, for its page and its
report; and how far the members of projects are known."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from smart_tokyo import commas, written
from smart_tokyo.figures.reading import Reading, Row
from smart_tokyo.figures.run import Part
from smart_tokyo.figures.vocabulary import technologies
from smart_tokyo.words import N_

OPEN = "issue_on is not null and agreed_on is null"  # of issue_journey: raised, and no match is agreed
OLDEST = "issue_on, issue_id"
NAMED = 3  # projects of the theme that are named of a candidate
RESULT = "has_result(status, kpi_targets_reached)"
MODELS = {
    "models": (N_("Similar projects that came to a result"), RESULT),
    "others": (N_("Other similar projects"), f"not {RESULT}"),
}
ORDER = N_(
    "There is no score: those with the most projects that came to a result stand first, then those with the most "
    "projects of the theme, then those with an offer."
)
NONE = N_("None is known.")


class Say(NamedTuple):
    """How a page or a report says a text, a name (kind, id), a project or a document; `apart`: between things."""

    text: Callable[[str], str]
    name: Callable[[str, Any], str]
    project: Callable[[Row], str]
    document: Callable[[Row], str]
    apart: str


Told = tuple[str, str, Sequence[Row], Sequence[tuple[str, float, Callable[[Row], str]]]]
"""A part of what is told: its name, title and rows; of each column the head, share of the width and what it says."""


def open_for(r: Reading, issue: Row) -> str:
    """For how long an issue of issue_journey has been open on the as-of date."""
    return r.counted("day", (r.snapshot["as_of"] - issue["issue_on"]).days)


def facts(r: Reading, say: Say, issue: Row) -> str:
    """Whose an open issue is, its theme and since when it is open."""
    raised = r.t("raised {date}, {days} ago", date=r.date(issue["issue_on"]), days=open_for(r, issue))
    names = (("municipality", "municipality_code"), ("theme", "theme"))
    return " ・ ".join([*(say.name(kind, issue[column]) for kind, column in names), raised])


def about(r: Reading, document: Row) -> str:
    """Kind and day of a document."""
    day = r.date(document["published_on"]) if document["published_on"] else r.t("day not known")
    return commas((r.word("documents", "kind", document["kind"]), day), r.lang)


def told(r: Reading, say: Say, issue: Row, most: int) -> Iterator[Told]:
    """All that is known of an open issue, at most so many of whom and what may help; `r` is of its theme, or all."""
    key = issue["issue_id"]
    so_far = list(_so_far(r, say, key))
    columns = [
        (r.t("Date"), 1.8, itemgetter("on")),
        (r.t("What happened"), 4, itemgetter("what")),
        (r.t("What came of it"), 5, itemgetter("said")),
    ]
    yield "contacts", r.t("Hearings and introductions so far"), so_far, columns
    rows = r.part("issue_candidates", Part(limit=most), issue_id=key)
    yield "candidates", r.t("Who may help"), rows, _candidates(r, say, issue["theme"], rows, so_far)
    for name, (title, only) in MODELS.items():
        rows = r.part("similar_projects", Part(only=only, limit=most), issue_id=key)
        yield name, r.t(title), rows, _models(r, say, rows)


def _found(r: Reading, query: str, ids: str, of: Iterable[Any], only: str = "", **params: Any) -> Any:
    """The rows of a few ids, by id."""
    found: dict[Any, list[Row]] = {}
    for row in r.part(query, Part(((ids, tuple(of)),), only), **params):
        found.setdefault(row[ids], []).append(row)
    return found


def _so_far(r: Reading, say: Say, key: str) -> Iterator[Row]:
    """Hearings and introductions by day, each with what came of it."""
    of = {one: _found(r, one, "issue_id", [key]).get(key, ()) for one in ("hearing_list", "rows_matches")}
    found = [(row["held_on"], row) for row in of["hearing_list"]]
    found += [(row["introduced_on"], row) for row in of["rows_matches"]]
    for day, row in sorted(found, key=itemgetter(0)):
        if who := row.get("organization_id"):
            what = r.t("Introduction: {name}", name=say.name("organization", who))
            said = _ended(r, row)
        else:
            what = r.t("Hearing") + r.aside(say.text(r.word("hearings", "stage", row["stage"])))
            said = r.line(row["note"]) or r.t("no note")
        yield {"on": r.date(day), "what": what, "said": say.text(said), "_organization_id": who}


def _ended(r: Reading, match: Row) -> str:
    if not match["is_closed"]:
        return r.t("goes on")
    reason = r.line(match["close_reason"]) or r.t("no reason given")
    return r.t("closed {date}: {reason}", date=r.date(match["closed_on"]), reason=reason)


def _result(r: Reading, row: Row) -> str:
    reached = row["kpi_targets_reached"]
    said = r.t("KPI targets reached: {n}", n=reached) if reached else r.t("no KPI target known to be reached")
    return commas((r.word("projects", "status", row["status"]), said), r.lang)


def _candidates(r: Reading, say: Say, theme: str, rows: Iterable[Row], so_far: Iterable[Row]) -> Any:
    """The columns of some rows of issue_candidates: the reasons to ask them, in words."""
    ids = [row["organization_id"] for row in rows]
    offers = _found(r, "offer_list", "organization_id", ids, theme=theme)
    projects = _found(r, "member_projects", "organization_id", ids, f"place <= {NAMED}", theme=theme)
    ends = {one["_organization_id"]: r.labelled(one["on"], one["said"]) for one in so_far}

    def offered(row: Row) -> str:
        for one in offers.get(row["organization_id"], ()):
            used = commas(technologies(r.line(one["technologies"]), r.lang), r.lang)
            said = r.sentences(r.pick(one, "note"), used) or r.t("nothing said of it")
            day = r.date(one["offered_on"]) if one["offered_on"] else r.t("day not known")
            return say.text(said + r.aside(day))
        return r.t("no offer is known")

    def done(row: Row) -> str:
        few = projects.get(row["organization_id"], ())
        lines = [r.t("{ratio} with a result", ratio=r.ratio(row["theme_results"], row["theme_projects"]))]
        lines += [say.project({**one, "status": None}) + r.aside(say.text(_result(r, one))) for one in few]
        more = row["theme_projects"] - len(few)
        lines += [r.t("and {n} more", n=more)] if more else []
        return say.apart.join(lines) if few else r.t("none known")

    return [
        (r.t("Organization"), 2.2, lambda row: say.name("organization", row["organization_id"])),
        (r.t("What it offers"), 3, offered),
        (r.t("Projects of the theme"), 4, done),
        (
            r.t("Introduced before"),
            2,
            lambda row: ends.get(row["organization_id"], r.t("not for this issue")),
        ),
    ]


def _models(r: Reading, say: Say, rows: Iterable[Row]) -> Any:
    """The columns of some rows of similar_projects: what came of them, how like they are, what to read, whom to ask."""
    ids = [row["project_id"] for row in rows]
    titles = _found(r, "titles", "id", ids, "kind = 'project'")
    towns = _found(r, "municipality_projects", "project_id", ids)
    documents = _found(r, "document_list", "project_id", ids)
    label = r.called("similar_projects", "population_ratio_permille")

    def asked(row: Row) -> str:
        named = (
            say.name("municipality", one["municipality_code"]) for one in towns.get(row["project_id"], ())
        )
        return commas(named, r.lang) or r.t("not known")

    def like(row: Row) -> str:
        kind = N_("the same kind of municipality") if row["same_kind"] else N_("another kind of municipality")
        share = written(row["population_ratio_permille"], "permille", r.lang, r.t("not known"))
        return say.text(commas((r.t(kind), r.labelled(label, share)), r.lang))

    def read(row: Row) -> str:
        return say.apart.join(map(say.document, documents.get(row["project_id"], ()))) or r.t("not published")

    return [
        (r.t("Project"), 3, lambda row: say.project({**titles[row["project_id"]][0], **row})),
        (r.t("Result"), 2, lambda row: say.text(_result(r, row))),
        (r.t("Municipality to ask"), 2, asked),
        (r.t("How like it is"), 2, like),
        (r.t("Documents"), 3, read),
    ]


def known_members(r: Reading, complete: int, projects: int) -> str:
    """That members are counted as far as they are known, and of how many projects all are; "" where there is none."""
    said = N_("Known members only. The list is known to be complete for {ratio} projects.")
    return r.t(said, ratio=r.ratio(complete, projects)) if projects else ""
