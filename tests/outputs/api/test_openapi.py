"""The API against its own OpenAPI document: schemathesis makes the requests, right and wrong ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from smart_tokyo.outputs.api import openapi
from tests.outputs.loopback import Loopback, serving


def distinct(document: dict[str, Any]) -> list[str]:
    """The paths, of figures with the same parameters one: these are answered in the same way and in the same form."""
    found: dict[tuple[str, ...], str] = {}
    for path, operations in document["paths"].items():
        kind, _, name = path.removeprefix("/open/v1/").partition("/")
        asked = sorted(one["name"] for one in operations["get"].get("parameters", ()))
        found.setdefault((kind, *asked) if kind == "figures" and name else (path,), path)
    return list(found.values())


document = openapi.document()
schema = schemathesis.openapi.from_dict(document).include(path=distinct(document))


@pytest.fixture(scope="module")
def served(sample_store: Path) -> Iterator[Loopback]:
    with serving(sample_store) as server:
        yield server


@schema.parametrize()
@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_to_the_document(case: schemathesis.Case, served: Loopback) -> None:
    case.call_and_validate(base_url=f"http://127.0.0.1:{served.port}", timeout=30)
