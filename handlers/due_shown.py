"""What is said of dates: both of them where one changed, and requests put to the leads by name; it changes nothing."""

from markupsafe import Markup

from coordination import ports
from coordination.rules import people, tasks
from coordination.services import dues as service
from handlers import card_lines, dates, due_said, edits, html, scene, words
from handlers.request import Request

MOST_LEADS = 3


def echo(request: Request, before: tasks.Task, after: tasks.Task) -> Markup:
    """The line that is always said of a date: both of them where it changed."""
    said = _echo(request, before, after)
    if after.due is None or not _is_past(request, after.due):
        return said
    return Markup("\n").join([said, words.say(request.language, "due.passed", number=after.number)])


def _is_past(request: Request, due: tasks.Due) -> bool:
    """Whether the day is over where the group is: it may be meant, and is never taken in silence."""
    return due.on < scene.today(request)


def _echo(request: Request, before: tasks.Task, after: tasks.Task) -> Markup:
    language, values = request.language, {"task": f"#{after.number}", "title": after.title}
    old, new = before.due, after.due
    if old == new:
        if new is None:
            return words.say(language, "due.none_already", **values)
        return words.say(language, "due.same", due=text(request, new), **values)
    if new is None:
        assert old is not None
        return words.say(language, "due.removed", was=text(request, old), **values)
    if old is None:
        return words.say(language, "due.set", due=text(request, new), **values)
    return words.say(language, "due.changed", change=both(request, old, new), **values)


def both(request: Request, old: tasks.Due, new: tasks.Due) -> Markup:
    """`Fri 4 Dec → Tue 8 Dec`; with the hours where the days alone are the same."""
    hours = old.on == new.on
    return words.say(
        request.language,
        "due.both",
        old=text(request, old, hour=hours),
        new=text(request, new, hour=hours or new.at is not None),
    )


def text(request: Request, due: tasks.Due, *, hour: bool | None = None) -> str:
    """A date as it stands in a line; with its hour where one was named (or `hour` says so)."""
    group = scene.group_of(request)
    if hour or (hour is None and due.at is not None):
        return card_lines.due_text(due, group, request.now, request.language)
    return dates.day(due.on, scene.today(request), request.language)


async def request_text(request: Request, work: ports.Work, done: service.DueChanged, reason: str) -> Markup:
    assert done.wanted is not None
    old, new = done.before.due, done.wanted
    later = old is not None and new.on > old.on
    leads = words.join(request.language, "listed", await _leads(request, work))
    key = "due.asked.more_time" if later else "due.asked.another"
    head = words.say(request.language, key, leads=leads, who=edits.writer(request))
    return Markup("\n").join([head, *what(request, done.before, new, reason)])


def what(request: Request, task: tasks.Task, new: tasks.Due, reason: str) -> list[Markup]:
    """The task, and the date wanted beside the one in force."""
    language = request.language
    title = words.say(language, "task.line.title", task=f"#{task.number}", title=task.title)
    if task.due is None:
        wanted = words.say(language, "due.new", new=text(request, new))
    else:
        wanted = both(request, task.due, new)
    if reason:
        wanted = words.say(language, "due.with_reason", wanted=wanted, reason=scene.shorten(reason, 200))
    return [title, wanted]


async def _leads(request: Request, work: ports.Work) -> list[Markup]:
    """The leads, in a way that reaches them."""
    members = await work.people.members(scene.group_of(request).id)
    leads = [person for person, membership in members if membership.part in people.LEADING]
    return [_called(person) for person in leads[:MOST_LEADS]]


def _called(person: people.Person) -> Markup:
    return html.person(person.name, None if person.never_mention else person.telegram_id, "?")


async def for_a_lead(request: Request, work: ports.Work, task: tasks.Task, wish: due_said.Wish) -> Markup:
    """Here a lead moves dates (voice.md 8)."""
    assert task.due is not None
    new, reason = wish.days[0], wish.reason
    leads = words.join(request.language, "listed", await _names_of_leads(request, work))
    values = {"lead": leads, "task": f"#{task.number}", "title": task.title}
    values |= {"old": text(request, task.due), "new": text(request, new)}
    if reason:
        return words.say(request.language, "refused.due.ask_reason", reason=scene.shorten(reason, 200), **values)
    return words.say(request.language, "refused.due.ask", **values)


async def _names_of_leads(request: Request, work: ports.Work) -> list[Markup]:
    members = await work.people.members(scene.group_of(request).id)
    return [html.person(one.name, None, "?") for one, part in members if part.part in people.LEADING][:MOST_LEADS]
