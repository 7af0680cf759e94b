"""What the documents say to type is typed: each block of `sh` runs in a scratch folder with a store of its own.

README.ja.md has the README's (tests/test_docs.py). A block that cannot run here begins with
`# Not run by the tests:` and why.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
NOT_RUN = re.compile(r"# Not run by the tests: \w.+\.\n")
NO_SHELL = {"html", "nginx", "yaml", "toml", "mermaid"}
DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"))
BLOCKS = [(path, kind, text) for path in DOCUMENTS for kind, text in BLOCK.findall(path.read_text("utf-8"))]
RUN = [(path, text) for path, kind, text in BLOCKS if kind == "sh" and not NOT_RUN.match(text)]


def test_every_block_says_what_it_is_in() -> None:
    assert [text for _, kind, text in BLOCKS if kind not in {"sh", *NO_SHELL}] == []
    assert {path.name for path, _ in RUN} >= {"README.md", "intake.md", "reports.md"}


@pytest.mark.heavy
@pytest.mark.parametrize(("path", "text"), RUN, ids=[path.name for path, _ in RUN])
def test_a_block_runs(path: Path, text: str, tmp_path: Path) -> None:
    for name in ("data", "smart_tokyo", "queries"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    found = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "SMART_TOKYO_STORE": str(tmp_path / "store"), "PATH": found}
    if "smart_tokyo report" in text:  # which takes a snapshot for granted
        text = f"python -m smart_tokyo build data/sample --brief\npython -m smart_tokyo publish\n{text}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
