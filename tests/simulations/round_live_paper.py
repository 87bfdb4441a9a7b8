"""The document of the live round of `round_live`, line by line and cell by cell."""

from tests.simulations import round_live as live
from tests.simulations import round_making
from tests.simulations.round_paper import table_row

HEAD = """\
# Rehearsal
Tue 24 Nov, 11:24
Heard 18 of 20 groups.
All groups: tasks 21, done 1; due by the plan 2, of these done 0; late 2, blocked 1.
## Help asked of the committee
**馆12**  请组委会协调消防许可 (nobody named yet)
## Decided
**馆14**  The plan stands
## Tasks given out
VAB-2 Two tables, Tue 8 Dec
## Not heard
**馆4**  absent
**LAB**  Lab team: to follow, by Wed 25 Nov, 12:00
They come first in the next round.
## Against the plan
As it was Tue 24 Nov, 11:24; later changes do not move it.
| **Group** | **Light** | **Tasks** | **Done** | **Due by plan** | **Of these done** | **Late** | **Blocked** |"""

NUMBERS = {
    live.ABSENT: ("🔴", "1", "0", "1", "0", "1", "0"),  # late without a word
    live.OVERDUE: ("🟡", "1", "0", "1", "0", "1", "0"),
    live.TASKED: ("🟢", "2", "0", "0", "0", "0", "0"),
    live.DONE: ("🟢", "1", "1", "0", "0", "0", "0"),
    live.BLOCKED: ("🟡", "1", "0", "0", "0", "0", "1"),
}
OTHERS = ("🟢", "1", "0", "0", "0", "0", "0")

PROBLEMS = {live.OVERDUE: "Set up hall 15, was Fri 20 Nov", live.BLOCKED: "Set up hall 19: no power"}
BEHIND = {
    live.ABSENT: "Due by plan 1: 馆4-1; Late 1: 馆4-1",
    live.OVERDUE: "Due by plan 1: SAB-1; Late 1: SAB-1",
    live.DONE: "Done 1: 馆18-1",
    live.BLOCKED: "Blocked 1: XAB-1",
}

AT_THE_TURN = {
    live.QUESTIONED: ("**Asked at the turn**  Who pays for the permit?", "**Said at the turn**  We do"),
    live.ASKS: ("**Asked at the turn**  消防何时批复？", "**Said at the turn**  下周二"),
}

ORDER = (live.BACK, *(place for place in range(1, live.COUNT + 1) if place != live.BACK))
"""Whoever was called back had come first of all who waited."""


def wanted() -> list[str]:
    rows = [table_row((round_making.code(place), *NUMBERS.get(place, OTHERS))) for place in ORDER]
    return [*HEAD.split("\n"), *rows, *(line for place in ORDER for line in _group(place))]


def _group(place: int) -> list[str]:
    heading = f"## {round_making.shown(place)}"
    if place == live.ABSENT:
        return [heading, "No report.", f"**Behind the numbers**  {BEHIND[place]}"]
    parts = [
        f"**Results**  {live.word(place)}",
        f"**Key work next**  {'Set up hall 15 (was Fri 20 Nov)' if place == live.OVERDUE else 'nothing'}",
        f"**Problems**  {PROBLEMS.get(place, 'nothing')}",
        f"**Help needed**  {live.HELP if place == live.ASKS else 'nothing'}",
    ]
    behind = [f"**Behind the numbers**  {BEHIND[place]}"] if place in BEHIND else []
    return [heading, *parts, *AT_THE_TURN.get(place, ()), *behind]
