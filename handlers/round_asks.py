"""A report put to the leads of its group, who approve it, change it, or give it back to whoever asked; no rule."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, rounds
from coordination.rules.round_reports import Report
from coordination.services import round_reports as service
from coordination.services import rounds as rounds_service
from handlers import draft_places, presses, prompts, round_shown, scene, words
from handlers import round_reports as reports
from handlers.request import Request

CHANGE, BACK = "round.change", "round.back"
"""What the words of a change, and the reason of a draft that is given back, are asked as."""

LONGEST_REASON = 300


async def ask_lead(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The report is put to the group's leads, each of whom approves it with a tap."""
    turn, report, _ = await reports.pressed(request, work, press)
    return await ask(request, work, turn, report)


async def ask(request: Request, work: ports.Work, turn: rounds.Turn, report: Report) -> list[messages.Answer]:
    """The draft once more, below; what showed it to a lead until now says so and has no buttons left."""
    group = await work.groups.get(turn.group_id)
    leads = await leads_of(work, group)
    head = words.say(group.language, "round.lead_asked", name=_name(request))
    lines = [head, Markup(), *round_shown.written(report, group.language), Markup()]
    text = Markup("\n").join([*lines, words.say(group.language, "round.draft.how")])
    said: list[messages.Answer] = []
    for _, chat in leads:
        place, slot = messages.Place(chat.id), reports.slot(turn)
        said += await draft_places.moved_down(work, place, slot, group.language)
        rows = _rows(group, turn, request.actor)
        said.append(messages.Post(place, text, purpose=messages.Purpose.QUESTION, rows=rows, slot=slot))
    return [*said, asked(request, group, leads)]


def _rows(group: groups.Group, turn: rounds.Turn, asker: people.Person | None) -> messages.Rows:
    first = (reports.button(group, "rpyes", turn), reports.button(group, "rpchange", turn))
    if asker is None:
        return (first,)
    label = words.plain(group.language, "round.button.rpgive")
    return (first, (messages.Button(label, presses.data("rpgive", group.id, turn.id, asker.id)),))


async def leads_of(work: ports.Work, group: groups.Group) -> list[tuple[people.Person, groups.Chat]]:
    """The leads of a group whom a private message reaches. Raises `Refused` where there is none."""
    found = await rounds_service.reporters(work, group)
    leads = [(person, chat) for person, part, chat in found if part in people.LEADING]
    if not leads:
        raise Refused("round.no_lead_in_private")
    return leads


def asked(request: Request, group: groups.Group, leads: Sequence[tuple[people.Person, groups.Chat]]) -> messages.Answer:
    """Who is asked: over the chat for a press, else as a message."""
    names = words.join(group.language, "listed", [scene.shorten(person.name, 32) for person, _ in leads])
    if request.pressed_message_id is None:
        return scene.answer(request, words.say(group.language, "round.lead_is_asked", names=names))
    return messages.Toast(words.plain(group.language, "round.lead_is_asked", names=str(names.unescape())))


def _name(request: Request) -> str:
    return "" if request.actor is None else scene.shorten(request.actor.name, 32)


async def change(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A lead changes it first: what is typed is read as a reply to the report."""
    turn, _, _ = await reports.pressed(request, work, press)
    group = await work.groups.get(turn.group_id)
    text = words.say(group.language, "round.prompt.change")
    return [prompts.ask(request, work, CHANGE, text, values={"turn": turn.id}, group=group), messages.Toast()]


async def changed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    from handlers import round_replies  # which puts reports to leads as well

    return await round_replies.reply(request, work, int(question.values["turn"]))


async def give(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A lead gives it back to whoever asked: why is typed."""
    turn, _, part = await reports.pressed(request, work, press)
    if part not in people.LEADING:
        raise Refused("refused.leads_only")
    return await ask_why(request, work, BACK, await work.groups.get(turn.group_id), (turn.id, press.number(2)))


async def ask_why(
    request: Request, work: ports.Work, what: str, group: groups.Group, about: tuple[int, int]
) -> list[messages.Answer]:
    """Ask for the reason; `about`: the ids of the report's turn or filing, and of whoever asked."""
    asker, _ = await _asker(work, group, about[1])
    text = words.say(group.language, "round.ask_back", name=scene.shorten(asker.name, 32))
    values = {"about": about[0], "person": asker.id}
    return [prompts.ask(request, work, what, text, values=values, group=group), messages.Toast()]


async def given(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The reason: whoever asked has it at once; the draft stays as it is."""
    group = await work.groups.get(question.group_id)
    turn, report = await service.of_turn(work, group.id, int(question.values["about"]))
    await service.part_of(work, group, request.actor, report)
    said = await tell_why(request, work, group, int(question.values["person"]))
    return [*said, *await reports.shown_everywhere(work, turn, report)]


async def tell_why(request: Request, work: ports.Work, group: groups.Group, person_id: int) -> list[messages.Answer]:
    """The reason that was typed, to whoever asked."""
    asker, chat = await _asker(work, group, person_id)
    reason = scene.shorten(request.text, LONGEST_REASON)
    told = words.say(group.language, "round.given_back", name=_name(request), reason=reason)
    answer = words.say(group.language, "round.is_given_back", name=scene.shorten(asker.name, 32))
    post = messages.Post(messages.Place(chat.id), told, purpose=messages.Purpose.TURN)
    return [scene.answer(request, answer), post]


async def _asker(work: ports.Work, group: groups.Group, person_id: int) -> tuple[people.Person, groups.Chat]:
    """Who asked, while they are of the group and can be written to."""
    membership = await work.people.membership(group.id, person_id)
    person = None if membership is None or membership.left else await work.people.get(person_id)
    chat = None if person is None else await work.chats.by_telegram_id(person.telegram_id)
    if person is None or chat is None or chat.state is not groups.ChatState.ACTIVE:
        raise Refused("refused.old_button")
    return person, chat


PRESSED = {"rpask": ask_lead, "rpchange": change, "rpgive": give}

PROMPTS = {CHANGE: changed, BACK: given}
