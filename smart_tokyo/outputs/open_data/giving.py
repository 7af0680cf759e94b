"""Grants in the 360Giving Data Standard 1.4: one award per decision, as JSON and as a flat table.

An award is a grant whose decided amount is known and above zero, with the day of the decision and a consortium as
recipient (`queries/figures/open_data/awards.sql`), with the members of that day (`award_members.sql`). What does not
map is listed in docs/open-data.md. Source: https://standard.threesixtygiving.org/ .
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from smart_tokyo import figures, formats
from smart_tokyo.outputs.open_data.label import CC_BY, Label, known, web

VERSION = "1.4"
PREFIX = "360G-SmartTokyo"  # of our own ids; not registered with 360Giving
REGISTER = "JP-JCN"  # org-id.guide's code of the corporate numbers of Japan's National Tax Agency
SAID = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
MEMBER_COLUMNS = ("award_id", "organization_id", "name_ja", "name_en", "role", "confidence")

Record = dict[str, Any]


@dataclass(frozen=True)
class Giving:
    """The awards of a snapshot, their consortium members (extension), and why other grants are none."""

    awards: list[Record]
    members: list[Record]
    left_out: Counter[str]


def giving(con: duckdb.DuckDBPyConnection, label: Label) -> Giving:
    """Every award of a public snapshot, with every field of the standard that we have, in its order."""
    members: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for member in figures.records(con, "award_members"):
        members[member["project_id"], member["fiscal_year"]].append(member)
    places: dict[str, list[Record]] = defaultdict(list)
    for place in figures.records(con, "project_places"):
        if place["municipality_code"] is not None:
            location = {
                "name": place["municipality_name_ja"],
                "countryCode": "JP",
                "geoCode": place["municipality_code"],
                "geoCodeType": "全国地方公共団体コード",
                "latitude": place["municipality_latitude"],
                "longitude": place["municipality_longitude"],
            }
            places[place["project_id"]].append(location)
    found = Giving([], [], Counter())
    for row in figures.records(con, "awards"):
        if row["left_out"] is None:
            there = members[row["project_id"], row["fiscal_year"]]
            award = _award(row, there, places[row["project_id"]], label)
            found.awards.append(award)
            for member in there:
                ids = {"award_id": award["id"], "organization_id": _organization(member)["id"]}
                found.members.append({name: ids.get(name) or member[name] for name in MEMBER_COLUMNS})
        else:
            found.left_out[row["left_out"]] += 1
    return found


def package(awards: Sequence[Record], label: Label) -> Record:
    """The awards as a 360Giving package, which says what it is."""
    return {
        "version": VERSION,
        "title": f"{label.text} – 360Giving",
        "description": label.notice,
        "identifier": f"{PREFIX}-{label.snapshot_id}",
        "issued": label.as_of.isoformat(),
        "license": CC_BY,
        "publisher": {"name": "Smart Tokyo Dashboard"},
        "grants": list(map(known, awards)),
    }


def flat(awards: Sequence[Record]) -> tuple[list[str], list[list[Any]]]:
    """The awards as header and rows of one table, under the standard's titles.

    Where an award has several places or recipients they are numbered from 0.
    """
    lists = ((key, value) for award in awards for key, value in award.items() if isinstance(value, list))
    several = {key for key, value in lists if len(value) > 1}
    cells = [dict(_cells(award, several)) for award in awards]
    order = list(map(_title, awards[0]))
    names = {name for row in cells for name in row}
    header = sorted(names, key=lambda name: (order.index(name.split(":")[0]), name.split(":")[1:]))
    return header, [[row.get(name) for name in header] for row in cells]


def _title(field: str) -> str:
    return SAID["titles"].get(field) or re.sub("(?=[A-Z])", " ", field).title()


def _cells(award: Record, several: Collection[str]) -> Iterator[tuple[str, Any]]:
    for key, value in known(award).items():
        if not isinstance(value, list):
            yield _title(key), value
            continue
        for place, part in enumerate(value):
            number = f":{place}" if key in several else ""
            yield from ((f"{_title(key)}{number}:{_title(name)}", cell) for name, cell in part.items())


def _award(row: Record, members: Sequence[Record], places: Sequence[Record], label: Label) -> Record:
    year = int(row["fiscal_year"])
    mark = f"[{label.dataset}] " if label.fictional else ""
    said = f"{mark}{formats.fiscal_year(year, 'ja')}の交付決定 / grant decision for {formats.fiscal_year(year, 'en')}. "
    classified = [SAID["withdrawal"]] if row["status"] == "withdrawn" else []
    if row["changes"] and row["original_decided_yen"] is not None:
        yen = formats.number(row["original_decided_yen"])
        changed = f"当初の交付決定額は{yen}円でした。 / At first {yen} yen were decided."
        original = {"code": str(row["original_decided_yen"]), "description": changed}
        classified.append(SAID["changed"] | original)
    said += "".join(f"{one['description']} " for one in classified)
    called = f"{row['programme_name_ja']} / {row['programme_name_en']}"
    programme = {"code": row["programme_id"], "title": called, "url": web(row["programme_url"])}
    # the recipient where no lead is known
    consortium = {"id": f"{PREFIX}-CONSORTIUM-{row['consortium_id']}", "name": row["consortium_name_ja"]}
    return {
        "id": f"{PREFIX}-{row['project_id']}-{year}",
        "title": f"{mark}{row['title_ja']}",
        "description": said
        + " / ".join(filter(None, (row["summary_ja"] or row["title_ja"], row["summary_en"]))),
        "currency": "JPY",
        "amountAppliedFor": row["requested_yen"],
        "amountAwarded": row["decided_yen"],
        "amountDisbursed": row["paid_yen"],
        "awardDate": row["decided_on"].isoformat(),
        "plannedDates": [{"startDate": f"{year}-04-01", "endDate": f"{year + 1}-03-31"}],
        "recipientOrganization": [_organization(one) for one in members if one["role"] == "lead"]
        or [consortium],
        "fundingOrganization": [SAID["funder"]],
        "grantProgramme": [known(programme)],
        "beneficiaryLocation": places,
        "classifications": classified,
        "dataSource": web(row["source_url"]),
    }


def _organization(row: Record) -> Record:
    number = row["corporate_number"]
    identifier = f"{REGISTER}-{number}" if number else f"{PREFIX}-ORG-{row['organization_id']}"
    return {"id": identifier, "name": row["name_ja"]}
