"""All that has to be read of the live round of `round_live`, chat by chat and post by post, and nothing else."""

from tests.simulations import round_live as live
from tests.simulations import round_making, round_said, round_texts
from tests.simulations.round_live import CALLS, COUNT, TITLE, Call
from tests.simulations.round_posts import Post
from tests.simulations.round_texts import say
from tests.simulations.round_town import Member, Town

SINCE = {"en": "Sun 25 Oct, 10:08", "zh": "10月25日（周日）10:08"}
SENT = {"en": "Tue 24 Nov, {}", "zh": "11月24日（周二）{}"}
FOLLOW = "Wed 25 Nov, 12:00"
NUMBERS = (*range(1, 14), 1, *range(14, 21), 3, 4, 10)
"""Which of twenty each call is: whoever was called back comes first of all, and so counts."""

ALL_WAIT = "BAB, 馆2, DAB, 馆4, GAB, 馆6, JAB, 馆8, LAB, 馆10, NAB, 馆12, QAB, 馆14, SAB, 馆16, VAB, 馆18, XAB, 馆20"
HEARD = "馆10, BAB, 馆2, DAB, GAB, 馆6, JAB, 馆8, NAB, 馆12, QAB, 馆14, SAB, 馆16, VAB, 馆18, XAB, 馆20"
BOARD = f"""\
Rehearsal
20 groups, 15 minutes each
… Next {ALL_WAIT}
Reports in: 0 of 20"""
BOARD_ROWS = ("Ask reports | Begin | Who, when", "Order… | Reports… | Call off")
BOARD_ROWS_LIVE = ("Pause | Decision…", "Order… | Reports… | Close")
BOARDS = (
    f"""\
Rehearsal
▶ BAB reports, 15 minutes left, until 10:35
… Next {ALL_WAIT.removeprefix("BAB, ")}
Reports in: 17 of 20. Not yet: 馆4, LAB, 馆10
I was removed from the chat GAB""",
    """\
Rehearsal
▶ 馆10 is called, 15 minutes left, until 11:02
… Next 馆14, SAB, 馆16, VAB, 馆18, XAB, 馆20
✓ Heard BAB, GAB, 馆6, JAB, 馆8, NAB, 馆12, QAB
Later 馆2, DAB, LAB
Absent 馆4
Reports in: 17 of 20. Not yet: 馆10, LAB""",
    f"""\
Rehearsal
▶ LAB is called, 15 minutes left, until 11:37
✓ Heard {HEARD}
Absent 馆4
Reports in: 18 of 20. Not yet: LAB""",
)
"""As it stands at the first call, at the call of a group that is back, and at the last."""
BOARD_CLOSED = f"""\
Rehearsal
Closed.
✓ Heard {HEARD}
Absent 馆4
To follow LAB"""
ENDED = f"""\
Rehearsal: round closed, Tue 24 Nov, 11:24
Heard 18 of 20 · 1 to follow · 1 absent
🟢 17 🟡 2 🔴 1: 馆4
Decided 1: The plan stands
Given out 1: VAB-2 Two tables, Tue 8 Dec
Help asked 1: answered 0; open 1: 馆12 请组委会协调消防许可, nobody named yet
Absent 馆4
To follow LAB, report by {FOLLOW}"""
ENDED_LATE = f"{ENDED}\nReport came in after it LAB"
ENDED_ROWS = ("Report, DOCX | Markdown | Reports…", "Send parts | Sources | Correct…")

TO_GROUPS = {
    live.QUESTIONED: Post("Committee, Ann Lee: Who pays for the permit?"),
    live.ASKS: Post("组委会 Zhao：消防何时批复？"),
    live.TALKS: Post("时间到。未尽事项可直接回复。"),
    live.TASKED: Post(
        """\
Given by Ann Lee in the round Rehearsal:
#2 Two tables
No owner
Due: Tue 8 Dec, 18:00 Beijing, in 10 working days
From Ann Lee, Tue 24 Nov, 11:11""",
        ("Done | Update | Blocked", "Take it | More…"),
    ),
}
"""What else is said to a group while it has the floor, and to the committee."""

TO_COMMITTEE = {
    live.QUESTIONED: (Post("NAB, L11: We do"),),
    live.ASKS: (Post("To 馆12, Zhao: 消防何时批复？"), Post("馆12, 李12: 下周二")),
    live.DECIDED: (Post("馆14: decided; it stands in the closing message and the document."),),
    live.TASKED: (Post("VAB-2 Two tables, due Tue 8 Dec"),),
}


def wanted(town: Town) -> dict[int, list[Post]]:
    """By chat; a chat that is not here hears nothing."""
    found = {town.scene.chat.id: in_committee(town)}
    found |= {town.privates[name].id: cards(town, language) for name, language in (("Ann Lee", "en"), ("Zhao", "zh"))}
    for one in town.members:
        found[one.private.id] = in_private(one)
        told = in_group(town, one)
        moved = 1 if one.former is not None else len(told)
        found[(one.former or one.chat).id] = told[:moved]
        if one.former is not None:
            found[one.chat.id] = told[moved:]
    return found


def in_group(town: Town, member: Member) -> list[Post]:
    """What a group reads in its own chat; one that threw us out reads nothing more."""
    place, language, values = member.place, member.language, {"title": TITLE, **member.values}
    asked = Post(say(language, "asked", **values))
    if place == live.KICKED:
        return [asked]
    told = [asked]
    if place == live.BACK_AFTER + 1:  # it was to be next when another was called before it
        told.append(Post(say(language, "heads_up", before=town.member(live.BACK_AFTER).code, **values)))
        told.append(Post(say(language, "not_next", instead=town.member(live.BACK).code, **values)))
    for number, call in enumerate(CALLS):
        if call.place == place:
            before = [town.member(CALLS[number - 1].place).code] if number else []
            told += [Post(say(language, "heads_up", before=code, **values)) for code in before]
            told.append(Post(_call(town, member, number)))
    told += [TO_GROUPS[place]] if place in TO_GROUPS else []
    if place == live.UNREADY:
        told.append(Post(say(language, "follow", until=FOLLOW, **values)))
    return told


def _call(town: Town, member: Member, number: int) -> str:
    """Whoever is called next follows, unless that was settled afterwards; behind the last one there is nobody."""
    if number == len(CALLS) - 1:
        return say(member.language, "call_last", **member.values)
    following = CALLS[number + 1].place
    if member.place == live.BACK_AFTER:
        following = live.BACK_AFTER + 1
    what = "call_unready" if member.place in live.SILENT else "call"
    return say(member.language, what, after=town.member(following).code, **member.values)


def in_private(member: Member) -> list[Post]:
    """What a lead reads in private: the draft, which becomes the report, and a word on each change."""
    place, language = member.place, member.language
    values = {"title": TITLE, **member.values}
    silent = say(language, "silent") if place in live.LATE else ""
    draft = say(language, "draft", since=SINCE[language], silent=silent, **values, **_drafted(member))
    buttons = round_texts.rows(language, "draft_row_1", "draft_row_2")
    if place == live.ABSENT:
        return [Post(draft, buttons)]
    hour = {live.RETURNED: "10:28", live.BACK: "10:49", live.UNREADY: "11:30"}.get(place, "10:14")
    what = "accepted" if place == live.UNREADY else "sent"
    report = say(language, what, due=FOLLOW, moment=SENT[language].format(hour), **values, **_reported(member))
    back = [Post(say(language, "came_back", reason=live.REASON, **values))] if place == live.RETURNED else []
    return [Post(draft, buttons, report, between=_between(member)), Post(say(language, "changed")), *back]


def _between(member: Member) -> tuple[str, ...]:
    """How it stood before it was sent: written, or sent already and returned, or asked for anew after the end."""
    place, is_late = member.place, member.place in live.LATE
    head = round_said.head(member, TITLE, FOLLOW if place == live.UNREADY else "")
    written = round_said.draft(member, _reported(member), [head], silent=is_late, written=True)
    if place == live.UNREADY:
        return round_said.draft(member, _drafted(member), [head]), written
    if place != live.RETURNED:
        return (written,)
    values = {"title": TITLE, "moment": SENT[member.language].format("10:14"), **member.values}
    first = say(member.language, "sent", **values, **_reported(member))
    reason = say(member.language, "returned", reason=live.REASON)
    return written, first, round_said.draft(member, _reported(member), [head, reason], written=True)


def _drafted(member: Member) -> dict[str, str]:
    """The four parts as they are drafted from the records."""
    nothing = say(member.language, "nothing")
    parts = {"results": nothing, "next": nothing, "problems": nothing, "help": nothing}
    known = {
        live.DONE: {"results": "18号馆布展办结"},
        live.ABSENT: {"next": "4号馆布展（原定 11月20日）", "problems": "4号馆布展逾期，原定 11月20日"},
        live.OVERDUE: {"next": "Set up hall 15 (was Fri 20 Nov)", "problems": "Set up hall 15, was Fri 20 Nov"},
        live.BLOCKED: {"problems": "Set up hall 19: no power"},
    }
    return parts | known.get(member.place, {})


def _reported(member: Member) -> dict[str, str]:
    """The four parts as they are handed in."""
    asked = {"help": live.HELP} if member.place == live.ASKS else {}
    return _drafted(member) | {"results": live.word(member.place)} | asked


def in_committee(town: Town) -> list[Post]:
    """The board, a message for each call with what became of it, the closing message, the files."""
    found = [Post(BOARD, BOARD_ROWS, BOARD_CLOSED)]
    ends = [*(one.hour for one in CALLS[1:]), live.CLOSED]
    for number, (call, until) in enumerate(zip(CALLS, ends, strict=True)):
        head, rows = _card(town, call, NUMBERS[number], "en")
        over = {"heard": "over_heard", "absent": "over_absent", "to follow": "over_follow"}.get(
            call.becomes, "over_later"
        )
        became = say("en", over, hour=until, **town.member(call.place).values)
        said = head if number else f"{head}\n{say('en', 'with')}"
        found.append(Post(said, rows, became))
        found += TO_COMMITTEE.get(call.place, ())
        if call.becomes == "returned":
            values = town.member(call.place).values
            found += [Post(say("en", "what_misses", **values)), Post(say("en", "sent_back", **values))]
    return [
        *found,
        Post(ENDED, ENDED_ROWS, ENDED_LATE, ENDED_ROWS),
        Post("Rehearsal 2026-11-24.docx\nRehearsal: report, Tue 24 Nov, 11:24"),
        Post("Rehearsal 2026-11-24.md\nRehearsal: report, Tue 24 Nov, 11:24"),
    ]


def cards(town: Town, language: str) -> list[Post]:
    """The card of each call in private; it goes when the turn is over."""
    found = []
    for call, number in zip(CALLS, NUMBERS, strict=True):
        head, rows = _card(town, call, number, language)
        found.append(Post("\n".join([head, *_known(town.member(call.place), language)]), rows, "deleted"))
    return found


def _card(town: Town, call: Call, number: int, language: str) -> tuple[str, tuple[str, ...]]:
    """Its head and its buttons."""
    member, is_in = town.member(call.place), call.place not in live.SILENT
    light = {live.ABSENT: "🔴", live.OVERDUE: "🟡", live.BLOCKED: "🟡"}.get(call.place, "🟢")
    report = say(language, "report_in" if is_in else "report_none")
    head = say(language, "card", number=number, all=COUNT, light=light, report=report, **member.values)
    head += f"\n{say(language, 'unheard')}" if call.place == live.KICKED else ""
    if not is_in:
        return head, round_texts.rows(language, "unready_row_1", "unready_row_2", "card_row_3")
    last = "card_row_3_asks" if call.place == live.ASKS else "card_row_3"
    return head, round_texts.rows(language, "card_row_1", "card_row_2", last)


def _known(member: Member, language: str) -> list[str]:
    """What else stands on the card of a few."""
    what = {
        live.DONE: "kept",
        live.OVERDUE: "open",
        live.ABSENT: "open",
        live.BLOCKED: "blocked",
        live.ASKS: "asks",
    }.get(member.place)
    values = {"code": member.code, "task": round_making.task(member.place), "reason": "no power", "help": live.HELP}
    return [] if what is None else [say(language, what, **values)]
