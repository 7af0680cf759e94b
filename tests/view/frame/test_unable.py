"""What goes wrong gets a number; the reader sees the number alone, the log has the rest."""

from __future__ import annotations

import logging
import re
import subprocess
import sys

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT


def broken() -> None:
    from smart_tokyo.view.frame import unable

    assert unable.failed(ValueError("a SECRET of the store")) is True


@pytest.mark.parametrize(("lang", "words"), [("en", "Something went wrong"), ("ja", "エラーが起きました")])
def test_the_reader_sees_only_the_number(lang: str, words: str, caplog: pytest.LogCaptureFixture) -> None:
    at = AppTest.from_function(broken)
    at.query_params["lang"] = lang
    with caplog.at_level(logging.ERROR, logger="smart_tokyo.faults"):
        at.run()
    (said,) = [one.value for one in at.error]
    number = re.search(r"[0-9a-f]{8}$", said)
    assert number and words in said and "SECRET" not in said and not at.exception
    (line,) = [one for one in caplog.records if number[0] in one.getMessage()]
    assert line.exc_info and "SECRET" in str(line.exc_info[1])


def test_the_server_starts_without_a_word() -> None:
    """What keeps results is imported with the pages: before Streamlit runs, it warns of each."""
    done = subprocess.run([sys.executable, "-c", "import server"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
