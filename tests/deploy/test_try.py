"""What deploy/try.sh types is what the document says; that it works, only a machine of its own shows."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from smart_tokyo.settings import PROJECT

TRY = (PROJECT / "deploy" / "try.sh").read_text("utf-8")
READ = TRY.partition("<<'END'\n")[2].partition("\nEND\n")[0]


@pytest.mark.parametrize("number", range(1, 8))
def test_each_step_has_commands_without_names_left_to_fill_in(number: int) -> None:
    command = [sys.executable, "-c", READ, str(number)]
    said = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert len([line for line in said.splitlines() if not line.startswith("#")]) > 3
    assert not re.search(r"-NAME|ADDRESS-OF|FROM-THE|PROVIDER/|```|^nano", said, re.MULTILINE)
    assert subprocess.run(["bash", "-n"], input=said, text=True).returncode == 0
