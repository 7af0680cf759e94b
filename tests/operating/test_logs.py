"""The log: one line an event, whatever is in it, and what others write goes the same way."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.conftest import ROOT

PROGRAM = """
import logging, threading
early = logging.getLogger("uvicorn.error")
early.addHandler(logging.StreamHandler())
from smart_tokyo import numbered
from smart_tokyo.operating import logs
logs.set_up()
logging.getLogger("smart_tokyo.a").info("two\\nlines and “words” %s", 3)
early.info("192.0.2.1 connected")
early.warning("something")
logging.getLogger("other").info("not asked for")
try:
    raise ValueError("a\\nb")
except ValueError as error:
    print(numbered(error))
threading.Thread(target=lambda: 1 / 0).start()
"""


def test_an_event_is_one_line_of_json() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True)
    found = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(one["level"], one["from"]) for one in found] == [
        ("info", "smart_tokyo.a"),
        ("warning", "uvicorn.error"),
        ("error", "smart_tokyo.faults"),
        ("error", "smart_tokyo"),
    ]
    assert found[0]["says"] == "two\nlines and “words” 3" and found[0]["at"].endswith("Z")
    assert found[2]["error"] == done.stdout.strip() and "ValueError: a\nb" in found[2]["trace"]
    assert "ZeroDivisionError" in found[3]["trace"]
