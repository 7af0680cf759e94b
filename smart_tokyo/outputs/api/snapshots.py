"""The published snapshots that the API reads: opened once, listed and as an Atom feed, their packages kept on disk."""

import datetime as dt
import tempfile
import threading
import uuid
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, get_args
from urllib.parse import quote

import duckdb
from duckdb import ColumnExpression, ConstantExpression
from starlette.exceptions import HTTPException
from starlette.requests import Request

from smart_tokyo import figures, settings, words
from smart_tokyo.addresses import API, SHEETS, at
from smart_tokyo.outputs.open_data import package
from smart_tokyo.outputs.open_data.label import CC_BY, PRODUCT, Label, label
from smart_tokyo.store import Locked, StoreError, StorePaths, check_layout
from smart_tokyo.terms import CAUSES
from smart_tokyo.versions import comparison, listing

OPEN = 8  # databases kept open
KEPT = 4  # packages kept on disk
ENTRIES = 50  # of the feed
LISTED = 20_000  # in a sitemap, which may hold 50,000 addresses, each once a language
ZIP = "package.zip"
_TURN = threading.Lock()  # one package at a time


def store() -> StorePaths:
    """The store that this process serves."""
    return StorePaths(settings.store_dir())


def chosen(request: Request) -> str:
    """The published snapshot that a request names, or the current one. Raises HTTPException where there is none.

    One that was not published, or is no longer, answers as one that never was.
    """
    asked = request.path_params.get("snapshot_id")
    found = asked or store().current("public")
    if found is None:
        raise HTTPException(503, "Nothing has been published yet.", {"Retry-After": "600"})
    known = store().named("public") if asked else {}
    if asked and asked not in known:
        now = store().withdrawn().get(asked)
        said = (
            f"This snapshot was withdrawn, and replaced by {now}"
            if now
            else "There is no published snapshot of this id"
        )
        raise HTTPException(404, f"{said}; {at(API)}/snapshots lists them.")
    return str(known.get(found, found))


def opened(snapshot_id: str) -> tuple[duckdb.DuckDBPyConnection, Label]:
    """The public database of a published snapshot, and what it says of itself.

    Raises StoreError, OSError, duckdb.Error.
    """
    return _opened(store().database(snapshot_id, "public"))


@lru_cache(OPEN)
def _opened(path: Path) -> tuple[duckdb.DuckDBPyConnection, Label]:
    con = figures.open_snapshot(path)
    check_layout(con.cursor())
    return con, label(con)


def since(snapshot_id: str, shown: str = "") -> str:
    """The id of a snapshot that was public at any time, or before that is `shown`. Raises HTTPException for another."""
    snapshot_id = store().upgraded().get(snapshot_id, snapshot_id)
    ids, known = [one.id for one in store().publications()], f"{at(API)}/changes lists the versions"
    if snapshot_id not in ids:
        raise HTTPException(404, f"No snapshot of this id was ever published; {known}.")
    if shown and shown not in ids[ids.index(snapshot_id) :]:
        raise HTTPException(400, f"{snapshot_id} was published after {shown}; name an earlier one: {known}.")
    return snapshot_id


@lru_cache(KEPT)
def both(old: str, new: str) -> duckdb.DuckDBPyConnection:
    """Two published snapshots, attached as `old` and `new`. Raises StoreError."""
    con = duckdb.connect(":memory:")
    comparison.attach(con, store(), "public", old=old, new=new)
    return con


def versions(*after: str) -> list[dict[str, Any]]:
    """The versions that were public, or those that came after one: as listing.versions gives them."""
    return listing.versions(store(), ENTRIES, *after)


def packaged(snapshot_id: str, path: str) -> bytes:
    """The content of one file of a published snapshot's package. Raises HTTPException where it has none."""
    database = store().database(snapshot_id, "public")  # damaged or gone since: said as such
    with _TURN:
        kept = _zip(database, snapshot_id)
        kept.seek(0)
        if path == ZIP:
            return kept.read()
        with zipfile.ZipFile(kept) as archive, suppress(KeyError):
            return archive.read(path)
    why = "There is no such file in the package; datapackage.json lists them."
    if path.startswith("giving/"):
        why = "No grant of this snapshot is an award with a known amount, day and recipient."
    raise HTTPException(404, why)


@lru_cache(KEPT)
def _zip(database: Path, snapshot_id: str) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 (gone from the disk once nothing here has it)
    file.write(package.zipped(package.package(store(), snapshot_id)))
    return file


def published() -> list[Label]:
    """What the latest published snapshots say of themselves; one that this version cannot read is left out.

    Raises Locked where one of them is: it will be there again.
    """
    found = []
    for snapshot_id in reversed(store().published()[-ENTRIES:]):
        try:
            found.append(opened(snapshot_id)[1])
        except Locked:
            raise
        except (StoreError, OSError, duckdb.Error):
            continue
    return found


def sheets() -> Sequence[str]:
    """The addresses of the pages about one thing of the current published snapshot; none where it cannot be read."""
    found = store().current("public")
    with suppress(StoreError, OSError, duckdb.Error):
        if found:
            return _sheets(store().database(found, "public"))
    return ()


@lru_cache(1)
def _sheets(path: Path) -> Sequence[str]:
    has_page = ColumnExpression("kind").isin(*map(ConstantExpression, SHEETS))
    with _opened(path)[0].cursor() as cursor:
        items = cursor.table("search_items").filter(has_page).select("kind", "id").sort("kind", "id")
        rows = items.limit(LISTED).fetchall()
    return [f"{page}?{parameter}={quote(key)}" for kind, key in rows for page, parameter in [SHEETS[kind]]]


def atom(snapshots: list[Label], *after: str) -> str:
    """The feed. Addresses are relative to it; an entry's time is when its snapshot was built.

    An entry says what changed and why, as listing.versions tells; `after`: only versions that came after that one.
    """
    told = {one["id"]: one for one in versions(*after)}
    snapshots = [one for one in snapshots if not after or one.snapshot_id in told]
    newest = max((one.built_at for one in snapshots), default=dt.datetime(1970, 1, 1))
    feed = empty_feed("feed", f"{PRODUCT}: open data", newest)
    own = f"{at(API)}/feed.atom" + "".join(f"?changed_since={one}" for one in after)
    add(feed, "link", rel="self", href=own, type="application/atom+xml")
    for one in snapshots:
        base = f"{at(API)}/snapshots/{one.snapshot_id}"
        made = entry(feed, one.snapshot_id, f"{one.text} ({one.as_of})", one.built_at)
        add(made, "summary", " ".join((one.notice, *_said(told.get(one.snapshot_id, {})))))
        add(made, "link", rel="alternate", href=at(f"/?snapshot={one.snapshot_id}"), type="text/html")
        add(made, "link", rel="related", href=f"{base}/datapackage.json", type="application/json")
        add(made, "link", rel="enclosure", href=f"{base}/package.zip", type="application/zip")
    return as_xml(feed)


def empty_feed(name: str, title: str, updated: dt.datetime) -> ET.Element:
    """An Atom feed without entries."""
    made = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _about(made, name, title, updated)
    add(ET.SubElement(made, "author"), "name", PRODUCT)
    add(made, "rights", f"CC BY 4.0 {CC_BY}")
    return made


def entry(feed: ET.Element, name: str, title: str, updated: dt.datetime) -> ET.Element:
    """A new entry of a feed. `name`: what tells it from others."""
    made = ET.SubElement(feed, "entry")
    _about(made, name, title, updated)
    return made


def as_xml(feed: ET.Element) -> str:
    """A feed as the text of its file."""
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _said(version: Mapping[str, Any]) -> Iterator[str]:
    """What changed in a version and why, in both languages."""
    for lang in get_args(words.Lang):
        counts = (
            f"{words.t(CAUSES[cause], lang)} {n:,}" for cause, n in (version.get("counts") or {}).items()
        )
        if found := words.commas(counts, lang):
            yield words.t("Changes since {version}: {found}.", lang, version=version["since"], found=found)
        if note := (version.get("notes") or {}).get(lang):
            yield note


def _about(parent: ET.Element, name: str, title: str, updated: dt.datetime) -> None:
    add(parent, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"smart-tokyo/open-data/{name}").urn)
    add(parent, "title", title)
    add(parent, "updated", f"{updated.isoformat(timespec='seconds')}Z")


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> None:
    """Adds an element to a feed or an entry."""
    ET.SubElement(parent, name, attributes).text = text
