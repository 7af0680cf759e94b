"""The log of a server: one line an event, as JSON on stderr. Nobody's name or address gets into it."""

import datetime as dt
import json
import logging
import threading

from smart_tokyo import settings

LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
# who name readers' addresses
QUIET = ("uvicorn", "uvicorn.access", "uvicorn.asgi", "uvicorn.error", "websockets")
_LOG = logging.getLogger("smart_tokyo")


class OneLine(logging.Formatter):
    """A record as one line: `at` (UTC), `level`, `from`, `says`; `error`: the number that a reader has; `trace`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        said = {"at": at.replace("+00:00", "Z"), "level": record.levelname.lower(), "from": record.name}
        said |= {"says": record.getMessage(), **getattr(record, "also", {})}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def set_up() -> None:
    """Has all of this process written so from now on. Raises BadSetting."""
    least = LEVELS[settings.typed("LOG_LEVEL")]
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(handlers=[handler], level=max(least, logging.WARNING), force=True)
    _LOG.setLevel(least)
    for name in QUIET:
        pass_on(logging.getLogger(name))
    logging.captureWarnings(True)
    threading.excepthook = _in_a_thread


def pass_on(logger: logging.Logger) -> None:
    """Has a logger that writes in its own way leave it to this one."""
    logger.handlers, logger.propagate = [], True
    if logger.name in QUIET:
        logger.setLevel(logging.WARNING)


def _in_a_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        _LOG.error("a thread ended", exc_info=failed.exc_value)
