"""What a message comes to once its claims are sorted by task: updates, one question, offers; or nothing.

An update is certain only when the task is clear, the claim is stated, and its author may speak for the task.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordination.rules import reading_decide, reading_due, reading_hand
from coordination.rules.reading_claims import Claim, Sense
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_decide import Verdict
from coordination.rules.reading_due import Due
from coordination.rules.reading_refs import Ref
from coordination.rules.reading_topics import Part, Topic, Topics
from coordination.rules.reading_values import NOTHING, Board, Message, Outcome, Question, TaskView, Update, Why
from coordination.rules.reading_words import RESULTS, Tag
from coordination.rules.tasks import ENDED, State

ASKED_AT_ONCE = 8
"""The most tasks that one question offers."""

READ_AT_ONCE = 50
"""How many mentions of tasks are read in one message; nobody reports on more in one breath."""

BARE = 0.75
"""A message with fewer words of its own says nothing but a state ("done", "全部完成")."""

_ASKABLE = frozenset({Tag.DONE, Tag.AMOUNT, Tag.BLOCKED, Tag.DROPPED, Tag.HOLD, Tag.OBSOLETE, *RESULTS})


@dataclass(frozen=True, slots=True)
class Case:
    """One message and the board it is read against."""

    text: Text
    message: Message
    board: Board
    tasks: Mapping[int, TaskView]

    def may_speak(self, task: TaskView) -> bool:
        """Whether what the author says of a task is certain: their own, nobody's, or they lead."""
        author = self.board.author
        return author is None or not task.owners or author in task.owners or author in self.board.leads

    @property
    def own(self) -> tuple[TaskView, ...]:
        """The author's open tasks, in the board's order."""
        author = self.board.author
        return tuple(task for task in self.board.tasks if author in task.owners and task.state not in ENDED)


@dataclass(slots=True)
class Gathered:
    """What was found so far, in the order of the message."""

    updates: list[Update] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    offers: list[Update] = field(default_factory=list)
    spoken_of: list[int] = field(default_factory=list)
    hinted_at: list[int] = field(default_factory=list)

    def outcome(self) -> Outcome:
        """The outcome, with the first question only; a task that is asked about is not updated as well."""
        ask = self.questions[0] if self.questions else None
        offers = tuple(self.offers) or (ask.offers if ask is not None else ())
        return Outcome(tuple(self.updates), ask, offers, tuple(dict.fromkeys(self.spoken_of or self.hinted_at)))


def of_topics(case: Case, topics: Topics) -> Outcome:
    """The outcome of a message that names tasks."""
    gathered = Gathered()
    named = ((topic, ref) for topic in topics.topics for ref in topic.refs)
    for topic, ref in itertools.islice(named, READ_AT_ONCE):
        _of_ref(case, topic, ref, gathered)
    _of_blockers(case, topics, gathered)
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


def of_task(case: Case, topic: Topic, task: TaskView, gathered: Gathered, *, firm: bool = True) -> None:
    """Gather what a topic says of one task."""
    verdict = _verdict(case, topic, task)
    ends = verdict.state is State.DONE and not verdict.asked
    due = None if ends else reading_due.find(case.text, topic, task.due, case.board.frame)
    handed, owner = reading_hand.new_owner(case.text, topic, case.board)
    update = _update(case, topic, task, verdict, due)
    if handed:
        _of_hand(case, task, replace(update, state=None, percent=None, due=None, owner=owner), gathered)
        return
    question = _question(case, topic, task, verdict, due, update, firm)
    if question is not None:
        gathered.questions.append(question)
        return
    if verdict.asked or verdict.doubt or (due is not None and due.asked):
        gathered.offers.append(update)
    elif case.may_speak(task) and firm and (update.changes or _is_remark(topic)):
        _add(gathered, update)


def _add(gathered: Gathered, update: Update) -> None:
    """Keep one update a task: what is said later in the message completes or replaces what was said before."""
    for index, before in enumerate(gathered.updates):
        if before.task == update.task:
            gathered.updates[index] = _merged(before, update)
            return
    gathered.updates.append(update)


def _merged(before: Update, after: Update) -> Update:
    if not after.changes:
        return replace(before, end=max(before.end, after.end))
    return replace(
        after,
        state=after.state or before.state,
        percent=after.percent if after.percent is not None else before.percent,
        due=after.due or before.due,
        reason=after.reason or before.reason,
        start=min(before.start, after.start),
    )


def _is_remark(topic: Topic) -> bool:
    """A statement about the task, be it without a state: worth a note."""
    return not any(claim.sense in {Sense.ASKED, Sense.SUPPOSED} for claim in (*topic.claims, *topic.weak))


def _verdict(case: Case, topic: Topic, task: TaskView) -> Verdict:
    if topic.label is Tag.LABEL_BLOCK:
        blocked = case.text.between(topic.refs[-1].last, topic.last)
        return Verdict(State.BLOCKED, reason=blocked.strip(" :：(（)）"))
    return reading_decide.decide(case.text, topic, task.state, task.title + " " + " ".join(task.other_titles))


def _update(case: Case, topic: Topic, task: TaskView, verdict: Verdict, due: Due | None) -> Update:
    text = case.text
    return Update(
        task.number,
        state=verdict.state,
        percent=verdict.percent if verdict.state is not State.DONE else None,
        due=due.moments[0] if due is not None and len(due.moments) == 1 else None,
        reason=verdict.reason,
        waits_for=tuple(ref.numbers[0] for ref in topic.reasons if ref.one is not None and ref.firm),
        note=text.typed.strip(),
        start=text.tokens[topic.first].start,
        end=text.tokens[max(topic.last, topic.first + 1) - 1].end,
    )


def _question(
    case: Case, topic: Topic, task: TaskView, verdict: Verdict, due: Due | None, update: Update, firm: bool
) -> Question | None:
    """What has to be asked about one task before anything is recorded."""
    quoted = case.text.typed[update.start : update.end]
    offers = _offers(update, due)
    one = (task.number,)
    if not update.changes and due is None and not verdict.asked:
        return None
    if not case.may_speak(task):
        worth = _is_weighty(verdict, due) and firm and not verdict.asked
        worth = worth and not (verdict.percent is None and _is_thanks(case, topic))
        why = Why.BEHALF if _is_behalf(case, topic) else Why.OTHERS_TASK
        return Question(why, one, quoted, offers) if worth else None
    if _is_behalf(case, topic) and update.changes:
        return Question(Why.BEHALF, one, quoted, offers)
    if due is not None and due.asked:
        return Question(Why.REQUEST, one, due.quoted, offers)
    if due is not None and not due.moments:
        return Question(Why.NO_DAY, one, due.quoted)
    if due is not None and (len(due.moments) > 1 or due.unsure):
        return Question(Why.WHICH_DAY if len(due.moments) > 1 else Why.UNSURE, one, due.quoted, offers)
    if verdict.doubt or (not firm and not verdict.asked and _is_weighty(verdict, due)):
        return Question(Why.UNSURE, one, quoted, offers)
    return None


def _offers(update: Update, due: Due | None) -> tuple[Update, ...]:
    if due is None or len(due.moments) < 2:
        return (update,)
    return tuple(replace(update, due=moment) for moment in due.moments)


def _is_weighty(verdict: Verdict, due: Due | None) -> bool:
    """Worth a question: more than "work goes on"."""
    return (
        verdict.percent is not None
        or verdict.state in {State.DONE, State.BLOCKED, State.DROPPED, State.ON_HOLD}
        or (due is not None and bool(due.moments))
    )


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
        _add(gathered, update)
        return
    quoted = case.text.typed[update.start : update.end]
    gathered.questions.append(Question(Why.HANDOVER, (task.number,), quoted, (update,)))


def _of_unclear(case: Case, topic: Topic, ref: Ref, gathered: Gathered) -> None:
    """A number that no task has, or words that fit several."""
    quoted = case.text.between(ref.first, ref.last)
    says = any(claim.sense is Sense.STATED and claim.tag in _ASKABLE for claim in topic.claims)
    if ref.missing is not None:
        if says or reading_due.find(case.text, topic, None, case.board.frame) is not None:
            gathered.questions.append(Question(Why.NO_SUCH_TASK, (), quoted))
        return
    own = {task.number for task in case.own}
    if says and not _is_thanks(case, topic) and (ref.by_number or own & set(ref.numbers)):
        offers = tuple(
            _update(case, topic, case.tasks[n], _verdict(case, topic, case.tasks[n]), None) for n in ref.numbers
        )
        why = Why.NUMBER_OR_TITLE if ref.by_number else Why.WHICH_TASK
        gathered.questions.append(Question(why, ref.numbers[:ASKED_AT_ONCE], quoted, offers[:ASKED_AT_ONCE]))


def _of_blockers(case: Case, topics: Topics, gathered: Gathered) -> None:
    """Blockers of a stand-up without a task: of which of the tasks spoken of?"""
    clauses = [n for n, tag in topics.labelled.items() if tag is Tag.LABEL_BLOCK]
    own = tuple(n for n in dict.fromkeys(gathered.spoken_of) if case.may_speak(case.tasks[n]))
    if not clauses or not own or any(topic.label is Tag.LABEL_BLOCK for topic in topics.topics):
        return
    said = [n for n in clauses if not _is_label_or_none(case, n)]
    if said:
        quoted = case.text.between(case.text.clauses[said[0]].first, case.text.clauses[said[-1]].last)
        offers = tuple(Update(n, state=State.BLOCKED, reason=quoted, note=case.text.typed.strip()) for n in own)
        gathered.questions.append(Question(Why.WHICH_TASK, own[:ASKED_AT_ONCE], quoted, offers[:ASKED_AT_ONCE]))


def _is_label_or_none(case: Case, number: int) -> bool:
    clause, marks = case.text.clauses[number], case.text.by_clause[number]
    words = {token.text for token in case.text.tokens[clause.first : clause.last]}
    labels = Tag.LABEL_BLOCK in (marks[0].tags if marks else ()) and clause.after == ":"
    return (
        labels
        or words <= {"none", "no", "nothing", "无", "-", "na", "n", "a", "没", "有", "暂", "nil"}
        or any(Tag.NO_BLOCK in m.tags for m in marks)
    )


def of_nothing(case: Case, topics: Topics) -> Outcome:
    """The outcome of a message that names no task and answers nothing: asked only if it is nothing but a state."""
    claims = topics.loose
    own = case.own[:ASKED_AT_ONCE]
    if (
        not own
        or not claims
        or any(claim.sense is not Sense.STATED for claim in claims)
        or not is_bare(case.text, claims)
    ):
        return NOTHING
    if not any(claim.tag in _ASKABLE for claim in claims):
        return NOTHING
    topic = Topic((), claims[0].first, claims[-1].last, list(claims), parts=whole(case.text))
    offers = tuple(_update(case, topic, task, _verdict_of_state(case, topic, task), None) for task in own)
    question = Question(Why.WHICH_TASK, tuple(task.number for task in own), case.text.typed.strip(), offers)
    return Outcome(ask=question, offers=offers)


def whole(text: Text) -> list[Part]:
    """Every clause of a message, as the parts of what it speaks of."""
    return [Part(number, clause.first, clause.last) for number, clause in enumerate(text.clauses)]


def _verdict_of_state(case: Case, topic: Topic, task: TaskView) -> Verdict:
    verdict = reading_decide.decide(case.text, topic, task.state, "")
    results = any(claim.tag in RESULTS for claim in topic.claims)
    return Verdict(State.DONE) if results and verdict.percent is None else verdict


def is_bare(text: Text, claims: Sequence[Claim]) -> bool:
    """Whether a message has hardly a word beside known phrases, and none of thanks or greeting to somebody."""
    if any(Tag.THANKS in mark.tags or Tag.EVERYBODY in mark.tags for mark in text.marks):
        return False
    said = {index for claim in claims for index in range(claim.first, claim.last)}
    own = 0.0
    for index, token in enumerate(text.tokens):
        if index not in text.covered and index not in said:
            own += 0.5 if token.kind == "cjk" else float(token.kind == "number" or len(token.text) > 1)
    return own < BARE
