"""Turns a checked source into a snapshot in the store: beside it first, then moved in with one rename.

Also what a store holds: which snapshots, and which of them is current for whom.
"""

import datetime as dt
import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import duckdb

import smart_tokyo
from smart_tokyo.ledger.checking.check import Checked, Content
from smart_tokyo.ledger.snapshot.databases import Snapshot, snapshot_id, sound, write_databases
from smart_tokyo.ledger.store import corrections, history
from smart_tokyo.ledger.store.commit import Notes, made_in, making, move, writing
from smart_tokyo.operating.files import fsync, read_only, sha256
from smart_tokyo.store import AUDIENCES, LAYOUT, Shown, StoreError, StorePaths, reading
from smart_tokyo.versions.offer import DIGEST, PUBLIC, digest_line

MODES = {"internal.duckdb": 0o600, PUBLIC: 0o644, DIGEST: 0o644, "manifest.json": 0o600}
DATABASES = MODES.keys() - {DIGEST, "manifest.json"}
MANIFEST = {"id", "layout", "label_ja", "label_en", "databases", "findings"}  # what is read of it
TOLD = ("built_at", "label_ja", "label_en", "fictional", "layout")  # by it alone, in the list of snapshots


def build(
    checked: Checked,
    store: StorePaths,
    name: str,
    as_of: dt.date | None = None,
    label: str | None = None,
    who: str | None = None,
    seen: Shown | None = None,
) -> str:
    """Builds the snapshot of a checked source unless it is there intact, makes it the internal one, returns its id.

    `name`: the source's own, the label where none is given; `who`: for the history, else the login name; `seen`: what
    the audiences showed when it was decided. Raises ValueError for a source with errors, Moved where they show
    something else by now, OSError or duckdb.Error when the store cannot be written; it then is as it was.
    """
    if checked.content is None:
        raise ValueError("a source with errors is not built")
    date = as_of or checked.as_of
    about = Snapshot(
        snapshot_id=snapshot_id(checked.content, date, checked.dataset),
        as_of=date,
        label_ja=label or checked.dataset.label_ja or checked.dataset.label_en or name,
        label_en=label or checked.dataset.label_en or checked.dataset.label_ja or name,
        fictional=checked.dataset.fictional,
        built_at=dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0),
    )
    chosen = about.snapshot_id
    findings = [asdict(one) for one in checked.findings]
    kept = {"files": dict(sorted(checked.files.items())), "findings": findings}
    folder = made_in(chosen, checked.files)
    found = history.counts(one.severity for one in checked.findings)
    line = history.entry("build", chosen, "internal", found, who)
    with writing(store, seen, kept=folder):
        there, before = chosen in store.ids(), store.shown()["internal"]
        whole = there and intact(store, chosen)
        if whole:
            stored = read_manifest(store, chosen)
            if (stored["label_ja"], stored["label_en"]) != (about.label_ja, about.label_en):
                note(f"{chosen} is already built; it keeps its label {stored['label_ja']!r}")
        else:
            with making(store, folder) as made:
                fill(made, checked.content, about, kept)
                if there:
                    mend(store.snapshot_dir(chosen), made)
                else:
                    move(store, "internal", chosen, line, made)
        if there and before != chosen:  # also where its pointer is damaged: that is mended
            move(store, "internal", chosen, line)
        elif there and not whole:
            history.append(store, line)
        corrections.keep(store, before, chosen, "internal")
    return chosen


def publish(
    store: StorePaths,
    wanted: str | None = None,
    who: str | None = None,
    seen: Shown | None = None,
    notes: Notes = None,
) -> str:
    """Makes a snapshot (the current internal one where none is named) the public one, returns its id.

    `notes` {ja, en}: what everyone is told of why it corrects what is public. Raises StoreError when it is not there,
    or not what was built, NeedsNote where it corrects something and a note is missing; `seen` and Moved as for `build`.
    """
    chosen = store.current("internal") if wanted is None else wanted
    if chosen is None:
        raise StoreError(f"no snapshot in {store.root} yet; build one first")
    return _make_current("publish", store, chosen, "public", who, seen, corrections.tidied(notes))


def rollback(
    store: StorePaths,
    wanted: str,
    audience: str = "internal",
    who: str | None = None,
    seen: Shown | None = None,
) -> str:
    """Makes an earlier snapshot an audience's current one again, returns its id.

    Raises as `publish`, and StoreError where the public has never seen it: that takes `publish`.
    """
    store.database(wanted, audience)
    if audience == "public" and wanted not in store.published():
        said = "is none of those that were public; use publish to make it public"
        raise StoreError(f"snapshot {wanted} {said}")
    return _make_current("rollback", store, wanted, audience, who, seen, None)


def _make_current(
    act: str, store: StorePaths, chosen: str, audience: str, who: str | None, seen: Shown | None, notes: Notes
) -> str:
    """Makes a snapshot of the store current: `act` is publish, where a correction needs notes, or rollback."""
    database = store.database(chosen, audience)
    with writing(store, seen):
        manifest = read_manifest(store, chosen)
        if (layout := manifest.get("layout")) != LAYOUT:
            said = f"has layout {layout}, not {LAYOUT}; run upgrade, or build its source again"
            raise StoreError(f"snapshot {chosen} {said}")
        if manifest["databases"].get(database.name) != sha256(database):
            raise StoreError(f"{database} is damaged (its SHA-256 is not the manifest's); build it again")
        found = history.counts(one["severity"] for one in manifest.get("findings", ()))
        before, publishes = store.shown()[audience], act == "publish"
        if publishes and before != chosen:
            corrections.insist(store, before, chosen, notes or {})
        line = history.entry(act, chosen, audience, found, who)
        if before != chosen:
            move(store, audience, chosen, line, notes=notes or None)
        if publishes:
            corrections.keep(store, before, chosen, audience)
    return chosen


def read_manifest(store: StorePaths, wanted: str) -> dict[str, Any]:
    """The manifest of a snapshot. Raises StoreError when it cannot be read, or is none."""
    path = store.manifest(wanted)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        whole = found["id"] == wanted and found.keys() >= MANIFEST and found["databases"].keys() == DATABASES
        whole = whole and all(one["severity"] for one in found["findings"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(f"{path} is missing or damaged; build its source again") from error
    if not whole:
        raise StoreError(f"{path} is damaged; build its source again")
    return cast(dict[str, Any], found)


def intact(store: StorePaths, wanted: str) -> bool:
    """Whether a snapshot of the store is as it was built."""
    try:
        databases = read_manifest(store, wanted)["databases"]
        return all(sha256(store.snapshot_dir(wanted) / name) == databases[name] for name in DATABASES)
    except (StoreError, OSError):
        return False


def mend(damaged: Path, folder: Path) -> None:
    """Replaces the files of a damaged snapshot, each in one step: killed in between, the next build goes on."""
    for name in MODES:  # the manifest last: only with it does the snapshot count as intact
        (folder / name).replace(damaged / name)
    fsync(damaged)
    note(f"{damaged.name} was damaged and has been built again")


def fill(folder: Path, content: Content, about: Snapshot, told: Mapping[str, Any]) -> None:
    """Writes a snapshot's files durably, going on with what a killed process left. `told`: the rest of the manifest."""
    if any(folder.iterdir()):
        note(f"the build of {about.snapshot_id} goes on where one was stopped")
    if not sound(folder):
        note("what it has left is damaged; all of it is made again")
        for path in folder.iterdir():
            path.unlink()
    counts = write_databases(folder, content, about)
    manifest = asdict(about) | {
        **told,
        "code_version": smart_tokyo.__version__,
        "rows": counts,
        "databases": {path.name: sha256(path) for path in sorted(folder.glob("*.duckdb"))},
    }
    manifest["id"] = manifest.pop("snapshot_id")
    manifest["as_of"] = about.as_of.isoformat()
    manifest["built_at"] = about.built_at.isoformat() + "Z"
    (folder / DIGEST).write_bytes(digest_line(manifest["databases"][PUBLIC]))
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    for name, mode in MODES.items():
        (folder / name).chmod(mode)
        fsync(folder / name)
    folder.chmod(0o755)
    fsync(folder)


def snapshots(store: StorePaths) -> list[dict[str, Any]]:
    """Grain: one row per snapshot, oldest as-of date first.

    `findings`: how many of each severity. `published`: the public may see it. `current`: the audiences that see it
    now. `upgraded_to`: its id in a newer layout. What only the manifest tells is None where it cannot be read.
    Raises StoreError for a damaged pointer.
    """
    current = {audience: store.current(audience) for audience in AUDIENCES}
    published, upgraded = store.published(), store.upgraded()
    found = []
    for one in store.ids():
        told: dict[str, Any] = {}
        with suppress(StoreError, duckdb.Error):
            told = _of_public(store, one) if store.synced_file.exists() else read_manifest(store, one)
        row = {"id": one, "as_of": one[:10]} | {name: told.get(name) for name in TOLD}
        row["findings"] = (
            history.counts(each["severity"] for each in told["findings"]) if "findings" in told else None
        )
        row["published"] = one in published
        row["upgraded_to"] = upgraded.get(one)
        row["current"] = [audience for audience in AUDIENCES if current[audience] == one]
        found.append(row)
    return found


def _of_public(store: StorePaths, wanted: str) -> dict[str, Any]:
    """What a public database tells of TOLD, where there is no manifest. Raises StoreError, duckdb.Error."""
    path = store.database(wanted, "public")
    with reading(path), read_only(path) as con:
        (found,) = con.table("snapshot").project(", ".join(TOLD)).to_arrow_table().to_pylist()
    return {**found, "built_at": found["built_at"].isoformat() + "Z"}


def to_text(rows: Iterable[Mapping[str, Any]], lang: str) -> str:
    """One line per snapshot: id, when it was built, who sees it now, its label, its findings."""
    lines = []
    for row in rows:
        seen = "+".join(row["current"]) or "-"
        label = row["label_ja" if lang == "ja" else "label_en"] or "?"
        told = ", ".join(f"{name} {count}" for name, count in (row["findings"] or {}).items() if count)
        if row["layout"] not in (None, LAYOUT):
            now = f"now {row['upgraded_to']}" if row["upgraded_to"] else "upgrade builds it again"
            told = f"{told}  layout {row['layout']}: {now}".strip()
        label += (" (架空)" if lang == "ja" else " (fictional)") if row["fictional"] else ""
        lines.append(f"{row['id']}  {row['built_at'] or '?':20}  {seen:15}  {label}  {told}".rstrip())
    return "\n".join(lines)


def note(text: str) -> None:
    """Tells of something on stderr that is no failure."""
    print(f"note: {text}", file=sys.stderr)
