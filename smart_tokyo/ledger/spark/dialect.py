"""DuckDB's SQL as Spark reads it: macros expanded, names resolved, then sqlglot's translation, and what it lacks."""

from collections.abc import Iterator
from functools import reduce
from itertools import chain

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

SPACES = r"^\p{Zs}+|\p{Zs}+$"  # what DuckDB's trim takes off
ZEROS = r"(\.\d+?)0+$"  # behind the decimals of a number
SCALE = 15  # decimals of a number as text
_OF_MACROS = """
select function_name, parameters, macro_definition from duckdb_functions()
where not internal and function_type in ('macro', 'table_macro')
"""
_OF_VIEWS = "select view_name, sql from duckdb_views() where not internal"
_OF_COLUMNS = "select table_name, column_name, data_type from duckdb_columns() where not internal"


class Dialect:
    """Translates queries over the tables, views and macros that a connection holds now."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.macros = {
            (name, len(parameters)): (parameters, body)
            for name, parameters, body in con.execute(_OF_MACROS).fetchall()
        }
        self.views = dict(con.execute(_OF_VIEWS).fetchall())
        self.tables: dict[str, dict[str, str]] = {}
        for table, column, kind in con.execute(_OF_COLUMNS).fetchall():
            self.tables.setdefault(table, {})[column] = kind

    def spark(self, query: exp.Expression) -> tuple[str, frozenset[str]]:
        """A query in Spark's SQL, and the tables that it reads."""
        found = self._expanded(query).transform(self._by_position).transform(_as_array)
        read = frozenset(one.name for one in found.find_all(exp.Table)) & self.tables.keys()
        found = qualify(
            found,
            dialect="duckdb",
            schema={name: columns for name, columns in self.tables.items() if name in read},
            quote_identifiers=False,
            identify=False,
            validate_qualify_columns=False,
        )
        found = annotate_types(found, schema=self.tables, dialect="duckdb")
        return found.transform(_translated).sql(dialect="spark"), read

    def schema(self, table: str) -> str:
        """The columns of a table as Spark declares them."""
        kinds = (
            (name, exp.DataType.build(kind, dialect="duckdb")) for name, kind in self.tables[table].items()
        )
        return ", ".join(f"`{name}` {kind.sql(dialect='spark')}" for name, kind in kinds)

    def _expanded(self, tree: exp.Expression) -> exp.Expression:
        """With the bodies of macros and views instead of their names."""
        return tree.transform(self._unfolded)

    def _unfolded(self, node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Table):
            body = None
            if isinstance(node.this, exp.Anonymous):
                body = self._filled(node.this)
            elif node.name in self.views:
                body = self._expanded(_parsed(self.views[node.name]).expression)
            return node if body is None else body.subquery(node.alias_or_name or node.this.name)
        body = self._filled(node) if isinstance(node, exp.Anonymous) else None
        return node if body is None else exp.paren(body, copy=False)

    def _filled(self, call: exp.Anonymous) -> exp.Expression | None:
        if (found := self.macros.get((call.name.lower(), len(call.expressions)))) is None:
            return None
        parameters, body = found
        given = [exp.paren(self._expanded(one)) for one in call.expressions]
        values = dict(zip(parameters, given, strict=True))

        def fill(node: exp.Expression) -> exp.Expression:
            known = isinstance(node, exp.Column) and not node.table and node.name in values
            return values[node.name].copy() if known else node

        return self._expanded(_parsed(body)).transform(fill)

    def _by_position(self, node: exp.Expression) -> exp.Expression:
        """Of a union by name one by position: each of its queries gives all columns, NULL where it has none."""
        if not isinstance(node, exp.Union) or not node.args.get("by_name"):
            return node
        queries = list(_united(node))
        names = [self._names(one) for one in queries]
        every = dict.fromkeys(name for several in names for name in several)
        made: list[exp.Query] = [
            exp.select(*(exp.column(one) if one in own else exp.alias_(exp.null(), one) for one in every))
            .from_(query.transform(self._by_position).subquery("part"))
            for query, own in zip(queries, names, strict=True)
        ]  # fmt: skip
        united = reduce(lambda one, two: exp.union(one, two, distinct=False), made)
        for name in ("with", "with_", "order"):
            united.set(name, node.args.get(name))
        return united

    def _names(self, query: exp.Expression) -> list[str]:
        """The columns that a query gives; a star stands for those of the one table that it reads."""
        names: list[str] = []
        for one in query.selects:
            source = query.find(exp.Table)
            names += self.tables[source.name] if isinstance(one, exp.Star) and source else [one.alias_or_name]
        return names


def _parsed(sql: str) -> exp.Expression:
    return sqlglot.parse_one(sql, read="duckdb")


def _united(node: exp.Expression) -> Iterator[exp.Expression]:
    """The queries of a union by name, from the left."""
    node = node.unnest()  # DuckDB puts the queries of a macro into brackets
    if isinstance(node, exp.Union) and node.args.get("by_name"):
        yield from _united(node.this)
        yield from _united(node.expression)
    else:
        yield node


def _as_array(node: exp.Expression) -> exp.Expression:
    """Values of a row's columns beside it (`lateral (values …)`) as an array that is unnested; a map as a call."""
    if isinstance(node, exp.ToMap):
        pairs = ((pair.this, pair.expression) for pair in node.this.expressions)
        return exp.Anonymous(this="map", expressions=list(chain(*pairs)))
    values = node.find(exp.Values) if isinstance(node, exp.Lateral) else None
    if values is None:
        return node
    alias = node.args["alias"]
    names = [exp.Literal.string(column.name) for column in alias.columns]
    rows = [
        exp.Anonymous(this="named_struct", expressions=list(chain(*zip(names, row.expressions, strict=True))))
        for row in values.expressions
    ]
    return exp.Unnest(expressions=[exp.Array(expressions=rows)], alias=alias)


def _translated(node: exp.Expression) -> exp.Expression:
    """What sqlglot would translate into something else than DuckDB means."""
    if isinstance(node, exp.Select):
        for join in list(node.args.get("joins") or ()):
            if isinstance(join.this, exp.Unnest):
                array, alias = join.this.expressions[0], join.this.args["alias"]
                rows = exp.Inline if len(alias.columns) > 1 else exp.Explode
                node.append("laterals", exp.Lateral(this=rows(this=array), view=True, alias=alias))
                join.pop()
    if isinstance(node, exp.ArgMax) and not isinstance(node.parent, exp.Filter):
        known = node.this.copy().is_(exp.null()).not_()  # DuckDB passes over what is unknown
        return exp.Filter(this=node, expression=exp.Where(this=known))
    if isinstance(node, exp.EQ) and isinstance(node.expression, exp.Any):  # as DuckDB writes `in` of a macro
        return exp.In(this=node.this, query=node.expression.this)
    if isinstance(node, exp.Trim):
        return exp.func("regexp_replace", node.this, exp.Literal.string(SPACES), exp.Literal.string(""))
    if isinstance(node, exp.Cast) and node.is_type("text", "varchar") and node.this.is_type("double"):
        exact = exp.cast(exp.cast(node.this, "text"), f"decimal(38, {SCALE})")  # Java writes 1.0E7
        return exp.func(
            "regexp_replace", exp.cast(exact, "text"), exp.Literal.string(ZEROS), exp.Literal.string("$1")
        )
    return node
