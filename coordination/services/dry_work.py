"""A work that reads what is there and keeps to itself what is written: for looking ahead; knows no schedule.

Schedules and promises written are read again, so that one run after the other can be judged. Anything else that is
written is dropped. Reads are remembered, since nothing they show can change meanwhile.
"""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, cast

from coordination import ports

FIRST_ID = 1 << 62
"""Ids that no database hands out."""

_WRITES = frozenset({"migrate"})
"""Of what takes a wait only this writes; of what takes none everything does, or tells of the update in hand."""


class DryWork:
    """As much of `ports.Work` as whatever fires asks for; `now` is moved by whoever looks ahead."""

    def __init__(self, real: ports.Work, now: datetime) -> None:
        self.now = now
        self.schedules = _Schedules(real.schedules)
        self.ledger = _Ledger(real.ledger)
        self._real = real
        self._rooms: dict[str, _ReadOnly] = {}
        self._last_id = FIRST_ID

    def __getattr__(self, name: str) -> Any:
        if name not in self._rooms:
            self._rooms[name] = _ReadOnly(getattr(self._real, name))
        return self._rooms[name]

    def new_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def as_work(self) -> ports.Work:
        """Itself, for services."""
        return cast(ports.Work, self)


class _ReadOnly:
    """What is read is the real one's, what is written is dropped."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self._seen: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        real = getattr(self._real, name)
        if name in _WRITES:
            return _nothing_awaited
        return self._remembered(name, real) if inspect.iscoroutinefunction(real) else _nothing

    def _remembered(self, name: str, real: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def read(*given: Any, **named: Any) -> Any:
            asked = (name, given, tuple(sorted(named.items())))
            try:
                hash(asked)
            except TypeError:  # a list among what was given
                return await real(*given, **named)
            if asked not in self._seen:
                self._seen[asked] = await real(*given, **named)
            return self._seen[asked]

        return read


def _nothing(*given: Any, **named: Any) -> tuple[()]:
    return ()


async def _nothing_awaited(*given: Any, **named: Any) -> None:
    return None


class _Schedules:
    """`ports.Schedules` over the real ones."""

    def __init__(self, real: ports.Schedules) -> None:
        self._real = real
        self._own: dict[int, ports.Schedule] = {}

    async def of_group(self, group_id: int) -> Sequence[ports.Schedule]:
        found = {one.id: one for one in await self._real.of_group(group_id)}
        found |= {one.id: one for one in self._own.values() if one.group_id == group_id}
        return sorted(found.values(), key=lambda one: one.id)

    async def get(self, schedule_id: int) -> ports.Schedule | None:
        return self._own[schedule_id] if schedule_id in self._own else await self._real.get(schedule_id)

    async def unsure(self, group_id: int, purposes: Sequence[str], since: datetime) -> Sequence[ports.Unsure]:
        return await self._real.unsure(group_id, purposes, since)

    def save(self, schedule: ports.Schedule) -> None:
        self._own[schedule.id] = schedule


class _Ledger:
    """`ports.Ledger` over the real one."""

    def __init__(self, real: ports.Ledger) -> None:
        self._real = real
        self._own: set[tuple[str, str, str]] = set()

    async def has(self, subject: str, rule: str, occurrence: str) -> bool:
        return (subject, rule, occurrence) in self._own or await self._real.has(subject, rule, occurrence)

    def add(self, subject: str, rule: str, occurrence: str) -> None:
        self._own.add((subject, rule, occurrence))
