"""The whole grammar of dates: days, hours, ranges, repetitions and what marks them; it knows no language, no today."""

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from coordination.rules.when import engine, grammar_clocks, grammar_days, grammar_lengths, grammar_repeats
from coordination.rules.when.parts import Ahead, Calendar, Clock, Core, FromToday, Marked, Period, Range, Weekday


@functools.cache
def grammar() -> engine.Grammar:
    """All rules, made once; `tops` names those to use."""
    made = engine.Grammar()
    grammar_lengths.add(made)
    grammar_days.add(made)
    grammar_clocks.add(made)
    grammar_repeats.add(made)
    for rules in (_moments, _ranges, _phrases):
        rules(made)
    return made


# ---- a day, an hour, or both


def _moment(day: Any, time: Any = None, zone: Any = None) -> Core | None:
    clock, part = grammar_clocks.split(time)
    if isinstance(day, Period) and time is not None:
        return None  # no hour of a month
    if isinstance(day, Ahead) and not day.dur.in_days and (clock or part or zone):
        return None
    return Core(day, clock, grammar_clocks.zone_of(zone), part)


def _of_day(pair: tuple[int, str], clock: Clock | None = None) -> Core | None:
    """Tonight, 明早: a day with a part of it."""
    day, part = pair
    if clock is None:
        return Core(FromToday(day), part=part)
    if clock.part and clock.part != "midnight":
        return Core(FromToday(day), clock)
    if clock.part == "midnight":
        return Core(FromToday(day), clock, part=part)
    return Core(FromToday(day), Clock(clock.hour, clock.minute, part))


def _of_weekday(pair: tuple[int, str], clock: Clock | None = None) -> Core | None:
    """Freitagabend."""
    core = _of_day((0, pair[1]), clock)
    return core and replace(core, day=Weekday(pair[0]))


def _in_part_of_day(clock: Clock, day: Any, part: str) -> Core | None:
    """8 o'clock tomorrow morning."""
    return None if clock.part else _moment(day, Clock(clock.hour, clock.minute, part))


def _timed(time: Any, day: Any) -> Core | None:
    return _moment(day, time)


def _moments(g: engine.Grammar) -> None:
    g.add("Core", "Day ~sep? ~on? Time Zone", _moment)
    g.add("Core", "Day ~sep? ~on? Time", _moment)
    g.add("Core", "Day ~sep? Zone ~sep? Time", lambda day, zone, time: _moment(day, time, zone))
    g.add("Core", "Time Zone ~sep? Day", lambda time, zone, day: _moment(day, time, zone))
    g.add("Core", "Time ~sep? ~of? Day Zone", lambda time, day, zone: _moment(day, time, zone))
    g.add("Core", "Clk|Number ~sep? Day ~sep? part", _in_part_of_day)
    g.add("Core", "~at? num Near|Wday part", lambda hour, day, part: _in_part_of_day(Clock(hour), day, part))
    g.add("Core", "Time ~sep? ~of? Day", _timed)
    g.add("Core", "Zone Day ~sep? Time", lambda zone, day, time: _moment(day, time, zone))
    g.add("Core", "dayp ~sep? ~at? Clk|Number", _of_day)
    g.add("Core", "dayp ~sep? ~at? num", lambda pair, hour: _of_day(pair, Clock(hour, bare=True)))
    g.add("Core", "~at? Clk|Number dayp", lambda clock, pair: _of_day(pair, clock))
    g.add("Core", "num dayp", lambda hour, pair: _of_day(pair, Clock(hour, bare=True)))
    g.add("Core", "~on? dayp", _of_day)
    g.add("Core", "~on? wdp ~sep? ~at? Clk|Number", _of_weekday)
    g.add("Core", "~on? wdp ~sep? ~at? num", lambda pair, hour: _of_weekday(pair, Clock(hour, bare=True)))
    g.add("Core", "~on? wdp", _of_weekday)
    g.add("Core", "~the? eod ~sep|of|on? Day", lambda _, day: Core(day, part="eod"))
    g.add("Core", "Day ~sep|at|of? ~the? eod", lambda day, _: Core(day, part="eod"))
    g.add("Core", "Day ~by0 ~the? eod", lambda day, _: Core(day, part="eod"))
    g.add("Core", "~at? ~the? eod", lambda _: Core(FromToday(0), part="eod"))
    g.add("Core", "Day", _moment)
    g.add("Core", "Time Zone", lambda time, zone: _moment(None, time, zone))
    g.add("Core", "Zone Time", lambda zone, time: _moment(None, time, zone))
    g.add("Core", "Time", lambda time: _moment(None, time))


# ---- ranges


def _range(start: Core, end: Core) -> Range:
    return Range(start, end)


def _days(first: int, last: int, month: Any, year: Any = None) -> Range | None:
    if first < 1 or last <= first:
        return None
    return Range(Core(Calendar(first, month, year)), Core(Calendar(last, month, year)))


def _days_after(month: Any, first: int, last: int, year: Any = None) -> Range | None:
    return _days(first, last, month, year)


def _hours(start: Any, end: Any, zone: Any = None) -> Range | None:
    """Two hours; a bare number takes its half of the day from the other one."""
    last, part = grammar_clocks.split(end)
    first = start if isinstance(start, Clock) else Clock(start, bare=True, digital=False)
    if last is None or part is not None:
        return None
    zone = grammar_clocks.zone_of(zone)
    return Range(Core(clock=_like(first, last), zone=zone), Core(clock=_like(last, first), zone=zone))


def _like(clock: Clock, other: Clock) -> Clock:
    if clock.part or not clock.bare:
        return clock
    if other.part:
        return Clock(clock.hour, clock.minute, f"{other.part}?", digital=True)
    return clock if other.bare else Clock(clock.hour, clock.minute, digital=True)


def _on_day(day: Any, hours: Range) -> Range | None:
    if isinstance(day, Period):
        return None
    return Range(Core(day, hours.start.clock, hours.start.zone), hours.end)


def _ranges(g: engine.Grammar) -> None:
    g.add("To", "to|dash", lambda _: "-")
    g.add("Hours", "~rfrom|at? ~at? ~the? Clk|num|Number ~To ~at? Time Zone", _hours)
    g.add("Hours", "~rfrom|at? ~at? ~the? Clk|num|Number ~To ~at? Time", _hours)
    g.add(
        "Hours", "~rfrom ~at? Clk|num ~To num", lambda start, end: _hours(start, Clock(end, bare=True, digital=False))
    )
    g.add("Hours", "~between ~at? Clk|num ~and ~at? Time", _hours)
    g.add(
        "Hours",
        "~between ~at? Clk|num ~and num",
        lambda start, end: _hours(start, Clock(end, bare=True, digital=False)),
    )
    g.add("Hours", "part ~rfrom? ~at? Clk ~To Clk", _hours_in_part)
    g.add(
        "Hours",
        "part ~between? ~rfrom? ~at? num ~To|and ~at? num",
        lambda part, a, b: _hours_in_part(part, Clock(a), Clock(b)),
    )
    g.add("Range", "Day ~sep? Hours", _on_day)
    g.add("Range", "Hours ~sep? ~of? Day", lambda hours, day: _on_day(day, hours))
    g.add("Range", "dayp ~sep? Hours", lambda pair, hours: _on_day(FromToday(pair[0]), _parted(pair[1], hours)))
    g.add("Range", "~rfrom? ~on? ~the? Dayno ~To ~on? ~the? Dayno ~of? ~the? Month YearTail?", _days)
    g.add("Range", "~between ~the? Dayno ~and ~the? Dayno ~of? Month YearTail?", _days)
    g.add("Range", "~rfrom? Month ~the? Dayno ~daysign? ~To ~the? Dayno ~daysign? YearTail?", _days_after)
    g.add("Range", "~between Month ~the? Dayno ~and ~the? Dayno YearTail?", _days_after)
    g.add("Range", "~rfrom? Core ~To ~rfrom? Core", _range)
    g.add("Range", "~between Core ~and Core", _range)
    g.add("Range", "Abs ~slash Abs", lambda start, end: Range(Core(start), Core(end)))
    g.add("Range", "Hours", lambda hours: hours)


def _parted(part: str, hours: Range) -> Range:
    start, end = hours.start.clock, hours.end.clock
    if start is None or end is None:
        return hours
    return _hours_in_part(part, start, end)


def _hours_in_part(part: str, start: Clock, end: Clock) -> Range:
    first = start if start.part else Clock(start.hour, start.minute, part)
    last = end if end.part else Clock(end.hour, end.minute, f"{part}?")
    return Range(Core(clock=first), Core(clock=last))


# ---- what marks them


def _by(strength: str, what: Any) -> Marked:
    return Marked(what, "by", strength != "weak")


def _by_after(what: Any, strength: str) -> Marked:
    return Marked(what, "by_before" if strength == "before" else "by", True)


def _until_hour(day: Any, how: str, time: Any) -> Marked | None:
    """Friday before noon, tomorrow by 5pm."""
    core = _moment(day, time)
    return None if core is None else Marked(core, "before" if how == "before" else "by", True)


def _by_around(strength: str, what: Any, after: str) -> Marked:
    return _by_after(what, after)


def _phrases(g: engine.Grammar) -> None:
    g.add("By", "by0 ~colon|sep|dash? ~before0", lambda _: "before")
    g.add("By", "by0 ~colon|sep|dash? by0|before0", lambda first, second: "strong" if second != 1 else "before")
    g.add("By", "by0 ~colon|sep|dash?", lambda strength: strength)
    g.add("Repeated", "Repeat", Marked)
    g.add("Dated", "Core", Marked)
    g.add("Dated", "By Core ~sep? by1", _by_around)
    g.add("Dated", "By Core", lambda how, what: Marked(what, "before", True) if how == "before" else _by(how, what))
    g.add("Dated", "Day ~sep? ~before0 Time", lambda day, time: _until_hour(day, "before", time))
    g.add("Dated", "Day ~sep? by0 Time", _until_hour)
    g.add("Dated", "~before0 Core", lambda what: Marked(what, "before", True))
    g.add("Dated", "Core ~sep? ~of? by1", _by_after)
    g.add("Ranged", "By Range ~by1?", lambda strength, what: Marked(what, "on", strength == "strong"))
    g.add("Ranged", "Range", Marked)


# ---- what a text can hold

_REPEATING = frozenset({"every", "every_other", "freq", "freqp", "wds", "onin2", "onin3", "skip"})
_RANGING = frozenset({"to", "dash", "between", "slash"})
_OF_MONTH = frozenset({"ord", "ordnum", "ordmark"})


def tops(edges: engine.Edges) -> tuple[str, ...]:
    """The rules that give a `Marked` and that a text with these words can hold; the preferred first."""
    kinds = frozenset().union(*edges.values())
    several_months = sum("month" in here or "monthsign" in here for here in edges.values()) > 1
    repeated = (
        not kinds.isdisjoint(_REPEATING) or ("unit" in kinds and not kinds.isdisjoint(_OF_MONTH)) or several_months
    )
    ranged = not kinds.isdisjoint(_RANGING)
    return ("Repeated",) * repeated + ("Dated",) + ("Ranged",) * ranged


def parse(parser: engine.Parser, rules: tuple[str, ...], at: int) -> Iterator[tuple[Marked, int]]:
    """All phrases that begin at `at`, each with its end, the preferred first."""
    for rule in rules:
        yield from parser.parse(rule, at)
