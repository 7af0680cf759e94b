"""The page on which partners are found, by hand from `data/sample`: the open issues, and what is said of one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from smart_tokyo.view.frame import access
from tests.pages.conftest import Opener, See, tables, text_of

CROWDED = "The station is crowded only on event days"


def test_the_public_has_no_such_page(sample_store: Path, open_page: Opener) -> None:
    at = open_page("partners", sample_store, "public", lang="en", issue="SMI-023")
    assert [title.value for title in at.title] == ["Page not found"] and not tables(at)
    at = open_page("reports", sample_store, "public", lang="en", report="partners")
    assert "which is not known here" in text_of(at)


def test_open_issues_stand_oldest_first(see: See) -> None:
    """Raised by 28 Sep 2026 and no match agreed by then: 12, of which SMI-022 is not published."""
    page = see("partners", "sample", "internal", lang="en")
    (listed,) = tables(page.at)
    assert len(listed.value) == 12
    assert listed.value["Issue"][0] == f"[{CROWDED}](partners?lang=en&issue=SMI-023)"
    assert listed.value["Open for"][0] == "447 days" and listed.value["Matches"][0] == "2"
    assert any("Unpublished" in one for one in listed.value["Issue"])
    (listed,) = tables(see("partners", "sample", "internal", lang="en", theme="tourism", area="A-OSHIMA").at)
    assert len(listed.value) == 2, "the theme alone narrows"


def test_one_issue_with_whom_to_ask_and_why(see: See) -> None:
    page = see("partners", "sample", "internal", lang="en", issue="SMI-024", theme="tourism")
    so_far, candidates, models, others = (one.value for one in tables(page.at))
    assert list(so_far["What happened"]) == [
        "Hearing (Initial)",
        "Introduction: [Mihon University of the Environment (sample)](organization?lang=en&theme=tourism&id=SMO-19)",
        "Hearing (Second)",
    ]
    assert list(so_far["What came of it"])[1] == "goes on"
    said = dict(zip(candidates["Organization"], candidates["Projects of the theme"], strict=True))
    first = candidates.iloc[0]
    assert "SMO-19" in first.iloc[0] and first["Introduced before"] == "18 Nov 2025: goes on"
    assert first["Projects of the theme"].startswith("2 of 3 with a result") and len(said) == len(candidates)
    offer = "(Sample) Can try out machines that collect leaves. Robotics (day not known)"
    assert offer in [one.replace("\\", "") for one in candidates["What it offers"]]
    assert all("Completed" in one for one in models["Result"]) and len(models) == 2
    assert "town?lang=en&theme=tourism&code=131032" in models["Municipality to ask"][0]
    assert list(others["Documents"]) == ["not recorded"]
    assert "There is no score" in page.text


def test_documents_are_links_that_open(see: See) -> None:
    page = see("partners", "sample", "internal", lang="en", issue="SMI-025")
    link = "[(Sample) Manual of the evacuation drill](http://example.org/smart-tokyo-sample/SMD-006.pdf)"
    assert tables(page.at)[2].value["Documents"][0].replace("\\", "") == f"{link} (Manual, 28 Sep 2026)"


def test_an_issue_that_is_not_open_is_said_kindly(sample_store: Path, open_page: Opener) -> None:
    for key in ("SMI-001", "SMI-018", "no-such"):
        at = open_page("partners", sample_store, "internal", lang="en", issue=key)
        assert f"There is no open issue “{key}”" in text_of(at).replace("\\", "") and not tables(at)


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_files_and_the_list_take_an_editor(
    role: str, sample_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMART_TOKYO_SECRETS", "somewhere")
    monkeypatch.setenv("SMART_TOKYO_ROLE_CLAIM", "roles")
    claims = {"is_logged_in": True, "iat": time.time(), "sub": "s1", "name": "Sato", "roles": role}
    monkeypatch.setattr(access, "_claims", lambda: claims)
    at = open_page("partners", sample_store, "internal", lang="en")
    assert len(tables(at)[0].value) == 12
    may = role == "editor"
    assert any(one.label == "A list to take along" for one in at.main.get("page_link")) == may
    assert any(one.label == "Download" for one in at.expander) == may
    assert ("This takes the role “editor”." in text_of(at)) != may
    at = open_page("reports", sample_store, "internal", lang="en", report="partners")
    assert ("which is not known here" in text_of(at)) != may
