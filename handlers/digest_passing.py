"""What a morning message says of tasks on their way up, and of what the ceiling held back; it decides nothing."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import digests, escalation_views, people, tasks
from coordination.rules.escalation import Level
from handlers import dates, group_replies, html, task_lines, words

MOST_HELD = 4
"""So many posts that were kept back are named."""


def of_task(task: tasks.Task, view: digests.DigestView, language: str) -> str | None:
    """That there is no word, and when it goes to the lead or went there; `None` where nothing goes up."""
    standing = view.passing.standings.get(task.id)
    if standing is None:
        return None
    if standing.is_passed_today:
        return words.plain(language, "digest.passed_today")
    if standing.is_announced and standing.at is not None and standing.coming is not None:
        local = standing.at.astimezone(ZoneInfo(view.group.zone))
        day, hour = dates.inline_day(local.date(), view.today, language), dates.hour(local.time(), language)
        moment = words.plain(language, "date.inline_moment", day=day, hour=hour)
        return words.plain(language, _COMING[standing.coming.level], moment=moment)
    if standing.highest in _PASSED:
        day = dates.inline_day(standing.taken[standing.highest], view.today, language)
        return words.plain(language, _PASSED[standing.highest], day=day)
    return None


_COMING = {
    Level.LEAD: "digest.passing",
    Level.SECTION: "digest.passing_section",
    Level.COMMITTEE: "digest.passing_committee",
}
_PASSED = {
    Level.LEAD: "digest.passed",
    Level.SECTION: "digest.passed_section",
    Level.COMMITTEE: "digest.passed_committee",
}


def lines(view: digests.DigestView, language: str) -> list[Markup]:
    """Tasks that are announced and had no room in the list; tasks that a lead is to decide on, or that came up here."""
    return [*_besides(view, language), *_to_decide(view, language), *_received(view, language)]


def held(view: digests.DigestView, language: str) -> Markup | None:
    """What was one post too many, and how to read or ask it all the same."""
    if not view.held:
        return None
    shown = words.join(language, "clauses", [_held(one, view, language) for one in view.held[:MOST_HELD]])
    return words.count(language, "digest.held", view.group.settings.unasked_posts_a_day, posts=shown)


def _held(one: digests.Held, view: digests.DigestView, language: str) -> Markup:
    week = one.period
    if week is None:
        moment = dates.inline_moment(one.at, view.group.zone, one.at, language)
        return words.say(language, _ASKED[one.kind], moment=moment)
    key, *commands = _TOLD[one.kind]
    command = words.plain(language, commands[0 if week.first <= view.today <= week.last else 1])
    return words.say(language, key, span=dates.span(week.first, week.last, view.today, language), command=command)


_ASKED = {digests.HeldKind.CHECK_IN: "digest.held.check_in", digests.HeldKind.ROUND_UP: "digest.held.round_up"}
_TOLD = {
    digests.HeldKind.SUMMARY: ("digest.held.summary", "digest.summary.this_week", "digest.summary.last_week"),
    digests.HeldKind.ROLLUP: ("digest.held.rollup", "digest.rollup.this_week", "digest.rollup.last_week"),
}


def sprint(view: digests.DigestView, language: str) -> Markup | None:
    """That the opening is near, and what a sprint would do."""
    return None if view.opens_in is None else words.count(language, "digest.sprint", view.opens_in)


def _besides(view: digests.DigestView, language: str) -> list[Markup]:
    items = [item for one in view.passing.besides if (item := _goes_up(one, view, language)) is not None]
    if not items:
        return []
    return [words.say(language, "digest.passing_besides", tasks=words.join(language, "row", items))]


def _goes_up(one: escalation_views.Standing, view: digests.DigestView, language: str) -> Markup | None:
    if one.at is None or one.coming is None:
        return None
    local = one.at.astimezone(ZoneInfo(view.group.zone))
    day, hour = dates.near_day(local.date(), view.today, language), dates.hour(local.time(), language)
    return words.say(language, _ON_DAY[one.coming.level], task=task_lines.reference(one.task), day=day, hour=hour)


_ON_DAY = {
    Level.LEAD: "digest.lead_on_day",
    Level.SECTION: "digest.section_on_day",
    Level.COMMITTEE: "digest.committee_on_day",
}


def _received(view: digests.DigestView, language: str) -> list[Markup]:
    """What came up from the groups, by group and number: above a group stands no person."""
    items = [
        words.count(
            language,
            "digest.received_one",
            one.standing.late_days,
            task=group_replies.reference(one.group, one.standing.task),
            title=task_lines.title(one.standing.task),
        )
        for one in view.passing.received
    ]
    return [words.say(language, "digest.received", tasks=words.join(language, "clauses", items))] if items else []


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
