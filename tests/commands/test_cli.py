"""The command line: exit codes, what is printed where, and one line for every mistake."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from smart_tokyo import Lang, settings
from smart_tokyo.commands.cli import main
from smart_tokyo.commands.options import Audience
from smart_tokyo.commands.report import as_csv, as_json
from smart_tokyo.operating.logs import LEVELS
from smart_tokyo.store import ID, StorePaths
from tests.browser.conftest import free_port
from tests.ledger.sources import SMALL, core

BROKEN = "project_id,fiscal_year,decided_yen\npro-a,2024,12千円\nnobody,R6,\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small source built, not published."""
    folder = tmp_path_factory.mktemp("store")
    assert main(["build", str(SMALL), "--store", str(folder)]) == 0
    return folder


def test_check_without_findings(run) -> None:
    code, out, err = run("check", SMALL, "--lang", "en")
    assert (code, err) == (0, "") and out.startswith("no findings\n\nRows read: ")
    code, out, err = run("check", SMALL, "--format", "json")
    assert (code, err) == (0, "") and [one["code"] for one in json.loads(out)] == ["read"]


def test_check_with_errors(run, tmp_path: Path) -> None:
    source = core(tmp_path, grants=BROKEN)
    code, out, err = run("check", source)
    assert (code, err) == (1, "") and out.splitlines()[0] == "エラー 2, お知らせ 1"
    assert "円単位の整数で" in out and "grants.csv:2" in out and "交付決定額（円）" in out and "12千円" in out
    code, out, err = run("check", source, "--lang", "en", "--format", "json")
    found = json.loads(out)
    assert (code, err) == (1, "") and "give plain yen" in found[0]["message_en"] and "千円" in out
    assert list(found[0]) == [
        "severity", "code", "table", "location", "column", "value", "message_ja", "message_en", "expected"
    ]  # fmt: skip


def test_check_with_warnings_only_is_fine(run, tmp_path: Path) -> None:
    code, out, _ = run("check", core(tmp_path, nothing="a\n"))
    assert code == 0 and out.startswith("警告 1")


def test_build_prints_the_id_last_and_findings_aside(run, tmp_path: Path) -> None:
    source = core(tmp_path, grants="project_id,fiscal_year\npro-a,R6\n")
    code, out, err = run(
        "build", source, "--store", tmp_path / "store", "--as-of", "令和7年4月1日", "--label", "例"
    )
    assert code == 0 and ID.fullmatch(out.strip()) and out.startswith("2025-04-01-")
    *findings, read = err.splitlines()
    assert "R6" in "".join(findings) and "2025-04-01" in read and "行を読みました" in read
    assert StorePaths(tmp_path / "store").current("internal") == out.strip()


def test_a_brief_build_counts_findings_and_still_shows_errors(run, tmp_path: Path) -> None:
    source = core(tmp_path, grants="project_id,fiscal_year\npro-a,R6\n", nothing="a\n")
    code, out, err = run("build", source, "--store", tmp_path / "store", "--brief")
    numbers, snapshot_id = out.splitlines()
    assert (code, numbers, err) == (0, "警告 1, お知らせ 1", "") and ID.fullmatch(snapshot_id)
    (source / "grants.csv").write_text(BROKEN, "utf-8")
    code, out, err = run("build", source, "--store", tmp_path / "store", "--brief")
    assert (code, out) == (1, "") and "grants.csv:2" in err


def test_build_with_errors_leaves_no_store(run, tmp_path: Path) -> None:
    code, out, err = run("build", core(tmp_path, grants=BROKEN), "--store", tmp_path / "store")
    assert (code, out) == (1, "") and "grants.csv:2" in err
    assert not (tmp_path / "store").exists()


def test_publish_and_query(run, store: Path, tmp_path: Path) -> None:
    code, out, err = run("query", "programme_totals", "--store", store, "--audience", "public")
    assert (code, out) == (2, "") and "publish one first" in err
    code, out, _ = run("publish", "--store", store)
    published = out.strip()
    assert code == 0 and ID.fullmatch(published)
    code, out, _ = run("query", "snapshot_info", "--store", store, "--audience", "public")
    assert code == 0 and json.loads(out)[0]["snapshot_id"] == published
    assert json.loads(out)[0]["as_of"] == "2025-10-01"
    (totals,) = json.loads(run("query", "programme_totals", "--store", store)[1])
    assert totals["projects"] == 2 and type(totals["decided_yen"]) is int
    (totals,) = json.loads(run("query", "programme_totals", "--store", store, "-p", "project_id=pro-a")[1])
    assert (totals["projects"], totals["decided_yen"], totals["paid_yen"]) == (1, 15_000_000, 14_000_000)
    code, out, _ = run(
        "query", "programme_totals", "--store", store, "--snapshot", published, "--format", "csv",
        "-p", "from_fy=2023", "-p", "project_id=pro-a",
    )  # fmt: skip
    (line,) = csv.DictReader(io.StringIO(out))
    assert code == 0 and line["grant_years"] == "1" and line["decided_yen"] == ""


def test_an_internal_query_is_not_for_the_public(run, store: Path) -> None:
    published = run("publish", "--store", store)[1].strip()
    arguments = ("query", "review_attention", "--store", store, "--snapshot", published)
    assert run(*arguments)[0] == 0
    code, out, err = run(*arguments, "--audience", "public")
    assert (code, out, len(err.splitlines())) == (2, "", 1) and "review_attention is internal" in err
    steps = ("query", "journey_steps", "--store", store, "--snapshot", published)
    assert run(*steps)[1] == run(*steps, "--audience", "public")[1] != ""


def test_a_query_without_rows_has_a_header(run, store: Path) -> None:
    arguments = ("query", "grant_ledger", "--store", store, "-p", "project_id=nobody")
    assert run(*arguments) == (0, "[]\n", "")
    assert run(*arguments, "--format", "csv")[1].startswith("project_id,fiscal_year,")


MISTAKES = [
    (["query", "nothing"], "there is no query 'nothing'; there are: "),
    (["query", "programme_totals", "-p", "colour=red"], "colour"),
    (["query", "programme_totals", "-p", "from_fy"], "name=value"),
    (["query", "programme_totals", "-p", "=2"], "name=value"),
    (["query", "programme_totals", "-p", "from_fy=x"], "2019 to 2040"),
    (["query", "programme_totals", "-p", "from_fy=2023", "-p", "from_fy=2024"], "twice"),
    (["query", "programme_totals", "--snapshot", "../../etc/passwd"], "is not a snapshot ID"),
    (["query", "programme_totals", "--snapshot", "2025-10-01-000000000000"], "no snapshot 2025-10-01-0"),
    (["query", "programme_totals", "--audience", "everyone"], "'internal', 'public'"),
    (["query", "programme_totals", "--format", "xml"], "'json', 'csv'"),
    (["query", "programme_totals", "--snapshot", ""], "is not a snapshot ID"),
    (["publish", "latest"], "is not a snapshot ID"),
    (["publish", ""], "is not a snapshot ID"),
    (["rollback", ""], "is not a snapshot ID"),
    (["check", ""], "an empty path"),
    (["check", "a" * 5_000], "aaa…' is not a valid path (file name too long)"),
    (["build", "a" * 5_000], "aaa…' is not a valid path (file name too long)"),
    (["check", str(SMALL), "--annotated", "a" * 5_000 + ".xlsx"], "is not a valid path"),
    (["template", "a" * 5_000 + ".xlsx"], "is not a valid path"),
    (["generate", "a" * 5_000, "--projects", "1"], "is not a valid path"),
    (["report", "funding", "--out", ""], "an empty path"),
    (["report", "funding", "--out", "a" * 5_000], "is not a valid path"),
    (["export", ""], "an empty path"),
    (["serve", "--port", "0"], "'0': a port is a number from 1 to 65535"),
    (["build", str(SMALL), "--as-of", "2019-03-31"], "from 2019-04-01 to 2041-03-31"),
    (["build", str(SMALL), "--as-of", "2041-04-01"], "from 2019-04-01 to 2041-03-31"),
    (["serve", "--host", ""], "--host is empty"),
    (["serve", "--host", "192.0.2.1"], "is not an address of this machine; try 127.0.0.1"),
    (["serve", "--host", "http://127.0.0.1"], "is not an address of this machine; try 127.0.0.1"),
    (["build", str(SMALL), "--as-of", "2025-02-30"], "2026-11-01"),
    (["build", str(SMALL), "--label", " "], "--label"),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES, ids=[" ".join(one[0]) for one in MISTAKES])
def test_a_mistake_is_one_line_and_exit_2(run, store: Path, arguments: list[str], said: str) -> None:
    extra = () if arguments[0] in ("check", "template", "generate") else ("--store", store)
    code, out, err = run(*arguments, *extra)
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1 and len(err) < 3_000


@pytest.mark.parametrize("store", ["", "a" * 5_000, "~nobody-of-this-name/store", "loop"])
def test_a_store_that_is_no_path(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, store: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    for command in ("build", SMALL), ("snapshots",), ("serve",), ("query", "programme_totals"):
        code, out, err = run(*command, "--store", store)
        assert (code, out, err.count("\n")) == (2, "", 1) and len(err) < 300
    assert [one.name for one in tmp_path.iterdir()] == ["loop"]


@pytest.mark.parametrize("port", ["99999", "0", "-1", "abc", "８０００", "1e3"])
def test_a_port_that_is_none(run, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("SMART_TOKYO_PORT", port)
    code, out, err = run("serve")
    assert (code, out, err.count("\n")) == (2, "", 1) and "1 to 65535" in err


@pytest.mark.heavy
def test_what_is_done_is_no_failure_where_stdout_cannot_be_written(tmp_path: Path) -> None:
    """build and publish have moved the pointer by then: exit 0 and a note; the others have said nothing: exit 1."""

    def shell(target: str, *arguments: object) -> tuple[int, str]:
        command = " ".join(map(str, (sys.executable, "-m", "smart_tokyo", *arguments, target)))
        done = subprocess.run(command, shell=True, cwd=settings.PROJECT, capture_output=True, text=True)
        return done.returncode, done.stderr

    paths = StorePaths(tmp_path / "store")
    full, closed = "> /dev/full", ">&-"
    for target, command, audience, lines in (
        (full, f"build {SMALL}", "internal", 2),
        (full, "publish", "public", 1),
        (closed, "publish", "public", 1),
    ):
        code, err = shell(target, command, "--store", paths.root)
        assert (code, err.count("\n")) == (0, lines) and f"{paths.current(audience)} is done, but" in err
    query = f"query programme_totals --store {paths.root}"
    for target, command in ((full, f"check {SMALL}"), (full, query), (closed, query)):
        code, err = shell(target, command)
        assert (code, err.count("\n")) == (1, 1) and err.startswith("error: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "/nowhere/at/all"],
        ["check", __file__],
        ["check", str(SMALL), "--lang", "de"],
        ["check", str(SMALL), "--format", "xml"],
        ["check", str(SMALL), "--colour"],
        ["frobnicate"],
        ["build", "/nowhere/at/all"],
        ["serve", "--port", "0"],
        ["serve", "--port", "many"],
        ["serve", "--audience", "everyone"],
        ["serve", "--host", "256.256.256.256"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_query_on_a_store_without_snapshots(run, tmp_path: Path) -> None:
    code, _, err = run("query", "programme_totals", "--store", tmp_path / "none")
    assert code == 2 and "build one first" in err
    assert not (tmp_path / "none").exists()


def test_a_store_that_cannot_be_written_is_one_line(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for store in (tmp_path / "file", tmp_path / "file" / "store"):
        for command in (
            ("build", SMALL),
            ("snapshots",),
            ("publish",),
            ("query", "programme_totals"),
            ("serve",),
        ):
            code, out, err = run(*command, "--store", store)
            assert (code, out, err.count("\n")) == (2, "", 1) and "is a file; name a folder" in err
    code, out, err = run("build", SMALL, "--store", "/proc/store")
    assert (code, out, err.count("\n")) == (1, "", 1) and "/proc/store" in err


def test_a_file_that_is_no_database_is_one_line(run, tmp_path: Path) -> None:
    name = "2025-10-01-000000000000"
    (tmp_path / "snapshots" / name).mkdir(parents=True)
    (tmp_path / "snapshots" / name / "internal.duckdb").write_bytes(b"not a database" * 1000)
    code, _, err = run("query", "programme_totals", "--store", tmp_path, "--snapshot", name)
    assert code == 2 and err.count("\n") == 1 and "is damaged; build its source again" in err


def test_a_taken_port_is_one_line_and_exit_2(run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("serve", "--port", taken.getsockname()[1])
    assert code == 2 and err.count("\n") == 1 and "--port" in err


def test_serve_starts_streamlit_with_the_settings(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls = []
    monkeypatch.setattr(os, "execve", lambda *call: calls.append(call))
    monkeypatch.setattr(os, "chdir", lambda _: None)
    monkeypatch.setenv("SMART_TOKYO_BASE_PATH", "/other")
    _, out, _ = run("serve", "--store", tmp_path, "--port", 18599, "--base-path", "smart-tokyo/")
    assert out == "public view: http://127.0.0.1:18599/smart-tokyo\n"
    ((program, command, environment),) = calls
    assert program == sys.executable and command[1:4] == ["-m", "streamlit", "run"]
    assert command[5:] == [
        "--server.address", "127.0.0.1", "--server.port", "18599",
        "--server.baseUrlPath", "/smart-tokyo", "--server.headless", "true",
    ]  # fmt: skip
    assert environment["SMART_TOKYO_BASE_PATH"] == "/smart-tokyo"
    assert (environment["SMART_TOKYO_AUDIENCE"], environment["SMART_TOKYO_STORE"]) == (
        "public",
        str(tmp_path),
    )


def test_a_wrong_setting_is_one_line(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMART_TOKYO_LANG", "de")
    code, _, err = run("check", SMALL)
    assert code == 2 and err.count("\n") == 1 and "SMART_TOKYO_LANG" in err


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, (default, description, _) in settings.SETTINGS.items():
        assert settings.get(name) == os.environ.get(settings.PREFIX + name, default)
        assert description.endswith(".")
    assert settings.store_dir() == settings.PROJECT / "var" / "store" or "SMART_TOKYO_STORE" in os.environ
    monkeypatch.setenv("SMART_TOKYO_STORE", str(tmp_path))
    assert settings.store_dir() == tmp_path


def test_the_module_runs_and_tells_its_commands() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "smart_tokyo", "--help"], cwd=settings.PROJECT, text=True, capture_output=True
    )
    assert done.returncode == 0 and done.stderr == ""
    assert all(name in done.stdout for name in ("check", "build", "publish", "query", "serve"))


def test_rows_as_text() -> None:
    import datetime as dt

    rows = [{"a": dt.date(2025, 4, 1), "b": None, "c": True, "d": 'あ"', "e": 10**13}]
    assert json.loads(as_json(rows)) == [{"a": "2025-04-01", "b": None, "c": True, "d": 'あ"', "e": 10**13}]
    assert as_csv(list("abcde"), rows) == 'a,b,c,d,e\n2025-04-01,,true,"あ""",10000000000000\n'


def test_the_words_of_a_setting_are_those_of_what_reads_it() -> None:
    words = {"AUDIENCE": get_args(Audience), "LANG": get_args(Lang), "LOG_LEVEL": LEVELS}
    assert {name: settings.SETTINGS[name].kind for name in words} == {
        name: [*one] for name, one in words.items()
    }


def test_two_ports_of_a_server_are_two(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("SMART_TOKYO_METRICS_PORT", str(port))
    code, out, err = run("serve", "--store", tmp_path, "--port", port)
    assert (code, out) == (2, "") and f"SMART_TOKYO_METRICS_PORT is {port}, the port of the dashboard" in err


@pytest.mark.parametrize("name", [name for name, one in settings.SETTINGS.items() if one.kind])
def test_serve_says_what_is_wrong_with_a_setting(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"SMART_TOKYO_{name}", "?")
    code, out, err = run("serve", "--store", tmp_path)
    assert (
        (code, out) == (2, "")
        and f"SMART_TOKYO_{name}='?' is not valid: " in err
        and len(err.splitlines()) == 1
    )
