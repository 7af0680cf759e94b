"""What headers, and names of files and sheets, mean as clerks and programs write them; which row is the header."""

from __future__ import annotations

import pytest

from smart_tokyo.ledger.content.headers import folded, header_place, heading, nearest, table_named, unit_said
from smart_tokyo.ledger.returned.template import MARK
from smart_tokyo.schema import Table, tables


@pytest.mark.parametrize("table", tables().values(), ids=list(tables()))
def test_every_column_is_known_by_its_names_and_as_the_template_shows_them(table: Table) -> None:
    for one in table.fields:
        for name in (one.name, one.title, one.title_en):
            for written in (
                name,
                f"{name} {MARK}",
                f"【{name}】（必須）",
                f"※{name}\n[{one.name}]",
                f"(1) {name}*",
            ):
                found = heading(table, written)
                assert found is not None and found == (one.name, 0, False), written
            assert heading(table, f"{name}の根拠") is None


def test_names_of_tables_and_columns_stay_apart() -> None:
    forms = {folded(name) for one in tables().values() for name in (one.name, one.title)}
    assert len(forms) == 2 * len(tables())
    for table in tables().values():
        for name in {name for one in table.fields for name in (one.name, one.title, one.title_en)}:
            assert len([one for one in table.fields if name in (one.name, one.title, one.title_en)]) == 1, (
                name
            )


GRANTS = {
    "交付決定額": ("decided_yen", 0, True),
    "交付決定額 円": ("decided_yen", 0, False),
    "交付決定額【税込】": ("decided_yen", 0, True),
    "Decided (JPY)": ("decided_yen", 0, False),
    "Decided amount / 交付決定額（単位：円）": ("decided_yen", 0, False),
    "年度（年度）": ("fiscal_year", 0, False),
    "決定年度": None,
    "交付決定額（千円）": ("decided_yen", 3, True),
    "交付決定額\n［単位 百万円］": ("decided_yen", 6, True),
    "支払額（万円、税込）": ("paid_yen", 4, True),
    "確定額(億円) ＊": ("settled_yen", 8, True),
    "Paid amount (thousands of yen)": ("paid_yen", 3, True),
    "Paid amount [¥ million]": ("paid_yen", 6, False),
    "decided (kyen)": ("decided_yen", 3, True),
    "総事業費（千円）": None,
    "交付決定額（10万円）": ("decided_yen", 5, True),
    "decided_yen (k)": ("decided_yen", 3, False),
    "支払額（円、千円未満切捨て）": ("paid_yen", 0, False),
    "支払額（千円未満四捨五入）": ("paid_yen", 0, True),
}
MEANT = {
    "交付決定金額（円）": "decided_yen",
    "令和6年度交付決定額（ドル）": "decided_yen",
    "決定額": "decided_yen",
    "区分": None,
}
UNITS = {
    "単位：10万円": 5,
    "金額はすべて千円": 3,
    "千円で記載": 3,
    "金額は千円未満を切り捨て": 0,
    "上限は2000万円": 0,
}


@pytest.mark.parametrize("written", MEANT)
def test_the_column_that_an_unknown_header_may_mean(written: str) -> None:
    table = tables()["grants"]
    found = nearest(table, written, table.columns)
    assert (found and found.name) == MEANT[written] and nearest(table, written, ()) is None


def test_a_unit_in_words() -> None:
    assert {text: unit_said(text) for text in UNITS} == UNITS


@pytest.mark.parametrize("written", GRANTS)
def test_money_with_and_without_its_unit(written: str) -> None:
    assert heading(tables()["grants"], written) == GRANTS[written]


UNITS = {
    "（単位：千円）": 3,
    "令和7年度 交付台帳　（単位:百万円）": 6,
    "※金額は千円単位です": 3,
    "Amounts in thousands of yen": 3,
    "(unit: million yen)": 6,
    "交付(千円)": 3,
    "（単位：円）": 0,
    "単位：万人": 0,
    "in 1000 places": 0,
    "千円未満は切り捨て": 0,
}


@pytest.mark.parametrize("text", UNITS)
def test_a_unit_that_is_said_beside_a_table(text: str) -> None:
    assert unit_said(text) == UNITS[text]


NAMED = {
    "事業": ("projects", True),
    "Consortium members": ("consortium_members", True),
    "事業 - 表1": ("projects", False),
    "grants (2)": ("grants", False),
    "事業（2）": ("projects", False),
    "交付 のコピー 3": ("grants", False),
    "コピー ～ 交付": ("grants", False),
    "Copy of Grants": ("grants", False),
    "Projects_2025": ("projects", False),
    "R7_交付": ("grants", False),
    "交付（令和7年4月1日現在）": ("grants", False),
    "団体一覧 最新版": ("organizations", False),
    "台帳 - 交付": ("grants", False),
    "成果指標の実績値 (2)": ("kpi_values", False),
    "連携体の構成員の写し": ("consortium_members", False),
    "事業 - 交付": None,
    "連携体の名簿": None,
    "事業主体": None,
    "交付要綱": None,
    "交付（記入例）": None,
    "表1": None,
    "": None,
}


@pytest.mark.parametrize("name", NAMED)
def test_names_of_files_and_sheets(name: str) -> None:
    found = table_named(name)
    assert (found and (found[0].name, found[1])) == NAMED[name]


HEADER = ["事業ID ＊", "年度", "交付決定額（円）", "交付決定日"]
LACKING = ["事業ID", "", "交付決定額（円）", "交付決定日"]
DATA = ["P-1", "2024", "1", "2024-04-01"]
PLACES = {
    "at the top": ([HEADER, DATA], 0),
    "below titles and what is filled in beside them": (
        [["台帳"], ["担当者", "都"], ["備考", "案", "年度", "2025"], HEADER], 3
    ),
    "below very long notes": ([["x"]] * 49 + [HEADER], 49),
    "further down than is looked": ([["x"]] * 50 + [HEADER], 0),
    "in two languages": ([HEADER, ["project_id", "fiscal_year", "decided_yen", "decided_on"]], 0),
    "a column is missing": ([["台帳", "年度"], LACKING, DATA], 1),
    "a column is missing, and another table stands below": ([LACKING, DATA, DATA, HEADER, DATA], 0),
}  # fmt: skip


@pytest.mark.parametrize("case", PLACES)
def test_which_row_is_the_header(case: str) -> None:
    rows, place = PLACES[case]
    assert header_place(tables()["grants"], rows) == place
