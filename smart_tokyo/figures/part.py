"""A part of a query's rows: which of them, in which order, how many."""

from typing import Any, NamedTuple


class Among(NamedTuple):
    """Those that a macro of `queries/models` names for these arguments."""

    macro: str
    arguments: tuple[Any, ...]


class Part(NamedTuple):
    """Which of a query's rows: those with these values (of a tuple or Among, one of them), in an order, so many.

    `only` is a further condition over its columns, `order` a clause without "order by", "" for the query's own: both
    are constants of the code, and the query's rows are the table `listed` in them.
    """

    where: tuple[tuple[str, Any], ...] = ()
    only: str = ""
    order: str = ""
    limit: int | None = None
    offset: int = 0


def chosen(sql: str, part: Part, order: str = "", together: str = "") -> tuple[str, dict[str, Any]]:
    """The SQL that gives a part of the rows of `sql`, or what they are `together`, and what it binds.

    `order`: the clause that orders all of its rows.
    """
    if part == Part() and not together:
        return f"{sql} {order}", {}
    said, bound = [f"({part.only})"] if part.only else [], dict[str, Any]()
    for place, (column, value) in enumerate(part.where):
        arguments = value.arguments if isinstance(value, Among) else (value,)
        names = [f"value_{place}_{n}" for n in range(len(arguments))]
        bound |= {
            name: list(one) if isinstance(one, tuple) else one
            for name, one in zip(names, arguments, strict=True)
        }
        bind = ", ".join(f"${name}" for name in names)
        if isinstance(value, Among):
            said.append(f"{column} in (select {column} from {value.macro}({bind}))")
        elif isinstance(value, tuple):
            said.append(f"{column} in (select unnest({bind}))")
        else:
            said.append(f"{column} is not distinct from {bind}")
    where = f"where {' and '.join(said)}" if said else ""
    if together:
        return f"select {together} from ({sql}) as listed {where}", bound
    order = f"order by {part.order}" if part.order else order
    limit = "" if part.limit is None else f"limit {part.limit:d} offset {part.offset:d}"
    return f"select * from ({sql}) as listed {where} {order} {limit}", bound
