"""What people answer in a check-in: kept for each, read as the run stands, closed at its end; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import check_ins as rules
from coordination.rules import groups, people
from coordination.services import check_ins


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered: a text for each question, and when; `late`: after the window."""

    person: people.Person
    answers: tuple[str, ...]
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class RoundUp:
    """A run as it stands: the answers in their order, and who has not answered (told to leads alone)."""

    group: groups.Group
    run: ports.Question
    answers: tuple[Answer, ...]
    missing: tuple[people.Person, ...]

    @property
    def asked(self) -> int:
        return len(self.answers) + len(self.missing)


@dataclass(frozen=True, slots=True)
class Open:
    """The run that a reply answers, and the question kept for its author."""

    run: ports.Question
    question: ports.Question


async def answering(work: ports.Work, question_id: int, person: people.Person) -> Open | None:
    """What a reply of the person to this question answers; `None` for anybody else's.

    Whoever answers in the group without being asked is let in. Raises `Refused` days after the window.
    """
    question = await work.questions.get(question_id)
    if question is None:
        return None
    if question.kind == check_ins.ANSWER and question.person_id == person.id:
        run = await work.questions.get(question.values["run"])
        return None if run is None else Open(_still(work, run), question)
    if question.kind != check_ins.RUN:
        return None
    run = _still(work, question)
    for one in run.values["asked"]:
        kept = await work.questions.get(one)
        if kept is not None and kept.person_id == person.id:
            return Open(run, kept)
    fresh = check_ins.question_for(work, run, person)
    run = replace(run, values={**run.values, "asked": [*run.values["asked"], fresh.id]})
    work.questions.save(run)
    return Open(run, fresh)


def _still(work: ports.Work, run: ports.Question) -> ports.Question:
    if work.now > run.expires_at + rules.STANDS:
        raise Refused("refused.check_in_over")
    return run


def record(work: ports.Work, found: Open, answers: Sequence[str]) -> bool:
    """Keep what was answered, in place of what was; tell whether it came after the window."""
    before: Mapping[str, Any] = found.question.values
    is_late = before.get("late", found.run.expires_at <= work.now)
    values = {**before, "answers": list(answers), "at": before.get("at") or work.now.isoformat(), "late": is_late}
    work.questions.save(replace(found.question, values=values))
    return bool(is_late)


async def round_up(work: ports.Work, run: ports.Question) -> RoundUp:
    """The run as it stands."""
    group = await work.groups.get(run.group_id)
    answers, missing = [], []
    for one in run.values["asked"]:
        question = await work.questions.get(one)
        person = None if question is None else await work.people.get(question.person_id or 0)
        if question is None or person is None:
            continue
        values = question.values
        if "answers" in values:
            at = datetime.fromisoformat(values["at"])
            answers.append(Answer(person, tuple(values["answers"]), at, values["late"]))
        else:
            missing.append(person)
    return RoundUp(group, run, tuple(sorted(answers, key=lambda one: one.at)), tuple(missing))


def close(work: ports.Work, run: ports.Question) -> ports.Question:
    """The window is over, or everybody answered: from now on the round-up stands."""
    closed = replace(run, answered_at=work.now, answer=check_ins.CLOSED)
    work.questions.save(closed)
    return closed


def hold(work: ports.Work, run: ports.Question) -> None:
    """Keep that the round-up was one post too many."""
    work.questions.save(replace(run, values={**run.values, check_ins.HELD: True}))


async def leads(work: ports.Work, group: groups.Group) -> Sequence[tuple[people.Person, groups.Chat]]:
    """The leads who can be told in private who is missing."""
    found = []
    for person, membership in await work.people.members(group.id):
        if membership.part in people.LEADING and person.started:
            chat = await work.chats.by_telegram_id(person.telegram_id)
            if chat is not None and chat.state is groups.ChatState.ACTIVE:
                found.append((person, chat))
    return found
