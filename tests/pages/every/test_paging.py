"""The pages of a long list: they follow the address, whoever changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.elements.lib import policies

from smart_tokyo import figures
from smart_tokyo.figures import ALL, Part, Row, catalog
from smart_tokyo.figures.run import NOTHING_KEPT
from smart_tokyo.view.frame import snapshots
from smart_tokyo.view.frame.page import NONE
from tests.pages.conftest import Opener, names_for, text_of

ADDRESSES: dict[str, tuple[dict[str, str], ...]] = {
    "projects": ({}, {"view": "table"}, {"q": "tama"}, {"project": "SMP-001"}),
    "rules": ({}, {"rule": "cap"}, {"outcome": "not_assessed"}),
    "map": ({}, {"municipality": "13101"}),
    "review": ({}, {"project": "SMP-001"}),
    "organization": ({}, {"id": "SMO-01"}),
    "town": ({}, {"code": "131075"}),
    "partners": ({}, {"issue": "SMI-023"}),
    "search": ({}, {"q": "a"}, {"q": "Sumida decided"}),
    "evidence": ({}, {"of": "programme_totals.decided_yen"}, {"of": "grant_ledger.decided_yen"}),
}
OF_ONE_PROJECT = ("project_id", "kpi_id")  # a list that is narrowed to one, or to those shown, is read whole


def test_a_list_follows_its_address_and_nothing_is_logged(
    sample_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The 92 grants stand 20 a page: opened at the second, turned to the third, sent to the first by a link."""
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)  # Streamlit says it once a process
    at = open_page("funding", sample_store, "internal", lang="en", page="2")
    assert at.pagination[0].value == 2 and "21–40 of 92" in text_of(at)
    at.pagination[0].set_value(3).run()
    assert at.query_params["page"] == "3" and "41–60 of 92" in text_of(at)
    at.query_params["page"] = "1"
    at.run()
    assert at.pagination[0].value == 1 and "1–20 of 92" in text_of(at)
    at.pagination[0].set_value(3).run()
    assert at.pagination[0].value == 3 and "41–60 of 92" in text_of(at)
    assert "default value" not in caplog.text


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int, bool]]]:
    """What pages read meanwhile: the query, how many rows it gave, and whether it was asked for a part of them."""
    found: list[tuple[str, int, bool]] = []
    records = figures.records

    def some_of(
        con: Any, query: str, params: Any = NONE, kept: Any = NOTHING_KEPT, of: Part = ALL
    ) -> Sequence[Row]:
        rows = records(con, query, params, kept, of)
        given = params.items() if of == ALL else of.where
        shown = any(column in OF_ONE_PROJECT and type(value) in (str, tuple) for column, value in given)
        found.append((query, len(rows), shown or of.limit is not None))
        return rows

    monkeypatch.setattr(snapshots.figures, "records", some_of)
    snapshots._read.cache_clear()
    yield found
    snapshots._read.cache_clear()


def test_no_page_asks_for_more_rows_than_it_shows(
    sample_store: Path, open_page: Opener, read: list[tuple[str, int, bool]]
) -> None:
    """A list as long as the ledger is read a part at a time; what is read whole counts and adds up."""
    lists = {name for name, query in catalog().items() if query.kept_by}
    greedy = {}
    for name in names_for("internal"):
        for address in ADDRESSES.get(name, ({},)):
            read.clear()
            open_page(name, sample_store, "internal", lang="en", **address)
            for query, rows, is_part in read:
                if query in lists and not is_part:
                    greedy[name, query] = rows
    assert greedy == {}
