"""The playground's time, which tests stop and move by hand; the only place here that looks at the machine's clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

Listener = Callable[[timedelta], None]


class Clock(Protocol):
    """What the world asks of a clock."""

    def now(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        ...

    def advance(self, by: timedelta) -> None:
        """Jump by `by`, forwards or backwards."""
        ...

    def set(self, at: datetime) -> None:
        """Jump to `at` (aware)."""
        ...

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(by)` at every jump; the answer ends the subscription."""
        ...


def _real() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


class PlaygroundClock:
    """Real time plus an offset, or a stopped instant; subscribers hear of every jump, not of time passing by itself."""

    def __init__(self, stopped_at: datetime | None = None) -> None:
        """Begin with real time, or standing still at `stopped_at` (aware)."""
        self._offset = timedelta()
        self._stopped_at: datetime | None = None
        self._listeners: list[Listener] = []
        if stopped_at is not None:
            self.stop(stopped_at)

    @property
    def is_stopped(self) -> bool:
        """Say whether only `advance` and `set` move this clock."""
        return self._stopped_at is not None

    def now(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        return self._stopped_at or _real() + self._offset

    def advance(self, by: timedelta) -> None:
        """Jump by `by`, forwards or backwards, and tell the subscribers."""
        if self._stopped_at is not None:
            self._stopped_at += by
        else:
            self._offset += by
        for listener in tuple(self._listeners):
            listener(by)

    def set(self, at: datetime) -> None:
        """Jump to `at` (aware), whether the clock runs or stands."""
        self.advance(_utc(at) - self.now())

    def stop(self, at: datetime | None = None) -> None:
        """Stand still, here or at `at` (aware); a change of the instant is a jump."""
        before = self.now()
        self._stopped_at = before
        if at is not None:
            self.set(at)

    def run(self) -> None:
        """Go on with the machine's seconds from the instant shown now; no jump."""
        self._offset = self.now() - _real()
        self._stopped_at = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(by)` at every jump; the answer ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a clock needs an aware instant, not {at!r}")
    return at.astimezone(UTC)
