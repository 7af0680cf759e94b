"""A Spark cluster as the engine of models and checks.

What a query reads goes there as Parquet files that DuckDB writes, once; what comes back is Parquet again. All of it
lies in one folder, which every machine of the cluster has to see.
"""

import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb
import sqlglot
from py4j.protocol import Py4JError
from pyspark import cloudpickle
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.types import StructType
from sqlglot import exp

from smart_tokyo import lettering, safe_cells, settings
from smart_tokyo.faults import Mistake
from smart_tokyo.ledger.spark.dialect import Dialect
from smart_tokyo.ledger.tables import engine, models
from smart_tokyo.named_sql import literal, quoted

LOOPBACK = "127.0.0.1"
_OWN = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a number that is too large is an error, as in DuckDB
}
_MADE = re.compile(r"(?:\s|--[^\n]*\n)*create table ([\w.]+) as\s(.*)", re.DOTALL)


class _Query(NamedTuple):
    """A query in Spark's SQL, the tables that it reads, and its columns with their types and order in DuckDB."""

    spark: str
    read: frozenset[str]
    types: Mapping[str, str]
    order: str

    def typed(self, cells: Iterable[str], source: str) -> str:
        """DuckDB's query for its rows, of which a source has these cells."""
        columns = zip(cells, self.types.items(), strict=True)
        listed = ", ".join(f"cast({cell} as {kind}) as {quoted(name)}" for cell, (name, kind) in columns)
        return f"select {listed} from {source} {self.order}"


class Spark:
    """Runs queries on a cluster, over files in a folder."""

    def __init__(self, session: SparkSession, folder: Path) -> None:
        self.session, self.folder, self.numbers = session, folder, count(1)
        self.con: duckdb.DuckDBPyConnection | None = None
        self.there: set[str] = set()  # tables of `con` that the cluster has

    def rows(self, con: duckdb.DuckDBPyConnection, queries: engine.Queries) -> engine.Rows:
        """As `engine.Engine`: all of them are one job. Raises Mistake where the cluster fails."""
        asked = {name: self._asked(con, sql) for name, sql in queries.items()}
        parts = []
        for name, one in asked.items():
            cells = ", ".join(f"cast(`{column}` as string)" for column in one.types)
            parts.append(f"select {literal(name)} as query, array({cells}) as cells from ({one.spark})")
        files, _ = self._found("\nunion all\n".join(parts))
        found = {}
        for name, one in asked.items():
            places = (f"cells[{place}]" for place, _ in enumerate(one.types, start=1))
            found[name] = con.sql(one.typed(places, f"{_scan(files)} where query = {literal(name)}"))
        return found

    def create(self, con: duckdb.DuckDBPyConnection, sql: str) -> None:
        """As `engine.Engine`: tables that are made of others come from the cluster, everything else is DuckDB's."""
        for statement in duckdb.extract_statements(sql):
            made = _MADE.match(statement.query)
            asked = self._asked(con, made[2].rstrip("; \n")) if made else None
            if made is None or asked is None or not asked.read:  # none, or a constant
                con.execute(statement)
                continue
            files, schema = self._found(asked.spark)
            con.execute(f"create table {made[1]} as {asked.typed(map(quoted, asked.types), _scan(files))}")
            self._give(files, schema, made[1])

    def _asked(self, con: duckdb.DuckDBPyConnection, sql: str) -> _Query:
        """A query for the cluster, which then has the tables that it reads."""
        if con is not self.con:
            self.con, self.there = con, set()
        query, meant, dialect = sqlglot.parse_one(sql, read="duckdb"), con.sql(sql), Dialect(con)
        order = None if query.args.get("limit") else query.args.pop("order", None)
        translated, read = dialect.spark(query)
        for name in sorted(read - self.there):
            files = self._folder(name)
            source = f"select * from {quoted(name)}"
            con.execute(f"copy ({source}) to {literal(str(files))} (format parquet, per_thread_output true)")
            self._give(files, dialect.schema(name), name)
        types = dict(zip(meant.columns, map(str, meant.types), strict=True))
        return _Query(translated, read, types, _by_column(order))

    def _found(self, sql: str) -> tuple[Path, StructType]:
        """Where the rows of a query in Spark's SQL lie once it has run, and their columns."""
        files = self._folder("found")
        with _told():
            found = self.session.sql(sql)
            found.write.parquet(str(files))
        return files, found.schema

    def _folder(self, name: str) -> Path:
        return self.folder / f"{next(self.numbers)}-{name}"

    def _give(self, files: Path, schema: StructType | str, name: str) -> None:
        """Lets the cluster know a table by its files."""
        with _told():
            rows = self.session.read.schema(schema).parquet(str(files))
            rows.createOrReplaceTempView(name.rpartition(".")[2])
        self.there.add(name)


def _scan(files: Path) -> str:
    return f"read_parquet({literal(f'{files}/*.parquet')})"


def _by_column(order: exp.Expression | None) -> str:
    """The clause that orders rows by their own columns, whatever table these came from."""
    if order is None:
        return ""
    for column in order.find_all(exp.Column):
        column.set("table", None)
    return order.sql(dialect="duckdb")


@contextmanager
def _told() -> Iterator[None]:
    """Raises Mistake with the first line of what the cluster says is wrong."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        said = next(filter(None, str(error).splitlines()), type(error).__name__)
        raise Mistake(f"Spark could not do it: {said}") from error


def _known(function: Callable[[str], str], text: str | None) -> str | None:
    """What a function gives for a text; NULL stays NULL."""
    return None if text is None else function(text)


@contextmanager
def cluster() -> Iterator[None]:
    """Lets the cluster that the settings name run models and checks meanwhile. Raises Mistake where there is none."""
    master, shared = settings.get("SPARK_MASTER"), settings.get("SPARK_FOLDER") or None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for module in (lettering, safe_cells, sys.modules[__name__]):  # which the cluster's machines do not have
        cloudpickle.register_pickle_by_value(module)
    with TemporaryDirectory(prefix="smart-tokyo-spark-", dir=shared, ignore_cleanup_errors=True) as folder:
        made = SparkSession.builder.master(master).appName("smart-tokyo")
        for name, value in _OWN.items():
            made = made.config(name, value)
        made = made.config("spark.sql.warehouse.dir", folder)
        if master.startswith("local") or f"//{LOOPBACK}:" in master:
            os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
            made = made.config("spark.driver.host", LOOPBACK)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)  # about pandas, which is not used
                session = made.getOrCreate()
        except (PySparkException, Py4JError) as error:
            said = f"no Spark at {master}; Java 17 and, for a cluster, its master have to be there"
            raise Mistake(said) from error
        session.sparkContext.setLogLevel("ERROR")
        for name, function in models.FUNCTIONS.items():
            session.udf.register(name, partial(_known, function))
        try:
            with engine.using(Spark(session, Path(folder))):
                yield
        finally:
            session.stop()
