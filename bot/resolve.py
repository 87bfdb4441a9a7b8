"""From what was seen to a request: who, where, in which group and language; it knows no route's inside and no words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot import chat_seen, incoming
from coordination import messages, ports
from coordination.rules import groups, people
from coordination.rules import text as text_rules
from coordination.services import access, personal_zones
from coordination.services import groups as groups_service
from coordination.services import people as people_service
from coordination.services import programmes as programmes_service
from handlers import routes, table, words
from handlers.request import Entity, EntityKind, Kind, Reply, Request

_GONE = frozenset({"left", "kicked"})


@dataclass(frozen=True, slots=True)
class Ours:
    """What we may do in a chat: pin; see everything, as admins do."""

    may_pin: bool
    is_admin: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What was asked of Telegram before the transaction began."""

    me: incoming.Identity
    sees_all: bool = False
    admins: Mapping[tuple[int, int], bool] = field(default_factory=dict)  # (chat, person), Telegram's ids
    ours: Mapping[int, Ours] = field(default_factory=dict)  # what we may do, by Telegram's id of the chat
    about: Mapping[int, int] = field(default_factory=dict)  # the chat whose admins count, by update id; 0: none
    second: Mapping[int, int] = field(default_factory=dict)  # the chat of the second group named, by update id
    also: Mapping[int, int] = field(default_factory=dict)  # another chat it may change, by update id
    reach: Mapping[int, frozenset[int]] = field(default_factory=dict)  # chats that private words may change
    tables: Mapping[int, str] = field(default_factory=dict)  # what stands in a table asked for, by update id


@dataclass(frozen=True, slots=True)
class Command:
    """`/name@bot args`: `called` is the bot named, if any; `start` is where args begin (code points)."""

    name: str
    called: str | None
    args: str
    start: int


def command(seen: incoming.Incoming) -> Command | None:
    """The command that opens the message; one further inside is text."""
    marked = next((e for e in seen.entities if e.kind == EntityKind.COMMAND and e.start == 0), None)
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


def _is_mention_of(me: incoming.Identity, text: str, entity: Entity) -> bool:
    if entity.kind == EntityKind.TEXT_MENTION:
        return entity.telegram_id == me.telegram_id
    if entity.kind == EntityKind.MENTION:
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


async def request(
    work: ports.Work, seen: incoming.Incoming, known: Known, defaults: groups_service.Defaults
) -> tuple[routes.Route, Request] | None:
    """The route and its request; `None` where nothing is to be handled (people of a used chat are noted)."""
    if seen.chat.type == "channel":
        return None
    chosen = route(seen, known.me)
    await chat_seen.follow_upgrade(work, seen)
    chat = await work.chats.by_telegram_id(seen.chat.telegram_id)
    if chosen is None and chat is None:
        return None  # nobody uses us here, and this is not for us: nothing is kept
    known_as = "" if chat is None else chat.title
    ours = known.ours.get(seen.chat.telegram_id)
    chat = chat_seen.as_seen(work, chat, seen, None if ours is None else ours.may_pin)
    await chat_seen.follow_titles(work, chat, known_as, seen)
    group = await work.groups.of_chat(chat.id, seen.topic_id)
    if group is None and seen.kind is Kind.MEMBER:  # who comes and goes does so in the whole chat
        group = next(iter(await work.groups.in_chat(chat.id)), None)
    actor = await _person(work, seen, group)
    if chosen is None:
        await people_service.appear(work, group, actor)
        return None
    place = messages.Place(chat.id, seen.topic_id)
    if group is None and chosen.opens_group:
        if await access.may_enter(work, defaults.door, chat, actor):
            group = await groups_service.open_group(
                work, chat, place, first_text=seen.text, actor=actor, defaults=defaults
            )
        elif seen.kind is not Kind.MEMBER:
            chosen = table.SHUT
    membership = await people_service.appear(work, group, actor)
    group = None if group is None else await personal_zones.settle(work, group, actor)
    asked = command(seen)
    built = Request(
        kind=seen.kind,
        update_id=seen.update_id,
        chat=chat,
        place=place,
        said_at=work.now if seen.kind is Kind.PRESS else seen.said_at,
        now=work.now,
        language=_language(group, actor, seen, defaults.language),
        bot_username=known.me.username,
        actor=actor,
        anonymous=seen.anonymous,
        group=group,
        openings=await programmes_service.openings(work, group, actor) if _says_something(seen) else {},
        membership=membership,
        message_id=seen.message_id,
        text=seen.text,
        entities=await _entities(work, seen, known.me),
        command=None if asked is None else asked.name,
        args="" if asked is None else asked.args,
        args_start=0 if asked is None else asked.start,
        addressed=is_addressed(seen, asked, known.me),
        reply=await _reply(work, chat, seen.reply),
        files=seen.files,
        table=known.tables.get(seen.update_id),
        album=seen.album,
        forwarded=seen.forwarded,
        press_id=seen.press_id,
        data=seen.data,
        pressed_message_id=seen.pressed_message_id,
        pressed_slot=await _slot(work, chat, seen.pressed_message_id),
        is_chat_admin=_is_admin(seen, known),
        is_other_admin=_is_other_admin(seen, known),
        sees_all=known.sees_all or _is_ours_to_see(seen, known),
        facts=seen.facts,
        defaults=defaults,
    )
    return chosen, built


def _says_something(seen: incoming.Incoming) -> bool:
    return seen.kind in (Kind.MESSAGE, Kind.EDIT) and bool(seen.text)


def _came(seen: incoming.Incoming) -> bool:
    """Whether it is told that somebody is in the chat, and not only named, or gone."""
    return seen.facts.get("event") == "membership" and seen.facts.get("new") not in _GONE


async def _person(work: ports.Work, seen: incoming.Incoming, group: groups.Group | None) -> people.Person | None:
    """Whoever did it; those marked in the text are noted too."""
    for mentioned in seen.mentioned:
        known = await people_service.arrive(work, _seen(mentioned))
        await people_service.appear(work, group, known, is_here=_came(seen))
    if seen.person is None:
        return None
    return await people_service.arrive(work, _seen(seen.person), started=seen.chat.type == "private")


def _seen(person: incoming.SeenPerson) -> people_service.Seen:
    return people_service.Seen(
        person.telegram_id,
        text_rules.one_line(person.name),
        person.username,
        words.language_of(person.language_code),
    )


async def _entities(work: ports.Work, seen: incoming.Incoming, me: incoming.Identity) -> tuple[Entity, ...]:
    """Text mentions with their person; a mention of us is dropped from them, it names nobody."""
    found = []
    for entity in seen.entities:
        if entity.telegram_id is not None and entity.telegram_id != me.telegram_id:
            entity = replace(entity, person=await work.people.by_telegram_id(entity.telegram_id))
        found.append(entity)
    return tuple(found)


async def _reply(work: ports.Work, chat: groups.Chat, reply: Reply | None) -> Reply | None:
    if reply is None or not reply.from_us:
        return reply
    return replace(reply, slot=await _slot(work, chat, reply.message_id))


async def _slot(work: ports.Work, chat: groups.Chat, message_id: int | None) -> str | None:
    if message_id is None:
        return None
    slot = await work.slots.by_message(chat.id, message_id)
    return None if slot is None else slot.name


def _language(group: groups.Group | None, actor: people.Person | None, seen: incoming.Incoming, default: str) -> str:
    """The group's in a group; in private the person's own, else that of the words."""
    if seen.chat.type == "private" and actor is not None and actor.language is not None:
        return actor.language
    if group is not None:
        return group.language
    own = None if actor is None else actor.language
    return words.script_language(seen.text) or own or default


def _is_admin(seen: incoming.Incoming, known: Known) -> bool | None:
    """Of the chat that the update is about: the one whose group its button or prompt names, else its own.

    In private everybody is the admin of their own list; an anonymous admin is one by definition (F016, F017).
    """
    if seen.person is None:
        return seen.anonymous
    chat = known.about.get(seen.update_id, seen.chat.telegram_id)
    if seen.chat.type == "private" and chat == seen.chat.telegram_id:
        return True
    return known.admins.get((chat, seen.person.telegram_id))


def _is_other_admin(seen: incoming.Incoming, known: Known) -> bool | None:
    if seen.person is None or seen.update_id not in known.second:
        return None
    return known.admins.get((known.second[seen.update_id], seen.person.telegram_id))


def _is_ours_to_see(seen: incoming.Incoming, known: Known) -> bool:
    """An admin bot is sent everything, whatever its privacy mode."""
    if seen.facts.get("event") == "membership" and seen.facts.get("who") == "me":
        return seen.facts["new"] == "administrator"
    ours = known.ours.get(seen.chat.telegram_id)
    return ours is not None and ours.is_admin
