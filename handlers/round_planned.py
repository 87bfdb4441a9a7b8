"""The groups of a round by their codes, and on which days they would be called; it decides nothing."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import round_windows, rounds
from coordination.rules.rounds import Turn
from coordination.services import rounds as service
from handlers import dates, words

MOST_CODES = 40
MOST_DAYS_SHOWN = 5
MOST_A_DAY = 12
HOURS_FROM = 120


def codes(seen: service.Board, turns: Sequence[rounds.Turn]) -> Markup:
    """The groups by their codes."""
    language = seen.committee.language
    shown: list[str] = [seen.code(turn) for turn in turns[:MOST_CODES]]
    if len(turns) > MOST_CODES:
        shown.append(words.count(language, "plan.more", len(turns) - MOST_CODES))
    return words.join(language, "listed", shown)


def length(minutes: int, language: str) -> str:
    """Of a window, in working time."""
    if minutes < HOURS_FROM:
        return words.plain_count(language, "round.length.minutes", minutes)
    return words.plain(language, "round.length.hours", hours=f"{minutes / 60:.1f}".removesuffix(".0"))


def plan(seen: service.Board, now: datetime) -> list[Markup]:
    """Who is called on which day, were the round begun now; nobody is asked before that."""
    language, one = seen.committee.language, seen.floor.round
    if one.days is None:
        return []
    starts = max(now, one.meets_at or now)
    key = "round.over_days" if one.meets_at is None else "round.over_days_from"
    lines = [words.count(language, key, one.days, length=length(one.minutes, language), number=len(seen.floor.turns))]
    if not one.days <= MOST_DAYS_SHOWN:
        return lines
    zone = ZoneInfo(seen.committee.zone)
    windows = round_windows.planned(seen.floor, seen.hours, starts)
    today = now.astimezone(zone).date()
    for day, found in itertools.groupby(windows, lambda each: _day(each, seen)):
        lines.append(
            words.say(
                language,
                "round.planned",
                day=dates.inline_day(day, today, language),
                codes=_span(seen, [turn for turn, _, _ in found]),
            )
        )
    return lines


def _span(seen: service.Board, turns: Sequence[Turn]) -> Markup:
    """Few by name, many from the first to the last."""
    if len(turns) <= MOST_A_DAY:
        return codes(seen, turns)
    return Markup("{}…{}").format(seen.code(turns[0]), seen.code(turns[-1]))


def _day(window: tuple[Turn, datetime, datetime], seen: service.Board) -> date:
    """A window that ends one evening and begins another morning is of the day on which it ends."""
    return window[2].astimezone(ZoneInfo(seen.committee.zone)).date()
