"""Reuse: choices in the address, and two to four projects side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.view.subjects import one_project
from tests.pages.conftest import Opener, See, tables, text_of


def shown(at: object) -> int:
    """The cards on the page."""
    return len([link for link in at.get("page_link") if "Sample" in link.label])  # type: ignore[attr-defined]


def test_models_are_narrowed_from_the_address(sample_store: Path, open_page: Opener) -> None:
    at = open_page("reuse", sample_store, lang="en", technology="LPWA", kind="village")
    assert "No project fits this choice" in text_of(at)
    at = open_page("reuse", sample_store, lang="en", technology="QR")
    assert shown(at) > 0 and f"{shown(at)} of " in text_of(at)
    at = open_page("reuse", sample_store, lang="en", technology="steam")
    assert any("steam" in warning.value for warning in at.warning)


@pytest.mark.parametrize(
    ("compare", "said"),
    [
        ("", "Choose two to four projects."),
        ("SMP-001", "Choose one more project to compare."),
        ("SMP-001,NO-SUCH", "not in this data and were left out: NO"),
        ("SMP-001,SMP-002,SMP-003,SMP-004,SMP-005", "At most 4 projects fit side by side"),
    ],
)
def test_what_cannot_be_compared_is_said_kindly(
    compare: str, said: str, sample_store: Path, open_page: Opener
) -> None:
    assert said in text_of(open_page("reuse", sample_store, lang="en", compare=compare))


def test_two_projects_side_by_side(sample_store: Path, open_page: Opener) -> None:
    at = open_page("reuse", sample_store, lang="en", compare="SMP-001,SMP-020", theme="health")
    cells = [m.value for m in at.markdown if m.value.startswith((":blue-badge[A]", ":blue-badge[B]"))]
    assert len(cells) == 2 * 9
    assert [cell.startswith(":blue-badge[A]") for cell in cells] == [True, False] * 9
    assert any("project=SMP-020" in cell for cell in cells), "the comparison reaches beyond the filter"
    assert list(at.multiselect[0].value) == ["SMP-001", "SMP-020"]


def test_the_choice_goes_into_the_address(sample_store: Path, open_page: Opener) -> None:
    at = open_page("reuse", sample_store, lang="en")
    at.multiselect[0].select("SMP-002").select("SMP-003").run()
    assert at.query_params["compare"] == "SMP-002,SMP-003"
    assert any(m.value.startswith(":blue-badge[B]") for m in at.markdown)


def test_of_many_projects_a_search_finds_those_to_compare(
    sample_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_project, "MANY", 5)
    at = open_page("reuse", sample_store, lang="en", compare="SMP-002")
    assert len(at.multiselect[0].options) == 1
    at.text_input(key="search_compare").set_value("SMP-003").run()
    at.multiselect[0].select("SMP-003").run()
    at.text_input(key="search_compare").set_value("").run()
    assert at.query_params["compare"] == "SMP-002,SMP-003" and len(at.multiselect[0].options) == 2
    assert any(m.value.startswith(":blue-badge[B]") for m in at.markdown)


def test_an_unpublished_project_is_not_there_for_the_public(sample_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("reuse", sample_store, "public", lang="en", compare="SMP-001,SMP-024"))
    assert "left out" in text and "Choose one more" in text


def test_the_register_has_technologies_and_no_amounts(register_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("reuse", register_store, lang="ja", compare="P-2022-TAMA,P-2025-CHOFU"))
    assert "小型の電動モビリティ" in text and "非公表" in text


def test_which_themes_look_for_partners_from_published_rows_alone(see: See) -> None:
    """Of 27 issues raised by 28 Sep 2026 three are not published: the public counts 24, and never who still looks."""
    for audience, issues in (("internal", 27), ("public", 24)):
        page = see("reuse", "sample", audience, lang="en")
        listed = next(one.value for one in tables(page.at) if "Issues raised" in one.value)
        assert sum(map(int, listed["Issues raised"])) == issues
        models = dict(zip(listed["Theme"], listed["Of these, most targets reached"], strict=True))
        assert (
            dict(zip(listed["Theme"], listed["Projects that may serve as a model"], strict=True))["Tourism"]
            == "1"
        )
        assert models["Public administration"] == "none so far"
        assert (
            models["Tourism"]
            == "[(Sample) Multilingual Walks on the Slopes](projects?lang=en&project=SMP-005)"
        )
        assert "Visitors to filming places" not in page.text
