"""What is to come as a calendar and a feed: what figures have of it, labelled, of what was asked for, public alone."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.outputs.loopback import Loopback, serving

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Iterator[Loopback]:
    with serving(sample_store) as server:
        yield server


def events(server: Loopback, query: str = "") -> dict[str, tuple[dt.date, str]]:
    """Day and title of each event by what it is of."""
    answer = server.ask(f"/open/v1/upcoming.ics?{query}")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    made = Calendar.from_ical(answer.body)
    assert "FICTIONAL" in made["X-WR-CALNAME"]
    found = made.walk("VEVENT")
    assert all(
        "invented" in one["DESCRIPTION"] and one["URL"].startswith("http://127.0.0.1:") for one in found
    )
    return {str(one["UID"]).partition("@")[0]: (one.decoded("DTSTART"), str(one["SUMMARY"])) for one in found}


def due(server: Loopback, query: str = "") -> dict[str, dt.date]:
    """What of the milestones is to come, by the figure."""
    rows = server.ask(f"/open/v1/figures/milestone_list?limit=1000&{query}").json["rows"]
    kept = [row for row in rows if row["state"] != "done" and row["project_status"] != "withdrawn"]
    return {row["milestone_id"]: dt.date.fromisoformat(row["due_on"]) for row in kept}


@pytest.mark.parametrize(
    "query", ["", "project_id=SMP-006", "theme=mobility", "area_id=A-BAY", "programme_id=PG-SOL"]
)
def test_what_is_due_is_that_of_the_figures(query: str, sample: Loopback) -> None:
    found = events(sample, query)
    milestones = {key: day for key, (day, _) in found.items() if key.startswith("SMM-")}
    assert milestones == due(sample, query)
    assert any(key.startswith("SME-") for key in found) == (query == "")
    assert not any(key.startswith("SMP-033") for key in found)  # not published


def test_of_a_municipality_and_in_a_language(sample: Loopback) -> None:
    ours = events(sample, "municipality_code=131032&lang=en")
    assert ours["SMM-023" if "SMM-023" in ours else next(iter(ours))]
    assert set(events(sample, "project_id=SMP-006")) <= set(ours) < set(events(sample))
    assert all(title.isascii() for _, title in ours.values()), ours


def test_when_the_next_data_is_due(sample: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMART_TOKYO_NEXT_UPDATE_ON", "2027-01-31")
    assert events(sample, "lang=en")["next-update"] == (dt.date(2027, 1, 31), "Next data due")


def test_the_same_as_a_feed(sample: Loopback) -> None:
    answer = sample.ask("/open/v1/upcoming.atom?project_id=SMP-006&lang=en")
    feed = ET.fromstring(answer.body)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [
        f"{day} {title}" for day, title in events(sample, "project_id=SMP-006&lang=en").values()
    ]
    assert "FICTIONAL" in (feed.findtext(f"{ATOM}title") or "")


@pytest.mark.parametrize("query", ["colour=red", "lang=fr", "project_id=x&project_id=y"])
def test_what_cannot_be_meant_is_refused(query: str, sample: Loopback) -> None:
    assert sample.ask(f"/open/v1/upcoming.ics?{query}").status == 400
