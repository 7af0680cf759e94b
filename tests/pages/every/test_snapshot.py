"""An older record under `?snapshot=`, and a newer one that open pages pick up by themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from smart_tokyo.store import StorePaths
from smart_tokyo.view.frame.text import plain
from tests.conftest import ROOT, build
from tests.pages.conftest import Opener, text_of, tiles

OLD, NEW, HIDDEN = "2026-03-31", "2026-09-28", "2026-10-01"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as of three days: the first two were published, the third is internal only."""
    folder = tmp_path_factory.mktemp("three")
    for day, publish in ((OLD, True), (NEW, True), (HIDDEN, False)):
        build(ROOT / "data" / "sample", folder, "--as-of", day, publish=publish)
    return folder


def of_day(store: Path, day: str) -> str:
    return next(one for one in StorePaths(store).ids() if one.startswith(day))


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("name", ["overview", "map", "projects", "funding", "progress", "about"])
def test_an_older_record_is_marked(name: str, audience: str, store: Path, open_page: Opener) -> None:
    old = of_day(store, OLD)
    at = open_page(name, store, audience, lang="en", snapshot=old)
    text = text_of(at)
    assert "as known on 31 Mar 2026" in text and "not the current one" in text
    assert old in text
    menu = [link.proto.query_string for link in at.sidebar.get("page_link")]
    assert menu and all(f"snapshot={old}" in query for query in menu)
    back = [link for link in at.main.get("page_link") if link.label == "Show the current record"]
    assert len(back) == 1 and "snapshot" not in back[0].proto.query_string


def test_an_older_record_in_japanese(store: Path, open_page: Opener) -> None:
    at = open_page("funding", store, lang="ja", snapshot=of_day(store, OLD))
    assert "2026年3月31日時点のデータの版" in text_of(at) and "最新ではありません" in text_of(at)


def test_its_figures_are_those_of_then(store: Path, open_page: Opener) -> None:
    then = open_page("overview", store, lang="en", snapshot=of_day(store, OLD))
    now = open_page("overview", store, lang="en")
    assert [m.value for m in tiles(then)] != [m.value for m in tiles(now)]


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_current_one_by_its_id_is_not_marked(audience: str, store: Path, open_page: Opener) -> None:
    current = StorePaths(store).current(audience)
    at = open_page("overview", store, audience, lang="en", snapshot=str(current))
    assert "as known on" not in text_of(at)


@pytest.mark.parametrize("wrong", ["2020-01-01-000000000000", "../../etc/passwd", "x" * 500])
def test_an_unknown_record(wrong: str, store: Path, open_page: Opener) -> None:
    at = open_page("overview", store, lang="en", snapshot=wrong)
    assert [w for w in at.warning if "not known here" in w.value and "snapshot" in w.value]
    assert "28 Sep 2026" in text_of(at) and "as known on" not in text_of(at)
    everything = next(link for link in at.main.get("page_link") if link.label == "Show everything")
    assert "snapshot" not in everything.proto.query_string


def test_the_public_does_not_see_what_was_not_published(store: Path, open_page: Opener) -> None:
    hidden = of_day(store, HIDDEN)
    public = open_page("overview", store, "public", lang="en", snapshot=hidden)
    never = f"{HIDDEN}-{0:012x}"
    told = text_of(open_page("overview", store, "public", lang="en", snapshot=never))
    assert "1 Oct 2026" not in text_of(public)
    assert text_of(public) == told.replace(plain(never), plain(hidden)).replace(never, hidden)
    internal = open_page("overview", store, "internal", lang="en", snapshot=hidden)
    assert "1 Oct 2026" in text_of(internal)


def test_filters_and_record_go_together(store: Path, open_page: Opener) -> None:
    old = of_day(store, OLD)
    at = open_page("funding", store, lang="en", snapshot=old, programme="PG-SOL")
    everything = next(link for link in at.main.get("page_link") if link.label == "Show everything")
    assert (
        f"snapshot={old}" in everything.proto.query_string
        and "programme" not in everything.proto.query_string
    )


def test_an_open_page_picks_up_a_new_snapshot(tmp_path: Path, open_page: Opener) -> None:
    build(ROOT / "data" / "sample", tmp_path, "--as-of", OLD)
    at = open_page("overview", tmp_path, lang="en")
    assert "31 Mar 2026" in text_of(at)
    build(ROOT / "data" / "sample", tmp_path, "--as-of", NEW, publish=False)
    assert "31 Mar 2026" in text_of(at.run()), "not published yet"
    build(ROOT / "data" / "sample", tmp_path, "--as-of", NEW)
    assert "28 Sep 2026" in text_of(at.run())


def test_a_record_that_cannot_be_read_has_the_way_back(
    store: Path, tmp_path: Path, open_page: Opener
) -> None:
    copy, old = shutil.copytree(store, tmp_path / "store"), of_day(store, OLD)
    (copy / "snapshots" / old / "public.duckdb").write_bytes(b"not a database" * 100)
    at = open_page("overview", copy, lang="en", snapshot=old)
    assert at.error
    assert [link for link in at.main.get("page_link") if link.label == "Show the current record"]
