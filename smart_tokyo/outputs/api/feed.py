"""The published snapshots as a list and as an Atom feed, the latest published first."""

from __future__ import annotations

import datetime as dt
import uuid
import xml.etree.ElementTree as ET

import duckdb

from smart_tokyo.addresses import API, at
from smart_tokyo.outputs.api.snapshots import opened, store
from smart_tokyo.outputs.open_data.label import CC_BY, PRODUCT, Label
from smart_tokyo.store import Locked, StoreError

MOST = 50  # entries


def published() -> list[Label]:
    """What the latest published snapshots say of themselves; one that this version cannot read is left out.

    Raises Locked where one of them is: it will be there again.
    """
    found = []
    for snapshot_id in reversed(store().published()[-MOST:]):
        try:
            found.append(opened(snapshot_id).label)
        except Locked:
            raise
        except (StoreError, OSError, duckdb.Error):
            continue
    return found


def atom(snapshots: list[Label]) -> str:
    """The feed. Addresses are relative to it; an entry's time is when its snapshot was built."""
    feed = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    newest = max((one.built_at for one in snapshots), default=dt.datetime(1970, 1, 1))
    _about(feed, "feed", f"{PRODUCT}: open data", newest)
    _text(ET.SubElement(feed, "author"), "name", PRODUCT)
    _text(feed, "rights", f"CC BY 4.0 {CC_BY}")
    _link(feed, "self", f"{at(API)}/feed.atom", "application/atom+xml")
    for one in snapshots:
        entry = ET.SubElement(feed, "entry")
        _about(entry, one.snapshot_id, f"{one.text} ({one.as_of.isoformat()})", one.built_at)
        _text(entry, "summary", one.notice)
        _link(entry, "alternate", at(f"/?snapshot={one.snapshot_id}"), "text/html")
        base = f"{at(API)}/snapshots/{one.snapshot_id}"
        _link(entry, "related", f"{base}/datapackage.json", "application/json")
        _link(entry, "enclosure", f"{base}/package.zip", "application/zip")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _about(parent: ET.Element, name: str, title: str, updated: dt.datetime) -> None:
    _text(parent, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"smart-tokyo/open-data/{name}").urn)
    _text(parent, "title", title)
    _text(parent, "updated", f"{updated.isoformat(timespec='seconds')}Z")


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, media: str) -> None:
    ET.SubElement(parent, "link", rel=rel, href=href, type=media)
