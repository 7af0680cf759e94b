"""What every piece of open data says of itself: data set, as-of date, snapshot, licence, kind of file, if invented."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from smart_tokyo import figures

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
SAID = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
MEDIA: dict[str, str] = SAID["media"]
PRODUCT: str = SAID["product"]


@dataclass(frozen=True)
class Label:
    """A snapshot in words. `built_at` is in UTC."""

    snapshot_id: str
    as_of: dt.date
    label_ja: str
    label_en: str
    fictional: bool
    built_at: dt.datetime

    @property
    def dataset(self) -> str:
        """The name of the data set in both languages."""
        return " / ".join(dict.fromkeys((self.label_ja, self.label_en)))

    @property
    def text(self) -> str:
        """The title of anything made from the snapshot; invented data says so first."""
        mark = "【架空・FICTIONAL】 " if self.fictional else ""
        return f"{mark}{PRODUCT}: {self.dataset}"

    @property
    def notice(self) -> str:
        """What it is, in a few sentences of both languages."""
        told = SAID["notice"].format(as_of=self.as_of.isoformat(), snapshot=self.snapshot_id)
        return f"{SAID['invented']} {told}" if self.fictional else str(told)

    @property
    def citation(self) -> str:
        """How to name the data where it is used."""
        return f"{self.text}, {self.as_of.isoformat()}, {self.snapshot_id}, CC BY 4.0"


def label(con: duckdb.DuckDBPyConnection) -> Label:
    """What an open snapshot says of itself."""
    return Label(**figures.records(con, "snapshot_info")[0])


def web(address: str | None) -> str | None:
    """An address of the web; None for any other."""
    return address if address and address.startswith(("https://", "http://")) else None


def known(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what is unknown, for which a standard has no word: null is no amount."""
    return {key: value for key, value in record.items() if value is not None and value != []}


def media_type(file_name: str) -> str:
    """The media type of a file by its ending."""
    return MEDIA.get(file_name.rpartition(".")[2], "application/octet-stream")
