"""Who would be asked when, shown before anything is sent; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import round_windows, rounds
from coordination.services import rounds as service
from handlers import dates, presses, round_boards, round_calls, round_steps, round_times, scene, words
from handlers.request import Request

A_PAGE = 8


async def who(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A line for each group: its hour, and who gets its draft."""
    seen = await round_calls.seen(request, work, press)
    turns = _turns(seen, work.now)
    page = press.number(2) if press.number(2) * A_PAGE < len(turns) else 0
    lines = _head(seen, work.now)
    for turn, at in turns[page * A_PAGE : (page + 1) * A_PAGE]:
        lines.append(await _line(work, seen, turn, at))
    last = [round_boards.button(seen, "rdboard")]
    if page:
        last.append(round_boards.turn_button(seen, "round.button.earlier", "rdwho", page - 1))
    if (page + 1) * A_PAGE < len(turns):
        last.append(round_boards.turn_button(seen, "round.button.more", "rdwho", page + 1))
    return [round_steps.menu(request, work, seen, (Markup("\n").join(lines), (tuple(last),)))]


def _turns(seen: service.Board, now: datetime) -> list[tuple[rounds.Turn, datetime]]:
    """In the order of the call, with when each would be called."""
    one = seen.floor.round
    start = one.meets_at or now
    if one.days:
        return [(turn, first) for turn, first, _ in round_windows.planned(seen.floor, seen.hours, start)]
    return [(turn, start + timedelta(minutes=one.minutes * place)) for place, turn in enumerate(seen.floor.queue)]


def _head(seen: service.Board, now: datetime) -> list[Markup]:
    language, one, zone = seen.committee.language, seen.floor.round, seen.committee.zone
    lines = [words.say(language, "round.who", title=scene.shorten(one.title))]
    if one.live_only and one.meets_at is None:
        return [*lines, words.say(language, "round.who_called")]
    if one.live_only:
        return [*lines, words.say(language, "round.who_told" if seen.is_asked else "round.who_live")]
    if one.reports_due_at is not None:
        due = dates.moment(one.reports_due_at, zone, now, language)
        reminder = dates.moment(one.reports_due_at - round_times.REMINDED, zone, now, language)
        key = "round.who_asked" if seen.is_asked else "round.who_due"
        return [*lines, words.say(language, key, moment=due, reminder=reminder)]
    return [*lines, words.say(language, "round.who_days" if one.days else "round.who_now")]


async def _line(work: ports.Work, seen: service.Board, turn: rounds.Turn, at: datetime) -> Markup:
    language, group = seen.committee.language, seen.seats[turn.id].group
    moment = round_boards.clock(at, seen.committee.zone, seen.floor.round.meets_at or work.now, language)
    values = {"code": seen.code(turn), "moment": moment}
    if not await round_calls.reachable(work, group):
        return words.say(language, "round.who_no_chat", **values)
    if seen.floor.round.live_only:
        return words.say(language, "round.who_chat", **values)
    found = [scene.shorten(person.name, 32) for person, _, _ in await service.reporters(work, group)]
    if not found:
        return words.say(language, "round.who_nobody", **values)
    return words.say(language, "round.who_line", names=words.join(language, "listed", found), **values)


PRESSED = {"rdwho": who}
