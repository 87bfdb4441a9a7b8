"""What is said of a report: the quiet sign, a line with the title, a question to the owner; it changes nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, owners, reports, tasks
from coordination.services import changes
from coordination.services import reports as service
from handlers import assign_shown, cards, edits, presses, scene, words
from handlers.request import Request

Kind = reports.Kind


async def effect_of(
    request: Request, work: ports.Work, said: changes.Said, done: Sequence[service.Reported]
) -> edits.Effect:
    """One's own task: the quiet sign. Another's, a claim, a new name, nothing new: a line with the title."""
    effect = edits.NOTHING
    for one in done:
        effect += await _effect(request, work, said, one)
    return effect


async def _effect(request: Request, work: ports.Work, said: changes.Said, one: service.Reported) -> edits.Effect:
    changed = (one.task,) if one.task is not one.before else ()
    if one.outcome is changes.Outcome.ASKED:
        return edits.Effect(posts=(await asking(request, work, one),), changed=changed)
    posts = (_open_question(request, one),) if one.asks is not None else ()
    if one.outcome is changes.Outcome.UNCHANGED:
        state = state_text(one.task, request.language)
        line = words.say(request.language, "report.already", **_named(one.task), state=state)
        return edits.Effect(echo=() if posts else (line,), posts=posts)
    if one.kind == "claimed":
        return edits.Effect(posts=(_claim(request, one.task), *posts), changed=changed)
    if said.on_behalf is None and one.kind is not Kind.RENAMED and _is_own(request, one.before):
        return edits.Effect(quiet=(_short(one, request.language),), posts=posts, changed=changed)
    return edits.Effect(echo=(titled(one.task, request.language, said.on_behalf),), posts=posts, changed=changed)


def _is_own(request: Request, task: tasks.Task) -> bool:
    """A mistyped number shows itself: the title is said whenever the task is not one's own, and in private."""
    personal = scene.group_of(request).kind is groups.GroupKind.PERSONAL
    if personal or request.is_private:
        return personal
    return owners.is_on(task, None if request.actor is None else request.actor.id)


def _named(task: tasks.Task) -> dict[str, str]:
    return {"task": f"#{task.number}", "title": task.title}


def _short(one: service.Reported, language: str) -> Markup:
    """ "#12 60%", "#12 done": the silent line where reactions are off."""
    task = one.task
    if one.kind in (Kind.PROGRESS, Kind.NOTE) and task.percent and task.state is tasks.State.IN_PROGRESS:
        return words.say(language, "short.recorded_percent", task=f"#{task.number}", percent=task.percent)
    state = words.plain(language, f"state.{task.state.value}")
    return words.say(language, "short.recorded", task=f"#{task.number}", state=state)


def titled(task: tasks.Task, language: str, on_behalf: str | None = None) -> Markup:
    """ "#12 Book the hall: moving, 60%", and for whom it was recorded."""
    state = state_text(task, language)
    if on_behalf:
        return words.say(language, "report.titled_behalf", **_named(task), state=state, behalf=on_behalf)
    return words.say(language, "report.titled", **_named(task), state=state)


def _claim(request: Request, task: tasks.Task) -> messages.Post:
    """Said to be done where a lead closes: any lead confirms by a tap."""
    request = scene.towards_group(request)
    text = words.say(request.language, "report.claimed", **_named(task), who=edits.writer(request))
    rows = ((cards.button(request.language, "confirm", task), cards.button(request.language, "return", task)),)
    return scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION)


def _open_question(request: Request, one: service.Reported) -> messages.Post:
    """What was left open; a reply in words is enough."""
    task, language = one.task, request.language
    assert one.asks is not None
    text = words.say(language, f"ask.open.{one.asks.value}", **_named(task), number=task.number)
    rows: messages.Rows = ()
    if one.asks is reports.Asks.IS_DONE:
        label = words.plain(language, "button.question.yes_done")
        rows = ((messages.Button(label, presses.data("done", task.group_id, task.id)),),)
    slot = scene.ask_slot(task, one.asks)
    return scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION, slot=slot)


async def asking(request: Request, work: ports.Work, one: service.Reported) -> messages.Post:
    """Somebody else's task: its owner is asked, by title; what was said is kept as a note (voice.md 9)."""
    request = scene.towards_group(request)
    task = one.task
    assert one.question is not None and task.owner is not None
    is_done = one.kind in (Kind.DONE, "claimed")
    text = words.say(
        request.language,
        "question.confirm_done" if is_done else "question.confirm",
        who=edits.writer(request),
        owner=await assign_shown.called(request, work, task.owner),
        state=state_text(one.before, request.language),
        change=scene.shorten(task.last_update_text or state_of_report(one, request.language)),
        **_named(task),
    )
    labels = ("yes_done", "not_yet") if is_done else ("yes", "no")
    rows = edits.choices(request.language, one.question, (_CHOICES[labels[0]], _CHOICES[labels[1]]))
    return edits.posed(request, text, one.question, rows)


_CHOICES = {
    "yes_done": "button.question.yes_done",
    "not_yet": "button.question.not_yet",
    "yes": "button.question.yes",
    "no": "button.question.no",
}


def state_of_report(one: service.Reported, language: str) -> str:
    """What was reported without a word: the state it would lead to."""
    report = service.of_json(one.question.values["report"]) if one.question is not None else None
    if report is not None and report.percent is not None:
        return f"{report.percent}%"
    return words.plain(language, f"report.kind.{one.kind}")


def state_text(task: tasks.Task, language: str) -> str:
    """A task's state inside a sentence; with its percent where it moves."""
    if task.state is tasks.State.IN_PROGRESS and task.percent:
        return words.plain(language, "progress.percent", percent=task.percent)
    return words.plain(language, f"state.{task.state.value}")
