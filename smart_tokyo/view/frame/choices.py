"""What one page alone keeps in the address: its search, its order, its switch, its page of a long list."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from smart_tokyo.view.frame import filters_bar, url
from smart_tokyo.view.frame.page import Page

MAX_QUERY = 100
ROWS = 50
SHORT = 20  # rows of a list that stands open on the page


def asked(page: Page, name: str, label: str, known: Sequence[str], default: str | None) -> str | None:
    """The value of `name` in the address, `default` where absent; an unknown value is named on the page."""
    address = url.asked()
    value = address.one_of(name, known)
    if name in address.unknown:
        filters_bar.unknown_value(page, label, address.unknown[name])
    return default if value is None else value


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
