"""The command `digest`: a mail to each list that has something to be told, in a folder or through a real relay."""

from __future__ import annotations

import json
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.browser.conftest import free_port
from tests.outputs import reading_back

ALERTS = """
address: https://dashboard.example/
lists:
  - {name: 事務局, to: [a@example.jp, b@example.jp], days: {milestone_overdue: 30, rule_fail: 0}}
  - {name: Health, to: [c@example.jp], lang: en, theme: health, days: {kpi_lag: 0}}
  - {name: Nobody, to: [d@example.jp], days: {report_old: 100000}}
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def alerts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "alerts.yaml"
    file.write_text(ALERTS, "utf-8")
    monkeypatch.setenv("SMART_TOKYO_ALERTS", str(file))
    return file


def told_of(run: Run, store: Path, reason: str, least: int = 0, **params: str) -> set[str]:
    """The projects that a list is to be told of, by another way."""
    parameters = [part for name, value in params.items() for part in ("-p", f"{name}={value}")]
    said = json.loads(run("query", "review_attention", "--store", store, *parameters)[1])
    return {one["project_id"] for one in said if one["reason"] == reason and (one["days"] or least) >= least}


def parts(mail: EmailMessage) -> tuple[str, str, bytes]:
    """Text, text of the HTML, and the PDF of a mail."""
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    (file,) = mail.iter_attachments()
    found: list[str] = []
    reader = HTMLParser()
    reader.handle_data = found.append  # type: ignore[method-assign]
    reader.feed(html)
    return text, "\n".join(found), file.get_content()


def test_a_mail_to_each_list_that_has_something_to_be_told(
    run: Run, sample_store: Path, alerts: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "mails"
    code, said, error = run("digest", "--out", out, "--store", sample_store)
    assert (code, error) == (0, "") and said.splitlines()[-1] == "Nobody: nothing to tell"
    ours, health = (message_from_bytes(one.read_bytes(), policy=default) for one in sorted(out.iterdir()))
    assert ours["To"] == "a@example.jp, b@example.jp" and ours["From"] == "smart-tokyo@localhost"
    late, failed = (
        told_of(run, sample_store, one, least) for one, least in (("milestone_overdue", 30), ("rule_fail", 0))
    )
    text, html, pdf = parts(ours)
    assert late and failed and late < told_of(run, sample_store, "milestone_overdue")
    for told in (text, html, " ".join(reading_back.pdf_pages(pdf))):
        assert all(one in told for one in late | failed) and "https://dashboard.example/review" in told
        assert "見本データ（架空）" in told and "庁内" in told
    text, *_ = parts(health)
    assert "KPI behind plan" in text and "Internal view" in text
    assert {one for one in told_of(run, sample_store, "kpi_lag") if one in text} == told_of(
        run, sample_store, "kpi_lag", theme="health"
    )
    again = tmp_path / "again"
    run("digest", "--out", again, "--store", sample_store)
    (first, _), (second, _) = (sorted(one.iterdir()) for one in (out, again))
    assert (
        message_from_bytes(first.read_bytes())["Message-ID"]
        == message_from_bytes(second.read_bytes())["Message-ID"]
    )


def test_through_a_relay(run: Run, sample_store: Path, alerts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[Any] = []

    class Kept(Message):
        def handle_message(self, message: Any) -> None:
            got.append(message)

    relay = Controller(Kept(), hostname="127.0.0.1", port=free_port())
    relay.start()
    try:
        monkeypatch.setenv("SMART_TOKYO_SMTP_RELAY", f"127.0.0.1:{relay.port}")
        monkeypatch.setenv("SMART_TOKYO_MAIL_FROM", "dashboard@example.jp")
        assert run("digest", "--store", sample_store)[::2] == (0, "")
        assert [(one["From"], one["X-RcptTo"]) for one in got] == [
            ("dashboard@example.jp", "a@example.jp, b@example.jp"),
            ("dashboard@example.jp", "c@example.jp"),
        ]
    finally:
        relay.stop()
    code, _, error = run("digest", "--store", sample_store)
    assert code == 1 and error.count("\n") == 1  # nobody is there


def test_a_build_says_who_has_something_to_be_told(run: Run, alerts: Path, tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "data" / "small"
    code, _, error = run("build", source, "--as-of", "2025-01-01", "--store", tmp_path / "store")
    assert code == 0 and "alerts: 事務局; digest writes the mails" in error
    alerts.write_text("lists: []")
    code, _, error = run("build", source, "--as-of", "2025-01-02", "--store", tmp_path / "store")
    assert code == 0 and "warning: alerts: " in error


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lists: []", "lists"),
        ("[", "cannot be read"),
        ("lists: [{name: x, to: [nobody], days: {rule_fail: 0}}]", "'nobody' does not match"),
        ("lists: [{name: x, to: [a@b.jp], days: {rule_fail: -1}}]", "less than the minimum"),
        ("lists: [{name: x, to: [a@b.jp], days: {weather: 1}}]", "'weather' is no reason; there are: milest"),
        ("lists: [{name: x, to: [a@b.jp], days: {rule_fail: 0}, colour: red}]", "'colour' was unexpected"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_one_line(
    run: Run, alerts: Path, tmp_path: Path, sample_store: Path, text: str, says: str
) -> None:
    alerts.write_text(text, "utf-8")
    code, said, error = run("digest", "--out", tmp_path / "mails", "--store", sample_store)
    assert (code, said, error.count("\n")) == (2, "", 1) and says in error and "alerts.yaml" in error


def test_what_is_not_set_is_said(
    run: Run, sample_store: Path, alerts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "SMART_TOKYO_SMTP_RELAY" in run("digest", "--store", sample_store)[2]
    monkeypatch.setenv("SMART_TOKYO_SMTP_RELAY", "mail.example.jp")
    assert "like mail.example.jp:25" in run("digest", "--store", sample_store)[2]
    monkeypatch.delenv("SMART_TOKYO_SMTP_RELAY")
    monkeypatch.delenv("SMART_TOKYO_ALERTS")
    assert "SMART_TOKYO_ALERTS" in run("digest", "--store", sample_store)[2]
