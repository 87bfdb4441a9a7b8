"""A live round of twenty groups as a script: what is done with each, and all that has to be seen of it."""

from collections.abc import Sequence
from datetime import timedelta

from tests.simulations import round_town
from tests.simulations.round_town import Member, Town

COUNT = 20
LATER, RETURNED, ABSENT, KICKED, MIGRATED, RESTARTED, TWO_TAPS, UNREADY, BACK = range(2, 11)
"""The places of those with whom something happens."""

SILENT = (ABSENT, UNREADY, BACK)
"""They hand in nothing before they are called."""

BACK_AFTER = 12
BASIC = {MIGRATED}


async def play(town: Town) -> None:
    """The whole round, from `/round` to the document; the floor is looked at after every step."""
    await town.mark()
    await _collect(town)
    await town.migrate(town.member(MIGRATED))
    kicked = town.member(KICKED)
    await town.scene.client.kick(kicked.chat, town.scene.bot, kicked.lead)
    await town.press(town.scene.chat, "rdbegin", town.scene.ann, town.zhao)
    await town.flow()
    for place in range(1, COUNT + 1):
        if place != BACK_AFTER + 1:
            await _turn(town, town.member(place))
        if place == BACK_AFTER:
            await _come_back(town, town.member(BACK))
    for place in (LATER, RETURNED):
        await _accept(town, town.member(place))
    await _close(town)


async def _collect(town: Town) -> None:
    """Reports are asked for by two presses at once; whoever is ready says so in words and sends with two taps."""
    await town.scene.say("/round now 5h Rehearsal")
    await town.flow()
    await town.press(town.scene.chat, "rdask", town.scene.ann, town.zhao)
    await town.flow()
    await _hand_in(town, *(member for member in town.members if member.place not in SILENT))


async def _hand_in(town: Town, *members: Member) -> None:
    for member in members:
        await town.reply(member.private, member.lead, "round.draft.head_now", f"1 {word(member)}")
    await town.flow()
    for member in members:
        await town.press(member.private, "rpsend", member.lead, member.lead)
    await town.flow()


def word(member: Member) -> str:
    return f"hall {member.place} is ready"


async def on_the_floor(town: Town, member: Member) -> None:
    held = [at for at, state in enumerate(await town.states(), 1) if state in ("called", "reporting")]
    round_town.same("floor", held, [member.place])


async def _turn(town: Town, member: Member) -> None:
    """What the script says of each; a chair who changes nothing needs one tap."""
    await on_the_floor(town, member)
    await town.pass_time(timedelta(minutes=2))
    if member.place in (LATER, UNREADY):
        await town.press(town.scene.chat, "rdlater", holding=f"({member.code})")
    elif member.place in (ABSENT, BACK):
        await town.press(town.scene.chat, "rdabsent", holding=f"({member.code})")
    elif member.place == RETURNED:
        await _return(town, member)
    elif member.place == RESTARTED:
        await town.scene.restart()
        await _accept(town, member)
    elif member.place == TWO_TAPS:
        await town.press(
            town.scene.chat, "rdaccept", town.scene.ann, town.zhao, town.scene.ann, holding=f"({member.code})"
        )
    else:
        await _accept(town, member)
    await town.flow()


async def _accept(town: Town, member: Member) -> None:
    await on_the_floor(town, member)
    await town.press(town.scene.chat, "rdaccept", holding=f"({member.code})")
    await town.flow()


async def _return(town: Town, member: Member) -> None:
    await town.press(town.scene.chat, "rdreturn", holding=f"({member.code})")
    await town.flow()
    await town.reply(town.scene.chat, town.scene.ann, "round.ask_reason", "Figures")
    await town.flow()
    await town.press(member.private, "rpsend", member.lead, member.lead)


async def _come_back(town: Town, member: Member) -> None:
    """It was absent, is called next, and reports then; whoever had the floor meanwhile goes on first."""
    await town.act("rdnext", member, who=(town.scene.ann, town.zhao))
    await town.flow()
    await _accept(town, town.member(BACK_AFTER + 1))
    await on_the_floor(town, member)
    await _hand_in(town, member)
    await _accept(town, member)


async def _close(town: Town) -> None:
    await on_the_floor(town, town.member(UNREADY))
    await town.press(town.scene.chat, "rdclose")
    await town.flow()
    await town.press(town.scene.chat, "rdfollow", town.scene.ann, town.zhao)
    await town.flow()
    late = town.member(UNREADY)
    await _hand_in(town, late)
    await town.press(town.scene.chat, "rdpaper")
    await town.flow()


def in_group(place: int) -> list[str]:
    """What a group reads of the round in its own chat."""
    asked, call = ["round.asked_now"], "round.turn.none" if place in SILENT else "round.turn.approved"
    if place == KICKED:
        return asked
    head = [] if place == 1 else ["round.heads_up"]
    again = {
        LATER: [call],
        RETURNED: [call],
        UNREADY: [call, "round.follow_told"],
        BACK: [call],
        BACK_AFTER + 2: ["round.not_next", call],
    }
    first = [] if place == BACK_AFTER + 2 else [call]  # it was to be next when another was called before it
    return [*asked, *head, *first, *again.get(place, [])]


def in_private(place: int) -> list[str]:
    """What a lead reads in private."""
    drafted = ["round.draft.head_now", "round.changed"]
    if place == ABSENT:
        return drafted[:1]
    return [*drafted, "round.was_returned"] if place == RETURNED else drafted


async def check(town: Town) -> None:
    """All that is seen of it is what the script says, in every chat, in the documents and in the records."""
    places = range(1, COUNT + 1)
    turns = {ABSENT: "absent", UNREADY: "to_follow"}
    round_town.same("turn", await town.states(), [turns.get(place, "reported") for place in places])
    reports = ["draft" if place == ABSENT else "accepted" for place in places]
    round_town.same("report", await town.report_states(), reports)
    round_town.same("group", await town.everything_heard(), [(in_group(one), in_private(one)) for one in places])
    posts = [round_town.timeless(one.text) for one in await town.posts(town.scene.chat) if one.file is None]
    round_town.same("post", posts, in_committee(town))
    round_town.same("paragraph", [round_town.timeless(line) for line in await town.paper()], in_paper(town))
    assert await town.floods() == 0


def codes(town: Town, places: Sequence[int]) -> str:
    return ", ".join(town.member(place).code for place in places)


def _order() -> list[int]:
    """By the places that they had at the end: whoever was called back had come first of all who waited."""
    return [BACK, *(place for place in range(1, COUNT + 1) if place != BACK)]


def in_committee(town: Town) -> list[str]:
    """Every message of ours in the committee's chat as it stands in the end."""
    heard = [place for place in _order() if place not in (ABSENT, UNREADY)]
    board = [
        "Rehearsal",
        "Closed.",
        f"✓ Heard {codes(town, heard)}",
        f"Absent {codes(town, [ABSENT])}",
        f"To follow {codes(town, [UNREADY])}",
    ]
    ended = [
        "Rehearsal: round closed, Tue 24 Nov, hh:mm",
        "Heard 18 of 20 · 1 to follow · 1 absent",
        "🟢 20",
        f"Absent {codes(town, [ABSENT])}",
        f"To follow {codes(town, [UNREADY])}, report by Wed 25 Nov, hh:mm",
        f"Report came in after it {codes(town, [UNREADY])}",
    ]
    return ["\n".join(board), *_cards(town), "\n".join(ended)]


def _cards(town: Town) -> list[str]:
    """A card for each call, in the order of the calls, with what became of it."""
    found = []
    for place in range(1, COUNT + 1):
        found += [_card(town, place)]
        if place == RETURNED:
            found += [
                f"What is missing in the report of {town.member(place).code}? Reply to this message.",
                f"The report of {town.member(place).code} is returned.",
            ]
        if place == BACK_AFTER + 1:
            found.append(_over(town, BACK, "heard"))
    return [*found, _over(town, LATER, "heard"), _over(town, RETURNED, "heard"), _over(town, UNREADY, "to follow")]


def _card(town: Town, place: int) -> str:
    became = {LATER: "later", RETURNED: "later", UNREADY: "later", ABSENT: "absent", BACK: "absent"}
    return _over(town, place, became.get(place, "heard"))


def _over(town: Town, place: int, state: str) -> str:
    sign, behind = {"heard": ("✓ ", ", hh:mm"), "later": ("↻ ", "")}.get(state, ("", ""))
    return f"{sign}{town.member(place).name} ({town.member(place).code}): {state}{behind}"


def in_paper(town: Town) -> list[str]:
    """The document, paragraph by paragraph; tables stand beside them."""
    absent, late = town.member(ABSENT), town.member(UNREADY)
    found = [
        "Rehearsal",
        "Tue 24 Nov, hh:mm",
        "Heard 18 of 20 groups.",
        "All groups: 20 tasks, 0 done; by the plan 0 were due, 0 of them done; 0 late, 0 blocked.",
        "Not heard",
        f"{absent.code}  {absent.name}: absent",
        f"{late.code}  {late.name}: to follow, by Wed 25 Nov, hh:mm",
        "They come first in the next round.",
        "Against the plan",
        "As it was Tue 24 Nov, hh:mm; later changes do not move it.",
    ]
    for place in _order():
        member = town.member(place)
        found.append(f"{member.name} ({member.code})")
        nothing = ["Key work next  nothing", "Problems  nothing", "Help needed  nothing"]
        found += ["No report."] if place == ABSENT else [f"Results  {word(member)}", *nothing]
    return found
