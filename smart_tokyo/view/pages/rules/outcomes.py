"""The page of the rules in words and numbers: the finding, the counts by rule, and the rules with their bounds."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from smart_tokyo import N_, formats, texts
from smart_tokyo.figures import Row
from smart_tokyo.palette import OUTCOME_MARK
from smart_tokyo.rules import RULES, money_unchecked, rule_name
from smart_tokyo.terms import COUNTED, OUTCOMES, Outcome, of_all_rules
from smart_tokyo.view.charts import light, money
from smart_tokyo.view.charts.chart import Chart, lines, numbered
from smart_tokyo.view.frame import Page, commas
from smart_tokyo.view.parts import Column, columns, lineage, phrases, sections, worded
from smart_tokyo.view.subjects import course, rules

NOTES = texts("notes")["rules"]


def in_order(summary: Iterable[Row]) -> list[Row]:
    """The rows of rule_summary in the order of RULES."""
    return sorted(summary, key=lambda row: RULES[row["rule"]].place)


def outcome(page: Page, key: Outcome) -> str:
    """An outcome as mark and word."""
    return f"{OUTCOME_MARK[key]}\u00a0{page.t(OUTCOMES[key])}"


def finding(page: Page, summary: Sequence[Row], why: Mapping[str, int]) -> str:
    """The outcome of all checks in sentences, each with its denominator; `why`: not assessed ones by reason."""
    sums, rows = of_all_rules(summary), in_order(summary)

    def counted(pairs: Iterable[tuple[str, int]]) -> str:
        return commas((page.t("{name} {n}", name=name, n=n) for name, n in pairs), page.lang)

    parts = [page.t("**None of the checks could be made.**")]
    if sums["checked"]:
        ratio = page.ratio(sums["passed"], sums["checked"])
        parts = [page.t("**{ratio} checks that could be made pass.**", ratio=ratio)]
    for column, text in NOTES["counted"].items():
        if sums[column]:
            names = counted((rule_name(row["rule"], page.lang), row[column]) for row in rows if row[column])
            parts.append(page.t(text, n=sums[column], rules=names))
    if sums["not_assessed"]:
        known = sorted((key for key in rules.REASONS if why.get(key)), key=lambda key: -why[key])
        reasons = counted((page.t(rules.REASONS[key]), why[key]) for key in known)
        parts.append(page.t(NOTES["not_assessed"], **sums, reasons=reasons))
    return page.sentences(*parts)


def remark(page: Page, summary: Iterable[Row]) -> str:
    """What a reader must know to judge the outcome fairly: that no money is checked; "" where some is."""
    return page.t(NOTES["no_money"]) if money_unchecked(list(summary)) else ""


def numbers(page: Page, summary: Iterable[Row]) -> None:
    """The four outcomes, of all checks."""
    sums = of_all_rules(summary)
    every = sums["checked"] + sums["not_assessed"]
    shown: tuple[Outcome, ...] = ("pass", "fail", "warn", "not_assessed")
    cells = {
        COUNTED[key]: (outcome(page, key), formats.out_of(sums[COUNTED[key]], every, page.lang))
        for key in shown
    }
    course.tiles(page, cells, "rule_summary", of_all_rules)
    lineage.links(page, "rule_summary", "passed", "failed", "warned", "not_assessed")
    if page.filters.from_fy or page.filters.to_fy:
        st.caption(page.t(NOTES["whole"]))


def said_of(page: Page, row: Row) -> str:
    """The counts of a rule beside each other, only those above 0: `✓ 66 ▲ 0 …`."""
    return "  ".join(
        f"{OUTCOME_MARK[key]} {formats.number(row[COUNTED[key]])}" for key in money.ORDER if row[COUNTED[key]]
    )


def counts(page: Page, summary: Iterable[Row]) -> None:
    """The outcomes of each rule as a chart, with the same numbers in a table."""
    st.header(page.t("Outcome of each rule"), anchor=False)
    rows = in_order(summary)
    names = [rule_name(row["rule"], page.lang) for row in rows]
    said = [said_of(page, row) for row in rows]
    title = page.t("Checks of each rule by outcome")
    alt = "; ".join(
        page.labelled(name, text or page.t("none")) for name, text in zip(names, said, strict=True)
    )

    def make() -> Chart:
        labels = [numbered(lines(name), text) for name, text in zip(names, said, strict=True)]
        return money.outcomes(page, rows, labels)

    ways = {row["rule"]: phrases.way(page, rule=row["rule"]) for row in rows}
    to = list(zip(names, ways.values(), strict=True))
    light.chart(page, "rule_outcomes_chart", make, alt, title, rows, ways=to)

    def name(row: Row) -> str:
        return f"[{rule_name(row['rule'], page.lang)}]({ways[row['rule']]})"

    shown = (
        worded(page.named("rule"), name),
        *columns.of(page, "rule_summary", "checked"),
        *(Column(COUNTED[key], outcome(page, key), "count") for key in money.ORDER),
    )
    sections.folded(page, "rule_counts", rows, shown, title)
    lineage.links(page, "rule_summary", "checked")


def wordings(page: Page) -> None:
    """Each rule in words with what it compares and where its bound comes from; then the bounds by programme."""
    st.header(page.t("The rules and their bounds"), anchor=False)
    own = N_("Definition of this dashboard: {file}")
    rows = [
        {
            "_name": rule.name[page.lang],
            "_wording": rule.sentence(page.lang),
            "_compared": " / ".join(rules.compared_names(page, rule)) or "–",
            "_source": page.t("Terms of the programme (below)")
            if rule.term
            else page.t(own, file=f"`queries/checks/programme/{name}.sql`"),
        }
        for name, rule in RULES.items()
    ]
    shown = [
        Column("_name", page.named("rule")),
        Column("_wording", page.t("In words")),
        Column("_compared", page.t("Compared")),
        Column("_source", page.t("From"), "markdown"),
    ]
    alt = page.t("Each rule in words, what it compares and where it comes from")
    sections.folded(page, "rules", rows, shown, alt, title=page.t("The rules in words"))
    terms = rules.by_year(page.rows("programme_rules"))
    asked = page.filters.programme_id
    rules.bounds(page, [row for row in terms if asked in (None, row["programme_id"])])
