"""Money in words: what was decided and paid, who led, what stands over its limit, and the columns that show it."""

from collections.abc import Iterable, Sequence
from typing import Any

from smart_tokyo import formats, terms, texts
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Page, commas, whole
from smart_tokyo.view.parts import Column, columns, phrases, worded

NOTES = texts("notes")["funding"]


def leads(page: Page, years: Iterable[int], awarded: Iterable[Row], members: Iterable[Row]) -> str:
    """Who led the consortium on the day of each award (award_members), where not always who leads it now; else ""."""
    now = {row["organization_id"] for row in members if row["role"] == "lead"}
    led = [row for row in awarded if row["role"] == "lead"]
    then = {year: [row for row in led if row["fiscal_year"] == year] for year in years}
    if all({row["organization_id"] for row in rows} == now for rows in then.values()):
        return ""

    def names(rows: Iterable[Row]) -> str:
        return commas([phrases.member(page, row) for row in rows], page.lang)

    named = [
        page.labelled(page.fiscal_year(year), names(rows) or page.t("not known"))
        for year, rows in then.items()
    ]
    return "  \n".join([f"**{page.t('Lead on the day of the award')}**", *named])


def like_with_like(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of funding_stages or project_list with the limit and headroom that may stand beside their amounts."""
    found = [{**row, "limit_yen": terms.limit_beside(row)} for row in rows]
    for row in found:
        if row["limit_yen"] is None and "headroom_yen" in row:
            row["headroom_yen"] = None
    return found


def remark(page: Page, row: Row) -> str:
    """How a grant stands to its limit, as mark and word; a dash where one of the two is unknown."""
    if formats.missing(row["headroom_yen"]):
        return "–"
    if row["headroom_yen"] < 0:
        excess = formats.exact_yen(-int(row["headroom_yen"]), page.lang)
        return page.t("! Over the limit by {amount}", amount=excess)
    return page.t("● At the limit") if row["headroom_yen"] == 0 else page.t("✓ Within the limit")


def stage_columns(page: Page) -> list[Column]:
    """The columns of a grant from the eligible expense to the payment, to the yen."""
    return columns.of(page, "grant_ledger", "fiscal_year", *terms.EXPENSE_AND_STAGES, yen="exact_yen")


def limit_columns(page: Page) -> list[Column]:
    """The columns of a grant's limits to the yen, and how the decision stands to them."""
    computed = ("cap_yen", "rate_limit_yen", "limit_yen", "headroom_yen", "rate_permille")
    none = {"cap_yen": page.t("no rule found")}
    return [
        *columns.of(page, "grant_ledger", "fiscal_year", *computed, yen="exact_yen", absent=none),
        worded(page.t("Against the limit"), lambda row: whole(remark(page, row))),
    ]


def published(*rows: Row) -> bool:
    """Whether any stage of the money is known in any row."""
    return any(not formats.missing(row[column]) for row in rows for column in terms.STAGES)


def finding(page: Page, totals: Row, coverage: Row, by_status: Iterable[Row]) -> str:
    """The money in a sentence; where none is published, what the rules allow. `by_status`: decided_by_status."""
    if not published(totals):
        years = page.counted("grant_year", coverage["grant_years"])
        text = "none" if formats.missing(totals["limit_yen"]) else "only_limit"
        said = page.t(NOTES[text], years=years, limit=page.money(totals["limit_yen"]))
        return page.sentences(said, inferred(page, coverage))
    projects = page.counted("project", coverage["projects"])
    unknown = formats.missing(totals["decided_yen"])
    decided, paid = NOTES["not_decided" if unknown else "decided"], page.money(totals["paid_yen"])
    return page.sentences(
        page.t(decided, decided=page.money(totals["decided_yen"]), projects=projects),
        "" if unknown else page.withdrawn(by_status),
        page.t(NOTES["not_paid" if formats.missing(totals["paid_yen"]) else "paid"], paid=paid),
        page.t("A decision is known for {ratio}.", ratio=of_grant_years(page, coverage, "decided_known")),
        inferred(page, coverage),
    )


def inferred(page: Page, coverage: Row) -> str:
    """How many of the grant years belong to inferred projects, as a sentence; "" for none."""
    return page.t(NOTES["inferred"], **coverage) if coverage["inferred"] else ""


def year_sentence(page: Page, rows: Sequence[Row]) -> str:
    """Which fiscal year has the largest decided amount; "" where none is known or there is one year only."""
    decided = [row for row in rows if row["decided_yen"] is not None]
    if len(decided) < 2:
        return ""
    most = min(decided, key=lambda row: (-row["decided_yen"], row["fiscal_year"]))
    return page.t(
        NOTES["largest"],
        year=page.fiscal_year(most["fiscal_year"]),
        amount=page.money(most["decided_yen"]),
        projects=page.counted("project", most["projects"]),
    )


def of_grant_years(page: Page, coverage: Row, part: str) -> str:
    """How many of the grant years: `part` is a column of grant_coverage."""
    return page.t("{done} of {total} grant years", done=coverage[part], total=coverage["grant_years"])


def of_project(page: Page, row: Row) -> str:
    """Decided against the limit in one line; the limit alone where nothing was published."""
    is_known = not formats.missing(row["decided_yen"])
    limit = terms.limit_beside(row) if is_known else row["limit_yen"]
    known, unknown = ("both", "decided") if is_known else ("limit", "nothing")
    text = NOTES["of_project"][unknown if formats.missing(limit) else known]
    return page.t(text, amount=page.money(row["decided_yen"]), limit=page.money(limit))
