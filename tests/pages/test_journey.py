"""The page of the support journey: the total for the public, the parts for the staff, nothing in the register."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Opener, text_of


def test_the_register_has_no_issue(register_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("journey", register_store, lang="en"))
    assert "No issue is in the data" in text
    assert "7 events up to the as-of date" in text


def test_the_public_has_the_total_and_is_told_why_no_parts(sample_store: Path, open_page: Opener) -> None:
    at = open_page("journey", sample_store, lang="en", theme="tourism")
    text = text_of(at)
    assert "**8 of 27 (29.6%) issues got as far as a paid grant.**" in text
    assert "total over all issues" in text and "these parts are not public" in text
    assert "Why matches closed" not in text and "waits for" not in text


def test_the_staff_has_the_parts(sample_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("journey", sample_store, "internal", lang="en"))
    assert "The number falls most before “Agreement”" in text and "a median of 176.5 days" in text
    assert "5 matches were closed; 1 of 5 after an agreement." in text
    assert "Disaster prevention and weather" in text and "Ogasawara Village" in text
    assert "398 days" in text and "all its matches are closed" in text
    assert text.index("398 days") < text.index("368 days") < text.index("✓ Paid")
    assert "projects?lang=en&project=SMP-028" in text


def test_a_theme_narrows_the_staff_view(sample_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("journey", sample_store, "internal", lang="en", theme="tourism", from_fy="2025"))
    assert "**1 of 4 (25.0%) issues" in text
    assert "Fiscal years do not narrow this page." in text


def test_no_percentage_of_fewer_than_four(sample_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("journey", sample_store, "internal", lang="en", theme="health"))
    assert "**1 of 3 issues" in text and "%)" not in text


def test_attendance_that_is_not_known_is_said(sample_store: Path, open_page: Opener) -> None:
    at = open_page("journey", sample_store, lang="en")
    assert "the number of local governments is known for 9 of 9" in text_of(at)
