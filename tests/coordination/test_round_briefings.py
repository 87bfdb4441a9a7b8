"""Who gets the card before a turn, and for how long it can be taken away again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coordination.rules import people, rounds
from coordination.rules import round_briefings as rules

NOW = datetime(2026, 12, 4, 6, 0, tzinfo=UTC)


def floor(began: int) -> rounds.Floor:
    """Three turns, so many of which have begun."""
    turns = tuple(
        rounds.Turn(number, 1, 100 + number, number, began_at=NOW if number <= began else None) for number in (1, 2, 3)
    )
    return rounds.Floor(rounds.Round(1, 1, 1, "Second meeting", NOW, began_at=NOW), turns)


@pytest.mark.parametrize(
    ("part", "runs", "is_briefed"),
    [
        (people.Part.LEAD, False, True),
        (people.Part.SECRETARY, False, True),
        (people.Part.DEPUTY, False, False),
        (people.Part.DEPUTY, True, True),
        (people.Part.LIAISON, False, False),
        (people.Part.MEMBER, True, True),
        (people.Part.MEMBER, False, False),
    ],
)
def test_the_card_goes_to_lead_secretary_and_whoever_runs_the_round(
    part: people.Part, runs: bool, is_briefed: bool
) -> None:
    assert rules.is_briefed(part, runs=runs) is is_briefed


def test_only_the_first_card_of_a_round_makes_a_sound() -> None:
    assert rules.makes_sound(floor(1), floor(1).turn(1))
    assert not rules.makes_sound(floor(2), floor(2).turn(2))


@pytest.mark.parametrize(
    ("age", "may"), [(timedelta(0), True), (timedelta(hours=46), True), (timedelta(days=2), False)]
)
def test_cards_are_deleted_only_while_every_one_of_them_can_be(age: timedelta, may: bool) -> None:
    assert rules.may_delete(floor(1).round, NOW + age) is may
    assert not rules.may_delete(replace(floor(1).round, began_at=None), NOW)
