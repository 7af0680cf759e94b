"""Settings: one table of name, default and description, read from the environment as SMART_TOKYO_<NAME>."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import yaml

from smart_tokyo.faults import Mistake

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "SMART_TOKYO_"
LAST_PORT = 65_535
T = TypeVar("T")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.*:-]+")
_PART = r"[A-Za-z0-9~_-][A-Za-z0-9.~_-]*"
_BASE_PATH = re.compile(rf"/?({_PART}(?:/{_PART})*)/?")
_TAKEN = ("_stcore", "component", "media", "static")  # what Streamlit keeps for itself at the root


class BadSetting(Mistake):
    """The environment holds something else than the setting accepts."""


SETTINGS: Mapping[str, tuple[str, str]] = yaml.safe_load(
    Path(__file__).with_suffix(".yml").read_text("utf-8")
)
"""Name without prefix → default, and what it does."""


def get(name: str) -> str:
    """The value of a setting: the environment's if it is set and not empty, else the default. Raises KeyError."""
    return os.environ.get(PREFIX + name) or SETTINGS[name][0]


def several(name: str) -> list[str]:
    """A setting that holds several values between commas."""
    return [part.strip() for part in get(name).split(",") if part.strip()]


def origins(name: str) -> list[str]:
    """A setting that holds origins. Raises BadSetting for what is none."""
    found = several(name)
    if wrong := [one for one in found if not _ORIGIN.fullmatch(one)]:
        said = "is not an origin; one looks like https://www.example.jp"
        raise BadSetting(f"{PREFIX}{name}: {wrong[0]!r} {said}")
    return found


def typed(name: str, kind: Callable[[str], T]) -> T:
    """A setting as a value of its kind. Raises BadSetting when it is none."""
    try:
        return kind(get(name))
    except ValueError as error:
        raise BadSetting(f"{PREFIX}{name}={get(name)!r} is not valid: {error}") from error


def port(text: str) -> int:
    """The number of a port. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_PORT):
        raise ValueError(f"a port is a number from 1 to {LAST_PORT}")
    return int(text)


def relay(text: str) -> str:
    """A mail relay as host:port; "" for none. Raises ValueError."""
    if text:
        host, _, number = text.rpartition(":")
        if not host:
            raise ValueError("a relay is a host and a port, like mail.example.jp:25")
        port(number)
    return text


def base_path(text: str) -> str:
    """A base path with a slash before it and none behind; "" for the root, "" or "/". Raises ValueError."""
    if text in ("", "/"):
        return ""
    hit = _BASE_PATH.fullmatch(text)
    if hit is None or hit[1].split("/")[0] in _TAKEN:
        raise ValueError(
            "a base path looks like /smart-tokyo: letters, digits, - and _ between single slashes, "
            f"and does not begin with {', '.join(_TAKEN)}"
        )
    return f"/{hit[1]}"


def store_dir() -> Path:
    """The folder of the store, absolute."""
    return (PROJECT / Path(get("STORE")).expanduser()).resolve()
