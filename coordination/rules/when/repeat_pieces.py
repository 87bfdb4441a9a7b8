"""Pieces of a repetition put together: each says one thing, and two that say the same thing twice are none."""

import dataclasses
from typing import Any

from coordination.rules.when.parts import Clock, Core, Repeat


def join(one: Repeat | None, other: Repeat | None) -> Repeat | None:
    """Both pieces in one; `None` if they say the same thing twice."""
    if one is None or other is None:
        return None
    changes: dict[str, Any] = {"said": one.said or other.said}
    for field in dataclasses.fields(Repeat):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if field.name == "said" or theirs is None or theirs == ():
            continue
        if mine is not None and mine != ():
            both = _core(mine, theirs) if field.name == "core" else None
            if both is None:
                return None
            theirs = both
        changes[field.name] = theirs
    return dataclasses.replace(one, **changes)


def _core(one: Core, other: Core) -> Core | None:
    """An hour, a part of the day and a zone said apart."""
    merged: dict[str, Any] = {}
    for name in ("clock", "zone", "part"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not None and theirs is not None:
            return None
        merged[name] = mine if mine is not None else theirs
    clock, part = merged["clock"], merged["part"]
    if clock is not None and part is not None and clock.part is None:
        merged |= {"clock": Clock(clock.hour, clock.minute, part), "part": None}
    return Core(**merged)


def merge(pieces: tuple[Repeat, ...]) -> Repeat | None:
    merged: Repeat | None = pieces[0]
    for piece in pieces[1:]:
        merged = join(merged, piece)
    return _settled(merged) if merged is not None and merged.said else None


def _settled(repeat: Repeat) -> Repeat | None:
    """Fill in how often where it follows from the days; `None` where the pieces contradict one another."""
    freq = repeat.freq
    by_month = bool(repeat.monthdays or repeat.ords or any(n for n, _ in repeat.days))
    if freq is None:
        freq = "YEARLY" if repeat.months else "MONTHLY" if by_month else "WEEKLY"
    if freq == "DAILY" and repeat.days and repeat.interval == 1 and not by_month:
        freq = "WEEKLY"
    plain_days = bool(repeat.days) and not by_month
    fits = {
        "DAILY": not repeat.days and not by_month and not repeat.months,
        "WEEKLY": not by_month and not repeat.months,
        "MONTHLY": not plain_days and not repeat.months,
        "QUARTERLY": not plain_days and not repeat.months,
        "YEARLY": not plain_days,
    }[freq]
    return dataclasses.replace(repeat, freq=freq, interval=repeat.interval or 1) if fits else None
