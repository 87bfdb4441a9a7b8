"""Whether a report is owed for a group's turn, be it late."""

from datetime import UTC, datetime

import pytest

from coordination.rules.round_reports import Report, State
from coordination.rules.rounds import Round, RoundState, Turn, TurnState
from coordination.services import report_roads

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DRAFT = Report()


def turn(
    held: RoundState, state: TurnState, report: Report | None, *, is_asked: bool = True, live: bool = False
) -> report_roads.Turn:
    one = Round(1, 1, 1, "Review", NOW, state=held, live_only=live)
    return report_roads.Turn(one, Turn(2, 1, 3, 1, state), report, is_asked)


@pytest.mark.parametrize(
    ("found", "is_owed"),
    [
        (turn(RoundState.COLLECTING, TurnState.WAITING, DRAFT), True),
        (turn(RoundState.COLLECTING, TurnState.WAITING, None), True),  # asked before the group came
        (turn(RoundState.COLLECTING, TurnState.WAITING, None, is_asked=False), False),
        (turn(RoundState.LIVE, TurnState.CALLED, DRAFT, is_asked=False), True),  # over days, with the call
        (turn(RoundState.LIVE, TurnState.LATER, Report(state=State.RETURNED)), True),
        (turn(RoundState.PAUSED, TurnState.ABSENT, DRAFT), True),
        (turn(RoundState.LIVE, TurnState.REPORTED, DRAFT), False),
        (turn(RoundState.COLLECTING, TurnState.EXCUSED, DRAFT), False),
        (turn(RoundState.COLLECTING, TurnState.WAITING, Report(state=State.SENT)), False),
        (turn(RoundState.COLLECTING, TurnState.WAITING, None, live=True), False),
        (turn(RoundState.CANCELLED, TurnState.WAITING, DRAFT), False),
        (turn(RoundState.CLOSED, TurnState.TO_FOLLOW, DRAFT), True),
        (turn(RoundState.CLOSED, TurnState.TIMED_OUT, None), True),
        (turn(RoundState.CLOSED, TurnState.ABSENT, DRAFT), False),
        (turn(RoundState.CLOSED, TurnState.TO_FOLLOW, Report(state=State.ACCEPTED)), False),
    ],
)
def test_a_report_is_owed_while_the_round_still_takes_it(found: report_roads.Turn, is_owed: bool) -> None:
    assert found.is_owed is is_owed
