"""Which new due date a message gives a task: moved to, put off by, promised for, or only asked for.

It knows no person: a date that was read is a wish until somebody's rights are applied.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coordination.rules import reading_shift, when
from coordination.rules.reading_claims import Claim, Sense
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_topics import Part, Topic
from coordination.rules.reading_words import RESULTS, Mark, Tag

_DATE_LIKE = re.compile(
    r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|today|tomorrow|tmr|week|month"
    r"|year|day|eo[dwm]|noon|tonight|end of|mid|later this|heute|morgen|demain|hoy|mañana|завтра|amanh)"
    r"|[天日号月周年底旬]|星期|礼拜|国庆|春节|元旦|中秋|节"
)
_BARE_DAY = re.compile(r"\D*(?P<day>[0-3]?\d)\s*(?:st|nd|rd|th|号|日)?(?:\s*(?:前|之前))?\D*", re.IGNORECASE)
_TIDY = " \t\n,，:：;；-–—→("


@dataclass(frozen=True, slots=True)
class Due:
    """A date for a task. One of `moments` is read; several are to be asked; none: a day was meant but not said.

    `asked`: it was only asked for ("can we move it …"). `unsure`: it may belong to a part of the task.
    """

    moments: tuple[when.Moment, ...] = ()
    asked: bool = False
    unsure: bool = False
    quoted: str = ""


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
    if not _DATE_LIKE.search(folded) and not _any(marks, _DURATIONS):
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
    named = _named(text, topic, part, present, frame)
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
            rest = text.between(start, part.last).strip(_TIDY)
            if rest.isdigit() and len(rest) < 3 and text.tokens[mark.first].kind == "cjk":
                rest += "号"
            found = _look(rest, frame)
            if found is not None and _is_near_head(rest, found) and found.reading.values:
                return _due(found.reading, rest[found.start : found.end], present, frame)
    return None


_TRIED = 3
"""How many words that move a date are tried in one clause."""


_POINTS = frozenset({Tag.MOVE, Tag.LATER, Tag.EARLIER})
_MOVES = _POINTS | {Tag.SHIFT}
_TOWARDS = frozenset({"to", "until", "till", "到", "至", "→", "on", "for"})


def _look(rest: str, frame: when.Frame) -> when.Found | None:
    """The date that the words are, or else one at either end or behind a marker word."""
    whole = when.read(rest, frame)
    if whole.values:
        return when.Found(whole, 0, len(rest), None, "")
    return when.find(rest, frame)


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


def _named(text: Text, topic: Topic, part: Part, present: date | None, frame: when.Frame) -> Due | None:
    """`by Friday`, `ETA 12 Oct`, `10月20号前`, or nothing but the task and a date."""
    if _speaks_of_the_past(text, part) or any(_claims_more(claim, part) for claim in (*topic.claims, *topic.weak)):
        return None
    rest, offset = _without_tasks(text, topic, part)
    if not _DATE_LIKE.search(rest.casefold()):
        return None
    wish = _behind_a_wish(text, part, frame)
    found = _look(rest, frame) if wish is None else None
    if wish is not None:
        phrase, reading = wish
        return Due(_due(reading, phrase, present, frame).moments, quoted=phrase)
    if found is None or not found.reading.values:
        return _vague(text, part, found)
    own = sum(_own_words(text, topic, part, (offset + found.start, offset + found.end)))
    is_promised = found.marker is not None or _any(text.marks_in(part.first, part.last), {Tag.ETA})
    if not is_promised and (_any(text.marks_in(part.first, part.last), {Tag.FUTURE}) or _is_sentence(text, part)):
        return None
    is_named = any(part.first <= ref.first < part.last for ref in topic.refs)
    if own > (1.5 if is_promised else 1.0 if is_named else 0.0) or _has_digits(rest[: found.start] + rest[found.end :]):
        return None
    phrase = rest[found.start : found.end]
    due = _due(found.reading, phrase, present, frame)
    return Due(due.moments, unsure=not is_promised and own > 0.5, quoted=phrase)


def _behind_a_wish(text: Text, part: Part, frame: when.Frame) -> tuple[str, when.Reading] | None:
    """`should be a week before the event`: nothing stands before the wish, and all behind it is the date."""
    marks = text.marks_in(part.first, part.last)
    if (
        not marks
        or marks[0].first != part.first
        or not marks[0].tags & {Tag.MUST, Tag.ETA}
        or marks[0].last >= part.last
    ):
        return None
    phrase = text.between(marks[0].last, part.last)
    reading = when.read(phrase, frame)
    return (phrase, reading) if reading.values else None


def _claims_more(claim: Claim, part: Part) -> bool:
    """What is under way or was done on a day is no new date."""
    return (
        part.first <= claim.first < part.last
        and claim.sense is Sense.STATED
        and claim.tag in {*RESULTS, Tag.PROGRESS, Tag.DONE, Tag.DROPPED}
    )


def _speaks_of_the_past(text: Text, part: Part) -> bool:
    return _any(text.marks_in(part.first, part.last), {Tag.PAST})


def _without_tasks(text: Text, topic: Topic, part: Part) -> tuple[str, int]:
    """A clause as typed with its tasks blanked, from its first to its last other word, and where that begins."""
    start, end = text.tokens[part.first].start, text.tokens[part.last - 1].end
    line = text.typed[:end]
    for ref in topic.refs:
        if part.first <= ref.first < ref.last <= part.last:
            a, b = text.tokens[ref.first].start, text.tokens[ref.last - 1].end
            line = line[:a] + " " * (b - a) + line[b:]
    ends = {ref.last for ref in topic.refs if ref.last}
    for mark in text.marks_in(part.first, part.last):
        if (
            Tag.STILL in mark.tags
            or text.tokens[mark.first].text in _BETWEEN
            or (mark.first in ends and mark.tags == _FILLER)
        ):
            line = line[: mark.start] + " " * (mark.end - mark.start) + line[mark.end :]
    rest = line[start:end].rstrip(_TIDY + ".!。！")
    bare = rest.lstrip(_TIDY + ".!。！")
    return bare, start + len(rest) - len(bare)


_FILLER = {Tag.FILLER}
_BETWEEN = frozenset(
    {"then", "now", "so", "and", "again", "pls", "please", "ok", "thanks", "the", "haha", "哈", "了", "吧", "啊"}
)


def _own_words(text: Text, topic: Topic, part: Part, date_at: tuple[int, int]) -> Iterator[float]:
    """The words of a clause beside its task, its date and known phrases; a Chinese character is less than one."""
    named = {index for ref in topic.refs for index in range(ref.first, ref.last)}
    for index in range(part.first, part.last):
        token = text.tokens[index]
        if index in named or index in text.covered or (date_at[0] <= token.start < date_at[1]):
            continue
        is_word = token.kind == "word" and len(token.text) > 2 and token.text not in _SMALL
        yield 0.4 if token.kind == "cjk" else float(is_word)


_SMALL = frozenset(
    {
        "eta",
        "will",
        "now",
        "expected",
        "ready",
        "still",
        "thanks",
        "date",
        "for",
        "please",
        "pls",
        "done",
        "the",
        "not",
        "and",
        "deadline",
        "new",
        "then",
        "latest",
        "due",
    }
)


def _is_sentence(text: Text, part: Part) -> bool:
    """`sponsors are a pain today`: with a verb of its own a clause tells of a day and promises none."""
    return any(text.tokens[index].text in _VERBS for index in range(part.first, part.last))


_VERBS = frozenset({"is", "are", "was", "were", "has", "have", "had", "am", "do", "does", "did", "got", "是"})


def _has_digits(left: str) -> bool:
    return any(char.isdigit() for char in left)


def _vague(text: Text, part: Part, found: when.Found | None) -> Due | None:
    """A day was promised and none can be read: `国庆后给`."""
    if found is not None and found.reading.problem in {when.Problem.VAGUE, when.Problem.NO_SUCH_DAY}:
        return Due((), quoted=text.between(part.first, part.last))
    promised = [
        m
        for m in text.marks_in(part.first, part.last)
        if Tag.ETA in m.tags and text.tokens[m.first].text in {"后", "节"}
    ]
    if promised:
        return Due((), quoted=text.between(part.first, part.last))
    return None


def _due(reading: when.Reading, phrase: str, present: date | None, frame: when.Frame) -> Due:
    moments = _sensible([moment for value in reading.values for moment in _moment(value)], frame)
    bare = _BARE_DAY.fullmatch(phrase)
    if bare and len(moments) == 1 and present is not None and (present.year, present.month) > _month(moments[0].on):
        moments += _same_day(present, int(bare["day"]))
    return Due(tuple(moments), quoted=phrase)


def _moment(value: when.Value) -> Iterator[when.Moment]:
    if isinstance(value, when.Moment):
        yield value
    elif isinstance(value, when.Span):
        yield value.end


def _sensible(moments: list[when.Moment], frame: when.Frame) -> list[when.Moment]:
    """Of several fair readings those that lie between today and the opening day, if there are any."""
    if len(moments) < 2 or frame.opens_on is None:
        return moments
    return [m for m in moments if frame.today <= m.on <= frame.opens_on] or moments


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _same_day(present: date, day: int) -> list[when.Moment]:
    """The same day of the month in which the task is due now: `20号` may mean that one."""
    try:
        return [when.Moment(present.replace(day=day))]
    except ValueError:
        return []
