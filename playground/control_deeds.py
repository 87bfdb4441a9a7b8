"""Control verbs for what people do: write, press, react, come and go, change the chat."""

from collections.abc import Callable
from typing import Any

from playground import chat_life, membership, people, talk, touch, views, wire
from playground.arguments import Args, chat_of, message_of, upload_of, user_of, words_of
from playground.queries import Query
from playground.world import World


def say(world: World, args: Args) -> views.MessageView:
    """Write a text."""
    chat = chat_of(world, args)
    return views.of_message(world, chat, talk.say(world, chat, user_of(world, args), words_of(args)))


def send_file(world: World, args: Args) -> views.MessageView:
    """Send a file."""
    chat = chat_of(world, args)
    sent = (args.get("kind", "document"), upload_of(args), words_of(args))
    return views.of_message(world, chat, talk.send_file(world, chat, user_of(world, args), sent))


def send_album(world: World, args: Args) -> list[views.MessageView]:
    """Send several files as one album."""
    chat = chat_of(world, args)
    sent = [(each.get("kind", "photo"), upload_of(each)) for each in args["files"]]
    album = talk.send_album(world, chat, user_of(world, args), (sent, words_of(args)))
    return [views.of_message(world, chat, each) for each in album]


def edit(world: World, args: Args) -> views.MessageView:
    """Change what a person wrote."""
    chat = chat_of(world, args)
    return views.of_message(world, chat, talk.edit(world, chat, message_of(chat, args), words_of(args)))


def delete(world: World, args: Args) -> None:
    """Delete a message."""
    chat = chat_of(world, args)
    talk.delete(world, chat, message_of(chat, args))


def forward(world: World, args: Args) -> views.MessageView:
    """Forward a message of `from_chat`."""
    chat = chat_of(world, args)
    original = message_of(world.chat(args["from_chat"], args.get("from_bot")), args)
    sent = talk.forward(world, chat, user_of(world, args), (original, words_of(args)))
    return views.of_message(world, chat, sent)


def click(world: World, args: Args) -> dict[str, Any]:
    """Press a button; `gone`: of a message the bot can no longer see."""
    chat, user = chat_of(world, args), user_of(world, args)
    if args.get("gone"):
        sent = chat.messages[args["message"]]
        return _query(touch.click_gone(world, chat, user, (sent, args["button"])))
    return _query(touch.click(world, chat, user, (message_of(chat, args), args["button"])))


def press(world: World, args: Args) -> dict[str, Any]:
    """Press with data that no button has, as an old client or a forger may."""
    chat = chat_of(world, args)
    sent = message_of(chat, args)
    shown = wire.message(chat, sent)
    return _query(touch.press(world, chat, user_of(world, args), (sent, args["data"], shown)))


def _query(query: Query) -> dict[str, Any]:
    return {"id": query.id, "bot_id": query.bot_id, "user_id": query.user_id}


def react(world: World, args: Args) -> None:
    """Set a person's reactions."""
    chat = chat_of(world, args)
    touch.react(world, chat, user_of(world, args), (message_of(chat, args), tuple(args["emoji"])))


def join(world: World, args: Args) -> None:
    """Let somebody come in."""
    by = user_of(world, args, "by") if args.get("by") else None
    membership.join(world, chat_of(world, args), user_of(world, args), by)


def leave(world: World, args: Args) -> None:
    """Let somebody go."""
    membership.leave(world, chat_of(world, args), user_of(world, args))


def kick(world: World, args: Args) -> None:
    """Remove and ban somebody."""
    membership.kick(world, chat_of(world, args), user_of(world, args), _by(world, args))


def unban(world: World, args: Args) -> None:
    """Let a kicked person come back."""
    membership.unban(world, chat_of(world, args), user_of(world, args), _by(world, args))


def promote(world: World, args: Args) -> None:
    """Make somebody an admin with `rights` (none named: the usual)."""
    who = (_by(world, args), user_of(world, args))
    membership.promote(world, chat_of(world, args), who, args.get("rights"))


def demote(world: World, args: Args) -> None:
    """Take an admin's rights away."""
    membership.demote(world, chat_of(world, args), user_of(world, args), _by(world, args))


def restrict(world: World, args: Args) -> None:
    """Leave somebody only some permissions."""
    who = (_by(world, args), user_of(world, args))
    membership.restrict(world, chat_of(world, args), who, args.get("left", ()))


def hide(world: World, args: Args) -> None:
    """Let an admin act anonymously, or openly again."""
    membership.hide(world, chat_of(world, args), user_of(world, args), args.get("hidden", True))


def block(world: World, args: Args) -> None:
    """Let a person block a bot."""
    membership.block(world, world.the_bot(args.get("bot")), user_of(world, args))


def unblock(world: World, args: Args) -> None:
    """Let a person take a bot back."""
    membership.unblock(world, world.the_bot(args.get("bot")), user_of(world, args))


def _by(world: World, args: Args) -> people.User:
    """Find who did it: `by`, else the chat's first admin who is a person, else the one concerned."""
    if args.get("by"):
        return user_of(world, args, "by")
    admins = [m.user for m in chat_of(world, args).present() if m.is_admin and not m.user.is_bot]
    return admins[0] if admins else user_of(world, args)


def migrate(world: World, args: Args) -> views.ChatView:
    """Upgrade a basic group."""
    return views.of_chat(chat_life.migrate(world, chat_of(world, args), _first(world, args), args.get("to", 0)))


def retitle(world: World, args: Args) -> None:
    """Give a chat another title."""
    chat_life.retitle(world, chat_of(world, args), _first(world, args), args["title"])


def _first(world: World, args: Args) -> people.User:
    """Find who did it: `by`, else an admin, else any person in the chat."""
    if args.get("by"):
        return user_of(world, args, "by")
    present = sorted(chat_of(world, args).present(), key=lambda member: not member.is_admin)
    return next(member.user for member in present if not member.user.is_bot)


def open_topic(world: World, args: Args) -> views.TopicView:
    """Make a topic."""
    topic = chat_life.open_topic(world, chat_of(world, args), _first(world, args), args["name"])
    return views.TopicView(topic.id, topic.name, topic.is_closed)


def close_topic(world: World, args: Args) -> None:
    """Close a topic, or General."""
    chat_life.close_topic(world, chat_of(world, args), _first(world, args), args.get("topic"))


def reopen_topic(world: World, args: Args) -> None:
    """Open a topic again, or General."""
    chat_life.reopen_topic(world, chat_of(world, args), _first(world, args), args.get("topic"))


def rename_topic(world: World, args: Args) -> None:
    """Give a topic another name."""
    named = (args.get("topic"), args["name"])
    chat_life.rename_topic(world, chat_of(world, args), _first(world, args), named)


def delete_topic(world: World, args: Args) -> None:
    """Delete a topic."""
    chat_life.delete_topic(world, chat_of(world, args), args["topic"])


def pin(world: World, args: Args) -> None:
    """Pin a message."""
    chat = chat_of(world, args)
    chat_life.pin(world, chat, _first(world, args), message_of(chat, args))


def unpin(world: World, args: Args) -> None:
    """Take a pin off."""
    chat = chat_of(world, args)
    chat_life.unpin(world, chat, message_of(chat, args))


VERBS: dict[str, Callable[[World, Args], Any]] = {
    each.__name__: each
    for each in (
        say, send_file, send_album, edit, delete, forward, click, press, react, join, leave, kick, unban, promote,
        demote, restrict, hide, block, unblock, migrate, retitle, open_topic, close_topic, reopen_topic, rename_topic,
        delete_topic, pin, unpin,
    )
}  # fmt: skip
