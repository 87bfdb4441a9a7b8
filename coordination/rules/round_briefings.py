"""Who gets the card before a group's turn, and how long it may be taken away again; knows no database and no text."""

from datetime import datetime, timedelta

from coordination.rules import people, rounds

DELETABLE = timedelta(hours=47)
"""A bot may delete what it sent within 48 hours."""

_ALWAYS = frozenset({people.Part.LEAD, people.Part.SECRETARY})


def is_briefed(part: people.Part, *, runs: bool) -> bool:
    """Whether somebody of the committee gets the card: its lead, its secretary, and whoever runs the round."""
    return runs or part in _ALWAYS


def makes_sound(floor: rounds.Floor, turn: rounds.Turn) -> bool:
    """Only the first card of a round does: whoever reads it knows then where the others come."""
    return not any(one.began_at is not None for one in floor.turns if one.id != turn.id)


def may_delete(one: rounds.Round, now: datetime) -> bool:
    """Whether every card of the round is young enough to be deleted: none is older than the round's beginning."""
    return one.began_at is not None and now - one.began_at < DELETABLE
