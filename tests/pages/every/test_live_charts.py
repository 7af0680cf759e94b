"""Charts are drawn; who asks for it in the address has them live, the same ones, on this page alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from smart_tokyo.view.frame.menu import CHARTS, PAGES
from tests.pages.conftest import Opener, See, pictures

PLACES: dict[str, dict[str, str]] = {
    "projects": {"project": "SMP-001"},
    "embed": {"chart": "status"},
    "reuse": {},
    "funding": {},
    "progress": {},
    "rules": {},
    "journey": {},
}
CONTROL = "Switch to interactive charts"


def buttons(at: Any) -> list[str]:
    return [one.label for one in at.button if one.label in (CONTROL, "Back to still charts")]


def test_every_page_that_asks_for_it_is_looked_at() -> None:
    assert {name for name, page in PAGES.items() if CHARTS in page.asks} - {"map"} == set(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_a_page_has_each_chart_drawn_or_live(name: str, see: See) -> None:
    audience = "public" if name == "embed" else "internal"
    still = see(name, "sample", audience, lang="en", **PLACES[name]).at
    live = see(name, "sample", audience, lang="en", **PLACES[name], charts="live").at
    drawn = [one.alternative for one in pictures(still)]
    assert drawn and [one.proto.alt for one in live.get("plotly_chart")] == drawn
    assert not still.get("plotly_chart") and not pictures(live)
    assert buttons(still) == [CONTROL] and buttons(live) == ["Back to still charts"]
    assert not still.warning or "not known here" not in still.warning[-1].value


@pytest.mark.parametrize("name", ["funding", "progress"])
def test_what_the_address_does_not_know_is_said_once(name: str, see: See) -> None:
    at = see(name, "sample", "internal", lang="en", charts="<b>moving").at
    said = [one.value for one in at.warning if "kind of charts" in one.value]
    assert len(said) == 1 and "\\<b\\>moving" in said[0]
    assert pictures(at) and not at.get("plotly_chart")


def test_the_button_writes_the_address(open_page: Opener, sample_store: Path) -> None:
    at = open_page("funding", sample_store, lang="en")
    (button,) = [one for one in at.button if one.label == CONTROL]
    button.click().run()
    assert at.query_params[CHARTS] in ("live", ["live"]) and at.get("plotly_chart")
    (back,) = [one for one in at.button if one.label == "Back to still charts"]
    back.click().run()
    assert CHARTS not in at.query_params and pictures(at)
