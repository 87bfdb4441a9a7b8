"""Groups, their chats and their settings as values; knows no database, no text and no Telegram."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum


class ChatState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"  # we may not speak there for now; data is kept
    LEFT = "left"  # removed from it; data is kept, coming back asks to resume


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as we keep it. `telegram_id` may change (supergroup upgrade), `id` never does."""

    id: int
    telegram_id: int
    type: str  # private, group, supergroup, channel
    title: str = ""
    is_forum: bool = False
    state: ChatState = ChatState.ACTIVE
    reaction: str | None = "✍"  # first reaction allowed here; None: reactions are off, a silent line is used
    may_pin: bool | None = None  # None: not known yet
    hints: tuple[str, ...] = ()  # hints given once (no right to pin, topic gone …)


class GroupKind(StrEnum):
    GROUP = "group"
    SECTION = "section"
    COMMITTEE = "committee"
    PERSONAL = "personal"  # a person's own list in a private chat


class Life(StrEnum):
    """Whether a group of a programme works. What does not run is left in peace: no digest, no reminder, no round."""

    RUNNING = "running"
    DORMANT = "dormant"  # not needed for now; woken by one tap
    CONCLUDED = "concluded"  # its work is done
    ARCHIVED = "archived"  # its whole programme is over and only read


class Listening(StrEnum):
    ADDRESSED = "addressed"
    OWNERS = "owners"
    ALL = "all"


class Closing(StrEnum):
    """When closing a task needs a lead (product.md, task rule 4)."""

    NEVER = "never"
    KEY_WORK = "key_work"
    ALWAYS = "always"


class Who(StrEnum):
    """Who may do something with a group's tasks, besides those above them."""

    EVERYONE = "everyone"
    OWNERS = "owners"
    LEADS = "leads"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a group's admins may choose; every field has the default of product.md."""

    listening: Listening = Listening.OWNERS
    closing_needs_lead: Closing = Closing.KEY_WORK
    react: bool = True
    board: bool = True
    quiet_from: time = time(21, 0)
    quiet_until: time = time(8, 0)
    workday_begins: time = time(9, 0)
    workday_ends: time = time(18, 0)  # of the same day
    unasked_posts_a_day: int = 2
    silent_after_days: int = 7  # a task in progress without a word for so long is named in the digest
    country: str | None = None  # ISO 3166-1 code of the calendar; None: Monday to Friday
    remind_before: tuple[int, ...] = (3, 1, 0)  # working days before the date
    escalation: tuple[int, ...] = (1, 3, 5, 8)  # days late at which owner, lead, section, committee are told
    sprint: bool = False  # weekends count as working days do
    may_create: Who = Who.EVERYONE
    may_close: Who = Who.EVERYONE
    may_set_dates: Who = Who.LEADS  # the others ask
    leads_configure: bool = False
    weekend: tuple[int, ...] = ()  # weekdays, Monday = 0; empty: the country's, else Saturday and Sunday
    days_off: tuple[str, ...] = ()  # the group's own table, ISO days
    workdays: tuple[str, ...] = ()  # weekend days worked in exchange, ISO days
    subdivision: str | None = None  # a part of the country that has holidays of its own
    keep_texts_months: int = 0  # how long words about tasks are kept; 0: for ever
    two_languages: bool = False  # documents of a committee have their fixed words in both


USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Group:
    """A working group bound to one chat or one forum topic.

    `next_number` is the number the next task gets; numbers are never re-used (rule 9). `zone` is an IANA name;
    nothing scheduled is posted until `zone_confirmed`.
    """

    id: int
    chat_id: int
    topic_id: int | None
    name: str
    language: str
    zone: str
    zone_confirmed: bool = False
    kind: GroupKind = GroupKind.GROUP
    code: str | None = None
    parent_id: int | None = None
    next_number: int = 1
    settings: Settings = field(default_factory=Settings)
    paused_until: datetime | None = None
    created_at: datetime | None = None
    life: Life = Life.RUNNING

    def is_silent(self, now: datetime) -> bool:
        """Tell whether nothing is said by itself here at that instant: asked for silence, or not running."""
        return self.life is not Life.RUNNING or (self.paused_until is not None and now < self.paused_until)


_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u3040-\u31ff\uac00-\ud7af]")
_SAME_EVERYWHERE = re.compile(r"(?:^|\s)(?:[/@]|\w+://)\S+")


def first_language(text: str, writers: str | None, default: str) -> str:
    """The language a chat begins in: of the script of its first text, else the writer's, else the operator's.

    Commands, mentions and addresses are the same in every language and count for none; nor does a text in a script
    that is not ours. `writers` is a language of ours or `None`.
    """
    words = _SAME_EVERYWHERE.sub(" ", text)
    han, latin = len(_HAN.findall(words)), len(_LATIN_WORD.findall(words))
    if _OTHER_SCRIPT.search(words) or not (han or latin):
        return writers or default
    return "zh" if han >= latin else "en"


def says_code(name: str, code: str) -> bool:
    """Whether a group's name says its code: it is the code, or the code with 组, as codes are made in Chinese."""
    return bool(code) and name.strip() in (code, f"{code}组")
