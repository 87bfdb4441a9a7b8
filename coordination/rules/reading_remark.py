"""The words behind `/update 12`: percent, blocked and why, on hold, renamed or just a note; it knows no task."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coordination.rules import reading_amounts, reading_fold, reading_numbers, when
from coordination.rules.reading_lexicon import LEXICON
from coordination.rules.reading_words import Mark, Tag


class Verb(StrEnum):
    """What a remark does to a task."""

    PROGRESS = "progress"  # `percent` may be set
    DONE = "done"
    BLOCKED = "blocked"  # `reason`
    FREED = "freed"
    HOLD = "hold"  # `reason`, `review`
    DROPPED = "dropped"  # `reason`
    REOPENED = "reopened"
    RENAMED = "renamed"  # `title`
    WAITS = "waits"  # `waits_for`
    NOTE = "note"


class Problem(StrEnum):
    """What a remark lacks; the keys of the sentences that say so."""

    EMPTY = "remark.empty"
    NO_TITLE = "remark.no_title"  # renamed to what?
    BARE_NUMBER = "remark.bare_number"  # `60`: percent, copies, people? `percent` holds the reading to offer
    FULL = "remark.full"  # 100 %: is it done?
    UNSURE_PERCENT = "remark.unsure_percent"  # `50-60%`; `percent` holds the reading to offer


@dataclass(frozen=True, slots=True)
class Remark:
    """What the words behind a task's number say. `note` is all of them as typed; `reason` only the why.

    `review` is the date an `ON HOLD` names (several values: to be asked). With a `problem` nothing may be recorded
    before it is settled.
    """

    verb: Verb
    note: str
    percent: int | None = None
    reason: str = ""
    review: when.Reading | None = None
    title: str = ""
    waits_for: tuple[reading_numbers.Ref, ...] = ()
    problem: Problem | None = None


_LEADS = (
    (Tag.RENAME, Verb.RENAMED),
    (Tag.FREED, Verb.FREED),
    (Tag.NO_BLOCK, Verb.FREED),
    (Tag.HOLD, Verb.HOLD),
    (Tag.REOPENED, Verb.REOPENED),
    (Tag.BLOCKED, Verb.BLOCKED),
    (Tag.DROPPED, Verb.DROPPED),
    (Tag.DONE, Verb.DONE),
    (Tag.WAITING, Verb.BLOCKED),
    (Tag.UNFINISHED, Verb.PROGRESS),
    (Tag.PROGRESS, Verb.PROGRESS),
)
_ENDS = " .!。！"
_OPENERS = frozenset(
    {
        "is",
        "now",
        "=",
        ":",
        "-",
        "are",
        "it",
        "was",
        "已",
        "已经",
        "现",
        "目前",
        "现在",
        "进度",
        "进展",
        "at",
        "to",
        "about",
        "约",
        "put",
    }
)
_REASON = re.compile(
    r"\s*(?:[:：,，.。;；(（—–-]|because(?: of)?\b|due to\b|as\b|since\b|by\b|on\b|for\b|因为|因|由于|了|在)*\s*", re.I
)
_QUOTES = "\"'“”‘’「」『』«» "
_OPENING, _CLOSING = "(（", ")）"
_LOOSE = f" \t\n,，;；:：-–—.。{_CLOSING}"


def read_remark(text: str, frame: when.Frame) -> Remark:
    """Read the words behind a task's number. Only words at the head decide; all others stay a note.

    A percent also counts at the end (`quote received, 60%`). "Waiting for" is blocked unless a percent says that the
    work goes on. Never raises; an empty text is a problem.
    """
    note = text.strip()
    if not note:
        return Remark(Verb.NOTE, "", problem=Problem.EMPTY)
    folded = reading_fold.fold(note)
    tokens = reading_fold.tokens(folded)
    marks = LEXICON.marks(tokens)
    first = _first(tokens)
    waits = _waits(note, folded, tokens, marks, first)
    return waits or _worded(note, tokens, marks, first, frame)


def is_done_alone(text: str) -> bool:
    """Whether the words say that it is done and nothing else: `done`, `已完成`."""
    tokens = reading_fold.tokens(reading_fold.fold(text.strip().rstrip(_ENDS)))
    first = _first(tokens)
    marks = LEXICON.marks(tokens)
    return any(Tag.DONE in mark.tags and mark.first <= first and mark.last == len(tokens) for mark in marks)


def _first(tokens: Sequence[reading_fold.Token]) -> int:
    """The first token that means something."""
    at = 0
    while at < len(tokens) and (tokens[at].text in _OPENERS or _is_pair(tokens, at)):
        at += 1
    return at if at < len(tokens) else 0


def _is_pair(tokens: Sequence[reading_fold.Token], at: int) -> bool:
    return "".join(token.text for token in tokens[at : at + 2]) in _OPENERS or (
        at > 0 and tokens[at - 1].text + tokens[at].text in _OPENERS
    )


def _waits(
    note: str, folded: str, tokens: Sequence[reading_fold.Token], marks: Sequence[Mark], first: int
) -> Remark | None:
    """`waits for 9`, `等 9`, `blocked by #9 and #11`: numbers and nothing else."""
    lead = next((m for m in marks if m.first == first and Tag.WAITS in m.tags), None)
    if lead is None:
        return None
    head = reading_numbers.head(note[lead.end :])
    if not head.refs or note[lead.end + head.end :].strip(_LOOSE):
        return None
    return Remark(Verb.WAITS, note, waits_for=head.refs, reason=note[lead.end :].strip())


def _worded(
    note: str, tokens: Sequence[reading_fold.Token], marks: Sequence[Mark], first: int, frame: when.Frame
) -> Remark:
    percent, problem = _percent(tokens, marks, first)
    lead = next((mark for mark in marks if mark.first <= first and _verb(mark, None)), None)
    verb = _verb(lead, percent)
    if lead is None or verb is None:
        given = percent is not None
        return Remark(Verb.PROGRESS if given else Verb.NOTE, note, percent=percent, problem=problem)
    reason = note[_REASON.match(note, lead.end).end() :] if verb in _REASONED else ""  # type: ignore[union-attr]
    if verb is Verb.RENAMED:
        title = _tidied(note[lead.end :], _QUOTES)
        return Remark(verb, note, title=title, problem=None if title else Problem.NO_TITLE)
    if verb is Verb.HOLD:
        review, reason = _review(reason, frame)
        return Remark(verb, note, percent=percent, reason=reason, review=review, problem=problem)
    if verb is Verb.DONE and percent is not None and percent < 100:
        verb = Verb.PROGRESS
    return Remark(verb, note, percent=percent, reason=_tidied(reason), problem=problem)


def _tidied(words: str, around: str = "") -> str:
    """Words without what surrounds them; a bracket stays if it was opened in them (rule 11: nothing is cut)."""
    tidy = words.lstrip(_LOOSE + around).rstrip(_LOOSE.rstrip(_CLOSING) + around)
    if tidy.endswith(tuple(_CLOSING)) and not any(opening in tidy for opening in _OPENING):
        return tidy.rstrip(_LOOSE + around)
    return tidy


_REASONED = frozenset({Verb.BLOCKED, Verb.HOLD, Verb.DROPPED})


def _verb(lead: Mark | None, percent: int | None) -> Verb | None:
    if lead is None:
        return None
    for tag, verb in _LEADS:
        if tag in lead.tags:
            return Verb.PROGRESS if tag is Tag.WAITING and percent else verb
    return None


def _percent(
    tokens: Sequence[reading_fold.Token], marks: Sequence[Mark], first: int
) -> tuple[int | None, Problem | None]:
    """The percent at the head or at the end, and what is to be asked about it."""
    found = [
        amount
        for amount in reading_amounts.amounts(tokens, marks)
        if not amount.relative and (amount.first <= first + 2 or amount.last == len(tokens))
    ]
    if found:
        amount = found[0]
        if amount.percent == 100:
            return 100, Problem.FULL
        return amount.percent, Problem.UNSURE_PERCENT if amount.vague or len(found) > 1 else None
    if len(tokens) == first + 1 and tokens[first].kind == "number" and len(tokens[first].text) < 4:
        return min(int(tokens[first].text), 100), Problem.BARE_NUMBER
    return None, None


def _review(reason: str, frame: when.Frame) -> tuple[when.Reading | None, str]:
    """The date on which a task on hold is looked at again, and the reason without it."""
    line = _tidied(_LOOK_AGAIN.sub("", _tidied(reason)))
    found = when.find(line, frame) if line else None
    if found is None or not found.reading.values:
        return (found.reading if found else None), _tidied(reason)
    return found.reading, _tidied(_LOOK_AGAIN.sub("", _tidied(found.rest)))


_LOOK_AGAIN = re.compile(
    r"\s*(?:\b(?:until|till|to be reviewed(?: on)?|review(?: on)?|revisit(?: on)?|back on)"
    r"|后?(?:复核|再看|再议|再定|恢复|重启))$",
    re.IGNORECASE,
)
