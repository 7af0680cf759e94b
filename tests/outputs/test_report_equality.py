"""Every format of a report shows the numbers of the named queries, to the yen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smart_tokyo import formats, terms
from smart_tokyo.figures import ahead, word
from smart_tokyo.outputs.documents.document import Document
from smart_tokyo.terms import AMOUNTS, EXPENSE_AND_STAGES, STAGES, WITHDRAWN
from smart_tokyo.words import t
from tests.outputs import reading_back
from tests.outputs.conftest import STORES, Declare, written

Ask = Callable[..., list[dict[str, Any]]]
AUDIENCES = ("internal", "public")


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def expected(value: Any, unknown: str) -> Any:
    return unknown if value is None else value


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_funding(store: Path, audience: str, lang: Any, declare: Declare, ask: Ask) -> None:
    document = declare(store, audience, "funding", lang)
    (totals,) = ask(store, audience, "programme_totals")
    years = ask(store, audience, "funding_by_fiscal_year")
    unknown = t("not published", lang, False, audience == "internal")
    assert totals["decided_yen"] and len(years) > 1

    text = "".join(reading_back.pdf_pages(written(document, "pdf")))
    for row in (totals, *years):
        for column in EXPENSE_AND_STAGES:
            assert (unknown.replace(" ", "") if row[column] is None else f"{row[column]:,}") in text
    assert f"{totals['limit_yen']:,}" in text
    assert formats.number(totals["headroom_yen"]) in text
    for row in ask(store, audience, "decided_by_status"):
        amount = formats.exact_yen(row["decided_yen"] or 0, lang)
        said = t(WITHDRAWN, lang, amount=amount).replace(" ", "") in text
        assert said == (row["status"] == "withdrawn" and bool(row["decided_yen"]))

    by_sheet = {
        sheet.title: reading_back.cells(sheet) for sheet in reading_back.sheets(written(document, "xlsx"))
    }
    cover = {row[0]: row[1] for row in by_sheet[t("Cover", lang)]}
    for column in AMOUNTS:
        in_total = t("{amount} in total", lang, amount=word("programme_totals", column).label(lang))
        label = t("{label} ({unit})", lang, label=in_total, unit=t("yen", lang))
        assert cover[label] == expected(totals[column], unknown)
    rows = {row[0]: row for row in by_sheet[t("Amounts by fiscal year, in yen", lang)]}
    beside = {row["id"]: terms.limit_beside(row) for row in ask(store, audience, "funding_stages")}
    for year in years:
        assert rows[formats.fiscal_year(year["fiscal_year"], lang)][1:8] == (
            year["projects"],
            *(expected(year[column], unknown) for column in EXPENSE_AND_STAGES),
            expected(beside[str(year["fiscal_year"])], t("not known for all", lang)),
        )
    (ledger,) = (cells for title, cells in by_sheet.items() if title.startswith(t("All grants", lang)))
    decided = [row[4] for row in ledger if isinstance(row[4], int)]
    assert sum(decided) == totals["decided_yen"]
    assert len([row for row in ledger if row[3] is not None]) == totals["grant_years"] + 1  # and the header

    def on_sheet(title: str) -> list[tuple[Any, ...]]:
        (found,) = (cells for name, cells in by_sheet.items() if t(title, lang).startswith(name))
        return found

    budgets = [row for row in ask(store, audience, "execution") if row["budget_yen"] is not None]
    past = ask(store, audience, "outlook_past")
    on_slides = reading_back.slide_tables(written(document, "pptx"))
    for title, those, columns in (
        ("From the budget to the payment by programme and fiscal year", budgets, ("budget_yen", *STAGES)),
        (
            "What an outlook on 31 December would have said of earlier years, and what was settled",
            past,
            ("decided_yen", "low_yen", "high_yen", "from_rows", "settled_yen"),
        ),
    ):
        computed = t("cannot be computed", lang)
        newest_first = [
            (
                formats.fiscal_year(row["fiscal_year"], lang),
                *(
                    expected(row[one], computed if one in ("low_yen", "high_yen") else unknown)
                    for one in columns
                ),
            )
            for row in sorted(those, key=lambda row: -row["fiscal_year"])
        ]
        assert [row[1:7] for row in on_sheet(title) if isinstance(row[2], int)] == newest_first
        shown = [tuple(row[1:7]) for row in on_slides.get(t(title, lang), [])]
        texts = [tuple(one if isinstance(one, str) else f"{one:,}" for one in row) for row in newest_first]
        assert shown == texts[: len(shown)] and len(shown) >= min(len(texts), 3)
    newest = [row for row in ask(store, audience, "execution_course") if row["paid_permille"] is not None][
        -1:
    ]
    for row in newest:
        title = t(
            "{what} by month: {name}",
            lang,
            what=word("execution_course", "paid_permille").label(lang),
            name="",
        )
        tables = [
            one for section in document.sections for one in section.tables if one.title.startswith(title)
        ]
        header = formats.fiscal_year(row["fiscal_year"], lang)
        places = [[one.label for one in table.columns].index(header) for table in tables]
        cells = [line[at] for table, at in zip(tables, places, strict=True) for line in table.rows]
        assert row["paid_permille"] in cells and formats.permille(row["paid_permille"]) in text
    deck = "".join(map(reading_back.slide_text, reading_back.slides(written(document, "pptx"))))
    for title in ("Budget and how it is used", "Outlook for 31 March"):
        said = [
            one
            for section in document.sections
            if section.title == t(title, lang)
            for one in section.paragraphs
        ]
        assert said and all(one in deck and one.replace(" ", "") in text for one in said)

    chart = reading_back.charts(written(document, "pptx"))[0]
    assert list(chart.plots[0].categories) == [
        formats.fiscal_year(year["fiscal_year"], lang) for year in years
    ]
    assert reading_back.series(chart) == {
        word("programme_totals", column).label(lang): [year[column] for year in years] for column in STAGES
    }


@pytest.mark.parametrize(
    ("dimension", "query", "place"),
    [("programme", "funding_by_programme", 1), ("theme", "funding_by_theme", 3)],
)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_funding_by_group(
    store: Path, audience: str, dimension: str, query: str, place: int, declare: Declare, ask: Ask
) -> None:
    content = written(declare(store, audience, "funding", "en"), "pptx")
    values = reading_back.series(reading_back.charts(content)[place])
    rows = ask(store, audience, query)
    assert sorted(v or -1 for v in values["Decided"]) == sorted(row["decided_yen"] or -1 for row in rows)
    assert sorted(v or -1 for v in values["Paid"]) == sorted(row["paid_yen"] or -1 for row in rows)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_progress(store: Path, audience: str, lang: Any, declare: Declare, ask: Ask) -> None:
    document = declare(store, audience, "progress", lang)
    (totals,) = ask(store, audience, "programme_totals")
    (milestones,) = ask(store, audience, "milestone_counts")
    (kpis,) = ask(store, audience, "kpi_counts")
    states = [milestones["done"], milestones["overdue"], milestones["planned"]]
    against = [
        kpis[name] for name in ("behind_plan", "on_plan", "ahead_of_plan", "not_measured", "without_target")
    ]

    cover = {row[0]: row[1] for row in reading_back.cells(reading_back.sheets(written(document, "xlsx"))[0])}
    assert cover[word("programme_totals", "projects").label(lang)] == totals["projects"]
    assert cover[word("programme_totals", "organizations").label(lang)] == totals["organizations"]
    assert cover[word("milestone_counts", "overdue").label(lang)] == milestones["overdue"]
    assert cover[word("kpi_counts", "behind_plan").label(lang)] == kpis["behind_plan"]

    charts = reading_back.charts(written(document, "pptx"))
    first = [next(iter(reading_back.series(chart).values())) for chart in charts]
    assert sum(first[0]) == totals["projects"]
    assert first[1] == states and sum(states) == milestones["milestones"]
    assert first[2] == against
    assert sum(first[3]) == sum(row["projects"] for row in ask(store, audience, "rag_counts"))
    (members,) = (one for one in document.sections if one.title == t("Who takes part", lang))
    assert members.chart and sorted(value or 0 for value in members.chart.series[0].values) == sorted(
        row["organizations"] for row in ask(store, audience, "consortium_composition")
    )

    text = "".join(reading_back.pdf_pages(written(document, "pdf")))
    for label, number in zip(("Done", "Overdue", "Planned"), states, strict=True):
        assert f"{t(label, lang)}{number}".replace(" ", "") in text


def of_the_meeting(document: Document, lang: Any) -> tuple[int, int]:
    """How many actions and what found after the grant a report has, as its workbook, paper and slides show them."""
    by_sheet = {
        sheet.title: reading_back.cells(sheet) for sheet in reading_back.sheets(written(document, "xlsx"))
    }
    text = "".join(reading_back.pdf_pages(written(document, "pdf")))
    deck = "".join(map(reading_back.slide_text, reading_back.slides(written(document, "pptx"))))
    found = []
    for title in ("What meetings decided, that of the last one first", "What was found after the grant"):
        sheets = [cells for name, cells in by_sheet.items() if name.startswith(t(title, lang)[:20])]
        rows = [row for cells in sheets for row in cells if any(isinstance(one, dt.date) for one in row)]
        found.append(len(rows))
        for row in rows[:2]:
            said = max((one for one in row if isinstance(one, str)), key=len).split("（")[0]
            assert said.replace(" ", "")[:12] in text.replace(" ", ""), said
            assert said[:12] in deck, said
    return found[0], found[1]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_was_decided_and_what_came_of_it(
    store: Path, audience: str, lang: Any, declare: Declare, ask: Ask
) -> None:
    actions, came = (ask(store, audience, query) for query in ("action_list", "came_of_it"))
    looked = [row for row in came if row["checked_on"]]
    document = declare(store, audience, "progress", lang)
    assert of_the_meeting(document, lang) == (len(actions), len(looked))
    said = " ".join(one for section in document.sections for one in section.paragraphs)
    states = [sum(row["state"] == one for row in actions) for one in ("done", "late", "open")]
    kept = dict(zip(("done", "late", "open"), states, strict=True))
    assert not actions or t(ahead.NOTES["kept"], lang, n=len(actions), **kept) in said
    ended = [row for row in came if row["status"] in terms.ENDED]
    known = {
        "without_closing": [row["has_closing"] for row in ended],
        "not_looked_at": [row["checked_on"] is not None for row in ended],
    }
    parts = (formats.ratio(sum(each), len(ended), lang) for each in known.values())
    closed = dict(zip(("closed", "looked"), parts, strict=True))
    assert not ended or t(ahead.NOTES["closed"], lang, False, audience == "internal", **closed) in said
    tables = [one for section in document.sections for one in section.tables]
    for name, each in known.items():
        title = t(ahead.LACKING[name][0], lang, False, audience == "internal")
        assert sum(len(one.rows) for one in tables if one.title == title) == len(ended) - sum(each)
    for row in came[:3]:
        sheet = declare(store, audience, "project", lang, project_id=row["project_id"])
        checks = ask(store, audience, "follow_up_list", project_id=row["project_id"])
        own = ask(store, audience, "action_list", project_id=row["project_id"])
        assert of_the_meeting(sheet, lang) == (len(own), len(checks))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_filters_narrow_a_report_as_they_narrow_the_query(
    sample_store: Path, audience: str, declare: Declare, ask: Ask
) -> None:
    asked = {"programme_id": "PG-CHIIKI", "from_fy": 2023, "to_fy": 2024}
    document = declare(sample_store, audience, "funding", "en", **asked)
    (totals,) = ask(sample_store, audience, "programme_totals", **asked)
    text = "".join(reading_back.pdf_pages(written(document, "pdf")))
    assert f"{totals['decided_yen']:,}" in text
    assert "SmartTokyoChiikiProject,FY2023–FY2024" in text


def test_project_sheet(sample_store: Path, declare: Declare, ask: Ask) -> None:
    rows = ask(sample_store, "internal", "grant_ledger", project_id="SMP-001")
    document = declare(sample_store, "internal", "project", "en", project_id="SMP-001")
    pages = reading_back.pdf_pages(written(document, "pdf"))
    assert len(pages) <= 3
    for row in rows:
        assert f"{row['decided_yen']:,}" in "".join(pages)
    values = reading_back.series(reading_back.charts(written(document, "pptx"))[0])
    assert values["Decided"] == [row["decided_yen"] for row in rows]


def test_of_nothing_there_is_no_part(register_store: Path, declare: Declare) -> None:
    figures = declare(register_store, "public", "progress", "en").sections[0].figures
    found = {one.label: one.value for one in figures}
    assert found["KPIs behind plan"] is None and found["Report and evidence disagree"] is None
    said = [
        text for one in declare(register_store, "public", "funding", "en").sections for text in one.paragraphs
    ]
    assert "Decision and limit: no grant year of which both are known." in said
    assert not [text for text in said if "0 of 0" in text]
