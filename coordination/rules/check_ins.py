"""Check-ins: how one is set up, which answer belongs to which question, who is asked; no database and no text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.errors import Refused
from coordination.rules import absence, dues, own_reminders, tasks, when

USUAL_WINDOW = timedelta(hours=4)
LONGEST_WINDOW = 24  # hours
MOST_QUESTIONS = 5
LONGEST_QUESTION = 120
LONGEST_ANSWER = 2000
MOST_ASKED = 60
STANDS = timedelta(days=7)
"""So long after its window an answer still counts, as a late one."""

NEXT = 1
"""The place of "what is next" among the usual questions: it reports nothing that has happened."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a lead wants: when (a repetition), how long one may answer, where, and questions of the group's own."""

    value: when.Recurrence
    window: timedelta = USUAL_WINDOW
    in_chat: bool = False
    questions: tuple[str, ...] = ()


_CHAT = re.compile(r"\bin (?:the |this )?(?:chat|group)\b|在?群[里内]", re.IGNORECASE)
_PRIVATE = re.compile(r"\bin private\b|\bprivately\b|私聊", re.IGNORECASE)
_WINDOW = re.compile(
    r"(?:\b(?:for|within|open)\s+)?(?<![\d:])(\d{1,3})\s*(?:h|hrs?|hours?)\b|(\d{1,3})\s*(?:个)?小时(?:内)?",
    re.IGNORECASE,
)
_LOOSE = " \t,，;；:：.。"


def read(typed: str, frame: when.Frame) -> Setup | None:
    """Read `every Mon 10:00 for 6 hours in chat`, with a question on each further line; `None` without a repetition.

    Raises `Refused` for a window or questions that can't be.
    """
    head, *rest = [line.strip() for line in typed.split("\n")]
    in_chat, head = _taken(_CHAT, head)
    _, head = _taken(_PRIVATE, head)
    window, head = _window(head)
    wish = own_reminders.read(head, frame)
    if len(wish.values) != 1 or not isinstance(wish.values[0], when.Recurrence) or wish.text.strip(_LOOSE):
        return None
    return Setup(wish.values[0], window, in_chat, asked([line for line in rest if line]))


def asked(lines: Sequence[str]) -> tuple[str, ...]:
    """The questions, without the numbers before them; none means the usual ones."""
    found = tuple(_NUMBERED.sub("", line).strip() for line in lines)
    found = tuple(line for line in found if line)
    if len(found) > MOST_QUESTIONS:
        raise Refused("refused.check_in_questions", limit=MOST_QUESTIONS)
    if any(len(line) > LONGEST_QUESTION for line in found):
        raise Refused("refused.check_in_question", limit=LONGEST_QUESTION)
    return found


def _taken(pattern: re.Pattern[str], text: str) -> tuple[bool, str]:
    found = pattern.search(text)
    return (False, text) if found is None else (True, f"{text[: found.start()]} {text[found.end() :]}".strip())


def _window(text: str) -> tuple[timedelta, str]:
    found = _WINDOW.search(text)
    if found is None:
        return USUAL_WINDOW, text
    hours = int(found[1] or found[2])
    if not 1 <= hours <= LONGEST_WINDOW:
        raise Refused("refused.check_in_window", limit=LONGEST_WINDOW)
    return timedelta(hours=hours), f"{text[: found.start()]} {text[found.end() :]}".strip()


# -- answers ------------------------------------------------------------------------------

_NUMBERED = re.compile(r"^\s*([1-9])\s*[.)、:：．）]\s*")
_REFERENCE = re.compile(r"(?<![\w#＃])[#＃](\d{1,9})(?!\w)")
_BARE = re.compile(r"^\s*(\d{1,9})(?=[\s:：,，])(?!\s*[.)、])")


@dataclass(frozen=True, slots=True)
class Word:
    """A line of an answer: the question it answers (its place), its words, and the tasks that it names."""

    question: int
    text: str
    numbers: tuple[int, ...] = ()

    @property
    def rest(self) -> str:
        """The words without the one task they are about."""
        bare = _BARE.match(self.text)
        start = bare.end() if bare is not None and int(bare[1]) in self.numbers else 0
        return _REFERENCE.sub("", self.text[start:]).strip(_LOOSE) or self.text.strip()


def words(text: str, questions: int, own: frozenset[int]) -> tuple[Word, ...]:
    """The lines of an answer. Numbered ones say their question; else a line each, if there are no more lines.

    A bare number at the head names a task only if it is one of `own`.
    """
    lines = [line.strip() for line in text[:LONGEST_ANSWER].split("\n") if line.strip()]
    is_numbered = any(_marked(line, questions) for line in lines)
    found: list[Word] = []
    place = 0
    for index, line in enumerate(lines):
        mark = _marked(line, questions)
        if mark is not None:
            place, line = int(mark[1]) - 1, line[mark.end() :].strip()
        elif not is_numbered:
            place = index if len(lines) <= questions else 0
        if line:
            found.append(Word(place, line, _named(line, own)))
    return tuple(found)


def _marked(line: str, questions: int) -> re.Match[str] | None:
    """The number of a question at the head of a line."""
    found = _NUMBERED.match(line)
    return found if found is not None and int(found[1]) <= questions else None


def _named(line: str, own: frozenset[int]) -> tuple[int, ...]:
    numbers = [int(digits) for digits in _REFERENCE.findall(line)]
    bare = _BARE.match(line)
    if bare is not None and int(bare[1]) in own:
        numbers.insert(0, int(bare[1]))
    return tuple(dict.fromkeys(numbers))[:5]


def answers(found: Sequence[Word], questions: int) -> tuple[str, ...]:
    """What was answered to each question, on one line each; empty where nothing was."""
    return tuple("; ".join(one.text for one in found if one.question == place) for place in range(questions))


# -- who is asked -------------------------------------------------------------------------


def whom(live: Sequence[tasks.Task], members: Sequence[int], away: absence.Absences, today: date) -> list[int]:
    """The members who own a task that is owed and are there on that day."""
    owners = {one.owner.person_id for one in live if one.owner is not None and one.state not in dues.NOT_OWED}
    return absence.present(away, [person for person in members if person in owners], today)[:MOST_ASKED]
