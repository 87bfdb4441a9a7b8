"""Control verbs that set the scene: people, bots, chats and what they are; nobody is told of it but the changed."""

from collections.abc import Callable
from typing import Any

from playground import chat_life, chats, errors, members, people, views
from playground.arguments import Args, chat_of, picked, user_of
from playground.world import World


def add_user(world: World, args: Args) -> views.UserView:
    """Let a person exist."""
    user = people.User(**{"id": 0, "first_name": "Person", **picked(people.User, args)})
    return views.of_user(world.add_user(user))


def add_bot(world: World, args: Args) -> views.BotView:
    """Let a bot exist."""
    user = people.User(args.get("id", 0), args.get("first_name", "Bot"), username=args.get("username", ""), is_bot=True)
    return views.of_bot(world.add_bot(people.Bot(user, args.get("token", ""), privacy=args.get("privacy", True))))


def add_chat(world: World, args: Args) -> views.ChatView:
    """Let a group, supergroup or channel exist with its `members`, `admins` and `owner`."""
    seats = {key: args.pop(key, ()) for key in ("members", "admins", "owner")}
    chat = chats.Chat(**{"id": 0, **picked(chats.Chat, args)})
    if chat.kind not in (chats.GROUP, chats.SUPERGROUP, chats.CHANNEL) or (chat.is_forum and chat.kind != "supergroup"):
        raise errors.Misuse(f"there is no such chat: {chat.kind}{' with topics' if chat.is_forum else ''}")
    chat.reactions = None if chat.reactions is None else tuple(chat.reactions)
    world.add_chat(chat)
    for key, status in (("members", "member"), ("admins", "administrator"), ("owner", "creator")):
        for user_id in seats[key]:
            _seat(world, chat, user_id, members.Status(status))
    return views.of_chat(chat)


def _seat(world: World, chat: chats.Chat, user_id: int, status: members.Status) -> None:
    """Put somebody into a new chat without a word about it."""
    bot = world.bots.get(user_id)
    rights = members.USUAL_RIGHTS if status is members.Status.ADMINISTRATOR else frozenset[str]()
    sees_all = bot is not None and not bot.privacy
    chat.members[user_id] = members.Member(world.user(user_id), status, rights, sees_all=sees_all)


def open_private(world: World, args: Args) -> views.ChatView:
    """Open the private chat of a person with a bot, as if Start had been pressed (or not)."""
    chat = world.private(world.the_bot(args.get("bot")), user_of(world, args))
    chat.is_started = args.get("started", True)
    world.changes.tell()
    return views.of_chat(chat)


def rename_user(world: World, args: Args) -> views.UserView:
    """Give a person or bot other names."""
    names = {key: args[key] for key in ("first_name", "last_name", "username") if key in args}
    user = user_of(world, args)
    chat_life.rename_user(world, user, **names)
    return views.of_user(user)


def deactivate(world: World, args: Args) -> None:
    """Let a person delete their account."""
    user = user_of(world, args)
    user.is_deactivated = True
    chat_life.rename_user(world, user, first_name="", last_name="", username="")


def set_privacy(world: World, args: Args) -> None:
    """Switch privacy mode as BotFather does; chats joined before keep the old way."""
    world.the_bot(args.get("bot")).privacy = args["on"]
    world.changes.tell()


def link(world: World, args: Args) -> None:
    """Make a supergroup the discussion of a channel."""
    channel, group = world.chat(args["channel"]), world.chat(args["group"])
    channel.linked_id, group.linked_id = group.id, channel.id


def allow_reactions(world: World, args: Args) -> None:
    """Say which reactions a chat takes."""
    emoji = args.get("emoji")
    chat_life.allow_reactions(world, chat_of(world, args), None if emoji is None else tuple(emoji))


def permit(world: World, args: Args) -> None:
    """Say what plain members may do."""
    chat_life.permit(world, chat_of(world, args), frozenset(args["permissions"]))


def delete_group(world: World, args: Args) -> None:
    """Delete a group for everybody."""
    chat_life.delete_group(world, chat_of(world, args))


VERBS: dict[str, Callable[[World, Args], Any]] = {
    "add_user": add_user,
    "add_bot": add_bot,
    "add_chat": add_chat,
    "open_private": open_private,
    "rename_user": rename_user,
    "deactivate": deactivate,
    "set_privacy": set_privacy,
    "link": link,
    "allow_reactions": allow_reactions,
    "permit": permit,
    "delete_group": delete_group,
}
