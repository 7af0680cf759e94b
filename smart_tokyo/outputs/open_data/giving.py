"""Grants in the 360Giving Data Standard 1.4: one award per decision, as JSON and as a flat table.

An award is a grant whose decided amount is known and above zero, with the day of the decision and a consortium as
recipient (`queries/figures/open_data/awards.sql`), with the members of that day (`award_members.sql`). What does not
map is listed in docs/open-data.md. Source: https://standard.threesixtygiving.org/ .
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from smart_tokyo import figures, formats
from smart_tokyo.outputs.open_data.label import CC_BY, Label

VERSION = "1.4"
PREFIX = "360G-SmartTokyo"  # of our own ids; not registered with 360Giving
REGISTER = "JP-JCN"  # org-id.guide's code of the corporate numbers of Japan's National Tax Agency
FUNDER = {"id": f"{REGISTER}-8000020130001", "name": "東京都 / Tokyo Metropolitan Government"}
WITHDRAWAL = {  # the standard has no status of a grant; a classification of our own says this one
    "vocabulary": "Smart Tokyo Dashboard: status of the project",
    "code": "withdrawn",
    "title": "取下げ / Withdrawn",
    "description": "この事業は取り下げられています。 / The project has been withdrawn.",
}

MEMBER_COLUMNS = ("award_id", "organization_id", "name_ja", "name_en", "role", "confidence")

Record = dict[str, Any]


@dataclass(frozen=True)
class Giving:
    """The awards of a snapshot, their consortium members (extension), and why other grants are none."""

    awards: list[Record]
    members: list[Record]
    left_out: Mapping[str, int]


def giving(con: duckdb.DuckDBPyConnection, label: Label) -> Giving:
    """Every award of a public snapshot."""
    rows = figures.records(con, "awards")
    members: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for member in figures.records(con, "award_members"):
        members[_key(member)].append(member)
    places: dict[str, list[Record]] = defaultdict(list)
    for place in figures.records(con, "project_places"):
        if place["municipality_code"] is not None:
            places[place["project_id"]].append(place)
    awarded = [row for row in rows if row["left_out"] is None]
    return Giving(
        [_award(row, members[_key(row)], places[row["project_id"]], label) for row in awarded],
        [_member(row, member) for row in awarded for member in members[_key(row)]],
        Counter(row["left_out"] for row in rows if row["left_out"] is not None),
    )


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
        "grants": list(awards),
    }


def award_id(project_id: str, fiscal_year: int) -> str:
    """The id of the award to a project for a fiscal year."""
    return f"{PREFIX}-{project_id}-{fiscal_year}"


def flat(awards: Sequence[Record]) -> tuple[list[str], list[list[Any]]]:
    """The awards as header and rows of one table, under the standard's titles.

    Where an award has several places or recipients they are numbered from 0.
    """
    several = {
        key
        for award in awards
        for key, value in award.items()
        if isinstance(value, list) and key in _TITLES and len(value) > 1
    }
    cells = [dict(_cells(award, several)) for award in awards]
    header = list(dict.fromkeys(name for row in cells for name in row))
    order = {name: place for place, name in enumerate(_TITLES.values())}
    header.sort(key=lambda name: (order[name.split(":")[0]], ":" in name and name.split(":")[1:]))
    return header, [[row.get(name) for name in header] for row in cells]


_TITLES = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAppliedFor": "Amount Applied For",
    "amountAwarded": "Amount Awarded",
    "amountDisbursed": "Amount Disbursed",
    "awardDate": "Award Date",
    "plannedDates": "Planned Dates",
    "recipientOrganization": "Recipient Org",
    "fundingOrganization": "Funding Org",
    "grantProgramme": "Grant Programme",
    "beneficiaryLocation": "Beneficiary Location",
    "classifications": "Classifications",
    "dataSource": "Data Source",
}
_PARTS = {
    "startDate": "Start Date",
    "endDate": "End Date",
    "id": "Identifier",
    "name": "Name",
    "code": "Code",
    "vocabulary": "Vocabulary",
    "title": "Title",
    "description": "Description",
    "url": "URL",
    "countryCode": "Country Code",
    "geoCode": "Geographic Code",
    "geoCodeType": "Geographic Code Type",
    "latitude": "Latitude",
    "longitude": "Longitude",
}


def _cells(award: Record, several: Iterable[str]) -> Iterable[tuple[str, Any]]:
    for key, title in _TITLES.items():
        value = award.get(key)
        if not isinstance(value, list):
            if value is not None:
                yield title, value
            continue
        for place, part in enumerate(value):
            number = f":{place}" if key in several else ""
            yield from ((f"{title}{number}:{_PARTS[name]}", cell) for name, cell in part.items())


def _key(row: Record) -> tuple[str, int]:
    return row["project_id"], row["fiscal_year"]


def _award(row: Record, members: Sequence[Record], places: Sequence[Record], label: Label) -> Record:
    year = int(row["fiscal_year"])
    mark = f"[{label.dataset}] " if label.fictional else ""
    said = f"{mark}{formats.fiscal_year(year, 'ja')}の交付決定 / grant decision for {formats.fiscal_year(year, 'en')}. "
    if row["status"] == "withdrawn":
        said += f"{WITHDRAWAL['description']} "
    summary = row["summary_ja"] or row["title_ja"]
    programme = {
        "code": row["programme_id"],
        "title": f"{row['programme_name_ja']} / {row['programme_name_en']}",
        "url": _web(row["programme_url"]),
    }
    leads = [member for member in members if member["role"] == "lead"]
    found: Record = {
        "id": award_id(row["project_id"], year),
        "title": f"{mark}{row['title_ja']}",
        "description": said + summary + (f" / {row['summary_en']}" if row["summary_en"] else ""),
        "currency": "JPY",
        "amountAppliedFor": row["requested_yen"],
        "amountAwarded": row["decided_yen"],
        "amountDisbursed": row["paid_yen"],
        "awardDate": row["decided_on"].isoformat(),
        "plannedDates": [{"startDate": f"{year}-04-01", "endDate": f"{year + 1}-03-31"}],
        "recipientOrganization": [_organization(lead) for lead in leads] or [_consortium(row)],
        "fundingOrganization": [FUNDER],
        "grantProgramme": [_known(programme)],
        "beneficiaryLocation": [_location(place) for place in places],
        "classifications": [WITHDRAWAL] if row["status"] == "withdrawn" else [],
        "dataSource": _web(row["source_url"]),
    }
    return _known(found)


def _organization(row: Record) -> Record:
    number = row["corporate_number"]
    identifier = f"{REGISTER}-{number}" if number else f"{PREFIX}-ORG-{row['organization_id']}"
    return {"id": identifier, "name": row["name_ja"]}


def _consortium(row: Record) -> Record:
    """The recipient where no lead is known: the consortium itself."""
    return {"id": f"{PREFIX}-CONSORTIUM-{row['consortium_id']}", "name": row["consortium_name_ja"]}


def _member(row: Record, member: Record) -> Record:
    organization = _organization(member)
    return {
        "award_id": award_id(row["project_id"], int(row["fiscal_year"])),
        "organization_id": organization["id"],
        **{name: member[name] for name in MEMBER_COLUMNS[2:]},
    }


def _location(place: Record) -> Record:
    return {
        "name": place["municipality_name_ja"],
        "countryCode": "JP",
        "geoCode": place["municipality_code"],
        "geoCodeType": "全国地方公共団体コード",
        "latitude": place["municipality_latitude"],
        "longitude": place["municipality_longitude"],
    }


def _known(record: Record) -> Record:
    """Without what is unknown: the standard has no word for it, and null is no amount."""
    return {key: value for key, value in record.items() if value is not None and value != []}


def _web(address: str | None) -> str | None:
    return address if address and address.startswith(("https://", "http://")) else None
