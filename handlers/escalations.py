"""What owners and leads, those of a section too, are told in private of late tasks without a word; decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages
from coordination.rules import groups, tasks
from coordination.rules.escalation import Level
from coordination.services import escalations as service
from handlers import dates, due_days, group_replies, html, presses, scene, task_lines, words

SHOWN = 8
LEVELS = (Level.OWNER, Level.LEAD, Level.SECTION)
"""Only append: buttons hold the place."""


def posts(told: Sequence[service.Told]) -> list[messages.Outgoing]:
    """One message for each person and level, in their own language."""
    found: list[messages.Outgoing] = []
    for one in told:
        if one.chat is None:
            continue
        language = one.person.language or one.group.language
        text, buttons = page(one, language)
        slot = f"{scene.TOLD}:{one.group.id}:late-{one.level.value}-{one.today.isoformat()}"
        place = messages.Place(one.chat.id)
        found.append(messages.Post(place, text, purpose=messages.Purpose.REMINDER, rows=buttons, slot=slot))
    return found


def page(told: service.Told, language: str) -> tuple[Markup, messages.Rows]:
    """The tasks, what becomes of them, and buttons: of a single task what can be done, of several a button each."""
    if not told.standings:
        return words.say(language, "escalation.nothing_left", group=_name(told.group)), ()
    shown = told.standings[:SHOWN]
    head = words.count(language, _HEADS[told.level], len(told.standings), group=_name(told.group))
    lines = [_line(one, told, language) for one in shown]
    if len(told.standings) > SHOWN:
        lines.append(words.count(language, "board.more", len(told.standings) - SHOWN))
    if told.level is Level.SECTION:
        how = words.say(language, "escalation.section.how", task=_above(told.group, shown[0].task))
        return Markup("\n").join([head, *lines, Markup(), how]), ()
    how = words.say(language, _HOW[told.level], number=shown[0].task.number)
    return Markup("\n").join([head, *lines, Markup(), how]), rows(
        told.group.id, told.level, [one.task for one in shown], language
    )


_HEADS = {
    Level.OWNER: "escalation.owner.head",
    Level.LEAD: "escalation.lead.head",
    Level.SECTION: "escalation.section.head",
}
_HOW = {Level.OWNER: "escalation.owner.how", Level.LEAD: "escalation.lead.how"}


def _above(group: groups.Group, task: tasks.Task) -> str:
    """The task as it is called above its group: by the group's code."""
    return group_replies.reference(group, task)


def _name(group: groups.Group) -> str:
    return scene.shorten(group.name)


def rows(group_id: int, level: Level, found: Sequence[tasks.Task], language: str) -> messages.Rows:
    """What can be done about a single task; of several a button each leads to it."""
    if len(found) == 1:
        return deeds(level, found[0], language)
    buttons = [
        messages.Button(task_lines.reference(task), data("latecard", group_id, level, task.id)) for task in found
    ]
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def data(verb: str, group_id: int, level: Level, *numbers: int) -> str:
    """The data of a button: the group's id, the place of the level, what the verb needs besides."""
    return presses.data(verb, group_id, LEVELS.index(level), *numbers)


_DEEDS = {
    Level.OWNER: (("done", "word", "time"),),
    Level.LEAD: (("nudge", "time", "owner"), ("done", "word")),
}
_VERBS = {"done": "latedone", "word": "lateword", "time": "latetime", "owner": "lateowner", "nudge": "latenudge"}


def deeds(level: Level, task: tasks.Task, language: str) -> messages.Rows:
    """What can be done about one task, the usual first; nothing for one that has ended."""
    if task.state in tasks.ENDED:
        return ()
    return tuple(tuple(_deed(name, level, task, language) for name in row) for row in _DEEDS[level])


def _deed(name: str, level: Level, task: tasks.Task, language: str) -> messages.Button:
    label = words.plain(language, f"button.escalation.{name}")
    return messages.Button(label, data(_VERBS[name], task.group_id, level, task.id))


def _line(standing: service.Standing, told: service.Told, language: str) -> Markup:
    if told.level is Level.SECTION:
        return _of_section(standing, told, language)
    if told.level is Level.LEAD:
        return _of_lead(standing, told, language)
    task = standing.task
    assert task.due is not None
    values: dict[str, str] = {
        "task": task_lines.reference(task),
        "title": task_lines.starred(task, language),
        "was": due_days.passed(task, told.today, language),
    }
    if task.owner is not None and task.owner.person_id != told.person.id:
        name = task_lines.owner(task.owner)
        values["was"] = words.say(language, "escalation.owner.for", was=values["was"], name=name)
    if not standing.is_announced or standing.at is None:
        return words.say(language, "escalation.owner.line", **values)
    moment = dates.inline_moment(standing.at, told.group.zone, standing.at, language)
    if standing.coming is not None and standing.coming.level is Level.COMMITTEE:
        return words.say(language, "escalation.owner.passing_committee", moment=moment, **values)
    if standing.coming is not None and standing.coming.level is Level.SECTION:
        return words.say(language, "escalation.owner.passing_section", moment=moment, **values)
    leads = words.join(language, "listed", [task_lines.name(one.name) for one in standing.above])
    return words.say(language, "escalation.owner.passing", moment=moment, leads=leads, **values)


def _of_lead(standing: service.Standing, told: service.Told, language: str) -> Markup:
    task = standing.task
    values = {"task": task_lines.reference(task), "title": task_lines.starred(task, language)}
    owner = words.say(language, "task.nobody") if task.owner is None else task_lines.owner(task.owner)
    if standing.coming is None or standing.at is None or standing.coming.level not in _GOES_ON:
        return words.count(language, "escalation.lead.line", standing.late_days, owner=owner, **values)
    moment = dates.inline_moment(standing.at, told.group.zone, standing.at, language)
    key = _GOES_ON[standing.coming.level]
    return words.count(language, key, standing.late_days, owner=owner, moment=moment, **values)


_GOES_ON = {Level.SECTION: "escalation.lead.passing_section", Level.COMMITTEE: "escalation.lead.passing"}


def _of_section(standing: service.Standing, told: service.Told, language: str) -> Markup:
    """By group and number: above a group stands no person."""
    task = standing.task
    values = {"task": _above(told.group, task), "title": task_lines.starred(task, language)}
    if standing.coming is None or standing.at is None:
        return words.count(language, "escalation.section.line", standing.late_days, **values)
    moment = dates.inline_moment(standing.at, told.group.zone, standing.at, language)
    return words.count(language, "escalation.section.passing", standing.late_days, moment=moment, **values)


def in_group(group: groups.Group, text: Markup) -> Markup:
    """A page about one task, below the name of its group."""
    return Markup("\n").join([html.bold(scene.shorten(group.name)), text])
