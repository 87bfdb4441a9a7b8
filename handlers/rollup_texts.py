"""A roll-up as text: an executive and a tactical reading of the same records; it decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import lights, tasks
from coordination.services import rollups as service
from handlers import commitment_pages, dates, plan_standing, programme_compared, scene, task_lines, words

EXECUTIVE, TACTICAL = range(2)
"""Which reading a button opens; the numbers stand in buttons of any age, so only append."""

LINES = 12
MOST_LINES = 5
MOST_SHORT = 3
MOST_REMARKS = 2
LEAST = 2
"""Lines of sections or groups that go before comparisons where there is not room for all."""

LONGEST_ASK = 100
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Occasion:
    """`now`; when one that came by itself was due and was sent, if late. `whole`: of a document, which cuts nothing."""

    now: datetime
    delayed: tuple[datetime, datetime] | None = None
    whole: bool = False

    def most(self, usual: int) -> int:
        """So many of a list are shown."""
        return 10_000 if self.whole else usual


def render(seen: service.RollUp, reading: int, occasion: Occasion) -> Markup:
    """The reading's own lines between the lights and what is asked, promised, and up to when the records were read."""
    language, zone = seen.above.language, seen.above.zone
    moment = dates.moment(seen.until, zone, occasion.now, language)
    head, tail = _head(seen, reading, occasion), [*_asks(seen, occasion), *_promises(seen)]
    until = words.say(language, "summary.until", moment=moment)
    room = occasion.most(LINES) - len(head) - len(tail) - 1
    body = _executive(seen, occasion, room) if reading == EXECUTIVE else _tactical(seen, occasion, room)
    return Markup("\n").join([*head, *body, *tail, until])


def title(seen: service.RollUp, now: datetime) -> str:
    """Whose it is and which days, without the lights."""
    language = seen.above.language
    return words.plain(language, "rollup.name", name=scene.shorten(seen.above.name), span=span(seen, now))


def span(seen: service.RollUp, now: datetime) -> str:
    """The days of the period that have begun."""
    today = _today(seen, now)
    last = min(seen.period.last, max(today, seen.period.first))
    return dates.span(seen.period.first, last, today, seen.above.language)


def _today(seen: service.RollUp, now: datetime) -> date:
    return now.astimezone(ZoneInfo(seen.above.zone)).date()


def _head(seen: service.RollUp, reading: int, occasion: Occasion) -> list[Markup]:
    """What it is with the lights, and the words that leads put above the facts."""
    language = seen.above.language
    counted = {
        "n_green": seen.count(lights.Light.GREEN),
        "n_yellow": seen.count(lights.Light.YELLOW),
        "n_red": seen.count(lights.Light.RED),
    }
    key = "rollup.title" if reading == EXECUTIVE else "rollup.title_tactical"
    name, days = scene.shorten(seen.above.name), span(seen, occasion.now)
    head = [words.say(language, key, name=name, span=days, **counted)]
    if occasion.delayed is not None:
        due, sent = (dates.moment(at, seen.above.zone, occasion.now, language) for at in occasion.delayed)
        head.append(words.say(language, "summary.delayed", due=due, sent=sent))
    if seen.remarks:
        own = [scene.shorten(line, LONGEST_LINE) for line in seen.remarks[-occasion.most(MOST_REMARKS) :]]
        head.append(words.say(language, "rollup.remark", words=words.join(language, "clauses", own)))
    if seen.said:
        said = [_coded(language, code, scene.shorten(line, LONGEST_LINE)) for code, line in seen.said]
        head.append(words.say(language, "rollup.said", words=_some(language, said, occasion.most(MOST_SHORT))))
    return head


def _executive(seen: service.RollUp, occasion: Occasion, room: int) -> list[Markup]:
    """Status, overview, next steps."""
    language, tally, before = seen.above.language, seen.tally, seen.before
    status = words.say(
        language, "rollup.status", light=task_lines.LIGHTS[seen.light], n_late=seen.late, n_blocked=seen.blocked
    )
    overview = words.say(
        language,
        "rollup.overview",
        n_done=tally.done,
        n_before=before.done,
        n_new=tally.new,
        n_moved=tally.moved,
        n_slipped=tally.slipped,
    )
    rest = [words.count(language, "rollup.resting", seen.resting)] if seen.resting else []
    if seen.same_day is not None:
        rest.append(programme_compared.compared(seen.same_day, language))
    if seen.actual is not None and seen.actual.planned:
        rest += plan_standing.actual(seen.actual, language)
    units = _sections(seen) if seen.parts else [_unit(line, language) for line in _troubled(seen)]
    rest = rest[: max(room - 3 - min(len(units), LEAST), 0)]
    return [
        status,
        *_cut(units, (room - 3 - len(rest), occasion), language),
        *rest,
        overview,
        _next(seen, occasion, ("rollup.next", "rollup.next_none")),
    ]


def _sections(seen: service.RollUp) -> list[Markup]:
    """A line a section; groups that stand in none follow where they are not green."""
    language = seen.above.language
    placed = {line.seated.group.id for part in seen.parts for line in part.lines}
    loose = [line for line in _troubled(seen) if line.seated.group.id not in placed]
    found = []
    for part in seen.parts:
        codes = [line.code for line in part.lines if line.view.light is not lights.Light.GREEN]
        values: dict[str, str | int] = {
            "light": task_lines.LIGHTS[part.light],
            "name": scene.shorten(part.section.name, 40),
            "codes": words.join(language, "listed", codes),
        }
        key = "rollup.section" if codes else "rollup.section_green"
        found.append(words.count(language, key, len(part.lines), **values))
    return [*found, *(_unit(line, language) for line in loose)]


def _troubled(seen: service.RollUp) -> list[service.Line]:
    return [line for line in seen.worst_first if line.view.light is not lights.Light.GREEN]


def _unit(line: service.Line, language: str) -> Markup:
    return words.say(
        language,
        "rollup.unit",
        light=task_lines.LIGHTS[line.view.light],
        code=line.code,
        n_late=line.view.late.total,
        n_blocked=len(line.view.blocked),
    )


def _tactical(seen: service.RollUp, occasion: Occasion, room: int) -> list[Markup]:
    """Conditions, actions; needs stand in both readings."""
    language = seen.above.language
    conditions = [_condition(line, language) for line in _troubled(seen)]
    shown = _cut(conditions, (room - 3, occasion), language) or [words.say(language, "rollup.conditions_none")]
    done = [_counted(language, line.code, len(line.view.done)) for line in seen.lines if line.view.done]
    acted = words.say(
        language, "rollup.acted" if done else "rollup.acted_none", done=_some(language, done, occasion.most(LINES))
    )
    return [
        words.say(language, "rollup.conditions"),
        *shown,
        acted,
        _next(seen, occasion, ("rollup.actions", "rollup.actions_none")),
    ]


def _condition(line: service.Line, language: str) -> Markup:
    """What stands in the way of one group, its worst first."""
    view = line.view
    stuck = [_stuck(one.task, language) for one in view.blocked]
    late = [one for one in view.late.tasks if one.id not in {each.task.id for each in view.blocked}]
    told = [*stuck, *(task_lines.title(one) for one in late)]
    return words.say(
        language,
        "rollup.line",
        light=task_lines.LIGHTS[view.light],
        code=line.code,
        n_late=view.late.total,
        n_blocked=len(view.blocked),
        tasks=words.join(language, "clauses", told[:2]),
    )


def _stuck(task: tasks.Task, language: str) -> Markup:
    title, reason = task_lines.starred(task, language), task_lines.reason(task)
    key = "summary.blocked_task_reason" if reason else "summary.blocked_task"
    return words.say(language, key, title=title, reason=reason)


def _next(seen: service.RollUp, occasion: Occasion, keys: tuple[str, str]) -> Markup:
    """By the first key what is due next, by the second that nothing is."""
    language, today = seen.above.language, _today(seen, occasion.now)
    items = [_step(line, task, today, language) for line, task in seen.next]
    return words.say(language, keys[0] if items else keys[1], tasks=_some(language, items, occasion.most(MOST_SHORT)))


def _step(line: service.Line, task: tasks.Task, today: date, language: str) -> Markup:
    assert task.due is not None
    named = words.say(
        language,
        "summary.task_next",
        title=task_lines.starred(task, language),
        day=dates.short_day(task.due.on, today, language),
    )
    return _coded(language, line.code, named)


def _asks(seen: service.RollUp, occasion: Occasion) -> list[Markup]:
    """What is owed to the groups; it stands in every roll-up."""
    language = seen.above.language
    is_top = seen.above.parent_id is None
    if not seen.asks:
        return [words.say(language, "rollup.asks_none" if is_top else "rollup.asks_section_none")]
    items = [_ask(line, ask, seen, language) for line in seen.lines for ask in line.owed]
    shown = _some(language, items, occasion.most(MOST_SHORT))
    return [words.say(language, "rollup.asks" if is_top else "rollup.asks_section", asks=shown)]


def _ask(line: service.Line, ask: str, seen: service.RollUp, language: str) -> Markup:
    """The words as typed, and who of the committee sees to it by when, where somebody took it on."""
    said = _coded(language, line.code, scene.shorten(ask, LONGEST_ASK))
    task = line.taken.get(ask)
    if task is None:
        return said
    owner = "" if task.owner is None else task.owner.name.lstrip("@＠")
    if task.due is None:
        return words.say(language, "rollup.taken", ask=said, name=task_lines.name(owner))
    day = dates.short_day(task.due.on, _today(seen, seen.until), language)
    return words.say(language, "rollup.taken_by", ask=said, name=task_lines.name(owner), day=day)


def _promises(seen: service.RollUp) -> list[Markup]:
    return [] if seen.promises is None else [commitment_pages.counts(seen.promises, seen.above.language)]


def _coded(language: str, code: str, said: str) -> Markup:
    return words.say(language, "rollup.ask", code=code, words=said)


def _counted(language: str, code: str, number: int) -> Markup:
    return words.say(language, "rollup.done_of", code=code, n_done=number)


def _some(language: str, items: Sequence[Markup], most: int) -> Markup:
    shown = list(items[:most])
    if len(items) > most:
        shown.append(words.count(language, "summary.more", len(items) - most))
    return words.join(language, "clauses", shown)


def _cut(lines: list[Markup], room: tuple[int, Occasion], language: str) -> list[Markup]:
    """As many lines as there is room for; how many groups or sections are left out is said in the last."""
    most = max(min(room[0], room[1].most(MOST_LINES)), 0)
    if len(lines) <= most or not most:
        return lines[:most]
    return [*lines[: most - 1], words.count(language, "rollup.more", len(lines) - most + 1)]
