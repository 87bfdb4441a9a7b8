"""Makers of documents and pictures, called outside any transaction; each is named, so that a row can ask for it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """A file to send: its name as the reader sees it, and its bytes."""

    name: str
    content: bytes


Maker = Callable[[Mapping[str, str]], Awaitable[Made]]


class Kitchen:
    """The makers by name; an unknown name is our fault and makes the row dead."""

    def __init__(self, makers: Mapping[str, Maker] | None = None) -> None:
        self._makers = dict(makers or {})

    async def make(self, recipe: str, values: Mapping[str, str]) -> Made:
        return await self._makers[recipe](values)
