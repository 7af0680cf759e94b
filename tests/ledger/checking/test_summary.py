"""What a check read: rows, amounts and dates of each table, in every form in which it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.checking.summary import Amount, to_text
from tests.ledger.sources import core

GRANTS = (
    "project_id,fiscal_year,requested_yen,requested_on,decided_yen,decided_on,paid_yen\n"
    "pro-a,2022,0,2022-05-01,15000000,2022-06-01,\n"
    "pro-a,2023,5,2022-04-01,20000000,2023-06-01,\n"
    "pro-a,2024,7,,1千円,2026-01-31,\n"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The core of the small source with three grants, of whose amounts one cannot be read."""
    folder = core(tmp_path, grants=GRANTS)
    (folder / "dataset.yaml").write_text("as_of: 2026-01-31\n", "utf-8")
    return folder


def test_rows_amounts_and_dates(source: Path) -> None:
    read = check_source(source).read
    grants = read.tables["grants"]
    assert (grants.rows, str(grants.first_date), str(grants.last_date)) == (3, "2022-04-01", "2026-01-31")
    assert grants.amounts == {
        "eligible_expense_yen": Amount(0, None, None, None),
        "requested_yen": Amount(3, 0, 7, 12),
        "decided_yen": Amount(2, 15_000_000, 20_000_000, 35_000_000),
        "settled_yen": Amount(0, None, None, None),
        "paid_yen": Amount(0, None, None, None),
    }
    assert read.tables["projects"].rows == 2 and "municipalities" not in read.tables
    assert str(read.first_date) <= "2022-04-01" and str(read.last_date) >= "2026-01-31"


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "ja",
            [
                "  交付: 3行、日付 2022-04-01 から 2026-01-31",
                "    補助対象経費（円）: 記録なし",
                "    交付申請額（円）: 3件、最低 0、最高 7、合計 12",
                "    交付決定額（円）: 2件、最低 15,000,000、最高 20,000,000、合計 35,000,000",
            ],
        ),
        (
            "en",
            [
                "  Grants: rows 3, dates 2022-04-01 to 2026-01-31",
                "    Eligible expense (yen): not recorded",
                "    Requested amount (yen): known 3, lowest 0, highest 7, total 12",
                "    Decided amount (yen): known 2, lowest 15,000,000, highest 20,000,000, total 35,000,000",
            ],
        ),
    ],
)
def test_in_words(source: Path, lang: str, lines: list[str]) -> None:
    first, *rest = to_text(check_source(source).read, lang).splitlines()
    assert "2026-01-31" in first and "35,000,000" in first
    at = rest.index(lines[0])
    assert rest[at : at + len(lines)] == lines


def test_the_check_ends_with_it(run, source: Path) -> None:
    code, out, _ = run("check", source, "--lang", "en")
    assert code == 1 and out.rstrip().endswith(to_text(check_source(source).read, "en"))
    *findings, last = json.loads(run("check", source, "--format", "json")[1])
    assert [one["code"] for one in findings] == ["type-yen-unit"] and "read" not in findings[0]
    assert list(last) == [*findings[0], "read"] and (last["severity"], last["code"]) == ("info", "read")
    grants = last["read"]["tables"]["grants"]
    assert grants["rows"] == 3 and grants["last_date"] == "2026-01-31"
    assert grants["amounts"]["decided_yen"] == {
        "known": 2, "lowest": 15_000_000, "highest": 20_000_000, "total": 35_000_000
    }  # fmt: skip
