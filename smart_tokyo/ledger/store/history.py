"""Who checked, built, published, rolled back and downloaded what, and when: `<store>/history.jsonl`.

Lines are only added, each on the disk before what it tells of takes effect: what cannot be written does not happen.
"""

import datetime as dt
import getpass
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from smart_tokyo.ledger.content.findings import SEVERITIES
from smart_tokyo.operating.files import fsync
from smart_tokyo.store import HISTORY, StorePaths

Entry = dict[str, Any]


def entry(
    what: str,
    snapshot_id: str,
    audience: str,
    findings: Mapping[str, int],
    who: str | None = None,
    file: str | None = None,
) -> Entry:
    """One line: {when (UTC), who, what, snapshot_id, audience, findings by severity, file (where there is one)}.

    `what`: check, build, publish, rollback, upgrade, download. `who`: the login name where none is given. A check has
    no snapshot yet: its `snapshot_id` is "".
    """
    return {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "who": " ".join((who or "").split()) or login(),
        "what": what,
        "snapshot_id": snapshot_id,
        "audience": audience,
        "findings": dict(findings),
    } | ({"file": file} if file else {})


def login() -> str:
    """The login name of whoever runs this process; the number of the account where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def counts(severities: Iterable[str]) -> dict[str, int]:
    """How many findings there are of each severity."""
    found = Counter(severities)
    return {name: found[name] for name in SEVERITIES}


def append(store: StorePaths, line: Entry) -> None:
    """Adds a line, durably. The caller holds the lock; a line that a crash left half written is ended first."""
    path = store.root / HISTORY
    fresh = not path.exists()
    with os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "ab+") as file:
        broken = file.tell() and os.pread(file.fileno(), 1, file.tell() - 1) != b"\n"
        data = ("\n" if broken else "") + json.dumps(line, ensure_ascii=False) + "\n"
        file.write(data.encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())
    if fresh:
        fsync(store.root)


def read(store: StorePaths) -> list[Entry]:
    """All lines, oldest first. A line that a crash left broken, and one of a step that was not done, is left out."""
    try:
        data = (store.root / HISTORY).read_bytes()
    except FileNotFoundError:
        return []
    pending = store.pending()
    if pending and not pending.reached:
        data = data[: pending.history_bytes]
    found = []
    for text in data.decode("utf-8", "replace").split("\n"):
        with suppress(ValueError):
            line = json.loads(text)
            if isinstance(line, dict) and {"when", "who", "what", "snapshot_id"} <= line.keys():
                found.append(line)
    return found


def size(store: StorePaths) -> int:
    """The length of the file in bytes, 0 where there is none yet."""
    path = store.root / HISTORY
    return path.stat().st_size if path.exists() else 0


def cut(store: StorePaths, length: int) -> None:
    """Takes off what an undone step has added: everything after `length` bytes."""
    if size(store) > length:
        os.truncate(store.root / HISTORY, length)
