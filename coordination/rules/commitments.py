"""What institutions committed themselves to, and how it is read from a line; knows no database and no text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from coordination.rules import text, when

LONGEST_NAME = 80
LONGEST_WORDS = 1000
MOST_FILES = 50
MOST_CHANGES = 200


class Step(StrEnum):
    """How far it is kept, as somebody judged who did not record it."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    HALF = "half"
    MOSTLY = "mostly"
    KEPT = "kept"


STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of a commitment; `None` and empty: nothing."""

    institution: str | None = None
    words: str | None = None
    supporters: tuple[str, ...] = ()
    contact: str | None = None
    deputy: str | None = None
    due_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == Said()


@dataclass(frozen=True, slots=True)
class Commitment:
    """`number` counts the commitments of the programme; `institution` leads, `supporters` are institutions beside it.

    `history` are changes as JSON values (`what`, `before`, `by`, `at`), the oldest first; `files` are file id, kind and
    who sent them. `dropped_at`: it holds no longer.
    """

    id: int
    programme_id: int
    number: int
    institution: str
    words: str
    recorded_at: datetime
    recorded_by: int | None = None
    supporters: tuple[str, ...] = ()
    contact: str | None = None
    deputy: str | None = None
    due_on: date | None = None
    step: Step = Step.NOT_BEGUN
    assessed_by: int | None = None
    assessed_at: datetime | None = None
    note: str | None = None
    files: tuple[dict[str, Any], ...] = ()
    history: tuple[dict[str, Any], ...] = ()
    dropped_at: datetime | None = None

    def is_late(self, today: date) -> bool:
        """Not kept after its day, and not taken back."""
        return (
            self.dropped_at is None and self.step is not Step.KEPT and self.due_on is not None and self.due_on < today
        )

    def former(self, what: str) -> str | None:
        """What stood there before the last change of it."""
        return next((str(one["before"]) for one in reversed(self.history) if one.get("what") == what), None)


_SEPARATOR = re.compile(r"(?<!\d)\s*[:：]|[:：](?!\d)")
_CLAUSE = re.compile(r"\s*[,，;；。\n]\s*(?![^(（\n]*[)）])")
"""What stands in brackets belongs together: `with City Bus (Wang Wu, deputy Li Na)`."""

_SUPPORT = re.compile(r"(?:with|supported by|support|配合单位|配合|协办单位|协办)[\s:：]*(?=\S)", re.IGNORECASE)
_CONTACT = re.compile(r"(?:contact(?: person)?|联系人|联络人)[\s:：]*(?=\S)", re.IGNORECASE)
_DEPUTY = re.compile(r"(?:deputy|副联系人|备用联系人|候补联系人)[\s:：]*(?=\S)", re.IGNORECASE)
_INSTITUTION = re.compile(r"(?:institution|lead|牵头单位|责任单位|承诺单位)[\s:：]*(?=\S)", re.IGNORECASE)
_SECOND = re.compile(
    r"\s*(?:[(（]\s*(?:deputy|副|备)?\s*[:：]?\s*(?P<inside>[^)）]+)[)）]|/\s*(?P<after>.+))\s*$", re.IGNORECASE
)
_SEVERAL = re.compile(r"\s*(?:、|&|\+|/)\s*")
_LATIN_WORD = re.compile(r"[A-Za-z]$")


def read(typed: str, frame: when.Frame) -> Said | None:
    """`Ministry of Transport: shuttle buses from 1 Jan, with City Bus, contact Zhao Gang`; `None` without its colon."""
    parted = _SEPARATOR.search(typed)
    if parted is None:
        return None
    institution = text.one_line(typed[: parted.start()], LONGEST_NAME).strip()
    said = read_change(typed[parted.end() :], frame, rest_is_words=True)
    if not institution or text.is_blank(institution) or said.words is None:
        return None
    return replace(said, institution=institution)


def read_change(typed: str, frame: when.Frame, *, rest_is_words: bool = False) -> Said:
    """`contact Li Min, due 5 Jan`: what a line changes. Other clauses are the words, where those are meant."""
    said, rest = Said(), []
    for clause in _CLAUSE.split(typed.strip()):
        known = _clause(said, clause, frame)
        if known is not None:
            said = known
        elif clause:
            rest.append(clause)
    if rest_is_words and rest:
        words = _joined(rest)[:LONGEST_WORDS]
        said = replace(said, words=words, due_on=said.due_on or _day(words, frame))
    elif len(rest) == 1:
        said = replace(said, due_on=said.due_on or _day(rest[0], frame))
    return said


def _joined(clauses: Sequence[str]) -> str:
    chinese = any("\u3400" <= sign <= "\u9fff" for sign in clauses[0])
    return ("，" if chinese else ", ").join(clauses)


def _clause(said: Said, clause: str, frame: when.Frame) -> Said | None:
    """What one clause adds by its first word; `None` for one of no known kind."""
    for head, add in _HEADS:
        found = head.match(clause)
        if found is not None and not (_LATIN_WORD.search(found[0]) and clause[found.end() :][:1].isascii()):
            return add(said, clause[found.end() :].strip())
    return None


def _supported(said: Said, rest: str) -> Said:
    names = [name[:LONGEST_NAME] for name in _SEVERAL.split(rest) if name.strip()]
    return replace(said, supporters=(*said.supporters, *names))


def _contacted(said: Said, rest: str) -> Said:
    second = _SECOND.search(rest)
    if second is None:
        return replace(said, contact=rest[:LONGEST_NAME])
    deputy = (second["inside"] or second["after"]).strip()[:LONGEST_NAME]
    return replace(said, contact=rest[: second.start()].strip()[:LONGEST_NAME], deputy=deputy)


_HEADS: tuple[tuple[re.Pattern[str], Callable[[Said, str], Said]], ...] = (
    (_SUPPORT, _supported),
    (_CONTACT, _contacted),
    (_DEPUTY, lambda said, rest: replace(said, deputy=rest[:LONGEST_NAME])),
    (_INSTITUTION, lambda said, rest: replace(said, institution=rest[:LONGEST_NAME])),
)


def _day(words: str, frame: when.Frame) -> date | None:
    """The one day in the words, where it can be no other: never a guess between two."""
    bare = re.sub(r"(?i)\b(?:from|starting|due|as of)\s+(?=\d|[A-Z])", "by ", words)
    bare = re.sub(r"(?<=日|号)(?:起|开始)", "前", bare)
    found = when.find(bare, frame)
    values = () if found is None or found.reading.problem is not None else found.reading.values
    one = values[0] if len(values) == 1 else None
    if isinstance(one, when.Span):
        one = one.end
    if found is None or not isinstance(one, when.Moment) or (one.at is not None and found.marker is None):
        return None  # "opens at 10:00" names an hour of every day
    return one.on


def changed(one: Commitment, said: Said, by: int | None, at: datetime) -> Commitment:
    """With what the line says in place of what was; what was stays in the history, the assessment stays as it is."""
    new = {
        "institution": said.institution,
        "words": said.words,
        "supporters": said.supporters or None,
        "contact": said.contact,
        "deputy": said.deputy,
        "due_on": said.due_on,
    }
    moved = {name: value for name, value in new.items() if value is not None and value != getattr(one, name)}
    entries = [_entry(name, getattr(one, name), by, at) for name in moved]
    return replace(one, **moved, history=(*one.history, *entries)[-MOST_CHANGES:])  # type: ignore[arg-type]


def assessed(one: Commitment, step: Step, by: int | None, at: datetime) -> Commitment:
    """Judged anew; earlier judgements stay in the history."""
    entry = _entry("step", one.step, one.assessed_by, one.assessed_at or one.recorded_at)
    history = one.history if one.assessed_at is None else (*one.history, entry)
    return replace(one, step=step, assessed_by=by, assessed_at=at, history=history[-MOST_CHANGES:])


def _entry(what: str, before: object, by: int | None, at: datetime) -> dict[str, Any]:
    shown = "、".join(before) if isinstance(before, tuple) else "" if before is None else str(before)
    return {"what": what, "before": shown, "by": by, "at": at.isoformat()}


def concerns(one: Commitment, asked: str) -> bool:
    """Whether the institutions of it bear these words."""
    wanted = text.folded(asked)
    return any(wanted in text.folded(name) for name in (one.institution, *one.supporters))
