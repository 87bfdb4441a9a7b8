"""What tells that a claim comes later or only then, by the words around it (`周五完成`); it gives no sense.

`done on Friday` and `今天办完` may be either, which is asked.
"""

import re

from coordination.rules import reading_common
from coordination.rules.reading_clauses import Clause, Text


def leads_up(text: Text, number: int) -> bool:
    """`等老师看完，手册就定稿`: what follows comes only then."""
    clause = text.clauses[number]
    after = text.clauses[number + 1] if number + 1 < len(text.clauses) else None
    if text.tokens[clause.first].text not in _LEADING or after is None or after.sentence != clause.sentence:
        return False
    return any(text.tokens[index].text in _FOLLOWING for index in range(after.first, after.last))


def waits_within(text: Text, clause: Clause) -> bool:
    """`等我弄完再说`."""
    if text.tokens[clause.first].text not in _LEADING:
        return False
    return any(text.tokens[index].text in _FOLLOWING for index in range(clause.first + 1, clause.last))


def waits_for_oneself(text: Text, clause: Clause) -> bool:
    """`等我弄完再说`: nothing stands in the way but the author."""
    if not waits_within(text, clause) or clause.first + 1 >= clause.last:
        return False
    return text.tokens[clause.first + 1].text in {"我", "咱", "俺"}


_LEADING = frozenset("等待")
_FOLLOWING = frozenset("就再才")


def comes_after(text: Text, last: int) -> bool:
    """`完成签到后去3号厅`: what is told is what comes then."""
    if text.tokens[last - 1].kind != "cjk" or text.tokens[last - 1].text == "了":
        return False
    for index in range(last, min(last + 7, len(text.tokens) - 1)):
        if text.tokens[index].kind != "cjk":
            return False
        if text.tokens[index].text == "后":
            return text.tokens[index + 1].kind == "cjk" and text.tokens[index + 1].text not in _NOT_AFTER
    return False


_NOT_AFTER = frozenset("半面续天台勤期来门院备")
_TELLS_THEN = re.compile(
    r"了?(?:我们|我|咱们|咱)?(?:再|就|会|马上|立刻|第一时间)*(?:告诉|通知|跟你|和你|说一声|汇报|报告|发你|发给你|回你|联系你|叫你|再说)"
)


def tells_then(text: Text, last: int) -> bool:
    """`弄完我告诉你`: it will be told when it is done."""
    return _TELLS_THEN.match(text.folded, text.tokens[last - 1].end) is not None


def follows_a_day(text: Text, first: int, last: int) -> bool:
    """`周五完成`, `3月5日搞定`: with the day before it and no 了 behind it, it is a plan."""
    if first == 0 or text.tokens[first].kind != "cjk" or text.tokens[last - 1].text == "了":
        return False
    before = text.tokens[first - 1].text
    return before in _DAY_ENDS or (before in _WEEKDAYS and first > 1 and text.tokens[first - 2].text in "周期拜")


def is_of_today(text: Text, first: int, last: int) -> bool:
    """`今天办完`: done today, or to be done today? With 了 behind it, it is done."""
    if first < 2 or text.tokens[last - 1].text in "了好" or text.tokens[first].kind != "cjk":
        return False
    behind = text.tokens[last].text if last < len(text.tokens) else ""
    return behind != "了" and text.tokens[first - 2].text + text.tokens[first - 1].text in _TODAY


_TODAY = frozenset({"今天", "今日", "今儿"})
_DAY_ENDS = frozenset("日号底初末前内")
_WEEKDAYS = frozenset("一二三四五六日天")


def on_a_day(text: Text, last: int) -> bool:
    """`done on Friday`, `live Monday`: last Friday or the next?"""
    at = last + (last < len(text.tokens) and text.tokens[last].text in {"on", "this", "next", "the", "by"})
    return at < len(text.tokens) and text.tokens[at].text in _DAYS


_DAYS = reading_common.words("""
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday
    montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
""")
