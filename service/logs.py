"""Log lines on stdout: JSON for machines, text on a terminal.

A line never holds a body or the name of a person. The message of an exception may quote either, so
of a fault only its type and the places in the code are written; `log_level=debug` adds the message.
"""

import logging
import sys
import traceback
from typing import Any, Final

import orjson
import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

from service.settings import Settings

_SILENT: Final = ("uvicorn.access",)
_QUIET: Final = ("uvicorn", "uvicorn.error")


def configure(settings: Settings) -> None:
    """Send structlog's lines, and what uvicorn has to say, to stdout in one form."""
    as_json = settings.log_format == "json" or (
        settings.log_format == "auto" and not sys.stdout.isatty()
    )
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    first: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*first, _json if as_json else structlog.dev.ConsoleRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=(
            structlog.BytesLoggerFactory(sys.stdout.buffer)
            if as_json
            else structlog.PrintLoggerFactory(sys.stdout)
        ),
        cache_logger_on_first_use=True,
    )
    for name in _SILENT:
        logging.getLogger(name).disabled = True
    for name in _QUIET:
        _redirect(logging.getLogger(name), level)


def log() -> FilteringBoundLogger:
    """Return the logger as it is configured."""
    logger: FilteringBoundLogger = structlog.get_logger()
    return logger


def log_fault(error: BaseException, reference: str) -> None:
    """Write down a fault of the program under the reference that the caller was given."""
    logger = log()
    where = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    logger.error("fault", reference=reference, kind=_kinds(error), where=where[-12:])
    logger.debug("fault message", reference=reference, message=str(error))


def _kinds(error: BaseException) -> str:
    seen = [error]
    while (cause := seen[-1].__cause__ or seen[-1].__context__) is not None and cause not in seen:
        seen.append(cause)
    return " from ".join(type(each).__qualname__ for each in seen)


def _json(_: WrappedLogger, __: str, event: EventDict) -> bytes:
    return orjson.dumps(event, default=str)


def _redirect(logger: logging.Logger, level: int) -> None:
    logger.handlers = [_Structured()]
    logger.setLevel(level)
    logger.propagate = False


class _Structured(logging.Handler):
    """Hands records of the standard library over to structlog."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; of an exception its kind and places only."""
        fields: dict[str, Any] = {"logger": record.name}
        log().log(record.levelno, record.getMessage(), **fields)
        if record.exc_info and record.exc_info[1]:
            log_fault(record.exc_info[1], "none")
