"""The page of reports: a choice, nothing made before it is asked for, what the public may have."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from smart_tokyo.outputs.reports import reports
from tests.pages.conftest import Opener, text_of


def downloads(at: AppTest) -> list[str]:
    return [button.proto.label for button in at.get("download_button")]


@pytest.mark.parametrize("kind", ["progress", "funding"])
def test_a_file_for_each_format_and_nothing_made_yet(
    kind: str, sample_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(*_: object) -> bytes:
        raise AssertionError("a file was made before it was asked for")

    monkeypatch.setattr(reports, "write", made)
    at = open_page("reports", sample_store, lang="en", report=kind)
    assert downloads(at) == ["Download: PDF", "Download: Excel workbook", "Download: PowerPoint slides"]
    assert not at.get("image")


def test_the_preview_shows_the_pages_of_the_pdf(sample_store: Path, open_page: Opener) -> None:
    at = open_page("reports", sample_store, lang="en", report="project", project="SMP-001")
    at.button(key="preview").click().run()
    assert not at.exception
    captions = [image.caption for found in at.get("image") for image in found.proto.imgs]
    assert captions == ["Page 1 of 2", "Page 2 of 2"]


def test_a_project_sheet_waits_for_a_project(sample_store: Path, open_page: Opener) -> None:
    at = open_page("reports", sample_store, lang="en", report="project")
    assert not downloads(at) and any(box.label == "Project" for box in at.selectbox)
    at = open_page("reports", sample_store, lang="ja", report="project", project="SMP-001")
    assert downloads(at)[0] == "ダウンロード：PDF"


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_only_the_staff_can_choose_an_unpublished_project(
    audience: str, sample_store: Path, open_page: Opener
) -> None:
    internal = open_page("reports", sample_store, "internal", report="project").selectbox(
        key="choice_project"
    )
    public = open_page("reports", sample_store, "public", report="project").selectbox(key="choice_project")
    hidden = sorted(set(internal.options) - set(public.options))
    assert hidden
    project = hidden[0].rsplit("[", 1)[1].removesuffix("]")
    at = open_page("reports", sample_store, audience, lang="en", report="project", project=project)
    assert bool(downloads(at)) == (audience == "internal")
    assert ("not known here" in text_of(at)) == (audience == "public")


def test_an_unknown_report_is_named(sample_store: Path, open_page: Opener) -> None:
    at = open_page("reports", sample_store, lang="en", report="weather")
    assert any("weather" in warning.value for warning in at.warning) and downloads(at)
