"""Commitments of institutions: recorded, changed, judged by somebody else, listed; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.errors import Refused
from coordination.rules import commitments as rules
from coordination.rules import groups, programmes
from coordination.services import changes

MOST = 1000


@dataclass(frozen=True, slots=True)
class Overview:
    """What holds of a programme's commitments on a day of the committee's."""

    held: tuple[rules.Commitment, ...]
    today: date

    @property
    def late(self) -> tuple[rules.Commitment, ...]:
        return tuple(one for one in self.held if one.is_late(self.today))

    @property
    def counts(self) -> Mapping[rules.Step, int]:
        return {step: sum(1 for one in self.held if one.step is step) for step in rules.STEPS}


async def programme_of(work: ports.Work, group: groups.Group) -> programmes.Programme:
    """Raises `Refused` for a group that is no committee."""
    programme = await work.programmes.of_committee(group.id)
    if programme is None:
        raise Refused("commitment.no_programme")
    return programme


async def record(work: ports.Work, said: changes.Said, read: rules.Said) -> rules.Commitment:
    """Keep a new one, with the next number. Raises `Refused` at `MOST`."""
    programme = await programme_of(work, said.group)
    known = await work.commitments.of_programme(programme.id)
    if len(known) >= MOST:
        raise Refused("commitment.too_many", limit=MOST)
    made = rules.Commitment(
        id=work.new_id(),
        programme_id=programme.id,
        number=1 + max((one.number for one in known), default=0),
        institution=read.institution or "",
        words=read.words or "",
        recorded_at=work.now,
        recorded_by=said.actor_id,
        supporters=read.supporters,
        contact=read.contact,
        deputy=read.deputy,
        due_on=read.due_on,
    )
    work.commitments.save(made)
    return made


async def of_number(work: ports.Work, committee: groups.Group, number: int) -> rules.Commitment:
    """Raises `Refused` where the committee has none of this number."""
    programme = await programme_of(work, committee)
    for one in await work.commitments.of_programme(programme.id):
        if one.number == number:
            return one
    raise Refused("commitment.none_of_number", number=number)


async def of_id(work: ports.Work, committee: groups.Group, commitment_id: int) -> rules.Commitment:
    """By a button or a card; refused alike whether another committee has it or nobody."""
    programme = await work.programmes.of_committee(committee.id)
    found = () if programme is None else await work.commitments.of_programme(programme.id)
    one = next((each for each in found if each.id == commitment_id), None)
    if one is None:
        raise Refused("refused.old_button")
    return one


def change(work: ports.Work, said: changes.Said, one: rules.Commitment, read: rules.Said) -> rules.Commitment:
    """What a line says, in place of what was; the assessment stays."""
    changed = rules.changed(one, read, said.actor_id, work.now)
    work.commitments.save(changed)
    return changed


def note(work: ports.Work, one: rules.Commitment, words: str) -> rules.Commitment:
    """The latest word on it."""
    noted = replace(one, note=words[: rules.LONGEST_WORDS])
    work.commitments.save(noted)
    return noted


def attach(work: ports.Work, said: changes.Said, one: rules.Commitment, file: changes.Evidence) -> rules.Commitment:
    """A file that shows how it is kept. Raises `Refused` at `MOST_FILES`."""
    if len(one.files) >= rules.MOST_FILES:
        raise Refused("commitment.too_many_files", limit=rules.MOST_FILES)
    entry = {"file_id": file.file_id, "kind": file.kind, "by": said.actor_id, "at": work.now.isoformat()}
    kept = replace(one, files=(*one.files, entry))
    work.commitments.save(kept)
    return kept


def assess(work: ports.Work, said: changes.Said, one: rules.Commitment, step: rules.Step) -> rules.Commitment:
    """Raises `Refused` for whoever recorded it: nobody marks their own paper."""
    if one.recorded_by is not None and one.recorded_by == said.actor_id:
        raise Refused("commitment.own")
    judged = rules.assessed(one, step, said.actor_id, work.now)
    work.commitments.save(judged)
    return judged


def drop(work: ports.Work, one: rules.Commitment, *, holds: bool) -> rules.Commitment:
    """It holds no longer, or again."""
    changed = replace(one, dropped_at=None if holds else work.now)
    work.commitments.save(changed)
    return changed


async def listed(work: ports.Work, committee: groups.Group, asked: str = "") -> Sequence[rules.Commitment]:
    """Those that hold, institution by institution in the order of their first number, late ones not moved."""
    programme = await programme_of(work, committee)
    held = [one for one in await work.commitments.of_programme(programme.id) if one.dropped_at is None]
    first: dict[str, int] = {}
    for one in held:
        first.setdefault(one.institution.casefold(), one.number)
    chosen = [one for one in held if not asked or rules.concerns(one, asked)]
    return sorted(chosen, key=lambda one: (first[one.institution.casefold()], one.number))


async def overview(work: ports.Work, committee: groups.Group, at: datetime) -> Overview:
    """For the roll-up; empty where there are none."""
    programme = await work.programmes.of_committee(committee.id)
    found = () if programme is None else await work.commitments.of_programme(programme.id)
    today = at.astimezone(ZoneInfo(committee.zone)).date()
    return Overview(tuple(one for one in found if one.dropped_at is None), today)
