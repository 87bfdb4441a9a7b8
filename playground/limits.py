"""Telegram's flood limits on the world's clock: how long a bot must wait before its next message; nothing of chats."""

import collections
import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

BOT_MESSAGES, BOT_WINDOW = 30, timedelta(seconds=1)
GROUP_MESSAGES, GROUP_WINDOW = 20, timedelta(minutes=1)
CHAT_INTERVAL = timedelta(seconds=1)
CHAT_BURST = 5
"""About one message a second to one chat; this many may come at once before the second counts."""

Times = collections.deque[datetime]


@dataclass(slots=True)
class Limits:
    """Counts sends and edits. `is_on` switches all of it off."""

    is_on: bool = True
    bots: dict[int, Times] = field(default_factory=dict)
    groups: dict[tuple[int, int], Times] = field(default_factory=dict)
    chats: dict[tuple[int, int], datetime] = field(default_factory=dict)

    def wait_for(self, bot_id: int, chat_id: int, now: datetime) -> int:
        """Count one message, or give the whole seconds to wait (then nothing is counted). Negative ids are groups."""
        if not self.is_on:
            return 0
        bot, group = self._windows(bot_id, chat_id)
        free_at = max(
            _free_at(bot, BOT_MESSAGES, BOT_WINDOW, now),
            _free_at(group, GROUP_MESSAGES, GROUP_WINDOW, now) if chat_id < 0 else now,
            self.chats.get((bot_id, chat_id), now) - CHAT_INTERVAL * (CHAT_BURST - 1),
        )
        if free_at > now:
            return math.ceil((free_at - now).total_seconds())
        bot.append(now)
        group.append(now)
        self.chats[bot_id, chat_id] = max(self.chats.get((bot_id, chat_id), now), now) + CHAT_INTERVAL
        return 0

    def _windows(self, bot_id: int, chat_id: int) -> tuple[Times, Times]:
        return self.bots.setdefault(bot_id, Times()), self.groups.setdefault((bot_id, chat_id), Times())


def _free_at(times: Times, most: int, window: timedelta, now: datetime) -> datetime:
    """Forget what left the window; give the instant at which one more fits."""
    while times and (now - times[0] >= window or times[0] > now):
        times.popleft()
    return now if len(times) < most else times[0] + window
