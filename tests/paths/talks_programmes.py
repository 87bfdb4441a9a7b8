"""The stage for conversations of a programme: a committee with two groups, gathered by whoever comes first."""

import asyncio
import re
from collections.abc import Callable, Coroutine

from playground import views
from tests.paths.talks import Cast, Steps, Talk

PLAN = """/plan Group,Task,Owner,Due
Exhibition,Book the hall,Bo,2026-12-04
Guests,Send invitations,,2026-12-11
"""


class Programme(Talk):
    """The committee's chat, of which Ann is an admin; Bo is one of Exhibition's, Cy of Guests'."""

    def __init__(self, cast: Cast, chat: views.ChatView, hall: views.ChatView, guests: views.ChatView) -> None:
        super().__init__(cast, chat)
        self.hall, self.guests = Talk(cast, hall), Talk(cast, guests)
        self._done: dict[str, asyncio.Task[None]] = {}

    async def gathered(self) -> None:
        """The plan is taken over and both groups have their chats."""
        await self._once(self._gather)

    async def led(self) -> None:
        """Bo leads Exhibition, Cy is the liaison of Guests; both have begun a private chat."""
        await self._once(self._lead)

    async def timed(self) -> None:
        """Nothing comes by itself before somebody said what time it is."""
        await self._once(self._time)

    async def _once(self, deed: Callable[[], Coroutine[None, None, None]]) -> None:
        """Whoever comes first does it, the others wait for it."""
        if deed.__name__ not in self._done:
            self._done[deed.__name__] = asyncio.create_task(deed())
        await asyncio.shield(self._done[deed.__name__])

    async def _gather(self) -> None:
        reading = await self.asked(PLAN, "2 tasks read")
        links = await self.tap_for(reading, "With groups", "startgroup=")
        hall, guests = re.findall(r"startgroup=(\w+)&", links.text)
        await self.hall.asked(f"/start {hall}", "This chat is now", "bo")
        await self.guests.asked(f"/start {guests}", "This chat is now", "cy")

    async def _time(self) -> None:
        cities = await self.asked("/zone London", "Time there now.")
        await self.tap(cities, cities.buttons[0][0].text, "London")

    async def _lead(self) -> None:
        for group, part, who in ((self.hall, "lead", "bo"), (self.guests, "liaison", "cy")):
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
