"""How lengths of time and stretches of the calendar are put into words in any language; it knows no today."""

from typing import Any

from coordination.rules.when import engine, parts
from coordination.rules.when.parts import Dur, Period

_HALVES = {"hour": (30, "minute"), "day": (12, "hour"), "month": (15, "day"), "year": (6, "month")}
_STRETCHES = frozenset({"week", "weekend", "month", "quarter", "half", "year"})


def add(grammar: engine.Grammar) -> None:
    """Add the rules for lengths (`Dur`), lengths from now (`Rel`) and stretches (`Period`)."""
    _lengths(grammar)
    _from_now(grammar)
    _periods(grammar)


# ---- lengths of time


def _dur(n: int | float, unit: str) -> Dur | None:
    if unit == "weekend":
        return None
    whole, half = int(n), n != int(n)
    if half and (round(n % 1, 3) != 0.5 or unit not in _HALVES):
        return _tenths(n, unit)
    amounts = ((whole, unit),) if whole else ()
    return Dur((*amounts, _HALVES[unit]) if half else amounts) if amounts or half else Dur(((0, unit),))


def _tenths(n: float, unit: str) -> Dur | None:
    return Dur(((round(n * 60), "minute"),)) if unit == "hour" else None


def _and_half(n: int, unit: str) -> Dur | None:
    return _dur(n + 0.5, unit)


def _two(n: int, unit: str, m: int, lesser: str) -> Dur | None:
    return Dur(((n, unit), (m, lesser))) if unit != lesser and lesser not in _STRETCHES else None


def _lengths(g: engine.Grammar) -> None:
    g.add("Count", "num", int)
    g.add("Count", "one", int)
    g.add("Dur", "loose", lambda pair: Dur((pair,), loose=1))
    g.add("Dur", "dur", lambda pair: Dur((pair,)))
    g.add("Dur", "Count unit ~and? Count unit", _two)
    g.add("Dur", "Count unit ~andhalf|and_half", _and_half)
    g.add("Dur", "Count ~andhalf|midhalf unit", _and_half)
    g.add("Dur", "Count unit", _dur)
    g.add("Dur", "year unit", lambda n, unit: None)
    g.add("Dur", "dec unit", _dur)
    g.add("Dur", "~one? half ~one|of? unit", lambda half, unit: _dur(0.5, unit))
    g.add("Dur", "Count ~half unit", _and_half)
    g.add("Wait", "Dur", lambda dur: dur)
    g.add("Wait", "clk", lambda clock: Dur(((clock[0], "hour"), (clock[1], "minute"))))


def _ahead(dur: Dur) -> parts.Ahead:
    return parts.Ahead(dur)


def _within(dur: Dur) -> parts.Ahead:
    return parts.Ahead(dur, within=True)


def _ago(dur: Dur) -> parts.Ahead:
    return parts.Ahead(dur, sign=-1)


def _one_of(unit: str) -> parts.Ahead | None:
    return None if unit == "weekend" else parts.Ahead(Dur(((1, unit),)))


def _from_now(g: engine.Grammar) -> None:
    g.add("Rel", "~within ~the? ~next|coming? Dur ~withinpost?", _within)
    g.add("Rel", "~withinunit unit", _one_of)
    g.add("Rel", "Dur ~withinpost", _within)
    g.add("Rel", "num unitday ~withinpost", lambda n, unit: _within(Dur(((n, unit),))))
    g.add("Rel", "~in ~the? ~next|coming? Wait ~intime|later?", _ahead)
    g.add("Rel", "~inunit unit", _one_of)
    g.add("Rel", "Dur ~later", _ahead)
    g.add("Rel", "~plus num|dec unit", lambda n, unit: (dur := _dur(n, unit)) and _ahead(dur))
    g.add("Rel", "~ago0 Dur", _ago)
    g.add("Rel", "Dur ~ago1", _ago)


# ---- stretches of the calendar


def _shifted(shift: int) -> Any:
    return lambda unit: Period(unit, shift) if unit in _STRETCHES else None


def _of_month(month: int, year: Any) -> Period:
    return Period("month", number=month, year=year)


def _of_quarter(quarter: int, year: Any) -> Period | None:
    return Period("quarter", number=quarter, year=year) if 1 <= quarter <= 4 else None


def _nth_quarter(n: int, unit: str, year: Any) -> Period | None:
    return _of_quarter(n, year) if unit == "quarter" else None


def _periods(g: engine.Grammar) -> None:
    g.add("Year", "year ~yearsign?", int)
    g.add("Year", "num ~yearsign", lambda n: 2000 + n if 24 <= n < 99 else None)
    g.add("Year", "period", lambda pair: Period(*pair) if pair[0] == "year" else None)
    for word, shift in (("this", 0), ("next", 1), ("coming", 1), ("last", -1)):
        for name in ("Year", "Period"):
            wanted = "year" if name == "Year" else None
            build = _year_only(shift) if wanted else _shifted(shift)
            g.add(name, f"~the? ~{word} unit", build)
            g.add(name, f"~the? unit ~{word}", build)
    g.add("YearTail", "~sep? ~of|on? ~the? Year", lambda year: year)
    g.add("Month", "month", int)
    g.add("Month", "num ~monthsign", int)
    g.add("Period", "period", lambda pair: Period(*pair))
    g.add("Period", "~the? unit", lambda unit: Period("weekend") if unit == "weekend" else None)
    g.add("Period", "~the? unit weekno", lambda unit, n: None)
    g.add("Period", "Month YearTail?", _of_month)
    g.add("Period", "Year ~sep|of? Month", lambda year, month: _of_month(month, year))
    g.add("Period", "~the? quarter YearTail?", _of_quarter)
    g.add("Period", "Year ~of? quarter", lambda year, n: _of_quarter(n, year))
    g.add("Period", "~ordmark? num ~qsign", lambda n: _of_quarter(n, None))
    g.add("Period", "Year ~of? ~ordmark? num ~qsign", lambda year, n: _of_quarter(n, year))
    g.add("Period", "~the? ord|ordnum unit YearTail?", _nth_quarter)
    g.add("Period", "Year? ~of? halfyear", lambda year, n: Period("half", number=n, year=year))
    g.add("Period", "ym", lambda pair: _of_month(pair[1], pair[0]))
    g.add("Period", "weekno YearTail?", lambda n, year: Period("week", number=n, year=year))
    g.add("Here", "Period", lambda period: period)
    g.add("Here", "~the? unit", _shifted(0))
    g.add("Here", "~of? ~the? year ~yearsign?", lambda year: Period("year", year=year))


def _year_only(shift: int) -> Any:
    return lambda unit: Period("year", shift) if unit == "year" else None
