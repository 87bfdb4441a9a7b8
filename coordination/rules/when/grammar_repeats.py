"""How repetitions are put into words: pieces in any order, merged into one `Repeat`; it knows no today.

Every piece says one thing (how often, which days, what hour, until when); two pieces that say the same thing twice
are no repetition, and neither are pieces of which none says that something repeats.
"""

import dataclasses
from typing import Any

from coordination.rules.when import engine, grammar_clocks, repeat_pieces
from coordination.rules.when.parts import WEEKEND, WORKDAYS, Calendar, Core, Repeat

_FREQ = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "quarter": "QUARTERLY", "year": "YEARLY"}


def add(grammar: engine.Grammar) -> None:
    """Add the rules for repetitions; the one to use is `Repeat`."""
    for rules in (_day_lists, _every, _of_month, _pieces, _bounds):
        rules(grammar)
    grammar.add("Piece", "Every|Monthly|Yearly|Habit|Weekly|At|Until|For|Start", lambda piece: piece)
    grammar.add("Joint", "~sep? of|and", lambda _: ",")
    grammar.add("Joint", "sep", lambda _: ",")
    grammar.add("Repeat", "Piece**Joint ~sep? ~by1?", repeat_pieces.merge)


# ---- lists of days


def _span(first: int, last: int) -> tuple[int, ...] | None:
    return tuple(range(first, last + 1)) if first < last else None


def _flat(groups: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(day for group in groups for day in group))


def _day_lists(g: engine.Grammar) -> None:
    g.add("Comma", "~sep? ~and ~on? ~the?", lambda: ",")
    g.add("Comma", "~sep ~on? ~the?", lambda: ",")
    g.add("Link", "to|dash", lambda _: "-")
    g.add("WdGroup", "~rfrom? wd ~Link wd", _span)
    g.add("WdGroup", "wd wdd**Comma", lambda day, more: (day, *more))
    g.add("WdGroup", "wd", lambda day: (day,))
    g.add("Wds", "WdGroup*Comma", _flat)
    g.add("Day31", "Dayno|Standing ~daysign?", int)
    g.add("Day31s", "Day31*Comma", lambda days: days)
    g.add("Ordinals", "Ordinal*Comma", lambda ords: ords)


def _weekly(days: tuple[int, ...]) -> Repeat:
    return Repeat(days=tuple((0, day) for day in days))


def _habit(name: int | str) -> tuple[int, ...]:
    if isinstance(name, int):
        return (name,)
    return tuple(range(5)) if name == "workdays" else (5, 6)


def _habits(first: tuple[int | str, ...], more: tuple[int, ...] | None = None) -> Repeat:
    days = _flat(tuple(_habit(name) for name in first))
    return dataclasses.replace(_weekly((*days, *(more or ()))), said=True)


# ---- every so often


def _freq(unit: str, interval: int = 1) -> Repeat | None:
    if unit == "workday":
        return Repeat(days=WORKDAYS, said=True) if interval == 1 else None
    if unit == "weekend":
        return Repeat(days=WEEKEND, said=True) if interval == 1 else None
    freq = _FREQ.get(unit)
    return Repeat(freq=freq, interval=interval, said=True) if freq and 0 < interval < 100 else None


def _freq_n(interval: int, unit: str) -> Repeat | None:
    return _freq(unit, interval)


def _freq_word(value: tuple[Any, ...]) -> Repeat:
    freq, interval = value[:2]
    if freq == "WORKDAYS":
        return Repeat(days=WORKDAYS, said=True)
    if freq == "WEEKENDS":
        return Repeat(days=WEEKEND, said=True)
    return Repeat(freq=freq, interval=interval, said=True)


def _every_days(days: tuple[int, ...], interval: int | None = None) -> Repeat:
    return dataclasses.replace(_weekly(days), interval=interval, said=True)


def _every_nth(n: int, days: tuple[int, ...]) -> Repeat | None:
    """Every second Friday is every other one; every first or last one is that of a month; more is to be asked."""
    if n in {1, -1}:
        return Repeat(days=tuple((n, day) for day in days), said=True)
    doubt = n if n > 2 else None
    return dataclasses.replace(_every_days(days, n), doubt=doubt) if 1 < n < 6 else None


def _every_gap(n: int, unit: str) -> Repeat | None:
    """每隔两天: two days lie between, so it is every third; many mean every second."""
    base = _freq(unit, n + 1)
    return dataclasses.replace(base, doubt=n) if base and n > 1 else base


def _every(g: engine.Grammar) -> None:
    g.add("Every", "freq", _freq_word)
    g.add("Every", "freqp", lambda part: Repeat(freq="DAILY", interval=1, core=Core(part=part), said=True))
    g.add("Every", "~every ~other ~one? unit", lambda unit: _freq(unit, 2))
    g.add("Every", "~every ~other Wds", lambda days: _every_days(days, 2))
    g.add("Every", "~every num ~ordmark? unit", _freq_n)
    g.add("Every", "~every ord|ordnum unit", lambda n, unit: _freq(unit, n) if n > 1 else None)
    g.add("Every", "~every ~one? unit", _freq)
    g.add("Every", "~every ord|ordnum Wds", _every_nth)
    g.add("Every", "~every num Wds", lambda n, days: _every_days(days, n) if n == 2 else None)
    g.add("Every", "~every ~the? Wds", _every_days)
    g.add("Every", "~every ~the? wds*Comma", _habits)
    g.add("Every", "~every unit ~on? Wds", lambda unit, days: _every_days(days) if unit == "week" else None)
    g.add("Every", "~one|num? Wds onin2|onin3", _every_days)
    g.add("Every", "~one? Wds skip", _every_days)
    g.add("Every", "~every_other num unit", _every_gap)
    g.add("Every", "~every_other num|one unitday", lambda n, unit: _every_gap(n, unit))
    g.add("Every", "~every_other unit", lambda unit: _freq(unit, 2))
    g.add("Every", "~every ~on? ~the? Standing", lambda day: Repeat(monthdays=(day,), said=True))
    g.add("Every", "~every ~on? ~the? Abs", _yearly)


# ---- days of a month, of a quarter, of a year


def _month(unit: str) -> Repeat | None:
    return Repeat(freq=_FREQ[unit], interval=1, said=True) if unit in {"month", "quarter"} else None


def _month_word(value: tuple[Any, ...]) -> Repeat | None:
    return _freq_word(value) if value[:2] in {("MONTHLY", 1), ("QUARTERLY", 1)} else None


def _nth_of(ords: tuple[int, ...], what: int | str, every: Repeat | None = None) -> Repeat | None:
    if isinstance(what, int):
        piece = Repeat(days=tuple((n, what) for n in ords))
    elif what == "day":
        piece = Repeat(monthdays=ords)
    else:
        piece = Repeat(ords=ords, what=what)
    return piece if every is None else repeat_pieces.join(piece, every)


def _nths_of(ords: tuple[int, ...], days: tuple[int, ...], every: Repeat | None = None) -> Repeat | None:
    """The first Monday and Thursday: every ordinal with every day."""
    if len(days) < 2:
        return None
    piece = Repeat(days=tuple((n, day) for n in ords for day in days))
    return piece if every is None else repeat_pieces.join(piece, every)


def _pairs_of(pairs: tuple[tuple[int, int], ...], every: Repeat | None = None) -> Repeat | None:
    piece = Repeat(days=pairs)
    return piece if every is None else repeat_pieces.join(piece, every)


def _monthdays(days: tuple[int, ...], every: Repeat | None = None) -> Repeat | None:
    piece = Repeat(monthdays=days)
    return piece if every is None else repeat_pieces.join(piece, every)


def _of_month(g: engine.Grammar) -> None:
    g.add("Each", "~of? ~every ~one? unit", _month)
    g.add("Each", "~of? freq", _month_word)
    g.add("OfMonth", "Each", lambda every: every)
    g.add("OfMonth", "~of? ~the? unit", _month)
    g.add("Pair", "~the? Ordinal wd", lambda n, day: (n, day))
    for line in ("", " OfMonth"):
        g.add("Monthly", f"~every? ~on? ~the? Ordinals What{line}", _nth_of)
        g.add("Monthly", f"~every? ~on? ~the? Ordinals Wds{line}", _nths_of)
        g.add("Monthly", f"~every? ~on? Pair*Comma{line}", _pairs_of)
    g.add("Standings", "Standing*Comma", lambda days: days)
    g.add("Standings", "Day31*Comma ~and? Standing", lambda days, last: (*days, last))
    g.add("Standings", "~the Day31*Comma", lambda days: days)
    g.add("Monthly", "~every? ~on? ~the? Day31s OfMonth", _monthdays)
    g.add("Monthly", "~on? ~the? Standings", _monthdays)
    g.add("Monthly", "~every ~on? ~the? Standings", lambda days: Repeat(monthdays=days, said=True))
    g.add("Monthly", "~on? ~the? ~end Each", lambda every: repeat_pieces.join(Repeat(monthdays=(-1,)), every))
    g.add("Monthly", "~on? endof", lambda unit: Repeat(monthdays=(-1,)) if unit == "month" else None)
    g.add("Monthly", "~every endof", lambda unit: _ends(unit))


def _ends(unit: str) -> Repeat | None:
    every = _month(unit)
    return repeat_pieces.join(Repeat(monthdays=(-1,)), every) if every else None


def _yearly(date: Any) -> Repeat | None:
    if not isinstance(date, Calendar) or date.year is not None or not isinstance(date.month, int):
        return None
    return Repeat(months=(date.month,), monthdays=(date.day,), said=True)


def _in_months(days: tuple[int, ...], months: tuple[int, ...]) -> Repeat:
    return Repeat(months=months, monthdays=days, said=len(months) > 1)


def _nth_in_months(n: int, what: int | str, months: tuple[int, ...]) -> Repeat | None:
    return _in_months((n,), months) if what == "day" else None


def _pieces(g: engine.Grammar) -> None:
    g.add("MonthGroup", "month ~Link month", lambda first, last: _span(first, last))
    g.add("MonthGroup", "Month", lambda month: (month,))
    g.add("Months", "MonthGroup*Comma", _flat)
    g.add("Yearly", "~on? ~the? ~daymark? Day31s ~of? ~the? Months", _in_months)
    g.add("Yearly", "~on? Months ~of? ~the? Day31s", lambda months, days: _in_months(days, months))
    g.add("Yearly", "~on? ~the? Ordinal What ~of|on? ~the? Months", _nth_in_months)
    g.add("Yearly", "~on? Months ~of? Ordinal What", lambda months, n, what: _nth_in_months(n, what, months))
    g.add("Habit", "~on? wds*Comma", _habits)
    g.add("Habit", "~on? wds*Comma ~Comma Wds", _habits)
    g.add("Weekly", "~on|rfrom? ~the? Wds", _weekly)
    g.add("At", "~sep? Time", _at)
    g.add("At", "~sep? ~by0|before0 Time", _at)
    g.add("At", "~sep? Time ~by1", _at)
    g.add("At", "Zone", lambda zone: Repeat(core=Core(zone=grammar_clocks.zone_of(zone))))
    g.add("At", "~sep? Time Zone", _at)
    g.add("At", "Zone Time", lambda zone, time: _at(time, zone))


def _at(time: Any, zone: Any = None) -> Repeat | None:
    clock, part = grammar_clocks.split(time)
    return Repeat(core=Core(None, clock, grammar_clocks.zone_of(zone), part))


# ---- from when, until when, how often


def _bounds(g: engine.Grammar) -> None:
    g.add("Until", "~until0|by0 Day ~untilpost?", lambda day: Repeat(until=day))
    g.add("For", "~for0 ~the? ~next? Dur", lambda dur: Repeat(length=dur))
    g.add("For", "~for0? num ~measure? ~times", lambda n: Repeat(count=n) if 0 < n < 1000 else None)
    g.add("Start", "~starting Day ~startpost?", lambda day: Repeat(start=day))
    g.add("Start", "Day ~startpost", lambda day: Repeat(start=day))
