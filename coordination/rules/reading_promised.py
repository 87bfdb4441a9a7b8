"""A date promised without a word of moving: `by Friday`, `ETA 12 Oct`, `10月20号前`, or a task and a date alone."""

import re
from collections.abc import Iterator
from datetime import date

from coordination.rules import reading_dates, when
from coordination.rules.reading_claims import Claim, Sense
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_dates import Due
from coordination.rules.reading_topics import Part, Topic
from coordination.rules.reading_words import Tag


def find(text: Text, topic: Topic, part: Part, present: date | None, frame: when.Frame) -> Due | None:
    """`by Friday`, `ETA 12 Oct`, `10月20号前`, or nothing but the task and a date."""
    if _speaks_of_the_past(text, part) or any(_claims_more(claim, part) for claim in (*topic.claims, *topic.weak)):
        return None
    rest, offset = _without_tasks(text, topic, part)
    if not reading_dates.DATE_LIKE.search(rest.casefold()):
        return None
    wish = _behind_a_wish(text, part, frame)
    found = reading_dates.look(rest, frame) if wish is None else None
    if wish is not None:
        phrase, reading = wish
        return Due(reading_dates.due_of(reading, phrase, present, frame).moments, quoted=phrase)
    if found is None or not found.reading.values:
        return _vague(text, part, found)
    date_at = (offset + found.start, offset + found.end)
    own = sum(_own_words(text, topic, part, date_at))
    is_promised = found.marker is not None or _has(text, part, {Tag.ETA})
    if not is_promised and (_has(text, part, {Tag.FUTURE}) or _is_sentence(text, part)):
        return None
    is_named = any(part.first <= ref.first < part.last for ref in topic.refs)
    if (is_named and own > 0.5 and _is_of_something_else(text, topic, part)) or _is_denied(text, topic, part, date_at):
        return None
    if not is_promised and (_has(text, part, {Tag.NOT}) or _names_a_clock(found.reading)):
        return None
    if own > ((1.5 if is_promised else 1.0) if is_named else (0.9 if is_promised else 0.0)) or _has_digits(
        rest[: found.start] + rest[found.end :]
    ):
        return None
    phrase = rest[found.start : found.end]
    due = reading_dates.due_of(found.reading, phrase, present, frame)
    unsure = not is_promised and (own > 0.5 or _may_be_a_count(phrase))
    if unsure and not is_named:
        return None  # `14 unblocked, inspector comes Friday`: somebody comes
    return Due(due.moments, unsure=unsure, promised=not _names_the_date(text, part, topic), quoted=phrase)


def _is_of_something_else(text: Text, topic: Topic, part: Part) -> bool:
    """`call mum tomorrow` beside *Call the printer*: what is done is in both, and whom it is done to is another."""
    return all(
        not ref.by_number and "".join(text.tokens[index].text for index in sorted(ref.tokens)) in _DEEDS
        for ref in topic.refs
        if part.first <= ref.first < part.last
    )


_DEEDS_TYPED = (
    "ask book bring buy call check clean collect contact email find fix get invite mail make meet order pay phone pick "
    "prepare print read ring see send sign take tell visit write "
    "联系 预订 预定 订购 购买 采购 准备 通知 邀请 打印 安排 落实 发送 提交 检查 签订 支付 打扫"
)
_DEEDS = frozenset(_DEEDS_TYPED.split())


def _names_the_date(text: Text, part: Part, topic: Topic) -> bool:
    """`by Friday`, `due 4 Dec`, `周五前` say when it is due; `will be done by Friday`, `周五出` tell of the work."""
    named = {index for ref in topic.refs for index in range(ref.first, ref.last)}
    marks = [mark for mark in text.marks_in(part.first, part.last) if mark.first not in named]
    due = any(Tag.ETA in mark.tags and text.between(mark.first, mark.last).casefold() in _OF_DATES for mark in marks)
    return due and not any(mark.tags & _OF_WORK for mark in marks)


_OF_DATES = frozenset(
    {"by", "due", "until", "till", "before", "latest", "no later than", "eod", "target", "target date"}
)
_OF_DATES |= {
    "前",
    "之前",
    "以前",
    "截止",
    "截至",
    "最晚",
    "最迟",
    "不晚于",
    "完成时限",
    "时限",
    "到期",
    "eta",
    "完成时间",
}
_OF_WORK = frozenset({Tag.FUTURE, Tag.COULD, Tag.MIGHT, Tag.MUST, Tag.DONE})


def _is_denied(text: Text, topic: Topic, part: Part, date_at: tuple[int, int]) -> bool:
    """`won't make it by Friday`, `周五前做不完` give no date: it is denied before the date, in Chinese also behind."""
    named = {index for ref in topic.refs for index in range(ref.first, ref.last)}
    for mark in text.marks_in(part.first, part.last):
        if Tag.NOT in mark.tags and mark.first not in named:
            is_cjk = text.tokens[mark.first].kind == "cjk"
            if mark.end <= date_at[0] or (is_cjk and mark.start >= date_at[1]):
                return True
    return False


def _names_a_clock(reading: when.Reading) -> bool:
    """`projection test Thursday 14:00`: with an hour it is an appointment, and no due date."""
    return any(isinstance(value, when.Moment) and value.at is not None for value in reading.values)


def _may_be_a_count(phrase: str) -> bool:
    """`4/26` is a day, or four of twenty-six."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", phrase.strip())
    return found is not None and int(found[1]) <= int(found[2])


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
    told = claim.sense in {Sense.STATED, Sense.DENIED, Sense.PAST} and claim.tag is not Tag.LACK
    return told and part.first <= claim.first < part.last


def _speaks_of_the_past(text: Text, part: Part) -> bool:
    return _has(text, part, {Tag.PAST})


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
    rest = line[start:end].rstrip(reading_dates.TIDY + "!。！")
    rest = (
        rest if rest[-2:-1].isdigit() else rest.rstrip(reading_dates.TIDY + ".!。！")
    )  # the point of 29.9. belongs to it
    bare = rest.lstrip(reading_dates.TIDY + ".!。！")
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
        "instead",
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


def _has(text: Text, part: Part, tags: set[Tag]) -> bool:
    return any(mark.tags & tags for mark in text.marks_in(part.first, part.last))
