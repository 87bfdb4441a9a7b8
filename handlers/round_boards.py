"""What the committee sees of a round: the board, the pickers, the end; it decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import rounds
from coordination.rules.round_reach import Reach
from coordination.rules.rounds import RoundState, TurnState
from coordination.services import programmes as programme_service
from coordination.services import rounds as service
from handlers import dates, presses, round_planned, scene, words

A_ROW = 3
CODES_A_PAGE = 12

GROUPS = (
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


def time_slot(one: rounds.Round) -> str:
    """What says that the hour has come; its button goes when the round begins."""
    return f"meets:{one.id}"


def time_post(seen: service.Board) -> messages.Post:
    """The hour has come, with the one tap that begins."""
    text, rows = _time(seen), ((button(seen, "rdbegin"),),)
    place, slot = programme_service.place_of(seen.committee), time_slot(seen.floor.round)
    return messages.Post(place, text, purpose=messages.Purpose.TURN, rows=rows, slot=slot)


def _time(seen: service.Board) -> Markup:
    return words.say(seen.committee.language, "round.is_time", title=scene.shorten(seen.floor.round.title))


async def time_taken(work: ports.Work, seen: service.Board) -> list[messages.Edit]:
    """The round has begun: what said that it is time has no button left."""
    place, slot = programme_service.place_of(seen.committee), time_slot(seen.floor.round)
    if await work.slots.get(place.chat_id, slot) is None:
        return []
    return [messages.Edit(place, slot, _time(seen), purpose=messages.Purpose.TURN)]


async def moved_down(work: ports.Work, seen: service.Board) -> list[messages.EditPressed]:
    """The message that was the board until now says where it is, and has no buttons left: there is one board."""
    place = programme_service.place_of(seen.committee)
    before = await work.slots.get(place.chat_id, slot(seen.floor.round))
    if before is None or before.message_id is None:
        return []
    text = words.say(seen.committee.language, "round.board_below", title=scene.shorten(seen.floor.round.title))
    return [messages.EditPressed(place, before.message_id, text)]


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
    if queue and not _is_planned(one) and one.state is not RoundState.CANCELLED:
        lines.append(words.say(language, "round.queue", codes=round_planned.codes(seen, queue)))
    for key, states in GROUPS:
        found = [turn for turn in seen.floor.turns if turn.state in states]
        if found:
            lines.append(words.say(language, key, codes=round_planned.codes(seen, found)))
    if one.state not in (RoundState.CLOSED, RoundState.CANCELLED):
        lines += [] if one.live_only else [_reports(seen, now), *returned(seen)]
        lines += _unreached(seen)
    return Markup("\n").join(lines), _buttons(seen)


def _unreached(seen: service.Board) -> list[Markup]:
    """Groups still to be heard that hear nothing of it, by what keeps it from them."""
    language, owing = seen.committee.language, (*rounds.IN_QUEUE, *rounds.ON_FLOOR)
    lines = []
    for why in Reach:
        turns = [one for one in seen.floor.turns if seen.unreached.get(one.id) is why and one.state in owing]
        if turns:
            codes = round_planned.codes(seen, turns)
            lines.append(words.say(language, f"round.unreached.{why.value}", codes=codes))
    return lines


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
    if one.state is RoundState.CLOSED:
        return [words.say(language, "round.is_closed")]
    if one.state is not RoundState.COLLECTING:
        return []
    lines = []
    if one.reports_due_at is not None:
        moment = dates.moment(one.reports_due_at, zone, now, language)
        lines.append(words.say(language, "round.due_asked" if seen.is_asked else "round.due", moment=moment))
    if one.live_only:
        lines.append(words.say(language, "round.live_told" if seen.is_asked else "round.live_only"))
    if one.days is not None:
        return [*lines, *round_planned.plan(seen, now)]
    count = len([turn for turn in seen.floor.turns if turn.state in rounds.IN_QUEUE])
    lines.append(words.count(language, "round.each", one.minutes, number=count))
    return lines


def _speaking(seen: service.Board, turn: rounds.Turn, now: datetime) -> Markup:
    """Who has the floor, whether a word has come of them, and the time left, or until when over days."""
    language, ends = seen.committee.language, seen.ends_at
    state = turn.state.value
    if ends is None:
        return words.say(language, f"round.speaking.{state}", code=seen.code(turn))
    hour = clock(ends, seen.committee.zone, now, language)
    left = rounds.minutes_left(seen.floor, now)
    if left is None:
        return words.say(language, f"round.speaking_until.{state}", code=seen.code(turn), moment=hour)
    if left == 0:
        return words.say(language, f"round.speaking_over.{state}", code=seen.code(turn), moment=hour)
    return words.count(language, f"round.speaking_left.{state}", left, code=seen.code(turn), moment=hour)


def clock(at: datetime, zone: str, now: datetime, language: str) -> str:
    """The hour alone on the same day, else the day with it."""
    local, today = (one.astimezone(ZoneInfo(zone)) for one in (at, now))
    if local.date() == today.date():
        return dates.hour(local.time().replace(second=0, microsecond=0), language)
    return dates.moment(at, zone, now, language)


def _reports(seen: service.Board, now: datetime) -> Markup:
    """How many reports are in, and whose are not; they are late once the hour has passed."""
    language, due = seen.committee.language, seen.floor.round.reports_due_at
    owing = (*rounds.IN_QUEUE, *rounds.ON_FLOOR)
    missing = [turn for turn in seen.floor.turns if not seen.has_words(turn) and turn.state in owing]
    values = {"number": sum(seen.is_in(turn) for turn in seen.floor.turns), "n_all": len(seen.floor.turns)}
    is_late = due is not None and now >= due and seen.is_asked
    if not missing or not (values["number"] or is_late):
        return words.say(language, "round.reports", **values)
    key = "round.reports_late" if is_late else "round.reports_missing"
    return words.say(language, key, codes=round_planned.codes(seen, missing), **values)


def returned(seen: service.Board) -> list[Markup]:
    """Whose report came back and has not come again; they are not late for it."""
    owing = (*rounds.IN_QUEUE, *rounds.ON_FLOOR)
    found = [turn for turn in rounds.order(seen.floor.turns) if seen.is_returned(turn) and turn.state in owing]
    codes = round_planned.codes(seen, found)
    return [words.say(seen.committee.language, "round.reports_returned", codes=codes)] if found else []


def _buttons(seen: service.Board) -> messages.Rows:
    one = seen.floor.round
    if one.state is RoundState.COLLECTING:
        ask = "rdtell" if one.live_only else "rdask"
        first = ["rdbegin"] if seen.is_asked or (one.live_only and one.meets_at is None) else [ask, "rdbegin"]
        rest = ["rdorder"] if one.live_only else ["rdorder", "rdreports"]
        return _rows(seen, (*first, "rdwho"), (*rest, "rdcancel"))
    rest = ["rdorder", "rdclose"] if one.live_only else ["rdorder", "rdreports", "rdclose"]
    if one.state is RoundState.LIVE:
        return _rows(seen, ("rdpause", "rddecide"), rest)
    if one.state is RoundState.PAUSED:
        return _rows(seen, ("rdresume", "rddecide"), rest)
    return ()


def _rows(seen: service.Board, *rows: Sequence[str]) -> messages.Rows:
    return tuple(tuple(button(seen, verb) for verb in row) for row in rows)


def button(seen: service.Board, verb: str, *numbers: int, language: str = "") -> messages.Button:
    """A button of the committee that names the round, and what the numbers say besides; `language`: in private."""
    label = words.plain(language or seen.committee.language, f"round.button.{verb}")
    return messages.Button(label, presses.data(verb, seen.committee.id, seen.floor.round.id, *numbers))


def closing_question(seen: service.Board, now: datetime) -> tuple[Markup, messages.Rows]:
    """What becomes of those who were not heard."""
    language = seen.committee.language
    late = [turn for turn in rounds.order(seen.floor.turns) if turn.state is TurnState.TIMED_OUT]
    left = [*([seen.floor.speaking] if seen.floor.speaking else []), *seen.floor.queue, *late]
    text = words.count(language, "round.close_ask", len(left), codes=round_planned.codes(seen, left))
    rows = (
        tuple(button(seen, verb) for verb in ("rdfollow", "rdabsall", "rdexcuse")),
        (button(seen, "rdboard"),),
    )
    return Markup("\n").join([_title(seen, now), text]), rows


@dataclass(frozen=True, slots=True)
class Picking:
    """A page of groups as buttons: `verb` chooses one, `turning` shows another page (both name the round first).

    `marks`: what stands behind a group's code, by turn.
    """

    verb: str
    turning: str
    turns: Sequence[rounds.Turn]
    marks: Mapping[int, str] = field(default_factory=dict)
    back: bool = True

    def page(self, number: int) -> Sequence[rounds.Turn]:
        """The groups of one page."""
        return self.turns[number * CODES_A_PAGE : (number + 1) * CODES_A_PAGE]


def picker(seen: service.Board, picking: Picking, page: int) -> messages.Rows:
    """The groups of a page as buttons, with the pages before and after."""
    page = page if page * CODES_A_PAGE < len(picking.turns) else 0
    buttons = [
        messages.Button(
            f"{seen.code(turn)}{picking.marks.get(turn.id, '')}",
            presses.data(picking.verb, seen.committee.id, seen.floor.round.id, turn.id, page),
        )
        for turn in picking.page(page)
    ]
    rows = [tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW)]
    last = [button(seen, "rdboard")] if picking.back else []
    if page > 0:
        last.append(turn_button(seen, "round.button.earlier", picking.turning, page - 1))
    if (page + 1) * CODES_A_PAGE < len(picking.turns):
        last.append(turn_button(seen, "round.button.more", picking.turning, page + 1))
    return (*rows, tuple(last)) if last else tuple(rows)


def turn_button(seen: service.Board, key: str, verb: str, page: int) -> messages.Button:
    """Another page."""
    label = words.plain(seen.committee.language, key)
    return messages.Button(label, presses.data(verb, seen.committee.id, seen.floor.round.id, page))
