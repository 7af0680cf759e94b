"""The API against its own OpenAPI document: schemathesis makes the requests, right and wrong ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from smart_tokyo.outputs.api import openapi
from tests.outputs.loopback import Loopback, serving

# the rows behind the figures have the parameters and the form of the figures themselves
schema = schemathesis.openapi.from_dict(openapi.document()).exclude(path_regex="/figures/rows_")


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
