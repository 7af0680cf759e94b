"""Why a number changed: the page adds up to what the command says, for both audiences."""

from __future__ import annotations

import csv
import json
import re
from contextlib import redirect_stdout
from io import StringIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from smart_tokyo.commands.cli import main
from smart_tokyo.store import AUDIENCES, StorePaths
from smart_tokyo.terms import CAUSES
from tests.conftest import ROOT
from tests.pages.conftest import HIDDEN, NOTE, Opener, offers, pictures, tables, text_of
from tests.pages.every.test_canary import elements


def told(store: Path, old: str, new: str, figure: str, audience: str) -> list[dict[str, Any]]:
    said = StringIO()
    with redirect_stdout(said):
        command = ["bridge", old, new, "--figure", figure, "--audience", audience, "--format", "json"]
        assert main([*command, "--store", str(store)]) == 0
    return list(json.loads(said.getvalue()))


def projects() -> list[dict[str, str]]:
    with (ROOT / "data" / "sample" / "projects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> int:
    return int(re.sub(r"[^0-9−]", "", text).replace("−", "-") or 0)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_steps_are_those_of_the_command_and_add_up(
    audience: str,
    versions: Path,
    open_page: Opener,
) -> None:
    ids = StorePaths(versions).ids()[:3]
    for (old, new), figure in zip(
        combinations(ids, 2), ("paid_yen", "projects", "requested_yen"), strict=True
    ):
        for one in (figure, "decided_yen"):
            at = open_page("bridge", versions, audience, lang="en", old=old, new=new, figure=one)
            steps = told(versions, old, new, one, audience)
            text = re.sub(r"[\\*]", "", text_of(at))
            was, now, gone = re.search(r"from (\S+) to (\S+), a difference of (\S+)\.", text).groups()  # type: ignore[union-attr]
            assert number(now) - number(was) == number(gone) == sum(step["value"] for step in steps)
            if not steps:
                continue
            table, *behind = (one.value for one in tables(at))
            rows = [
                (row["Cause"], number(row["Rows"]), number(row["Difference"])) for _, row in table.iterrows()
            ]
            assert rows == [(CAUSES[step["cause"]], step["rows"], step["value"]) for step in steps]
            assert len(behind) == len(steps) and gone in pictures(at)[0].alternative


def test_a_hidden_project_is_count_and_yen_alone(versions: Path, open_page: Opener) -> None:
    at = open_page("bridge", versions, lang="en", figure="projects")
    text = text_of(at)
    assert "1 row no longer published" in text and HIDDEN not in text
    assert NOTE in text.replace("\\", ""), "what was said of the correction"
    assert "evidence?lang=en&of=programme_totals.projects&back=bridge" in text, "how the newer number is made"
    inside = text_of(open_page("bridge", versions, "internal", lang="en", figure="projects"))
    assert "no longer published" not in inside


def test_a_row_says_why_on_the_page_and_in_its_file(versions: Path, open_page: Opener) -> None:
    old, *_, new = StorePaths(versions).ids()[:3]
    for audience in AUDIENCES:
        with offers() as files:
            at = open_page("bridge", versions, audience, lang="en", figure="decided_yen", old=old, new=new)
        told = {
            row["Cause"]: row["When and why"] for table in tables(at)[1:] for _, row in table.value.iterrows()
        }
        assert NOTE in told["corrected"].replace("\\", ""), told
        sheets = [make().decode() for name, make in files.items() if name.endswith(".csv")]
        assert any("When and why" in one and NOTE in one for one in sheets)


def test_where_nothing_can_be_compared(
    sample_store: Path,
    versions: Path,
    open_page: Opener,
) -> None:
    assert "There is only one version so far" in text_of(open_page("bridge", sample_store, lang="en"))
    at = open_page("bridge", versions, lang="en", old="2020-01-01-000000000000", figure="hope")
    assert len(at.warning) >= 2 and "from" in text_of(at)


def test_the_address_sets_the_versions_and_says_what_is_wrong_with_it(
    versions: Path, open_page: Opener
) -> None:
    oldest, middle, newest = (one for one in StorePaths(versions).ids() if one < "2026-10")

    def chosen(**address: str) -> tuple[list[str], list[str]]:
        at = open_page("bridge", versions, lang="en", **address)
        boxes = [at.selectbox(key=f"choice_{name}").value for name in ("old", "new")]
        return boxes, [one.value.replace("\\", "") for one in at.warning if "invented" not in one.value]

    assert chosen() == ([middle, newest], [])
    assert chosen(snapshot=middle) == ([oldest, middle], [])
    assert chosen(old=oldest, new=newest) == ([oldest, newest], [])
    assert chosen(old=oldest, new=newest, snapshot=middle) == ([oldest, newest], [])
    for old, new, address in (
        (newest, middle, {"old": newest, "new": middle}),
        (middle, middle, {"old": middle, "new": middle}),
        (oldest, oldest, {"new": oldest}),
        (oldest, oldest, {"snapshot": oldest}),
    ):
        boxes, (said,) = chosen(**address)
        assert boxes == [old, new], "what the address asks for"
        assert said.endswith("Choose another one.") and said.count(old[11:]) == 1 + (old == new)
        assert f"({old[11:]}) is not older than as of" in said
    for name in ("old", "new"):
        boxes, (said,) = chosen(**{name: "2020-01-01-000000000000"})
        assert boxes == [middle, newest] and "2020-01-01-000000000000”, which is not known" in said


def test_versions_are_told_by_their_day_first_and_money_to_the_yen(versions: Path, open_page: Opener) -> None:
    """In a third of a page of 1280 px some 30 letters are read."""
    for lang, pattern in (
        ("en", r"\d+ \w{3} \d{4} \([0-9a-f]{6}\)"),
        ("ja", r"\d{4}年\d+月\d+日（[0-9a-f]{6}）"),
    ):
        at = open_page("bridge", versions, lang=lang)
        for name in ("old", "new"):
            assert all(re.fullmatch(pattern, one) for one in at.selectbox(key=f"choice_{name}").options)
        assert not [one for one in at.selectbox if one.key == "choice_unit"]
    yen, million = (
        text_of(open_page("bridge", versions, lang="en", unit=unit)) for unit in ("yen", "million")
    )
    assert yen == million.replace("unit=million", "unit=yen")


def test_nothing_of_a_hidden_project_leaves(versions: Path, open_page: Opener) -> None:
    """Neither what the page sends nor its files say which project is published no more; the staff read it."""
    (titles,) = ({row["title_ja"], row["title_en"]} for row in projects() if row["project_id"] == HIDDEN)
    views = [("public", "bridge", {"figure": one}) for one in ("projects", "decided_yen", "paid_yen")]
    for audience, name, address in (*views, ("internal", "changes", {})):
        with offers() as files:
            at = open_page(name, versions, audience, lang="en", **address)
        sent = [*elements(at), *(make() for file, make in files.items() if file.endswith(".csv"))]
        found = {one for one in (HIDDEN, *titles) for part in sent if one.encode() in part}
        assert bool(found) == (audience == "internal"), (name, address, found)
