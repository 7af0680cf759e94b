"""The data desk: a file is checked, compared, built, published and rolled back; the public never sees it."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from smart_tokyo.ledger.store import history
from smart_tokyo.ledger.store.build import read_manifest
from smart_tokyo.store import StorePaths
from smart_tokyo.view.pages.data_desk import intake
from tests.conftest import ROOT, build
from tests.pages.conftest import Opener, tables, text_of, tiles

SAMPLE = ROOT / "data" / "sample"
ZIP = "application/zip"


def zipped(**changes: tuple[str, str]) -> bytes:
    """The sample as a zip of CSV files, with a text replaced in some of its tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(SAMPLE.iterdir()):
            if path.suffix == ".md":
                continue
            text = path.read_text("utf-8")
            if path.stem in changes:
                old, new = changes[path.stem]
                assert old in text
                text = text.replace(old, new)
            package.writestr(path.name, text)
    return out.getvalue()


BROKEN = zipped(projects=("SMP-001,PG-CHIIKI", "SMP-001,PG-NOWHERE"))
UNREADABLE = b"this is neither a workbook nor a zip"


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    """A store of its own with the sample built and published."""
    return shutil.copytree(sample_store, tmp_path / "store")


def upload(at: AppTest, content: bytes, name: str = "ledger.zip") -> AppTest:
    at.file_uploader[0].set_value((name, content, ZIP)).run()
    assert not at.exception
    return at


def signed(at: AppTest, name: str = "Sato") -> AppTest:
    at.text_input(key="desk_who").set_value(name).run()
    return at


def click(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, [(e.message, e.stack_trace) for e in at.exception]
    return at


def noted(at: AppTest) -> AppTest:
    """With why what is public is corrected, in both languages."""
    for lang, text in (("ja", "題名の誤り"), ("en", "A wrong title")):
        at.text_input(key=f"desk_note_{lang}").set_value(text).run()
    return at


def keys(at: AppTest) -> set[str]:
    return {button.key for button in at.button if button.key}


def test_what_both_views_show(store: Path, open_page: Opener) -> None:
    text = text_of(open_page("data_desk", store, "internal", lang="en"))
    assert text.count(str(StorePaths(store).current("internal"))) >= 2
    assert "Both views show the same version of the data" in text


def test_a_broken_file_is_told_where_and_why(store: Path, open_page: Opener) -> None:
    at = upload(open_page("data_desk", store, "internal", lang="en"), BROKEN)
    said = [error.value for error in at.error]
    assert len(said) == 1 and "**ledger\\.zip**" in said[0] and "1 error" in said[0]
    finding = next(m.value for m in at.markdown if "projects\\.csv\\:2" in m.value)
    assert ":red-badge[✕ Error]" in finding and "PG\\-NOWHERE" in finding
    cells = next(t.value for t in tables(at) if "PG-NOWHERE" in t.value.to_csv())
    assert "✕ PG-NOWHERE" in cells.to_csv()
    read = "".join(t.value.to_csv() for t in tables(at))
    assert 'Decided amount (yen),85,0,"20,000,001","1,046,857,001"' in read, "error or not"
    assert "desk_build" not in keys(at)
    assert at.get("download_button")[0].proto.label == "Download the annotated copy (Excel)"


def test_findings_are_narrowed(store: Path, open_page: Opener) -> None:
    changed = zipped(projects=("SMP-001,PG-CHIIKI", "SMP-001,PG-NOWHERE"), milestones=("2022-", "２０２２-"))
    at = upload(open_page("data_desk", store, "internal", lang="en"), changed)

    def shown() -> list[str]:
        return [m.value for m in at.markdown if "-badge[" in m.value]

    assert len(shown()) == 5 and "desk_more" in keys(at)
    assert len(click(at, "desk_more").markdown) and len(shown()) > 5
    at.button_group(key="desk_severity").set_value("error").run()
    assert shown() and all("Error" in one for one in shown())
    at.button_group(key="desk_severity").set_value(None).run()
    at.selectbox(key="desk_table").set_value("milestones").run()
    assert shown() and all("milestones" in one for one in shown())


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_cannot_be_read_is_refused_in_one_sentence(lang: str, store: Path, open_page: Opener) -> None:
    at = upload(open_page("data_desk", store, "internal", lang=lang), UNREADABLE, "台帳.xlsx")
    said = [error.value for error in at.error]
    assert len(said) == 1 and "台帳" in said[0]
    assert tempfile.gettempdir() not in said[0].replace("\\", "") and "smart-tokyo-" not in said[0].replace(
        "\\", ""
    )
    assert ("受け付けられません" if lang == "ja" else "was refused") in said[0]


def test_nothing_uploaded_is_kept(
    store: Path, open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = sorted(path for path in store.rglob("*"))
    for content in (BROKEN, UNREADABLE, zipped()):
        at = upload(open_page("data_desk", store, "internal", lang="en"), content)
        assert at.file_uploader[0].value is None
    assert list(temporary.iterdir()) == []
    assert sorted(path for path in store.rglob("*")) == before


def test_the_same_again_changes_nothing(store: Path, open_page: Opener) -> None:
    at = signed(upload(open_page("data_desk", store, "internal", lang="en"), zipped()))
    assert "exactly what the internal view shows already" in text_of(at)
    assert "desk_build" not in keys(at)


@pytest.mark.usefixtures("whole_builds")
def test_build_publish_and_roll_back(store: Path, open_page: Opener) -> None:
    paths = StorePaths(store)
    first = paths.current("internal")
    hidden = zipped(projects=("（見本）まちなか撮影地めぐり", "（見本）撮影地めぐり 改"))
    at = upload(open_page("data_desk", store, "internal", lang="ja"), hidden)
    text = text_of(at)
    assert "（見本）まちなか撮影地めぐり" in text.replace(
        "\\", ""
    ) and "（見本）撮影地めぐり 改" in text.replace("\\", "")
    assert at.button(key="desk_build").disabled, "nobody has said who they are"
    signed(at)
    at.text_input(key="desk_label").set_value("二回目").run()
    click(at, "desk_build")
    second = paths.current("internal")
    assert second != first and paths.current("public") == first
    assert any("二回目" in one.value for one in at.success)
    assert at.file_uploader and "desk_build" not in keys(at)

    click(at, "desk_publish")
    assert paths.current("public") == first, "the first click only shows what it would do"
    assert "だれでも見られる" in text_of(at)
    (file,) = read_manifest(paths, str(second))["files"]
    assert f"シート、行も公開されます：`{file}`" in text_of(at), "the file's name becomes public"
    click(at, "desk_publish_no")
    assert "desk_publish_yes" not in keys(at) and paths.current("public") == first
    click(at, "desk_publish")
    heads = {"".join(one.value.columns).replace("\u2060", ""): one.value for one in tables(at)}
    assert [cell.replace("\\", "") for cell in heads["理由事業内容以前後"].iloc[0, 3:]] == [
        "（見本）まちなか撮影地めぐり",
        "（見本）撮影地めぐり 改",
    ]
    click(at, "desk_publish_yes")
    assert any("両方の言語" in one.value for one in at.warning), "a title that was public is another"
    assert paths.current("public") == first
    click(noted(at), "desk_publish_yes")
    assert paths.current("public") == second and paths.published() == [first, second]
    assert paths.publications()[-1].notes == {"ja": "題名の誤り", "en": "A wrong title"}

    at.selectbox(key="desk_other").set_value(first).run()
    click(click(at, "desk_rollback"), "desk_rollback_yes")
    assert paths.current("internal") == first and paths.current("public") == second
    assert [(one["what"], one["who"], one["snapshot_id"]) for one in history.read(paths)][-3:] == [
        ("build", "Sato", second),
        ("publish", "Sato", second),
        ("rollback", "Sato", first),
    ]
    log = text_of(at)
    assert "差し戻し" in log and "Sato" in log

    click(at, "desk_publish")
    assert "以前に公開されたもの" in text_of(at)
    click(noted(at), "desk_publish_yes")
    assert paths.published() == [first]


def test_what_is_public_may_be_of_an_older_layout(store: Path, open_page: Opener) -> None:
    paths = StorePaths(store)
    first = str(paths.current("public"))
    build(SAMPLE, store, "--as-of", "2026-12-01", publish=False)
    second = paths.current("internal")
    with duckdb.connect(str(paths.database(first, "public"))) as con:
        con.execute("update snapshot set layout = layout - 1")
    at = signed(open_page("data_desk", store, "internal", lang="en"))
    click(click(at, "desk_publish"), "desk_publish_yes")
    assert "built by another version of the program" in text_of(at) and not at.error
    assert paths.current("public") == first
    click(noted(at), "desk_publish_yes")
    assert paths.current("public") == second


def test_the_confirmation_names_what_becomes_visible_and_what_disappears(
    store: Path, open_page: Opener
) -> None:
    text = (SAMPLE / "projects.csv").read_text("utf-8")
    header, *lines = text.splitlines()
    place = header.split(",").index("published")
    shown = next(line for line in lines if line.split(",")[place] == "true")
    hidden = next(line for line in lines if line.split(",")[place] == "false")
    other = text.replace(
        shown, ",".join([*shown.split(",")[:place], "false", *shown.split(",")[place + 1 :]])
    )
    other = other.replace(
        hidden, ",".join([*hidden.split(",")[:place], "true", *hidden.split(",")[place + 1 :]])
    )
    at = signed(upload(open_page("data_desk", store, "internal", lang="en"), zipped(projects=(text, other))))
    click(click(at, "desk_build"), "desk_publish")
    told = [m.value for m in at.markdown]
    appear = told.index("**Projects** ✓ become visible: 1")
    vanish = told.index("**Projects** ✕ are no longer visible: 1")
    assert f"`{hidden.split(',')[0]}`" in told[appear + 1]
    assert f"`{shown.split(',')[0]}`" in told[vanish + 1]


@pytest.mark.parametrize(
    ("asked", "pressed", "moved", "again"),
    [
        pytest.param("", "desk_build", "internal", "desk_build", marks=pytest.mark.heavy),
        ("desk_publish", "desk_publish_yes", "internal", "desk_publish"),
        pytest.param(
            "desk_rollback", "desk_rollback_yes", "public", "desk_rollback", marks=pytest.mark.heavy
        ),
    ],
)
def test_a_click_on_what_is_no_longer_so_does_nothing_and_says_it(
    asked: str, pressed: str, moved: str, again: str, store: Path, open_page: Opener
) -> None:
    """Somebody else moves a view while the reader looks: the click is void, and the step is offered again."""
    paths = StorePaths(store)
    for day in ("2026-10-31", "2026-11-30"):
        build(SAMPLE, store, "--as-of", day, publish=False)
    at = signed(open_page("data_desk", store, "internal", lang="ja"))
    if asked:
        click(at, asked)
    else:
        upload(at, zipped(projects=("（見本）", "（試し）")))
    paths.set_current(moved, paths.ids()[1])
    before = paths.shown()
    click(at, pressed)
    assert paths.shown() == before
    assert ["何も行われていません" in one.value for one in at.warning].count(True) == 1
    click(at, again)
    assert not any("何も行われていません" in one.value for one in at.warning)
    assert (paths.shown() == before) == bool(asked)


def test_a_desk_that_is_lost_says_so_and_a_click_on_it_does_nothing(store: Path, open_page: Opener) -> None:
    """A server that was started again knows nothing of the page that a reader still has before them."""
    paths = StorePaths(store)
    before = paths.shown()
    at = signed(
        upload(
            open_page("data_desk", store, "internal", lang="ja"), zipped(projects=("（見本）", "（試し）"))
        )
    )
    assert "desk" in at.query_params
    del at.session_state["desk"]
    click(at, "desk_build")
    assert paths.shown() == before and "desk_build" not in keys(at)
    assert any("残っていません" in one.value for one in at.warning)
    assert "desk" not in at.query_params
    upload(at, zipped(projects=("（見本）", "（試し）")))
    assert "desk_build" in keys(at) and not any("残っていません" in one.value for one in at.warning)


@pytest.mark.parametrize(
    ("name", "way_out"),
    [
        ("台帳.pdf", "Excel"),
        ("台帳.xls", "Excel"),
        ("台帳.ods", "Excel"),
        ("台帳.csv", "zip"),
        ("台帳", "Excel"),
    ],
)
def test_any_kind_of_file_is_taken_and_refused_in_the_readers_language(
    name: str, way_out: str, tmp_path: Path, open_page: Opener
) -> None:
    at = open_page("data_desk", tmp_path, "internal", lang="ja")
    assert list(at.file_uploader[0].proto.type) == []  # else Streamlit refuses in English
    (said,) = [error.value for error in upload(at, UNREADABLE, name).error]
    assert "受け付けられません" in said and way_out in said


def test_the_first_snapshot_of_all(tmp_path: Path, open_page: Opener) -> None:
    at = open_page("data_desk", tmp_path, "internal", lang="en")
    assert "Nothing yet." in text_of(at)
    click(signed(upload(at, zipped())), "desk_build")
    click(at, "desk_publish")
    assert "become visible" in text_of(at)
    click(at, "desk_publish_yes")
    paths = StorePaths(tmp_path)
    assert paths.current("public") == paths.current("internal") == paths.ids()[0]
    assert tiles(open_page("overview", tmp_path, lang="en"))


def test_the_as_of_date_of_the_reader_goes_first(store: Path, open_page: Opener) -> None:
    at = open_page("data_desk", store, "internal", lang="en")
    at.date_input(key="desk_as_of").set_value("2026-10-31").run()
    upload(at, zipped())
    assert any("31 Oct 2026" in one.value for one in [*at.success, *at.info])
    click(signed(at), "desk_build")
    assert str(StorePaths(store).current("internal")).startswith("2026-10-31-")


def test_a_store_that_cannot_be_written_is_one_sentence(
    store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = signed(
        upload(
            open_page("data_desk", store, "internal", lang="en"), zipped(projects=("（見本）", "（試し）"))
        )
    )

    def full(*args: object, **kwargs: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("smart_tokyo.ledger.store.build.build", full)
    click(at, "desk_build")
    assert [error.value for error in at.error] == [
        "This did not work; what was stored before is still there. The reason: No space left on device"
    ]


def test_a_damaged_store_still_has_its_desk(store: Path, open_page: Opener) -> None:
    for database in store.glob("snapshots/*/internal.duckdb"):
        database.write_bytes(b"not a database" * 100)
    at = open_page("data_desk", store, "internal", lang="en")
    assert at.title[0].value == "Data desk" and at.file_uploader


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_public_has_no_desk(lang: str, store: Path, open_page: Opener) -> None:
    at = open_page("data_desk", store, "public", lang=lang)
    overview = open_page("overview", store, "public", lang=lang)
    assert at.title[0].value == ("ページが見つかりません" if lang == "ja" else "Page not found")
    assert not at.file_uploader and not tables(at)
    assert not any("data_desk" in link.proto.page for link in overview.get("page_link"))
    assert any(
        "data_desk" in link.proto.page for link in open_page("overview", store, "internal").get("page_link")
    )


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("台帳.xlsx", "台帳.xlsx"),
        ("../../etc/passwd.zip", "passwd.zip"),
        ("C:\\users\\a.xlsx", "a.xlsx"),
        (".zip", "zip"),
        ("a\x00b\n.zip", "a_b_.zip"),
        ("x" * 300 + ".xlsx", "x" * 80 + ".xlsx"),
        ("", "upload"),
    ],
)
def test_a_name_is_a_name_on_this_machine(given: str, safe: str) -> None:
    assert intake.safe_name(given) == safe


def test_a_workbook_is_told_by_its_cells(store: Path, open_page: Opener) -> None:
    book = Workbook()
    for path in sorted(SAMPLE.glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        for row in csv.reader(path.read_text("utf-8").splitlines()):
            sheet.append([cell or None for cell in row])
    book.remove(book["Sheet"])
    book["grants"]["D2"] = "14,585千円"
    out = io.BytesIO()
    book.save(out)
    at = upload(open_page("data_desk", store, "internal", lang="en"), out.getvalue(), "台帳.xlsx")
    assert any("**grants\\!D2**" in m.value for m in at.markdown)
    assert any("✕ 14,585千円" in t.value.to_csv() for t in tables(at))


def test_the_empty_workbook_is_the_templates(tmp_path: Path) -> None:
    from smart_tokyo.ledger.checking.check import check_source
    from smart_tokyo.view.pages.data_desk.intake import empty_workbook

    path = tmp_path / "台帳.xlsx"
    path.write_bytes(empty_workbook())
    assert check_source(path).findings == ()
