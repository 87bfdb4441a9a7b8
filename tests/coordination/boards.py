"""A small board that reading is tried on: three people, eight tasks, in two languages."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from coordination.rules import names, reading, when
from coordination.rules.reading_values import Board, Message, Outcome, Reply, TaskView
from coordination.rules.tasks import State

ANN, BO, LI, LEAD = 1, 2, 3, 4
ROSTER = names.Roster(
    (
        names.Known(ANN, ("Ann Lee",), "ann"),
        names.Known(BO, ("Bo Falk",), "bo_f"),
        names.Known(LI, ("李敏", "Li Min")),
        names.Known(LEAD, ("赵刚",)),
    )
)
FRAME = when.Frame(
    datetime(2026, 11, 23, 2, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), opens_on=date(2027, 5, 20)
)  # a Monday
TASKS = (
    TaskView(8, "Booth plan", State.IN_PROGRESS, (ANN,), date(2026, 12, 2), ("展位图",)),
    TaskView(11, "Exhibitor manual", State.OPEN, (BO,), date(2026, 12, 4), ("展商手册",)),
    TaskView(12, "Main hall contract", State.OPEN, (LI,), date(2026, 12, 4), ("主会场合同",)),
    TaskView(14, "Freight quotes", State.BLOCKED, (ANN,), date(2026, 12, 10), ("物流报价",)),
    TaskView(15, "Badge list", State.OPEN, (LI,), None, ("证件名单",)),
    TaskView(21, "Floor markings", State.OPEN, (), date(2027, 1, 8), ("地面标线",)),
    TaskView(24, "Volunteer manual", State.OPEN, (BO,), date(2027, 2, 1), ("志愿者手册",)),
    TaskView(30, "Lighting test", State.DONE, (LI,), date(2026, 11, 20), ("灯光测试",)),
)


def board(author: int | None = ANN) -> Board:
    """The board as `author` speaks to it; the lead is 赵刚."""
    return Board(TASKS, FRAME, author, ROSTER, frozenset({LEAD}), code="exh")


def read(text: str, author: int | None = ANN, reply: Reply | None = None) -> Outcome:
    """Read `text`, addressed to the bot."""
    return reading.read(Message(text, reply), board(author))
