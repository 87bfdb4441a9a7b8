"""What pictures show, made of counts: nothing is lost, nobody is ranked, and the days shown hold every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination import pictures
from coordination.pictures import Tone
from coordination.rules import charts, tasks
from tests import pictures as samples
from tests.coordination.samples import GROUP, TODAY

State = tasks.State
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
STATES = st.sampled_from([state for state in State if state is not State.DROPPED])
few = settings(max_examples=60, deadline=None)


def stretch(first: int, last: int) -> charts.Days:
    """Days before and after today."""
    return charts.Days(TODAY + timedelta(days=first), TODAY + timedelta(days=last))


@few
@given(st.lists(st.tuples(DAYS, st.integers(0, 300)), max_size=8))
def test_the_days_of_a_timeline_hold_today_and_nearly_every_date(found: list[tuple[date, int]]) -> None:
    spans = [charts.Days(last - timedelta(days=length), last) for last, length in found]
    days = charts.days_of(spans, TODAY)

    assert days.first <= TODAY <= days.last
    assert 13 <= (days.last - days.first).days <= (charts.BACK + charts.AHEAD).days
    near = [one.last for one in spans if TODAY - charts.BACK <= one.last <= TODAY + charts.AHEAD]
    assert all(days.first <= last for last in near)
    assert all(last <= days.last for last in near if last <= TODAY + charts.NEAR)
    assert 4 * sum(last > days.last for last in near) <= len(spans) + 3


def test_one_date_far_away_does_not_squeeze_the_others() -> None:
    near = [stretch(0, 10), stretch(0, 17)]

    assert charts.days_of([*near, stretch(0, 360)], TODAY) == stretch(-3, 56)
    assert charts.days_of(near, TODAY) == stretch(-3, 20)
    assert charts.days_of([stretch(0, 360)], TODAY) == stretch(-3, 363)


def test_what_began_long_ago_does_not_squeeze_what_is_due_now() -> None:
    assert charts.days_of([stretch(-170, 10)], TODAY) == stretch(-28, 13)
    assert charts.days_of([stretch(-170, -100)], TODAY).first == TODAY - timedelta(days=103)


@few
@given(DAYS, st.integers(13, 580))
def test_the_days_named_lie_inside_and_are_few(first: date, length: int) -> None:
    days = charts.Days(first, first + timedelta(days=length))
    named = charts.ticks(days)

    assert named == sorted(set(named))
    assert 1 <= len(named) <= 7
    assert all(days.first <= day <= days.last for day in named)


@few
@given(st.lists(st.tuples(DAYS, st.integers(-3, 9)), max_size=20), DAYS)
def test_stairs_add_up_what_changed_until_a_day(changes: list[tuple[date, int]], day: date) -> None:
    found = charts.stairs(changes)

    assert found.end == sum(change for _, change in changes)
    assert found.at(day) == sum(change for on, change in changes if on <= day)
    days = charts.Days(min(day, TODAY), max(day, TODAY))
    drawn = charts.drawn(found, days)
    assert (drawn[0], drawn[-1]) == ((days.first, found.at(days.first)), (days.last, found.at(days.last)))


@few
@given(st.lists(st.tuples(st.sampled_from("abc"), STATES, st.booleans(), st.integers(1, 9)), max_size=20))
def test_shares_count_every_task_once(counts: list[tuple[str, tasks.State, bool, int]]) -> None:
    found = charts.shares(counts)

    assert sum(map(sum, found.values())) == sum(count for *_, count in counts)
    late = charts.PARTS.index(Tone.LATE)
    assert sum(parts[late] for parts in found.values()) == sum(count for *_, is_late, count in counts if is_late)


@pytest.mark.parametrize(("units", "shown", "rest"), [(0, 0, 0), (30, 30, 0), (31, 29, 2), (90, 29, 61)])
def test_many_rows_are_added_up_in_the_last(units: int, shown: int, rest: int) -> None:
    found, left, others = charts.cut([charts.Share(str(n), (1, n)) for n in range(units)])

    assert (len(found), left) == (shown, rest)
    total = [sum(one.parts) for one in (*found, *([others] if others else []))]
    assert sum(total) == sum(1 + n for n in range(units))


@few
@given(st.lists(st.tuples(DAYS, STATES, st.booleans(), st.integers(1, 9)), max_size=20))
def test_weeks_hold_all_but_what_was_done_before_this_one(counts: list[tuple[date, tasks.State, bool, int]]) -> None:
    before, weeks, after = charts.weeks(counts, TODAY)
    monday = TODAY - timedelta(days=TODAY.weekday())

    assert [week.first for week in weeks] == [monday + timedelta(weeks=n) for n in range(charts.WEEKS)]
    kept = sum(n for on, state, late, n in counts if on >= monday or late or state is not State.DONE)
    assert sum(sum(week.parts) for week in (before, *weeks, after)) == kept
    assert before.parts[charts.LOAD.index(Tone.DONE)] == 0


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("phase1", True),
        ("阶段一", True),
        ("筹备期", True),
        ("布展期", True),
        ("开幕周", True),
        ("延期", False),
        ("week 3", True),
        ("stage-2", True),
        ("hall", False),
        ("会场", False),
        ("phasendiagramm", False),
    ],
)
def test_a_tag_that_speaks_of_time_names_a_phase(tag: str, named: bool) -> None:
    assert charts.is_phase(tag) is named


def test_a_phase_ends_with_its_last_date_and_begins_where_the_one_before_ends() -> None:
    found = [
        (("phase2", "hall"), stretch(5, 30)),
        (("phase1",), stretch(-9, -3)),
        (("phase1", "key"), stretch(-4, 8)),
        (("hall",), stretch(-90, 90)),
    ]

    assert charts.phases_of(found) == (
        charts.Phase("phase1", stretch(-9, 8)),
        charts.Phase("phase2", stretch(9, 30)),
    )
    assert charts.phases_of(found, {"hall": "Building up"}) == (charts.Phase("Building up", stretch(-90, 90)),)
    assert len(charts.phases_of(((f"phase{n}",), stretch(n, n)) for n in range(20))) == charts.MOST_PHASES


def test_a_burn_up_shows_from_the_day_before_the_first_task_to_the_last_date() -> None:
    scope, plan = charts.stairs([(TODAY, 3)]), charts.stairs([(TODAY + timedelta(days=40), 3)])
    view = charts.ProgressView(GROUP, TODAY, scope, charts.stairs([]), plan)

    assert charts.days_of_progress(view) == stretch(-1, 40)
    empty = charts.ProgressView(GROUP, TODAY, charts.stairs([]), charts.stairs([]), charts.stairs([]))
    assert charts.days_of_progress(empty) == stretch(-1, 12)


@pytest.mark.parametrize(
    "picture", [samples.timeline(), samples.timeline(0), samples.burnup(), samples.shares(), samples.weeks()]
)
def test_a_picture_is_read_as_it_was_written(picture: pictures.Picture) -> None:
    written = pictures.written(picture)

    assert pictures.read(written) == picture
    assert pictures.written(pictures.read(written)) == written


@pytest.mark.parametrize("values", [{}, {"kind": "pie", "content": "{}"}, {"kind": "weeks", "content": "[]"}])
def test_what_is_no_picture_is_refused(values: dict[str, str]) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        pictures.read(values)
