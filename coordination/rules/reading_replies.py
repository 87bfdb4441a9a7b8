"""A message without a task of its own that answers another: what "it", "yes" and "no" mean there."""

import re
from dataclasses import replace

from coordination.rules import reading_case, reading_clauses, reading_outcome
from coordination.rules.reading_case import Case, Gathered
from coordination.rules.reading_claims import Sense
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_numbered import Ref
from coordination.rules.reading_topics import Topic, Topics
from coordination.rules.reading_values import NOTHING, Outcome, Reply, ReplyKind, Update
from coordination.rules.reading_words import Mark, Tag

_ACKNOWLEDGES = frozenset({Tag.OK, Tag.THANKS, Tag.FILLER, Tag.SURE, Tag.YES})

_REMARK = re.compile(
    r"(?:will|won't|is|isn't|was|has|hasn't|had|needs?|can|can't|cannot|still|not|waits?|waiting|delayed|postponed|slips?)"
    r"\b.*\w|(?:还|仍|没|未|要|会|需|已|正|等|尚|推|晚|延|来不及|不|暂|卡|差).{2,}",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = ("?", "？", "吗", "么", "没有", "了没")


def is_remark(words: str) -> bool:
    """Tell whether words behind a number, in reply to a list of tasks, can hardly be about anything but that task.

    `1 will be late` and `1 还差两家` are; `3 people will come` and `8 点集合` begin with a count.
    """
    said = words.strip()
    return _REMARK.match(said) is not None and not said.endswith(_ASKS)


def is_worth_an_answer(words: str) -> bool:
    """Tell whether words in reply to a list, which could not be read, were meant to be: thanks, a nod, a question, a
    count (`3 people will come`) and mere signs were not.
    """
    said = words.strip()
    if said.endswith(_ASKS) or _COUNT.match(said) or not any(char.isalpha() for char in said):
        return False
    text = reading_clauses.text(said[:LONGEST_NOD])
    courtesy = _ACKNOWLEDGES | {Tag.EVERYBODY}
    if any(Tag.THANKS in mark.tags or Tag.EVERYBODY in mark.tags for mark in text.marks):
        return False
    own = [at for at in range(len(text.tokens)) if at not in text.covered and text.tokens[at].kind != "sign"]
    return len(own) > 1 and not (text.marks and all(mark.tags & courtesy for mark in text.marks) and len(own) < 3)


LONGEST_NOD = 400
_COUNT = re.compile(
    r"\d{1,4}(?:[:.]\d\d)?\s*(?:(?:people|persons?|guests?|of us|[ap]m|o.?clock|days?|hours?)\b"
    r"|(?:hrs?|h|min|minutes|copies|times|x)\b"
    r"|[%€$]|人|个|位|点|时|份|天|小时|号馆|月|日|年|次|元|块|桌|箱)"
    r"|(?:see you|good luck|bye|have a)\b|.{0,4}(?:见|再见|加油)[!！。~]?$",
    re.IGNORECASE,
)


def read(case: Case, topics: Topics, reply: Reply) -> Outcome:
    """Read an answer: a receipt is no progress, a yes confirms what was offered, anything else speaks of "it"."""
    if reply.kind is ReplyKind.NOTICE:
        return NOTHING
    answer = _answer(case.text)
    if reply.offers and answer is Tag.YES:
        return _confirmed(case, reply)
    if _only_acknowledges(case.text) or len(reply.tasks) != 1 or reply.tasks[0] not in case.tasks:
        return NOTHING
    return _about(case, topics, reply.tasks[0])


def _answer(text: Text) -> Tag | None:
    """Whether a message begins with a yes or a no."""
    for mark in text.marks[:2]:
        if mark.first > 1:
            break
        if Tag.NO in mark.tags and not mark.tags & {Tag.YES, Tag.SURE}:
            return Tag.NO
        if mark.tags & {Tag.YES, Tag.SURE}:
            return None if _is_asked(text) else Tag.YES
    return None


def _is_asked(text: Text) -> bool:
    return any(clause.after == "?" for clause in text.clauses)


def _only_acknowledges(text: Text) -> bool:
    own = [
        index for index in range(len(text.tokens)) if index not in text.covered and text.tokens[index].kind != "sign"
    ]
    return not own and all(_is_acknowledgement(mark) for mark in text.marks)


def _is_acknowledgement(mark: Mark) -> bool:
    return bool(mark.tags & _ACKNOWLEDGES) and Tag.DONE not in mark.tags


def _confirmed(case: Case, reply: Reply) -> Outcome:
    """A yes by the one whose yes it is: who is to take a task over, its owner, or a lead."""
    gathered = Gathered()
    for offer in reply.offers:
        if offer.task in case.tasks and _may_confirm(case, reply, offer):
            gathered.updates.append(replace(offer, note=case.text.typed.strip(), start=0, end=len(case.text.typed)))
            gathered.spoken_of.append(offer.task)
    if len({update.task for update in gathered.updates}) < len(gathered.updates):
        return NOTHING  # several dates of one task were offered: a yes does not say which
    return gathered.outcome()


def _may_confirm(case: Case, reply: Reply, offer: Update) -> bool:
    if reply.kind is ReplyKind.QUESTION:
        return True
    if offer.owner is not None:
        return offer.owner == case.board.author
    return case.may_speak(case.tasks[offer.task])


def _about(case: Case, topics: Topics, number: int) -> Outcome:
    """The claims of an answer, said of the one task that was spoken of."""
    claims = topics.loose
    ref = Ref((number,), 0, 0, firm=True)
    last = max((claim.last for claim in claims), default=1)
    topic = Topic((ref,), 0, last, parts=reading_case.whole(case.text))
    for claim in claims:
        own = sum(
            1 for index in range(case.text.clauses[claim.clause].first, claim.first) if index not in case.text.covered
        )
        (topic.weak if own > 2 and claim.sense is Sense.STATED else topic.claims).append(claim)
    gathered = Gathered()
    if case.text.tokens:
        reading_outcome.of_task(case, topic, case.tasks[number], gathered)
    return gathered.outcome()
