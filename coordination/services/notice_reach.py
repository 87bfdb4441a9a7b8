"""Which groups of a programme a notice is for: all, those of sections, or picked ones; makes no text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, notices, programmes
from coordination.services import programmes as programme_service
from coordination.services import sections

_HAN = re.compile(r"[\u3400-\u9fff][^\s,，、:：]*\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """A section as a choice: its code, and the groups in it."""

    group_id: int
    code: str
    group_ids: frozenset[int]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """All groups that a notice may be for, in plan order, and the sections they stand in."""

    seats: tuple[programme_service.Seated, ...]
    sections: tuple[Section, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """What may be written in front of a notice: codes, and names in Chinese, which are no words of a sentence."""
        names = [one.group.name for one in self.seats] + [one.name for one in self.sections]
        codes = [one.seat.code for one in self.seats] + [one.code for one in self.sections]
        return tuple(dict.fromkeys([*codes, *(name for name in names if _HAN.match(name))]))

    @property
    def at_rest(self) -> frozenset[int]:
        """Groups that are dormant or have concluded: they are told only where somebody picks them."""
        return frozenset(one.group.id for one in self.seats if one.group.life is not groups.Life.RUNNING)


async def choices(work: ports.Work, programme: programmes.Programme) -> Choices:
    """The groups and sections of the programme."""
    places = tuple(await programme_service.seated(work, programme))
    found = [
        Section(one.group.id, one.seat.code, frozenset(inside.group.id for inside in one.groups), one.group.name)
        for one in await sections.all_of(work, programme)
    ]
    return Choices(places, tuple(one for one in found if one.group_ids))


def left_out(among: Choices, codes: Sequence[str] | None) -> tuple[int, ...]:
    """The groups that are not meant by these codes; without codes those at rest alone."""
    if codes is None:
        return tuple(sorted(among.at_rest))
    meant: set[int] = set()
    for code in codes:
        meant |= {one.group.id for one in among.seats if code in (one.seat.code, one.group.name)}
        inside = [one.group_ids for one in among.sections if code in (one.code, one.name)]
        meant |= {each for ids in inside for each in ids - among.at_rest}
    return tuple(sorted({one.group.id for one in among.seats} - meant))


def toggled(notice: notices.Notice, among: Choices, wanted: int) -> notices.Notice:
    """With a group left out, or taken in again; a section (by its own id) as a whole; 0: all, or none.

    Raises `Refused` for anything else.
    """
    every = {one.group.id for one in among.seats}
    left = set(notice.left_out) & every
    meant = _meant(among, wanted) if wanted else every
    if not meant or not meant <= every:
        raise Refused("refused.old_button")
    left = left - meant if left & meant else left | meant
    return replace(notice, left_out=tuple(sorted(left)))


def _meant(among: Choices, wanted: int) -> frozenset[int]:
    section = next((one for one in among.sections if one.group_id == wanted), None)
    return frozenset({wanted}) if section is None else section.group_ids
