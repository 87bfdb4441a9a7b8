"""The next edition of a programme in its panel: asked for, shown, begun here or in another chat; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import editions, events, groups, people, when
from coordination.services import changes, handovers
from coordination.services import editions as service
from handlers import dates, plan_presses, presses, programme_panel, prompts, scene, words
from handlers.programme_panel import Page, button
from handlers.request import Request

ASK = "edition.when"
"""What the next opening day is asked as."""

MOST_VACANT = 8
LONGEST_NAME = 80
_PARTS = {
    people.Part.LEAD: "edition.part.lead",
    people.Part.DEPUTY: "edition.part.deputy",
    people.Part.LIAISON: "edition.part.liaison",
    people.Part.SECRETARY: "edition.part.secretary",
}


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Next edition*: when it opens is typed."""
    committee, programme = await programme_panel.of_press(request, work, press)
    handovers.check(programme, request.actor, is_admin=bool(request.is_chat_admin))
    if programme.opens_on is None:
        raise Refused("edition.no_opening")
    like = programme.opens_on.replace(year=programme.opens_on.year + 1, day=min(programme.opens_on.day, 28))
    day = f"{like.year}年{like.month}月{like.day}日" if committee.language == "zh" else _written(like)
    text = words.say(committee.language, "edition.ask", example=f"{day} {editions.next_name(programme.name, like)}")
    return [prompts.ask(request, work, ASK, text, values={}, group=committee)]


def _written(on: date) -> str:
    return f"{on.day} {on:%b} {on.year}"


async def answered(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The reply to it."""
    return await typed(request, work, await work.groups.get(question.group_id), request.text)


async def typed(request: Request, work: ports.Work, committee: groups.Group, words_: str) -> Sequence[messages.Answer]:
    """`/plan next 18 May 2028`, with a name behind the day where the year alone does not make it."""
    programme = await work.programmes.of_committee(committee.id)
    if programme is None:
        raise Refused("section.no_programme")
    handovers.check(programme, request.actor, is_admin=bool(request.is_chat_admin))
    wanted = _wish(request, programme.name, words_.strip())
    cause = replace(scene.said(request, work, words_), group=committee)
    question = service.wish(work, cause, wanted)
    seen = await service.preview(work, question)
    text, rows = _shown(request, committee, seen, question)
    return [scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION)]


def _wish(request: Request, name: str, typed_: str) -> editions.Wish:
    """A day, and the name behind it, where one is written. Raises `Refused` where no single day is."""
    tokens = typed_.split("\n")[0].split()
    for count in range(len(tokens), 0, -1):
        read = when.read(" ".join(tokens[:count]), scene.frame(request))
        if len(read.values) == 1 and isinstance(read.values[0], when.Moment):
            on, rest = read.values[0].on, " ".join(tokens[count:]).strip(" ,，:：")
            return editions.Wish(scene.shorten(rest, LONGEST_NAME) if rest else editions.next_name(name, on), on)
    raise Refused("edition.form", words=scene.shorten(typed_))


def _shown(request: Request, committee: groups.Group, seen: service.Preview, question: ports.Question) -> Page:
    """What would begin, and where it can."""
    rows = (
        (button(committee, "edition.button.here", "pgnexthere", question.id),),
        (
            button(committee, "edition.button.elsewhere", "pgnextaway", question.id),
            button(committee, "panel.button.leave", "pghome"),
        ),
    )
    language = committee.language
    lines = [*_lines(request, committee.language, seen), words.say(language, "edition.here_means")]
    return Markup("\n").join(lines), rows


def _lines(request: Request, language: str, seen: service.Preview) -> list[Markup]:
    day = dates.day(seen.wish.opens_on, scene.today(request), language)
    lines = [
        words.say(language, "edition.title", name=scene.shorten(seen.wish.name), day=day),
        words.count(language, "edition.groups", seen.groups, n_sections=seen.sections),
        words.count(language, "edition.tasks", seen.tasks),
    ]
    if seen.carried:
        lines.append(words.count(language, "edition.carried", seen.carried, n_again=seen.again))
    if seen.vacant:
        lines.append(_vacant(language, seen))
    if seen.lessons:
        lines.append(words.count(language, "edition.lessons", seen.lessons))
    return [*lines, words.say(language, "edition.nothing_yet")]


def _vacant(language: str, seen: service.Preview) -> Markup:
    """Parts that somebody has now and nobody has then."""
    ours = words.plain(language, "edition.committee")
    named = [
        words.say(language, "edition.vacant_one", code=code or ours, part=words.plain(language, _PARTS[part]))
        for code, part in seen.vacant[:MOST_VACANT]
    ]
    if len(seen.vacant) > MOST_VACANT:
        named.append(words.count(language, "plan.more", len(seen.vacant) - MOST_VACANT))
    return words.say(language, "edition.vacant", parts=words.join(language, "listed", named))


async def here(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Here*: asked once more, for this programme goes into the archive by it."""
    committee, programme = await programme_panel.of_press(request, work, press)
    handovers.check(programme, request.actor, is_admin=bool(request.is_chat_admin))
    question = await _question(work, committee, press.number(1))
    language = committee.language
    if not press.number(2):
        rows = (
            (
                button(committee, "panel.button.leave", "pghome"),
                button(committee, "edition.button.begin", "pgnexthere", question.id, 1),
            ),
        )
        text = words.say(language, "edition.sure", programme=scene.shorten(programme.name))
        return [scene.in_place(request, text, rows)]
    begun = await service.begin(work, _cause(request, work, committee), question)
    return await _begun(request, work, begun)


def _cause(request: Request, work: ports.Work, group: groups.Group) -> changes.Said:
    """The press, with its message as the place where the tasks of the edition come from."""
    assert request.pressed_message_id is not None
    source = events.Source(request.chat.id, request.pressed_message_id)
    return replace(plan_presses.cause(request, work, group), source=source)


async def _begun(request: Request, work: ports.Work, begun: service.Begun) -> list[messages.Answer]:
    """What began, and what is to be done now: links, and who has which part."""
    language = begun.committee.language
    lines = [
        words.say(language, "edition.begun", name=scene.shorten(begun.programme.name)),
        words.count(language, "edition.tasks", begun.seen.tasks),
        *([_vacant(language, begun.seen)] if begun.seen.vacant else []),
        words.say(language, "edition.what_now"),
    ]
    rows = ((button(begun.committee, "panel.button.home", "pghome"),),)
    return [scene.in_place(request, Markup("\n").join(lines), rows)]


async def _question(work: ports.Work, committee: groups.Group, question_id: int) -> ports.Question:
    question = await service.wished(work, question_id)
    if question.group_id != committee.id:
        raise Refused("refused.old_button")
    return question


async def elsewhere(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Another chat*: the link by which an admin of it begins the edition there."""
    committee, programme = await programme_panel.of_press(request, work, press)
    handovers.check(programme, request.actor, is_admin=bool(request.is_chat_admin))
    question = await _question(work, committee, press.number(1))
    address = f"https://t.me/{request.bot_username}?startgroup={service.code_of(question)}&admin=pin_messages"
    text = words.say(committee.language, "edition.link", name=scene.shorten(question.values["name"]), address=address)
    return [scene.in_place(request, text, ((button(committee, "panel.button.home", "pghome"),),))]


async def opened(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The link was opened in another chat by an admin of it."""
    group = scene.group_of(request)
    question = await service.wished(work, (await service.of_code(work, request.args)).id)
    handovers.show(work, group, question)
    seen = await service.preview(work, question)
    rows = (
        (
            button(group, "edition.button.no", "pgnextno", question.id),
            button(group, "edition.button.begin", "pgnextin", question.id),
        ),
    )
    text = Markup("\n").join(_lines(request, group.language, seen))
    return [scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION)]


async def begin_there(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """This chat is the committee of the next edition; the one before goes on in its own chat."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    if not request.is_chat_admin:
        raise Refused("programme.admins_only")
    question = await service.wished(work, press.number(1))
    handovers.check_shown(group, question)
    begun = await service.begin(work, _cause(request, work, group), question)
    return await _begun(request, work, begun)


async def leave_there(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing begins here; the link is still good elsewhere."""
    group = scene.group_of(request)
    if press.number(0) != group.id or not request.is_chat_admin:
        raise Refused("refused.old_button")
    return [scene.in_place(request, words.say(group.language, "edition.not_here"))]


PRESSED = {
    "pgnextno": leave_there,
    "pgnext": ask,
    "pgnexthere": here,
    "pgnextaway": elsewhere,
    "pgnextin": begin_there,
}
"""Buttons of the panel; they name the committee, in another chat its own group."""

PROMPTS = {ASK: answered}
