"""How a project stands, in words: its status and the reasons behind it, its KPIs, and what needs a look."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from smart_tokyo import N_, formats, schema, terms, texts
from smart_tokyo.figures import Row
from smart_tokyo.palette import RAG_MARK
from smart_tokyo.rules import RULES, rule_name
from smart_tokyo.view.frame import Page, plain
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects.rules import number

NOTES = texts("notes")["status"]


def counts(agreement: Iterable[Row], column: str) -> dict[str | None, int]:
    """Colour (None: no report) → running projects, from rag_agreement; the colours in the schema's order."""
    found: Counter[str | None] = Counter()
    for row in agreement:
        found[row[column]] += row["projects"]
    return {key: found[key] for key in (*schema.field("status_reports", "rag").enum, None) if key in found}


def judged(agreement: Iterable[Row]) -> Row:
    """How many running projects are of each colour by evidence, and how many there are, as one row."""
    found = counts(agreement, "rag_evidence")
    return {"projects": sum(found.values()), **{colour: found.get(colour, 0) for colour in RAG_MARK}}


def finding(page: Page, agreement: Sequence[Row]) -> str:
    """How many running projects report that they are on track, and where the evidence says otherwise."""
    if not agreement:
        return ""
    reported = counts(agreement, "rag")
    running, silent = sum(reported.values()), reported.get(None, 0)
    if silent == running:
        return page.t("No status report is published.")
    said = page.t(
        NOTES["finding"],
        ratio=page.ratio(reported.get("green", 0), running),
        word=page.word("status_reports", "rag", "green"),
    )
    differing = sum(row["projects"] for row in agreement if row["disagree"])
    return page.sentences(said, page.t(NOTES["differ"], ratio=page.ratio(differing, running - silent)))


def differs(page: Page) -> str:
    """Mark and word of a project whose two colours differ, as Markdown."""
    return f"**{page.t('≠ Differs from the report')}**"


def broken(page: Page, row: Row, rule: str) -> str:
    """A failed check by its rule, with its fiscal year and the two numbers: `row` has fiscal_year, actual, bound."""
    behind = [] if formats.missing(row["fiscal_year"]) else [page.fiscal_year(row["fiscal_year"])]
    if not formats.missing(row["actual"]) and not formats.missing(row["bound"]):
        actual, bound = (number(page, rule, row[name]) for name in ("actual", "bound"))
        behind.append(page.t("{actual} against {bound}", actual=actual, bound=bound))
    if rule in RULES and RULES[rule].kind == "members":
        behind.append(page.t("a required member is missing"))
    return plain(rule_name(rule, page.lang)) + page.aside(*behind)


def points(permille: Any) -> str:
    """A lag in percentage points with one place: 251 → `25.1`."""
    return formats.number(Decimal(int(permille)) / 10, 1)


def reason(page: Page, row: Row) -> str:
    """A row of evidence_reasons as safe Markdown: what speaks against the project, since when or how far."""
    days = "" if formats.missing(row["days"]) else page.counted("day", row["days"])
    title = plain(page.pick(row, "title"))
    share = "" if formats.missing(row["lag_permille"]) else points(row["lag_permille"])
    what = broken(page, row, str(row["about_id"])) if row["reason"] == "rule_failed" else ""
    text = NOTES["reasons"].get(row["reason"])
    return page.t(text, title=title, days=days, share=share, what=what) if text else plain(str(row["reason"]))


def reasons(page: Page, rows: Iterable[Row]) -> dict[str, list[str]]:
    """Project → its reasons as marked sentences, in the order of evidence_reasons: red ones first."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(str(row["project_id"]), []).append(f"{RAG_MARK[row['rag']]} {reason(page, row)}")
    return found


def attention(page: Page, counts: Row, projects: int) -> str:
    """How many points about how many of the projects there are, and since when the oldest is open: attention_counts."""
    if not counts["points"]:
        counted = page.counted("project", projects)
        return page.t("**Nothing recorded calls for a look** in the {projects}.", projects=counted)
    said = page.t(
        NOTES["attention"],
        points=page.counted("point", counts["points"]),
        ratio=page.ratio(counts["projects"], projects),
    )
    if counts["since_on"] is None:
        return said
    oldest = page.t(
        NOTES["oldest"], date=page.date(counts["since_on"]), days=page.counted("day", counts["days"])
    )
    return page.sentences(said, oldest)


def kpi_point(page: Page, row: Row, what: str, *, dated: bool = False) -> tuple[str, str]:
    """A KPI's baseline, latest or target (`what`) as safe Markdown, `dated` or not, and its date ("" where unknown)."""
    day = "" if formats.missing(row[f"{what}_on"]) else page.date(row[f"{what}_on"])
    qualifier = "latest_qualifier" if what == "latest" else ""
    return plain(page.qualified(row[f"{what}_value"], row, qualifier, day if dated else "")), day


def kpi_sentence(page: Page, row: Row) -> str:
    """A KPI in a line: baseline → latest → target with dates, and how far it is from its plan."""

    def at(what: str, text: str, otherwise: str) -> str:
        if formats.missing(row[f"{what}_value"]):
            return otherwise
        return page.t(text, value=kpi_point(page, row, what, dated=True)[0])

    parts = (
        at("baseline", N_("Baseline {value}"), ""),
        at("latest", N_("latest **{value}**"), page.t(terms.no_value(row))),
        at("target", N_("target {value}"), page.t("no target published")),
    )
    lag = "" if formats.missing(row["lag_permille"]) else f"  \n{phrases.lag(page, row['lag_permille'])}"
    return " → ".join(filter(None, parts)) + lag
