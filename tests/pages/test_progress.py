"""The progress of the consortia: reported beside evidence status, with reasons, and what is merely not published."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Opener, text_of


def test_both_colours_and_their_differences_are_counted(sample_store: Path, open_page: Opener) -> None:
    at = open_page("progress", sample_store, "internal", lang="en")
    text = text_of(at)
    assert at.title[0].value == "Consortium progress"
    assert "12 of 23 running projects report “On track”." in text
    assert "the evidence says otherwise in 5 of 20." in text
    (table,) = [table.value for table in at.table if "Evidence" in table.value.columns]
    assert ["≠" in cell for cell in table["Evidence"]] == [True] * 5 + [False] * 15
    first = dict(zip(table.columns, table.iloc[0], strict=True))
    assert "Rule not met" in first["Project and reasons of the evidence"]


def test_red_for_want_of_a_report_is_explained(register_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("progress", register_store, lang="en"))
    assert "No status report is published for the 5 projects running on this date." in text
    assert "it only because something is not published" in text
    assert "not how the project goes" in text
    internal = text_of(open_page("progress", register_store, "internal", lang="en"))
    assert "it only because something is not recorded" in internal


def test_where_every_report_is_there_nothing_is_explained_away(sample_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("progress", sample_store, "internal", lang="en", programme="PG-CHIIKI"))
    assert "it only because" not in text
