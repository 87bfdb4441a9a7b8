"""A live round of twenty groups as a script: what is done with each, at which hour, and how it stands in the end."""

from dataclasses import dataclass

from tests.simulations import round_town
from tests.simulations.round_town import Member, Town

COUNT = 20
LATER, RETURNED, ABSENT, KICKED, MIGRATED, RESTARTED, TWO_TAPS, UNREADY, BACK = range(2, 11)
"""The places of those with whom something happens."""

BACK_AFTER = 13
"""One that was absent is to be called after this one, before the next."""

SILENT = (ABSENT, UNREADY, BACK)
"""They hand in nothing before they are called."""

QUESTIONED, ASKS, DECIDED, OVERDUE, TALKS, TASKED, DONE, BLOCKED = 11, 12, *range(14, 20)
"""Who is asked a question; who needs help, and is asked in private; at whose turn something is decided; whose task is
late; who talks for longer than there is time; who is given a task; whose task is done, blocked.
"""

BASIC, LATE = {MIGRATED}, {OVERDUE, ABSENT}
TITLE, REASON, HELP = "Rehearsal", "Figures", "请组委会协调消防许可"


@dataclass(frozen=True, slots=True)
class Call:
    """A group is called at this hour; what becomes of it when the next one is called."""

    hour: str
    place: int
    becomes: str = "heard"


CALLS = (
    Call("10:20", 1),
    Call("10:22", LATER, "later"),
    Call("10:24", RETURNED, "returned"),
    Call("10:27", ABSENT, "absent"),
    Call("10:29", KICKED),
    Call("10:31", MIGRATED),
    Call("10:33", RESTARTED),
    Call("10:35", TWO_TAPS),
    Call("10:37", UNREADY, "later"),
    Call("10:39", BACK, "absent"),
    Call("10:41", QUESTIONED),
    Call("10:43", ASKS),
    Call("10:45", BACK_AFTER),
    Call("10:47", BACK),
    Call("10:50", DECIDED),
    Call("10:52", OVERDUE),
    Call("10:54", TALKS),
    Call("11:10", TASKED),
    Call("11:12", DONE),
    Call("11:14", BLOCKED),
    Call("11:16", 20),
    Call("11:18", LATER),
    Call("11:20", RETURNED),
    Call("11:22", UNREADY, "to follow"),
)
CLOSED = "11:24"
LOOKS = ("10:20", "10:47", "11:22")
"""At these calls the board is looked at as it stands then."""


async def play(town: Town) -> None:
    """The whole round, from `/round` to the document; the floor is looked at after every step."""
    await _records(town)
    await town.mark()
    await _collect(town)
    await _begin(town)
    for call, until in zip(CALLS, [*(one.hour for one in CALLS[1:]), CLOSED], strict=True):
        await _turn(town, call, until)
    await _close(town)


async def _records(town: Town) -> None:
    """What two groups tell of their tasks before the round."""
    done, blocked = town.member(DONE), town.member(BLOCKED)
    await town.scene.client.say(done.chat, done.lead, "#1 完成")
    await town.scene.client.say(blocked.chat, blocked.lead, "#1 blocked: no power")
    await town.flow()


async def _collect(town: Town) -> None:
    """Reports are asked for by two presses at once; whoever is ready says so in words and sends with two taps."""
    await town.at("10:06")
    await town.scene.say(f"/round now 5h {TITLE}")
    await town.at("10:08")
    await town.press(town.scene.chat, "rdask", town.scene.ann, town.zhao)
    await town.at("10:12")
    ready = [member for member in town.members if member.place not in SILENT]
    await _write(town, *ready)
    await town.at("10:14")
    await _send(town, *ready)
    await town.flow()


async def _begin(town: Town) -> None:
    """A group becomes a supergroup, another throws us out; two begin at once."""
    await town.at("10:18")
    await town.migrate(town.member(MIGRATED))
    kicked = town.member(KICKED)
    await town.scene.client.kick(kicked.chat, town.scene.bot, kicked.lead)
    await town.at("10:20")
    await town.press(town.scene.chat, "rdbegin", town.scene.ann, town.zhao)
    await town.flow()


def word(place: int) -> str:
    """The results that a group reports."""
    return f"{place}号馆已备好" if place % 2 == 0 else f"hall {place} is ready"


async def _write(town: Town, *members: Member) -> None:
    """In reply to the draft."""
    for one in members:
        text = f"一 {word(one.place)}" if one.language == "zh" else f"1 {word(one.place)}"
        asked = f"\n四 {HELP}" if one.place == ASKS else ""
        await town.reply(one.private, one.lead, TITLE, f"{text}{asked}")


async def _send(town: Town, *members: Member) -> None:
    """By two taps."""
    for member in members:
        await town.press(member.private, "rpsend", member.lead, member.lead)


async def on_the_floor(town: Town, place: int) -> None:
    held = [at for at, state in enumerate(await town.states(), 1) if state in ("called", "reporting")]
    round_town.same("floor", held, [place])


async def _turn(town: Town, call: Call, until: str) -> None:
    """What the script says of each; a chair who changes nothing needs one tap."""
    member, extra = town.member(call.place), _MEANWHILE.get((call.place, call.becomes))
    await on_the_floor(town, call.place)
    if call.hour in LOOKS:
        town.boards.append(await town.board())
    if extra is not None:
        await extra(town, member)
    if call.becomes == "returned":
        return
    await town.at(until, ticks=False)
    verb = {"heard": "rdaccept", "later": "rdlater", "absent": "rdabsent"}.get(call.becomes)
    if verb is not None:
        taps = (town.scene.ann, town.zhao, town.scene.ann) if call.place == TWO_TAPS else ()
        await town.press(town.scene.chat, verb, *taps, holding=f" {member.name} ")
        await town.flow()


async def _return(town: Town, member: Member) -> None:
    """It is sent again when another is called."""
    await town.at("10:26")
    await town.press(town.scene.chat, "rdreturn", holding=f" {member.name} ")
    await town.at("10:27")
    await town.reply(town.scene.chat, town.scene.ann, "What is missing", REASON)
    await town.flow()


async def _send_again(town: Town, member: Member) -> None:
    await town.at("10:28")
    await _send(town, town.member(RETURNED))
    await town.flow()


async def _restart(town: Town, member: Member) -> None:
    await town.restart()


async def _come_back(town: Town, member: Member) -> None:
    """One that was absent is to be called next; two say so at once."""
    await town.at("10:46")
    await town.act("rdnext", town.member(BACK), who=(town.scene.ann, town.zhao))
    await town.flow()


async def _report_now(town: Town, member: Member) -> None:
    await town.at("10:48")
    await _write(town, member)
    await town.at("10:49")
    await _send(town, member)
    await town.flow()


async def _ask(town: Town, member: Member) -> None:
    """The chair asks the group in reply to its message, and the lead answers."""
    await town.at("10:42")
    await town.reply(town.scene.chat, town.scene.ann, member.code, "Who pays for the permit?")
    await town.flow()
    await town.reply(member.chat, member.lead, "Who pays", "We do")
    await town.flow()


async def _ask_in_private(town: Town, member: Member) -> None:
    """The secretary does so in reply to the card."""
    await town.at("10:44")
    await town.reply(town.privates["Zhao"], town.zhao, member.code, "消防何时批复？")
    await town.flow()
    await town.reply(member.chat, member.lead, "消防何时", "下周二")
    await town.flow()


async def _decide(town: Town, member: Member) -> None:
    await town.at("10:51")
    await town.scene.client.say(town.scene.chat, town.scene.ann, "/round decided The plan stands")


async def _talk(town: Town, member: Member) -> None:
    """A quarter of an hour is over."""
    await town.at("11:09")


async def _give(town: Town, member: Member) -> None:
    await town.at("11:11")
    await town.scene.client.say(town.scene.chat, town.scene.ann, f"/task {member.code} Two tables by 8 Dec")


_MEANWHILE = {
    (QUESTIONED, "heard"): _ask,
    (ASKS, "heard"): _ask_in_private,
    (DECIDED, "heard"): _decide,
    (TALKS, "heard"): _talk,
    (TASKED, "heard"): _give,
    (RETURNED, "returned"): _return,
    (ABSENT, "absent"): _send_again,
    (RESTARTED, "heard"): _restart,
    (BACK_AFTER, "heard"): _come_back,
    (BACK, "heard"): _report_now,
}


async def _close(town: Town) -> None:
    """Whoever waits still is to follow, and does so after it; then the documents are asked for."""
    late = town.member(UNREADY)
    await town.press(town.scene.chat, "rdclose")
    await town.flow()
    await town.press(town.scene.chat, "rdfollow", town.scene.ann, town.zhao)
    await town.at("11:29")
    await _write(town, late)
    await town.at("11:30")
    await _send(town, late)
    await town.at("11:32")
    await town.press(town.scene.chat, "rdpaper")
    await town.flow()
    await town.press(town.scene.chat, "rdmd")
    await town.flow()
