"""Check-ins: set up by a lead, asked of those with open tasks, answered, closed; kept as questions; makes no text.

A run is one question of the group, and every person's answer a question of their own, so that two who answer at once
do not write over each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coordination import ports
from coordination.errors import Refused
from coordination.rules import check_ins as rules
from coordination.rules import groups, instants, late, own_reminders, people, quiet, recurrences, tasks
from coordination.services import absences, changes, lists, runs
from coordination.services import groups as groups_service
from coordination.services import peace as ceilings

KIND = "check_in"
RUN, ANSWER = "check_in", "check_in_answer"
"""Kinds of the questions: a run, and what one person is asked in it."""

CLOSED, ASKED = "closed", "asked"
HELD = "held"
"""Set in the values of a run whose round-up was one post too many: the next morning message tells of it."""

IN_CHAT = "in_chat"
"""Set in the values of a run that asks everybody in the group: answers there set its round-up off."""

BY_HAND = "by_hand"
"""Set in the values of a run that somebody asked for: its round-up stands outside the ceiling."""

CEILING = "ceiling"
"""Why a check-in in the chat is left out: the group had its unasked posts of the day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One person of a run, the question kept for them, their open tasks, their private chat (`None`: in the group).

    `pinged`: the message in the group notifies them.
    """

    person: people.Person
    question: ports.Question
    tasks: tuple[tasks.Task, ...]
    chat: groups.Chat | None
    pinged: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that begins: its questions (none: the usual ones), until when it is open, and whom it asks."""

    group: groups.Group
    run: ports.Question
    asked: tuple[Asked, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        return questions_of(self.run)


def questions_of(run: ports.Question) -> tuple[str, ...]:
    """The group's own questions; none: the usual three."""
    return tuple(run.values["questions"])


def count_of(run: ports.Question) -> int:
    """How many questions the run asks."""
    return len(questions_of(run)) or 3


# -- set up -------------------------------------------------------------------------------


async def find(work: ports.Work, group: groups.Group) -> ports.Schedule | None:
    """The group's check-in, be it on or off."""
    return next((one for one in await work.schedules.of_group(group.id) if one.kind == KIND), None)


async def set_up(work: ports.Work, said: changes.Said, setup: rules.Setup) -> ports.Schedule:
    """Ask again and again as it was said; what was set up before is replaced. Raises `Refused`."""
    group = said.group
    if not group.zone_confirmed:
        raise Refused("refused.zone_first")
    try:
        rule = own_reminders.rule_of(setup.value, group.zone, said.at, usual=group.settings.workday_begins)
    except ValueError:
        raise Refused("refused.check_in_rule") from None
    rule = replace(rule, off_day=recurrences.OffDay.SKIP)
    kept = await find(work, group)
    values = {
        "hours": setup.window // timedelta(hours=1),
        "in_chat": setup.in_chat,
        "questions": list(setup.questions),
        "run": None if kept is None else kept.values.get("run"),
    }
    fresh = kept or ports.Schedule(work.new_id(), group.id, KIND, {})
    fresh = replace(fresh, rule=recurrences.to_values(rule, group.zone), values=values, enabled=True)
    due = groups_service.next_due(group, fresh, said.at)
    if due is None:
        raise Refused("refused.check_in_rule")
    fresh = replace(fresh, next_due_at=due)
    work.schedules.save(fresh)
    return fresh


async def stop(work: ports.Work, group: groups.Group) -> bool:
    """Ask no more; `False` where nothing was set up."""
    kept = await find(work, group)
    if kept is None or not kept.enabled:
        return False
    work.schedules.save(replace(kept, enabled=False, next_due_at=None))
    return True


# -- a run --------------------------------------------------------------------------------


async def fire(work: ports.Work, schedule: ports.Schedule, group: groups.Group) -> Begun | None:
    """Begin the run that has come due, unless its time is over or nobody is to be asked; one held at night waits."""
    calendar = groups_service.calendar_of(group)
    rule = recurrences.from_values(schedule.rule, group.zone)
    due = instants.last_until(rule, work.now, calendar)
    peace = _peace(group)
    if due is not None and quiet.is_quiet(peace, work.now):
        work.schedules.save(replace(schedule, next_due_at=quiet.hold_until(peace, work.now)))
        return None
    reason = "not_its_day" if due is None else await _hindrance(work, schedule, group, quiet.hold_until(peace, due))
    if due is None or reason is not None:
        work.schedules.save(runs.settled(group, schedule, due, f"skipped:{reason}", work.now))
        return None
    may_post = await ceilings.posts_left(work, group) > 0
    begun = await begin(work, group, schedule, may_post=may_post)
    settled = runs.settled(group, schedule, due, _outcome(begun, may_post=may_post), work.now)
    if begun is not None:
        settled = replace(settled, values={**settled.values, "run": begun.run.id})
        begun = await _in_peace(work, begun)
    work.schedules.save(settled)
    return begun


def _outcome(begun: Begun | None, *, may_post: bool) -> str:
    if begun is not None:
        return "sent"
    return "empty" if may_post else f"skipped:{CEILING}"


async def _in_peace(work: ports.Work, begun: Begun) -> Begun:
    """The message in the group counts among the unasked posts; nobody is mentioned twice a day."""
    if all(one.chat is not None for one in begun.asked):
        return begun
    await ceilings.count_post(work, begun.group)
    asked = [one.person.id for one in begun.asked if one.pinged]
    free = await ceilings.unmentioned(work, begun.group, asked)
    await ceilings.note_mentions(work, begun.group, free)
    return replace(begun, asked=tuple(replace(one, pinged=one.pinged and one.person.id in free) for one in begun.asked))


async def _hindrance(work: ports.Work, schedule: ports.Schedule, group: groups.Group, due: datetime) -> str | None:
    if group.is_silent(work.now):
        return "paused"
    if (await work.chats.get(group.chat_id)).state is not groups.ChatState.ACTIVE:
        return "chat_not_active"
    place = late.Place(group.zone, groups_service.calendar_of(group))
    verdict = late.judge(late.Kind.CHECK_IN, due, work.now, place)
    if verdict.running is late.Running.SKIP:
        return late.Reason.WINDOW.value
    if await open_run(work, schedule) is not None:
        return "already_sent"
    is_over = schedule.values.get("in_chat") and await ceilings.posts_left(work, group) == 0
    return CEILING if is_over else None


async def now(work: ports.Work, said: changes.Said) -> Begun:
    """Ask at once, as it was set up, else the usual questions. Raises `Refused` while one is open, or with nobody."""
    kept = await find(work, said.group)
    if kept is None:
        values = {"hours": rules.USUAL_WINDOW // timedelta(hours=1), "in_chat": False, "questions": [], "run": None}
        kept = ports.Schedule(work.new_id(), said.group.id, KIND, {}, enabled=False, values=values)
    if await open_run(work, kept) is not None:
        raise Refused("refused.check_in_open")
    begun = await begin(work, said.group, kept)
    if begun is None:
        raise Refused("refused.check_in_nobody")
    run = replace(begun.run, values={**begun.run.values, BY_HAND: True})
    work.questions.save(run)
    begun = replace(begun, run=run)
    work.schedules.save(replace(kept, values={**kept.values, "run": run.id}))
    await ceilings.note_mentions(work, said.group, [one.person.id for one in begun.asked if one.pinged])
    return begun


async def open_run(work: ports.Work, schedule: ports.Schedule) -> ports.Question | None:
    """The run whose window is open."""
    run = await work.questions.get(schedule.values.get("run") or 0)
    return run if run is not None and run.kind == RUN and run.answered_at is None else None


async def last_run(work: ports.Work, group: groups.Group) -> ports.Question | None:
    """The newest run, whose round-up stands or was kept back; `None` while its window is open or there was none."""
    kept = await find(work, group)
    run = None if kept is None else await work.questions.get(kept.values.get("run") or 0)
    return run if run is not None and run.kind == RUN and run.answered_at is not None else None


async def begin(
    work: ports.Work, group: groups.Group, schedule: ports.Schedule, *, may_post: bool = True
) -> Begun | None:
    """Keep a run and a question for each person it asks; `None` where nobody has an open task.

    Without `may_post` those alone are asked who can be written to in private.
    """
    live = await lists.every_live(work, group)
    members = {person.id: person for person, _ in await work.people.members(group.id)}
    today = instants.local_day(work.now, group.zone)
    ids = rules.whom(live, list(members), await absences.of(work, group), today)
    if not ids:
        return None
    values = schedule.values
    ends = work.now + timedelta(hours=values["hours"])
    run = ports.Question(
        work.new_id(),
        group.id,
        RUN,
        work.now,
        ends,
        values={"questions": values["questions"], IN_CHAT: values["in_chat"]},
    )
    asked = []
    for one in ids:
        chat = None if values["in_chat"] else await _private_chat(work, members[one])
        if chat is not None or may_post:
            asked.append(_asked(work, run, members[one], live, chat))
    if not asked:
        return None
    run = replace(run, values={**run.values, "asked": [one.question.id for one in asked]})
    work.questions.save(run)
    return Begun(group, run, tuple(asked))


async def _private_chat(work: ports.Work, person: people.Person) -> groups.Chat | None:
    chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
    return chat if chat is not None and chat.state is groups.ChatState.ACTIVE else None


def _asked(
    work: ports.Work,
    run: ports.Question,
    person: people.Person,
    live: Sequence[tasks.Task],
    chat: groups.Chat | None,
) -> Asked:
    own = tuple(one for one in live if one.owner is not None and one.owner.person_id == person.id)
    return Asked(person, question_for(work, run, person), own, chat, chat is None and not person.never_mention)


def question_for(work: ports.Work, run: ports.Question, person: people.Person) -> ports.Question:
    """What one person is asked. Closed from the start: it waits for words and not for a button, and never expires."""
    question = ports.Question(
        work.new_id(),
        run.group_id,
        ANSWER,
        work.now,
        run.expires_at,
        person.id,
        values={"run": run.id},
        answered_at=work.now,
        answer=ASKED,
    )
    work.questions.save(question)
    return question


def _peace(group: groups.Group) -> quiet.Peace:
    chosen = group.settings
    return quiet.Peace(group.zone, chosen.quiet_from, chosen.quiet_until, chosen.unasked_posts_a_day)


def speaks_at(group: groups.Group, at: datetime) -> datetime | None:
    """When what is ready at that instant may be posted to the group; `None`: at once."""
    held = quiet.hold_until(_peace(group), at)
    return held if held > at else None
