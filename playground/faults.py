"""Faults that tests stage for calls of the Bot API: which calls they meet and what becomes of them."""

import asyncio
import fnmatch
import itertools
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from playground import errors

HTML_502 = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


ALWAYS = 1_000_000_000


class Kind(StrEnum):
    """What a fault does.

    ERROR answers an error and nothing takes effect. SLOW waits `seconds` (real), then all is as usual. SLOW_ANSWER
    takes effect at once and answers after `seconds`. DROP closes the connection before anything took effect,
    DROP_AFTER after it did. HTML answers 502 with a page. HOLD takes effect and never answers (until released or
    the server stops): accepted, but the answer is lost.
    """

    ERROR = "error"
    SLOW = "slow"
    SLOW_ANSWER = "slow_answer"
    DROP = "drop"
    DROP_AFTER = "drop_after"
    HTML = "html"
    HOLD = "hold"


TAKES_EFFECT = frozenset((Kind.SLOW, Kind.SLOW_ANSWER, Kind.DROP_AFTER, Kind.HOLD))


@dataclass(slots=True)
class Fault:
    """A staged fault: which calls (`method` may hold `*`), after how many of them, how many times (ALWAYS: no end)."""

    kind: Kind
    method: str = "*"
    chat_id: int | None = None
    bot_id: int | None = None
    skip: int = 0
    times: int = 1
    code: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    id: int = 0
    met: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def fits(self, bot_id: int, method: str, chat_id: object) -> bool:
        """Say whether a call is one of those this fault is meant for."""
        return (
            fnmatch.fnmatchcase(method.lower(), self.method.lower())
            and self.chat_id in (None, chat_id)
            and self.bot_id in (None, bot_id)
        )

    def refusal(self) -> errors.Refusal:
        """Give the error this fault answers."""
        return errors.Refusal(self.code, self.description, self.parameters)


@dataclass(slots=True)
class Faults:
    """The staged faults, oldest first; a call meets the first that fits and still has times left."""

    staged: list[Fault] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def stage(self, fault: Fault) -> Fault:
        """Add a fault and number it."""
        fault.id = next(self._ids)
        self.staged.append(fault)
        return fault

    def meet(self, bot_id: int, method: str, chat_id: object) -> Fault | None:
        """Find the fault for a call, and count that it was met."""
        for fault in self.staged:
            if not fault.fits(bot_id, method, chat_id):
                continue
            if fault.skip:
                fault.skip -= 1
            elif fault.met < fault.times:
                fault.met += 1
                return fault
        return None

    def clear(self) -> None:
        """End all faults and let held answers go."""
        for fault in self.staged:
            fault.released.set()
            fault.times = fault.met
        self.staged.clear()

    def release(self, fault_id: int) -> None:
        """End one fault and let the answers it holds go."""
        for fault in [fault for fault in self.staged if fault.id == fault_id]:
            fault.released.set()
            self.staged.remove(fault)

    async def hold(self, fault: Fault, seconds: float | None = None) -> None:
        """Wait until the fault is released, `seconds` (real ones) went by, or the server stops."""
        waits = [asyncio.ensure_future(event.wait()) for event in (fault.released, self.closing)]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
