"""A day in the life of the ledger, in a real Chromium: from an empty store to a corrected figure that is explained.

The steps stand in the order in which the secretariat does them, and each uses what the one before left behind. The
workbook is the desk's own, filled in by people: as LibreOffice saves it, with what they leave in such files.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from playwright.sync_api import Browser, Page, expect

from smart_tokyo.ledger.store import history
from smart_tokyo.schema import tables
from smart_tokyo.store import StorePaths
from tests.browser.conftest import Server, Watch, open_and_settle, start

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HAND = {
    "organizations": [
        {"organization_id": "O-1", "name_ja": "すみだ（見本）", "kind": "地方公共団体"},
        {"organization_id": "O-2", "name_ja": "見本工業", "kind": "その他"},
    ],
    "projects": [
        {
            "project_id": "P-1",
            "programme_id": "PG-CHIIKI",
            "area_id": "A-SUMIDA",
            "title_ja": "（見本）川の水位みまもり",
            "title_en": "(Sample) Watching the River",
            "theme": "disaster",
            "status": "実施中",
            "start_fy": "2025年度",
            "published": "○",
        }
    ],
    "grants": [
        {
            "project_id": "P-1",
            "fiscal_year": "２０２５",
            "eligible_expense_yen": "２４，０００，０００円",
            "requested_yen": "12,000,000",
            "requested_on": "令和7年4月10日",
            "decided_yen": "１２，０００，０００",
            "decided_on": "R7.6.2",
            "settled_yen": "未定",
        }
    ],
    "milestones": [
        {
            "milestone_id": "M-1",
            "project_id": "P-1",
            "title_ja": "水位計を置く",
            "due_on": "2025/9/30",
            "done_on": "2025年10月3日",
        }
    ],
}


def sheet_of(book: Workbook, table: str) -> Any:
    return book[tables()[table].title]


def columns_of(book: Workbook, table: str) -> dict[str, int]:
    """Where the columns of a table stand in its sheet, by name."""
    found = tables()[table]
    heads = {str(cell.value): cell.column for row in sheet_of(book, table)["1:3"] for cell in row}
    return {name: heads[found.fields[at].title] for name, at in found.position.items()}


def filled_in(template: bytes) -> Workbook:
    """The empty workbook as somebody filled it in."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    for name, value in (("名称", "見本の台帳"), ("基準日", "令和8年4月30日"), ("架空", "はい")):
        row = next(row for row in book["データセット"].iter_rows() if row[0].value == name)
        row[1].value = value
    for table, rows in HAND.items():
        at = columns_of(book, table)
        for number, row in enumerate(rows, 2):
            for name, value in row.items():
                sheet_of(book, table).cell(number, at[name], value)
    grants = sheet_of(book, "grants")
    grants.cell(3, 1, "合計")
    grants.cell(3, columns_of(book, "grants")["decided_yen"], 12_000_000)
    for sheet in (grants, sheet_of(book, "projects")):  # a title over both, and nothing in rows far below
        sheet.insert_rows(1)
        sheet.cell(1, 1, f"令和７年度　{sheet.title}")
        sheet.merge_cells("A1:D1")
        sheet.cell(180, 1, " ")
    book.move_sheet(grants, -3)
    book.create_sheet("メモ", 0).append(["月末までに見直す"])
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def servers(store: Path) -> Iterator[Mapping[str, Server]]:
    found = {audience: start(store, audience) for audience in ("internal", "public")}
    yield found
    for server in found.values():
        server.stop()


def drop(page: Page, content: bytes) -> None:
    page.set_input_files("input[type=file]", {"name": "台帳.xlsx", "mimeType": XLSX, "buffer": content})


def read(page: Page) -> str:
    """What a page that is drawn to its end says, without the signs that hold words together."""
    return page.get_by_test_id("stMain").inner_text().replace("\u2060", "").replace("\u00a0", " ")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def built(page: Page) -> None:
    press(page, "データの版を作成する")
    expect(page.get_by_text("作成し、庁内向けに表示しました")).to_be_visible()


def published(page: Page, *notes: str) -> None:
    """Say yes to what is to be published, with why it corrects what is public, in Japanese and English."""
    for language, note in zip(("日本語", "英語"), notes, strict=False):
        page.get_by_role("textbox", name=re.compile(f"訂正の理由.*{language}")).fill(note)
        page.keyboard.press("Tab")
    press(page, "公開する")


def test_from_an_empty_workbook_to_a_correction_that_is_explained(
    servers: Mapping[str, Server], store: Path, browser: Browser
) -> None:
    paths, watch = StorePaths(store), Watch()
    desk, public = (browser.new_page(viewport={"width": 1280, "height": 900}) for _ in range(2))
    for one in (desk, public):
        watch.on(one)
    internal_url, public_url = (servers[one].url for one in ("internal", "public"))

    # The empty workbook is taken from the desk and filled in.
    open_and_settle(desk, f"{internal_url}/data_desk?lang=ja")
    with desk.expect_download() as download:
        press(desk, "記入用の空のブックをダウンロード（Excel）")
    book = filled_in(Path(download.value.path()).read_bytes())

    # It is checked: the total under the table is shown in its cell, and nothing can be built.
    drop(desk, saved(book))
    cell = desk.get_by_role("cell", name="✕ 合計")
    expect(cell).to_be_visible()
    assert cell.evaluate("cell => getComputedStyle(cell).backgroundColor") == "rgb(251, 217, 217)"
    build = desk.get_by_role("button", name="データの版を作成する")
    expect(build).to_have_count(0)
    with desk.expect_download() as download:
        press(desk, "指摘を書き込んだ写しをダウンロード（Excel）")
    assert download.value.suggested_filename == "台帳_指摘.xlsx"
    noted = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert any(cell.comment for sheet in noted for row in sheet.iter_rows() for cell in row)

    # It is mended, built under a name, and published; the public page shows it.
    sheet_of(book, "grants").delete_rows(4)
    drop(desk, saved(book))
    expect(build).to_be_disabled()
    desk.get_by_role("textbox", name="あなたの名前").fill("佐藤")
    expect(build).to_be_enabled()
    built(desk)
    first = paths.current("internal")
    assert first and paths.current("public") is None
    press(desk, "公開の内容を確かめる")
    expect(desk.get_by_text("（見本）川の水位みまもり")).to_be_visible()
    press(desk, "公開する")
    expect(desk.get_by_text("公開しました：")).to_be_visible()
    open_and_settle(public, f"{public_url}/projects?project=P-1&lang=ja")
    expect(public.get_by_role("heading", name="（見本）川の水位みまもり")).to_be_visible()
    assert "12,000,000円" in read(public)

    # It is reported in three formats.
    open_and_settle(public, f"{public_url}/reports?report=funding&lang=ja")
    for label, magic in (("PDF", b"%PDF"), ("Excel", b"PK"), ("PowerPoint", b"PK")):
        with public.expect_download() as download:
            public.get_by_role("button", name=re.compile(f"資金報告書.*{label}")).click()
        assert Path(download.value.path()).read_bytes().startswith(magic), label

    # A month later an amount was wrong: what changes is reviewed, and publishing asks why.
    sheet_of(book, "grants").cell(3, columns_of(book, "grants")["decided_yen"], 11_000_000)
    book["データセット"]["B4"] = "令和8年5月31日"
    drop(desk, saved(book))
    expect(desk.get_by_role("row", name=re.compile("交付決定額.*12,000,000.*11,000,000"))).to_be_visible()
    built(desk)
    second = paths.current("internal")
    assert second and second != first and paths.current("public") == first
    press(desk, "公開の内容を確かめる")
    expect(desk.get_by_role("cell", name="P-1", exact=True)).to_be_visible()
    published(desk)
    expect(desk.get_by_text("公開していません。先に両方の言語で訂正の理由を書いてください。")).to_be_visible()
    published(desk, "交付決定額の転記の誤り", "An amount was copied wrongly")
    expect(desk.get_by_text("公開しました：")).to_be_visible()

    # The public reads the new total, and what of it is a correction and why.
    open_and_settle(public, f"{public_url}/bridge?figure=decided_yen&lang=ja")
    said = read(public)
    assert "12,000,000円から11,000,000円に" in said and "訂正 −1,000,000円" in said
    assert "この版についての説明：交付決定額の転記の誤り" in said

    # It was right after all: the internal view goes back, then the public one, which needs a reason again.
    press(desk, "庁内向けをこの版に戻す")
    expect(desk.get_by_role("button", name="やめる")).to_be_visible()
    press(desk, "戻す")
    expect(desk.get_by_text("戻しました：")).to_be_visible()
    assert paths.shown() == {"internal": first, "public": second}
    press(desk, "公開の内容を確かめる")
    published(desk, "元の額が正しい", "The first amount was right")
    expect(desk.get_by_text("公開しました：")).to_be_visible()
    open_and_settle(public, f"{public_url}/projects?project=P-1&lang=ja")
    assert "12,000,000円" in read(public) and "11,000,000円" not in read(public)

    # What was gone back from is still there to be looked at, and the history tells it all.
    done = "download check download check build publish check build publish rollback publish"
    assert [one["what"] for one in history.read(paths)] == done.split()
    table = desk.get_by_role("table").filter(has_text="差し戻し（庁内向け）")
    expect(table.get_by_role("row").filter(has_text="佐藤")).to_have_count(7)
    desk.get_by_role("link", name="この版を見る").click()
    expect(desk.get_by_text("時点のデータの版")).to_be_visible()
    assert f"snapshot={second}" in desk.url
    desk.get_by_role("link", name="最新の版を表示する").click()
    expect(desk.get_by_text("時点のデータの版")).to_have_count(0)
    assert "snapshot=" not in desk.url
    assert (watch.outside, watch.errors) == ([], [])
    for one in (desk, public):
        one.close()
