"""What is kept of an update that failed through our fault: a number to quote, when it is tried again; no texts."""

import secrets
import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import arrivals

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are mixed up when read aloud."""


@dataclass(frozen=True, slots=True)
class Incident:
    """`outcome` is failed (tried again at `retry_at`) or parked; `error` names class and place only."""

    number: str
    outcome: str
    attempts: int
    retry_at: datetime | None
    error: str


def of(failure: BaseException, received: arrivals.Received, now: datetime, steps: tuple[timedelta, ...]) -> Incident:
    """Number the failure and say when the update is tried again; after the last step it is parked.

    The number that was told to people stays the update's number, however often it fails.
    """
    attempts = received.attempts + 1
    again = steps[attempts - 1] if attempts <= len(steps) else None
    return Incident(
        number=received.incident or "".join(secrets.choice(_LETTERS) for _ in range(6)),
        outcome="failed" if again is not None else "parked",
        attempts=attempts,
        retry_at=now + again if again is not None else None,
        error=_place(failure),
    )


def _place(failure: BaseException) -> str:
    frames = traceback.extract_tb(failure.__traceback__)
    place = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(failure).__name__}{place}"
