"""What the committee sees of a round: the board, the pickers, the end; it decides nothing."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages
from coordination.rules import rounds
from coordination.rules.rounds import RoundState, TurnState
from coordination.services import rounds as service
from handlers import dates, presses, round_planned, scene, words

A_ROW = 3
CODES_A_PAGE = 12

_GROUPS = (
    ("round.heard", (TurnState.REPORTED,)),
    ("round.later", (TurnState.LATER,)),
    ("round.absent", (TurnState.ABSENT,)),
    ("round.excused", (TurnState.EXCUSED,)),
    ("round.to_follow", (TurnState.TO_FOLLOW,)),
    ("round.timed_out", (TurnState.TIMED_OUT,)),
)


def slot(one: rounds.Round) -> str:
    """The name under which the board of a round is edited in place."""
    return f"round:{one.id}"


def ended_slot(one: rounds.Round) -> str:
    """The closing message, edited when somebody's report comes after it."""
    return f"ended:{one.id}"


def card_slot(turn: rounds.Turn) -> str:
    return f"floor:{turn.id}"


def board(seen: service.Board, now: datetime) -> tuple[Markup, messages.Rows]:
    """One message: who has the floor, who comes next, who was heard, who handed something in."""
    language, one = seen.committee.language, seen.floor.round
    lines = [_title(seen, now), *_when(seen, now)]
    speaking = seen.floor.speaking
    if speaking is not None:
        lines.append(_speaking(seen, speaking, now))
    queue = [turn for turn in seen.floor.queue if turn.state is TurnState.WAITING]
    if queue and not _is_planned(one):
        lines.append(words.say(language, "round.queue", codes=round_planned.codes(seen, queue)))
    for key, states in _GROUPS:
        found = [turn for turn in seen.floor.turns if turn.state in states]
        if found:
            lines.append(words.say(language, key, codes=round_planned.codes(seen, found)))
    if one.state is not RoundState.CLOSED:
        lines.append(_reports(seen))
    return Markup("\n").join(lines), _buttons(seen)


def _is_planned(one: rounds.Round) -> bool:
    """Whether the days say already who comes when."""
    return one.state is RoundState.COLLECTING and one.days is not None and one.days <= round_planned.MOST_DAYS_SHOWN


def _title(seen: service.Board, now: datetime) -> Markup:
    language, one = seen.committee.language, seen.floor.round
    title = scene.shorten(one.title)
    if one.meets_at is None:
        return words.say(language, "round.title", title=title)
    moment = dates.moment(one.meets_at, seen.committee.zone, now, language)
    return words.say(language, "round.title_at", title=title, moment=moment)


def _when(seen: service.Board, now: datetime) -> list[Markup]:
    language, one, zone = seen.committee.language, seen.floor.round, seen.committee.zone
    if one.state is RoundState.PAUSED:
        return [words.say(language, "round.is_paused")]
    if one.state is RoundState.CANCELLED:
        return [words.say(language, "round.is_cancelled")]
    if one.state is not RoundState.COLLECTING:
        return []
    lines = []
    if one.reports_due_at is not None:
        moment = dates.moment(one.reports_due_at, zone, now, language)
        lines.append(words.say(language, "round.due_asked" if seen.is_asked else "round.due", moment=moment))
    if one.days is not None:
        return [*lines, *round_planned.plan(seen, now)]
    lines.append(words.count(language, "round.each", one.minutes, number=len(seen.floor.turns)))
    return lines


def _speaking(seen: service.Board, turn: rounds.Turn, now: datetime) -> Markup:
    language, ends = seen.committee.language, seen.ends_at
    if ends is None:
        return words.say(language, "round.speaking", code=seen.code(turn))
    hour = clock(ends, seen.committee.zone, now, language)
    return words.say(language, "round.speaking_until", code=seen.code(turn), moment=hour)


def clock(at: datetime, zone: str, now: datetime, language: str) -> str:
    """The hour alone on the same day, else the day with it."""
    local, today = (one.astimezone(ZoneInfo(zone)) for one in (at, now))
    if local.date() == today.date():
        return dates.hour(local.time().replace(second=0, microsecond=0), language)
    return dates.moment(at, zone, now, language)


def _reports(seen: service.Board) -> Markup:
    language = seen.committee.language
    missing = [turn for turn in seen.floor.turns if not seen.is_in(turn) and turn.state in rounds.IN_QUEUE]
    values = {"number": sum(seen.is_in(turn) for turn in seen.floor.turns), "n_all": len(seen.floor.turns)}
    if not missing or not values["number"]:
        return words.say(language, "round.reports", **values)
    return words.say(language, "round.reports_missing", codes=round_planned.codes(seen, missing), **values)


def _buttons(seen: service.Board) -> messages.Rows:
    state = seen.floor.round.state
    if state is RoundState.COLLECTING:
        first = ["rdbegin"] if seen.is_asked else ["rdask", "rdbegin"]
        return (
            tuple(button(seen, verb) for verb in first),
            tuple(button(seen, verb) for verb in ("rdorder", "rdreports", "rdcancel")),
        )
    if state is RoundState.LIVE:
        return (tuple(button(seen, verb) for verb in ("rdpause", "rdreports", "rdclose")),)
    if state is RoundState.PAUSED:
        return (tuple(button(seen, verb) for verb in ("rdresume", "rdreports", "rdclose")),)
    return ()


def button(seen: service.Board, verb: str, *numbers: int) -> messages.Button:
    """A button of the committee that names the round, and what the numbers say besides."""
    label = words.plain(seen.committee.language, f"round.button.{verb}")
    return messages.Button(label, presses.data(verb, seen.committee.id, seen.floor.round.id, *numbers))


def closing_question(seen: service.Board, now: datetime) -> tuple[Markup, messages.Rows]:
    """What becomes of those who were not heard."""
    language = seen.committee.language
    left = [*([seen.floor.speaking] if seen.floor.speaking else []), *seen.floor.queue]
    text = words.count(language, "round.close_ask", len(left), codes=round_planned.codes(seen, left))
    rows = (
        (button(seen, "rdfollow"), button(seen, "rdexcuse")),
        (button(seen, "rdboard"),),
    )
    return Markup("\n").join([_title(seen, now), text]), rows


def paged(seen: service.Board, page: int) -> list[rounds.Turn]:
    """The groups of one page of buttons."""
    return rounds.order(seen.floor.turns)[page * CODES_A_PAGE : (page + 1) * CODES_A_PAGE]


def picker(
    seen: service.Board, verb: str, page: int, key: str, *, changed: Collection[int] = ()
) -> tuple[Markup, messages.Rows]:
    """The groups as buttons, to choose one; a dot marks those who handed something in, an arrow those behind whose
    accepted report something was changed (`changed`: ids of turns).
    """
    turns, shown = rounds.order(seen.floor.turns), paged(seen, page)
    first = page * CODES_A_PAGE
    buttons = [
        messages.Button(
            f"{seen.code(turn)}{' ●' if seen.is_in(turn) else ''}{' ↻' if turn.id in changed else ''}",
            presses.data(verb, seen.committee.id, seen.floor.round.id, turn.id),
        )
        for turn in shown
    ]
    rows = [tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW)]
    more = [button(seen, "rdboard")]
    if first + CODES_A_PAGE < len(turns):
        more.append(button(seen, "rdreports" if verb == "rdread" else "rdorder", page + 1))
    return words.say(seen.committee.language, key), (*rows, tuple(more))


def ended(seen: service.Board, now: datetime) -> tuple[Markup, messages.Rows]:
    """The round's closing message: who was heard, who follows, who is excused."""
    language, floor = seen.committee.language, seen.floor
    closed = floor.round.closed_at or now
    lines = [
        words.say(
            language,
            "round.ended",
            title=scene.shorten(floor.round.title),
            moment=dates.moment(closed, seen.committee.zone, now, language),
        ),
        words.say(
            language,
            "round.ended_counts",
            n_done=floor.count(TurnState.REPORTED),
            n_all=len(floor.turns),
        ),
    ]
    for key, states in _GROUPS[2:]:
        found = [turn for turn in floor.turns if turn.state in states]
        if found:
            lines.append(words.say(language, key, codes=round_planned.codes(seen, found)))
    lines += _late_reports(seen)
    return Markup("\n").join(lines), ((button(seen, "rdpaper"), button(seen, "rdreports")),)


def _late_reports(seen: service.Board) -> list[Markup]:
    """Reports that came in from groups that were not heard, those corrected since, and who is missing again."""
    language, turns = seen.committee.language, rounds.order(seen.floor.turns)
    came = [turn for turn in turns if turn.state in service.UNHEARD and seen.is_in(turn)]
    corrected = [turn for turn in turns if turn.id in seen.reports and seen.reports[turn.id].corrected_at is not None]
    again = [turn for turn in turns if seen.missed.get(turn.id) and not seen.is_in(turn)]
    lines = []
    if came:
        shown = words.join(language, "listed", [late_code(seen, turn) for turn in came[: round_planned.MOST_CODES]])
        lines.append(words.say(language, "round.followed", codes=shown))
    if corrected:
        lines.append(words.say(language, "round.corrected", codes=round_planned.codes(seen, corrected)))
    if again:
        lines.append(words.say(language, "round.unheard_again", codes=round_planned.codes(seen, again)))
    return lines


def late_code(seen: service.Board, turn: rounds.Turn) -> str:
    """The group's code, with the working days that its report was late."""
    report = seen.reports.get(turn.id)
    late = 0 if report is None else seen.days_late(report)
    if not late:
        return seen.code(turn)
    return words.plain_count(seen.committee.language, "round.late_code", late, code=seen.code(turn))
