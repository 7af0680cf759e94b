"""The gate of the API: rates per client in bounded memory, a short queue, and both under load."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from smart_tokyo.figures import catalog
from smart_tokyo.outputs.api import api
from smart_tokyo.outputs.api.gate import QUEUE, WORKERS, Buckets, Workers, client_of
from tests.outputs.loopback import serving


def test_a_bucket_empties_and_refills() -> None:
    buckets = Buckets(per_minute=60)
    assert [buckets.take("a", 0.0) for _ in range(20)] == [0.0] * 20
    assert buckets.take("a", 0.0) == pytest.approx(1.0)
    assert buckets.take("b", 0.0) == 0.0
    assert buckets.take("a", 0.5) == pytest.approx(0.5)
    assert buckets.take("a", 1.0) == 0.0
    assert buckets.take("a", 1.0) > 0
    assert [buckets.take("a", 1000.0) for _ in range(20)] == [0.0] * 20 and buckets.take("a", 1000.0) > 0


def test_a_rate_of_none_lets_everybody_in() -> None:
    assert not any(Buckets(0).take("a", 0.0) for _ in range(1000))


def test_memory_has_a_bound() -> None:
    buckets = Buckets(60, clients=100)
    for number in range(5_000):
        buckets.take(f"client {number}", number / 1000)
    assert len(buckets.found) == 100 and "client 4999" in buckets.found


@pytest.mark.parametrize(
    ("peer", "headers", "expected"),
    [
        ("203.0.113.7", {}, "203.0.113.7"),
        ("203.0.113.7", {"x-forwarded-for": "198.51.100.1"}, "203.0.113.7"),
        ("127.0.0.1", {"x-forwarded-for": "10.0.0.1, 198.51.100.1"}, "198.51.100.1"),
        ("::1", {"x-forwarded-for": "2001:db8:1:2:3::4"}, "2001:db8:1:2::/64"),
        ("127.0.0.1", {}, "127.0.0.1"),
        ("127.0.0.1", {"x-forwarded-for": "x" * 500}, "x" * 45),
    ],
)
def test_who_asks(peer: str, headers: Mapping[str, str], expected: str) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert client_of({"type": "http", "client": (peer, 1), "headers": raw}) == expected


def test_a_full_queue_refuses_and_empties_again() -> None:
    release = threading.Event()

    async def crowd() -> None:
        workers = Workers(workers=1, queue=2)
        waiting = [asyncio.ensure_future(workers.run(release.wait)) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(HTTPException) as refused:
            await workers.run(lambda: None)
        assert refused.value.status_code == 503 and "Retry-After" in (refused.value.headers or {})
        release.set()
        assert all(await asyncio.gather(*waiting))
        assert await workers.run(lambda: "in again") == "in again"

    with ThreadPoolExecutor(1) as thread:  # the browser tests leave a loop running in this one
        thread.submit(lambda: asyncio.run(crowd())).result()


def test_under_load_every_request_has_an_answer(sample_store: Path) -> None:
    with serving(sample_store) as server, ThreadPoolExecutor(2 * (WORKERS + QUEUE)) as many:
        address = "/open/v1/figures/grant_ledger?offset={}"
        answers = list(many.map(lambda n: server.ask(address.format(n)), range(300)))
        found = Counter(answer.status for answer in answers)
        assert set(found) <= {200, 503} and found[200] > 0
        assert all(int(a.headers["retry-after"]) > 0 for a in answers if a.status == 503)
        assert server.ask(address.format(0)).status == 200


def test_one_client_asks_too_often_and_another_is_let_in(sample_store: Path) -> None:
    with serving(sample_store, rate=30) as server:  # ten at once
        path = "/open/v1/tables/themes"
        statuses = [server.ask(path, x_forwarded_for="198.51.100.1").status for _ in range(15)]
        assert statuses[:10] == [200] * 10 and 429 in statuses
        refused = server.ask(path, x_forwarded_for="198.51.100.1")
        assert refused.status == 429 and int(refused.headers["retry-after"]) >= 1
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["access-control-allow-origin"] == "*"
        assert server.ask(path, x_forwarded_for="198.51.100.2").status == 200


def test_a_figure_that_takes_too_long_is_stopped_and_said(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "select sum(a.range * b.range) as n from range(10000000) as a cross join range(1000000) as b"
    slow = catalog()["programme_totals"]._replace(sql=endless, parameters=())
    monkeypatch.setitem(catalog(), "programme_totals", slow)
    monkeypatch.setattr(api, "LONGEST_S", 0.2)
    with serving(sample_store) as server:
        answer = server.ask("/open/v1/figures/programme_totals")
        assert answer.status == 503 and int(answer.headers["retry-after"]) > 0
        assert "takes too long" in answer.json["detail"]
        assert server.ask("/open/v1/figures/status_counts").status == 200
