"""What stands in a folder or zip: files of tables, of none, what is no file; dataset.yaml; blank lines on top."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.files.source import UnreadableSource
from tests.ledger.sources import SMALL, core, errors, rows, write
from tests.ledger.workbooks import zipped


def test_a_dataset_file_with_a_name_twice_is_an_error_at_the_second(tmp_path: Path) -> None:
    (core(tmp_path) / "dataset.yaml").write_text("label_ja: a\nas_of: 2025-04-01\nlabel_ja: b\n", "utf-8")
    assert errors(tmp_path / "source") == [("dataset-file", "dataset.yaml:3", None, "b")]


@pytest.mark.parametrize(
    ("day", "fine"),
    [
        ("2019-03-31", False),
        ("2019-04-01", True),
        ("2041-03-31", True),
        ("2041-04-01", False),
    ],
)
def test_a_source_is_as_of_a_day_of_the_fiscal_years(tmp_path: Path, day: str, fine: bool) -> None:
    for said in (day, f"'{day}'"):
        (core(tmp_path / said) / "dataset.yaml").write_text(f"as_of: {said}\n", "utf-8")
        found = errors(tmp_path / said / "source")
        assert found == ([] if fine else [("dataset-file", "dataset.yaml", None, day)])


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [" + f"*a{n - 1}, " * 9 + "x]\n" for n in range(1, 30))
IN_A_NAME = "? - &a0 [x, x]\n" + "".join(
    f"  - &a{n} [" + f"*a{n - 1}, " * 9 + "x]\n" for n in range(1, 30)
) + ": 1\n"  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xef\xbb\xbflabel_ja: \xff\n", "no UTF-8 at byte 13"),
        (b"label_ja: \xff\n", "no UTF-8 at byte 10"),
        (b"label_ja: " + b"x" * 100_001, "more than 100,000 bytes"),
        (BOMB.encode(), 'there is no entry "a0"'),
        ((BOMB + "label_ja: *a29\n").encode(), 'there is no entry "a0"'),
        (b"? [a]\n: b\n", "not written as YAML"),
        (IN_A_NAME.encode(), "not written as YAML"),
    ],
    ids=["with BOM", "without", "large", "bomb", "bomb as label", "list as name", "bomb as name"],
)
def test_a_dataset_file_of_nonsense_is_one_finding(tmp_path: Path, data: bytes, said: str) -> None:
    (core(tmp_path) / "dataset.yaml").write_bytes(data)
    (one,) = [one for one in check_source(tmp_path / "source").findings if one.severity == "error"]
    assert one.code == "dataset-file" and said in one.message_en


def folder(path: Path) -> None:
    path.mkdir()


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [folder, dangling, circle, os.mkfifo])
@pytest.mark.parametrize("name", ["grants.csv", "交付.CSV", "dataset.yaml"])
def test_what_bears_a_tables_name_but_is_no_file_is_an_error(
    tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(core(tmp_path) / name)
    assert errors(tmp_path / "source") == [("not-a-file", name, None, None)]


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    source = core(tmp_path)
    (source / "grants.csv").symlink_to(SMALL / "grants.csv")
    assert "grants.csv" in check_source(source).files


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_files_of_no_table_are_no_source(tmp_path: Path, form: str) -> None:
    source = write(tmp_path / "s", **{f"x{n}": "a\n" for n in range(7)})
    path = source if form == "folder" else zipped(source, tmp_path / "s.zip")
    with pytest.raises(UnreadableSource) as caught:
        check_source(path)
    assert "holds no table (x0.csv, x1.csv, x2.csv, x3.csv, x4.csv …)" in str(caught.value)
    assert "表がありません" in caught.value.message("ja")


def test_blank_lines_before_the_header_are_named(tmp_path: Path) -> None:
    grants = "project_id,fiscal_year\npro-a,2024\n"
    for number, where in ((1, "空の行を飛ばしました"), (3, "1-3行目")):
        checked = check_source(core(tmp_path / str(number), grants="\n" * number + grants))
        (one,) = [one for one in checked.findings if one.table == "grants" and one.severity != "warning"]
        assert (one.severity, one.location) == ("info", "grants.csv:1") and where in one.message_ja
        assert rows(checked, "grants")[0][:2] == ("pro-a", 2024)


def test_text_as_excel_saves_it_and_files_with_something_added_to_their_name(tmp_path: Path) -> None:
    grants = "事業ID\t年度\t交付決定額（円）\npro-a\t2024\t1\n"
    expected = rows(check_source(core(tmp_path / "plain", 交付=grants)), "grants")
    for name in ("交付.txt", "grants.TSV", "grants.tab"):
        source = core(tmp_path / name)
        (source / name).write_bytes(grants.encode("utf-16"))
        (source / "読んでください.txt").write_bytes(b"x")
        checked = check_source(source)
        assert rows(checked, "grants") == expected and checked.findings == ()
    for name in ("交付 - コピー.csv", "交付.csv.txt", "台帳 - 交付.csv", "R6_交付(1).csv"):
        source = core(tmp_path / name)
        (source / name).write_text(grants, "utf-8")
        checked = check_source(source)
        assert rows(checked, "grants") == expected
        assert [(one.severity, one.code, one.location) for one in checked.findings] == [
            ("warning", "name-added", name)
        ]
    (source / "grants.csv").write_text(grants, "utf-8")
    assert [code for code, *_ in errors(source)] == ["duplicate-table"]


def test_a_unit_in_the_name_of_a_file(tmp_path: Path) -> None:
    source = core(tmp_path)
    (source / "交付（単位：千円）.csv").write_text("事業ID,年度,交付決定額\npro-a,2024,1\n", "utf-8")
    assert errors(source) == [("other-unit", "交付（単位：千円）.csv", None, "交付（単位：千円）")]


def test_title_rows_above_the_header_are_named(tmp_path: Path) -> None:
    checked = check_source(core(tmp_path, grants="台帳,\n,\n担当,都\n事業ID,年度\npro-a,2024\n"))
    (one,) = checked.findings
    assert (one.severity, one.location, one.value) == ("info", "grants.csv:1", "台帳 / 担当 / 都")
    assert "1-3行目は見出し（4行目）より上" in one.message_ja
    assert rows(checked, "grants")[0][:2] == ("pro-a", 2024)


def test_what_is_beside_the_tables_of_a_folder(tmp_path: Path) -> None:
    source = core(tmp_path)
    for name in ("~$台帳.xlsx", ".~lock.台帳.xlsx#", "Thumbs.db", "desktop.ini", ".DS_Store", "仕様.pdf"):
        (source / name).write_bytes(b"x")
    assert check_source(source).findings == ()
    for name in ("交付.numbers", "団体.pdf", "台帳.xlsb"):
        (source / name).write_bytes(b"x")
    assert [(one.code, one.location) for one in check_source(source).findings if "not-csv" in one.code] == [
        ("table-not-csv", "交付.numbers"), ("not-csv", "台帳.xlsb"), ("not-csv", "団体.pdf"),
    ]  # fmt: skip


def test_a_folder_with_a_workbook_alone(tmp_path: Path) -> None:
    (tmp_path / "台帳.xlsx").write_bytes(b"PK")
    with pytest.raises(UnreadableSource) as caught:
        check_source(tmp_path)
    assert "give the workbook in it itself (台帳.xlsx)" in str(caught.value)
    assert "ブック（台帳.xlsx）そのもの" in caught.value.message("ja")


def test_what_lies_in_other_folders_is_not_lost_without_a_word(tmp_path: Path) -> None:
    source = core(tmp_path)
    (source / "sub").mkdir()
    (source / "sub" / "交付.xlsx").write_bytes(b"x")
    found = check_source(source).findings
    assert [(one.severity, one.code, one.location) for one in found] == [
        ("error", "table-not-csv", "交付.xlsx")
    ]
    (source / "sub" / "grants.csv").write_text("project_id,fiscal_year\n", encoding="utf-8")
    packed = tmp_path / "z.zip"
    with zipfile.ZipFile(packed, "w") as package:
        for path in sorted(source.rglob("*.*")):
            if path.suffix != ".xlsx":
                package.write(path, path.relative_to(source))
    for refused in (source, packed):
        with pytest.raises(UnreadableSource) as caught:
            check_source(refused)
        assert "more than one folder (/, sub)" in str(caught.value)
        assert "（/, sub）" in caught.value.message("ja")


def test_the_description_at_the_top_holds_for_tables_in_a_folder(tmp_path: Path) -> None:
    source = core(tmp_path)
    packed = tmp_path / "z.zip"
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("dataset.yaml", "as_of: 20260928\nfictional: true\n")
        for path in source.glob("*.csv"):
            package.write(path, f"data/{path.name}")
    checked = check_source(packed)
    assert checked.dataset.fictional and str(checked.as_of) == "2026-09-28"


def test_rows_above_the_header_that_are_rows_of_the_table(tmp_path: Path) -> None:
    lines = "pro-a,2024,29170000\n交付の一覧\nproject_id,fiscal_year,decided_yen\npro-a,2025,1\n"
    found = check_source(core(tmp_path, grants=lines)).findings
    assert [(one.severity, one.code, one.location) for one in found] == [
        ("error", "rows-above-are-rows", "grants.csv:1")
    ]
