"""What is to come, of all or of a programme, an area, a theme, a municipality or a project: as a calendar or a feed."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from icalendar import Calendar, Event

from smart_tokyo import settings
from smart_tokyo.figures import Among, Filters, Part, Reading
from smart_tokyo.outputs.api import snapshots
from smart_tokyo.outputs.open_data.label import PRODUCT, Label

MOST = 1_000  # of each kind
DUE = "state <> 'done' and project_status <> 'withdrawn'"


class Item(NamedTuple):
    """Something of a day: what tells it from others, its title and where it is told of, below the dashboard."""

    key: str
    day: dt.date
    title: str
    path: str


def items(r: Reading, town: str | None) -> Iterator[Item]:
    """What has a day in the public view: what is due, events that were held, when the next data is due."""
    here = (("project_id", Among("projects_of", (None, town))),) if town else ()
    for row in r.part("milestone_list", Part(here, DUE, "due_on, milestone_id", MOST)):
        what = r.title({**row, "project_status": None}) + r.aside(r.pick(row, "project_title"))
        yield Item(row["milestone_id"], row["due_on"], what, f"/projects?project={row['project_id']}")
    for row in r.part("rows_actions", Part(here, "done_on is null and due_on is not null", "due_on", MOST)):
        project = f"/projects?project={row['project_id']}" if row["project_id"] else "/progress"
        yield Item(row["action_id"], row["due_on"], r.pick(row, "text"), project)
    if r.filters == Filters() and not town:
        for row in r.part("event_list", Part(limit=MOST)):
            yield Item(row["event_id"], row["held_on"], r.pick(row, "name"), "/journey")
    if day := settings.typed("NEXT_UPDATE_ON"):
        yield Item("next-update", day, r.t("Next data due"), "/changes")


def calendar(said: Label, found: list[Item], home: str) -> bytes:
    """The items as an iCalendar file, a whole day each. `home`: the address of the dashboard."""
    made = Calendar()
    made.add("prodid", f"-//{PRODUCT}//{said.snapshot_id}")
    made.add("version", "2.0")
    made.add("x-wr-calname", said.text)
    for one in found:
        event = Event()
        event.add("uid", f"{one.key}@smart-tokyo")
        event.add("dtstamp", said.built_at.replace(tzinfo=dt.UTC))
        event.add("dtstart", one.day)
        event.add("summary", one.title)
        event.add("description", said.notice)
        event.add("url", f"{home}{one.path}")
        event.add("transp", "TRANSPARENT")  # nobody is busy
        made.add_component(event)
    return bytes(made.to_ical())


def feed(said: Label, found: list[Item], home: str) -> bytes:
    """The items as an Atom feed, the next first; an entry's time is when its snapshot was built."""
    made = snapshots.empty_feed("upcoming", said.text, said.built_at)
    for one in found:
        entry = snapshots.entry(made, one.key, f"{one.day} {one.title}", said.built_at)
        snapshots.add(entry, "summary", said.notice)
        snapshots.add(entry, "link", rel="alternate", href=f"{home}{one.path}", type="text/html")
    return snapshots.as_xml(made).encode()
