"""Settings: one table of name, default and description, read from the environment as SMART_TOKYO_<NAME>."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "SMART_TOKYO_"
T = TypeVar("T")


class BadSetting(Exception):
    """The environment holds something else than the setting accepts; the message is one line for a person."""


class Setting(NamedTuple):
    """A setting: its name without prefix, its default and what it does."""

    name: str
    default: str
    description: str


SETTINGS: tuple[Setting, ...] = (
    Setting("STORE", "var/store", "Folder of the snapshots; a relative path starts at the project's folder."),
    Setting("AUDIENCE", "public", "Who the dashboard is for: public or internal."),
    Setting("HOST", "127.0.0.1", "Address on which `serve` listens."),
    Setting("PORT", "8501", "Port on which `serve` listens."),
    Setting("OPEN_RATE", "300", "Requests a minute to the open data from one client; 0 for any number."),
    Setting("LANG", "ja", "Language of findings on the command line: ja or en."),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def get(name: str) -> str:
    """The value of a setting: the environment's if it is set and not empty, else the default.

    Raises KeyError for a name that is not in SETTINGS.
    """
    default = _DEFAULTS[name]
    return os.environ.get(PREFIX + name) or default


def typed(name: str, kind: Callable[[str], T]) -> T:
    """A setting as a value of its kind. Raises BadSetting when it is none."""
    try:
        return kind(get(name))
    except ValueError as error:
        raise BadSetting(f"{PREFIX}{name}={get(name)!r} is not valid: {error}") from error


def store_dir() -> Path:
    """The folder of the store, absolute."""
    return (PROJECT / Path(get("STORE")).expanduser()).resolve()
