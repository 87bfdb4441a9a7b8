"""What a morning message says of tasks on their way up, and of what the ceiling held back; it decides nothing."""

from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import digests, people, tasks
from handlers import dates, html, task_lines, words


def of_task(task: tasks.Task, view: digests.DigestView, language: str) -> str | None:
    """That there is no word, and when it goes to the lead or went there; `None` where nothing goes up."""
    standing = view.passing.standings.get(task.id)
    if standing is None:
        return None
    if standing.is_passed_today:
        return words.plain(language, "digest.passed_today")
    if standing.passed_on is not None:
        day = dates.inline_day(standing.passed_on, view.today, language)
        return words.plain(language, "digest.passed", day=day)
    if not standing.is_announced or standing.at is None:
        return None
    local = standing.at.astimezone(ZoneInfo(view.group.zone))
    moment = words.plain(
        language,
        "date.inline_moment",
        day=dates.inline_day(local.date(), view.today, language),
        hour=dates.hour(local.time(), language),
    )
    return words.plain(language, "digest.passing", moment=moment)


def lines(view: digests.DigestView, language: str) -> list[Markup]:
    """Tasks that are announced and had no room in the list; tasks that a lead is to decide on."""
    return [*_besides(view, language), *_to_decide(view, language)]


def held(view: digests.DigestView, language: str) -> Markup | None:
    """The summary that was one post too many, and how to read it."""
    if not view.held:
        return None
    week = view.held[0]
    is_this = week.first <= view.today <= week.last
    command = words.plain(language, "digest.held.this_week" if is_this else "digest.held.last_week")
    span = dates.span(week.first, week.last, view.today, language)
    ceiling = view.group.settings.unasked_posts_a_day
    return words.count(language, "digest.held", ceiling, span=span, command=command)


def _besides(view: digests.DigestView, language: str) -> list[Markup]:
    found = [one for one in view.passing.besides if one.at is not None]
    if not found or found[0].at is None:
        return []
    zone = ZoneInfo(view.group.zone)
    items = [_on_day(one.task, one.at.astimezone(zone).date(), view, language) for one in found if one.at is not None]
    hour = dates.hour(found[0].at.astimezone(zone).time(), language)
    return [words.say(language, "digest.passing_besides", hour=hour, tasks=words.join(language, "row", items))]


def _on_day(task: tasks.Task, on: date, view: digests.DigestView, language: str) -> Markup:
    day = dates.near_day(on, view.today, language)
    return words.say(language, "digest.on_day", task=task_lines.reference(task), day=day)


def _to_decide(view: digests.DigestView, language: str) -> list[Markup]:
    passing = view.passing
    if not passing.decide:
        return []
    numbers = words.join(language, "row", [task_lines.reference(task) for task in passing.decide])
    leads = words.join(language, "listed", [_lead(one, passing.pinged) for one in passing.deciders])
    return [words.say(language, "digest.decide", tasks=numbers, leads=leads)]


def _lead(person: people.Person, pinged: frozenset[int]) -> Markup:
    """A link that notifies where the view says so, otherwise the plain name."""
    if person.id not in pinged:
        return task_lines.name(person.name)
    return html.person(person.name, person.telegram_id, "?")
