"""The review board: who may see it, its lines and their ways, what changed, and a project's page for the meeting."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from smart_tokyo.store import StorePaths
from tests.conftest import ROOT, build
from tests.pages.conftest import Opener, tables, text_of, tiles

OLD = "2026-03-31"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as of two days."""
    folder = tmp_path_factory.mktemp("two")
    build(ROOT / "data" / "sample", folder, "--as-of", OLD, publish=False)
    return build(ROOT / "data" / "sample", folder)


def old_id(store: Path) -> str:
    return StorePaths(store).ids()[0]


def test_the_public_has_no_such_page(sample_store: Path, open_page: Opener) -> None:
    at = open_page("review", sample_store, "public", lang="en")
    assert [title.value for title in at.title] == ["Page not found"]
    assert not tables(at)


def test_a_line_for_every_point_by_weight(sample_store: Path, open_page: Opener) -> None:
    at = open_page("review", sample_store, "internal", lang="en")
    assert "**29 points about 21 of 36 projects** need a look." in text_of(at)
    lines = tables(at)[1].value
    assert len(lines) == 29
    broken = [number for number, what in enumerate(lines.iloc[:, 1]) if what.startswith("**Rule not met**")]
    assert broken == list(range(len(broken)))
    assert (
        "at stake 2.8 million yen" in lines.iloc[len(broken), 0] and "181" in lines.iloc[len(broken) + 1, 0]
    )
    assert "1 day" in lines.iloc[-1, 0] and "Rules not met come first" in text_of(at)
    said = [metric.value.split() for metric in tiles(at)[:7]]
    assert sum(int(n) for n, _ in said) == 29 and {unit for _, unit in said} == {"project", "projects"}
    bodies = "".join(one.proto.body for one in at.get("html"))
    assert bodies.count("<dd>out of 36 projects") == len(said)
    assert all("](review?" in cell for cell in lines.iloc[:, 1])
    for cell in lines.iloc[:, 1]:
        assert ("](rules?" in cell and "outcome=fail" in cell) == ("Rule not met" in cell)
        assert ("#milestones)" in cell) == ("Milestone overdue" in cell)


def test_what_the_last_meeting_decided_comes_first(sample_store: Path, open_page: Opener) -> None:
    """With who does it and until when; one of no project only where nothing is selected."""
    at = open_page("review", sample_store, "internal", lang="en")
    decided = tables(at)[0].value
    assert list(decided.columns)[1:] == ["State", "Owner", "Decided on", "Due on", "Done on", "Days late"]
    assert [*decided["Decided on"]] == sorted(decided["Decided on"], key=day, reverse=True)
    assert (
        decided.iloc[0, 0].startswith("(Sample) Decide whether to change")
        and "](projects?" in decided.iloc[0, 0]
    )
    late = decided[decided["State"] == "! Late"]
    assert len(late) == 5 and "担当 見本みどり" in [*decided["Owner"]]
    states = [list(decided["State"]).count(one) for one in ("✓ Done", "! Late", "○ Open")]
    assert "Of {} decided, {} are done, {} late and {} open.".format(sum(states), *states) in text_of(at)
    narrowed = tables(open_page("review", sample_store, "internal", lang="en", programme="PG-SOL"))[0].value
    assert len(narrowed) == 3
    sheet = text_of(open_page("review", sample_store, "internal", lang="en", project="SMP-010")).replace(
        "\\", ""
    )
    assert (
        "- ! Late **(Sample) Reach out to younger people** "
        "(担当 見本花子 ・ decided 22 Jun 2026 ・ until 15 Jul 2026 ・ 75 days late)" in sheet
    )


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d %b %Y").date()


def test_one_reason_from_the_address(sample_store: Path, open_page: Opener) -> None:
    at = open_page("review", sample_store, "internal", lang="ja", reason="kpi_lag")
    lines = tables(at)[1].value
    assert len(lines) == 3 and all("KPIの遅れ" in cell for cell in lines.iloc[:, 1])
    at = open_page("review", sample_store, "internal", lang="en", reason="hunger")
    assert any("hunger" in warning.value for warning in at.warning)
    assert len(tables(at)[1].value) == 29


def test_there_may_be_no_earlier_snapshot(sample_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("review", sample_store, "internal", lang="en"))
    assert "There is no earlier snapshot to compare with." in text


def test_what_changed_since_an_earlier_snapshot(two: Path, open_page: Opener) -> None:
    at = open_page("review", two, "internal", lang="en", since=old_id(two))
    text = text_of(at)
    assert "Grants (" in text and "Milestones (" in text and "31 Mar 2026" in text
    changes = [table.value for table in tables(at) if "What" in table.value.columns]
    assert any("Decided" in cell for table in changes for cell in table["What"])
    (evidence,) = (table.value for table in tables(at) if {"Before", "Now"} <= {*table.value.columns})
    assert all(row["Before"] != row["Now"] for _, row in evidence.iterrows())
    earliest = open_page("review", two, "internal", lang="en", snapshot=old_id(two))
    assert "There is no earlier snapshot" in text_of(earliest)


def test_the_record_before_is_the_default_and_an_unknown_one_is_named(two: Path, open_page: Opener) -> None:
    asked = open_page("review", two, "internal", lang="en", since=old_id(two))
    default = open_page("review", two, "internal", lang="en")
    assert [metric.value for metric in tiles(default)] == [metric.value for metric in tiles(asked)]
    at = open_page("review", two, "internal", lang="en", since="2020-01-01-000000000000")
    assert any("2020" in warning.value for warning in at.warning)


def test_a_record_that_cannot_be_read_is_said(two: Path, tmp_path: Path, open_page: Opener) -> None:
    store = tmp_path / "store"
    shutil.copytree(two, store)
    (store / "snapshots" / old_id(two) / "internal.duckdb").write_bytes(b"not a database" * 100)
    text = text_of(open_page("review", store, "internal", lang="en"))
    assert "This snapshot cannot be compared" in text


def test_filters_narrow_lines_and_changes(two: Path, open_page: Opener) -> None:
    at = open_page("review", two, "internal", lang="en", programme="PG-CHIIKI")
    assert "of 19 projects** need a look" in text_of(at)
    assert all("SMP-02" not in cell for table in tables(at) for cell in table.value.to_numpy().flatten())


def test_a_project_on_one_page(sample_store: Path, open_page: Opener) -> None:
    at = open_page("review", sample_store, "internal", lang="en", project="SMP-020", reason="kpi_lag")
    text = text_of(at)
    assert at.title[0].value.replace("\\", "").startswith("(Sample) Finding a Toilet")
    for part in (
        "Status",
        "What was decided",
        "Open points",
        "Money",
        "Milestones",
        "KPIs",
        "Support given",
        "Last status report",
    ):
        assert part in [heading.value for heading in at.header]
    assert "▲ Caution" in text and "■ Action needed" in text and "Differs from the report" in text
    assert "91 days overdue" in text and "44.1 points behind plan" in text
    (back,) = [link for link in at.main.get("page_link") if link.label == "Review board"]
    assert "reason=kpi_lag" in back.proto.query_string and "project=" not in back.proto.query_string
    assert max(len(table.value.columns) for table in tables(at)) <= 4


def test_a_project_that_is_not_there(sample_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("review", sample_store, "internal", lang="en", project="NO_SUCH"))
    assert "There is no project" in text


def test_a_project_without_anything(register_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("review", register_store, "internal", lang="ja", project="P-2022-ITABASHI"))
    assert "未記録" in text and "None" not in text and "nan" not in text


def test_a_meeting_of_ten_projects_is_held_from_the_board_alone(
    sample_store: Path, open_page: Opener
) -> None:
    """As docs/meeting.md has it: in, ten projects by key in the board's order, each with what is decided on, out."""
    board = open_page("review", sample_store, "internal", lang="en", programme="PG-CHIIKI")
    order = []
    for cell in tables(board)[1].value.iloc[:, 1]:
        order += [found for found in [parse_qs(cell)["project"][0].split(")")[0]] if found not in order]
    order.append("SMP-014")  # nothing of it needs a look, but something was promised and is not due yet
    (way,) = [link for link in board.main.get("page_link") if link.label.startswith("Hold the meeting")]
    assert "meeting=1" in way.proto.query_string and "programme=PG-CHIIKI" in way.proto.query_string
    at = open_page("review", sample_store, "internal", lang="en", programme="PG-CHIIKI", meeting="1")
    for place, project in enumerate(order[:10], 1):
        assert f"Project {place} of {len(order)}" in text_of(at) and not tables(at)
        parts = ["What was decided", "Open points", "Status"]
        assert [heading.value for heading in at.header][1:4] == parts
        (link,) = [one for one in at.main.get("page_link") if one.label == "Everything about it"]
        assert f"project={project}" in link.proto.query_string and "meeting=" not in link.proto.query_string
        assert "No open point." not in text_of(at)
        assert at.button(key="meeting_Left").disabled == (place == 1)
        at.button(key="meeting_Right").click().run()
    assert at.query_params["meeting"] in (["11"], "11")
    turns = [f"{place}. [" for place in range(1, len(order) + 1)]
    listed = next(one.value for one in at.markdown if one.value.startswith("1. [")).splitlines()
    assert [line[: len(turn)] for line, turn in zip(listed, turns, strict=True)] == turns
    assert [parse_qs(line.partition("?")[2])["meeting"][0].rstrip(")") for line in listed] == [
        str(place) for place in range(1, len(order) + 1)
    ]
    last = open_page(
        "review", sample_store, "internal", lang="ja", programme="PG-CHIIKI", meeting=str(len(order))
    )
    text = text_of(last)
    assert last.button(key="meeting_Right").disabled and f"{len(order)}件中{len(order)}件目" in text
    assert "2026年12月25日" in text and "確認が必要な点はありません。" in text
    lost = open_page("review", sample_store, "internal", lang="en", meeting="999")
    assert any("999" in one.value for one in lost.warning) and "Not about one project" in text_of(lost)


def test_a_meeting_about_everything_begins_with_what_is_about_no_project(
    sample_store: Path, open_page: Opener
) -> None:
    """Late and open alone; the projects come after it, the first of them as on the board."""
    at = open_page("review", sample_store, "internal", lang="en", meeting="1")
    rows = tables(open_page("review", sample_store, "internal", lang="en"))[0].value
    general = [
        row for _, row in rows.iterrows() if "](projects" not in row.iloc[0] and "Done" not in row["State"]
    ]
    assert general and at.header[0].value == "Not about one project" and not tables(at)
    for row in general:
        said = text_of(at).replace("\\", "")
        assert row.iloc[0] in said and f"decided {row['Decided on']}" in said
    assert at.button(key="meeting_Left").disabled
    at.button(key="meeting_Right").click().run()
    assert "Project 1 of 22" in text_of(at) and "Before the projects" not in text_of(at)
    last = open_page("review", sample_store, "internal", lang="en", meeting="1", order_page="2")
    listed = next(one.value for one in last.markdown if one.value.startswith("21. [")).splitlines()
    assert [line.partition(". ")[0] for line in listed] == ["21", "22"]
    assert ["meeting=22" in listed[0], "meeting=23" in listed[1]] == [True, True]
    done = open_page("review", sample_store, "internal", lang="en", project="SMP-002")
    assert "No decision of a meeting is recorded for this project." in text_of(done)
