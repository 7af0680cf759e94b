"""Numbers about this process for its operator, as Prometheus reads them: on a port of their own, on this machine alone.

Nothing in them says who reads what. Those of process and memory are prometheus_client's own.
"""

import datetime as dt
import json
import logging
import time
from collections import Counter as Counts
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from prometheus_client import REGISTRY, Counter, Histogram, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smart_tokyo.addresses import within
from smart_tokyo.store import HISTORY, StorePaths

LOOPBACK = "127.0.0.1"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
KINDS = (
    "open",
    "static",
    "media",
    "_stcore",
    "component",
)  # of what is asked for over HTTP; the rest are pages
RERUNS = Histogram("smart_tokyo_rerun_seconds", "How long the script of a page ran.", buckets=BUCKETS)
REQUESTS = Histogram(
    "smart_tokyo_request_seconds", "How long an answer over HTTP took.", ["kind", "status"], buckets=BUCKETS
)
EVENTS = Counter("smart_tokyo_log_events", "Lines of the log.", ["level"])


class Timed:
    """Measures how long answers take, by kind of address and class of status."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on and measure."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def look(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, look)
        finally:
            first = within(scope["path"]).strip("/").partition("/")[0]
            kind = first if first in KINDS else "page"
            REQUESTS.labels(kind, f"{status // 100}xx").observe(time.perf_counter() - began)


class Counted(logging.Handler):
    """Counts the lines of the log."""

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        EVENTS.labels(record.levelname.lower()).inc()


class Served(Collector):
    """What is looked up when it is asked for: the snapshot and since when, what was built, sessions, caches.

    `caches`: by name what gives the `hits` and `misses` of one. `stats`: gives Streamlit's own, by family.
    """

    def __init__(
        self,
        store: StorePaths,
        audience: str,
        caches: Mapping[str, Callable[[], Any]],
        stats: Callable[[], Mapping[str, Iterable[Any]]],
    ) -> None:
        self.store, self.audience, self.caches, self.stats = store, audience, caches, stats

    def collect(self) -> Iterator[Metric]:
        """All of them, as they are now."""
        yield from self._snapshot()
        yield from self._history()
        lookups = CounterMetricFamily(
            "smart_tokyo_cache_lookups", "Lookups in a cache.", labels=["cache", "result"]
        )
        for name, told in self.caches.items():
            found = told()
            lookups.add_metric([name, "hit"], found.hits)
            lookups.add_metric([name, "miss"], found.misses)
        yield lookups
        for family, stats in self.stats().items():
            metric: Metric | None = None
            for one in stats:
                metric = metric or Metric(f"streamlit_{family}", one.help, one.type)
                ending = "_total" if one.type == "counter" else ""
                metric.add_sample(f"streamlit_{family}{ending}", one.labels or {}, one.value)
            if metric:
                yield metric

    def _snapshot(self) -> Iterator[Metric]:
        current = self.store.shown()[self.audience]
        shown = "Whether there is a snapshot to show."
        yield GaugeMetricFamily("smart_tokyo_snapshot_shown", shown, value=int(current is not None))
        moments: dict[str, tuple[str, float]] = {}
        with suppress(OSError):
            if current:
                as_of = dt.datetime.fromisoformat(current[:10]).replace(tzinfo=dt.UTC).timestamp()
                since = self.store.pointer(self.audience).stat().st_mtime
                moments["snapshot_as_of"] = "The as-of date of the snapshot that is shown.", as_of
                moments["snapshot_since"] = "Since when that is shown.", since
        if fetched := self.store.fetched():
            at = dt.datetime.fromisoformat(fetched["at"].replace("Z", "+00:00")).timestamp()
            moments["sync"] = "When sync last brought this store up to date.", at
        for name, (says, value) in moments.items():
            yield GaugeMetricFamily(f"smart_tokyo_{name}_timestamp_seconds", says, value=value)

    def _history(self) -> Iterator[Metric]:
        """By what was done and the worst finding of its source; nothing for an account that may not read it."""
        found: Counts[tuple[str, str]] = Counts()
        with suppress(OSError):
            for text in (self.store.root / HISTORY).read_text("utf-8", "replace").splitlines():
                with suppress(ValueError, TypeError, AttributeError, KeyError):
                    line = json.loads(text)
                    worst = next((one for one, count in line["findings"].items() if count), "none")
                    found[line["what"], worst] += 1
        says = "Checks, builds, publications, ways back and downloads in the history."
        metric = CounterMetricFamily("smart_tokyo_ledger_steps", says, labels=["what", "worst_finding"])
        for labels, count in found.items():
            metric.add_metric(labels, count)
        yield metric


def start(port: int, served: Served) -> None:
    """Answers on a port from now on. Raises OSError where it is taken."""
    REGISTRY.register(served)
    logging.getLogger().addHandler(Counted())
    start_http_server(port, LOOPBACK)
