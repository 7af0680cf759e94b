"""Who is told of what needs a look, by the operator's file of alerts, and what they are told as a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from smart_tokyo import Lang, settings
from smart_tokyo.faults import Mistake
from smart_tokyo.figures import FILTER_NAMES, Filters, Part, Reading
from smart_tokyo.outputs.documents.document import Column, Document, Section
from smart_tokyo.outputs.reports import common
from smart_tokyo.terms import ATTENTION

ACCEPTED = Draft202012Validator(yaml.safe_load(Path(__file__).with_name("alerts.yml").read_text("utf-8")))

LONGEST_FIRST = "days desc nulls last, project_id"


@dataclass(frozen=True)
class Told:
    """A list of people: its name, their addresses and language, the projects that it is about, and of what it is told.

    `days`: reason of review_attention → from how many days on; what has no days is told always. `address`: of the
    internal view, "" where the file names none.
    """

    name: str
    to: Sequence[str]
    lang: Lang
    filters: Filters
    days: Mapping[str, int]
    address: str = ""


def lists() -> list[Told]:
    """The lists of the file that the setting ALERTS names. Raises Mistake, also where it names none."""
    named = settings.get("ALERTS")
    if not named:
        raise Mistake("no alerts are set; name their file in SMART_TOKYO_ALERTS")
    try:
        given = yaml.safe_load((settings.PROJECT / Path(named).expanduser()).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Mistake(f"{named} cannot be read: {' '.join(str(error).split())}") from error
    if wrong := best_match(ACCEPTED.iter_errors(given)):
        raise Mistake(f"{named}, {wrong.json_path.removeprefix('$.')}: {wrong.message}")
    found = []
    for one in given["lists"]:
        if unknown := sorted(one["days"].keys() - ATTENTION.keys()):
            raise Mistake(f"{named}: {unknown[0]!r} is no reason; there are: {', '.join(ATTENTION)}")
        filters = Filters.parse({name: one.get(name) for name in FILTER_NAMES})
        said = one.get("lang", "ja"), filters, one["days"], given.get("address", "").rstrip("/")
        found.append(Told(one["name"], one["to"], *said))
    return found


def document(con: duckdb.DuckDBPyConnection, told: Told) -> Document | None:
    """What a list is told of an open snapshot's internal view, the longest first; None where that is nothing."""
    r = Reading.of(con, told.lang, "internal", told.filters)
    sections = list(_sections(r, told.days))
    if not sections:
        return None
    title = r.t("Needs a look: {name}", name=told.name)
    board = (r.t("Review board"), f"{told.address}/review" if told.address else "")
    return common.document(r, title, sections, (common.filters(r), board))


def _sections(r: Reading, told: Mapping[str, int]) -> Iterator[Section]:
    for reason, days in told.items():
        listed = r.part("review_attention", Part((("reason", reason),), order=LONGEST_FIRST))
        if rows := [row for row in listed if row["days"] is None or row["days"] >= days]:
            ids = Part((("project_id", tuple(row["project_id"] for row in rows)),))
            titles = {row["project_id"]: r.title(row) for row in r.part("project_list", ids)}
            rows = [{**row, "_title": titles[row["project_id"]]} for row in rows]
            said = r.counted("project", len(rows)) + r.aside(r.t("{n} days or more", n=days) if days else "")
            shown = (
                (Column(r.t("Project"), width=4), "_title"),
                *common.several(r, "review_attention", project_id=1.5, since_on=1.5, days=1),
            )
            title = r.t(ATTENTION[reason])
            yield Section(title, (said,), tables=(common.table(title, rows, *shown),))
