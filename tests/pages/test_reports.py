"""The page of reports: a choice, nothing made before it is asked for, what the public may have."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from smart_tokyo.outputs.reports import reports
from smart_tokyo.view.subjects import one_project
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
    assert downloads(at) == [
        f"{kind.title()} report ({one})" for one in ("PDF", "Excel workbook", "PowerPoint slides")
    ]
    assert not at.get("image")


def test_the_preview_shows_the_pages_of_the_pdf(sample_store: Path, open_page: Opener) -> None:
    at = open_page("reports", sample_store, lang="en", report="project", project="SMP-001")
    at.button(key="preview").click().run()
    assert not at.exception
    captions = [image.caption for found in at.get("image") for image in found.proto.imgs]
    assert captions == [f"Page {one} of 3" for one in (1, 2, 3)]


def test_a_project_sheet_waits_for_a_project(sample_store: Path, open_page: Opener) -> None:
    at = open_page("reports", sample_store, lang="en", report="project")
    assert not downloads(at) and any(box.label == "Project" for box in at.selectbox)
    at = open_page("reports", sample_store, lang="ja", report="project", project="SMP-001")
    assert downloads(at)[0] == "事業シート（PDF）"


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


def test_of_many_projects_a_search_finds_those_to_choose_from(
    sample_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_project, "MANY", 5)
    at = open_page("reports", sample_store, "internal", lang="en", report="project", project="SMP-003")
    assert ids(at) == ["SMP-003"] and at.selectbox(key="choice_project").value == "SMP-003"
    at.text_input(key="search_project").set_value("ＳＭＰ-01").run()
    assert ids(at) == ["SMP-003", "SMP-010", "SMP-011", "SMP-012", "SMP-013", "SMP-014"]
    assert "The first 5 of 10 are offered. Add a word." in text_of(at)
    at.selectbox(key="choice_project").set_value("SMP-012").run()
    assert at.query_params["project"] == "SMP-012" and downloads(at)
    at.text_input(key="search_project").set_value("nothing of that kind").run()
    assert ids(at) == ["SMP-012"]
    assert at.query_params["project"] == "SMP-012" and downloads(at)
    at = open_page("reports", sample_store, "internal", lang="en", report="project", project="NO-SUCH")
    assert ids(at) == [] and "not known here" in text_of(at)


def ids(at: AppTest) -> list[str]:
    """The projects that the box offers."""
    labels = at.selectbox(key="choice_project").options
    return [label.rsplit("[", 1)[1].removesuffix("]") for label in labels if "[" in label]
