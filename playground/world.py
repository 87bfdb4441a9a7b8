"""The whole invented Telegram: people, bots, chats, files, calls and time; it knows nothing of HTTP.

To read: `users`, `bots`, `chats`, `privates`, `journal`, and `views` for finished values. To wait: `changes`.
To act as people do: `talk`, `touch`, `membership`, `chat_life`. To act as a bot: `methods.call`.
"""

import asyncio
import itertools
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol

from playground import (
    audience,
    changes,
    chats,
    clock,
    errors,
    faults,
    files,
    journal,
    limits,
    members,
    messages,
    people,
    queues,
    schema,
    wire,
)
from playground.queries import Query as Query  # part of the world's face, for whoever acts on it

FIRST_USER_ID = 7_000_000_001
FIRST_BOT_ID = 1_000_001
FIRST_GROUP_ID, FIRST_SUPERGROUP_ID, FIRST_CHANNEL_ID = -400_001, -1_001_500_000_001, -1_001_600_000_001


class Deliverer(Protocol):
    """Who carries updates to webhooks."""

    def offer(self, bot: people.Bot, queued: queues.Queued) -> None:
        """Take an update of a bot that has a webhook."""
        ...

    def begin(self, bot: people.Bot) -> None:
        """Take everything that waits: a webhook was set."""
        ...


class World:
    """State and the few ways in which it changes for everybody at once. One event loop at a time may use it."""

    def __init__(self, time: clock.Clock | None = None, *, checks: bool = True, limited: bool = True) -> None:
        """Make an empty world. `checks`: compare requests and updates with the schema; `limited`: flood limits."""
        self.clock: clock.Clock = time or clock.PlaygroundClock()
        self.checks = checks
        self.limits = limits.Limits(is_on=limited)
        self.users: dict[int, people.User] = {}
        self.bots: dict[int, people.Bot] = {}
        self.queues: dict[int, queues.UpdateQueue] = {}
        self.chats: dict[int, chats.Chat] = {}
        self.privates: dict[tuple[int, int], chats.Chat] = {}
        self.files = files.Files()
        self.faults = faults.Faults()
        self.journal = journal.Journal()
        self.changes = changes.Changes()
        self.queries: dict[str, Query] = {}
        self.deliverer: Deliverer | None = None
        self._tokens: dict[str, people.Bot] = {}
        self._ids = {kind: itertools.count(1) for kind in ("query", "album")}
        self.clock.subscribe(lambda by: self.changes.tell())

    def now(self) -> datetime:
        """Give the world's instant."""
        return self.clock.now()

    def open(self, deliverer: "Deliverer") -> None:
        """A server begins: updates go to webhooks, people may wait."""
        self.deliverer = deliverer
        self.faults.closing = asyncio.Event()
        for each in (self.changes, *(queue.changes for queue in self.queues.values())):
            each.open()
        for bot in self.bots.values():
            if self.queues[bot.id].webhook:
                deliverer.begin(bot)

    def close(self) -> None:
        """The server ends: nobody waits any longer; the world stays as it is."""
        self.deliverer = None
        self.faults.closing.set()
        for each in (self.changes, *(queue.changes for queue in self.queues.values())):
            each.close()

    def new_number(self, kind: str) -> int:
        """Count callback queries ("query") or albums ("album")."""
        return next(self._ids[kind])

    # People and bots

    def add_user(self, user: people.User) -> people.User:
        """Let a person exist; id 0 means the next free one."""
        user.id = user.id or _free(self.users, FIRST_USER_ID, 1)
        self.users[user.id] = user
        self.changes.tell()
        return user

    def add_bot(self, bot: people.Bot) -> people.Bot:
        """Let a bot exist; id 0 means the next free one, an empty token the playground's own. Misuse: a real token."""
        if bot.token and people.looks_real(bot.token):
            raise errors.Misuse("this token may belong to a real bot; the playground takes only its own")
        bot.user.id = bot.user.id or int(bot.token.partition(":")[0] or 0) or _free(self.bots, FIRST_BOT_ID, 1)
        bot.token = bot.token or people.own_token(bot.user.id)
        self.users[bot.id], self.bots[bot.id] = bot.user, bot
        self.queues[bot.id] = queues.UpdateQueue()
        self._tokens[bot.token] = bot
        self.changes.tell()
        return bot

    def bot_of(self, token: str) -> people.Bot | None:
        """Find the bot a token belongs to."""
        return self._tokens.get(token)

    def user(self, user_id: int) -> people.User:
        """Find a person. Misuse: there is none."""
        found = self.users.get(user_id)
        if found is None:
            raise errors.Misuse(f"there is no user {user_id}")
        return found

    def user_named(self, username: str) -> people.User | None:
        """Find whom a username (without @) belongs to now."""
        wanted = username.casefold()
        return next((user for user in self.users.values() if wanted and user.username.casefold() == wanted), None)

    def the_bot(self, bot_id: int | None = None) -> people.Bot:
        """Find a bot, or the only one. Misuse: none, or not named where there are several."""
        if bot_id is None and len(self.bots) == 1:
            return next(iter(self.bots.values()))
        if bot_id is None or bot_id not in self.bots:
            raise errors.Misuse(f"which bot? There are {sorted(self.bots)}")
        return self.bots[bot_id]

    # Chats

    def add_chat(self, chat: chats.Chat) -> chats.Chat:
        """Let a group, supergroup or channel exist; id 0 means the next free one of its kind."""
        first = {chats.GROUP: FIRST_GROUP_ID, chats.CHANNEL: FIRST_CHANNEL_ID}.get(chat.kind, FIRST_SUPERGROUP_ID)
        chat.id = chat.id or _free(self.chats, first, -1)
        if chat.is_forum:  # number 1 is taken by General, so that no topic ever has it
            chat.last_message_id = max(chat.last_message_id, chats.GENERAL_TOPIC_ID)
        self.chats[chat.id] = chat
        self.changes.tell()
        return chat

    def private(self, bot: people.Bot, user: people.User) -> chats.Chat:
        """Find or open the private chat between a person and a bot (opened is not yet started)."""
        found = self.privates.get((bot.id, user.id))
        if found is None:
            found = chats.Chat(user.id, chats.PRIVATE, person=user, bot_id=bot.id)
            self.privates[bot.id, user.id] = found
        return found

    def chat(self, chat_id: int, bot_id: int | None = None) -> chats.Chat:
        """Find a chat by id; a private one needs the bot where there are several. Misuse: there is none."""
        if chat_id in self.users:
            return self.private(self.the_bot(bot_id), self.users[chat_id])
        if chat_id not in self.chats:
            raise errors.Misuse(f"there is no chat {chat_id}")
        return self.chats[chat_id]

    def all_chats(self) -> Iterator[chats.Chat]:
        """Go through all chats, private ones last."""
        return itertools.chain(self.chats.values(), self.privates.values())

    # What happens

    def post(self, chat: chats.Chat, sent: messages.Message) -> messages.Message:
        """Give a message its number and time, keep it and tell the bots that may hear it."""
        chat.last_message_id += 1
        sent.chat_id, sent.id, sent.at = chat.id, chat.last_message_id, self.now()
        chat.messages[sent.id] = sent
        self.tell_of_message(chat, sent, "channel_post" if chat.kind == chats.CHANNEL else "message")
        if sent.bot_id is not None and not sent.is_service:
            chat.last_poster_bot = sent.bot_id
        self.changes.tell()
        return sent

    def tell_of_edit(self, chat: chats.Chat, sent: messages.Message) -> None:
        """Tell the bots of a changed message (bots are not told of their own)."""
        self.tell_of_message(chat, sent, "edited_channel_post" if chat.kind == chats.CHANNEL else "edited_message")
        self.changes.tell()

    def tell_of_message(self, chat: chats.Chat, sent: messages.Message, kind: str) -> None:
        """Put a message before every bot that may see it."""
        body: dict[str, Any] | None = None
        for bot in self.bots.values():
            if audience.hears(bot, chat, sent):
                body = body or wire.message(chat, sent)
                self.tell(bot, kind, body, chat.id)

    def tell(self, bot: people.Bot, kind: str, body: dict[str, Any], lane: int) -> None:
        """Put an update into a bot's queue if the bot asked for this kind; `lane` keeps order within a chat."""
        queue = self.queues[bot.id]
        if not queue.wants(kind):
            return
        queued = queue.put({kind: body}, self.now(), lane)
        if self.checks:
            for problem in schema.problems("Update", queued.update):
                self.journal.note(f"update {queued.id}: {problem}")
        self.carry(bot, queued)

    def carry(self, bot: people.Bot, queued: queues.Queued) -> None:
        """Hand an update to the webhook, if the bot has one."""
        if self.deliverer and self.queues[bot.id].webhook:
            self.deliverer.offer(bot, queued)

    def tell_of_member(self, chat: chats.Chat, actor: people.User, old: members.Member, new: members.Member) -> None:
        """Send `my_chat_member` to the bot concerned and `chat_member` to bots that are admins.

        What an anonymous admin does to others is done by the group's stand-in.
        """
        member = chat.member(actor.id)
        is_hidden = member is not None and member.is_anonymous and actor.id != new.user.id
        body = {
            "chat": chat.wire(),
            "from": people.ANONYMOUS_ADMIN if is_hidden else actor.wire(),
            "date": int(self.now().timestamp()),
            "old_chat_member": old.wire(chat.kind),
            "new_chat_member": new.wire(chat.kind),
        }
        for bot in self.bots.values():
            if bot.id == new.user.id:
                self.tell(bot, "my_chat_member", body, chat.id)
            if audience.sees_members(bot, chat):
                self.tell(bot, "chat_member", body, chat.id)
        self.changes.tell()


def _free(taken: dict[int, Any], first: int, step: int) -> int:
    while first in taken:
        first += step
    return first
