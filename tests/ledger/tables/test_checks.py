"""The checks as a whole: files, words, and what they say about the data that ships with the project."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from smart_tokyo.figures import open_snapshot, records
from smart_tokyo.ledger.content.findings import ALL_CODES, BREACHES, CODES
from smart_tokyo.ledger.tables import checks as module
from smart_tokyo.ledger.tables.checks import checks, consistency, of_kind, rules
from smart_tokyo.rules import RULES, breach_code
from smart_tokyo.schema import tables
from smart_tokyo.store import StorePaths

WORDS = {code: words for code, words in ALL_CODES.items() if code not in CODES}
GIVES = re.compile(
    r"'fail'|'warn'|at_most|in_years"
)  # what in the SQL of a rule gives a breach; the macros fail

# data/sample/README.md, "Grant rows and projects": rule → outcome → project (and fiscal year).
SAMPLE = {
    "cap": {
        "pass": "SMP-009/2023 SMP-001/2023",
        "fail": "SMP-003/2023",
        "not_assessed": "SMP-029/2023 SMP-035/2025 SMP-024/2026 SMP-036/2026",
    },
    "rate": {
        "pass": "SMP-005/2023 SMP-002/2024 SMP-004/2025",
        "fail": "SMP-012/2025",
        "not_assessed": "SMP-018/2023",
    },
    "duration": {"pass": "SMP-013 SMP-001", "fail": "SMP-005", "not_assessed": "SMP-024 SMP-028"},
    "consecutive": {"pass": "SMP-017 SMP-001", "fail": "SMP-016", "not_assessed": "SMP-024 SMP-028"},
    "project_years": {
        "pass": "SMP-001/2023 SMP-001/2022 SMP-001/2024 SMP-029/2026",
        "fail": "SMP-018/2025",
    },
    "over_request": {
        "pass": "SMP-011/2023 SMP-008/2024",
        "warn": "SMP-010/2025",
        "not_assessed": "SMP-032/2022",
    },
    "settled_within_decided": {
        "pass": "SMP-009/2023 SMP-011/2023",
        "fail": "SMP-007/2024",
        "not_assessed": "SMP-006/2024",
    },
    "paid_within_settled": {
        "pass": "SMP-009/2022 SMP-011/2023",
        "fail": "SMP-011/2024",
        "warn": "SMP-006/2024",
        "not_assessed": "SMP-016/2023",
    },
    "date_order": {
        "pass": "SMP-001/2022 SMP-013/2022",
        "fail": "SMP-030/2023",
        "not_assessed": "SMP-024/2026",
    },
    "decided_in_year": {
        "pass": "SMP-001/2022 SMP-002/2025 SMP-008/2024",
        "warn": "SMP-009/2024",
        "not_assessed": "SMP-024/2026",
    },
    "consortium": {
        "pass": "SMP-009 SMP-016 SMP-023 SMP-036",
        "fail": "SMP-026 SMP-032 SMP-017",
        "not_assessed": "SMP-034 SMP-024 SMP-027",
    },
}


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample as the internal view has it."""
    with internal(sample_store) as con:
        yield con


def internal(store: Path) -> duckdb.DuckDBPyConnection:
    """The newest internal database of a store."""
    paths = StorePaths(store)
    current = paths.current("internal")
    assert current
    return open_snapshot(paths.database(current, "internal"))


@pytest.mark.parametrize("name", checks())
def test_a_header_says_purpose_and_grain(name: str) -> None:
    check = checks()[name]
    purpose, *rest = check.doc.splitlines()
    assert purpose[0].isupper() and len(purpose.split()) > 2
    assert any(line.startswith("Grain: ") for line in rest)
    assert check.table in tables() or (check.table is None and "from dates" in check.sql)
    assert check.column is None or check.column in tables()[check.table or ""].position


@pytest.mark.parametrize(
    ("folder", "name", "message"),
    [("programme", "other", "one query named wrong"), ("bad", "wrong", "must be in a folder named")],
)
def test_a_file_that_is_no_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, name: str, message: str
) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "wrong.sql").write_text(f"-- name: {name}()\nselect 1", encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=re.escape(message)):
        module.checks.__wrapped__()


def test_every_check_has_its_words_and_no_others() -> None:
    given = {one.name: set(GIVES.findall(one.sql)) for one in of_kind("programme")}
    outcomes = {
        name: {"warn" if one == "'warn'" else "fail" for one in found} for name, found in given.items()
    }
    assert {name: set(rule.breaches) for name, rule in RULES.items()} == outcomes
    assert set(WORDS) == {one.code for one in of_kind("consistency")} | set(BREACHES)


@pytest.mark.parametrize("code", WORDS)
def test_words_are_complete(code: str) -> None:
    words = WORDS[code]
    by_code = {one.code: one for one in of_kind("consistency")}
    by_code |= {breach_code(one.name, said): one for one in of_kind("programme") for said in ("fail", "warn")}
    assert words.severity in ("error", "warning")
    assert re.search("[ぁ-んァ-ヶ一-龠]", words.ja) and words.en.isascii()
    places = [
        {name.removesuffix(f"_{lang}") for _, name, _, _ in string.Formatter().parse(text) if name}
        for lang, text in (("ja", words.ja), ("en", words.en))
    ]
    assert places[0] - {"title"} == places[1] - {"column"}
    told = re.findall(r" as (\w+?)(?:_ja|_en)?,$", by_code[code].sql, re.MULTILINE)
    assert places[0] <= {"value", "expected", "title", "place", *told}


@pytest.mark.parametrize(
    ("rule", "outcome", "where"),
    [
        (rule, outcome, where)
        for rule, outcomes in SAMPLE.items()
        for outcome, listed in outcomes.items()
        for where in listed.split()
    ],
)
def test_the_sample_is_as_its_readme_says(
    sample: duckdb.DuckDBPyConnection, rule: str, outcome: str, where: str
) -> None:
    project, _, year = where.partition("/")
    asked = {"project_id": project} | ({"from_fy": int(year), "to_fy": int(year)} if year else {})
    found = [row["outcome"] for row in records(sample, "rule_findings", asked) if row["rule"] == rule]
    assert found == [outcome]


def test_nothing_else_in_the_sample_breaks_a_rule(sample: duckdb.DuckDBPyConnection) -> None:
    expected = {
        (breach_code(rule, outcome), *where.split("/"))
        for rule, outcomes in SAMPLE.items()
        for outcome in RULES[rule].breaches
        for where in outcomes[outcome].split()
    }
    assert {(one.code, *one.key) for one in rules(sample)} == expected


def test_the_sample_contradicts_itself_in_nothing_but_what_is_meant_to_be_after_its_date(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    """data/sample/README.md, "As of D"."""
    assert [(one.code, *one.key, one.column, one.value) for one in consistency(sample)] == [
        ("amount-after-as-of", "SMP-019", "2026", "decided_on", "2026-10-15"),
        ("amount-after-as-of", "SMP-025", "2025", "paid_on", "2026-10-20"),
        ("amount-after-as-of", "SMP-034", "2026", "requested_on", "2026-10-05"),
        ("amounts-left-out", None, "42580000"),
        ("as-of-before-newest", "SMX-026", "introduced_on", "2026-11-13"),
    ]


def test_the_register_has_no_error(register_store: Path) -> None:
    with internal(register_store) as con:
        found = {one.code for one in consistency(con)}
    # the pilot-area call worked in another programme's areas; that no lead was found for some consortia is no finding
    assert found == {"area-of-another-programme"}
    assert {WORDS[code].severity for code in found} == {"warning"}
