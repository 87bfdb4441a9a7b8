"""The floor of a round under every sequence of steps, and what groups hand in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from coordination.errors import Refused
from coordination.rules import calendars, round_reports, rounds
from coordination.rules.round_reports import Part, Report
from coordination.rules.rounds import RoundState, TurnState

NOW = datetime(2026, 12, 4, 6, 0, tzinfo=UTC)
ENDS = (TurnState.REPORTED, TurnState.LATER, TurnState.ABSENT, TurnState.EXCUSED, TurnState.TO_FOLLOW)
UNHEARD = (TurnState.WAITING, TurnState.ABSENT, TurnState.EXCUSED, TurnState.TO_FOLLOW)


def floor(count: int = 3) -> rounds.Floor:
    turns = tuple(rounds.Turn(number, 1, 100 + number, number) for number in range(1, count + 1))
    return rounds.Floor(rounds.Round(1, 1, 1, "Second meeting", NOW), turns)


def states(of: rounds.Floor) -> list[str]:
    return [turn.state.value for turn in of.turns]


def test_groups_are_called_in_their_order_and_those_put_off_come_back_at_the_end() -> None:
    live = rounds.begin(floor(), NOW)
    assert states(live) == ["called", "waiting", "waiting"]

    live = rounds.move_on(live, 1, TurnState.LATER, NOW)
    live = rounds.move_on(live, 2, TurnState.REPORTED, NOW)
    live = rounds.move_on(live, 3, TurnState.ABSENT, NOW)
    assert states(live) == ["called", "reported", "absent"]

    live = rounds.call(rounds.move_on(live, 1, TurnState.REPORTED, NOW), 3, NOW)
    assert states(live) == ["reported", "reported", "called"]


def test_a_second_tap_on_the_same_button_moves_nothing() -> None:
    live = rounds.move_on(rounds.begin(floor(), NOW), 1, TurnState.REPORTED, NOW)

    with pytest.raises(Refused, match="moved_on"):
        rounds.move_on(live, 1, TurnState.REPORTED, NOW)


def test_a_pause_takes_no_time_from_whoever_has_the_floor() -> None:
    live = rounds.begin(floor(), NOW)
    later = rounds.resume(rounds.pause(live, NOW + timedelta(minutes=1)), NOW + timedelta(minutes=21))

    assert live.ends_at == NOW + timedelta(minutes=3)
    assert later.ends_at == NOW + timedelta(minutes=23)


def test_a_round_with_groups_that_wait_is_closed_only_when_it_is_said_what_becomes_of_them() -> None:
    live = rounds.move_on(rounds.begin(floor(), NOW), 1, TurnState.REPORTED, NOW)
    with pytest.raises(Refused, match="some_wait"):
        rounds.close(live, None, NOW)

    closed = rounds.close(live, TurnState.TO_FOLLOW, NOW)

    assert states(closed) == ["reported", "to_follow", "to_follow"]
    assert rounds.broken(closed) is None


def test_the_order_is_changed_before_and_during() -> None:
    first = rounds.reorder(floor(), 3, up=True)
    assert [one.id for one in first.queue] == [1, 3, 2]
    live = rounds.reorder(rounds.begin(first, NOW), 2, up=True)
    assert [one.id for one in live.queue] == [2, 3]
    assert rounds.reorder(live, 2, up=True) == live


class Chairs(RuleBasedStateMachine):
    """Several chairs press whatever stands on their screens, old or new."""

    def __init__(self) -> None:
        super().__init__()
        self.floor = floor(5)
        self.now = NOW
        self.heard: set[int] = set()

    def _try(self, step: rounds.Floor | None) -> None:
        if step is not None:
            self.floor = step

    @rule(minutes=st.integers(0, 5))
    def time_goes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def begins(self) -> None:
        self._press(lambda: rounds.begin(self.floor, self.now))

    @rule(turn=st.integers(0, 6), state=st.sampled_from(ENDS))
    def moves_on(self, turn: int, state: TurnState) -> None:
        before = self.floor
        self._press(lambda: rounds.move_on(self.floor, turn, state, self.now))
        if self.floor is not before:
            assert before.speaking is not None and before.speaking.id == turn

    @rule(turn=st.integers(0, 6))
    def calls(self, turn: int) -> None:
        self._press(lambda: rounds.call(self.floor, turn, self.now))

    @rule(turn=st.integers(0, 6), state=st.sampled_from(UNHEARD))
    def excuses(self, turn: int, state: TurnState) -> None:
        self._press(lambda: rounds.excuse(self.floor, turn, state, self.now))

    @rule(turn=st.integers(0, 6), up=st.booleans())
    def orders(self, turn: int, up: bool) -> None:
        self._press(lambda: rounds.reorder(self.floor, turn, up))

    @rule(turn=st.integers(0, 6))
    def says_a_word(self, turn: int) -> None:
        self._press(lambda: rounds.heed(self.floor, {turn}, self.now))

    @rule(turn=st.integers(0, 6), state=st.sampled_from(ENDS))
    def is_killed_before_the_step_is_kept(self, turn: int, state: TurnState) -> None:
        kept = self.floor
        self._press(lambda: rounds.move_on(self.floor, turn, state, self.now))
        self.floor = kept

    @rule()
    def pauses(self) -> None:
        self._press(lambda: rounds.pause(self.floor, self.now))

    @rule()
    def resumes(self) -> None:
        self._press(lambda: rounds.resume(self.floor, self.now))

    @precondition(lambda self: self.floor.round.state is RoundState.LIVE)
    @rule(rest=st.sampled_from((None, TurnState.TO_FOLLOW, TurnState.EXCUSED)))
    def closes(self, rest: TurnState | None) -> None:
        self._press(lambda: rounds.close(self.floor, rest, self.now))

    def _press(self, step: object) -> None:
        assert callable(step)
        try:
            self.floor = step()
        except Refused:
            return

    @invariant()
    def keeps_its_rules(self) -> None:
        assert rounds.broken(self.floor) is None
        assert len({one.id for one in self.floor.turns}) == 5

    @invariant()
    def whoever_was_heard_stays_heard(self) -> None:
        heard = {one.id for one in self.floor.turns if one.state is TurnState.REPORTED}
        assert self.heard <= heard
        self.heard = heard


TestChairs = Chairs.TestCase
TestChairs.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)

DRAFT = Report({Part.RESULTS: "Freight quote", Part.NEXT: "Sign the hall", Part.HELP: "Fire permit"})


def test_a_lead_who_sends_approves_by_that() -> None:
    assert round_reports.sent(DRAFT, 7, leads=True, now=NOW).state is round_reports.State.APPROVED
    assert round_reports.sent(DRAFT, 8, leads=False, now=NOW).state is round_reports.State.SENT


def test_what_a_closed_round_says_of_a_group_is_set_right_and_nothing_else_moves() -> None:
    live = rounds.move_on(rounds.begin(floor(2), NOW), 1, TurnState.ABSENT, NOW)
    with pytest.raises(Refused, match="not_begun"):
        rounds.correct(live, 1, TurnState.REPORTED, NOW)

    closed = rounds.correct(rounds.close(live, TurnState.EXCUSED, NOW), 1, TurnState.REPORTED, NOW)

    assert states(closed) == ["reported", "excused"]
    with pytest.raises(Refused, match="old_button"):
        rounds.correct(closed, 1, TurnState.CALLED, NOW)


def test_whoever_was_called_is_reporting_from_the_first_word_on_and_time_goes_on() -> None:
    live = rounds.begin(floor(), NOW)

    assert rounds.heed(live, {2}, NOW) == live
    heard = rounds.heed(live, {1}, NOW + timedelta(seconds=50))
    assert states(heard) == ["reporting", "waiting", "waiting"]
    assert [rounds.minutes_left(heard, NOW + timedelta(seconds=s)) for s in (0, 1, 61, 180, 300)] == [3, 3, 2, 0, 0]
    assert rounds.minutes_left(rounds.pause(heard, NOW), NOW) is None


@pytest.mark.parametrize(("sent_on", "late"), [(2, 0), (3, 1), (4, 2), (5, 2), (7, 3)])
def test_lateness_counts_working_days(sent_on: int, late: int) -> None:
    due = date(2026, 12, 2)
    assert round_reports.days_late(date(2026, 12, sent_on), due, calendars.MON_FRI) == late
