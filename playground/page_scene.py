"""What the page's "More" changes: who is in a chat and what they are, privacy mode, reactions, new people and chats."""

import re
from collections.abc import Awaitable, Callable

from playground import chat_life, chats, members, membership, page_look, page_words, people
from playground.page_deeds import Answer, Deed, go
from playground.page_words import Refused

_USERNAME = re.compile(r"[A-Za-z0-9_]{4,32}", re.ASCII)
_NAME_MAX = 64


def _bot(deed: Deed) -> people.Bot:
    found = deed.world.bots.get(page_look.whole(deed.form.get("bot")) or 0)
    if found is None:
        raise Refused("message_gone")
    return found


def _actor(deed: Deed) -> people.User:
    """Find in whose name an admin's deed is done: the person looked at if an admin, else the chat's first admin."""
    chat, person = deed.chat(), deed.person()
    admins = [member.user for member in chat.present() if member.is_admin and not member.user.is_bot]
    return person if person in admins or not admins else admins[0]


async def promote_bot(deed: Deed) -> Answer:
    """Make the bot an admin who may pin, as the set-up text recommends, and whatever is usual."""
    membership.promote(deed.world, deed.chat(), (_actor(deed), _bot(deed).user))
    return None


async def demote_bot(deed: Deed) -> Answer:
    """Make the bot a plain member."""
    membership.demote(deed.world, deed.chat(), _bot(deed).user, _actor(deed))
    return None


async def kick_bot(deed: Deed) -> Answer:
    """Remove the bot from the chat."""
    membership.kick(deed.world, deed.chat(), _bot(deed).user, _actor(deed))
    return None


async def add_bot(deed: Deed) -> Answer:
    """Add the bot to the chat, in the name of whoever may."""
    membership.join(deed.world, deed.chat(), _bot(deed).user, _actor(deed))
    return None


async def privacy(deed: Deed) -> Answer:
    """Switch the bot's privacy mode; chats it is in keep the old way."""
    _bot(deed).privacy = deed.form.get("on") == "1"
    deed.world.changes.tell()
    return None


async def reactions(deed: Deed) -> Answer:
    """Allow all reactions in the chat, or none."""
    chat_life.allow_reactions(deed.world, deed.chat(), None if deed.form.get("on") == "1" else ())
    return None


async def upgrade(deed: Deed) -> Answer:
    """Upgrade a basic group to a supergroup."""
    return go(chat_life.migrate(deed.world, deed.chat(), _actor(deed)))


async def join(deed: Deed) -> Answer:
    """Let the person come in."""
    membership.join(deed.world, deed.chat(), deed.person())
    return None


async def leave(deed: Deed) -> Answer:
    """Let the person go."""
    membership.leave(deed.world, deed.chat(), deed.person())
    return None


async def promote(deed: Deed) -> Answer:
    """Make the person an admin."""
    membership.promote(deed.world, deed.chat(), (_actor(deed), deed.person()))
    return None


async def demote(deed: Deed) -> Answer:
    """Make the person a plain member."""
    membership.demote(deed.world, deed.chat(), deed.person(), _actor(deed))
    return None


async def hide(deed: Deed) -> Answer:
    """Let the person, an admin, act anonymously or openly."""
    membership.hide(deed.world, deed.chat(), deed.person(), deed.form.get("on") == "1")
    return None


async def block(deed: Deed) -> Answer:
    """Let the person block the bot of the private chat."""
    membership.block(deed.world, deed.world.the_bot(deed.chat().bot_id), deed.person())
    return None


async def unblock(deed: Deed) -> Answer:
    """Let the person take the bot back."""
    membership.unblock(deed.world, deed.world.the_bot(deed.chat().bot_id), deed.person())
    return None


async def add_person(deed: Deed) -> Answer:
    """Let a new person exist, and bring them into the group looked at. Raises Refused: no name, bad username."""
    first, last = _named(deed, "first_name"), deed.form.get("last_name", "").strip()[:_NAME_MAX]
    language = deed.form.get("language", "")
    user = people.User(0, first, last, _free_username(deed), language if language in page_words.LANGUAGES else "")
    deed.world.add_user(user)
    chat = deed.look.chat
    if chat and chat.is_group:
        membership.join(deed.world, chat, user)
        return {"go": {"person": str(user.id)}}
    return None


def _named(deed: Deed, key: str) -> str:
    name = " ".join(deed.form.get(key, "").split())[:_NAME_MAX]
    if not name:
        raise Refused("name_needed")
    return name


def _free_username(deed: Deed) -> str:
    name = deed.form.get("username", "").strip().removeprefix("@")
    if name and not _USERNAME.fullmatch(name):
        raise Refused("username_bad")
    if deed.world.user_named(name):
        raise Refused("username_taken", name=name)
    return name


async def new_group(deed: Deed) -> Answer:
    """Make a group with everybody in it, owned by the person, and add every bot as a plain member."""
    kind, owner = deed.form.get("kind", "supergroup"), deed.person()
    is_basic = kind == "group"
    chat = chats.Chat(0, chats.GROUP if is_basic else chats.SUPERGROUP, _named(deed, "title"), is_forum=kind == "forum")
    for user in page_look.humans(deed.world):
        status = members.Status.CREATOR if user is owner else members.Status.MEMBER
        chat.members[user.id] = members.Member(user, status)
    deed.world.add_chat(chat)
    for bot in deed.world.bots.values():
        membership.join(deed.world, chat, bot.user, owner)
    return go(chat)


async def new_topic(deed: Deed) -> Answer:
    """Make a topic in the forum looked at."""
    chat = deed.chat()
    return go(chat, chat_life.open_topic(deed.world, chat, deed.person(), _named(deed, "name")).id)


DEEDS: dict[str, Callable[[Deed], Awaitable[Answer]]] = {
    each.__name__: each
    for each in (
        promote_bot, demote_bot, kick_bot, add_bot, privacy, reactions, upgrade, join, leave, promote, demote, hide,
        block, unblock, add_person, new_group, new_topic,
    )
}  # fmt: skip
"""What "More" can ask for, by name."""
