"""The stage for conversations of a programme: a committee with two groups, gathered by whoever comes first."""

import asyncio
import re
from collections.abc import Callable

from playground import views
from tests.paths.talks import Cast, Steps, Talk

PLAN = """/plan Group,Task,Owner,Due
Exhibition,Book the hall,Bo,2026-12-04
Guests,Send invitations,,2026-12-11
"""


class Programme(Talk):
    """The committee's chat, of which Ann is an admin; Bo leads Exhibition, Cy is the liaison of Guests."""

    def __init__(self, cast: Cast, chat: views.ChatView, hall: views.ChatView, guests: views.ChatView) -> None:
        super().__init__(cast, chat)
        self.hall, self.guests = Talk(cast, hall), Talk(cast, guests)
        self._gathered: asyncio.Task[None] | None = None

    async def gathered(self) -> None:
        """The plan is taken over and both groups have their chats, once."""
        if self._gathered is None:
            self._gathered = asyncio.create_task(self._gather())
        await asyncio.shield(self._gathered)

    async def _gather(self) -> None:
        reading = await self.asked(PLAN, "2 tasks read")
        links = await self.tap_for(reading, "With groups", "startgroup=")
        codes = re.findall(r"startgroup=(\w+)&", links.text)
        await asyncio.gather(
            self._joined(self.hall, codes[0], "lead", "bo"), self._joined(self.guests, codes[1], "liaison", "cy")
        )

    async def _joined(self, group: Talk, code: str, part: str, who: str) -> None:
        await group.asked(f"/start {code}", "This chat is now", who)
        await group.asked(f"/{part} @{self.people[who].username}", "", who)
        await (await self.alone(who)).asked("/start", "", who)


def gathered(talk: Callable[[Programme], Steps], programme: Programme) -> Steps:
    """A conversation that begins when everybody is there."""

    async def steps() -> Steps:
        await programme.gathered()
        async for _ in talk(programme):
            yield

    return steps()


async def programme(cast: Cast, title: str) -> Programme:
    """The three chats, with people of their own; nothing was said there yet."""
    own, make = await cast.join(f"_{title.lower()}"), cast.client.chat
    ann, bo, cy = (own.people[name] for name in ("ann", "bo", "cy"))
    committee = await make("supergroup", title=title, members=[bo], admins=[ann, cast.bot])
    hall = await make("supergroup", title=f"{title} hall", members=[ann], admins=[bo, cast.bot])
    guests = await make("supergroup", title=f"{title} guests", admins=[cy, cast.bot])
    return Programme(own, committee, hall, guests)
