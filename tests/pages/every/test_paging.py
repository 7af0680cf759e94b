"""The pages of a long list: they follow the address, whoever changed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.elements.lib import policies

from tests.pages.conftest import Opener, text_of


def test_a_list_follows_its_address_and_nothing_is_logged(
    sample_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The 92 grants stand 40 a page: opened at the second, turned to the third, sent to the first by a link."""
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)  # Streamlit says it once a process
    at = open_page("funding", sample_store, "internal", lang="en", page="2")
    assert at.pagination[0].value == 2 and "41–80 of 92" in text_of(at)
    at.pagination[0].set_value(3).run()
    assert at.query_params["page"] == "3" and "81–92 of 92" in text_of(at)
    at.query_params["page"] = "1"
    at.run()
    assert at.pagination[0].value == 1 and "1–40 of 92" in text_of(at)
    at.pagination[0].set_value(3).run()
    assert at.pagination[0].value == 3 and "81–92 of 92" in text_of(at)
    assert "default value" not in caplog.text
