"""The address bar as the state of a view: what it asks for, what of it is unknown, and links that carry it on.

Streamlit's `bind` would write the label that a reader sees, which differs by language: here each widget writes its id.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from smart_tokyo import addresses, words

MAX_SHOWN = 60  # letters of a wrong value, in the sentence that names it
MAX_CARRIED = (
    2_000  # of all parameters that a link carries on: a page has many links; none of ours is as long
)
NONE = "none"  # of several values that may be chosen
UNKNOWN_HOME = "https://HOST"
NOTHING = ""  # stands for None in a select box, where None means "nothing chosen yet"
FILTERS = ("programme", "area", "theme", "from_fy", "to_fy")
FOLLOWS = (*FILTERS, "lang", "unit", "snapshot")  # what goes along to another page; all else is of one page


@dataclass
class Asked:
    """What the address asks for: values by name, those that nothing here has, and years in the wrong order."""

    values: dict[str, str]
    unknown: dict[str, str] = field(default_factory=dict)
    reversed_years: tuple[int, int] | None = None

    def one_of(self, name: str, known: Container[str]) -> str | None:
        """The value of `name` if it is known; None if absent; None and noted as unknown otherwise."""
        value = self.values.get(name)
        if value and value not in known:
            self.unknown[name] = value[:MAX_SHOWN]
            return None
        return value or None


def asked() -> Asked:
    """What the current address asks for."""
    return Asked({name: st.query_params[name].strip() for name in st.query_params})


def language(asked: Asked) -> words.Lang:
    """The reader's language: the address's, else the browser's, Japanese first."""
    browser = "ja" if (st.context.locale or "ja").lower().startswith("ja") else "en"
    return "en" if (asked.one_of("lang", words.OFFERED) or browser) == "en" else "ja"


def easy(asked: Asked) -> bool:
    """Whether the address asks for plain Japanese."""
    return asked.values.get("lang") == words.EASY


def settle() -> None:
    """Have the browser's address say what this run shows, which a link from a page to itself does not."""
    st.query_params.from_dict(st.query_params.to_dict())


def home() -> str:
    """The dashboard's address as the reader's browser has it, without the last slash; a placeholder for its host."""
    parts = urlsplit(st.context.url or "")  # Streamlit mistakes a base path that ends like a page for one
    return f"{parts.scheme}://{parts.netloc}{addresses.base()}" if parts.netloc else UNKNOWN_HOME


def is_place(name: str) -> bool:
    """Whether a parameter is the page of a long list: `page`, `check_page` …"""
    return name == "page" or name.endswith("_page")


def _linked(stays: Callable[[str], bool], changed: dict[str, str | None]) -> dict[str, str]:
    params: dict[str, str | None] = {}
    room = MAX_CARRIED
    for name, value in st.query_params.to_dict().items():
        if stays(name) and (long := len(name) + len(value)) <= room:
            params[name] = value
            room -= long
    return {name: value for name, value in (params | changed).items() if value is not None}


def carried(*, without: Sequence[str] = (), **changed: str | None) -> dict[str, str]:
    """The address's parameters for a link within the page: some changed (None drops one), some left out."""
    return _linked(lambda name: name not in without, changed)


def followed(**changed: str | None) -> dict[str, str]:
    """The parameters for a link to another page: those that follow there, some changed (None drops one)."""
    return _linked(FOLLOWS.__contains__, changed)


def at_the_start(**changed: str | None) -> dict[str, str]:
    """As `carried`, for a link to another selection, of which every long list starts at its first page."""
    return _linked(lambda name: not is_place(name), changed)


def write(name: str, key: str, dropped: Sequence[str] = ()) -> None:
    """Write a widget's value into the address; another selection starts again at the first page.

    Of several values none is NONE. `dropped`: parameters that mean nothing any more once this one changes.
    """
    value = st.session_state[key]
    for other in dropped:
        st.query_params.pop(other, None)
    if value is None or value == "":
        st.query_params.pop(name, None)
    elif isinstance(value, list):
        st.query_params[name] = ",".join(str(one) for one in sorted(value)) or NONE
    else:
        st.query_params[name] = str(value)
    if name not in ("lang", "unit") and not is_place(name):
        st.query_params.from_dict(at_the_start())


def bound(name: str, value: Any, key: str | None = None, dropped: Sequence[str] = ()) -> dict[str, Any]:
    """What makes a widget's value the address's `name`: it is set before and, as by `write`, written back after."""
    key = key or f"choice_{name}"
    st.session_state[key] = value
    return {"key": key, "on_change": write, "args": (name, key, dropped)}


def choice(
    label: str,
    name: str,
    shown: Mapping[Any, str],
    value: Any,
    *,
    none: str = "",
    key: str | None = None,
    dropped: Sequence[str] = (),
) -> None:
    """A select box whose value is the address's `name`: the values with what a reader sees.

    `none`: what stands for no value, where none may be chosen. A second box for the same `name` on a page needs a
    `key` of its own. `dropped`: as in `write`.
    """
    options = {**({NOTHING: none} if none else {}), **shown}
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        placeholder=words.t("Choose", language(asked())),
        **bound(name, NOTHING if value is None else value, key, dropped),
    )


def switch(label: str, name: str, shown: Mapping[str, str], value: str) -> None:
    """A few choices side by side whose value is the address's `name`: the values with what a reader sees."""
    st.segmented_control(
        label,
        list(shown),
        format_func=shown.__getitem__,
        required=True,
        label_visibility="collapsed",
        width="stretch",
        **bound(name, value),
    )
