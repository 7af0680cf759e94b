"""Models and checks on a cluster of a master and two workers on loopback: the snapshot is the one that DuckDB makes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pytest

from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.generate.generate import generate
from smart_tokyo.settings import PROJECT
from smart_tokyo.store import AUDIENCES, StorePaths
from tests.ledger.sources import changed, small

pytestmark = pytest.mark.heavy
LOOPBACK = "127.0.0.1"
WORKERS = 2
FOR_LITTLE = """
spark.sql.shuffle.partitions 2
spark.sql.codegen.wholeStage false
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1
spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1
"""


def started(stack: ExitStack, folder: Path, until: str, *arguments: str) -> str:
    """Starts a process of Spark that ends with the test; what it says of itself once it is ready."""
    import pyspark

    home = Path(pyspark.__file__).parent
    log = folder / f"{len(list(folder.iterdir()))}.log"
    process = subprocess.Popen(
        [home / "bin" / "spark-class", *arguments],
        stdout=stack.enter_context(log.open("w", encoding="utf-8")),
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=os.environ
        | {"SPARK_LOCAL_IP": LOOPBACK, "SPARK_HOME": str(home), "SPARK_WORKER_DIR": str(folder)},
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
    while not (hit := re.search(until, log.read_text("utf-8"))):
        assert process.poll() is None, log.read_text("utf-8")
        time.sleep(0.1)
    return hit[hit.lastindex or 0]


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a master with its workers."""
    folder, deploy = tmp_path_factory.mktemp("spark"), "org.apache.spark.deploy"
    ports = ("--host", LOOPBACK, "--port", "0", "--webui-port", "0")
    with ExitStack() as stack:
        told = r"Starting Spark master at (spark://\S+)"
        address = started(stack, folder, told, f"{deploy}.master.Master", *ports)
        for _ in range(WORKERS):
            size, told = ("--cores", "1", "--memory", "1g"), "Successfully registered with master"
            started(stack, folder, told, f"{deploy}.worker.Worker", address, *size, *ports)
        yield address


def tables(con: duckdb.DuckDBPyConnection, store: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    asked = (
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() "
        "where database_name = ? and not internal order by table_name, column_index"
    )
    for table, column, kind in con.execute(asked, [store]).fetchall():
        found.setdefault(table, []).append((column, kind))
    return found


def compare(first: Path, second: Path) -> int:
    """Compares the snapshots of two stores, all rows of all tables; returns how many rows there are."""
    ones, others = StorePaths(first), StorePaths(second)
    (named,) = ones.ids()
    assert others.ids() == [named]
    count = 0
    for audience in AUDIENCES:
        with duckdb.connect() as con:
            for name, store in (("one", ones), ("other", others)):
                con.execute(f"attach '{store.database(named, audience)}' as {name} (read_only)")
            held = tables(con, "one")
            assert tables(con, "other") == held and len(held) > 30
            for table in held:
                columns = "* exclude (built_at)" if table == "main.snapshot" else "*"
                for here, there in (("one", "other"), ("other", "one")):
                    rows = f"select {columns} from {here}.{table} except all select {columns} from {there}.{table}"
                    assert con.execute(f"{rows} limit 3").fetchall() == [], (audience, table)
                counted = con.execute(f"select count(*) from one.{table}").fetchone()
                assert counted is not None
                count += counted[0]
    return count


def odd(folder: Path) -> Path:
    """A small source with what the two have other ways with: spaces, large and long numbers, NULL in changes."""
    return small(
        folder,
        projects=changed("projects", "IoT;5G", "IoT;\u3000AI \u3000; 5G ;ＡＩ"),
        kpis=changed("kpis", "100.5,2025-03-31", "12345678.5,2025-03-31"),
        kpi_target_changes=changed("kpi_target_changes", "100.5,,", "30000000,,")
        + "kpi-a,2023-05-01,0.000125,2026-03-31,other,理由,Reason,\n",
        grant_changes=changed("grant_changes", "15000000,,,schedule", "15000000,29999999,,schedule")
        + "pro-a,2022,2023-01-01,14999999,,15000000,cost,費用,Costs,src-a\n",
    )


def generated(folder: Path) -> Path:
    generate(folder / "made", 10_000, 1, "parquet")
    return folder / "made"


SOURCES = {
    "sample": lambda _: PROJECT / "data" / "sample",
    "register": lambda _: PROJECT / "data" / "register",
    "odd": odd,
    "generated": generated,
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_snapshot_is_the_same(
    name: str,
    master: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = SOURCES[name](tmp_path)
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "spark-defaults.conf").write_text(FOR_LITTLE, "utf-8")
    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path / "conf"))
    monkeypatch.setenv("SMART_TOKYO_SPARK_MASTER", master)
    told = []
    for engine in ("duckdb", "spark"):
        store = tmp_path / engine
        assert main(["build", str(source), "--store", str(store), "--engine", engine]) == 0
        out = capsys.readouterr()
        told.append((out.out, re.findall("^(?:error|warning|info).*", out.err, re.MULTILINE)))
    assert told[0] == told[1]
    assert compare(tmp_path / "duckdb", tmp_path / "spark") > 100


def test_a_cluster_that_is_not_there_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [
        sys.executable,
        "-m",
        "smart_tokyo",
        "build",
        str(PROJECT / "data" / "sample"),
        "--engine",
        "spark",
    ]
    given = {"SMART_TOKYO_SPARK_MASTER": "nonsense", "SMART_TOKYO_STORE": str(tmp_path)}
    done = subprocess.run(
        command, env=os.environ | given, capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("error: no Spark at nonsense;")
