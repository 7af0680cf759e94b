"""The commands around a ledger: what they print, in which form, and their exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from smart_tokyo.commands.cli import main
from smart_tokyo.commands.run import EARLIER, SAMPLE
from smart_tokyo.ledger.store import history
from smart_tokyo.settings import PROJECT
from smart_tokyo.store import StorePaths
from tests.commands.test_cli import BROKEN
from tests.ledger.sources import SMALL, changed, core, small


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> StorePaths:
    """Two snapshots of the small source and a changed one, the first published."""
    folder = tmp_path_factory.mktemp("store")
    other = small(tmp_path_factory.mktemp("other"), kpi_values=changed("kpi_values", "12.5", "13"))
    for source in (SMALL, other):
        assert main(["build", str(source), "--store", str(folder), "--as-of", "2025-10-01"]) == 0
        if source == SMALL:
            assert main(["publish", "--store", str(folder)]) == 0
    return StorePaths(folder)


def test_snapshots(run, store: StorePaths) -> None:
    code, out, err = run("snapshots", "--store", store.root, "--format", "json")
    rows = json.loads(out)
    assert (code, err) == (0, "") and [row["id"] for row in rows] == store.ids()
    assert list(rows[0]) == [
        "id", "as_of", "built_at", "label_ja", "label_en", "fictional", "layout", "findings", "published",
        "upgraded_to", "current",
    ]  # fmt: skip
    by_current = {name: row["id"] for row in rows for name in row["current"]}
    assert by_current == {"internal": store.current("internal"), "public": store.current("public")}
    code, out, err = run("snapshots", "--store", store.root)
    assert (code, err) == (0, "") and len(out.splitlines()) == 2 and "小さな例 (架空)" in out


def test_snapshots_of_an_empty_store(run, tmp_path: Path) -> None:
    assert run("snapshots", "--store", tmp_path, "--format", "json") == (0, "[]\n", "")
    code, out, _ = run("snapshots", "--store", tmp_path)
    assert code == 0 and "no snapshot" in out and list(tmp_path.iterdir()) == []


def test_diff(run, store: StorePaths) -> None:
    old, new = store.current("public"), store.current("internal")
    code, out, err = run("diff", old, new, "--store", store.root)
    assert (code, err) == (0, "")
    assert out == "kpi_values: changed 1\n  * kpi-a, 2023-03-31  value: 12.5 -> 13.0\n"
    code, out, err = run("diff", old, new, "--store", store.root, "--format", "json", "--audience", "public")
    found = json.loads(out)
    assert (code, err) == (0, "") and set(found) == {"tables", "totals"}
    assert list(found["tables"]["kpi_values"][0]) == ["table", "kind", "key", "column", "old", "new"]
    assert found["totals"]["projects"] == {"old": 1, "new": 1}
    assert run("diff", old, old, "--store", store.root) == (0, "no difference\n", "")


def test_bridge(run, tmp_path: Path) -> None:
    paths = StorePaths(tmp_path / "store")
    other = small(tmp_path, grants=changed("grants", "14000000,2023-05-10", "13500000,2023-05-10"))
    for source, day in ((SMALL, "2022-06-30"), (other, "2025-01-01")):
        assert run("build", source, "--store", paths.root, "--as-of", day)[0] == 0
    old, new = paths.ids()
    asked = ("--store", paths.root, "--figure", "paid_yen")
    code, out, err = run("bridge", old, new, *asked, "--audience", "public", "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out) == [{"cause": "corrected", "rows": 1, "value": 13_500_000}]
    code, out, err = run("bridge", old, new, *asked)
    assert (code, err) == (0, "") and [line.split() for line in out.splitlines()] == [
        ["cause", "rows", "value"], ["corrected", "1", "+13,500,000"]
    ]  # fmt: skip
    assert run("bridge", old, old, *asked, "--format", "json") == (0, "[]\n", "")
    for wrong in (
        (new, old, *asked),
        (old, new, "--store", paths.root, "--figure", "limit_yen"),
        (old, new[:-1] + "x"),
    ):
        code, out, err = run("bridge", *wrong)
        assert (code, out, err.count("\n")) == (2, "", 1)


def test_rollback_and_history(run, tmp_path: Path) -> None:
    paths = StorePaths(tmp_path / "store")
    for day in ("2025-01-01", "2025-02-01"):
        assert run("build", SMALL, "--store", paths.root, "--as-of", day)[0] == 0
    first, second = paths.ids()
    assert run("rollback", first, "--store", paths.root) == (0, f"{first}\n", "")
    assert paths.current("internal") == first and paths.ids() == [first, second]
    code, out, err = run("rollback", second, "--store", paths.root, "--audience", "public")
    assert (code, out, err.count("\n")) == (2, "", 1) and "publish" in err
    assert [(one["what"], one["who"]) for one in history.read(paths)] == [
        (what, history.login()) for what in ("build", "build", "rollback")
    ]


def test_build_checks_as_of_its_date(run, tmp_path: Path) -> None:
    source = core(tmp_path, events="event_id,name_ja,held_on\ne,会,2025-04-01\n")
    code, out, _ = run("check", source, "--as-of", "2019-04-01", "--format", "json")
    assert code == 0 and "date-far-ahead" in {one["code"] for one in json.loads(out)}
    assert "date-far-ahead" not in run("check", source, "--as-of", "2021-04-01")[1]
    assert "date-far-ahead" in run("build", source, "--store", tmp_path / "s", "--as-of", "2019-04-01")[2]


def test_the_first_few_of_a_kind_or_all(run, tmp_path: Path) -> None:
    lines = "".join(f"pro-a,{year},x\n" for year in range(2022, 2034))
    source = core(tmp_path, grants="project_id,fiscal_year,decided_yen\n" + lines)
    short, whole = run("check", source)[1], run("check", source, "--all")[1]
    assert short.count("[type-yen]  交付決定額（円）") < 12 == whole.count("[type-yen]  交付決定額（円）")
    assert "--all" in short and "--all" not in whole


def test_annotated_copy(run, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    code, _, err = run("check", core(tmp_path, grants=BROKEN), "--annotated", out, "--lang", "en")
    assert (code, err) == (1, "")
    text = str([[cell.value for cell in row] for row in load_workbook(out).worksheets[0]])
    assert "type-yen" in text or "plain yen" in text


def test_template_and_generate(run, tmp_path: Path) -> None:
    book, folder = tmp_path / "empty.xlsx", tmp_path / "made"
    assert run("template", book) == (0, "", "")
    code, out, _ = run("check", book, "--lang", "en")
    assert code == 0 and out.startswith("no findings\n\nRows read: 0, ")
    assert run("generate", folder, "--projects", 12, "--seed", 3) == (0, "", "")
    code, out, _ = run("check", folder, "--format", "json")
    assert code == 0 and all(one["severity"] == "warning" for one in json.loads(out)[:-1])
    before = book.read_bytes()
    for again in (("template", book), ("generate", folder, "--projects", 1)):
        code, out, err = run(*again)
        assert (code, out, err.count("\n")) == (2, "", 1) and "there already" in err
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["rollback"],
        ["rollback", "latest"],
        ["rollback", "2025-01-01-000000000000"],
        ["rollback", "2025-01-01-000000000000", "--audience", "everyone"],
        ["diff", "2025-01-01-000000000000"],
        ["diff", "2025-01-01-000000000000", "2025-01-01-000000000001"],
        ["snapshots", "--format", "xml"],
        ["template"],
        ["template", "x.csv"],
        ["template", "/nowhere/at/all/x.xlsx"],
        ["generate", "/tmp", "--projects", "1"],
        ["generate", "made"],
        ["generate", "made", "--projects", "0"],
        ["generate", "made", "--projects", "many"],
        ["generate", "made", "--projects", "1", "--seed", "-1"],
        ["check", str(SMALL), "--annotated", "x.csv"],
        ["check", str(SMALL), "--annotated", "/nowhere/at/all/x.xlsx"],
        ["check", str(SMALL), "--as-of", "soon"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_exit_2(
    run,
    store: StorePaths,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    extra = ["--store", store.root] if arguments[0] in ("rollback", "diff", "snapshots") else []
    code, out, err = run(*arguments, *extra)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_without_its_packages_the_engine_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.delitem(sys.modules, "smart_tokyo.ledger.spark.cluster", raising=False)
    assert main(["build", str(SMALL), "--store", str(tmp_path / "store"), "--engine", "spark"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("pip install -r requirements-spark.txt")
    assert not (tmp_path / "store").exists()


def test_the_sample_is_sound_a_quarter_before(run) -> None:
    assert run("check", PROJECT / SAMPLE, *EARLIER)[0] == 0
