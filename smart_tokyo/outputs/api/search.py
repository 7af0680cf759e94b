"""What the search says beside its rows: the number that the text asks for, or what of it was not understood."""

from typing import Any
from urllib.parse import urlencode

import duckdb

from smart_tokyo.addresses import at
from smart_tokyo.figures import lineage
from smart_tokyo.figures.ask import Declined, ask
from smart_tokyo.outputs.api.asked import wrong
from smart_tokyo.words import LANGS


def answered(con: duckdb.DuckDBPyConnection, text: Any) -> dict[str, Any]:
    """`answer` and `not_understood` (openapi.yml), of which one or both are None. Raises HTTPException for no text."""
    if not text:
        raise wrong("Say what to search for as the parameter q.")
    found = ask(con, text)
    told: dict[str, Any] = {"answer": None, "not_understood": None}
    if isinstance(found, Declined):
        said = {lang: found.said(lang) for lang in LANGS}
        told["not_understood"] = {"why": found.why, "words": found.words, **said}
    elif found:
        figure, narrowed = found.figure, {name: one for name, one in found.params.items() if one is not None}
        to = urlencode(lineage.address(figure, narrowed, found.key))
        told["answer"] = {
            "query": figure.query,
            "column": figure.column,
            "params": narrowed,
            "key": found.key,
            "value": found.value,
            "unit": figure.word.kind,
            "lineage": f"{at('/evidence')}?{to}",
        }
    return told
