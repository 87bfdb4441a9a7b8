"""Questions about what was read (voice.md 9): quoted, for one person to answer, nothing recorded before; expiring."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, reports, tasks
from coordination.services import changes, check_ins, choices, deeds, own_groups
from coordination.services import dues as dues_service
from coordination.services import newcomers as newcomers_service
from coordination.services import reports as reports_service
from handlers import (
    deed_effects,
    due_shown,
    edits,
    newcomers,
    presses,
    question_queue,
    remind_choices,
    reports_shown,
    round_ups,
    scene,
    words,
)
from handlers.request import Request

Answers = Sequence[tuple[str, deeds.Deed | None]]
"""The labels of the buttons, and what each records."""

LONGEST_TITLE = 32
"""Characters of a title on a button."""

LONG_LABEL = 14
"""Characters of a label that needs a row of its own."""

_STATES = {
    reports.Kind.DONE: tasks.State.DONE,
    reports.Kind.BLOCKED: tasks.State.BLOCKED,
    reports.Kind.HELD: tasks.State.ON_HOLD,
    reports.Kind.DROPPED: tasks.State.DROPPED,
    reports.Kind.PROGRESS: tasks.State.IN_PROGRESS,
    reports.Kind.FREED: tasks.State.IN_PROGRESS,
    reports.Kind.REOPENED: tasks.State.IN_PROGRESS,
}


@dataclass(frozen=True, slots=True)
class About:
    """The words in question: the line as said, and the part of it to be quoted."""

    request: Request
    work: ports.Work
    said: changes.Said
    quoted: str

    @property
    def language(self) -> str:
        return self.request.language

    @property
    def author_id(self) -> int | None:
        return self.said.actor_id

    @property
    def values(self) -> dict[str, str]:
        return {"quote": scene.shorten(self.quoted), "who": edits.writer(self.request)}

    def label(self, key: str) -> str:
        return words.plain(self.language, key)

    def ask(self, shown: Markup, answers: Answers, note: int | None, person_id: int | None = None) -> messages.Post:
        """Keep the question and post it; the author answers, unless `person_id` is to. `note`: the one task meant."""
        labels, found = tuple(label for label, _ in answers), tuple(deed for _, deed in answers)
        kept = choices.Choices(found, labels, self.quoted, note)
        person = self.author_id if person_id is None else person_id
        changes.mark_line(self.work, self.said, None)
        question = choices.ask(self.work, self.said, person, kept)
        return edits.posed(self.request, shown, question, _rows(question, labels))


def _rows(question: ports.Question, labels: Sequence[str]) -> messages.Rows:
    buttons = [messages.Button(label, presses.data("choose", question.id, place)) for place, label in enumerate(labels)]
    if any(len(label) > LONG_LABEL for label in labels):
        return tuple((button,) for button in buttons)
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def named(task: tasks.Task) -> dict[str, str]:
    """A task inside a sentence."""
    return {"task": f"#{task.number}", "title": scene.shorten(task.title)}


def which_task(about: About, found: Sequence[tuple[tasks.Task, deeds.Change]]) -> messages.Post:
    """Words that fit several tasks: one button for each, and one for none of them."""
    if all(_is_done(change) for _, change in found):
        shown = words.count(about.language, "question.which_done", len(found), **about.values)
    else:
        shown = words.count(about.language, "question.which", len(found), **about.values)
    rows = [(_task_label(about, task), change) for task, change in found]
    return about.ask(shown, [*rows, (_neither(about, len(found)), None)], None)


def _task_label(about: About, task: tasks.Task) -> str:
    title = scene.shorten(task.title, LONGEST_TITLE)
    return words.plain(about.language, "button.question.task", task=f"#{task.number}", title=title)


def _neither(about: About, count: int) -> str:
    return about.label("button.question.neither" if count == 2 else "button.question.none")


def _is_done(change: deeds.Change) -> bool:
    return change.report is not None and change.report.kind is reports.Kind.DONE


def is_it(about: About, task: tasks.Task, change: deeds.Change) -> messages.Post:
    """Words that may mean a change of one task: yes or no."""
    yes = about.label("button.reading.yes_done" if _is_done(change) else "button.reading.yes")
    return about.ask(
        _is_it(about, task, change), [(yes, change), (about.label("button.reading.no"), None)], task.number
    )


def _is_it(about: About, task: tasks.Task, change: deeds.Change) -> Markup:
    language, report = about.language, change.report
    values = {**about.values, **named(task)}
    if report is not None and report.kind is reports.Kind.PROGRESS and report.percent is not None:
        return words.say(language, "reading.is_percent", percent=report.percent, **values)
    if report is not None and (state := _STATES.get(report.kind)) is not None:
        return words.say(language, "reading.is_state", state=words.plain(language, f"state.{state.value}"), **values)
    if change.due is not None:
        return words.say(language, "reading.is_due", due=due_shown.text(about.request, change.due), **values)
    return words.say(language, "reading.is_said_of", **values)


def which_day(about: About, task: tasks.Task, found: Sequence[deeds.Change]) -> messages.Post:
    """A date of several readings for a task: one button for each."""
    shown = words.say(about.language, "reading.which_day", **about.values, **named(task))
    rows = [(due_shown.text(about.request, change.due), change) for change in found if change.due is not None]
    return about.ask(shown, [*rows, (_neither(about, len(rows)), None)], task.number)


def which_day_new(about: About, creation: deeds.Creation) -> messages.Post:
    """A date of several readings for a task that is not there yet: it is made by the press."""
    title = scene.shorten(creation.draft.title)
    shown = words.say(about.language, "reading.which_day_new", title=title, **about.values)
    rows = [
        (due_shown.text(about.request, due), one) for due, one in zip(creation.dues, creation.choices(), strict=True)
    ]
    return about.ask(shown, [*rows, (_neither(about, len(rows)), None)], None)


def which_person(about: About, name: str, answers: Answers) -> messages.Post:
    """A name that several people bear, on a task that is not there yet: it is made by the press."""
    return about.ask(words.say(about.language, "reading.who", name=name, **about.values), answers, None)


def hand_over(about: About, task: tasks.Task, change: deeds.Change) -> messages.Post:
    """A task is to change hands: whoever takes it is asked, or whoever has it, or, where neither can be, the author."""
    new, old = change.owner, task.owner
    assert new is not None
    if _asks_another(new, old, about.author_id):
        about = replace(about, request=scene.towards_group(about.request))
    rows = [(about.label("button.question.yes"), change), (about.label("button.question.no"), None)]
    values = {**named(task), "owner": deed_effects.owner_name(about.language, old)}
    name = deed_effects.owner_name(about.language, new)
    if new.person_id is not None and new.person_id != about.author_id:
        shown = words.say(about.language, "reading.hand_over", giver=edits.writer(about.request), who=name, **values)
        return about.ask(shown, rows, task.number, new.person_id)
    if new.person_id is not None and old is not None and old.person_id is not None:
        taker = edits.writer(about.request)
        shown = words.say(about.language, "reading.take_over", taker=taker, who=values["owner"], **values)
        return about.ask(shown, rows, task.number, old.person_id)
    shown = words.say(about.language, "reading.hand_to_name", name=name, **about.values, **named(task))
    return about.ask(shown, rows, task.number)


def _asks_another(new: tasks.Owner, old: tasks.Owner | None, author_id: int | None) -> bool:
    if new.person_id is not None and new.person_id != author_id:
        return True
    return new.person_id is not None and old is not None and old.person_id is not None


async def choose(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A button of a question: what it says is carried out, and its outcome takes the question's place."""
    answer = await choices.answer(work, scene.said(request, work), press.number(0), press.number(1))
    if answer.deed is None:
        quote = scene.shorten(answer.choices.quoted)
        return edits.outcome(request, words.say(request.language, "reading.not_recorded", quote=quote))
    effect = await deed_effects.carry(request, work, answer.said, answer.deed)
    return await edits.concluded(request, work, effect)


async def expired(work: ports.Work, question_id: int) -> Sequence[messages.Outgoing]:
    """A question that nobody answered in its time: its message says so, without a sound; its words become a note.

    The next question of the same message takes its turn.
    """
    told = await question_queue.followed(work, question_id, await _expired(work, question_id))
    return [one for one in told if not isinstance(one, messages.Toast)]


async def _expired(work: ports.Work, question_id: int) -> Sequence[messages.Outgoing]:
    question = await choices.expire(work, question_id)
    if question is None:
        return []
    if question.kind == check_ins.RUN:
        return await round_ups.published(work, question)
    if question.kind == newcomers_service.SEEN:
        return await newcomers.told(work, question)
    slots = await work.slots.named(f"question:{question.id}")
    if not slots:
        return []
    (slot, *_), group = slots, await work.groups.get(question.group_id)
    line = await _expiry(work, question, await _language(work, question, group, slot))
    place = messages.Place(slot.chat_id, slot.topic_id)
    return [messages.Edit(place, slot.name, line, purpose=messages.Purpose.QUESTION)]


async def _language(work: ports.Work, question: ports.Question, group: groups.Group, slot: ports.Slot) -> str:
    """The group's, but in a private chat the language of whoever was asked there."""
    person = None if question.person_id is None else await work.people.get(question.person_id)
    if slot.chat_id == group.chat_id or person is None:
        return group.language
    return person.language or group.language


async def _expiry(work: ports.Work, question: ports.Question, language: str) -> Markup:
    if question.kind == choices.KIND:
        quote, note = scene.shorten(question.values["quoted"]), question.values["note"]
        if note is None:
            return words.say(language, "reading.expired", quote=quote)
        return words.say(language, "reading.expired_note", quote=quote, task=f"#{note}")
    if question.kind in (own_groups.WHICH, remind_choices.KIND):
        return words.say(language, "reading.expired", quote=scene.shorten(question.values["quoted"]))
    if question.kind == newcomers_service.WHO:
        return words.say(language, "newcomer.stays", name=question.values["name"])
    task = await work.tasks.get(question.group_id, question.values.get("task_id", 0))
    if task is None or question.kind not in {reports_service.QUESTION, dues_service.QUESTION}:
        return words.say(language, "refused.old_question")
    if question.kind == dues_service.QUESTION:
        return words.say(language, "reading.expired_more_time", **named(task))
    state = reports_shown.state_text(task, language)
    return words.say(language, "reading.expired_report", state=state, **named(task))
