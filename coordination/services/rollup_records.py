"""What a roll-up in a chat said when it was made, and whether something below has changed since; makes no text."""

from dataclasses import replace
from datetime import timedelta

from coordination import ports
from coordination.rules import groups
from coordination.services import rollups, sections

KIND = "rollup"
KEPT_FOR = timedelta(days=90)
AGAIN = timedelta(hours=1)
"""One that is marked already is marked anew no sooner."""


def slot(record_id: int) -> str:
    """The name of a roll-up's message."""
    return f"{KIND}:{record_id}"


def id_of(name: str | None) -> int | None:
    """The record behind a message of this name; `None` for any other message."""
    kind, _, rest = (name or "").partition(":")
    return int(rest) if kind == KIND and rest.isdecimal() else None


def keep(work: ports.Work, seen: rollups.RollUp, text: str, *, record_id: int | None = None) -> int:
    """Remember what is said now, of a new message or anew of the record's; its id."""
    values = {"first": seen.period.first.isoformat(), "last": seen.period.last.isoformat(), "text": text}
    kept = ports.Question(
        work.new_id() if record_id is None else record_id,
        seen.above.id,
        KIND,
        work.now,
        work.now + KEPT_FOR,
        values=values,
    )
    work.questions.save(kept)
    return kept.id


async def get(work: ports.Work, above: groups.Group, record_id: int) -> ports.Question | None:
    """The record of one of the group's own roll-ups."""
    kept = await work.questions.get(record_id)
    return kept if kept is not None and kept.kind == KIND and kept.group_id == above.id else None


async def changed_since(work: ports.Work, above: groups.Group, kept: ports.Question) -> list[str]:
    """The codes of the groups below in which something was recorded after it was made, in plan order.

    Nothing where that was marked already, less than `AGAIN` ago or with the same groups.
    """
    marked_at = kept.answered_at
    if marked_at is not None and work.now < marked_at + AGAIN:
        return []
    below = await sections.visible(work, above)
    changed = await work.overviews.changed(tuple(one.group.id for one in below), kept.asked_at)
    codes = [one.seat.code for one in below if one.group.id in changed]
    if not codes or kept.answer == ",".join(codes):
        return []
    work.questions.save(replace(kept, answered_at=work.now, answer=",".join(codes)))
    return codes
