"""The open data page: what is published, from outside and from inside, and before anything is."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from smart_tokyo.outputs.api.openapi import document
from smart_tokyo.outputs.open_data import tables
from smart_tokyo.store import StorePaths
from smart_tokyo.view.pages import open_data
from tests.conftest import ROOT, build
from tests.pages.conftest import Opener, text_of


def code(at: Any) -> str:
    return "\n".join(element.value for element in at.code)


def test_it_says_how_much_there_is(register_store: Path, open_page: Opener) -> None:
    at = open_page("open_data", register_store, lang="en")
    assert f"{len(tables.public_tables())} tables" in text_of(at) and "CC BY 4.0" in text_of(at)
    assert "are in the 360Giving files" in text_of(at) and "360Giving standard" not in text_of(at)
    assert StorePaths(register_store).published()[-1] in code(at)


@pytest.mark.parametrize("table", sorted(tables.public_tables()))
def test_every_column_is_explained(table: str, sample_store: Path, open_page: Opener) -> None:
    text = text_of(open_page("open_data", sample_store, lang="ja", table=table))
    for field in tables.public_tables()[table].public_fields():
        assert f"`{field.name}`" in text
    assert "officer" not in text and "hearings" not in text


def test_the_addresses_are_those_of_the_api() -> None:
    paths = document()["paths"]
    for path in (*open_data.TEXTS["examples"], *open_data.TEXTS["files"]):
        assert f"/open/v1/{path.partition('?')[0]}" in paths


def test_the_file_is_made_on_click(
    sample_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    monkeypatch.setattr(
        open_data.st, "download_button", lambda label, make, **how: made.append((label, make))
    )
    open_page("open_data", sample_store, lang="en")
    (data,) = (data for label, data in made if "ZIP" in label)
    assert callable(data)
    with zipfile.ZipFile(io.BytesIO(data())) as archive:
        assert json.loads(archive.read("datapackage.json"))["fictional"] is True


def test_from_inside_it_is_about_what_the_public_sees(tmp_path: Path, open_page: Opener) -> None:
    source, store = ROOT / "data" / "sample", tmp_path / "store"
    build(source, store, "--as-of", "2026-03-31", publish=False)
    assert "no open data" in text_of(open_page("open_data", store, "internal", lang="en"))
    build(source, store, "--as-of", "2026-03-31")
    build(source, store, "--as-of", "2026-06-30", publish=False)
    at = open_page("open_data", store, "internal", lang="en")
    text, shown, hidden = text_of(at), *StorePaths(store).ids()
    assert f"as of 31 Mar 2026, data version `{shown}`" in text
    assert shown in code(at) and hidden not in code(at) and "https://HOST/open/v1/" in code(at)
    shutil.rmtree(store / "snapshots" / shown)
    assert open_page("open_data", store, "internal", lang="en").error


def test_an_older_record_is_that_of_then(tmp_path: Path, open_page: Opener) -> None:
    store = tmp_path / "store"
    for day in ("2026-03-31", "2026-06-30"):
        build(ROOT / "data" / "sample", store, "--as-of", day)
    old, new = StorePaths(store).ids()
    assert old in code(open_page("open_data", store, lang="en", snapshot=old))
    assert new in code(open_page("open_data", store, lang="en"))
