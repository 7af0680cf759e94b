"""The command `report`: a file, or one line that says what was wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

MAGIC = {"pdf": b"%PDF-", "xlsx": b"PK\x03\x04", "pptx": b"PK\x03\x04"}


@pytest.mark.parametrize("format", MAGIC)
def test_a_report_is_written(run, sample_store: Path, tmp_path: Path, format: str) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / f"sheet.{format}"
    arguments = ("--project", "SMP-001", "--lang", "en", "--format", format, "--out", out)
    assert run("report", "project", "--store", sample_store, *arguments) == (0, "", "")
    assert out.read_bytes().startswith(MAGIC[format])


def test_filters_snapshot_and_audience(run, sample_store: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "funding.pdf"
    (info,) = json.loads(run("query", "snapshot_info", "--store", sample_store)[1])
    arguments = ("--audience", "public", "--snapshot", info["snapshot_id"], "-p", "area_id=A-NOWHERE")
    assert run("report", "funding", "--store", sample_store, *arguments, "--out", out)[0] == 0
    assert out.stat().st_size > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["project"], "a project sheet needs --project ID"),
        (["project", "--project", "P-NONE"], "there is no project 'P-NONE' in the internal data"),
        (
            ["project", "--project", "P-NONE", "--audience", "public"],
            "no project 'P-NONE' in the public data",
        ),
        (["project", "--project", "SMP-001", "-p", "theme=health"], "takes --project ID and no -p"),
        (["funding", "--project", "SMP-001"], "-p project_id=ID"),
        (["funding", "-p", "colour=red"], "there are: programme_id, from_fy"),
        (["funding", "-p", "from_fy=x"], "2019 to 2040"),
        (["funding", "--snapshot", "2025-10-01-000000000000"], "no snapshot 2025-10-01-0"),
        (["funding", "--format", "docx"], "'pdf', 'xlsx', 'pptx'"),
        (["weather"], "'progress', 'funding', 'project', 'partners'"),
        (["partners", "--audience", "public"], "report partners is internal; ask with --audience internal"),
    ],
)
def test_a_mistake_is_one_line(  # type: ignore[no-untyped-def]
    run, sample_store: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    out = tmp_path / "out.pdf"
    code, printed, error = run("report", *arguments, "--store", sample_store, "--out", out)
    assert (code, printed, len(error.splitlines())) == (2, "", 1) and said in error
    assert not out.exists()


def test_an_unpublished_project_is_unknown_to_the_public(run, sample_store: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = {
        who: json.loads(run("query", "project_list", "--store", sample_store, "--audience", who)[1])
        for who in ("internal", "public")
    }
    shown = {row["project_id"] for row in rows["public"]}
    (hidden, *_) = [row["project_id"] for row in rows["internal"] if row["project_id"] not in shown]
    arguments = ("report", "project", "--project", hidden, "--store", sample_store, "--format", "xlsx")
    assert run(*arguments, "--out", tmp_path / "in.xlsx")[0] == 0
    code, _, error = run(*arguments, "--audience", "public", "--out", tmp_path / "out.xlsx")
    assert code == 2 and f"no project '{hidden}'" in error and not (tmp_path / "out.xlsx").exists()


def test_a_place_that_cannot_be_written(run, sample_store: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, _, error = run("report", "progress", "--store", sample_store, "--out", tmp_path / "no" / "x.pdf")
    assert code == 2 and "cannot write" in error and len(error.splitlines()) == 1
