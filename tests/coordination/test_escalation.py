"""The ladder of a late task without a word: its days, each step once, announced, what stops and what pauses it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import calendars, escalation, occurrences
from coordination.rules.calendars import Calendar
from coordination.rules.escalation import SPRINT, UNIT, USUAL, Case, Ladder, Level, Pause, Person, Step
from coordination.rules.tasks import Due, State

CHINA = calendars.of_country("CN")
MONDAY = date(2026, 11, 23)
EVERYBODY = tuple(Level)
LATE = Case(MONDAY, levels=EVERYBODY)


def climb(case: Case, ladder: Ladder, calendar: Calendar, days: int = 30) -> dict[str, str]:
    """What is told on which day, when the rule is asked every day."""
    counted = escalation.counting(ladder, calendar)
    for n in range(days):
        today = case.due_on + timedelta(days=n)
        if step := escalation.step_due(case, ladder, counted, today):
            case = replace(case, taken=escalation.take(case, step.level, today))
    return {level.value: f"{day:%m-%d}" for level, day in case.taken.items()}


def test_a_late_task_goes_up_by_working_days() -> None:
    assert climb(LATE, USUAL, CHINA) == {
        "owner": "11-24",
        "lead": "11-26",
        "section": "11-30",
        "committee": "12-03",
    }


def test_a_feast_is_not_counted_and_a_make_up_day_is() -> None:
    before_the_feast = replace(LATE, due_on=date(2026, 9, 29))

    assert climb(before_the_feast, USUAL, CHINA) == {
        "owner": "09-30",
        "lead": "10-09",
        "section": "10-12",
        "committee": "10-15",
    }


def test_a_sprint_counts_weekends() -> None:
    friday = replace(LATE, due_on=date(2026, 11, 27))

    assert climb(friday, SPRINT, CHINA) == {
        "owner": "11-28",
        "lead": "11-29",
        "section": "11-30",
        "committee": "12-01",
    }


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        (UNIT, ["owner", "lead"]),
        ((Level.OWNER, Level.LEAD, Level.COMMITTEE), ["owner", "lead", "committee"]),
        (EVERYBODY, ["owner", "lead", "section", "committee"]),
    ],
)
def test_the_top_is_what_there_is(levels: tuple[Level, ...], told: list[str]) -> None:
    assert list(climb(replace(LATE, levels=levels), USUAL, CHINA)) == told


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (Person.OWNER, {"owner": "11-24", "lead": "11-26"}),
        (Person.STAND_IN, {"owner": "11-24", "lead": "11-26"}),
        (Person.NOBODY, {"lead": "11-24"}),
    ],
)
def test_for_an_owner_who_is_away_the_stand_in_is_asked_or_the_lead_told(person: Person, told: dict[str, str]) -> None:
    assert climb(replace(LATE, person=person, levels=UNIT), USUAL, CHINA) == told


def test_the_step_says_that_the_stand_in_reads_it() -> None:
    case = replace(LATE, person=Person.STAND_IN)

    assert escalation.next_step(case, USUAL, CHINA) == Step(Level.OWNER, date(2026, 11, 24), to_stand_in=True)
    told = replace(case, taken={Level.OWNER: date(2026, 11, 24)})
    assert escalation.next_step(told, USUAL, CHINA) == Step(Level.LEAD, date(2026, 11, 26))


def test_an_owner_who_leaves_after_being_told_changes_no_day() -> None:
    told = replace(LATE, taken={Level.OWNER: date(2026, 11, 24)}, person=Person.NOBODY)

    assert escalation.next_step(told, USUAL, CHINA) == Step(Level.LEAD, date(2026, 11, 26))


@pytest.mark.parametrize(
    "change",
    [
        {"silent": False},
        {"state": State.DONE},
        {"state": State.DROPPED},
        {"state": State.ON_HOLD},
        {"state": State.CLAIMED},
        {"state": State.BLOCKED},
        {"pause": Pause.REQUEST},
        {"pause": Pause.GROUP},
    ],
)
def test_a_word_an_end_and_a_pause_keep_it_from_going_up(change: dict[str, object]) -> None:
    told = replace(LATE, taken={Level.OWNER: date(2026, 11, 24)})

    assert escalation.next_step(replace(told, **change), USUAL, CHINA) is None  # type: ignore[arg-type]


def test_after_a_pause_there_is_a_working_day_before_the_next_step() -> None:
    refused_on_friday = replace(LATE, taken={Level.OWNER: date(2026, 11, 24)}, held_until=date(2026, 11, 27))

    assert escalation.next_step(refused_on_friday, USUAL, CHINA) == Step(Level.LEAD, date(2026, 11, 30))


def test_after_a_stop_of_two_weeks_nobody_is_jumped_over() -> None:
    case, told = LATE, []
    for n in range(14, 30):
        today = MONDAY + timedelta(days=n)
        if step := escalation.step_due(case, USUAL, CHINA, today):
            told.append((step.level.value, f"{today:%a}"))
            case = replace(case, taken=escalation.take(case, step.level, today))

    assert told == [("owner", "Mon"), ("lead", "Tue"), ("section", "Wed"), ("committee", "Thu")]


def test_nothing_goes_up_on_a_day_off() -> None:
    saturday = date(2026, 11, 28)
    told = replace(LATE, taken={Level.OWNER: date(2026, 11, 24)})

    assert escalation.step_due(told, USUAL, CHINA, saturday) is None
    assert escalation.step_due(told, USUAL, CHINA, saturday + timedelta(days=2)) is not None


@pytest.mark.parametrize("days", [{Level.OWNER: 0}, {Level.OWNER: 3, Level.LEAD: 3}, {Level.LEAD: 5, Level.SECTION: 2}])
def test_a_ladder_climbs(days: dict[Level, int]) -> None:
    with pytest.raises(ValueError, match="later than the one below"):
        Ladder(days)


def test_a_ladder_may_leave_levels_out() -> None:
    assert climb(LATE, Ladder({Level.LEAD: 2}), CHINA) == {"lead": "11-25"}
    assert climb(LATE, Ladder({}), CHINA) == {}


def test_a_step_is_unique_by_task_level_and_date() -> None:
    key = escalation.key(12, Level.LEAD, Due(MONDAY))

    assert key == occurrences.Key("task:12", "escalation:lead", "2026-11-23")
    assert key != escalation.key(12, Level.LEAD, Due(MONDAY + timedelta(days=1)))


CALENDARS = st.sampled_from([calendars.MON_FRI, CHINA, calendars.of_country("SA"), calendars.of_country("IN")])


@settings(max_examples=150, deadline=None)
@given(
    CALENDARS,
    st.sampled_from([USUAL, SPRINT]),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sets(st.integers(0, 40)),
    st.sampled_from([UNIT, EVERYBODY]),
)
def test_however_often_nobody_was_running_each_step_comes_once_in_order_and_was_announced(
    calendar: Calendar, ladder: Ladder, due_on: date, down: set[int], levels: tuple[Level, ...]
) -> None:
    counted = escalation.counting(ladder, calendar)
    case, announced = Case(due_on, levels=levels), escalation.next_step(Case(due_on, levels=levels), ladder, counted)
    for n in range(80):
        today = due_on + timedelta(days=n)
        step = None if n in down else escalation.step_due(case, ladder, counted, today)
        if step is None:
            continue
        assert announced is not None
        assert (step.level, step.on) == (announced.level, announced.on)
        assert announced.on <= today
        assert calendars.workdays_between(counted, due_on, today) >= ladder.days[step.level]
        case = replace(case, taken=escalation.take(case, step.level, today))
        announced = escalation.next_step(case, ladder, counted)

    assert tuple(case.taken) == levels
    assert len(set(case.taken.values())) == len(levels)
    if not down:
        assert all(
            calendars.workdays_between(counted, due_on, day) == ladder.days[level] for level, day in case.taken.items()
        )
