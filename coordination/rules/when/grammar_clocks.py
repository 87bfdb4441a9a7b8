"""How hours, parts of the day and zones are put into words, the same for every language; it knows no today."""

from typing import Any

from coordination.rules.when import engine
from coordination.rules.when.parts import Clock, Zone


def add(grammar: engine.Grammar) -> None:
    """Add the rules for hours. `Time` gives a `Clock` or a part of the day; `Zone` a zone."""
    _clocks(grammar)
    _times(grammar)
    _zones(grammar)


def _digital(time: tuple[int, int, bool], half: str | None, kind: str | None) -> Clock:
    """With a colon; a single figure (3:30) may be the afternoon's, but not with Uhr or h behind it."""
    return Clock(time[0], time[1], part=half, bare=time[2] and half is None and kind != "full")


def _written(pair: tuple[int, int], *, digital: bool = True) -> Clock:
    return Clock(pair[0], pair[1], digital=digital)


def _with_half(hour: int, half: str) -> Clock:
    return Clock(hour, part=half)


def _said(hour: int, kind: str, minute: int | None = None) -> Clock:
    """An hour with its word: `full` ones count to 24 (Uhr, h), `bare` ones may be meant after noon (o'clock, 点)."""
    return Clock(hour, minute or 0, bare=kind == "bare", digital=kind == "full")


def _past(minutes: int, hour: int) -> Clock:
    """Half past three; `minutes` below 0 count down to the hour: halb fünf, quarter to five."""
    if minutes < 0:
        return Clock((hour - 1) % 24 if hour else 23, 60 + minutes, bare=True)
    return Clock(hour, minutes, bare=True)


def _halved(clock: Clock, half: str) -> Clock:
    return Clock(clock.hour, clock.minute, part=half)


def _past_said(hour: int, kind: str, minutes: int) -> Clock:
    clock = _past(minutes, hour)
    return Clock(clock.hour, clock.minute, bare=kind == "bare")


def _midday(which: str, minutes: int | None = None) -> Clock:
    if which == "midnight":
        return Clock(0, minutes or 0) if minutes else Clock(24, 0, part="midnight")
    return Clock(12, minutes or 0)


def _clocks(g: engine.Grammar) -> None:
    g.add("Clk", "clk ampm? oclock?", _digital)
    g.add("Clk", "dotclk ampm", lambda pair, half: Clock(pair[0], pair[1], part=half))
    g.add("Clk", "dotclk ~oclock", _written)
    g.add("Clk", "plainclk oclock", lambda pair, kind: Clock(*pair) if kind == "full" else None)
    g.add("Clk", "num ampm", _with_half)
    g.add("Clk", "num oclock num ~mins?", _said)
    g.add("Clk", "num oclock halfpost|quarterpost", _said)
    g.add("Clk", "num oclock andpast", _past_said)
    g.add("Clk", "num halfpost", lambda hour, minutes: _said(hour, "bare", minutes))
    g.add("Clk", "num andpast ~oclock?", lambda hour, minutes: _past(minutes, hour))
    g.add("Clk", "num oclock", _said)
    g.add("Clk", "past num ampm", lambda minutes, hour, half: _halved(_past(minutes, hour), half))
    g.add("Clk", "past num ~oclock?", _past)
    g.add("Clk", "midday andpast?", _midday)
    g.add("Number", "~at num", lambda hour: Clock(hour, bare=True, digital=False))


def _in_part(part: str, clock: Clock) -> Clock | None:
    if clock.part == "midnight":
        return clock
    return None if clock.part else Clock(clock.hour, clock.minute, part, digital=True)


def _times(g: engine.Grammar) -> None:
    g.add("Time", "~sep? ~at|on? ~the? Clk ~sep? ~of? part", lambda clock, part: _in_part(part, clock))
    g.add("Time", "~at? num ~of? part", lambda hour, part: _in_part(part, Clock(hour)))
    g.add("Time", "part ~sep|of? ~at? Clk", _in_part)
    g.add("Time", "part ~sep? Number", _in_part)
    g.add("Time", "~at|on? ~the? ~sharp? Clk ~sharp?", lambda clock: clock)
    g.add("Time", "Number", lambda clock: clock)
    g.add("Time", "~at plainclk", lambda pair: _written(pair, digital=False))
    g.add("Time", "part", str)


def _city(zone: str) -> Zone:
    return Zone(((zone, None),))


def _zones(g: engine.Grammar) -> None:
    g.add("Zone", "~sep? zone ~timeword? ~sep?", Zone)
    g.add("Zone", "~sep? city ~timeword ~sep?", _city)
    g.add("Zone", "~sep? ~timeof ~the? city ~timeword? ~sep?", _city)
    g.add("Zone", "~sep? ~timeof zone ~sep?", Zone)
    g.add("Zone", "~sep? maincity ~sep?", _city)
    g.add("Zone", "~sep? ~localtime ~sep?", lambda: Zone(()))


def split(time: Clock | str | None) -> tuple[Clock | None, str | None]:
    """The clock and the part of the day that a `Time` says."""
    return (None, time) if isinstance(time, str) else (time, None)


def zone_of(value: Any) -> Zone | None:
    """A zone that was named; "local time" names none."""
    return value if isinstance(value, Zone) and value.candidates else None
