"""What the committee sees of a round: the board, the card before each turn, the end; it decides nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages
from coordination.rules import lights, rounds, summaries, tasks
from coordination.rules.rounds import RoundState, TurnState
from coordination.services import rounds as service
from handlers import dates, presses, round_planned, scene, task_lines, words

MOST_LINES = 2
A_ROW = 3
CODES_A_PAGE = 12
LIGHTS = {lights.Light.GREEN: "🟢", lights.Light.YELLOW: "🟡", lights.Light.RED: "🔴"}

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
            tuple(_button(seen, verb) for verb in first),
            tuple(_button(seen, verb) for verb in ("rdorder", "rdreports", "rdcancel")),
        )
    if state is RoundState.LIVE:
        return (tuple(_button(seen, verb) for verb in ("rdpause", "rdreports", "rdclose")),)
    if state is RoundState.PAUSED:
        return (tuple(_button(seen, verb) for verb in ("rdresume", "rdreports", "rdclose")),)
    return ()


def _button(seen: service.Board, verb: str, *numbers: int) -> messages.Button:
    label = words.plain(seen.committee.language, f"round.button.{verb}")
    return messages.Button(label, presses.data(verb, seen.committee.id, seen.floor.round.id, *numbers))


def closing_question(seen: service.Board, now: datetime) -> tuple[Markup, messages.Rows]:
    """What becomes of those who were not heard."""
    language = seen.committee.language
    left = [*([seen.floor.speaking] if seen.floor.speaking else []), *seen.floor.queue]
    text = words.count(language, "round.close_ask", len(left), codes=round_planned.codes(seen, left))
    rows = (
        (_button(seen, "rdfollow"), _button(seen, "rdexcuse")),
        (_button(seen, "rdboard"),),
    )
    return Markup("\n").join([_title(seen, now), text]), rows


def picker(seen: service.Board, verb: str, page: int, key: str) -> tuple[Markup, messages.Rows]:
    """The groups as buttons, to choose one; a dot marks those who handed something in."""
    turns = rounds.order(seen.floor.turns)
    first = page * CODES_A_PAGE
    shown = turns[first : first + CODES_A_PAGE]
    buttons = [
        messages.Button(
            f"{seen.code(turn)}{' ●' if seen.is_in(turn) else ''}",
            presses.data(verb, seen.committee.id, seen.floor.round.id, turn.id),
        )
        for turn in shown
    ]
    rows = [tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW)]
    more = [_button(seen, "rdboard")]
    if first + CODES_A_PAGE < len(turns):
        more.append(_button(seen, "rdreports" if verb == "rdread" else "rdorder", page + 1))
    return words.say(seen.committee.language, key), (*rows, tuple(more))


def card(seen: service.Board, turn: rounds.Turn, view: summaries.SummaryView, missed: int) -> Markup:
    """What the chair has to know before a turn: what was promised and became of it, what stands, what is asked."""
    language = seen.committee.language
    place = [one.id for one in rounds.order(seen.floor.turns)].index(turn.id) + 1
    head = words.say(
        language,
        f"round.head.{_report_state(seen, turn)}",
        number=place,
        n_all=len(seen.floor.turns),
        name=scene.shorten(seen.seats[turn.id].group.name),
        code=seen.code(turn),
        light=LIGHTS[view.light],
    )
    lines = [head]
    if missed:
        lines.append(words.count(language, "round.card.missed", missed))
    promised = len(view.done) + len(view.slipped) + view.late.total
    if promised:
        lines.append(
            words.say(
                language,
                "round.card.promised",
                number=promised,
                n_done=len(view.done),
                n_moved=len(view.slipped),
                n_late=view.late.total,
            )
        )
    lines += _stands(view, language)
    for ask in view.help[-MOST_LINES:]:
        lines.append(words.say(language, "round.card.asked", words=scene.shorten(ask)))
    return Markup("\n").join(lines)


def _stands(view: summaries.SummaryView, language: str) -> list[Markup]:
    slipped = [task_lines.title(slip.task) for slip in view.slipped[:MOST_LINES]]
    late = [_of(task) for task in view.late.tasks[:MOST_LINES]]
    blocked = [task_lines.with_reason(one.task, task_lines.reason(one.task), language) for one in view.blocked]
    found = []
    if slipped:
        found.append(words.say(language, "round.card.moved", tasks=words.join(language, "clauses", slipped)))
    if late:
        found.append(words.say(language, "round.card.late", tasks=words.join(language, "clauses", late)))
    if blocked:
        shown = words.join(language, "clauses", blocked[:MOST_LINES])
        found.append(words.say(language, "round.card.blocked", tasks=shown))
    return found


def _of(task: tasks.Task) -> str:
    return f"{task_lines.reference(task)} {task_lines.title(task)}"


def _report_state(seen: service.Board, turn: rounds.Turn) -> str:
    report = seen.reports.get(turn.id)
    if report is None or not seen.is_in(turn):
        return "none"
    return "approved" if report.approved_by is not None else "in"


def card_buttons(seen: service.Board, turn: rounds.Turn, *, confirms: bool = False) -> messages.Rows:
    """One tap for a chair who changes nothing; `confirms`: nothing was handed in, and it is asked once."""
    accept = _button(seen, "rdheard" if confirms else "rdaccept", turn.id)
    rest = (_button(seen, "rdlater", turn.id), _button(seen, "rdabsent", turn.id), _button(seen, "rdread", turn.id))
    back = () if not seen.is_in(turn) else (_button(seen, "rdreturn", turn.id),)
    return ((accept, *back), rest)


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
    return Markup("\n").join(lines), ((_button(seen, "rdpaper"), _button(seen, "rdreports")),)


def _late_reports(seen: service.Board) -> list[Markup]:
    """Reports that came in from groups that were not heard."""
    language = seen.committee.language
    found = [turn for turn in seen.floor.turns if turn.state in service.UNHEARD and seen.is_in(turn)]
    return [words.say(language, "round.followed", codes=round_planned.codes(seen, found))] if found else []
