"""A round of many groups over days as a script, over HTTP: restarts, nights, reports early, late, returned, never."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from tests.simulations import round_town
from tests.simulations.round_town import Member, Town

ZONE = ZoneInfo("Asia/Shanghai")
LOOKS, AT_NIGHT = timedelta(minutes=10), timedelta(hours=1)
OPENS, CLOSES, NOON = time(9), time(18), time(12)
SENT_BY = time(19)
"""Whoever is called in the last minute reads it when it is sent; a slow machine takes a while of the town's clock."""

EARLY, SILENT, LATE, RETURNED, ABSENT, BACK, KICKED, MIGRATED = 3, 7, 5, 8, 9, 4, 6, 2
"""What the last digit of a group's place says of it: its report is in before its call, never comes, comes when its
window is over, comes back to it; it is said to be absent, to be there after all; its chat throws us out, or moves.
"""


HEARD = tuple(which for which in range(10) if which not in (SILENT, ABSENT))
MOST = 40
"""So many codes are named."""

BY_ITSELF = ("Today, ", "All groups, ", "Exhibition")


def kind(place: int) -> int:
    return place % 10


def basic(count: int) -> set[int]:
    """The places of groups that may become supergroups."""
    return {place for place in range(1, count + 1) if kind(place) == MIGRATED}


def word(member: Member) -> str:
    return f"hall {member.place} is ready"


class Script:
    """The round as it goes: who handed in, whose report came back, what day it is."""

    def __init__(self, town: Town, days: int) -> None:
        self.town, self.days = town, days
        self.sent: set[int] = set()
        self.returned: set[int] = set()
        self.restarted: set[date] = set()
        self.held: list[int] = []  # places that had the floor, in order

    def of_kind(self, which: int) -> Iterator[Member]:
        return (one for one in self.town.members if kind(one.place) == which)

    async def play(self) -> None:
        """From `/round` to the document; the floor is looked at after every step."""
        town = self.town
        await town.mark()
        await town.scene.say(f"/round over {self.days} days Review")
        await town.flow()
        await town.press(town.scene.chat, "rdask", town.scene.ann, town.zhao)
        await town.flow()
        await self._before()
        await town.press(town.scene.chat, "rdbegin", town.scene.ann, town.zhao)
        await town.flow()
        await self._days()
        await town.press(town.scene.chat, "rdclose", town.scene.ann, town.zhao)
        await town.flow()
        await town.press(town.scene.chat, "rdpaper")
        await town.flow()

    async def _before(self) -> None:
        for member in self.of_kind(KICKED):
            await self.town.scene.client.kick(member.chat, self.town.scene.bot, member.lead)
        for which in (ABSENT, BACK):
            for member in self.of_kind(which):
                await self.town.act("rdsay", member, 0, who=(self.town.scene.ann, self.town.zhao))
        await self.town.flow()
        await self.town.leave_menu()
        await self._hand_in(*self.of_kind(EARLY))

    async def _hand_in(self, *members: Member) -> None:
        """In words first, then by two taps."""
        for member in members:
            if member.place not in self.sent:
                await self.town.say_in_reply(member, f"1 {word(member)}")
        await self.town.flow()
        for member in members:
            await self.town.press(member.private, "rpsend", member.lead, member.lead)
            self.sent.add(member.place)
        await self.town.flow()

    async def _days(self) -> None:
        """Look again and again, until nobody waits; whoever was absent and is back is called when the others were."""
        is_back = False
        for _ in range(self.days * 200):
            await self._look()
            states = await self.town.states()
            if self.is_day() and not {"waiting", "later", "called", "reporting"} & set(states):
                if is_back:
                    return
                is_back = True
                for member in self.of_kind(BACK):
                    await self.town.act("rdsay", member, 2)
                await self.town.flow()
                await self.town.leave_menu()
                await self.town.flow()
        raise AssertionError(f"it never ends: {await self.town.states()}")

    def is_day(self) -> bool:
        """Whether the committee works now."""
        local = self.town.scene.clock.now().astimezone(ZONE)
        return local.weekday() < 5 and OPENS <= local.time() < CLOSES

    async def _look(self) -> None:
        town = self.town
        local = town.scene.clock.now().astimezone(ZONE)
        if local.hour == NOON.hour and local.date() not in self.restarted:
            self.restarted.add(local.date())
            await town.scene.restart()
            for member in self.of_kind(MIGRATED):
                if member.former is None:
                    await town.migrate(member)
        await town.pass_time(LOOKS if self.is_day() else AT_NIGHT)
        states = dict(enumerate(await town.states(), 1))
        called = [place for place, state in states.items() if state in ("called", "reporting")]
        self.held += [place for place in called if self.held[-1:] != [place]]
        await self._answer(called, states)

    async def _answer(self, called: list[int], states: dict[int, str]) -> None:
        """Whoever has the floor reports, but for the silent and the late; the committee returns what it has to."""
        town = self.town
        ready = [town.member(place) for place in called if kind(place) not in (SILENT, LATE)]
        late = [one for one in self.of_kind(LATE) if states[one.place] == "timed_out" and one.place not in self.sent]
        if ready or late:
            await self._hand_in(*ready, *late)
        for member in self.of_kind(RETURNED):
            if states[member.place] == "reported" and member.place not in self.returned:
                self.returned.add(member.place)
                await town.act("rdreturn", member)
                await town.flow()
                await town.reply(town.scene.chat, town.scene.ann, "round.ask_reason", "Figures")
                await town.flow()

    async def check(self) -> None:
        """All that is seen of it is what the script says, in every chat, in the document and in the records."""
        town = self.town
        places = range(1, len(town.members) + 1)
        turns, reports = {SILENT: "timed_out", ABSENT: "absent"}, {SILENT: "draft", ABSENT: "draft"}
        round_town.same("turn", await town.states(), [turns.get(kind(place), "reported") for place in places])
        round_town.same("report", await town.report_states(), [reports.get(kind(at), "accepted") for at in places])
        round_town.same("floor", self.held, self.calls())
        wanted = [(self.in_group(place), self.in_private(place)) for place in places]
        round_town.same("group", await town.everything_heard(), wanted)
        await self._by_day()
        round_town.same("post", await self._in_committee(), self.in_committee())
        round_town.same("paragraph", [round_town.dateless(line) for line in await town.paper()], self.in_paper())
        assert await town.floods() == 0

    async def _in_committee(self) -> list[str]:
        """What the committee reads of the round; besides there are its own messages of the morning and of the week."""
        posts = [one for one in await self.town.posts(self.town.scene.chat) if one.file is None]
        return [text for one in posts if not (text := round_town.dateless(one.text)).startswith(BY_ITSELF)]

    async def _by_day(self) -> None:
        """Groups are called in the committee's working hours alone."""
        for member in self.town.members:
            for chat in (member.former, member.chat):
                for post in [] if chat is None else await self.town.posts(chat):
                    if "your turn" in post.text:
                        local = post.at.astimezone(ZONE)
                        assert local.weekday() < 5
                        assert OPENS <= local.time() < SENT_BY, f"{member.code} was called at {local}"

    def calls(self) -> list[int]:
        """The places in the order of the floor: by plan, then whose report came back, then who is there again."""
        places = range(1, len(self.town.members) + 1)
        first = [place for place in places if kind(place) not in (EARLY, ABSENT, BACK)]
        again = [place for place in places if kind(place) == RETURNED]
        return [*first, *again, *(place for place in places if kind(place) == BACK)]

    def in_group(self, place: int) -> list[str]:
        """What a group reads of the round in its own chat."""
        asked = ["round.asked_now"]
        if kind(place) in (EARLY, ABSENT, KICKED):
            return asked
        calls = self.calls()
        back = [one for one in calls if kind(one) == BACK]
        head = [] if place in (calls[0], *back[:2]) else ["round.heads_up"]
        return [*asked, *head, *["round.window"] * calls.count(place)]

    def in_private(self, place: int) -> list[str]:
        """What a lead reads in private."""
        if kind(place) in (SILENT, ABSENT):
            return ["round.draft.head_now"]
        head = "round.draft.head_now" if kind(place) == EARLY else "round.draft.head"
        return [head, "round.changed", *(["round.was_returned"] if kind(place) == RETURNED else [])]

    def in_committee(self) -> list[str]:
        """Every message about the round in the committee's chat as it stands in the end."""
        board = ["Closed.", f"✓ Heard {self._codes(*HEARD)}", *self._unheard()]
        counts = [sum(kind(one.place) in kinds for one in self.town.members) for kinds in (HEARD, (ABSENT,), (SILENT,))]
        all_ = len(self.town.members)
        ended = [
            "Review: round closed, day, hh:mm",
            f"Heard {counts[0]} of {all_} · {counts[1]} absent · {counts[2]} without a report",
            f"🟢 {all_}",
            *self._unheard(),
        ]
        returns = [
            line
            for one in self.of_kind(RETURNED)
            for line in (
                f"What is missing in the report of {one.code}? Reply to this message.",
                f"The report of {one.code} is returned.",
            )
        ]
        called = ["All groups were called."] * 2  # and once more, when those had reported who were there after all
        return ["\n".join(["Review", *board]), *returns, *called, "\n".join(ended)]

    def _unheard(self) -> list[str]:
        return [f"Absent {self._codes(ABSENT)}", f"Window over, no report {self._codes(SILENT)}"]

    def _codes(self, *kinds: int) -> str:
        codes = [one.code for one in self.town.members if kind(one.place) in kinds]
        more = [f"{len(codes) - MOST} more"] if len(codes) > MOST else []
        return ", ".join([*codes[:MOST], *more])

    def in_paper(self) -> list[str]:
        """The document, paragraph by paragraph; tables stand beside them."""
        members = self.town.members
        heard = [one for one in members if kind(one.place) in HEARD]
        states = {ABSENT: "absent", SILENT: "no report in its window"}
        sums = "0 done; by the plan 0 were due, 0 of them done; 0 late, 0 blocked."
        found = [
            "Review",
            "day, hh:mm",
            f"Heard {len(heard)} of {len(members)} groups.",
            f"All groups: {len(members)} tasks, {sums}",
            "Not heard",
            *(f"{one.code}  {one.name}: {states[kind(one.place)]}" for one in members if one not in heard),
            "They come first in the next round.",
            "Against the plan",
            "As it was day, hh:mm; later changes do not move it.",
        ]
        nothing = ["Key work next  nothing", "Problems  nothing", "Help needed  nothing"]
        for one in members:
            said = [f"Results  {word(one)}", *nothing] if one in heard else ["No report."]
            found += [f"{one.name} ({one.code})", *said]
        return found


async def live(database_url: str, count: int, days: int) -> Script:
    """The whole round, held against the script."""
    async with round_town.gathered(database_url, count, basic(count)) as town:
        script = Script(town, days)
        await script.play()
        await script.check()
        return script
