"""Pages as AppTest runs them: `open_page("funding", store, …)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

# At each start AppTest looks through all installed packages for components; once is enough.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
ROOT = Path(__file__).parents[2]
Opener = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Open one page over a store as an audience, with what the address carries; fails on any exception."""

    def opened(name: str, store: Path, audience: str = "public", **address: str) -> AppTest:
        monkeypatch.setenv("SMART_TOKYO_STORE", str(store))
        monkeypatch.setenv("SMART_TOKYO_AUDIENCE", audience)
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in address.items():
            at.query_params[key] = value
        if name != "overview":
            at.switch_page(f"pages/{name}.py")
        at.run()
        assert not at.exception, [(e.message, e.stack_trace) for e in at.exception]
        return at

    return opened


def texts_of(at: AppTest) -> list[str]:
    """Everything a page says in words, one by one: texts, labels, headers and cells of tables."""
    words = [
        element.value
        for kind in (
            at.title,
            at.header,
            at.subheader,
            at.markdown,
            at.caption,
            at.info,
            at.warning,
            at.error,
            at.success,
            at.text,
        )
        for element in kind
    ]
    words += [f"{metric.label}: {metric.value}" for metric in at.metric]
    words += [link.label for link in at.get("page_link")]
    words += [widget.label for widget in [*at.selectbox, *at.text_input, *at.expander]]
    for table in [*at.table, *at.dataframe]:
        words += [*table.value.columns, *table.value.to_numpy().flatten()]
    return [str(word) for word in words]


def text_of(at: AppTest) -> str:
    """Everything a page says in words."""
    return "\n".join(texts_of(at))


Files = dict[str, Callable[[], bytes]]


@contextmanager
def offers() -> Iterator[Files]:
    """What the pages opened meanwhile offer for download: name of the file → what makes it."""
    found: Files = {}

    def button(label: str, data: Callable[[], bytes], *, file_name: str, **_: object) -> bool:
        found[file_name] = data
        return False

    with patch.object(st, "download_button", button):
        yield found
