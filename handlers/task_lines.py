"""A task as part of a line: reference, title, owner, reason, each cut so that a list stays one; decides nothing."""

from collections.abc import Iterable

from markupsafe import Markup

from coordination.rules import boards, lights, people, tasks
from handlers import html, scene, words

LIGHTS = {lights.Light.GREEN: "🟢", lights.Light.YELLOW: "🟡", lights.Light.RED: "🔴"}
LONGEST_TITLE = 48
LONGEST_NAME = 32
LONGEST_REASON = 48


def reference(task: tasks.Task) -> str:
    """`#12`."""
    return f"#{task.number}"


def title(task: tasks.Task) -> str:
    """The title as it was written; cut at a word where it is long."""
    return scene.shorten(task.title, LONGEST_TITLE)


def starred(task: tasks.Task, language: str) -> Markup:
    """The title, with the star of key work."""
    return words.say(language, "task.line.key", title=title(task)) if task.key else html.escape(title(task))


def name(shown: str) -> Markup:
    """A name that notifies nobody; one that can't be seen is a question mark."""
    return html.person(scene.shorten(shown, LONGEST_NAME), None, "?")


def owner(owned_by: tasks.Owner) -> Markup:
    """The owner's name, also of a user name not seen yet, without what would notify anybody."""
    return name(owned_by.name.lstrip("@＠"))


def mention(owned_by: tasks.Owner, person: people.Person) -> Markup:
    """The owner's name as a link that notifies the person."""
    return html.person(scene.shorten(person.name, LONGEST_NAME), person.telegram_id, owned_by.name)


def reason(task: tasks.Task) -> str:
    """Why a task is blocked, or the last word about it; empty where there is none."""
    said = task.reason if task.state is tasks.State.BLOCKED and task.reason else task.last_update_text
    return scene.shorten(said or "", LONGEST_REASON)


def with_reason(task: tasks.Task, why: str, language: str) -> Markup:
    """`#12 hall contract: fire permit`."""
    values = {"task": reference(task), "title": title(task)}
    if why:
        return words.say(language, "task.line.reason", reason=why, **values)
    return words.say(language, "task.line.title", **values)


def row(language: str, kind: str, items: Iterable[str], shown: boards.Shown) -> Markup:
    """The items of a list side by side (`kind` as in `words.join`), and how many there are besides."""
    return words.join(language, kind, [*items, *more(language, shown)])


def more(language: str, shown: boards.Shown) -> list[Markup]:
    """`and 7 more`, if there are."""
    return [words.count(language, "board.more", shown.more)] if shown.more else []
