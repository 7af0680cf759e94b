"""Charts as images: texts that the drawing engine fails over, and an engine that fails."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from smart_tokyo.outputs.files import chart_image
from tests.outputs.files.test_table_files import ABOUT


def picture(name: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="9">{escape(name)}</text></svg>'


def test_a_letter_that_xml_does_not_have_is_no_end_of_the_server() -> None:
    """The engine ends its process over these; they reach it as the sign of an unknown letter."""
    found = chart_image.png(picture("a\0b\x0bc\x1fd\ufffee\uffff <b>&#0;葛\U000e0100"), ABOUT)
    assert found.startswith(b"\x89PNG")


def test_an_engine_that_fails_or_hangs_is_an_error_and_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(chart_image.NotDrawn, match="(?i)xml|parse|svg"):
        chart_image.png(picture("a") + "<", ABOUT)
    monkeypatch.setattr(chart_image, "LONGEST_S", 0.01)
    with pytest.raises(chart_image.NotDrawn, match="within"):
        chart_image.png(picture("a"), ABOUT)
