"""Who comes, goes, rises and falls: members of chats, and people who block a bot; with all updates that follow."""

import dataclasses
from collections.abc import Iterable

from playground import chats, errors, members, people, voices
from playground.members import Member, Status
from playground.world import World


def join(world: World, chat: chats.Chat, user: people.User, by: people.User | None = None) -> Member:
    """Let a person or bot come in, by themselves or added by `by`."""
    old = chat.members.get(user.id) or Member(user, Status.LEFT)
    if old.is_present:
        return old
    bot = world.bots.get(user.id)
    new = Member(user, sees_all=bot is not None and not bot.privacy)
    _change(world, chat, (by or user, old, new))
    if chat.is_group:
        voices.service(world, chat, by or user, {"new_chat_members": [user.wire()]})
    return new


def leave(world: World, chat: chats.Chat, user: people.User) -> None:
    """Let a person or bot go by themselves."""
    _remove(world, chat, (user, user), Status.LEFT)


def kick(world: World, chat: chats.Chat, user: people.User, by: people.User) -> None:
    """Let `by` remove and ban a person or bot."""
    _remove(world, chat, (by, user), Status.KICKED)


def _remove(world: World, chat: chats.Chat, who: tuple[people.User, people.User], status: Status) -> None:
    actor, user = who
    old = _present(chat, user)
    if chat.is_group and not (user.is_bot and actor is user):
        voices.service(world, chat, actor, {"left_chat_member": user.wire()})
    _change(world, chat, (actor, old, Member(user, status)))


def unban(world: World, chat: chats.Chat, user: people.User, by: people.User) -> None:
    """Let a kicked person come back if they wish."""
    old = chat.members.get(user.id)
    if old is not None and old.status is Status.KICKED:
        _change(world, chat, (by, old, Member(user, Status.LEFT)))


def promote(
    world: World, chat: chats.Chat, who: tuple[people.User, people.User], rights: Iterable[str] | None = None
) -> Member:
    """Make (actor, person) an admin with some rights (`None`: the usual ones). Misuse: an unknown right."""
    actor, user = who
    old = _present(chat, user)
    given = members.USUAL_RIGHTS if rights is None else frozenset(rights)
    if not given <= members.ALL_RIGHTS:
        raise errors.Misuse(f"unknown rights: {sorted(given - members.ALL_RIGHTS)}")
    given |= {"can_manage_chat"}
    new = dataclasses.replace(old, status=Status.ADMINISTRATOR, rights=given)
    return _change(world, chat, (actor, old, new))


def demote(world: World, chat: chats.Chat, user: people.User, by: people.User) -> Member:
    """Take an admin's rights away; the person stays."""
    old = _present(chat, user)
    new = Member(user, sees_all=old.sees_all)
    return _change(world, chat, (by, old, new))


def restrict(world: World, chat: chats.Chat, who: tuple[people.User, people.User], left: Iterable[str] = ()) -> Member:
    """Leave (actor, person) only the permissions in `left`."""
    actor, user = who
    old = _present(chat, user)
    new = Member(user, Status.RESTRICTED, frozenset(left), sees_all=old.sees_all)
    return _change(world, chat, (actor, old, new))


def hide(world: World, chat: chats.Chat, user: people.User, hidden: bool = True) -> Member:
    """Let an admin act anonymously, or openly again. Misuse: not an admin."""
    old = _present(chat, user)
    if not old.is_admin:
        raise errors.Misuse(f"{user.name} is no admin of {chat.name}")
    return _change(world, chat, (user, old, dataclasses.replace(old, is_anonymous=hidden)))


def block(world: World, bot: people.Bot, user: people.User) -> None:
    """Let a person block a bot."""
    _tell_private(world, bot, user, blocked=True)


def unblock(world: World, bot: people.Bot, user: people.User) -> None:
    """Let a person take a bot back."""
    _tell_private(world, bot, user, blocked=False)


def _tell_private(world: World, bot: people.Bot, user: people.User, *, blocked: bool) -> None:
    chat = world.private(bot, user)
    if chat.is_blocked == blocked:
        return
    chat.is_blocked = blocked
    here, gone = Member(bot.user, Status.MEMBER), Member(bot.user, Status.KICKED)
    old, new = (here, gone) if blocked else (gone, here)
    world.tell_of_member(chat, user, old, new)


def _present(chat: chats.Chat, user: people.User) -> Member:
    found = chat.member(user.id)
    if found is None:
        raise errors.Misuse(f"{user.name} is not in {chat.name}")
    return found


def _change(world: World, chat: chats.Chat, change: tuple[people.User, Member, Member]) -> Member:
    """Put the new standing in place and tell whom it concerns."""
    actor, old, new = change
    chat.members[new.user.id] = new
    world.tell_of_member(chat, actor, old, new)
    return new
