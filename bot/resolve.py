"""From what was seen to a request: who, where, in which group and language; it knows no route's inside and no words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot import incoming
from coordination import messages, ports
from coordination.rules import groups, people
from coordination.services import groups as groups_service
from coordination.services import people as people_service
from handlers import request, routes, words


@dataclass(frozen=True, slots=True)
class Known:
    """What was asked of Telegram before the transaction began."""

    me: incoming.Identity
    sees_all: bool = False
    admins: Mapping[tuple[int, int], bool] = field(default_factory=dict)  # (chat, person), Telegram's ids


@dataclass(frozen=True, slots=True)
class Defaults:
    """The operator's: a zone given here counts as confirmed."""

    language: str
    zone: str
    zone_confirmed: bool


@dataclass(frozen=True, slots=True)
class Command:
    """`/name@bot args`: `called` is the bot named, if any; `start` is where args begin (code points)."""

    name: str
    called: str | None
    args: str
    start: int


def command(seen: incoming.Incoming) -> Command | None:
    """The command that opens the message; one further inside is text."""
    marked = next((e for e in seen.entities if e.kind == request.EntityKind.COMMAND and e.start == 0), None)
    if marked is None:
        return None
    name, _, called = seen.text[1 : marked.end].partition("@")
    rest = seen.text[marked.end :]
    args = rest.lstrip()
    return Command(name.lower(), called or None, args, marked.end + len(rest) - len(args))


def is_addressed(seen: incoming.Incoming, asked: Command | None, me: incoming.Identity) -> bool:
    """A private chat, a command, an answer to one of our messages, or a mention of us."""
    if seen.chat.type == "private" or asked is not None:
        return True
    if seen.reply is not None and seen.reply.from_us:
        return True
    return any(_is_mention_of(me, seen.text, entity) for entity in seen.entities)


def _is_mention_of(me: incoming.Identity, text: str, entity: request.Entity) -> bool:
    if entity.kind == request.EntityKind.TEXT_MENTION:
        return entity.telegram_id == me.telegram_id
    if entity.kind == request.EntityKind.MENTION:
        return me.is_called(text[entity.start + 1 : entity.end])
    return False


def route(seen: incoming.Incoming, me: incoming.Identity) -> routes.Route | None:
    """Which handler it is for, `None` for none; needs nothing but the update."""
    asked = command(seen)
    if asked is not None and asked.called is not None and not me.is_called(asked.called):
        return None  # another bot's command (F015)
    return routes.find(
        routes.Signs(
            kind=seen.kind,
            command=asked.name if asked is not None else None,
            data=seen.data,
            event=seen.facts.get("event"),
            addressed=is_addressed(seen, asked, me),
            private=seen.chat.type == "private",
            forwarded=seen.forwarded,
            has_text=bool(seen.text),
            has_file=bool(seen.files),
        )
    )


async def request_of(
    work: ports.Work, seen: incoming.Incoming, known: Known, defaults: Defaults
) -> tuple[routes.Route, request.Request] | None:
    """The request and its route; `None` where nothing is to be handled (people of a used chat are noted all the same)."""
    if seen.chat.type == "channel":
        return None
    chosen = route(seen, known.me)
    chat = await work.chats.by_telegram_id(seen.chat.telegram_id)
    if chosen is None and chat is None:
        return None
    chat = await _chat(work, chat, seen)
    place = messages.Place(chat.id, seen.topic_id)
    group = await work.groups.of_chat(chat.id, seen.topic_id)
    if chosen is None and group is None:
        return None
    actor = await _person(work, seen.person)
    entities = await _entities(work, seen)
    if chosen is None:
        await people_service.appear(work, group, actor)
        return None
    language = _language(group, actor, seen, defaults)
    if group is None and chosen.opens_group:
        group = await groups_service.open_group(
            work, chat, place, first_text=seen.text, actor=actor, defaults=_opening(defaults, language)
        )
    membership = await people_service.appear(work, group, actor)
    asked = command(seen)
    base = _base(seen, chat, place, known, work)
    return chosen, replace(
        base,
        language=language if group is None else _reader(group, actor, chat, language),
        actor=actor,
        group=group,
        membership=membership,
        entities=entities,
        command=asked.name if asked is not None else None,
        args=asked.args if asked is not None else "",
        args_start=asked.start if asked is not None else 0,
        addressed=is_addressed(seen, asked, known.me),
        reply=await _reply(work, chat, seen.reply),
        pressed_slot=await _slot(work, chat, seen.pressed_message_id),
    )
