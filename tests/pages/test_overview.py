"""The overview as a reader sees it."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Opener


def money_chart(store: Path, open_page: Opener, **filters: str) -> str:
    """The specification of the chart of money by fiscal year."""
    at = open_page("overview", store, "internal", lang="en", **filters)
    specs = [
        str(chart.proto.spec)
        for kind in ("arrow_vega_lite_chart", "vega_lite_chart")
        for chart in at.get(kind)
    ]
    return next(spec for spec in specs if "Decided" in spec)


def test_a_limit_that_does_not_speak_for_every_grant_says_so_in_the_chart(
    sample_store: Path, open_page: Opener
) -> None:
    """Its bars stand above its lines; a picture of it travels without the words beneath."""
    assert "Limit (where set)" in money_chart(sample_store, open_page)


def test_a_limit_of_every_grant_has_its_plain_name(sample_store: Path, open_page: Opener) -> None:
    assert "Limit (where set)" not in money_chart(sample_store, open_page, programme="PG-SOL")
