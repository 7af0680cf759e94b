"""The rules of a grant: what they compare, in words, and why one could not be checked; and those of the programmes with
their bounds, each with the source that says so."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from smart_tokyo import Kind, formats, texts
from smart_tokyo.figures import Row
from smart_tokyo.rules import RULES, Rule
from smart_tokyo.view.frame import Page, linked, plain, whole
from smart_tokyo.view.parts import Column, lineage, tables, worded

REASONS: dict[str, str] = texts("rules")["not_assessed"]
"""Why a check could not be made, by what check_list says of it."""

_COUNTED = {"years": "fiscal_year", "days": "day"}  # kinds of rules that count, and what


def compared_names(page: Page, rule: Rule) -> list[str]:
    """What the two numbers of a rule are called; nothing where it compares none."""
    if not rule.is_of_numbers:
        return []
    return [page.named(one) if isinstance(one, str) else one[page.lang] for one in rule.compared]


def number(page: Page, rule: str, value: Any) -> str:
    """One of the two numbers that a rule compares: to the yen, in fiscal years or in days."""
    kind = RULES[rule].kind if rule in RULES else ""
    if kind == "yen":
        return page.unknown if formats.missing(value) else formats.exact_yen(value, page.lang)
    return "–" if kind not in _COUNTED or formats.missing(value) else page.counted(_COUNTED[kind], value)


def link(row: Row) -> str:
    """A source as Markdown: publisher and title, linked where the address is a web address."""
    publisher, title, url = (row.get(key) for key in ("publisher", "title", "url"))
    words = [plain(str(one)) for one in (publisher, title) if not formats.missing(one) and one]
    return linked(": ".join(words), url)


def in_language(page: Page, row: Row) -> Row:
    """The source to name to the reader: in Japanese the Japanese page of an English one, where the data holds it."""
    url = str(row.get("url"))
    if page.lang != "ja" or "/en/" not in url:
        return row
    wanted = url.replace("/en/", "/", 1)
    return next((one for one in page.rows("source_list") if one["url"] == wanted), row)


def by_year(rules: Iterable[Row]) -> list[Row]:
    """The programmes of programme_rules, the oldest first."""
    return sorted(rules, key=lambda row: (row["first_fy"], row["programme_id"]))


def bounds(page: Page, rules: Sequence[Row]) -> None:
    """The rules of each programme as a table, each with the source that says so."""

    def years(row: Row) -> str:
        return whole(formats.years(row["first_fy"], row["last_fy"], page.lang)).replace("～", "～ ")

    def bound(label: str, name: str, write: Callable[[Any], str], kind: Kind = "text") -> Column:
        none = page.t("no rule found")
        return worded(label, lambda row: none if formats.missing(row[name]) else write(row[name]), kind)

    cap = page.t("At most per project and fiscal year")
    share = page.t("Share of the eligible expense")
    columns = (
        worded(page.t("Programme"), lambda row: page.pick(row, "name"), "text"),
        worded(page.t("Fiscal years"), years),
        bound(cap, "grant_cap_yen", lambda yen: whole(page.money(yen)), "markdown"),
        bound(share, "subsidy_rate_percent", lambda rate: page.t("up to {n}%", n=int(rate))),
        bound(page.t("Fiscal years at most"), "max_fiscal_years", formats.number),
        worded(page.t("Source"), lambda row: link(in_language(page, row))),
    )
    title = page.t("Rules of each programme: limit, share, number of years, with source")
    tables.table(page, "programme_rules", rules, columns, title)
    note = page.t("“No rule found” means that the sources do not name one.")
    numbers = "grant_cap_yen", "subsidy_rate_percent", "max_fiscal_years"
    lineage.links(page, "programme_rules", *numbers, notes=[note])
