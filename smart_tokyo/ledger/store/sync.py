"""Fetches what another store has published into one that holds nothing else, and keeps the last that was good.

The source is a folder or the address of a publishing host's open data. A file is moved in once it is what the source
says it is; what the public sees moves last. Whatever fails before that leaves it as it was, and the next run goes on.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import httpx
from jsonschema import Draft202012Validator

from smart_tokyo.addresses import API
from smart_tokyo.faults import Mistake
from smart_tokyo.ledger.store import corrections, history
from smart_tokyo.ledger.store.build import note
from smart_tokyo.ledger.store.commit import BUILDING, writing
from smart_tokyo.operating.files import fsync, read_only, replace, sha256, write
from smart_tokyo.store import StoreError, StorePaths, check_layout, reading
from smart_tokyo.versions import publications
from smart_tokyo.versions.offer import DIGEST, PUBLIC, SCHEMA, content, digest, digest_line, offered

PATIENCE_S = 30.0  # for which nothing may come from the source
MOST = 20_000_000  # bytes of a list
AS_IT_IS = {"Accept-Encoding": "identity"}
File = Mapping[str, Any]


class Unfetched(OSError):
    """The source cannot be reached, or does not give what it says; what the store shows is as it was."""


class Folder(NamedTuple):
    """Another store on this machine, or on a disk that it has."""

    store: StorePaths

    def offer(self) -> Any:
        """What it offers."""
        return offered(self.store)

    def content(self, snapshot_id: str) -> Iterator[bytes]:
        """The public database of a snapshot."""
        return content(self.store.database(snapshot_id, "public"))


class Web(NamedTuple):
    """The open data of a host that publishes, like https://www.example.jp/open/v1."""

    address: str

    def offer(self) -> Any:
        """What it offers. Raises Unfetched."""
        found = b""
        for data in self._get("sync"):
            found += data
            if len(found) > MOST:
                raise Unfetched(f"{self.address}/sync is longer than {MOST:,} bytes")
        try:
            return json.loads(found)
        except (ValueError, RecursionError) as error:
            raise Unfetched(f"{self.address}/sync is no JSON; name the address of the open data") from error

    def content(self, snapshot_id: str) -> Iterator[bytes]:
        """The public database of a snapshot. Raises Unfetched."""
        return self._get(f"snapshots/{snapshot_id}/{PUBLIC}")

    def _get(self, path: str) -> Iterator[bytes]:
        address = f"{self.address}/{path}"
        try:
            with httpx.stream("GET", address, headers=AS_IT_IS, timeout=PATIENCE_S) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise Unfetched(f"{address} answers {answer.status_code}")
                yield from answer.iter_bytes()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unfetched(f"{address} cannot be fetched: {str(error) or type(error).__name__}") from error


def source_of(text: str) -> Folder | Web:
    """The source that a person names. Raises Mistake for what is none."""
    if text.startswith(("https://", "http://")):
        address = text.rstrip("/")
        return Web(address if address.endswith(API) else f"{address}{API}")
    store = StorePaths(Path(text).expanduser().resolve())
    if not store.snapshots.is_dir():
        raise Mistake(
            f"{text!r} is no store; name the folder of one, or an address like https://www.example.jp{API}"
        )
    return Folder(store)


def sync(source: Folder | Web, store: StorePaths) -> str:
    """Brings a store up to what its source shows the public, and returns the id of that.

    Raises Unfetched where what is current cannot be had, and where an older version cannot, once the rest is done;
    StoreError for a store that has a ledger of its own, OSError where the store cannot be written.
    """
    if isinstance(source, Folder) and source.store.root == store.root:
        raise Mistake(f"{store.root} is the source itself; name another --store")
    if store.pointer("internal").exists():
        raise StoreError(f"{store.root} has a ledger of its own; fetch into another --store")
    told = source.offer()
    if wrong := next(Draft202012Validator(SCHEMA).iter_errors(told), None):
        place = "/".join(map(str, wrong.absolute_path)) or "its list"
        raise Unfetched(f"the source does not say what it offers: {place}: {wrong.message[:200]}")
    files: dict[str, File] = {one["id"]: one for one in told["files"]}
    current = told["current"]
    if current is None:
        raise Unfetched("nothing is published there yet")
    if current not in files:
        raise Unfetched(f"the file of {current} is missing at the source")
    missed = []
    with writing(store, anywhere=True):
        for name in (current, *(one for one in reversed(files) if one != current)):
            try:
                if not _has(store, files[name], whole=name == current):
                    _fetch(source, store, files[name])
            except (Unfetched, StoreError) as error:
                if name == current:
                    raise Unfetched(f"{error}; what is shown stays") from error
                missed.append(f"{name} ({error})")
        _show(store, told)
        corrections.keep(store, None, None, "public")
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        where = source.address if isinstance(source, Web) else str(source.store.root)
        replace(store.synced_file, json.dumps({"source": where, "at": at}).encode())
    if missed:
        raise Unfetched(f"{current} is shown, but older versions were not fetched: {'; '.join(missed)}")
    return str(current)


def _has(store: StorePaths, file: File, *, whole: bool) -> bool:
    """Whether a file is here, by what is written down of it, or by its content."""
    database = store.snapshot_dir(file["id"]) / PUBLIC
    if not database.is_file() or database.stat().st_size != file["bytes"]:
        return False
    return (sha256 if whole else digest)(database) == file["sha256"]


def _fetch(source: Folder | Web, store: StorePaths, file: File) -> None:
    """Moves a public database in. Raises Unfetched where it is not what the source says, StoreError for no snapshot."""
    name, size, found = file["id"], 0, hashlib.sha256()
    with TemporaryDirectory(prefix=BUILDING, dir=store.root, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        with (folder / PUBLIC).open("wb") as out:
            for data in source.content(name):
                size += len(data)
                found.update(data)
                out.write(data)
                if size > file["bytes"]:
                    break
        if size != file["bytes"]:
            raise Unfetched(f"of {name} came {size:,} bytes, not {file['bytes']:,}")
        if found.hexdigest() != file["sha256"]:
            raise Unfetched(f"{name} is not what was published: it has another SHA-256")
        _insist(folder / PUBLIC, name)
        (folder / PUBLIC).chmod(0o644)
        fsync(folder / PUBLIC)
        write(folder / DIGEST, digest_line(file["sha256"]))
        folder.chmod(0o755)
        fsync(folder)
        there = store.snapshot_dir(name)
        if there.is_dir():
            for part in (PUBLIC, DIGEST):
                (folder / part).replace(there / part)
            fsync(there)
            note(f"{name} was damaged and has been fetched again")
        else:
            store.snapshots.mkdir(exist_ok=True)
            folder.rename(there)
            fsync(store.snapshots)


def _insist(database: Path, name: str) -> None:
    """Raises StoreError where a file is not the snapshot of this name, or not for this version of the program."""
    try:
        with reading(database), read_only(database) as con:
            check_layout(con)
            row = con.table("snapshot").project("snapshot_id").fetchone()
    except (StoreError, duckdb.Error) as error:
        raise StoreError(f"{name} cannot be read by this version of the program: {error}") from error
    if row != (name,):
        raise StoreError(f"{name} says of itself that it is {row and row[0]}")


def _show(store: StorePaths, told: Mapping[str, Any]) -> None:
    """Shows the public what the source shows it: first what is said of it, then the pointer."""
    said = publications.read("\n".join(json.dumps(one) for one in told["publications"]))
    upgraded = "".join(f"{old} {new}\n" for old, new in told["upgraded"].items())
    if store.shown()["public"] != told["current"]:
        history.append(store, history.entry("sync", told["current"], "public", history.counts(())))
    for path, data in (
        (store.upgraded_file, upgraded.encode()),
        (store.publications_file, publications.written(said)),
        (store.pointer("public"), f"{told['current']}\n".encode()),
    ):
        if not path.exists() or path.read_bytes() != data:
            replace(path, data)
    fsync(store.root)
