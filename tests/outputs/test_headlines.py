"""Each headline figure is the same number wherever it is read back from: for the sample and two generated ledgers.

HEADLINES (tests/headlines.py) lists them once. Every output gives its own dictionary of numbers, which is compared
with what the named queries say.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from smart_tokyo.figures import word
from smart_tokyo.terms import STAGES
from smart_tokyo.words import Lang, t
from tests.headlines import HEADLINES, QUERIES, Headline, Numbers, numbers_in, picked
from tests.outputs import reading_back
from tests.outputs.conftest import Declare, written
from tests.outputs.loopback import Loopback, serving
from tests.pages.conftest import open_page, tiles

__all__ = ["open_page"]  # a fixture


LEDGERS: dict[str, Lang] = {
    "sample_store": "ja",
    "small_generated_store": "en",
    "generated_store": "ja",
}


class Ledger(NamedTuple):
    store: Path
    lang: Lang
    numbers: Numbers  # what the queries say

    def only(self, wanted: Callable[[Headline], object]) -> Numbers:
        return {one[:2]: self.numbers[one[:2]] for one in HEADLINES if wanted(one)}


@pytest.fixture(params=LEDGERS)
def ledger(request: pytest.FixtureRequest, ask: Any) -> Ledger:
    store = request.getfixturevalue(request.param)
    numbers = picked({query: ask(store, "public", query) for query in QUERIES})
    assert all(value > 0 for key, value in numbers.items() if key[1] not in ("overdue", "behind_plan"))
    return Ledger(store, LEDGERS[request.param], numbers)


def test_csv_and_json_of_the_command(ledger: Ledger, run: Any) -> None:
    for form, read in (("csv", lambda text: list(csv.DictReader(io.StringIO(text)))), ("json", json.loads)):
        rows = {}
        for query in QUERIES:
            code, out, _ = run(
                "query", query, "--store", ledger.store, "--audience", "public", "--format", form
            )
            assert code == 0
            rows[query] = read(out.lstrip("\ufeff"))
        assert picked(rows) == ledger.numbers


@pytest.fixture
def server(ledger: Ledger) -> Iterator[Loopback]:
    with serving(ledger.store) as running:
        yield running


def test_the_api(ledger: Ledger, server: Loopback) -> None:
    def ask(query: str, form: str) -> Any:
        return server.ask(f"/open/v1/figures/{query}?format={form}")

    assert picked({query: ask(query, "json").json["rows"] for query in QUERIES}) == ledger.numbers
    texts = {query: ask(query, "csv").body.decode("utf-8-sig") for query in QUERIES}
    assert (
        picked({query: list(csv.DictReader(io.StringIO(text))) for query, text in texts.items()})
        == ledger.numbers
    )


def label_of(one: Headline, lang: Lang) -> str:
    label = word(one.query, one.column).label(lang)
    if not one.is_money:
        return label
    in_total = t("{amount} in total", lang, amount=label)
    return t("{label} ({unit})", lang, label=in_total, unit=t("yen", lang))


def test_the_key_figures_of_pdf_and_workbook(ledger: Ledger, declare: Declare) -> None:
    for_pdf: dict[tuple[str, str], int | None] = {}
    for_workbook: dict[tuple[str, str], Any] = {}
    for report in ("funding", "progress"):
        document = declare(ledger.store, "public", report, ledger.lang)
        text = "\n".join(reading_back.pdf_texts(written(document, "pdf")))
        cover = {
            row[0]: row[1] for row in reading_back.cells(reading_back.sheets(written(document, "xlsx"))[0])
        }
        for one in HEADLINES:
            if one.report == report:
                label = label_of(one, ledger.lang)
                for_pdf[one[:2]] = reading_back.after(label, text)
                for_workbook[one[:2]] = cover[label]
    assert for_pdf == for_workbook == ledger.only(lambda one: one.report)


def test_the_charts_of_the_slides(ledger: Ledger, declare: Declare) -> None:
    """What a chart splits up adds up to the headline."""
    money, progress = (
        reading_back.charts(written(declare(ledger.store, "public", report, ledger.lang), "pptx"))
        for report in ("funding", "progress")
    )
    for column in STAGES:
        values = reading_back.series(money[0])[word("programme_totals", column).label(ledger.lang)]
        assert sum(value or 0 for value in values) == ledger.numbers["programme_totals", column]
    by_status, by_state, against_plan = (
        next(iter(reading_back.series(chart).values())) for chart in progress[:3]
    )
    assert sum(by_status) == ledger.numbers["programme_totals", "projects"]  # type: ignore[arg-type]
    assert by_state[:2] == [ledger.numbers["milestone_counts", name] for name in ("done", "overdue")]
    assert against_plan[0] == ledger.numbers["kpi_counts", "behind_plan"]


def test_the_pages(ledger: Ledger, open_page: Any) -> None:
    for name in sorted({one.page for one in HEADLINES}):
        at = open_page(name, ledger.store, lang=ledger.lang, unit="yen")
        said = numbers_in("\n".join(one.value for one in [*tiles(at), *at.markdown, *at.caption]))
        wanted = ledger.only(lambda one, name=name: one.page == name)
        assert {key: value for key, value in wanted.items() if value not in said} == {}
