"""How days are put into words, the same for every language; it knows no today."""

from typing import Any

from coordination.rules.when import engine, parts
from coordination.rules.when.parts import Calendar, Dur, Edge, FromToday, Offset, Period

_NOW = FromToday(0)


def add(grammar: engine.Grammar) -> None:
    """Add the rules for days; the one to use is `Day`."""
    for rules in (_numbers, _weekdays, _edges, _ordinals, _simple_days, _offsets, _days):
        rules(grammar)


# ---- days by their numbers


def _day(day: int, month: Any, year: Any = None) -> Calendar | None:
    return Calendar(day, month, year) if day > 0 else None


def _in_month(day: int, period: Period) -> Calendar | None:
    return Calendar(day, period) if period.unit == "month" and period.number is None and day > 0 else None


def _numeric(pair: tuple[int, int], year: Any = None) -> parts.Numeric:
    return parts.Numeric(*pair, year)


def _numbers(g: engine.Grammar) -> None:
    g.add("Dayno", "ordnum|num|ord", lambda n: n if n > 0 else None)
    g.add("Standing", "ordnum|num ~daysign", int)
    g.add("Standing", "~daymark ordnum|num", int)
    g.add("Standing", "ordnum", int)
    g.add("Standing", "~the ord", lambda n: n if n > 2 else None)
    g.add("Abs", "ymd ~yearsign?", lambda t: Calendar(t[2], t[1], t[0]))
    g.add("Abs", "compact", lambda t: Calendar(t[2], t[1], t[0]))
    g.add("Abs", "dmy ~yearsign?", lambda t: parts.Numeric(*t))
    g.add("Abs", "dm|dmdot YearTail?", _numeric)
    g.add("Abs", "Year ~sep|of? Month ~of? ~the? Dayno ~daysign?", lambda year, month, day: _day(day, month, year))
    g.add("Abs", "Dayno ~daysign? ~of? Month YearTail?", _day)
    g.add("Abs", "Dayno ~dash|slash Month ~dash|slash Year", _day)
    g.add(
        "Abs", "Dayno ~dash|slash Month ~dash|slash num", lambda d, m, y: _day(d, m, 2000 + y) if 24 <= y < 99 else None
    )
    g.add("Abs", "Dayno ~dash Month", _day)
    g.add("Abs", "Month ~the? Dayno ~daysign? YearTail?", lambda month, day, year: _day(day, month, year))
    g.add("Abs", "~the? ~daymark? Dayno ~daysign? ~of? ~the? Period", _in_month)
    g.add("Abs", "Period ~of? ~the? Dayno ~daysign?", lambda period, day: _in_month(day, period))
    g.add("Abs", "Standing", _day_only)


def _day_only(day: int) -> Calendar | None:
    return _day(day, None)


# ---- weekdays


def _in_week(day: int, period: Period) -> parts.InWeek | None:
    return parts.InWeek(day, period) if period.unit == "week" else None


def _weeks_after(day: int, weeks: int) -> Offset:
    return Offset(parts.Weekday(day, "coming"), Dur(((weeks, "week"),)), 1)


def _weekdays(g: engine.Grammar) -> None:
    g.add("Wday", "wdw", lambda pair: parts.InWeek(pair[0], Period("week", pair[1])))
    g.add("Wday", "wd ~sep|of|on? ~the? Period", _in_week)
    g.add("Wday", "Period ~sep|of|on? ~the? wd", lambda period, day: _in_week(day, period))
    for which in ("coming", "this", "next", "last"):
        build = _weekday(which)
        g.add("Wday", f"~{which} wd", build)
        g.add("Wday", f"wd ~{which}", build)
    g.add("Wday", "wd weekafter", _weeks_after)
    g.add(
        "Wday", "wd ~in Dur", lambda day, dur: Offset(parts.Weekday(day, "coming"), dur, 1) if _in_weeks(dur) else None
    )
    g.add("Wday", "wd", _weekday("bare"))


def _in_weeks(dur: Dur) -> bool:
    return all(unit == "week" for _, unit in dur.amounts)


def _weekday(which: str) -> Any:
    return lambda day: parts.Weekday(day, which)


# ---- ends and middles


def _edge(which: str) -> Any:
    return lambda period: Edge(period, which)


def _edge_of(which: str) -> Any:
    def build(period: Any, unit: str) -> Edge | None:
        if isinstance(period, int):
            period = Period("year", year=period)
        if period is None:
            return Edge(Period(unit), which)
        if period.unit == unit:
            return Edge(period, which)
        return Edge(Period(unit, year=period), which) if period.unit == "year" and unit == "year" else None

    return build


def _edges(g: engine.Grammar) -> None:
    for word, which in (("end", "end"), ("mid", "mid"), ("begin", "start")):
        g.add("Edge", f"~{word} ~of|dash? ~the? Here", _edge(which))
        g.add("Edge", f"Period ~of? ~{word}post", _edge(which))
        if word != "begin":
            g.add("Edge", f"Period|Year ~of? {word}of", _edge_of(which))
            g.add("Edge", f"~next {word}of", lambda unit, which=which: Edge(Period(unit, 1), which))
            g.add("Edge", f"~this|the? {word}of", lambda unit, which=which: Edge(Period(unit), which))
            g.add(
                "Edge",
                f"{word}of Year",
                lambda unit, year, which=which: Edge(Period("year", year=year), which) if unit == "year" else None,
            )
    g.add("Edge", "~this? beginof", lambda unit: Edge(Period(unit), "start"))
    g.add("Edge", "Period ~of? dekad", lambda period, n: Edge(period, "mid", n) if period.unit == "month" else None)
    g.add("Edge", "dekad", lambda n: Edge(Period("month"), "mid", n))


# ---- first, second, last


def _what(unit: str) -> str | None:
    return unit if unit in {"day", "workday"} else None


def _nth(n: int, what: int | str, period: Any) -> parts.Nth | None:
    return parts.Nth(n, what, period)


def _nth_here(n: int, what: int | str, unit: str) -> parts.Nth | None:
    return parts.Nth(n, what, Period(unit)) if unit in {"year", "quarter", "week"} else None


def _ordinals(g: engine.Grammar) -> None:
    g.add("Ordinal", "ord|ordnum ~measure?", int)
    g.add("Ordinal", "~ordmark num ~measure?", int)
    g.add("What", "wd", int)
    g.add("What", "unit", _what)
    g.add("Nth", "~the? Ordinal What ~of|on? ~the? Period", _nth)
    g.add(
        "Nth",
        "~the? Ordinal What ~of? ~the? year ~yearsign?",
        lambda n, what, year: _nth(n, what, Period("year", year=year)),
    )
    g.add("Nth", "~the? Ordinal What ~of? ~the? unit", _nth_here)
    g.add("Nth", "Period ~of? Ordinal What", lambda period, n, what: _nth(n, what, period))
    g.add("Nth", "~the? ~next unit", lambda unit: _next_workday(unit))
    g.add("Nth", "~the? unit ~next", lambda unit: _next_workday(unit))
    g.add("Nth", "~next ~one? unit", lambda unit: _next_workday(unit))


def _next_workday(unit: str) -> Offset | None:
    return Offset(_NOW, Dur(((1, "workday"),)), 1) if unit == "workday" else None


# ---- so long before or after


def _offset(sign: int) -> Any:
    return lambda dur, base: Offset(base, dur, sign) if _dated(base, dur) else None


def _offset_of(sign: int) -> Any:
    return lambda base, dur: Offset(base, dur, sign) if _dated(base, dur) else None


def _dated(base: parts.Day, dur: Dur) -> bool:
    return dur.in_days and not isinstance(base, parts.Ahead)


def _offset_one(sign: int) -> Any:
    return lambda unit, base: Offset(base, Dur(((1, unit),)), sign) if unit in parts.DAY_UNITS else None


def _from_opening(sign: int) -> Any:
    return lambda n, unit=None: (
        Offset(parts.Opening(), Dur(((n, unit or "day"),)), sign) if (unit or "day") in parts.DAY_UNITS else None
    )


def _offsets(g: engine.Grammar) -> None:
    g.add("Near", "day ~sep? ~on? ~the? Abs ~sep?", lambda day, date: _both(FromToday(day), date))
    g.add("Near", "day ~sep? ~on? wd ~sep?", lambda n, day: _both(parts.Weekday(day), FromToday(n)))
    g.add("Near", "day", FromToday)
    g.add("Base", "~on? Near", lambda day: day)
    g.add("Base", "~on? ~the? Simple", lambda day: day)
    g.add("Offset", "~the? Ordinal What ~after0 ~the? Base", lambda n, what, base: parts.NthFrom(n, what, base, 1))
    g.add(
        "Offset",
        "~the? Ordinal What ~before0|beforedur ~the? Base",
        lambda n, what, base: parts.NthFrom(-abs(n), what, base, -1),
    )
    g.add("Offset", "Base ~of? ~after1 ~of? Ordinal What", lambda base, n, what: parts.NthFrom(n, what, base, 1))
    g.add("Offset", "~za? Dur ~before0|beforedur ~the? Base", _offset(-1))
    g.add("Offset", "~in? Dur ~after0|from ~the? Base", _offset(1))
    g.add("Offset", "~the? unit ~before0|beforedur ~the? Base", _offset_one(-1))
    g.add("Offset", "~the? unit ~after0 ~the? Base", _offset_one(1))
    g.add("Offset", "eve ~of? ~the? Base", lambda sign, base: Offset(base, Dur(((1, "day"),)), sign))
    g.add("Offset", "Base ~of? ~before1 ~of? Dur", _offset_of(-1))
    g.add("Offset", "Base ~of? ~after1 ~of? Dur ~later?", _offset_of(1))
    g.add("Offset", "Base ~of? ~before1 num unitday", lambda base, n, unit: Offset(base, Dur(((n, unit),)), -1))
    g.add("Offset", "Base ~of? ~after1 num unitday", lambda base, n, unit: Offset(base, Dur(((n, unit),)), 1))
    g.add("Offset", "Base ~evepost", lambda base: Offset(base, Dur(((1, "day"),)), -1))
    g.add("Offset", "~tminus ~dash num unit?", _from_opening(-1))
    g.add("Offset", "~tminus ~plus num unit?", _from_opening(1))
    g.add("Offset", "~countdown num unit?", _from_opening(-1))


# ---- days


def _both(first: parts.Day, second: parts.Day) -> parts.Both:
    return parts.Both(first, second)


def _feast(key: str, year: Any) -> parts.Feast:
    return parts.Feast(key, year)


def _simple_days(g: engine.Grammar) -> None:
    g.add("Plain", "Abs", lambda day: day)
    g.add("Plain", "Wday", lambda day: day)
    for line in ("~next unit", "unit ~next"):
        g.add("Plain", line, lambda unit: FromToday(1) if unit == "day" else None)
    g.add("Simple", "wd ~sep? ~on? ~the? ~sep? Abs ~sep?", lambda day, date: _both(parts.Weekday(day), date))
    g.add("Simple", "Abs ~sep? wd ~sep?", lambda date, day: _both(parts.Weekday(day), date))
    g.add(
        "Simple", "wdw ~sep? Abs ~sep?", lambda pair, date: _both(parts.InWeek(pair[0], Period("week", pair[1])), date)
    )
    g.add("Simple", "Period ~sep Abs ~sep?", lambda period, date: date)
    g.add("Simple", "Plain", lambda day: day)
    g.add("Simple", "Nth", lambda day: day)
    g.add("Simple", "Edge", lambda day: day)
    g.add("Simple", "opening ~anchorday?", lambda _: parts.Opening())
    g.add("Simple", "~the? holiday YearTail? ~anchorday?", _feast)
    g.add("Simple", "Year ~of? holiday ~anchorday?", lambda year, key: _feast(key, year))


def _days(g: engine.Grammar) -> None:
    g.add("Day", "~on? ~the? Offset", lambda day: day)
    g.add("Day", "~on? Near", lambda day: day)
    g.add("Day", "~on? ~the? Simple", lambda day: day)
    g.add("Day", "Rel", lambda day: day)
    g.add("Day", "~on|in|of? ~the? Period", lambda period: period)
    g.add("Day", "~after0 ~the? Base", parts.After)
    g.add("Day", "Base ~of? ~after1", parts.After)
