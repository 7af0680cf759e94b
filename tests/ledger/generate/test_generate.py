"""Generated sources: no error at any size, every rule exercised, the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.content.findings import ALL_CODES
from smart_tokyo.ledger.generate.generate import EVERY, QUIRKS, generate
from smart_tokyo.ledger.tables.checks import of_kind
from smart_tokyo.schema import tables
from tests.ledger.sources import rows


def files(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_every_rule_and_warning_is_there_and_no_error(tmp_path: Path) -> None:
    generate(tmp_path, EVERY * len(QUIRKS), 7)
    checked = check_source(tmp_path)
    found = Counter(one.code for one in checked.findings)
    assert {one.severity for one in checked.findings} == {"warning"}
    rules = {one.name.replace("_", "-") for one in of_kind("programme")}
    assert {code.split("-", 1)[1].rsplit("-", 1)[0] for code in found if code.startswith("rule-")} == rules
    warnings = {one.code for one in of_kind("consistency") if ALL_CODES[one.code].severity == "warning"}
    warnings -= {"amounts-look-like-thousands"}  # that is said of all amounts or of none
    assert {code for code in found if not code.startswith("rule-")} == warnings
    assert sum(found.values()) < 2 * len(QUIRKS)
    assert checked.dataset.fictional and "架空" in (checked.dataset.label_ja or "")
    assert all(rows(checked, name) for name in tables() if name != "municipalities")


@pytest.mark.parametrize("projects", [1, 2, 51])
@pytest.mark.parametrize("seed", [0, 1])
def test_any_size_and_seed_passes(tmp_path: Path, projects: int, seed: int) -> None:
    generate(tmp_path, projects, seed)
    checked = check_source(tmp_path)
    assert len(rows(checked, "projects")) == projects


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(tmp_path / name, 30, seed)
    assert files(tmp_path / "a") == files(tmp_path / "b") != files(tmp_path / "c")


def test_it_is_written_row_by_row(tmp_path: Path) -> None:
    generate(tmp_path / "a", 20, 1)
    generate(tmp_path / "b", 40, 1)
    for path in (tmp_path / "a").glob("*.csv"):
        assert (tmp_path / "b" / path.name).read_text("utf-8").startswith(path.read_text("utf-8"))
