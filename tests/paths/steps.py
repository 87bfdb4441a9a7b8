"""What may happen in a group as values: people write, press, edit, forward; what a task is in the end; only data."""

from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    """Two leads and two members."""

    ANN = "Ann Lee"
    LI = "李敏"
    BO = "Bo Chen"
    HAO = "王浩"


@dataclass(frozen=True, slots=True)
class At:
    """The clock is moved to this hour of the group's day; `name` is given to what the bot posts by itself then."""

    day: int
    hour: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """A message to the bot: a command, a line with a number, an answer to a post named `to`. Its answer is `name`."""

    who: Who
    text: str
    name: str = ""
    to: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """Small talk: nothing may come of it, not even a reaction. `to` is a post or a message that it answers."""

    who: Who
    text: str
    name: str = ""
    to: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Forward:
    """Somebody forwards the message `name`, as good as small talk."""

    who: Who
    name: str


@dataclass(frozen=True, slots=True)
class Edit:
    """The message `name` is changed by its writer."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button under the post `on`, named by the verb in its data; one that is gone is pressed on an old screen."""

    who: Who
    on: str
    button: str


class Event(StrEnum):
    """What happens around the group."""

    BOT_COMES = "the bot is added as a plain member"
    PARTS = "the two leads are made leads"
    BOT_SEES_ALL = "the bot is made an admin with the right to pin"
    REACTIONS_OFF = "reactions are switched off"
    REACTIONS_ON = "reactions are switched on"
    RESTART = "the bot is restarted"
    REPEAT = "Telegram sends the last updates again"


Step = At | Say | Chat | Forward | Edit | Press | Event


@dataclass(frozen=True, slots=True)
class Record:
    """A task as the week leaves it. Dates are days of December; `said` are the words kept of it, in their order."""

    title: str
    owner: Who
    state: str
    due: int | None = None
    original: int | None = None
    percent: int | None = None
    key: bool = False
    tags: tuple[str, ...] = ()
    supporters: tuple[Who, ...] = ()
    reason: str = ""
    waits_for: tuple[int, ...] = ()
    merged_into: int | None = None
    said: tuple[tuple[Who, str], ...] = ()
