"""What a message comes to once its claims are sorted by task: updates, one question, offers; or nothing.

An update is certain only when the task is clear, the claim is stated, and its author may speak for the task.
"""

import functools
import itertools
from dataclasses import dataclass, replace

from coordination.rules import reading_case, reading_decide, reading_due, reading_hand, reading_loose, reading_standup
from coordination.rules.reading_case import Case, Gathered
from coordination.rules.reading_claims import Sense
from coordination.rules.reading_dates import Due
from coordination.rules.reading_decide import Verdict
from coordination.rules.reading_numbered import Ref
from coordination.rules.reading_topics import Topic, Topics
from coordination.rules.reading_values import Outcome, Question, TaskView, Update, Why
from coordination.rules.reading_words import Tag
from coordination.rules.tasks import State

READ_AT_ONCE = 50
"""How many mentions of tasks are read in one message; nobody reports on more in one breath."""


def of_topics(case: Case, topics: Topics) -> Outcome:
    """The outcome of a message that names tasks."""
    gathered = Gathered()
    named = ((topic, ref) for topic in topics.topics for ref in topic.refs)
    for topic, ref in itertools.islice(named, READ_AT_ONCE):
        _of_ref(case, topic, ref, gathered)
    reading_standup.blockers(case, topics, gathered)
    return gathered.outcome()


def _of_ref(case: Case, topic: Topic, ref: Ref, gathered: Gathered) -> None:
    number = ref.one
    if number is None:
        _of_unclear(case, topic, ref, gathered)
        return
    task = case.tasks[number]
    (gathered.spoken_of if ref.firm else gathered.hinted_at).append(number)
    if topic.label is Tag.LABEL_PLAN:
        return
    of_task(case, topic, task, gathered, firm=ref.firm)


@dataclass(frozen=True, slots=True)
class _Finding:
    """What a topic says of one task, and what it would change; `firm`: the task is named clearly."""

    topic: Topic
    task: TaskView
    verdict: Verdict
    due: Due | None
    update: Update
    firm: bool

    @property
    def is_weighty(self) -> bool:
        """Worth a question: more than "work goes on"."""
        ends = self.verdict.state in {State.DONE, State.BLOCKED, State.DROPPED, State.ON_HOLD}
        return ends or self.verdict.percent is not None or (self.due is not None and bool(self.due.moments))


def of_task(case: Case, topic: Topic, task: TaskView, gathered: Gathered, *, firm: bool = True) -> None:
    """Gather what a topic says of one task."""
    verdict = _verdict(case, topic, task)
    ends = verdict.state is State.DONE and not verdict.asked
    due = None if ends else reading_due.find(case.text, topic, task.due, case.board.frame)
    update = update_of(case, topic, task, verdict, due)
    if update.loose and verdict.state is State.DONE and _is_bare_number(case, topic):
        verdict = replace(verdict, doubt=True)  # `5 done voting`
    found = _Finding(topic, task, verdict, due, update, firm)
    handed, owner = reading_hand.new_owner(case.text, topic, case.board)
    if handed:
        _of_hand(case, task, replace(found.update, state=None, percent=None, due=None, owner=owner), gathered)
        return
    certain = case.may_speak(task) and firm
    question = _question(case, found)
    if question is not None:
        gathered.questions.append(question)
        if certain and verdict.is_certain and question.why in _OF_DATES:
            gathered.add(replace(found.update, due=None))
    elif verdict.asked or verdict.doubt or (due is not None and due.asked):
        gathered.offers.append(found.update)
    elif certain and (found.update.changes or _is_remark(topic)):
        gathered.add(found.update)


def _is_bare_number(case: Case, topic: Topic) -> bool:
    """Named by a number without a sign, which may count something."""
    return all(ref.by_number and case.text.tokens[ref.first].kind == "number" for ref in topic.refs)


_OF_DATES = frozenset({Why.REQUEST, Why.NO_DAY, Why.WHICH_DAY})
"""Questions beside which a certain state is kept."""


def _is_remark(topic: Topic) -> bool:
    """A statement about the task, be it without a state: worth a note."""
    return not any(claim.sense in {Sense.ASKED, Sense.SUPPOSED} for claim in (*topic.claims, *topic.weak))


def _verdict(case: Case, topic: Topic, task: TaskView) -> Verdict:
    if topic.label is Tag.LABEL_BLOCK:
        blocked = case.text.between(topic.refs[-1].last, topic.last)
        return Verdict(State.BLOCKED, reason=blocked.strip(" :：(（)）"))
    return reading_decide.decide(case.text, topic, task.state, task.title + " " + " ".join(task.other_titles))


def update_of(case: Case, topic: Topic, task: TaskView, verdict: Verdict, due: Due | None) -> Update:
    """The update of one task that a verdict and a date come to."""
    text = case.text
    return Update(
        task.number,
        state=verdict.state,
        percent=verdict.percent if verdict.state is not State.DONE else None,
        due=due.moments[0] if due is not None and len(due.moments) == 1 else None,
        promised=due is not None and due.promised,
        reason=verdict.reason,
        waits_for=tuple(ref.numbers[0] for ref in topic.reasons if ref.one is not None and ref.firm),
        note=text.typed.strip(),
        loose=(verdict.state or verdict.percent) is not None and reading_loose.is_loose(text, topic),
        start=text.tokens[topic.first].start,
        end=text.tokens[max(topic.last, topic.first + 1) - 1].end,
    )


def _question(case: Case, found: _Finding) -> Question | None:
    """What has to be asked about one task before anything is recorded."""
    verdict, due = found.verdict, found.due
    if not found.update.changes and due is None and not verdict.asked:
        return None
    ask = functools.partial(_asked, case, found)
    if not case.may_speak(found.task):
        thanked = verdict.percent is None and _is_thanks(case, found.topic)
        worth = found.is_weighty and found.firm and not verdict.asked and not thanked
        return ask(Why.BEHALF if _is_behalf(case, found.topic) else Why.OTHERS_TASK) if worth else None
    if _is_behalf(case, found.topic) and found.update.changes:
        return ask(Why.BEHALF)
    if due is not None and (why := _why_of_date(due)) is not None:
        return ask(why, due.quoted)
    if verdict.doubt or (not found.firm and not verdict.asked and found.is_weighty):
        return ask(Why.UNSURE)
    return None


def _why_of_date(due: Due) -> Why | None:
    if due.asked:
        return Why.REQUEST
    if not due.moments:
        return Why.NO_DAY
    if len(due.moments) > 1:
        return Why.WHICH_DAY
    return Why.UNSURE if due.unsure else None


def _asked(case: Case, found: _Finding, why: Why, quoted: str = "") -> Question:
    words = quoted or case.text.typed[found.update.start : found.update.end]
    offers = () if why is Why.NO_DAY else _offers(found.update, found.due)
    return Question(why, (found.task.number,), words, offers)


def _offers(update: Update, due: Due | None) -> tuple[Update, ...]:
    if due is None or len(due.moments) < 2:
        return (update,)
    return tuple(replace(update, due=moment) for moment in due.moments)


def _marks_of(case: Case, topic: Topic) -> set[Tag]:
    marks = (mark for part in topic.parts for mark in case.text.marks_in(part.first, part.last))
    return {tag for mark in marks for tag in mark.tags}


def _is_thanks(case: Case, topic: Topic) -> bool:
    return Tag.THANKS in _marks_of(case, topic)


def _is_behalf(case: Case, topic: Topic) -> bool:
    """Said for somebody else: `代报`, `帮王芳报一下：`, at the head of the message."""
    return any(Tag.BEHALF in mark.tags and mark.last <= topic.first + 1 for mark in case.text.marks[:4])


def _of_hand(case: Case, task: TaskView, update: Update, gathered: Gathered) -> None:
    """Handing over is asked of the one who is to take it; taking what nobody has is certain."""
    author = case.board.author
    if update.owner is not None and update.owner in task.owners[:1]:
        return
    if not task.owners and update.owner is not None and update.owner == author:
        gathered.add(update)
        return
    quoted = case.text.typed[update.start : update.end]
    gathered.questions.append(Question(Why.HANDOVER, (task.number,), quoted, (update,)))


def _of_unclear(case: Case, topic: Topic, ref: Ref, gathered: Gathered) -> None:
    """A number that no task has, or words that fit several."""
    quoted = case.text.between(ref.first, ref.last)
    says = any(claim.sense is Sense.STATED and claim.tag in reading_case.ASKABLE for claim in topic.claims)
    if ref.missing is not None:
        if says or reading_due.find(case.text, topic, None, case.board.frame) is not None:
            gathered.questions.append(Question(Why.NO_SUCH_TASK, (), quoted))
        return
    own = {task.number for task in case.own}
    if says and not _is_thanks(case, topic) and (ref.by_number or own & set(ref.numbers)):
        offers = tuple(
            update_of(case, topic, case.tasks[n], _verdict(case, topic, case.tasks[n]), None) for n in ref.numbers
        )
        why = Why.NUMBER_OR_TITLE if ref.by_number else Why.WHICH_TASK
        gathered.questions.append(
            Question(why, ref.numbers[: reading_case.ASKED_AT_ONCE], quoted, offers[: reading_case.ASKED_AT_ONCE])
        )
