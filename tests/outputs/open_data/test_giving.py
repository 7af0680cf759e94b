"""Grants in the 360Giving standard: required fields and formats, equality with the figures, what is no award."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from stdnum.jp import cn

from smart_tokyo.figures import open_snapshot, records
from smart_tokyo.outputs.open_data import package
from smart_tokyo.outputs.open_data.giving import SAID, Giving, flat, giving
from smart_tokyo.outputs.open_data.label import known, label
from smart_tokyo.store import StorePaths
from tests.queries.ledger import AS_OF, build

REQUIRED = {
    "id": str,
    "title": str,
    "description": str,
    "currency": str,
    "amountAwarded": int,
    "awardDate": str,
    "recipientOrganization": list,
    "fundingOrganization": list,
}

LEDGER = {
    "consortia": "consortium_id | name_ja\nc | 連携体\nalone | 代表なし",
    "projects": """
        project_id | consortium_id | title_ja | summary_en | status    | end_fy
        p          | c             | 事業     | Short      | completed | 2024
        q          | alone         | 次       | -          | withdrawn | -
    """,
    "organizations": (
        "organization_id | name_ja | corporate_number\na | 甲 | 7000012050002\nb | 乙 | -\nm | 丙 | 1180301018771\n"
        "late | 丁 | -"
    ),
    "consortium_members": """
        consortium_id | organization_id | role   | joined_on  | left_on
        c             | m               | member | -          | -
        c             | b               | lead   | -          | 2024-06-01
        c             | a               | lead   | 2024-06-01 | -
        c             | late            | lead   | 2024-06-02 | -
    """,
    "municipalities": "municipality_code | name_ja\n131075 | 墨田区\n131199 | 板橋区",
    "area_municipalities": "area_id | municipality_code\narea | 131075\narea | 131199",
    "grants": """
        project_id | fiscal_year | requested_yen | decided_yen | decided_on | paid_yen
        p          | 2024        | 12            | 10          | 2024-06-01 | -
        q          | 2024        | -             | 7           | 2024-06-02 | 7
        p          | 2025        | 3             | -           | -          | -
    """,
}


@pytest.fixture
def given() -> Iterator[Giving]:
    with duckdb.connect(":memory:") as con:
        build(con, LEDGER, AS_OF, "public")
        yield giving(con, label(con))


def test_an_award(given: Giving) -> None:
    first, second = map(known, given.awards)
    assert first == {
        "id": "360G-SmartTokyo-p-2024",
        "title": "[試し / Trial] 事業",
        "description": "[試し / Trial] 令和6年度の交付決定 / grant decision for FY2024. 事業 / Short",
        "currency": "JPY",
        "amountAppliedFor": 12,
        "amountAwarded": 10,
        "awardDate": "2024-06-01",
        "plannedDates": [{"startDate": "2024-04-01", "endDate": "2025-03-31"}],
        "recipientOrganization": [
            {"id": "JP-JCN-7000012050002", "name": "甲"},
            {"id": "360G-SmartTokyo-ORG-b", "name": "乙"},
        ],
        "fundingOrganization": [SAID["funder"]],
        "grantProgramme": [{"code": "prog", "title": "x / x"}],
        "beneficiaryLocation": [
            {
                "name": name,
                "countryCode": "JP",
                "geoCode": code,
                "geoCodeType": "全国地方公共団体コード",
                "latitude": 35.6,
                "longitude": 139.7,
            }
            for code, name in (("131075", "墨田区"), ("131199", "板橋区"))
        ],
    }
    assert second["recipientOrganization"] == [{"id": "360G-SmartTokyo-CONSORTIUM-alone", "name": "代表なし"}]
    assert second["amountDisbursed"] == 7


def test_a_withdrawal_is_said(given: Giving) -> None:
    first, second = map(known, given.awards)
    assert "classifications" not in first
    assert second["classifications"] == [SAID["withdrawal"]] and SAID["withdrawal"]["code"] == "withdrawn"
    said = "この事業は取り下げられています。 / The project has been withdrawn. "
    assert (
        second["description"] == f"[試し / Trial] 令和6年度の交付決定 / grant decision for FY2024. {said}次"
    )
    header, rows = flat(given.awards)
    assert [dict(zip(header, row, strict=True))["Classifications:Code"] for row in rows] == [
        None,
        "withdrawn",
    ]


def test_an_award_is_what_is_in_force_and_says_what_it_was_at_first() -> None:
    changes = """
        project_id | fiscal_year | changed_on | decided_yen | requested_yen
        p          | 2024        | 2024-09-01 | 1200        | 1300
        p          | 2024        | 2026-04-01 | 1           | 1
        q          | 2024        | 2025-01-01 | 0           | -
        p          | 2025        | 2025-09-01 | 5           | -
    """
    grants = LEDGER["grants"].replace("| 10 ", "| 1000 ")
    with duckdb.connect(":memory:") as con:
        build(con, LEDGER | {"grants": grants, "grant_changes": changes}, AS_OF, "public")
        found = giving(con, label(con))
    (award,) = map(known, found.awards)
    assert (award["amountAwarded"], award["amountAppliedFor"], award["awardDate"]) == (
        1200,
        1300,
        "2024-06-01",
    )
    (said,) = award["classifications"]
    assert said["code"] == "1000" and "at first" in said["vocabulary"]
    assert "当初の交付決定額は1,000円でした。 / At first 1,000 yen were decided." in award["description"]
    assert found.left_out == {"amount_zero": 1, "date_unknown": 1}


def test_members_are_an_extension_and_what_is_no_award_is_counted(given: Giving) -> None:
    assert [(row["award_id"], row["organization_id"], row["role"]) for row in given.members] == [
        ("360G-SmartTokyo-p-2024", "JP-JCN-7000012050002", "lead"),
        ("360G-SmartTokyo-p-2024", "360G-SmartTokyo-ORG-b", "lead"),
        ("360G-SmartTokyo-p-2024", "JP-JCN-1180301018771", "member"),
    ]
    assert given.left_out == {"amount_unknown": 1}


def test_the_flat_table_numbers_what_there_is_several_of(given: Giving) -> None:
    header, rows = flat(given.awards)
    first, second = (dict(zip(header, row, strict=True)) for row in rows)
    assert first["Recipient Org:1:Name"] == "乙" and second["Recipient Org:1:Name"] is None
    assert first["Beneficiary Location:1:Geographic Code"] == "131199"
    assert first["Funding Org:Identifier"] == "JP-JCN-8000020130001"
    assert (first["Amount Awarded"], second["Amount Disbursed"]) == (10, 7)
    assert header[:4] == ["Identifier", "Title", "Description", "Currency"]


def of_store(store: Path) -> tuple[package.Files, list[dict[str, Any]]]:
    paths = StorePaths(store)
    files = package.package(paths, paths.published()[-1])
    with open_snapshot(paths.database(paths.published()[-1], "public")) as con:
        return files, records(con, "grant_ledger")


def test_the_sample_has_the_required_fields_and_the_ledger_s_amounts(sample_store: Path) -> None:
    files, ledger = of_store(sample_store)
    package = json.loads(files["giving/grants.json"])
    assert re.fullmatch(r"\d+\.\d+", package["version"]) and "架空" in package["title"]
    decided = {
        f"360G-SmartTokyo-{row['project_id']}-{row['fiscal_year']}": row["decided_yen"] for row in ledger
    }
    ids = [award["id"] for award in package["grants"]]
    assert len(ids) == len(set(ids)) > 50
    for award in package["grants"]:
        for name, kind in REQUIRED.items():
            assert isinstance(award[name], kind) and award[name]
        assert award["currency"] == "JPY" and award["amountAwarded"] == decided[award["id"]]
        dt.date.fromisoformat(award["awardDate"])
        assert "架空" in award["title"] and "fictional" in award["description"]
        for organization in award["recipientOrganization"] + award["fundingOrganization"]:
            assert organization["name"]
            scheme, _, number = organization["id"].partition("JP-JCN-")
            assert (not scheme and cn.is_valid(number)) or organization["id"].startswith("360G-SmartTokyo-")
    table = list(csv.DictReader(io.StringIO(files["giving/grants.csv"].decode())))
    assert [int(row["Amount Awarded"]) for row in table] == [a["amountAwarded"] for a in package["grants"]]


@pytest.mark.parametrize("store", ["register_store", "empty_store"])
def test_without_an_award_there_is_no_file_and_the_notes_say_why(
    store: str, request: pytest.FixtureRequest
) -> None:
    files, ledger = of_store(request.getfixturevalue(store))
    assert not [path for path in files if path.startswith("giving/")]
    assert "There is no 360Giving file" in files["README.md"].decode()
    assert not ledger or f"decided amount not known: {len(ledger)}" in files["README.md"].decode()
