"""The card before a turn: what was promised and became of it, what stands, what is asked; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages
from coordination.rules import people, round_reports, rounds
from coordination.services import round_cards as cards_service
from coordination.services import rounds as service
from handlers import html, round_boards, round_promises, scene, task_lines, words

MOST = 12
"""Lines of a card; what is to be settled is the last, and stays."""

MOST_LINES = 2
MOST_NOTICES = 5


def card(seen: service.Board, turn: rounds.Turn, known: cards_service.Briefing, language: str) -> Markup:
    """What the chair has to know before a turn: what was promised and became of it, what stands, what is asked; at
    most twelve lines.
    """
    lines = [_head(seen, turn, known, language), *_silent(seen, turn, language)]
    if known.missed:
        lines.append(words.count(language, "round.card.missed", known.missed))
    lines += round_promises.lines(known, seen.code(turn), language)
    asks = _asks(seen, turn, known)
    for ask in asks:
        lines.append(words.say(language, "round.card.asked", words=scene.shorten(ask)))
    if known.asked:
        lines.append(words.say(language, "round.card.unanswered", words=scene.shorten(known.asked)))
    if known.notices:
        numbers = words.join(language, "listed", [str(one.number) for one in known.notices[:MOST_NOTICES]])
        lines.append(words.say(language, "round.card.notices", numbers=numbers))
    if open_ask := next(iter([*asks, *([known.asked] if known.asked else [])]), ""):
        lines.append(words.say(language, "round.card.to_settle", words=scene.shorten(open_ask)))
    if len(lines) > MOST:
        lines = [*lines[: MOST - 1], lines[-1]]
    return Markup("\n").join(lines)


def _head(seen: service.Board, turn: rounds.Turn, known: cards_service.Briefing, language: str) -> Markup:
    place = [one.id for one in rounds.order(seen.floor.turns)].index(turn.id) + 1
    stands = "live" if seen.floor.round.live_only else report_state(seen, turn)
    return words.say(
        language,
        f"round.head.{stands}",
        number=place,
        n_all=len(seen.floor.turns),
        name=scene.shorten(seen.seats[turn.id].group.name),
        code=seen.code(turn),
        light=task_lines.LIGHTS[known.view.light],
    )


def _silent(seen: service.Board, turn: rounds.Turn, language: str) -> list[Markup]:
    """The group hears nothing of its turn."""
    why = seen.unreached.get(turn.id)
    return [] if why is None else [words.say(language, f"round.unheard.{why.value}")]


def floor(
    seen: service.Board, turn: rounds.Turn, known: cards_service.Briefing, readers: Sequence[people.Person] = ()
) -> Markup:
    """What the committee's chat has of a turn whose card is in private: whose it is, and once a round (`readers`) who
    has the cards and where to ask.
    """
    language = seen.committee.language
    lines = [_head(seen, turn, known, language), *_silent(seen, turn, language)]
    if readers:
        names = words.join(language, "listed", [html.person(scene.shorten(one.name, 32), None, "?") for one in readers])
        lines.append(words.say(language, "round.floor.briefed", names=names))
    return Markup("\n").join(lines)


def over(seen: service.Board, turn: rounds.Turn, now: datetime) -> Markup:
    """The line that stays of a card when the turn is over: what became of it, and when."""
    language, zone = seen.committee.language, seen.committee.zone
    state = rounds.TurnState.LATER if turn.state is rounds.TurnState.WAITING else turn.state
    return words.say(
        language,
        f"round.over.{state.value}",
        name=scene.shorten(seen.seats[turn.id].group.name),
        code=seen.code(turn),
        moment=round_boards.clock(turn.state_at or now, zone, now, language),
    )


def _asks(seen: service.Board, turn: rounds.Turn, known: cards_service.Briefing) -> list[str]:
    """What is asked of the committee now: by the report where there is one, else by the records."""
    report = seen.reports.get(turn.id)
    if report is not None and seen.has_words(turn):
        asked = report.part(round_reports.Part.HELP)
        return [asked] if asked and not known.is_answered else []
    return list(known.view.help[-MOST_LINES:])


def report_state(seen: service.Board, turn: rounds.Turn) -> str:
    """`none`, `returned` and not in again, `in`, or `approved` by a lead."""
    report = seen.reports.get(turn.id)
    if seen.is_returned(turn):
        return "returned"
    if report is None or not seen.is_in(turn):
        return "none"
    return "approved" if report.approved_by is not None else "in"


def card_buttons(
    seen: service.Board, turn: rounds.Turn, *, confirms: bool = False, language: str = ""
) -> messages.Rows:
    """One tap for a chair who changes nothing; `confirms`: nothing was handed in, and it is asked once."""
    is_in = seen.is_in(turn) and not seen.floor.round.live_only
    has_words = seen.has_words(turn) and not seen.floor.round.live_only
    asks = has_words and bool(seen.reports[turn.id].part(round_reports.Part.HELP))
    rows = (
        ("rdheard" if confirms else "rdaccept", *(["rdreturn"] if is_in else [])),
        ("rdlater", "rdabsent", *(["rdread"] if has_words else [])),
        ("rdgive", *(["rdtake"] if asks else []), "rddecide"),
    )
    return tuple(tuple(round_boards.button(seen, verb, turn.id, language=language) for verb in row) for row in rows)
