"""What went wrong, told: a mistake in one line; anything else by the number under which the log has it."""

import logging
import secrets

_LOG = logging.getLogger(__name__)


class Mistake(Exception):
    """What is asked for cannot be done; the message is one line for a person: what is wrong, what would be right."""


def numbered(error: BaseException) -> str:
    """Writes an error into the log, and returns the number it has there."""
    number = secrets.token_hex(4)
    _LOG.error("error %s", number, exc_info=error, extra={"also": {"error": number}})
    return number
