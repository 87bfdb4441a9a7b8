"""What stands around the messages of a chat: title, who writes, topics, the pinned message, why one can't write."""

from dataclasses import dataclass

from playground import chats, members, page_faces, page_look, page_service, page_words, people

BotState = tuple[people.Bot, str]


@dataclass(frozen=True, slots=True)
class Writer:
    """A person who can be written as."""

    id: int
    label: str
    is_here: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A topic of a forum; `id` is empty for General."""

    id: str
    name: str
    is_closed: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pinned:
    """One pinned message in one line, and which of how many it is."""

    number: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a chat."""

    title: str
    initials: str
    hue: int
    about: str
    writers: tuple[Writer, ...]
    tabs: tuple[Tab, ...]
    pinned: tuple[Pinned, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Why nothing can be written, and the deed (with its label) that would change it."""

    text: str
    deed: str = ""
    label: str = ""


def head(look: page_look.Look) -> Head | None:
    """Describe the chat looked at."""
    chat = look.chat
    if chat is None:
        return None
    return Head(
        title=chat.name,
        initials=page_faces.initials(chat.name),
        hue=page_faces.hue(chat.id),
        about=_about(look, chat),
        writers=tuple(_writer(look, chat, user) for user in page_look.humans(look.world)),
        tabs=tuple(_tabs(look, chat)),
        pinned=tuple(_pinned(look, chat)),
    )


def _about(look: page_look.Look, chat: chats.Chat) -> str:
    words = look.words
    if chat.kind == chats.PRIVATE:
        bot = look.world.bots[chat.bot_id or 0]
        return words("private_with", bot=bot.user.name)
    parts = [words.members(len(chat.present()))]
    parts += [words(f"bot_{state}", bot=bot.user.name) for bot, state in bots_of(look, chat)]
    return " · ".join(parts)


def bots_of(look: page_look.Look, chat: chats.Chat) -> list[BotState]:
    """Tell of each bot what it is in a group: admin, all (a member who sees everything), member, absent."""
    return [(bot, _state(chat, bot)) for bot in look.world.bots.values()]


def _state(chat: chats.Chat, bot: people.Bot) -> str:
    member = chat.member(bot.id)
    if member is None:
        return "absent"
    if member.is_admin:
        return "admin"
    return "all" if member.sees_all else "member"


def _writer(look: page_look.Look, chat: chats.Chat, user: people.User) -> Writer:
    language = page_words.LANGUAGES.get(user.language_code.partition("-")[0], user.language_code)
    is_here = chat.person is user if chat.kind == chats.PRIVATE else chat.member(user.id) is not None
    return Writer(user.id, f"{user.name} · {language}" if language else user.name, is_here, user is look.person)


def _tabs(look: page_look.Look, chat: chats.Chat) -> list[Tab]:
    if not chat.is_forum:
        return []
    topics = [topic for topic in chat.topics.values() if not topic.is_deleted]
    general = Tab("", look.words("general"), chat.general.is_closed, look.topic is None)
    return [general, *(Tab(str(t.id), t.name, t.is_closed, t.id == look.topic) for t in topics)]


def _pinned(look: page_look.Look, chat: chats.Chat) -> list[Pinned]:
    """List the pinned messages of the topic, the newest first."""
    found = [sent for number in reversed(chat.pins) if (sent := chat.message(number))]
    found = [sent for sent in found if not chat.is_forum or sent.topic_id == look.topic]
    labels = [look.words("pinned")] if len(found) == 1 else []
    labels = labels or [look.words("pinned_of", number=len(found) - at, count=len(found)) for at in range(len(found))]
    return [
        Pinned(sent.id, label, page_service.excerpt_of_wire(look.words, sent.body))
        for sent, label in zip(found, labels, strict=True)
    ]


def note(look: page_look.Look) -> Note | None:
    """Say why the person can't write here, or give `None` if they can."""
    chat, person, words = look.chat, look.person, look.words
    if chat is None:
        return Note(words("no_chats"))
    if person is None:
        return Note(words("nobody"))
    if chat.kind == chats.PRIVATE:
        return _private_note(chat, person, words)
    member = chat.member(person.id)
    if member is None:
        return Note(words("not_member", name=person.name), "join", words("join", name=person.name))
    muted = member.status is members.Status.RESTRICTED and "can_send_messages" not in member.rights
    if muted or (chat.kind == chats.CHANNEL and not member.is_admin):
        return Note(words("may_not_write", name=person.name))
    topic = chat.topic(look.topic)
    if topic and topic.is_closed and not member.is_admin:
        return Note(words("topic_shut"))
    return None


def _private_note(chat: chats.Chat, person: people.User, words: page_words.Words) -> Note | None:
    if chat.is_blocked:
        return Note(words("blocked", name=person.name), "unblock", words("unblock"))
    if not chat.is_started:
        return Note(words("start_hint", name=person.name), "start", words("start"))
    return None
