"""A round of many groups over days, over HTTP: what people do when, by the plan of `round_days_plan`."""

from collections.abc import Awaitable, Callable
from datetime import date

from tests.simulations import round_days_plan as plans
from tests.simulations import round_town
from tests.simulations.round_days_plan import ABSENT, BACK, EARLY, KICKED, MIGRATED, Deed, Plan, kind
from tests.simulations.round_town import Member, Town

TITLE, REASON = "第二次检查", "缺数据"


def basic(count: int) -> set[int]:
    """The places of groups that may become supergroups."""
    return {place for place in range(1, count + 1) if kind(place) == MIGRATED}


def word(place: int) -> str:
    """The results that a group reports."""
    return f"{place}号馆已备好" if place % 2 == 0 else f"hall {place} is ready"


class Script:
    """The round as it goes, by its plan."""

    def __init__(self, town: Town, days: int) -> None:
        self.town = town
        self.plan = Plan(len(town.members), days)
        self.restarted: set[date] = set()

    async def play(self) -> None:
        """From `/round` to the documents; the floor is looked at at every step."""
        await self._before()
        deeds: dict[str, Callable[[Deed], Awaitable[None]]] = {
            "write": self._write,
            "send": self._send,
            "return": self._return,
            "reason": self._give_reason,
            "back": self._back,
            "close": self._close,
        }
        for deed in self.plan.deeds:
            await self.town.until(deed.moment)
            await self._look(deed)
            if deed.what in deeds:
                await deeds[deed.what](deed)
        await self.town.flow()

    async def _before(self) -> None:
        """Reports are asked for, some say that they will not come, some hand in at once; two begin at once."""
        town, both = self.town, (self.town.scene.ann, self.town.zhao)
        await town.until(plans.DRAWN_UP)
        await town.mark()
        await town.scene.say(f"/round 分{self.plan.days}天 {TITLE}")
        await town.until(plans.ASKED)
        await town.press(town.scene.chat, "rdask", *both)
        await town.flow()
        for member in self._members(*self.plan.of_kind(KICKED)):
            await town.scene.client.kick(member.chat, town.scene.bot, member.lead)
        for member in self._members(*self.plan.of_kind(ABSENT), *self.plan.of_kind(BACK)):
            await town.act("rdsay", member, 0, who=both)
        await town.flow()
        await town.leave_menu()
        early = Deed(plans.IN_EARLY, "send", tuple(self.plan.of_kind(EARLY)), None)
        await self._write(early)
        await town.until(early.moment)
        await self._send(early)
        await town.until(plans.BEGUN)
        await town.press(town.scene.chat, "rdbegin", *both)

    async def _look(self, deed: Deed) -> None:
        """Whoever has to has the floor; at noon the bot begins anew, and on the first day some groups move."""
        states = await self.town.states()
        held = [place for place, state in enumerate(states, 1) if state in ("called", "reporting")]
        round_town.same(f"floor at {deed.moment}", held, [] if deed.floor is None else [deed.floor])
        if deed.moment.time() == plans.NOON:
            self.restarted.add(deed.moment.date())
            await self.town.restart()
        if deed.moment == plans.MOVED:
            for member in self._members(*self.plan.of_kind(MIGRATED)):
                await self.town.migrate(member)

    def _members(self, *places: int) -> list[Member]:
        return [self.town.member(place) for place in places]

    async def _write(self, deed: Deed) -> None:
        for one in self._members(*deed.places):
            text = f"一 {word(one.place)}" if one.language == "zh" else f"1 {word(one.place)}"
            await self.town.reply(one.private, one.lead, TITLE, text)

    async def _send(self, deed: Deed) -> None:
        """By two taps."""
        for member in self._members(*deed.places):
            await self.town.press(member.private, "rpsend", member.lead, member.lead)

    async def _return(self, deed: Deed) -> None:
        for member in self._members(*deed.places):
            await self.town.act("rdreturn", member)

    async def _give_reason(self, deed: Deed) -> None:
        await self.town.reply(self.town.scene.chat, self.town.scene.ann, "需补充什么", REASON)

    async def _back(self, deed: Deed) -> None:
        for member in self._members(*deed.places):
            await self.town.act("rdsay", member, 2)
        await self.town.flow()
        await self.town.leave_menu()

    async def _close(self, deed: Deed) -> None:
        """By two taps, and two on what becomes of windows that went by; then the documents are asked for."""
        for verb in ("rdclose", "rdabsall"):
            await self.town.press(self.town.scene.chat, verb, self.town.scene.ann, self.town.zhao)
            await self.town.flow()
        for verb in ("rdpaper", "rdmd"):
            await self.town.press(self.town.scene.chat, verb)
            await self.town.flow()
