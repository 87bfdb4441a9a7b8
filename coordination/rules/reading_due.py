"""Which new due date a message gives a task: moved to, put off by, promised for, or only asked for.

It knows no person: a date that was read is a wish until somebody's rights are applied.
"""

from collections.abc import Sequence
from datetime import date

from coordination.rules import reading_dates, reading_promised, reading_shift, when
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_dates import Due
from coordination.rules.reading_topics import Part, Topic
from coordination.rules.reading_words import Mark, Tag


def find(text: Text, topic: Topic, present: date | None, frame: when.Frame) -> Due | None:
    """The due date that the clauses of a topic give its task; `None` where none was meant or the present one."""
    for part in topic.parts:
        found = _in_part(text, topic, part, present, frame)
        if found is not None:
            return _changed(found, present)
    return None


def _changed(found: Due, present: date | None) -> Due | None:
    """The date named again is no change."""
    return None if len(found.moments) == 1 and found.moments[0].on == present else found


def _in_part(text: Text, topic: Topic, part: Part, present: date | None, frame: when.Frame) -> Due | None:
    marks = text.marks_in(part.first, part.last)
    folded = text.folded[text.tokens[part.first].start : text.tokens[part.last - 1].end]
    if not reading_dates.DATE_LIKE.search(folded) and not _any(marks, _DURATIONS):
        return None
    clause = text.clauses[part.clause]
    asked = part.clause in text.asked
    if not asked and text.supposed_from.get(clause.sentence, part.last) < part.last:
        return None
    wished = asked or text.wishes_in(clause.first, part.last)
    moved = _moved(text, part, present, frame) or _shifted(text, part, present, frame)
    if moved is not None:
        asks = asked or _any(marks, {Tag.COULD, Tag.MIGHT})
        return Due(moved.moments, asked=asks, quoted=moved.quoted)
    if asked:
        return None
    named = reading_promised.find(text, topic, part, present, frame)
    if named is None or not wished:
        return named
    about_dates = any(_any(text.marks_in(other.first, other.last), {Tag.MOVE}) for other in topic.parts)
    return Due(named.moments, asked=True, quoted=named.quoted) if about_dates else None


_DURATIONS = frozenset({Tag.LATER, Tag.EARLIER, Tag.MORE})


def _any(marks: Sequence[Mark], tags: set[Tag] | frozenset[Tag]) -> bool:
    return any(mark.tags & tags for mark in marks)


def _moved(text: Text, part: Part, present: date | None, frame: when.Frame) -> Due | None:
    """`moved to Friday`, `改到周五`, `→ 9/21`: the date stands right behind the word."""
    towards = [at + 1 for at in range(part.first, part.last - 1) if text.tokens[at].text in _TOWARDS][-1:]
    marks = [mark for mark in text.marks_in(part.first, part.last) if mark.tags & _MOVES and mark.last < part.last]
    for mark in marks[:_TRIED]:
        starts = [mark.last] if mark.tags & _POINTS else []
        for start in (*starts, *(at for at in towards if at > mark.last)):
            rest = text.between(start, part.last).strip(reading_dates.TIDY)
            if rest.isdigit() and len(rest) < 3 and text.tokens[mark.first].kind == "cjk":
                rest += "号"
            found = reading_dates.look(rest, frame)
            if found is not None and _is_near_head(rest, found) and found.reading.values:
                return reading_dates.due_of(found.reading, rest[found.start : found.end], present, frame)
    return None


_TRIED = 3
"""How many words that move a date are tried in one clause."""


_POINTS = frozenset({Tag.MOVE, Tag.LATER, Tag.EARLIER})
_MOVES = _POINTS | {Tag.SHIFT}
_TOWARDS = frozenset({"to", "until", "till", "到", "至", "→", "on", "for"})


def _is_near_head(rest: str, found: when.Found) -> bool:
    return rest[: found.start].strip(" \t").casefold() in {"", "the", "on", "to", "now", "is", "das", "le", "el"}


def _shifted(text: Text, part: Part, present: date | None, frame: when.Frame) -> Due | None:
    """`pushed back two weeks`, `need 1 more week`, `推迟两天`: counted from the present due date."""
    words = [mark for mark in text.marks_in(part.first, part.last) if mark.tags & _DURATIONS]
    shift = reading_shift.find(text.tokens, part.first, part.last) if words else None
    if shift is None:
        return None
    quoted = text.between(shift.first, shift.last)
    earlier = any(Tag.EARLIER in mark.tags for mark in words)
    days = [reading_shift.moved(present, shift, frame, earlier=earlier)] if present is not None else []
    if present is not None and text.tokens[words[0].first].text == "还":  # 还要两天: from now, or from the due date?
        days.append(reading_shift.moved(frame.today, shift, frame))
    return Due(tuple(when.Moment(day) for day in days if day is not None), quoted=quoted)
