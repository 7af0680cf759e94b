"""Settings: one table of name, default and description, read from the environment as SMART_TOKYO_<NAME>."""

import datetime as dt
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from smart_tokyo.faults import Mistake

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "SMART_TOKYO_"
LAST_PORT = 65_535
_ORIGIN = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9][A-Za-z0-9.:-]*")
_HOST = re.compile(r"(?:\*\.)?[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?|\[?[0-9A-Fa-f:.]+\]?")
_MEMORY = re.compile(r"[1-9]\d*(?:\.\d+)? ?[MGT]i?B")
_PART = r"[A-Za-z0-9~_-][A-Za-z0-9.~_-]*"
_BASE_PATH = re.compile(rf"/?({_PART}(?:/{_PART})*)/?")
_TAKEN = ("_stcore", "component", "media", "static")  # what Streamlit keeps for itself at the root


class BadSetting(Mistake):
    """The environment holds something else than the setting accepts."""


class Setting(NamedTuple):
    """A setting's default and what it does; the words it may be or the name of what reads it: any text if None."""

    default: str
    description: str
    kind: str | list[str] | None = None


SETTINGS: Mapping[str, Setting] = {
    name: Setting(*said)
    for name, said in yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8")).items()
}
"""By name without prefix."""


def get(name: str) -> str:
    """The value of a setting: the environment's if it is set and not empty, else the default. Raises KeyError."""
    return os.environ.get(PREFIX + name) or SETTINGS[name].default


def typed(name: str) -> Any:
    """A setting as what its kind makes of it. Raises BadSetting when it is no such thing."""
    given, kind = get(name), SETTINGS[name].kind
    try:
        if isinstance(kind, list) and given not in kind:
            raise ValueError(f"it is one of {', '.join(kind)}")
        return KINDS[kind](given) if isinstance(kind, str) else given
    except ValueError as error:
        raise BadSetting(f"{PREFIX}{name}={given!r} is not valid: {error}") from error


def parts(text: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def origins(text: str) -> list[str]:
    """Origins between commas. Raises ValueError for what is none."""
    return _each(text, _ORIGIN, "an origin; one looks like https://www.example.jp")


def hosts(text: str) -> list[str]:
    """Names of hosts between commas. Raises ValueError for what is none."""
    return _each(text, _HOST, "the name of a host; one looks like www.example.jp")


def _each(text: str, form: re.Pattern[str], what: str) -> list[str]:
    found = parts(text)
    if wrong := [one for one in found if not form.fullmatch(one)]:
        raise ValueError(f"{wrong[0]!r} is not {what}")
    return found


def memory(text: str) -> str:
    """So much memory, as DuckDB reads it. Raises ValueError."""
    if not _MEMORY.fullmatch(text):
        raise ValueError("it is an amount of memory, like 2GB or 500MB")
    return text


def number(text: str) -> int:
    """A whole number, 0 or more. Raises ValueError."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError("it is a whole number, 0 or more")
    return int(text)


def minutes(text: str) -> float:
    """How long a sign-in lasts. Raises ValueError."""
    with suppress(ValueError):
        if 0 < (found := float(text)) <= 60 * 24 * 30:
            return found
    raise ValueError("it is a number of minutes, more than 0 and at most 43200")


def port(text: str) -> int:
    """The number of a port. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_PORT):
        raise ValueError(f"a port is a number from 1 to {LAST_PORT}")
    return int(text)


def day(text: str) -> dt.date | None:
    """A day like 2027-01-31; None for "". Raises ValueError."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError("it is a day like 2027-01-31") from error


def relay(text: str) -> str:
    """A mail relay as host:port; "" for none. Raises ValueError."""
    if text:
        host, _, number = text.rpartition(":")
        if not host:
            raise ValueError("a relay is a host and a port, like mail.example.jp:25")
        port(number)
    return text


def port_or_none(text: str) -> int:
    """The number of a port, 0 where there is to be none: "" or "0". Raises ValueError."""
    return 0 if text in ("", "0") else port(text)


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


KINDS: Mapping[str, Callable[[str], Any]] = {
    one.__name__: one
    for one in (base_path, day, hosts, memory, minutes, number, origins, port, port_or_none, relay)
}
"""What reads the text of a setting, by the name that `settings.yml` gives as its kind."""


def store_dir() -> Path:
    """The folder of the store, absolute; a link to it may lead elsewhere meanwhile."""
    return PROJECT / Path(get("STORE")).expanduser()
