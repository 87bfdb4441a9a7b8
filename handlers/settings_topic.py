"""The panel's page of a forum: whether a group is the whole chat's or one topic's; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.rules import settings as rules
from coordination.services import boards
from coordination.services import topics as service
from handlers import presses, prompts, scene, settings, words
from handlers import settings_pages as pages
from handlers.request import Request

NAME = "settings.topic"
"""What the name of a topic's group is asked as."""


async def page(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What the group is bound to, and what else it could be."""
    group = await settings.group_of(request, work, press.number(0))
    language = request.language
    buttons = []
    if request.place.topic_id is not None and group.topic_id is None:
        buttons.append(pages.button(language, "settings.topic.bind", "settopicto", group.id))
    if group.topic_id is not None:
        buttons.append(pages.button(language, "settings.topic.free", "settopicno", group.id))
    lines = [words.say(language, "settings.about.topic"), _held(group, language)]
    if group.topic_id is None and request.place.topic_id is None:
        lines.append(words.say(language, "settings.topic_where"))
    rows = (tuple(buttons),) if buttons else ()
    return settings.turned(request, (Markup("\n").join(lines), (*rows, pages.back(group, language, to=rules.HERE))))


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The name of the topic's group is typed, in reply."""
    group = await settings.group_of(request, work, press.number(0))
    topic_id = request.place.topic_id
    if topic_id is None:
        raise Refused("refused.old_button")
    text = words.say(request.language, "settings.ask_topic")
    return [prompts.ask(request, work, NAME, text, values={"topic": topic_id}, group=group)]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The group is the topic's; its board moves there."""
    group = await settings.group_of(request, work, question.group_id)
    cause = settings.said(request, work, group)
    name = " ".join(request.text.split())
    if not name:
        raise Refused("topic.no_name")
    fresh = await service.bind(work, cause, question.values["topic"], name)
    return _done(request, (group, fresh), cause.change_id)


async def free(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The group is the whole chat's again."""
    group = await settings.group_of(request, work, press.number(0))
    chat = await work.chats.get(group.chat_id)
    cause = settings.said(request, work, group)
    fresh = await service.unbind(work, cause, chat.title or group.name)
    return _done(request, (group, fresh), cause.change_id)


def _done(request: Request, change: tuple[groups.Group, groups.Group], change_id: int) -> Sequence[messages.Answer]:
    """The board leaves its old place; the change itself brings it to the new one."""
    before, fresh = change
    text = _held(fresh, request.language)
    page = pages.done(fresh, text, None if fresh == before else change_id, request.language, to=rules.HERE)
    moved = [] if fresh == before else [messages.Delete(_place(before), boards.slot(before))]
    return [*settings.turned(request, page), *moved]


def _held(group: groups.Group, language: str) -> Markup:
    key = "topic.whole_chat" if group.topic_id is None else "topic.bound"
    return words.say(language, key, name=scene.shorten(group.name))


def lost(group: groups.Group, *, gone: bool) -> Markup:
    """What a chat reads once when one of its topics is closed or gone."""
    if not gone:
        return words.say(group.language, "topic.closed")
    return words.say(group.language, "topic.gone", name=scene.shorten(group.name))


def _place(group: groups.Group) -> messages.Place:
    return messages.Place(group.chat_id, group.topic_id)


PRESSED = {"settopic": page, "settopicto": ask, "settopicno": free}
PROMPTS = {NAME: typed}
