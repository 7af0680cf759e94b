"""The units and the files around them, checked by systemd's own tools in a root where they lie as they are copied."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.front import DEPLOY

pytestmark = pytest.mark.heavy
UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir() if not path.name.startswith("journald"))
SERVICES = [path.name.replace("@.", "@8601.") for path in UNITS if path.suffix == ".service"]
EXPOSURE = 15  # tenths; systemd calls up to 19 safe or OK


def told(*command: object) -> str:
    """What a command says; it has to succeed."""
    done = subprocess.run(
        [str(one) for one in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with systemd's own units, ours, the accounts of Debian, and a program wherever one is started."""
    found = tmp_path_factory.mktemp("root")
    shutil.copytree("/lib/systemd/system", found / "lib/systemd/system", symlinks=True)
    (found / "usr").mkdir()
    (found / "usr/lib").symlink_to("../lib")
    etc = found / "etc"
    for name in ("sysusers.d", "tmpfiles.d", "logrotate.d"):
        shutil.copytree(DEPLOY / name, etc / name)
    (etc / "systemd/system").mkdir(parents=True)
    for unit in UNITS:
        shutil.copy(unit, etc / "systemd/system")
        for program in re.findall(r"^ExecStart\w*=(\S+)", unit.read_text("utf-8"), re.MULTILINE):
            place = found / program.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("#!/bin/sh\n")
            place.chmod(0o755)
    for name in ("passwd", "group"):
        lines = Path("/etc", name).read_text("utf-8").splitlines()
        (etc / name).write_text(
            "".join(f"{one}\n" for one in lines if one.split(":")[0] in ("root", "adm", "www-data"))
        )
    return found


def test_systemd_understands_every_unit(root: Path) -> None:
    names = [path.name.replace("@.", "@8601.") for path in UNITS]
    assert told("systemd-analyze", "verify", "--man=no", "--generators=no", f"--root={root}", *names) == ""


def test_every_service_is_shut_in(root: Path) -> None:
    for name in SERVICES:
        given = ("--offline=true", f"--root={root}", f"--threshold={EXPOSURE}")
        print(told("systemd-analyze", "security", "--no-pager", *given, name).splitlines()[-1])


def test_the_accounts_and_folders_are_made(root: Path) -> None:
    told("systemd-sysusers", f"--root={root}")
    accounts = {line.split(":")[0] for line in (root / "etc/passwd").read_text("utf-8").splitlines()}
    used = {
        name for unit in UNITS for name in re.findall(r"^User=(\S+)", unit.read_text("utf-8"), re.MULTILINE)
    }
    assert used == {"smart-tokyo", "smart-tokyo-public"} <= accounts
    told("systemd-tmpfiles", "--create", f"--root={root}", "smart-tokyo.conf")
    uid = {
        line.split(":")[0]: int(line.split(":")[2])
        for line in (root / "etc/passwd").read_text("utf-8").splitlines()
    }
    for path, mode, owner in (
        ("var/lib/smart-tokyo/store", 0o755, "smart-tokyo"),
        ("var/backups/smart-tokyo", 0o700, "smart-tokyo"),
        ("var/cache/smart-tokyo", 0o700, "www-data"),
        ("etc/ssl/smart-tokyo", 0o700, "root"),
    ):
        found = (root / path).stat()
        assert (found.st_mode & 0o777, found.st_uid) == (mode, uid[owner]), path


def test_logs_are_turned_and_the_timer_has_a_next_time(tmp_path: Path) -> None:
    said = told("logrotate", "--debug", "--state", tmp_path / "state", DEPLOY / "logrotate.d" / "smart-tokyo")
    assert "after 1 days (90 rotations)" in said and "error" not in said.lower()
    (when,) = re.findall(
        r"^OnCalendar=(.*)$", (DEPLOY / "systemd/smart-tokyo-backup.timer").read_text(), re.M
    )
    assert "Next elapse" in told("systemd-analyze", "calendar", when)


def test_a_backup_has_its_time_as_its_name_and_the_latest_thirty_are_kept(tmp_path: Path) -> None:
    """The commands of the unit as systemd hands them to the shell, over a program that makes the folder it is told."""
    unit = (DEPLOY / "systemd/smart-tokyo-backup.service").read_text("utf-8")
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\n[ "$1 $2 $3" = "-m smart_tokyo backup" ] && mkdir "$4"\n', "utf-8")
    program.chmod(0o755)
    for day in range(1, 32):
        (tmp_path / f"2020-01-{day:02}T031000").mkdir()
    for command in re.findall(r"^ExecStart\w*=/bin/sh -c '(.*)'$", unit, re.MULTILINE):
        said = (
            command.replace("$$", "$").replace("%%", "%").replace("/var/backups/smart-tokyo", str(tmp_path))
        )
        told("/bin/sh", "-c", said.replace("/opt/smart-tokyo/.venv/bin/python", str(program)))
    left = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert len(left) == 30 and left[0] == "2020-01-03T031000"
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d{6}", left[-1]) and left[-1] > "2026"
