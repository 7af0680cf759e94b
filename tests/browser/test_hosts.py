"""A publishing host and a public one in networks of their own, with a link between them that loses packets."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from smart_tokyo.ledger.store.build import publish, rollback
from smart_tokyo.operating.files import sha256
from smart_tokyo.store import StorePaths
from tests.browser.conftest import ROOT
from tests.browser.link import ADDRESSES, Link, linked

PORT = "8501"
COMMAND = (sys.executable, "-m", "smart_tokyo")
PATIENCE_S = 120.0
LOSS = 0.05


def fetch(link: Link, store: StorePaths) -> subprocess.CompletedProcess[str]:
    source = f"http://{ADDRESSES[0]}:{PORT}/open/v1"
    command = link.command(1, *COMMAND, "sync", source, "--store", str(store.root))
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S)


def shown(link: Link, store: StorePaths) -> str:
    """What the public host answers, of itself alone."""
    command = [*COMMAND, "query", "snapshot_info", "--audience", "public", "--store", str(store.root)]
    done = subprocess.run(link.command(1, *command), cwd=ROOT, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)[0]["snapshot_id"])


def test_a_public_host_gets_through_loss_and_keeps_what_it_has_when_the_link_is_cut(
    three_versions: Path, tmp_path: Path
) -> None:
    source = StorePaths(Path(shutil.copytree(three_versions, tmp_path / "source")))
    there = StorePaths(tmp_path / "there")
    first, second, hidden = source.ids()
    rollback(source, first, "public")
    with linked() as link:
        serve = ("serve", "--host", ADDRESSES[0], "--port", PORT, "--store", str(source.root))
        server = subprocess.Popen(link.command(0, *COMMAND, *serve), cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            end = time.monotonic() + PATIENCE_S
            while (done := fetch(link, there)).returncode:  # a source that is not there yet
                assert server.poll() is None and "cannot be fetched" in done.stderr and not there.ids()
                assert time.monotonic() < end, done.stderr
            assert done.stdout == f"{first}\n" == f"{shown(link, there)}\n"

            publish(source, second)
            link.cut_after = link.passed + 1_000_000
            done = fetch(link, there)
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
            assert "cannot be fetched" in done.stderr and link.lost > 0
            assert there.published() == [first] and shown(link, there) == first

            link.cut_after, link.loss, link.lost = float("inf"), LOSS, 0
            done = fetch(link, there)
            assert (done.returncode, done.stdout, done.stderr) == (0, f"{second}\n", "")
            assert link.lost > 20 and shown(link, there) == second
        finally:
            server.terminate()
            server.wait(PATIENCE_S)
    assert link.begun_by == {1}, "the publishing host turns to nobody"
    assert there.published() == [first, second]
    for name in there.published():
        assert sha256(there.database(name, "public")) == sha256(source.database(name, "public"))
    assert not [path for path in there.root.rglob("*") if hidden in str(path) or "internal" in path.name]
