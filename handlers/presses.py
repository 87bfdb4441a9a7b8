"""The data of buttons: a version, a verb, and our ids, short enough for 64 bytes; it knows no meaning of a verb."""

from dataclasses import dataclass

VERSION = "t1"
"""Grows when the form changes; buttons of an older form say kindly that they are old."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says: the verb and its numbers (ids, offsets), in the verb's own order."""

    verb: str
    numbers: tuple[int, ...]

    def number(self, place: int) -> int:
        """The number at a place; 0 where there is none, which is nobody's id."""
        return self.numbers[place] if place < len(self.numbers) else 0


def data(verb: str, *numbers: int) -> str:
    """The data of a button; at most 64 bytes (Telegram's limit, checked here)."""
    text = ":".join([VERSION, verb, *map(_base36, numbers)])
    assert len(text.encode()) <= 64
    return text


def read(text: str) -> Press | None:
    """What a pressed button says; `None` for anything this version did not make."""
    version, _, rest = text.partition(":")
    verb, *numbers = rest.split(":")
    if version != VERSION or not verb.isascii() or not verb.isidentifier():
        return None
    try:
        found = tuple(int(number, 36) for number in numbers)
    except ValueError:
        return None
    return Press(verb, found) if all(0 <= one <= LARGEST for one in found) else None


def _base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return _DIGITS[number] + digits
