"""What went wrong gets a number: the log has what it was under it, and whoever asked is told the number alone."""

from __future__ import annotations

import logging
import secrets

_LOG = logging.getLogger(__name__)


def numbered(error: BaseException) -> str:
    """Writes an error into the log, and returns the number it has there."""
    number = secrets.token_hex(4)
    _LOG.error("error %s", number, exc_info=error)
    return number
