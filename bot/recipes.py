"""Makers of documents, pictures and boards, called outside any transaction; each is named, so that a row can ask."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from coordination import messages


@dataclass(frozen=True, slots=True)
class Made:
    """A file to send: its name as the reader sees it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A message that is made at the moment it is sent: Telegram HTML of one message, and its buttons."""

    text: str
    rows: messages.Rows = ()


Maker = Callable[[Mapping[str, str]], Awaitable[Made]]
Writer = Callable[[Mapping[str, str]], Awaitable[Written]]


class Kitchen:
    """The makers by name; an unknown name is our fault and makes the row dead."""

    def __init__(self, makers: Mapping[str, Maker] | None = None, writers: Mapping[str, Writer] | None = None) -> None:
        self._makers = dict(makers or {})
        self._writers = dict(writers or {})

    async def make(self, recipe: str, values: Mapping[str, str]) -> Made:
        return await self._makers[recipe](values)

    async def write(self, recipe: str, values: Mapping[str, str]) -> Written:
        return await self._writers[recipe](values)
