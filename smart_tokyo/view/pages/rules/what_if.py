"""What-if: which grant a request could get under a programme, and which rule binds. Nothing of it is stored."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from smart_tokyo import DASH, N_, formats, palette, texts
from smart_tokyo.figures import MOST_YEN, Row
from smart_tokyo.rules import RULES, rule_name
from smart_tokyo.view.frame import Page, choices, commas, plain, url
from smart_tokyo.view.parts import Column, columns, lineage, table, worded
from smart_tokyo.view.subjects.one_project import LIFTED, choose, find
from smart_tokyo.view.subjects.rules import by_year

NOTES = texts("notes")["rules"]
AHEAD = 5  # fiscal years after the as-of date that one may ask about where the programme has no last one
MAX_LENGTH = 30
BOUNDS = ("grant_cap_yen", "subsidy_rate_percent", "max_fiscal_years")  # the only rows behind an answer
_YEN = re.compile(r"[¥\\]?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)円?")


def yen(text: str) -> int | None:
    """Yen as a person writes them: `30000000`, `30,000,000円`, full width; None for nothing.

    Raises ValueError where it is no whole number of yen, or more than a ledger holds.
    """
    text = "".join(unicodedata.normalize("NFKC", text).split())
    if not text:
        return None
    found = _YEN.fullmatch(text)
    value = int(found[1].replace(",", "")[:20]) if found else MOST_YEN + 1
    if value > MOST_YEN:
        raise ValueError(text)
    return value


def chosen_years(text: str, known: Sequence[int]) -> tuple[list[int], list[str]]:
    """The years of an address (`2023,2024`, or url.NONE) that are among the known, and what is not."""
    parts = [part.strip() for part in text.split(",") if part.strip() and text != url.NONE]
    found = sorted({int(part) for part in parts if part in map(str, known)})
    return found, [part for part in parts if part not in map(str, known)]


def show(page: Page) -> None:
    """The panel: what one asks about on top, the answer beneath."""
    st.header(page.t("What grant could a request get?"), anchor=False)
    terms = by_year(page.rows("programme_rules"))[::-1]
    if not terms:
        page.nothing(page.t("The data names no programme."))
        return
    st.markdown(page.t(NOTES["what_if"]))
    with st.container(border=True):
        programme, project, year, earlier = _choices(page, terms)
        amounts, wrong = _amounts(page)
        for sentence in wrong:
            st.error(sentence, icon=":material/error:")
        if not wrong:
            given = {"fiscal_year": year, "earlier_years": earlier, **amounts}
            params = {**LIFTED, "programme_id": programme["programme_id"], "project_id": project, **given}
            rows = page.rows("what_if", **params)
            answer(page, rows, programme, given, find(page, project) if project else None)
            with st.expander(page.t("The SQL and its parameters")):
                lineage.sql("what_if", params)
            lineage.links(page, "programme_rules", *BOUNDS, programme_id=programme["programme_id"])


def _choices(page: Page, terms: Sequence[Row]) -> tuple[Row, str | None, int, list[int]]:
    """The programme, the project (None: a new one), the fiscal year and the earlier years that one asks about."""
    programmes = {row["programme_id"]: row for row in terms}
    of_project = (find(page, st.query_params.get("try_project", "")) or {}).get("programme_id")
    left, right = st.columns(2)
    key = choices.choose(
        page,
        "try_programme",
        page.t("programme"),
        page.t("Programme"),
        {one: page.name("programme", one) for one in programmes},
        default=of_project or page.filters.programme_id or terms[0]["programme_id"],
        into=left,
        dropped=("try_project", "try_year", "try_earlier"),
    )
    project = choose(
        page,
        "try_project",
        page.t("Project (optional)"),
        lambda row: page.pick(row, "title"),
        none=N_("A new project"),
        into=right,
        dropped=("try_earlier",),
        params={**LIFTED, "programme_id": key},
    )
    first, last = int(programmes[key]["first_fy"]), programmes[key]["last_fy"]
    now = formats.fiscal_year_of(page.snapshot["as_of"])
    until = now + AHEAD if formats.missing(last) else int(last)
    years = {str(one): page.fiscal_year(one) for one in range(first, max(first, until) + 1)}
    usual = min(years, key=lambda one: abs(int(one) - now))  # this year, or the nearest of the programme
    label = page.t("Fiscal year of the request")
    asked = choices.choose(page, "try_year", page.t("fiscal year"), label, years, default=usual, into=left)
    year = int(asked or usual)
    with right:
        earlier = _earlier(page, project, [one for one in map(int, years) if one < year])
    return programmes[key], project, year, earlier


def _earlier(page: Page, project: str | None, known: Sequence[int]) -> list[int]:
    """The earlier fiscal years with a decision: those of the address, else those of the project in the ledger."""
    text = st.query_params.get("try_earlier")
    years, unknown = chosen_years((text or "")[: 10 * MAX_LENGTH], known)
    if text is None and project is not None:
        grants = page.rows("grant_ledger", **LIFTED, project_id=project)
        decided = (row["fiscal_year"] for row in grants if (row["decided_yen"] or 0) > 0)
        years = sorted(year for year in decided if year in known)
    for one in unknown[:1]:
        choices.unknown_value(page, page.t("fiscal year"), one[: url.MAX_SHOWN])
    if not known:
        st.caption(page.t("There is no earlier fiscal year in this programme."))
        return []
    label, own = page.t("Earlier fiscal years with a decided grant"), url.bound("try_earlier", years)
    st.pills(label, known, selection_mode="multi", format_func=page.fiscal_year, **own)
    return years


def _amounts(page: Page) -> tuple[dict[str, int | None], list[str]]:
    """Eligible expense and request in yen, each shown back in words; and what is wrong with them."""
    found: dict[str, int | None] = {}
    wrong = []
    for column, parameter, label in (
        ("eligible_expense_yen", "eligible", page.t("Eligible expense (yen)")),
        ("requested_yen", "request", page.t("Request (yen)")),
    ):
        text = st.query_params.get(parameter, "")[:MAX_LENGTH]
        try:
            found[column] = yen(text)
        except ValueError:
            wrong.append(
                page.t(NOTES["no_amount"], what=page.named(column), value=plain(text), most=MOST_YEN)
            )
        own, example = url.bound(parameter, text), page.t("e.g. 30,000,000")
        st.text_input(label, max_chars=MAX_LENGTH, placeholder=example, **own)
        if found.get(column) is not None:
            st.caption(money(page, found[column]))
    return found, wrong


def answer(
    page: Page, rows: Sequence[Row], programme: Row, given: Mapping[str, Any], project: Row | None
) -> None:
    """The largest possible grant with the rule that binds, then every rule with its headroom."""
    st.markdown(f"### {said(page, rows, given)}", anchors=False)
    st.markdown(binding(page, rows, programme, given))
    shown = (
        worded(page.called("what_if", "rule"), lambda row: name(page, row["rule"]), "text"),
        worded(page.t("What it says"), lambda row: says(page, row, programme, given, project), "text"),
        *columns.of(page, "what_if", "allows_yen", yen="exact_yen", absent={"allows_yen": DASH}),
        Column("headroom_yen", page.t("Headroom to the bound"), "exact_yen", DASH),
        worded(page.called("what_if", "outcome"), lambda row: result(page, row), "text"),
    )
    rows = sorted(rows, key=lambda row: place(row["rule"]))
    alt = page.t("Each rule with what it allows and the headroom that the possible grant leaves")
    table(page.under(**LIFTED), "what_if", rows, shown, alt)


Rows = Sequence[Mapping[str, Any]]
Terms = Mapping[str, Any]  # a row of programme_rules
TEXTS = texts("rules")
OWN_NAMES: Mapping[str, str] = TEXTS["names"]  # what bounds a request beside the rules of the programme
# the rule that each of these stands before
BEFORE = {"request": "duration", "programme_years": "project_years"}
SPANS = {"programme_years": ("first_fy", "last_fy"), "project_years": ("start_fy", "end_fy")}


def name(page: Page, rule: str) -> str:
    """The name of a rule of what_if."""
    return page.t(OWN_NAMES[rule]) if rule in OWN_NAMES else rule_name(rule, page.lang)


def place(rule: str) -> tuple[int, bool]:
    """Where a rule of what_if stands among the others."""
    return RULES[BEFORE.get(rule, rule)].place, rule in RULES


def money(page: Page, yen: Any) -> str:
    """Yen exactly, and in the reader's unit where that says it shorter: `¥30,000,000 (30.0 million yen)`."""
    exact, short = formats.exact_yen(yen, page.lang), page.money(yen)
    return exact if page.unit == "yen" or short == exact else exact + page.aside(short)


def said(page: Page, rows: Rows, given: Terms) -> str:
    """The largest possible grant in a sentence."""
    possible, year = rows[0]["possible_yen"], page.fiscal_year(given["fiscal_year"])
    if formats.missing(possible):
        return page.t("The largest possible grant cannot be computed.")
    if possible == 0:
        return page.t("No grant is possible in {year}.", year=year)
    return page.t("At most {amount} in {year}.", amount=money(page, possible), year=year)


def binding(page: Page, rows: Rows, programme: Terms, given: Terms) -> str:
    """Which rules bind and why; and what could not be applied."""
    parts = [_broken(page, row) for row in rows if row["outcome"] == "fail"]
    binds = [row["rule"] for row in sorted(rows, key=lambda row: place(row["rule"])) if row["binds"]]
    if not parts and binds:
        names = commas((f"**{name(page, rule)}**" for rule in binds), page.lang)
        parts = [page.t("What binds: {rules}.", rules=names)]
    elif not parts:
        parts = [page.t(NOTES["no_bound"], programme=plain(page.pick(programme, "name")))]
    rated = not formats.missing(programme["subsidy_rate_percent"])
    if rated and formats.missing(given["eligible_expense_yen"]):
        parts.append(page.t(NOTES["no_rate"]))
    return page.sentences(*parts)


def _broken(page: Page, row: Mapping[str, Any]) -> str:
    text = TEXTS["broken"].get(row["rule"], N_("**{rule}**: the fiscal year is outside them."))
    return page.t(text, **{**row, "rule": name(page, row["rule"])})


def says(page: Page, row: Mapping[str, Any], programme: Terms, given: Terms, project: Terms | None) -> str:
    """What a rule says about this request."""
    rule = row["rule"]
    if rule in SPANS:
        of = programme if rule == "programme_years" else project
        if of is None:
            return page.t("no project chosen")
        first, last = SPANS[rule]
        return formats.years(of[first], of[last], page.lang)
    term = RULES[rule].term if rule in RULES else None
    if term and formats.missing(programme[term]):
        return page.t("no rule found")
    percent = programme["subsidy_rate_percent"]
    if formats.missing(row["bound"]):
        if rule == "rate":
            return page.t("{n}% of the eligible expense, which is not given", n=percent)
        return page.t("not given")
    amount = formats.exact_yen(given["eligible_expense_yen"] or 0, page.lang)
    return page.t(TEXTS["says"][rule], **{**row, "percent": percent, "amount": amount})


def result(page: Page, row: Mapping[str, Any]) -> str:
    """How a rule stands to the possible grant, as mark and word."""
    if row["outcome"] == "fail":
        return f"{palette.OUTCOME_MARK['fail']} {page.t('Not possible')}"
    if row["outcome"] == "not_assessed":
        return f"{palette.OUTCOME_MARK['not_assessed']} {page.t('Not applied')}"
    return f"● {page.t('Binds')}" if row["binds"] else f"{palette.OUTCOME_MARK['pass']} {page.t('Kept')}"
