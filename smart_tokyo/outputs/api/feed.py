"""The published snapshots as a list and as an Atom feed, the latest published first."""

from __future__ import annotations

import datetime as dt
import uuid
import xml.etree.ElementTree as ET

import duckdb

from smart_tokyo.addresses import API, at
from smart_tokyo.outputs.api.snapshots import opened
from smart_tokyo.outputs.open_data.label import CC_BY, PRODUCT, Label
from smart_tokyo.store import Locked, StoreError, StorePaths

MOST = 50  # entries
ATOM = "http://www.w3.org/2005/Atom"
ET.register_namespace("", ATOM)


def published(store: StorePaths) -> list[Label]:
    """What the latest published snapshots say of themselves; one that this version cannot read is left out.

    Raises Locked where one of them is: it will be there again.
    """
    found = []
    for snapshot_id in reversed(store.published()[-MOST:]):
        try:
            found.append(opened(snapshot_id).label)
        except Locked:
            raise
        except (StoreError, OSError, duckdb.Error):
            continue
    return found


def atom(snapshots: list[Label]) -> str:
    """The feed. Addresses are relative to it; an entry's time is when its snapshot was built."""
    feed = ET.Element(_in_atom("feed"))
    _text(feed, "id", _urn("feed"))
    _text(feed, "title", f"{PRODUCT}: open data")
    _text(feed, "updated", _time(max((one.built_at for one in snapshots), default=dt.datetime(1970, 1, 1))))
    _text(ET.SubElement(feed, _in_atom("author")), "name", PRODUCT)
    _text(feed, "rights", f"CC BY 4.0 {CC_BY}")
    _link(feed, "self", f"{at(API)}/feed.atom", "application/atom+xml")
    for one in snapshots:
        entry = ET.SubElement(feed, _in_atom("entry"))
        _text(entry, "id", _urn(one.snapshot_id))
        _text(entry, "title", f"{one.text} ({one.as_of.isoformat()})")
        _text(entry, "updated", _time(one.built_at))
        _text(entry, "summary", one.notice)
        _link(entry, "alternate", at(f"/?snapshot={one.snapshot_id}"), "text/html")
        base = f"{at(API)}/snapshots/{one.snapshot_id}"
        _link(entry, "related", f"{base}/datapackage.json", "application/json")
        _link(entry, "enclosure", f"{base}/package.zip", "application/zip")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _in_atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _in_atom(name)).text = text


def _link(parent: ET.Element, rel: str, href: str, media: str) -> None:
    ET.SubElement(parent, _in_atom("link"), rel=rel, href=href, type=media)


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"smart-tokyo/open-data/{name}").urn


def _time(when: dt.datetime) -> str:
    return f"{when.isoformat(timespec='seconds')}Z"
