"""Tell a chat once that a topic of it is closed or gone, and let go of the group that was bound to it."""

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot import clock, outgoing
from coordination import messages
from handlers import settings_topic
from storage import engines, errors, work

log = structlog.get_logger("muster.lost_topics")

TRIES = 3


class LostTopics:
    """One instance a process; what it says goes the way of everything else."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self.committed: Callable[[], None] = lambda: None

    async def tell(self, chat_id: int, telegram_id: int, topic_id: int, *, gone: bool) -> None:
        """`telegram_id` is the chat's; `gone`: the topic is deleted, so that its group serves the whole chat again,
        where no other does."""
        for tries_left in reversed(range(TRIES)):
            try:
                await self._tell(chat_id, telegram_id, topic_id, gone)
            except errors.Conflict:
                if not tries_left:
                    log.warning("a lost topic could not be told", chat_id=chat_id)
                continue
            self.committed()
            return

    async def _tell(self, chat_id: int, telegram_id: int, topic_id: int, gone: bool) -> None:
        async with (
            work.transaction(
                self._database, now=self._clock.now(), bot_id=self._bot_id, locks={telegram_id}
            ) as transaction,
            transaction.layer() as unit,
        ):
            here = await unit.groups.in_chat(chat_id)
            bound = next((one for one in here if one.topic_id == topic_id), None)
            group = bound or next(iter(here), None)
            if group is None:
                return
            if gone and bound is not None and not any(one.topic_id is None for one in here):
                unit.groups.save(replace(bound, topic_id=None))
            text = settings_topic.lost(group, gone=gone)
            outgoing.add_all(unit, [messages.Post(messages.Place(chat_id), text, purpose=messages.Purpose.NOTICE)])
