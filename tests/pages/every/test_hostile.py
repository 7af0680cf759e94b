"""A ledger of hostile texts goes through every page, the desk and every export as harmless text."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from smart_tokyo.figures import catalog, open_snapshot, records
from smart_tokyo.store import AUDIENCES, StorePaths
from smart_tokyo.words import LANGS
from tests.conftest import build
from tests.hostile import LIVE, SOURCE, UNSEEN, Html, spoken
from tests.pages.conftest import Opener, names_for, tables, text_of
from tests.pages.every.test_canary import command
from tests.pages.test_data_desk import upload

FILTERED = {"lang": "en", "area": "area-a", "programme": "prog-a", "unit": "yen"}
OF_A_PROJECT = ("projects", "review", "reports", "rules")


@pytest.mark.parametrize("view", AUDIENCES)
def test_pages_show_it_as_text(view: str, hostile_store: Path, open_page: Opener) -> None:
    addresses: list[tuple[str, dict[str, str]]] = [
        *((name, {"lang": "ja"}) for name in names_for(view)),
        *((name, FILTERED) for name in names_for(view)),
        *((name, {"lang": lang, "project": "pro-0"}) for name in OF_A_PROJECT for lang in LANGS),
        *(("organization", {"lang": lang, "id": "org-city"}) for lang in LANGS),
        ("town", {"lang": "ja", "code": "131075"}),
        *(
            ("search", {"lang": "ja", "q": q})
            for q in ("x", "s", "img src", "red", "org-city 2024 <b>x</b> $x$")
        ),
    ]
    for name, address in addresses:
        if name in names_for(view):
            at = open_page(name, hostile_store, view, **address)
            wrong = [one for one in spoken(at) if LIVE.search(one[1]) or UNSEEN.search(one[1])]
            assert wrong == [], (name, address)


def test_the_look_can_fail(hostile_store: Path) -> None:
    """The texts of the ledger as they are would be found."""
    text = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("*.csv"))
    assert len({hit[0] for hit in LIVE.finditer(text)}) > 8 and len(set(UNSEEN.findall(text))) > 4


def test_the_look_at_html_can_fail() -> None:
    assert (
        Html('<div><img alt="&lt;b&gt; :red[x]" src="data:image/svg+xml;base64,"> a &lt;b&gt;</div>').live
        == []
    )
    for body in (
        "<b>x</b>",
        "<img src=x>",
        "<p onclick=x>",
        "<p href=x>",
        "<a href=javascript:x>",
        "<p>a\u202eb</p>",
        '<p title="\u202e">',
    ):
        assert Html(body).live != [], body


def test_hidden_characters_are_written_out(hostile_store: Path, open_page: Opener) -> None:
    pages = (open_page(name, hostile_store, lang="en") for name in ("projects", "progress", "about"))
    text = "".join(map(text_of, pages)).replace("\\", "")
    assert "[U+202E]" in text and "HOST[U+200B]ILE" in text


def test_an_address_is_text_too(hostile_store: Path, open_page: Opener) -> None:
    for wrong in (
        "<img src=x onerror=1>",
        ":red[HOSTILE]",
        "$x^2$",
        "'; drop table projects; --",
        "\u202eabc",
    ):
        for name in ("projects", "search"):
            at = open_page(
                name, hostile_store, lang="en", project=wrong, area=wrong, q=f"{wrong} 2024", snapshot=wrong
            )
            for kind, text in spoken(at):
                assert not LIVE.search(text) and not UNSEEN.search(text), (kind, text)


def test_the_desk_shows_it_as_text(hostile_store: Path, open_page: Opener, tmp_path: Path) -> None:
    store = shutil.copytree(hostile_store, tmp_path / "store")
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as out:
        for path in SOURCE.iterdir():
            text = path.read_text("utf-8")
            out.writestr(path.name, text.replace("pro-1,", "pro-1x,").replace("theme,", "theme,", 1))
    at = upload(
        open_page("data_desk", store, "internal", lang="en"), package.getvalue(), ":red[HOSTILE] <b>$x$.zip"
    )
    assert any("pro-1x" in one.value.to_csv() for one in tables(at))
    for kind, text in spoken(at):
        assert not LIVE.search(text) and not UNSEEN.search(text), (kind, text)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_export_begins_like_a_formula(audience: str, hostile_store: Path) -> None:
    texts = 0
    for name in catalog():
        out = command("query", name, "--store", hostile_store, "--audience", audience, "--format", "csv")
        for row in csv.reader(io.StringIO(out)):
            for cell in row:
                number = cell.removeprefix("-").replace(".", "").replace("e-", "").isdigit()
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (name, cell)
                assert not UNSEEN.search(cell)
                texts += cell.startswith("'")
    assert texts > 20


def test_sql_in_a_value_stays_a_value(hostile_store: Path) -> None:
    store = StorePaths(hostile_store)
    with open_snapshot(store.database(str(store.current("public")), "public")) as con:
        for value in ("' or 1=1 --", "pro-0'; drop table projects; --", '"', "\\"):
            assert records(con, "project_list", {"project_id": value}) == []
        assert len(records(con, "project_list")) == 15


def test_the_annotated_copy_holds_no_formula(tmp_path: Path) -> None:
    source = shutil.copytree(SOURCE, tmp_path / "source")
    (source / "grants.csv").write_text('project_id,fiscal_year,note\n"=1+1",2022,"=2+2"\n', "utf-8")
    out = tmp_path / "copy.xlsx"
    command("check", source, "--annotated", out)
    book = openpyxl.load_workbook(out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=2+2") for cell in cells)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    book.close()


def test_it_builds_as_it_is(hostile_store: Path) -> None:
    assert build(SOURCE, hostile_store, publish=False) == hostile_store
