"""Absence and stand-ins: days included, chains, circles, and what a person's own working days are."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import absence, calendars
from coordination.rules.absence import Absence, PersonalCalendar

ANN, BO, CY, DEE = 1, 2, 3, 4
MONDAY = date(2026, 11, 30)


def away(person_id: int, first: int = 0, last: int = 4, stand_in_id: int | None = None) -> Absence:
    return Absence(person_id, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last), stand_in_id)


def test_both_ends_of_an_absence_belong_to_it() -> None:
    week = [away(ANN)]

    there = [not absence.is_away(week, ANN, MONDAY + timedelta(days=n)) for n in (-1, 0, 4, 5)]

    assert there == [True, False, False, True]
    assert not absence.is_away(week, BO, MONDAY)


@pytest.mark.parametrize(
    ("absences", "acting"),
    [
        ([], ANN),
        ([away(BO)], ANN),
        ([away(ANN)], None),
        ([away(ANN, stand_in_id=BO)], BO),
        ([away(ANN, stand_in_id=BO), away(BO)], None),
        ([away(ANN, stand_in_id=BO), away(BO, stand_in_id=CY)], CY),
        ([away(ANN, stand_in_id=BO), away(BO, stand_in_id=ANN)], None),  # each for the other
        ([away(ANN, stand_in_id=BO), away(BO, 1)], BO),  # whose own absence begins tomorrow
        ([away(ANN, -7, 4, BO), away(ANN, -1, 4, CY)], CY),  # what was said last
        ([away(ANN, -7, 4, BO), away(ANN, -1, 4, CY), away(CY)], BO),
        ([away(ANN, -7, 4, BO), away(ANN, -1, 4)], BO),
    ],
)
def test_somebody_who_is_there_acts_or_nobody(absences: list[Absence], acting: int | None) -> None:
    assert absence.acting(absences, ANN, MONDAY) == acting


@pytest.mark.parametrize(
    ("absences", "gaps"),
    [
        ([away(ANN)], []),  # nobody was named
        ([away(ANN, stand_in_id=BO)], []),
        ([away(ANN, stand_in_id=BO), away(BO, -1, 2)], [(0, 2)]),
        ([away(ANN, stand_in_id=BO), away(BO, 0, 0), away(BO, 2, 9)], [(0, 0), (2, 4)]),
        ([away(ANN, stand_in_id=BO), away(BO, 0, 2, CY)], []),
        ([away(ANN, stand_in_id=BO), away(BO, 0, 2, CY), away(CY, 1, 1)], [(1, 1)]),
        ([away(ANN, stand_in_id=BO), away(BO, 3, 9, ANN)], [(3, 4)]),
    ],
)
def test_days_on_which_the_stand_in_is_away_too_are_named(absences: list[Absence], gaps: list[tuple[int, int]]) -> None:
    days = [(MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)) for first, last in gaps]
    assert absence.gaps(absences, absences[0]) == days


def test_a_check_in_asks_only_those_who_are_there() -> None:
    assert absence.present([away(BO), away(CY, 1)], [ANN, BO, CY], MONDAY) == [ANN, CY]


def test_a_person_has_own_working_days() -> None:
    anns = PersonalCalendar(calendars.MON_FRI, ANN, (away(ANN, 0, 2),))

    assert calendars.add_workdays(anns, MONDAY - timedelta(days=3), 1) == MONDAY + timedelta(days=3)
    assert calendars.workdays_between(anns, MONDAY, MONDAY + timedelta(days=4)) == 2


def test_somebody_is_back_on_the_first_working_day_after() -> None:
    assert absence.back_on([away(ANN)], ANN, MONDAY, calendars.MON_FRI) == MONDAY + timedelta(days=7)
    assert absence.back_on([], ANN, MONDAY, calendars.MON_FRI) == MONDAY
    assert absence.back_on([away(ANN, 0, 9999)], ANN, MONDAY, calendars.MON_FRI) is None


@pytest.mark.parametrize(
    ("declared", "key"),
    [
        (away(ANN, 4, 0), "refused.absence_ends_first"),
        (away(ANN, -9, -5), "refused.absence_is_over"),
        (away(ANN, 0, 400), "refused.absence_too_long"),
        (away(ANN, stand_in_id=ANN), "refused.own_stand_in"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(declared: Absence, key: str) -> None:
    with pytest.raises(Refused) as refusal:
        absence.checked(declared, MONDAY)

    assert refusal.value.key == key


@pytest.mark.parametrize("declared", [away(ANN), away(ANN, -3, 0, BO), away(ANN, 0, 0)])
def test_an_absence_that_lasts_into_today_or_later_is_taken(declared: Absence) -> None:
    assert absence.checked(declared, MONDAY) == declared


PEOPLE = st.sampled_from([ANN, BO, CY, DEE])
ABSENCES = st.lists(
    st.builds(away, PEOPLE, st.integers(-3, 1), st.integers(1, 5), st.one_of(st.none(), PEOPLE)), max_size=8
)


@settings(max_examples=150, deadline=None)
@given(ABSENCES, PEOPLE)
def test_whoever_acts_is_there_and_was_named(absences: list[Absence], person: int) -> None:
    acting = absence.acting(absences, person, MONDAY)

    if acting is not None:
        assert not absence.is_away(absences, acting, MONDAY)
        assert acting == person or acting in {one.stand_in_id for one in absences}
    if not absence.is_away(absences, person, MONDAY):
        assert acting == person
