"""The private message with what comes due for a person, and the way to stop it; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.services import private_reminders as service
from handlers import dates, lists, presses, scene, task_lines, words

SHOWN = 8
FALLBACK = "en"


def posts(work: ports.Work, found: Sequence[service.Reminded]) -> list[messages.Outgoing]:
    """One message a person, in their own language."""
    return [_post(work, one) for one in found]


def _post(work: ports.Work, reminded: service.Reminded) -> messages.Post:
    group = reminded.entries[0].group
    language = reminded.person.language or group.language or FALLBACK
    shown = reminded.entries[:SHOWN]
    lines = [words.count(language, "due_soon.head", len(reminded.entries))]
    lines += [_line(one, reminded, language) for one in shown]
    if len(reminded.entries) > SHOWN:
        lines.append(words.count(language, "board.more", len(reminded.entries) - SHOWN))
    lines += [Markup(), words.say(language, "due_soon.how")]
    button = messages.Button(words.plain(language, "button.due_soon.mine"), _mine())
    return messages.Post(
        messages.Place(reminded.chat.id),
        Markup("\n").join(lines),
        purpose=messages.Purpose.REMINDER,
        rows=((button,),),
        slot=f"reminder:{reminded.today.isoformat()}",
    )


def _mine() -> str:
    return presses.data("list", 0, lists.MINE)


def _line(entry: service.Entry, reminded: service.Reminded, language: str) -> Markup:
    task, due = entry.task, entry.task.due
    assert due is not None
    values = {
        "task": _reference(entry),
        "title": task_lines.starred(task, language),
        "day": dates.near_day(due.on, reminded.today, language),
    }
    if entry.acts_for is not None:
        return words.say(language, "due_soon.for", name=task_lines.name(entry.acts_for.name), **values)
    return words.say(language, "due_soon.line", **values)


def _reference(entry: service.Entry) -> str:
    if entry.group.kind is groups.GroupKind.PERSONAL:
        return f"#{entry.task.number}"
    return f"{entry.group.code or scene.shorten(entry.group.name, 20)}-{entry.task.number}"
