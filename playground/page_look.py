"""What a viewer of the chat page looks at: chat, topic, person, language, zone; read from a query, never trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from playground import chats, page_time, page_words, people
from playground.world import World

SHOWN, MOST_SHOWN = 120, 5_000
"""How many of the newest messages a chat shows at first, and at most."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is looked at when nothing is asked for: ids of a chat and a person, the name of a zone."""

    chat: int | None = None
    person: int | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Look:
    """One view of the world. `topic` `None` is General, or a chat without topics; `person` is who writes."""

    world: World
    chat: chats.Chat | None
    person: people.User | None
    topic: int | None
    words: page_words.Words
    zone: ZoneInfo
    shown: int = SHOWN

    @property
    def language(self) -> str:
        """Give the page's language."""
        return self.words.language

    def asked(self) -> dict[str, str]:
        """Give the query that leads to this view."""
        answer = {"lang": self.language, "zone": self.zone.key}
        if self.chat:
            answer["chat"] = key(self.chat)
        if self.person:
            answer["person"] = str(self.person.id)
        if self.topic:
            answer["topic"] = str(self.topic)
        if self.shown != SHOWN:
            answer["shown"] = str(self.shown)
        return answer


def key(chat: chats.Chat) -> str:
    """Name a chat in addresses: its id, and for a private one `person.bot`."""
    return f"{chat.id}.{chat.bot_id}" if chat.kind == chats.PRIVATE else str(chat.id)


def find(world: World, name: str) -> chats.Chat | None:
    """Find the chat of a key; an upgraded group leads to its supergroup."""
    first, dot, second = name.partition(".")
    number, bot = whole(first), world.bots.get(whole(second) or 0)
    if number is None:
        return None
    if dot:
        user = world.users.get(number)
        return world.private(bot, user) if bot and user and not user.is_bot else None
    chat = world.chats.get(number)
    if chat and chat.migrated_to:
        chat = world.chats.get(chat.migrated_to)
    return chat if chat and not chat.is_deleted else None


def whole(text: str | None) -> int | None:
    """Read a whole number, or give `None`."""
    try:
        return int(text or "")
    except ValueError:
        return None


def humans(world: World) -> list[people.User]:
    """List the people who can be written as."""
    return [user for user in world.users.values() if not user.is_bot and not user.is_deactivated]


def read(world: World, query: Mapping[str, str], defaults: Defaults, accepted: str = "") -> Look:
    """Read a query; what is missing or wrong is replaced by what is nearest. `accepted`: Accept-Language."""
    chat = find(world, query.get("chat", "")) or _first_chat(world, defaults)
    return Look(
        world,
        chat,
        _person(world, chat, (whole(query.get("person")), defaults.person)),
        _topic(chat, whole(query.get("topic"))),
        page_words.Words(query.get("lang") or page_words.preferred(accepted)),
        page_time.zone(query.get("zone", ""), defaults.zone),
        min(max(whole(query.get("shown")) or SHOWN, 1), MOST_SHOWN),
    )


def _first_chat(world: World, defaults: Defaults) -> chats.Chat | None:
    if defaults.chat is not None:
        bot = next(iter(world.bots), 0)
        found = find(world, str(defaults.chat)) or find(world, f"{defaults.chat}.{bot}")
        if found:
            return found
    return next((chat for chat in world.all_chats() if not chat.migrated_to and not chat.is_deleted), None)


def _person(world: World, chat: chats.Chat | None, wanted: tuple[int | None, ...]) -> people.User | None:
    """Find who writes: the person of a private chat, else the first wanted, else somebody of the chat, else anybody."""
    if chat and chat.person:
        return chat.person
    able = humans(world)
    for user_id in wanted:
        found = next((user for user in able if user.id == user_id), None)
        if found:
            return found
    return next((user for user in able if chat and chat.member(user.id)), able[0] if able else None)


def _topic(chat: chats.Chat | None, topic_id: int | None) -> int | None:
    topic = chat.topics.get(topic_id or 0) if chat else None
    return topic.id if topic and not topic.is_deleted else None
