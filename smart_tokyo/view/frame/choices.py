"""What one page alone keeps in the address: its search, its order, its switch, its page of a long list."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

import pandas as pd
import streamlit as st

from smart_tokyo.view.frame import filters_bar, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.words import N_

MAX_QUERY = 100
ROWS = 50
SHORT = 20  # rows of a list that stands open on the page
ALL = N_("All")


def asked(page: Page, name: str, label: str, known: Sequence[str], default: str | None) -> str | None:
    """The value of `name` in the address, `default` where absent; an unknown value is named on the page."""
    address = url.asked()
    value = address.one_of(name, known)
    if name in address.unknown:
        filters_bar.unknown_value(page, label, address.unknown[name])
    return default if value is None else value


def choose(
    page: Page,
    name: str,
    what: str,
    label: str,
    words: Mapping[str, str],
    *,
    default: str | None = None,
    none: str = ALL,
    into: AbstractContextManager[object] | None = None,
    dropped: Sequence[str] = (),
) -> str | None:
    """A select box whose value is the address's `name`, which is returned; an unknown one is named on the page.

    `what`: what the address asks for, in a sentence. `words`: the values with what a reader sees. Without a `default`
    none of them may be chosen, which `none` names. `into`: where the box stands. `dropped`: as in `url.write`.
    """
    value = asked(page, name, what, tuple(words), default)
    shown: dict[str | None, str] = {} if default is not None else {None: page.t(none)}
    shown.update(words)
    with into or nullcontext():
        url.choice(label, name, list(shown), value, shown.__getitem__, dropped=dropped)
    return value


def search(page: Page, label: str, placeholder: str) -> str:
    """A text field whose value is the address's `q`."""
    value = st.query_params.get("q", "").strip()[:MAX_QUERY]
    key = "choice_q"
    st.session_state[key] = value
    st.text_input(
        label,
        key=key,
        type="search",
        max_chars=MAX_QUERY,
        placeholder=placeholder,
        on_change=url.write,
        args=("q", key),
    )
    return value


def folded(text: str) -> str:
    """Text for comparing: width, case and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def matches(query: str, texts: Sequence[str]) -> bool:
    """Whether every word of the query is somewhere in the texts."""
    hay = folded(" ".join(texts))
    return all(part in hay for part in folded(query).split())


def paged(page: Page, rows: pd.DataFrame, size: int = ROWS, name: str = "page") -> pd.DataFrame:
    """The rows of the page that the address's `name` asks for; says which, with the way to the others.

    `name` is one by `url.is_place`; two lists on one page need two names.
    """
    pages = max(-(-len(rows) // size), 1)
    here = int(asked(page, name, page.t("page number"), [str(n) for n in range(1, pages + 1)], "1") or 1)
    first = (here - 1) * size
    if pages > 1:
        turn = f"turn_{name}"
        key = f"choice_{name}_{st.session_state.setdefault(turn, 0)}"
        if st.session_state.get(key, here) != here:
            # Something else moved the address. A pagination always has a default, beside which Streamlit takes no
            # other value without a complaint: so another one starts where the address is.
            st.session_state[turn] += 1
            key = f"choice_{name}_{st.session_state[turn]}"
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(
                page.t(
                    "{first}–{last} of {total}",
                    first=f"{first + 1:,}",
                    last=f"{min(first + size, len(rows)):,}",
                    total=f"{len(rows):,}",
                ),
                width="content",
            )
            st.pagination(pages, default=here, key=key, on_change=url.write, args=(name, key))
    return rows.iloc[first : first + size]
