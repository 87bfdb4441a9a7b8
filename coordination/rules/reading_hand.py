"""Who is to take a task over, as a message asks, offers or announces it; it decides nothing."""

import re

from coordination.rules import names
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_topics import Part, Topic
from coordination.rules.reading_values import Board
from coordination.rules.reading_words import Mark, Tag

_HANDLE = re.compile(r"@([A-Za-z0-9_]{3,32}|[^\W\d_]{1,12})")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_IN_CHARGE = re.compile(
    r"(?:由|让)?([^\W\d_]{2,4}?)(?:来)?负责"
    r"|([^\W\d_][\w .'’-]{0,60}?) (?:is|will be) (?:in charge|responsible|the owner)",
    re.IGNORECASE,
)
_YOU = frozenset({"you", "你", "您"})


def new_owner(text: Text, topic: Topic, board: Board) -> tuple[bool, int | str | None]:
    """Whether a topic's clauses hand the task over, and to whom: our id, a name as typed, or `None` if unsaid.

    "Bram, can you take it" and "转给周敏" name another person; "I'll take it" and "我来" the author.
    """
    for part in topic.parts:
        for mark in text.marks_in(part.first, part.last):
            if Tag.TAKE in mark.tags:
                return True, board.author
            if Tag.HAND in mark.tags:
                return True, _named(text, part, mark, board)
        if (person := _in_charge(text, topic, part, board)) is not None:
            return True, person
    return False, None


def _in_charge(text: Text, topic: Topic, part: Part, board: Board) -> int | None:
    """`#1 张三负责`, `#1 Ann Lee is in charge`: a whole name known here, and nothing else in the clause."""
    is_whole = part.last == text.clauses[part.clause].last
    if part.clause in text.asked or not is_whole or not part.first <= topic.refs[-1].last < part.last:
        return None
    start, end = text.tokens[topic.refs[-1].last].start, text.tokens[part.last - 1].end
    found = _IN_CHARGE.fullmatch(text.typed[start:end].strip(" :：,，"))
    return names.exactly(found[1] or found[2], board.roster).one if found else None


def spoken_for(text: Text, board: Board) -> tuple[int, ...]:
    """Whom the author speaks for, as the head of a message says: `帮王芳报一下：`, `on behalf of Ann:`."""
    for mark in text.marks[:4]:
        if Tag.BEHALF in mark.tags:
            person = _first_name(text.typed[mark.end : mark.end + 40], board)
            return (person,) if isinstance(person, int) else ()
    return ()


def _named(text: Text, part: Part, mark: Mark, board: Board) -> int | str | None:
    end = text.tokens[part.last - 1].end
    start = text.tokens[text.clauses[part.clause].first].start
    typed = text.typed
    if _asks_somebody(text, mark):
        return _first_name(typed[start : mark.start], board) or _first_name(typed[:start], board)
    return _first_name(typed[mark.end : max(end, _end_of_handle(typed, end))], board)


def _asks_somebody(text: Text, mark: Mark) -> bool:
    return any(text.tokens[index].text in _YOU for index in range(mark.first, mark.last))


def _end_of_handle(typed: str, end: int) -> int:
    """User names are blanked in the folded text, so that a clause may end before one."""
    found = re.match(r"\s*@\S+", typed[end:])
    return end + found.end() if found else end


def _first_name(words: str, board: Board) -> int | str | None:
    """The first person named: a user name, a Chinese name that begins the words, one to three words of a Latin one."""
    if handle := _HANDLE.search(words):
        known = board.roster.of_username(handle[1])
        return known if known is not None else handle[0]
    found = list(_WORDS.finditer(words))
    for index, word in enumerate(found[:6]):
        for size in (3, 2, 1):
            if index + size > len(found):
                continue
            known = names.exactly(words[word.start() : found[index + size - 1].end()], board.roster).one
            if known is not None:
                return known
        if names.is_chinese(word.group()[0]):
            for length in (4, 3, 2):
                known = names.exactly(word.group()[:length], board.roster).one
                if known is not None and len(word.group()) >= length:
                    return known
    return None
