"""Reports that leave something out are pointed out to the committee and its secretary, who return them; no rule."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, people, round_figures, rounds
from coordination.services import programmes as programme_service
from coordination.services import round_checks as service
from coordination.services import rounds as rounds_service
from handlers import presses, round_boards, round_planned, scene, words

MOST = 8


def slot(one: rounds.Round) -> str:
    """The word to the committee at the hour: it stays as it is."""
    return f"overdue:{one.id}"


def left_out(language: str, found: Sequence[round_figures.Weakness]) -> Markup:
    """What a report leaves out, in words."""
    return words.join(language, "listed", [words.plain(language, f"round.weak.{one.value}") for one in found])


async def overdue(work: ports.Work, seen: rounds_service.Board) -> list[messages.Outgoing]:
    """At the hour at which reports are due: how many are in, whose are not, and which leave something out, once."""
    one = seen.floor.round
    if not seen.is_asked or one.reports_due_at is None or work.now < one.reports_due_at:
        return []
    if one.meets_at is not None and work.now >= one.meets_at:
        return []
    if not await rounds_service.once(work, one, "overdue"):
        return []
    text = await _text(work, seen)
    label = words.plain(seen.committee.language, "round.button.rdreports")
    button = messages.Button(label, presses.data("rdreports", seen.committee.id, one.id))
    place = programme_service.place_of(seen.committee)
    said: list[messages.Outgoing] = [
        messages.Post(place, text, purpose=messages.Purpose.TURN, rows=((button,),), silent=True, slot=slot(one))
    ]
    return [*said, *[messages.Post(messages.Place(chat.id), text) for chat in await _secretaries(work, seen)]]


async def _text(work: ports.Work, seen: rounds_service.Board) -> Markup:
    language, title = seen.committee.language, scene.shorten(seen.floor.round.title)
    turns = [turn for turn in rounds.order(seen.floor.turns) if turn.state in rounds.IN_QUEUE]
    missing = [turn for turn in turns if not seen.has_words(turn)]
    number = sum(seen.is_in(turn) for turn in turns)
    lines = [words.say(language, "round.overdue", number=number, n_all=len(turns), title=title)]
    if missing:
        lines.append(words.say(language, "round.overdue_missing", codes=round_planned.codes(seen, missing)))
    lines += round_boards.returned(seen)
    weak = await service.weak(work, seen)
    named = [turn for turn in turns if turn.id in weak]
    if named:
        lines.append(words.say(language, "round.overdue_weak"))
    lines += [
        words.say(language, "round.weak_line", code=seen.code(turn), words=left_out(language, weak[turn.id]))
        for turn in named[:MOST]
    ]
    if len(named) > MOST:
        lines.append(words.count(language, "plan.more", len(named) - MOST))
    return Markup("\n").join(lines)


async def _secretaries(work: ports.Work, seen: rounds_service.Board) -> list[groups.Chat]:
    """The committee's secretaries who began a private chat: the board's button is in the committee's chat."""
    found = []
    for person, membership in await work.people.members(seen.committee.id):
        if membership.part is people.Part.SECRETARY and person.started:
            chat = await work.chats.by_telegram_id(person.telegram_id)
            if chat is not None and chat.state is groups.ChatState.ACTIVE:
                found.append(chat)
    return found
