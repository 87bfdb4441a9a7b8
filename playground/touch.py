"""What people do without words: press buttons, react; with the updates that follow."""

from playground import audience, chats, errors, messages, people, wire
from playground.queries import Query
from playground.world import World


def click(world: World, chat: chats.Chat, user: people.User, pressed: tuple[messages.Message, str]) -> Query:
    """Press a button, named by its text or its data. Misuse: no such button, or not one that calls back."""
    sent, name = pressed
    data = _data(sent, name)
    return press(world, chat, user, (sent, data, wire.message(chat, sent)))


def click_gone(world: World, chat: chats.Chat, user: people.User, pressed: tuple[messages.Message, str]) -> Query:
    """Press a button of a message that Telegram no longer shows to the bot (date 0); the data is taken as given."""
    sent, data = pressed
    return press(world, chat, user, (sent, data, wire.inaccessible(chat, sent.id)))


def press(
    world: World, chat: chats.Chat, user: people.User, pressed: tuple[messages.Message, str, dict[str, object]]
) -> Query:
    """Send the bot of a message a callback query. A button press of an anonymous admin carries the real id."""
    sent, data, shown = pressed
    if sent.bot_id is None:
        raise errors.Misuse(f"message {sent.id} has no buttons")
    if chat.kind != chats.PRIVATE and chat.member(user.id) is None:
        raise errors.Misuse(f"{user.name} is not in {chat.name}")
    query = Query(str(4_000_000_000_000_000_000 + world.new_number("query")), sent.bot_id, user.id, world.now())
    world.queries[query.id] = query
    body = {"id": query.id, "from": user.wire(), "message": shown, "chat_instance": str(abs(chat.id)), "data": data}
    world.tell(world.bots[sent.bot_id], "callback_query", body, chat.id)
    world.changes.tell()
    return query


def _data(sent: messages.Message, name: str) -> str:
    """Find the data of a button by its label first, then by the data itself."""
    buttons = [button for row in sent.buttons for button in row]
    for key in ("text", "callback_data"):
        for button in buttons:
            if button.get(key) == name and "callback_data" in button:
                return str(button["callback_data"])
    labels = [button["text"] for button in buttons]
    raise errors.Misuse(f"message {sent.id} has no button {name!r} that calls back, only {labels}")


def react(world: World, chat: chats.Chat, user: people.User, given: tuple[messages.Message, tuple[str, ...]]) -> None:
    """Set a person's reactions on a message (empty takes them away); admin bots are told."""
    sent, names = given
    before = sent.reactions.get(user.id, ())
    _set(sent, user.id, names)
    body: dict[str, object] = {
        "chat": chat.wire(),
        "message_id": sent.id,
        "date": int(world.now().timestamp()),
        "old_reaction": [wire.reaction(name) for name in before],
        "new_reaction": [wire.reaction(name) for name in names],
    }
    member = chat.member(user.id)
    body |= {"actor_chat": chat.wire()} if member and member.is_anonymous else {"user": user.wire()}
    kind = "message_reaction"
    if chat.kind == chats.CHANNEL:
        kind, body = "message_reaction_count", _count(world, chat, sent)
    for bot in world.bots.values():
        if audience.sees_reactions(bot, chat):
            world.tell(bot, kind, body, chat.id)
    world.changes.tell()


def _set(sent: messages.Message, user_id: int, names: tuple[str, ...]) -> None:
    if names:
        sent.reactions[user_id] = names
    else:
        sent.reactions.pop(user_id, None)


def _count(world: World, chat: chats.Chat, sent: messages.Message) -> dict[str, object]:
    """Tell of a channel's reactions as it is done there: numbers, no names."""
    names = [name for given in sent.reactions.values() for name in given]
    return {
        "chat": chat.wire(),
        "message_id": sent.id,
        "date": int(world.now().timestamp()),
        "reactions": [{"type": wire.reaction(name), "total_count": names.count(name)} for name in sorted(set(names))],
    }
