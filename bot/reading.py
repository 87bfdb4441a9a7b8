"""What `muster dates` and `muster read` print: phrases and messages as a chat reads them; it prints nothing itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import clock
from coordination.rules import reading_file, when
from handlers import words


class CannotReadError(Exception):
    """A file, an option or a form that can't be read; the message says which, and what is expected."""


@dataclass(frozen=True, slots=True)
class Options:
    """As typed: `now` with or without a zone of its own (`None`: this instant), an IANA zone, the opening day."""

    now: str | None
    zone: str
    opens: str | None


def dates(typed: str, options: Options) -> Iterator[str]:
    """The readings of a table's phrases, `id<TAB>reading`, or the reading of `typed` itself where it is no file.

    Raises `CannotReadError`.
    """
    frame = _frame(options)
    path = Path(typed)
    if _is_file(path):
        yield from when.read_table(_lines(path), frame)
    else:
        spoken = replace(frame, language=words.script_language(typed) or frame.language)
        yield when.render(when.read_anywhere(typed, spoken))


def messages(context: Path, typed: Path) -> Iterator[str]:
    """One JSON line for each message of a file, read against the board of `context`. Raises `CannotReadError`."""
    text, lines = "\n".join(_lines(context)), _lines(typed)
    try:
        yield from reading_file.read_file(text, lines)
    except (AttributeError, KeyError, TypeError, ValueError) as failure:
        raise CannotReadError(f"This is no board and messages in JSON: {failure!r}.") from failure


def _frame(options: Options) -> when.Frame:
    try:
        zone = ZoneInfo(options.zone)
        now = clock.SystemClock().now() if options.now is None else datetime.fromisoformat(options.now)
        opens = None if options.opens is None else date.fromisoformat(options.opens)
    except (KeyError, OSError, ValueError) as failure:
        raise CannotReadError(
            f"{failure}. --now is like 2026-11-25T10:30, --zone like Asia/Shanghai, --opens like 2027-05-20."
        ) from failure
    return when.Frame(now if now.tzinfo is not None else now.replace(tzinfo=zone), zone, opens_on=opens)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a phrase that is too long for the name of a file
        return False


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as failure:
        raise CannotReadError(f"{path} can't be read as UTF-8 text: {failure}.") from failure
