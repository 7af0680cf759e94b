"""The progress of the consortia: reported beside evidence status, with reasons, and what is merely not published."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Opener, pictures, tables, text_of, tiles


def test_both_colours_and_their_differences_are_counted(sample_store: Path, open_page: Opener) -> None:
    at = open_page("progress", sample_store, "internal", lang="en")
    text = text_of(at)
    assert at.title[0].value == "Consortium progress"
    assert "12 of 23 running projects report “On track”." in text
    assert "Evidence status" in [one.value for one in at.subheader]
    assert "the evidence says otherwise in 5 of 20." in text
    (table,) = [table.value for table in tables(at) if "Evidence status" in table.value.columns]
    assert ["≠" in cell for cell in table["Evidence status"]] == [True] * 5 + [False] * 15
    first = dict(zip(table.columns, table.iloc[0], strict=True))
    assert "Rule not met" in first["Project and reasons of the evidence"]


def test_a_report_that_nobody_collects_is_no_fault(register_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("progress", register_store, lang="en"))
    assert "No status report is published for the 5 projects running on this date." in text
    assert "■ Action needed: 0 of 5" in text and text.count("■") == 1


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


def test_a_colour_of_no_project_keeps_its_tile(sample_store: Path, open_page: Opener) -> None:
    """So that it says how it came to none."""
    at = open_page("progress", sample_store, "internal", lang="en", area="A-INAGI")
    said = {tile.label: tile.value for tile in tiles(at)}
    shown = [said[one].split(" of ") for one in ("● On track", "▲ Caution", "■ Action needed")]
    assert "0" in [n for n, _ in shown] and len({total for _, total in shown}) == 1


def test_what_came_of_the_projects_and_which_have_no_closing_line(
    sample_store: Path, open_page: Opener
) -> None:
    """The last follow-up of each under the line that closes it; the public reads of published projects alone."""
    for audience, looked_at, unclosed, unseen, ended in (("internal", 7, 5, 6, 13), ("public", 6, 4, 5, 11)):
        at = open_page("progress", sample_store, audience, lang="en")
        found = next(one.value for one in tables(at) if "Paid by" in one.value.columns)
        columns = ["Project", "Status", "Last fiscal year of the period"]
        lacking, not_seen = (one.value for one in tables(at) if list(one.value.columns) == columns)
        assert (len(found), len(lacking), len(not_seen)) == (looked_at, unclosed, unseen)
        folds = [one.proto.expanded for one in at.expander if one.label.startswith("Ended")]
        assert folds == [True, False], "the second list is often the first once more"
        scaled = found[found["Project"].str.contains("SMP-001")].iloc[0]
        assert scaled["State found"] == "Scaled up" and "Union of shop associations" in scaled["Run by"]
        assert "The shop association keeps the display going" in scaled["Project"]
        unpaid = found[found["Project"].str.contains("SMP-005")].iloc[0]
        assert unpaid["Paid by"] == ("not recorded" if audience == "internal" else "not published")
        closed = f"{ended - unclosed} of {ended} have a line that closes them"
        seen = f"{ended - unseen} of {ended} were looked at after the grant."
        assert f"Of those that have ended, {closed} and {seen}" in text_of(at)
        assert scaled["Checked on"] == "28 Sep 2026  \n:small[17 months after the end of FY2024]"
        assert any("SMP-028" in one for one in lacking["Project"]) == (audience == "internal")
    none = text_of(open_page("progress", sample_store, "public", lang="en", area="A-INAGI"))
    assert "No project of this selection has ended or was looked at after the grant." in none
