"""The progress of the consortia: reported beside evidence status, with reasons, and what is merely not published."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Opener, pictures, tables, text_of


def test_both_colours_and_their_differences_are_counted(sample_store: Path, open_page: Opener) -> None:
    at = open_page("progress", sample_store, "internal", lang="en")
    text = text_of(at)
    assert at.title[0].value == "Consortium progress"
    assert "12 of 23 running projects report “On track”." in text
    assert "the evidence says otherwise in 5 of 20." in text
    (table,) = [table.value for table in tables(at) if "Evidence status" in table.value.columns]
    assert ["≠" in cell for cell in table["Evidence status"]] == [True] * 5 + [False] * 15
    first = dict(zip(table.columns, table.iloc[0], strict=True))
    assert "Rule not met" in first["Project and reasons of the evidence"]


def test_a_report_that_nobody_collects_is_no_fault(register_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("progress", register_store, lang="en"))
    assert "No status report is published for the 5 projects running on this date." in text
    assert "Action needed: " not in text and "■" not in text


def test_what_cannot_be_judged_is_counted_apart(sample_store: Path, open_page: Opener) -> None:
    at = open_page("progress", sample_store, "internal", lang="en")
    (evidence,) = [one for one in pictures(at) if one.alternative.startswith("What the evidence speaks for")]
    assert "– No record to judge by: 1 of 23" in evidence.alternative
    assert "– No record to judge by  1 of 23" in evidence.words
    last = open_page("progress", sample_store, "internal", lang="en", report_page="2")
    (table,) = [one.value for one in tables(last) if "Evidence status" in one.value.columns]
    project, *statuses = table.iloc[-1]
    assert project.endswith("– No milestone, measured KPI or report is known")
    assert statuses == ["– Not recorded", "– No record to judge by"]


def test_what_came_of_the_projects_and_which_have_no_closing_line(
    sample_store: Path, open_page: Opener
) -> None:
    """The last follow-up of each under the line that closes it; the public reads of published projects alone."""
    for audience, looked_at, unclosed, ended in (("internal", 7, 5, 13), ("public", 6, 4, 11)):
        at = open_page("progress", sample_store, audience, lang="en")
        rows = {tuple(one.value.columns): one.value for one in tables(at)}
        found = next(one for columns, one in rows.items() if "Paid by" in columns)
        lacking = rows["Project", "Status", "End fiscal year"]
        assert (len(found), len(lacking)) == (looked_at, unclosed)
        scaled = found[found["Project"].str.contains("SMP-001")].iloc[0]
        assert scaled["State found"] == "Scaled up" and "Union of shop associations" in scaled["Run by"]
        assert "The shop association keeps the display going" in scaled["Project"]
        unpaid = found[found["Project"].str.contains("SMP-005")].iloc[0]
        assert unpaid["Paid by"] == ("not recorded" if audience == "internal" else "not published")
        closed = f"Of those that have ended, {ended - unclosed} of {ended} have a line that closes them."
        assert closed in text_of(at)
        assert any("SMP-028" in one for one in lacking["Project"]) == (audience == "internal")
    none = text_of(open_page("progress", sample_store, "public", lang="en", project="SMP-002"))
    assert "After the grant" in none
