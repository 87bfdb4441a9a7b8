"""Reading the JSON arguments of control routes into things of the world."""

import base64
import binascii
import dataclasses
from typing import Any

from playground import chats, errors, files, messages, people, talk
from playground.world import World

Args = dict[str, Any]


def chat_of(world: World, args: Args) -> chats.Chat:
    """Find the chat `chat` (a private one by the person's id; `bot` says with which bot)."""
    return world.chat(args["chat"], args.get("bot"))


def user_of(world: World, args: Args, key: str = "user") -> people.User:
    """Find the person named under `key`."""
    return world.user(args[key])


def message_of(chat: chats.Chat, args: Args) -> messages.Message:
    """Find the message `message`."""
    found = chat.message(args["message"])
    if found is None:
        raise errors.Misuse(f"{chat.name} has no message {args['message']}")
    return found


def words_of(args: Args) -> talk.Words:
    """Read a text and how it is said."""
    return talk.Words(
        text=args.get("text", ""),
        reply_to=args.get("reply_to"),
        topic=args.get("topic"),
        entities=tuple(args.get("entities", ())),
        as_chat=args.get("as_chat"),
        extra=args.get("extra", {}),
    )


def upload_of(args: Args) -> files.Upload:
    """Read a file: `content` in base64, `name`, `mime`, `size` (if it shall claim another)."""
    try:
        content = base64.b64decode(args.get("content", ""), validate=True)
    except binascii.Error as error:
        raise errors.Misuse(f"content is no base64: {error}") from None
    return files.Upload(args.get("name", "file.bin"), content, args.get("mime", ""), args.get("size"))


def picked(kind: type[Any], args: Args) -> Args:
    """Keep the arguments that are fields of a dataclass. Misuse: any other argument."""
    names = {each.name for each in dataclasses.fields(kind)}
    if not args.keys() <= names:
        raise errors.Misuse(f"{kind.__name__} has no {sorted(args.keys() - names)}")
    return args
