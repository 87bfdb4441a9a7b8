"""What a task's claims come to: one state, percent and reason, a doubt to be asked about, or a mere remark.

It knows the task's present state and no person: whether its author may say so is decided elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coordination.rules import reading_results
from coordination.rules.reading_claims import Claim, Sense
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_topics import Topic
from coordination.rules.reading_words import RESULTS, Tag
from coordination.rules.tasks import ENDED, State


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is claimed of a task; without state and percent it was only spoken of.

    `doubt`: it may be meant and has to be asked first. `asked`: its author asked it; a later yes would confirm it.
    """

    state: State | None = None
    percent: int | None = None
    reason: str = ""
    doubt: bool = False
    asked: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether a field of the task is meant to change, beyond doubt."""
        return (self.state is not None or self.percent is not None) and not self.doubt and not self.asked


NOTE = Verdict()

_MOVING = frozenset({Tag.PROGRESS, Tag.ALMOST, Tag.REDO, Tag.FREED, *RESULTS})
_LACKING = frozenset({Tag.ALMOST, Tag.UNFINISHED, Tag.NOT_STARTED, Tag.REDO, Tag.LACK, Tag.BLOCKED})
"""What keeps a task from being done, though a part of it is."""

_AFTER_ALL = frozenset({Tag.REDO, Tag.UNFINISHED, Tag.REOPENED})


def decide(text: Text, topic: Topic, present: State, title: str) -> Verdict:
    """Weigh everything claimed of one task whose state is `present`."""
    stated = [claim for claim in topic.claims if claim.sense is Sense.STATED]
    if asked := _asked(text, topic):
        return asked
    verdict = _decided(text, topic, stated, present, title)
    if verdict is not None:
        return replace(verdict, doubt=verdict.doubt or _takes_back(text, topic))
    doubted = [claim for claim in topic.claims if claim.sense in {Sense.DOUBTED, Sense.REPORTED}]
    return _doubted(doubted) or NOTE


def _takes_back(text: Text, topic: Topic) -> bool:
    """`blocked - no wait, solved`: a correction in the middle leaves in doubt what holds."""
    marks = (mark for part in topic.parts for mark in text.marks_in(max(part.first, topic.first + 1), part.last))
    return any(Tag.UNDO in mark.tags for mark in marks)


def _asked(text: Text, topic: Topic) -> Verdict | None:
    """A question about the task: nothing may change, but a later yes has something to say yes to."""
    claims = [claim for claim in topic.claims if claim.sense is Sense.ASKED]
    if not claims or any(claim.sense is Sense.STATED for claim in topic.claims):
        return None
    for claim in claims:
        if claim.tag is Tag.DONE or claim.tag in RESULTS:
            return Verdict(State.DONE, asked=True, doubt=_doubts_itself(text, claim))
        if claim.tag is Tag.DROPPED:
            return Verdict(State.DROPPED, asked=True)
    return Verdict(asked=True)


def _doubts_itself(text: Text, claim: Claim) -> bool:
    """`done? I think so`: the author answers the question with a doubt."""
    after = claim.clause + 1
    if after >= len(text.clauses) or not text.by_clause[after]:
        return False
    mark = text.by_clause[after][0]
    return Tag.MIGHT in mark.tags and mark.first == text.clauses[after].first


def _decided(text: Text, topic: Topic, stated: Sequence[Claim], present: State, title: str) -> Verdict | None:
    tags = {claim.tag for claim in stated}
    percent = _percent(stated)
    if Tag.DROPPED in tags:
        return _ended(text, topic, stated, tags)
    if Tag.OBSOLETE in tags:
        return Verdict(State.DROPPED, doubt=True)
    if Tag.HOLD in tags:
        return Verdict(State.ON_HOLD, reason=_reason(text, topic, _first(stated, Tag.HOLD)))
    if Tag.REOPENED in tags:
        return Verdict(State.IN_PROGRESS, percent if percent != 100 else None)
    if Tag.BLOCKED in tags and not _is_over(stated):
        return Verdict(
            State.BLOCKED, percent, _reason(text, topic, _first(stated, Tag.BLOCKED)), doubt=Tag.DONE in tags
        )
    if Tag.DONE in tags or percent == 100 or reading_results.fits_title(text, topic, stated, title):
        return _done(text, topic, stated, tags, percent, present)
    if Tag.WAITING in tags and not percent and not tags & RESULTS:
        return Verdict(State.BLOCKED, percent, _reason(text, topic, _first(stated, Tag.WAITING), whole=True))
    return _moving(text, topic, stated, present)


def _is_over(stated: Sequence[Claim]) -> bool:
    """`blocked all week, solved today`: what was said last holds."""
    return next(claim.tag for claim in reversed(stated) if claim.tag in {Tag.BLOCKED, Tag.FREED}) is Tag.FREED


def _ended(text: Text, topic: Topic, stated: Sequence[Claim], tags: set[Tag]) -> Verdict:
    claim = _first(stated, Tag.DROPPED)
    contrary = bool(tags & {Tag.DONE, Tag.PROGRESS, Tag.REOPENED, Tag.HOLD, Tag.REDO}) or _has_object(
        text, topic, claim
    )
    return Verdict(State.DROPPED, reason=_reason(text, topic, claim), doubt=contrary)


def _has_object(text: Text, topic: Topic, claim: Claim) -> bool:
    """`cancelled the old order`, `取消订单`: something of its own follows, which may be all that was dropped."""
    last = next((part.last for part in topic.parts if part.first <= claim.first < part.last), claim.last)
    inside = reading_results.inside(topic)
    behind = [text.tokens[index] for index in range(claim.last, last) if index not in inside]
    if not behind or behind[0].text in _CAUSES:
        return False
    own = [t for t, index in zip(behind, range(claim.last, last), strict=False) if index not in text.covered]
    return (
        sum(0.5 if token.kind == "cjk" else float(token.kind == "word" and len(token.text) > 1) for token in own) >= 1
    )


_CAUSES = frozenset({"because", "due", "as", "since", "for", "by", "因", "由"})


def _done(
    text: Text, topic: Topic, stated: Sequence[Claim], tags: set[Tag], percent: int | None, present: State
) -> Verdict:
    """Done, unless something in the message keeps it from being quite done."""
    if percent is not None and percent < 100:
        return Verdict(_begun(present, percent), percent)
    beside = {claim.tag for claim in (*topic.claims, *topic.weak)}
    if beside & _LACKING or reading_results.lacks_something(text, topic):
        return Verdict(_begun(present))
    if Tag.WAITING in tags or Tag.NOT_STARTED in tags:
        return Verdict(State.DONE, doubt=True)
    return Verdict(State.DONE, doubt=Tag.DONE not in tags and percent == 100)  # 100 % asks whether it is done (rule 3)


def _moving(text: Text, topic: Topic, stated: Sequence[Claim], present: State) -> Verdict | None:
    tags, percent = {claim.tag for claim in stated}, _percent(stated)
    if percent is not None:
        return Verdict(_begun(present, percent), percent)
    if Tag.FREED in tags or (Tag.NO_BLOCK in tags and present is State.BLOCKED):
        return Verdict(State.IN_PROGRESS if present not in ENDED else None)
    if Tag.NOT_STARTED in tags:
        return Verdict(State.OPEN if present is not State.BLOCKED else None)
    if tags & _AFTER_ALL and present in {*ENDED, State.CLAIMED}:
        return Verdict(State.IN_PROGRESS)
    parts = [claim for claim in topic.weak if claim.sense is Sense.STATED and _is_of_a_part(topic, claim)]
    weak = {claim.tag for claim in parts}
    counted = (claim.amount for claim in (*stated, *parts))
    amounts = any(amount is not None and not amount.vague for amount in counted)
    moves = tags & _MOVING or weak & (_MOVING | {Tag.DONE}) or amounts
    if moves or _worked_on(topic) or _has_rest(text, topic):
        return Verdict(_begun(present))
    return None


def _is_of_a_part(topic: Topic, claim: Claim) -> bool:
    """Whether a weak claim is of a part of the task: `press kit logo done` is, `volunteer lunch is done` may not be."""
    if claim.tag not in {Tag.DONE, Tag.AMOUNT} or any(ref.is_whole for ref in topic.refs):
        return True
    named = {part.clause for part in topic.parts for ref in topic.refs if part.first <= ref.first < part.last}
    return claim.clause not in named


def _has_rest(text: Text, topic: Topic) -> bool:
    """`还差一点`, `11 to go`: what is left tells that the rest is done, where it is stated."""
    for part in topic.parts:
        sentence = text.clauses[part.clause].sentence
        if part.clause in text.asked or text.supposed_from.get(sentence, part.last) < part.last:
            continue
        rests = (mark for mark in text.marks_in(part.first, part.last) if Tag.REMAIN in mark.tags)
        if any(not reading_results.is_denied(text, mark) for mark in rests):
            return not text.wishes_in(part.first, part.last)
    return False


def _worked_on(topic: Topic) -> bool:
    """What stands under "yesterday" was worked on, whatever the words."""
    return topic.label is Tag.LABEL_PAST


def _begun(present: State, percent: int | None = None) -> State | None:
    """The state of a task on which work goes on: moving, but a blocked one stays blocked until freed."""
    if percent == 0:
        return State.OPEN if present is State.OPEN else None
    if present in {State.OPEN, State.IN_PROGRESS}:
        return State.IN_PROGRESS
    return State.IN_PROGRESS if percent and present is State.ON_HOLD else None


def _doubted(claims: Iterable[Claim]) -> Verdict | None:
    for claim in claims:
        if claim.tag is Tag.DONE:
            return Verdict(State.DONE, doubt=True)
        if claim.tag is Tag.DROPPED:
            return Verdict(State.DROPPED, doubt=True)
        if claim.tag is Tag.BLOCKED:
            return Verdict(State.BLOCKED, doubt=True)
        if claim.tag is Tag.AMOUNT and claim.amount is not None and not claim.amount.relative:
            return Verdict(State.IN_PROGRESS, claim.amount.percent, doubt=True)
    return None


def _percent(stated: Sequence[Claim]) -> int | None:
    """The last level that was stated; `None` without one, or where the only one is a change or a rest."""
    levels = [claim.amount for claim in stated if claim.amount is not None and not claim.amount.relative]
    sure = [amount.percent for amount in levels if not amount.vague]
    return sure[-1] if sure else None


def _first(stated: Sequence[Claim], tag: Tag) -> Claim:
    return next(claim for claim in stated if claim.tag is tag)


def _reason(text: Text, topic: Topic, claim: Claim, *, whole: bool = False) -> str:
    """The words behind a claim, as typed, to the end of the sentence; `whole` with the claim itself."""
    clause = text.clauses[claim.clause]
    last = clause.last
    for other in text.clauses[claim.clause + 1 : claim.clause + 4]:
        if other.line != clause.line or (other.first > last + 1 and not topic.parts):
            break
        last = other.last
    first = claim.first if whole else claim.last
    words = text.between(first, last).strip(" :：,，.。;；-–—(（因为由于")
    return words if words else _before(text, topic, clause.first, claim.first)


def _before(text: Text, topic: Topic, first: int, last: int) -> str:
    """`no budget, blocked`: the words in front, unless they are nothing but the task's name."""
    named = reading_results.inside(topic)
    own = any(index not in named and text.tokens[index].kind != "sign" for index in range(first, last))
    return text.between(first, last).strip(" :：,，") if own else ""
