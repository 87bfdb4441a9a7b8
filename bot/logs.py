"""Write the log: structured, without secrets and without people's words; it must not know who logs or why.

Whatever the process, a library or a traceback wants to say passes `redact` as its last step. Libraries are heard from
WARNING upwards only, since at DEBUG they print addresses with the token and the texts of messages (F087).
"""

import contextlib
import logging
import re
import sys
import threading
import types
from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from typing import Any, TextIO
from urllib.parse import quote

import orjson
import structlog

HIDDEN = "[hidden]"

OURS = ("muster", "bot", "handlers", "storage", "coordination", "playground")
"""Loggers of the project: the level of the settings holds for these alone."""

WORDS = frozenset(
    {"text", "caption", "title", "html", "query", "username", "first_name", "last_name", "raw", "payload"}
)
"""Keys whose values are people's words or names: only their length is logged."""

LONGEST = 500
"""Characters of one value; a longer one is cut."""

SHORTEST_SECRET = 8
"""A registered secret shorter than this is no secret, and hiding it would blacken ordinary words."""

_SHAPES = (
    # A bot token: id, colon (perhaps percent-encoded), at least 20 characters of its alphabet.
    (re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE), HIDDEN),
    # Whatever stands for the token in a Bot API address, be it ever so short.
    (re.compile(r"(?<=/bot)\d+(?::|%3A)[^/\s\"'\\]+", re.IGNORECASE), HIDDEN),
    # The password of any address.
    (re.compile(r"(?<=://)([^/\s:@\"']*):[^/\s\"']*@"), rf"\1:{HIDDEN}@"),
)
_PARAMETERS = re.compile(r"^\[parameters: .*$", re.MULTILINE)  # what SQLAlchemy adds to an error: people's words
_secrets: set[str] = set()


class Style(StrEnum):
    """How a line looks: `auto` is text on a terminal and JSON elsewhere."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"


def hide(secrets: Iterable[str]) -> None:
    """Have these values hidden in every line from now on, also as they look in JSON and in addresses."""
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET or ":" in secret:  # a test's token is short
            _secrets.update({secret, quote(secret, safe=""), quote(secret), orjson.dumps(secret).decode()[1:-1]})


def redact(text: str) -> str:
    """Return `text` without registered secrets, without anything shaped like a bot token, without passwords."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    for shape, replacement in _SHAPES:
        text = shape.sub(replacement, text)
    return text


def set_up(level: str = "INFO", style: Style = Style.AUTO, *, stream: TextIO | None = None) -> logging.Handler:
    """Send the project's log and the libraries' warnings to `stream` (standard error), one line or JSON object each.

    May be called again: the latest call holds. Returns the handler, for those who want to take it off again.
    """
    target = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = _Handler(target)
    handler.setFormatter(_Formatter(foreign_pre_chain=_shared(), processors=_rendering(style, target)))
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old, _Handler) or type(old) is logging.StreamHandler]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    return handler


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _rendering(style: Style, target: TextIO) -> list[Any]:
    is_terminal = target.isatty()
    as_text = style is Style.TEXT or (style is Style.AUTO and is_terminal)
    last: Any = structlog.processors.JSONRenderer(serializer=_dump)
    if as_text:
        last = structlog.dev.ConsoleRenderer(colors=is_terminal, exception_formatter=structlog.dev.plain_traceback)
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _format_exception, _veil, last]


def _dump(values: Mapping[str, Any], **_: Any) -> str:
    return orjson.dumps(values, default=_shown).decode()


def _format_exception(_: Any, __: str, values: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Turn an exception into text without the values that SQLAlchemy quotes."""
    values = structlog.processors.format_exc_info(_, __, values)
    if "exception" in values:
        values["exception"] = _PARAMETERS.sub(f"[parameters: {HIDDEN}]", str(values["exception"]))
    return values


def _veil(_: Any, __: str, values: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Keep people's words and whole objects out: plain values stay, words become a length, objects their type."""
    for key, value in values.items():
        if key in WORDS:
            values[key] = f"<{len(str(value))} characters>"
        elif key not in ("exception", "stack"):
            values[key] = _shown(value)
    return values


def _shown(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return _shown(value.value)
    if isinstance(value, str):
        return value if len(value) <= LONGEST else f"{value[:LONGEST]}… ({len(value)} characters)"
    if isinstance(value, list | tuple | set | frozenset):
        return [_shown(each) for each in value]
    if isinstance(value, BaseException):
        return f"{type(value).__name__}: {_shown(str(value))}"
    return (
        str(value)
        if type(value).__module__ in ("datetime", "uuid", "pathlib", "zoneinfo")
        else f"<{type(value).__name__}>"
    )


class _Formatter(structlog.stdlib.ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's own name)
        """Say that a line could not be written, but not the line: the standard library would print its arguments."""
        where = f"{record.name}, {record.filename}:{record.lineno}"
        with contextlib.suppress(OSError, ValueError):  # the stream itself may be gone
            self.stream.write(f"a log line could not be written ({where})\n")


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: types.TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        logging.getLogger("muster").warning("interrupted")
        return
    logging.getLogger("muster").critical("uncaught", exc_info=(kind, error, traceback))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
