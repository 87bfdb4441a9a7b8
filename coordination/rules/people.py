"""People and their parts in groups as values; identity is Telegram's numeric id, a user name is only a label."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

STAND_INS = frozenset({777000, 1087968824, 136817688})
"""Ids that Telegram shows for channels and anonymous admins: never a person, never hold rights (F016, F017)."""


class Part(StrEnum):
    MEMBER = "member"
    LEAD = "lead"
    DEPUTY = "deputy"
    LIAISON = "liaison"
    SECRETARY = "secretary"


LEADING = frozenset({Part.LEAD, Part.DEPUTY})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody seen on Telegram. `username` is as last seen, without @; `started`: private messages are possible."""

    id: int
    telegram_id: int
    name: str
    username: str | None = None
    language: str | None = None  # a language of ours, from Telegram's language_code or chosen
    started: bool = False
    never_mention: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's part in a group."""

    group_id: int
    person_id: int
    part: Part = Part.MEMBER
    since: datetime | None = None
    left: bool = False
