"""Long work says how far it has come, on stderr and once it takes long; short work says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.commands import options
from smart_tokyo.ledger.content.progress import tell
from tests.ledger.sources import core


@pytest.mark.heavy
@pytest.mark.usefixtures("whole_builds")
@pytest.mark.parametrize(
    ("lang", "read", "made", "figures"),
    [
        ("ja", "読み込んだ行：", "作った表：", "計算した図表："),
        ("en", "rows read:", "tables made:", "figures computed:"),
    ],
)
def test_each_kind_of_work_is_told_of(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, read: str, made: str, figures: str
) -> None:
    monkeypatch.setenv("SMART_TOKYO_LANG", lang)
    source, store = core(tmp_path), tmp_path / "store"
    assert run("build", source, "--store", store, "--brief")[2] == ""
    monkeypatch.setattr(options, "PATIENCE_S", 0.0)
    monkeypatch.setattr(options, "EVERY_S", 0.0)
    code, out, err = run("build", source, "--store", store, "--brief", "--as-of", "2024-12-31")
    assert code == 0 and "：" not in out.splitlines()[-1]
    lines = err.splitlines()
    assert lines[0].startswith(read) and lines[-1].startswith(figures)
    assert any(line.startswith(made) for line in lines)
    assert ("残り約 0 秒" if lang == "ja" else "about 0 s left") in lines[-1]


def test_a_line_on_a_terminal_changes_and_goes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "ON_TERMINAL", (0.0, 0.0))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with options.told("en"):
        tell("rows read", 1_000)
    assert capsys.readouterr().err == "\rrows read: 1,000\x1b[K\r\x1b[K"
