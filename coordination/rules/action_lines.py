"""Action lines as working groups write them (`ACTION: Ann to …`, `AI bo: …`, `行动项：张三 …`), read one by one.

It knows no chat and no task: who the owners are is as far as the roster tells, and nothing is opened here. Code and
quoted lines are not read; neither is what a bot or a forward says, which is the caller's to leave out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coordination.rules import action_owners, names, reading_clauses, reading_fold, when
from coordination.rules.reading_lexicon import LEXICON
from coordination.rules.reading_new import Named
from coordination.rules.reading_words import RESULTS, Tag
from coordination.rules.tasks import State

LONGEST = 2000
"""Characters of a line that are read."""


@dataclass(frozen=True, slots=True)
class Action:
    """What an action line says. `start` and `end` are its offsets (code points) in the text that was read.

    `owners` as typed and as far as they are known; `everyone` where all are meant. `due` with several values is a
    question, without any a refusal; `at_next_meeting`: due when the group meets again. `state` where the line tells
    how it went. `remark_on` is the task that `ACTION-20:` speaks of: then nothing is to be opened. `word` is what
    marked the line, folded (`action`, `todo`, `行动项`).
    """

    text: str
    owners: tuple[Named, ...] = ()
    everyone: bool = False
    due: when.Reading | None = None
    due_text: str = ""
    at_next_meeting: bool = False
    state: State | None = None
    remark_on: int | None = None
    word: str = ""
    start: int = 0
    end: int = 0

    @property
    def key(self) -> str:
        """What tells that two lines are the same action: its words and owners, without case, width and signs."""
        owners = sorted(reading_fold.fold(owner.text.lstrip("@")) for owner in self.owners)
        return re.sub(r"[\W_]+", "", reading_fold.fold(self.text)) + "|" + ",".join(owners)


_LEAD = re.compile(
    r"[ \t]*(?:(?:[-*+•·–]|\d{1,2}[.)、]|\[[ xX]?\])[ \t]+){0,3}(?:\d{1,2}:\d{2}(?::\d{2})?[ \t]+)?"
    r"(?:<[^<>\n]{1,40}>[ \t]*)?(?:\*\*|__)?"
)
_WORD = r"(?:action[ \t]?(?:item|point)?s?|to-?do|a\.?i\.?|行动项|行动|待办事项|待办|交办任务|交办事项|任务)"
_TRIGGERS = (
    re.compile(rf"[\[【(]\s*(?P<word>{_WORD})\s*[\]】)]\s*(?:\*\*|__)?\s*[:：]?", re.IGNORECASE),
    re.compile(r"[#!^](?P<word>action|todo|行动项|待办)\b(?:[ \t]*[:：])?(?=[ \t])", re.IGNORECASE),
    re.compile(r"(?P<word>action)[ \t]?-?[ \t]?#?(?P<number>\d{1,6})(?:\*\*|__)?[ \t]*[:：]", re.IGNORECASE),
    re.compile(rf"(?P<word>{_WORD})(?:\*\*|__)?[ \t]*[:：](?:\*\*|__)?(?!//)", re.IGNORECASE),
    re.compile(r"(?P<word>AI|ACTION|A\.I\.)[ \t]?(?=[(（])"),
    re.compile(r"(?P<word>action (?:item|point))s?(?= for\b)", re.IGNORECASE),
    re.compile(r"(?P<word>ACTION|AI|TODO|To-?do|Action)\b(?=[ \t]+\S)"),
)
_DUTY = re.compile(r"责任(?:部门|单位|人|处室|组)\s*[:：]\s*(?P<who>[^；;，,。）)\n]{1,40})")
_TERM = re.compile(r"(?:完成|办结)?(?:时限|时间|期限)\s*[:：]\s*(?P<when>[^；;，,。）)\n]{1,40})")
_NEXT_MEETING = re.compile(
    r"(?:\b(?:by|before|for|at|due)[ \t]+)?(?:the[ \t]+)?next[ \t]+(?:meeting|call)\b|下次(?:会议?|例会)(?:之?前)?",
    re.IGNORECASE,
)
_RECORDED = re.compile(r"\s*\[(?:recorded|due|id)[^\]\n]*\]\s*$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(（\[](?P<aside>[^()（）\[\]\n]{1,60})[)）\]]\s*$")
_EDGES = " \t,，;；:：-–—*_"


def read(
    text: str,
    frame: when.Frame,
    roster: names.Roster | None = None,
    *,
    left_out: Iterable[tuple[int, int]] = (),
) -> tuple[Action, ...]:
    """Every action line of a text in order, each action once; code, quoted and forwarded lines are passed over."""
    known = roster if roster is not None else names.Roster()
    spared = reading_clauses.own_lines(text, left_out)
    found: dict[str, Action] = {}
    for start, line in spared:
        action = read_line(line, frame, known, offset=start)
        if action is not None:
            found.setdefault(action.key, action)
    return tuple(found.values())


def read_line(line: str, frame: when.Frame, roster: names.Roster, *, offset: int = 0) -> Action | None:
    """Read one line as an action; `None` for any other line. `offset` is where it stands in its text."""
    line = line[:LONGEST]
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    for trigger in _TRIGGERS:
        found = trigger.match(line, at)
        if found is None:
            continue
        if found.groupdict().get("number"):
            return Action(
                line[found.end() :].strip(), remark_on=int(found["number"]), start=offset, end=offset + len(line)
            )
        bare = line[at : found.end()].isalpha()
        action = _action(line, found.end(), frame, roster, is_bare=bare)
        if action is not None:
            word = reading_fold.fold(found["word"]).replace("-", "")
            return replace(action, word=word, start=offset, end=offset + len(line))
    return _duty(line, frame, roster, offset)


def _action(line: str, at: int, frame: when.Frame, roster: names.Roster, *, is_bare: bool) -> Action | None:
    """The action behind a trigger; a bare word (`AI`, `ACTION`) counts only if owners follow it."""
    rest = _RECORDED.sub("", line[at:])
    state, rest, aside = _aside(rest, roster)
    due, due_text, meets, rest = _due(rest, frame)
    said = action_owners.lead(rest, roster, is_bare=is_bare)
    if said is None:
        return None
    owners = list(said.owners)
    if aside is not None:
        owners.append(aside)
    words = said.rest.strip(_EDGES)
    if not said.owners:
        words, behind = action_owners.behind(words, roster)
        owners += behind
    if not words:
        return None
    return Action(words, tuple(owners), said.everyone, due, due_text, meets, state)


def _aside(rest: str, roster: names.Roster) -> tuple[State | None, str, Named | None]:
    """What stands in brackets at the end: how it went (`(done, $200)`), or who does it (`(Ann)`)."""
    found = _ASIDE.search(rest)
    if found is None:
        return None, rest, None
    state = _state(found["aside"])
    if state is not None:
        return state, rest[: found.start()], None
    owner = action_owners.known(found["aside"], roster)
    return (None, rest[: found.start()], owner) if owner is not None else (None, rest, None)


def _state(words: str) -> State | None:
    tokens = reading_fold.tokens(reading_fold.fold(words))
    for mark in LEXICON.marks(tokens)[:2]:
        if mark.first > 1:
            break
        if mark.tags & {Tag.UNFINISHED, Tag.NOT_STARTED}:
            return State.OPEN
        if Tag.DROPPED in mark.tags:
            return State.DROPPED
        if Tag.DONE in mark.tags or mark.tags & RESULTS:
            return State.DONE
        if mark.tags & {Tag.PROGRESS, Tag.ALMOST}:
            return State.IN_PROGRESS
    return None


def _due(rest: str, frame: when.Frame) -> tuple[when.Reading | None, str, bool, str]:
    if meeting := _NEXT_MEETING.search(rest):
        return None, meeting.group().strip(), True, rest[: meeting.start()] + rest[meeting.end() :]
    found = when.find(rest.strip(_EDGES + ".。"), frame)
    if found is None:
        return None, "", False, rest
    line = rest.strip(_EDGES + ".。")
    phrase = line[found.start : found.end].strip()
    if not found.reading.values:
        return found.reading, phrase, False, rest
    return found.reading, phrase, False, line[: found.start].rstrip(_EDGES) + " " + line[found.end :].lstrip(_EDGES)


def _duty(line: str, frame: when.Frame, roster: names.Roster, offset: int) -> Action | None:
    """`签订合同（责任部门：会务组；完成时限：9月18日）`: an official list of duties."""
    who, term = _DUTY.search(line), _TERM.search(line)
    if who is None or term is None:
        return None
    first = min(who.start(), term.start())
    words = re.sub(r"^\s*\d{1,2}[.、)]\s*", "", line[:first]).strip(_EDGES + "。（(")
    words = re.sub(r"^(?:事项|任务|行动项)\s*[:：]\s*", "", words)
    if not words:
        return None
    owners = tuple(action_owners.listed(who["who"], who.start("who") + offset, roster))
    phrase = term["when"].strip()
    reading = when.read(phrase, frame)
    if not reading.values and (found := when.find(phrase, frame)) is not None:
        reading = found.reading
    return Action(words, owners, due=reading, due_text=phrase, start=offset, end=offset + len(line))


def opens(actions: Iterable[Action], seen: Iterable[str]) -> Iterator[Action]:
    """The actions that are new: neither remarks on a task nor among the keys already `seen` (a recap)."""
    known = set(seen)
    for action in actions:
        if action.remark_on is None and action.key not in known:
            known.add(action.key)
            yield action
