"""Stand-up forms (`Yesterday: … Blockers: …`): of which task a blocker is said; it records nothing."""

from coordination.rules import reading_case
from coordination.rules.reading_case import Case, Gathered
from coordination.rules.reading_topics import Topics
from coordination.rules.reading_values import Question, Update, Why
from coordination.rules.reading_words import Tag
from coordination.rules.tasks import State

_NONE = frozenset({"none", "no", "nothing", "无", "-", "na", "n", "a", "/", "没", "有", "暂", "nil"})


def blockers(case: Case, topics: Topics, gathered: Gathered) -> None:
    """Blockers of a stand-up without a task: of which of the tasks spoken of?"""
    clauses = [n for n, tag in topics.labelled.items() if tag is Tag.LABEL_BLOCK]
    own = tuple(n for n in dict.fromkeys(gathered.spoken_of) if case.may_speak(case.tasks[n]))
    if not clauses or not own or any(topic.label is Tag.LABEL_BLOCK for topic in topics.topics):
        return
    said = [n for n in clauses if not _is_label_or_none(case, n)]
    if said:
        quoted = case.text.between(case.text.clauses[said[0]].first, case.text.clauses[said[-1]].last)
        offers = tuple(Update(n, state=State.BLOCKED, reason=quoted, note=case.text.typed.strip()) for n in own)
        gathered.questions.append(
            Question(Why.WHICH_TASK, own[: reading_case.ASKED_AT_ONCE], quoted, offers[: reading_case.ASKED_AT_ONCE])
        )


def _is_label_or_none(case: Case, number: int) -> bool:
    clause, marks = case.text.clauses[number], case.text.by_clause[number]
    words = {token.text for token in case.text.tokens[clause.first : clause.last]}
    labels = Tag.LABEL_BLOCK in (marks[0].tags if marks else ()) and clause.after == ":"
    return labels or words <= _NONE or any(Tag.NO_BLOCK in m.tags for m in marks)
