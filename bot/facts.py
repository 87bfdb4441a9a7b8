"""What routes ask of Telegram before a transaction begins, remembered for a short while; it writes nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog
import telegram
import telegram.error

from bot import arrivals, clock, identity, incoming, resolve, tables_sent
from coordination.rules import reading_glance, reading_listening
from handlers import presses, request, routes, table, tasks
from storage import admins_asked, engines, prompts

log = structlog.get_logger("muster.facts")

REMEMBERED = timedelta(minutes=5)
"""How long a person counts as chat admin without asking again; a change of membership drops it at once."""

_SAID = frozenset({request.Kind.MESSAGE, request.Kind.EDIT, request.Kind.PRESS})
_ADMINS = frozenset({"creator", "administrator"})


class Facts:
    """Who is a chat admin, whether we may pin, and who we are."""

    def __init__(self, bot: telegram.Bot, who: identity.Keeper, ours: clock.Clock, database: engines.Database) -> None:
        self._database = database
        self._bot = bot
        self._who = who
        self._clock = ours
        self._admins: dict[tuple[int, int], tuple[datetime, bool]] = {}
        self._ours: dict[int, tuple[datetime, resolve.Ours | None]] = {}  # by chat; None: Telegram did not answer

    async def gather(self, batch: Sequence[arrivals.Received]) -> resolve.Known:
        """Everything the batch's routes declared as needed. A question Telegram does not answer counts as no."""
        me = await self._me(batch)
        wanted: set[tuple[int, int]] = set()
        chats: set[int] = set()
        about, also = await self._about(batch, me)
        second = await self._second(batch, me)
        for received in batch:
            self._forget_changed(received)
            chosen = None if received.seen is None else resolve.route(received.seen, me)
            wanted.update(_asked_about(received, about))
            wanted.update(_asked_about(received, second))
            chats.update(_may_be_used(received, chosen))
        asking = [self._ask(chat, person) for chat, person in wanted]
        sights = {one.lane for one in batch if _shows_sight(one, me)}
        asking += [self._ask_ours(chat, me.telegram_id, live=chat in sights) for chat in chats | sights]
        for failure in await asyncio.gather(*asking, return_exceptions=True):
            if isinstance(failure, Exception):  # an answer nobody can read is no answer
                log.error("a question to Telegram failed", failure=type(failure).__name__)
        admins = {pair: known[1] for pair in wanted if (known := self._admins.get(pair))}
        ours = {chat: held[1] for chat in chats | sights if (held := self._ours.get(chat)) and held[1] is not None}
        reach = await self._reach(batch, me)
        tables = await tables_sent.of_batch(self._bot, self._database, batch)
        return resolve.Known(me, self._who.sees_all, admins, ours, about, second, also, reach, tables)

    async def _reach(self, batch: Sequence[arrivals.Received], me: incoming.Identity) -> dict[int, frozenset[int]]:
        """The chats of the groups in which whoever writes in private may change something, by update id; one read."""
        writers = {one.update_id: person for one in batch if (person := _may_reach(one, me))}
        found = await prompts.chats_of_people(self._database, set(writers.values()))
        return {update_id: found[person] for update_id, person in writers.items() if person in found}

    async def _about(
        self, batch: Sequence[arrivals.Received], me: incoming.Identity
    ) -> tuple[dict[int, int], dict[int, int]]:
        """The chat (Telegram's id) whose admins an update is about, by update id: that of the group which its button
        or the prompt it answers names, else its own; and the chat of that group where it may be another one's, which
        is then worked for as well. Few reads for the whole batch, and none where nothing is named.
        """
        named = {one.update_id: group_id for one in batch if (group_id := _named(one, me))}
        replies = {one.update_id: reply for one in batch if (reply := _answered(one))}
        found = await prompts.chats_of_groups(self._database, set(named.values()))
        asked = await prompts.chats_asked_about(self._database, set(replies.values()))
        also = {update_id: found[group_id] for update_id, group_id in named.items() if group_id in found}
        also |= {update_id: asked[reply] for update_id, reply in replies.items() if reply in asked}
        about = {update_id: asked[reply] for update_id, reply in replies.items() if reply in asked}
        strict = await admins_asked.among_chats(self._database, {one.lane for one in batch if _may_create(one, me)})
        for received in batch:
            if received.update_id in about:
                continue
            if _asks_for_admin(received, me):
                own = 0 if received.update_id in named else received.lane
                about[received.update_id] = also.get(received.update_id, own)
            elif received.lane in strict and _may_create(received, me):
                about[received.update_id] = received.lane
        return about, also

    async def _second(self, batch: Sequence[arrivals.Received], me: incoming.Identity) -> dict[int, int]:
        """The chat of the second group that a button names, by update id, where its route asks for that too."""
        named: dict[int, int] = {}
        for received in batch:
            chosen = None if received.seen is None else resolve.route(received.seen, me)
            press = presses.read(received.seen.data) if received.seen and chosen and chosen.of_two else None
            if press is not None:
                named[received.update_id] = press.number(1)
        found = await prompts.chats_of_groups(self._database, set(named.values()))
        return {update_id: found[group_id] for update_id, group_id in named.items() if group_id in found}

    async def _me(self, batch: Sequence[arrivals.Received]) -> incoming.Identity:
        me = await self._who.me()
        for received in batch:
            asked = resolve.command(received.seen) if received.seen is not None else None
            if asked is not None and asked.called is not None and not me.is_called(asked.called):
                return await self._who.doubt()
        return me

    def _forget_changed(self, received: arrivals.Received) -> None:
        seen = received.seen
        if seen is not None and seen.facts.get("event") == "membership":
            self._admins.pop((seen.chat.telegram_id, int(seen.facts["telegram_id"])), None)
            if seen.facts.get("who") == "me":
                self._ours.pop(seen.chat.telegram_id, None)

    async def _ask(self, chat: int, person: int) -> None:
        now = self._clock.now()
        known = self._admins.get((chat, person))
        if known is not None and abs(now - known[0]) < REMEMBERED:
            return
        try:
            member = await self._bot.get_chat_member(chat, person)
        except telegram.error.TelegramError as failure:
            log.warning("could not ask who is an admin", failure=type(failure).__name__)
            self._admins[chat, person] = (now - REMEMBERED, False)
            return
        self._admins[chat, person] = (now, member.status in _ADMINS)
        if len(self._admins) > 10_000:
            self._admins = {pair: kept for pair, kept in self._admins.items() if abs(now - kept[0]) < REMEMBERED}

    async def _ask_ours(self, chat: int, me: int, *, live: bool) -> None:
        """Asked once; afterwards Telegram tells of every change, and a chat's own record goes before what is held
        here. `live`: what is shown to people is not older than an admin's right either.
        """
        now = self._clock.now()
        known = self._ours.get(chat)
        is_fresh = known is not None and abs(now - known[0]) < REMEMBERED
        if known is not None and (is_fresh or (known[1] is not None and not live)):
            return
        try:
            member = await self._bot.get_chat_member(chat, me)
        except telegram.error.TelegramError as failure:
            log.warning("could not ask what we may do", failure=type(failure).__name__)
            self._ours[chat] = (now, None)
            return
        self._ours[chat] = (now, resolve.Ours(incoming.may_pin(member), member.status in _ADMINS))


def _named(received: arrivals.Received, me: incoming.Identity) -> int:
    """The group that a button names, where it may be of another chat: in private, and on the panel; 0 for none."""
    seen = received.seen
    if seen is None or seen.kind is not request.Kind.PRESS:
        return 0
    press = presses.read(seen.data)
    is_asked = seen.chat.type == "private" or _asks_for_admin(received, me)
    return press.number(0) if press is not None and is_asked else 0


def _may_reach(received: arrivals.Received, me: incoming.Identity) -> int:
    """Who writes in private what may change a group's tasks (Telegram's id); 0 for nobody."""
    seen = received.seen
    if seen is None or seen.person is None or seen.chat.type != "private":
        return 0
    chosen = resolve.route(seen, me)
    return seen.person.telegram_id if chosen is not None and chosen.reaches else 0


def _answered(received: arrivals.Received) -> tuple[int, int] | None:
    """The message of ours that is answered (Telegram's ids: chat, message)."""
    seen = received.seen
    if seen is None or seen.person is None or seen.kind is not request.Kind.MESSAGE:
        return None
    return (seen.chat.telegram_id, seen.reply.message_id) if seen.reply is not None and seen.reply.from_us else None


def _asks_for_admin(received: arrivals.Received, me: incoming.Identity) -> bool:
    """Whether its route wants to know if the person is an admin."""
    if received.seen is None or received.seen.person is None:
        return False
    chosen = resolve.route(received.seen, me)
    return chosen is not None and chosen.needs_admin


def _may_create(received: arrivals.Received, me: incoming.Identity) -> bool:
    """Whether it may make a task in a chat whose group lets only some: then it counts whether they are an admin.

    Most of what is said makes none, which is told without a look-up.
    """
    seen = received.seen
    if seen is None or seen.person is None or seen.chat.type == "private" or seen.kind not in _SAID:
        return False
    chosen = resolve.route(seen, me)
    if chosen is None or seen.kind is request.Kind.PRESS:
        return chosen is not None
    asked = resolve.command(seen)
    return asked.name in tasks.MAKING if asked is not None else chosen is not table.PLAIN or _opens(seen.text)


def _opens(text: str) -> bool:
    """Whether words that nobody addressed to us may make a task: an action line, a command without its slash."""
    first = text.lstrip().split("\n", 1)[0]
    return reading_listening.command_word(first, addressed=False) is not None or reading_glance.has_action(text)


def _shows_sight(received: arrivals.Received, me: incoming.Identity) -> bool:
    """Whether its answer says what we see in the chat."""
    seen = received.seen
    if seen is None or seen.chat.type == "private" or seen.kind is request.Kind.MEMBER:
        return False
    chosen = resolve.route(seen, me)
    return chosen is not None and chosen.shows_sight


def _may_be_used(received: arrivals.Received, chosen: routes.Route | None) -> set[int]:
    """The chat, where the update may make a group of it: from its first task on it has a board."""
    seen = received.seen
    if seen is None or chosen is None or not chosen.opens_group or seen.chat.type == "private":
        return set()
    return set() if seen.kind is request.Kind.MEMBER else {seen.chat.telegram_id}


def _asked_about(received: arrivals.Received, about: Mapping[int, int]) -> set[tuple[int, int]]:
    """A private chat has no admins to ask about, nor has a group that nobody knows."""
    chat = about.get(received.update_id, 0)
    if received.seen is None or received.seen.person is None or chat >= 0:
        return set()
    return {(chat, received.seen.person.telegram_id)}
