"""How a plan stands: the first plan against the records, its milestones, its phases, as text; it decides nothing."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, phases, plan_points, tasks
from coordination.services import plan_actuals, plan_phases, plan_reach
from handlers import dates, scene, words
from handlers.request import Request

_MOST = 3
_A_PAGE = 10
_LONGEST = 40


async def lines(work: ports.Work, group: groups.Group, today: date) -> list[Markup]:
    """What the panel says of it: at most four lines, none without a plan."""
    language, there = group.language, await plan_reach.tasks_of(work, group)
    told = actual(await plan_actuals.view(work, group), language)
    told += _next_milestones(await plan_actuals.milestones(work, group, there), today, language)
    return told + _phases_row(await plan_phases.view(work, group, there), language)


def actual(found: plan_points.Actual | None, language: str) -> list[Markup]:
    """One line: planned to be done by today and done of it; another one with what slipped most."""
    if found is None or not found.total:
        return []
    numbers = {"n_due": found.planned, "n_done": found.done_of_planned, "n_all": found.total}
    told = [words.say(language, "plan.actual" if found.planned else "plan.actual_nothing", **numbers)]
    if found.slipped:
        named = [_slipped(one, language) for one in found.slipped[:_MOST]]
        if len(found.slipped) > _MOST:
            named.append(words.count(language, "plan.more_slipped", len(found.slipped) - _MOST))
        told.append(words.say(language, "plan.slipped", tasks=words.join(language, "listed", named)))
    return told


def _slipped(one: plan_points.Slipped, language: str) -> Markup:
    return words.count(language, "plan.slipped_by", one.days, task=called(one.code, one.task))


def called(code: str, task: tasks.Task) -> str:
    """`EXH-12`; `#12` of the group's own."""
    return f"{code}-{task.number}" if code else f"#{task.number}"


def _next_milestones(found: Sequence[tuple[str, tasks.Task]], today: date, language: str) -> list[Markup]:
    """The last one reached and the next three."""
    ended = [one for one in found if one[1].state is tasks.State.DONE]
    ahead = [one for one in found if one[1].state is not tasks.State.DONE]
    if not found:
        return []
    named = [_milestone(code, task, today, language) for code, task in [*ended[-1:], *ahead[:_MOST]]]
    return [words.say(language, "plan.milestones", milestones=words.join(language, "beside", named))]


def _milestone(code: str, task: tasks.Task, today: date, language: str) -> Markup:
    values = {"task": called(code, task), "title": scene.shorten(task.title, _LONGEST)}
    if task.state is tasks.State.DONE:
        return words.say(language, "plan.milestone_reached", **values)
    if task.due is None:
        return words.say(language, "plan.milestone_undated", **values)
    return words.say(language, "plan.milestone", day=dates.inline_day(task.due.on, today, language), **values)


def _phases_row(found: Sequence[phases.Standing], language: str) -> list[Markup]:
    if not found:
        return []
    at = next((place for place, one in enumerate(found) if one.phase.gate is phases.Gate.OPEN), len(found) - 1)
    named = [_phase(place + 1, found[place], language) for place in range(max(at - 1, 0), min(at + 2, len(found)))]
    return [words.say(language, "plan.phases", phases=words.join(language, "beside", named))]


def _phase(number: int, one: phases.Standing, language: str) -> Markup:
    shown = one.phase.frozen or one.figures
    values: dict[str, str | int] = {
        "number": number,
        "name": scene.shorten(one.phase.name, _LONGEST),
        "n_done": shown.done,
        "n_all": shown.total,
        "gate": words.plain(language, f"gate.is.{one.phase.gate}"),
    }
    return words.say(language, "plan.phase", **values)


async def show_slipped(request: Request, work: ports.Work, group: groups.Group) -> Sequence[messages.Answer]:
    """`/plan slipped`: every task behind the first plan, the worst first."""
    found = await plan_actuals.view(work, group)
    if found is None:
        raise Refused("plan.no_first")
    today, language = scene.today(request), group.language
    day = dates.inline_day(found.on, today, language)
    head = words.say(language, "plan.first", file=scene.shorten(found.name, _LONGEST), day=day)
    told = [head, *actual(found, language)[:1]]
    told += [_slipped_line(one, today, language) for one in found.slipped[:_A_PAGE]]
    if len(found.slipped) > _A_PAGE:
        told.append(words.count(language, "plan.more_slipped", len(found.slipped) - _A_PAGE))
    if not found.slipped:
        told.append(words.say(language, "plan.nothing_slipped"))
    return [scene.answer(request, Markup("\n").join(told))]


def _slipped_line(one: plan_points.Slipped, today: date, language: str) -> Markup:
    values = {"task": called(one.code, one.task), "title": scene.shorten(one.task.title, _LONGEST)}
    planned = dates.inline_day(one.planned, today, language)
    return words.count(language, "plan.slipped_line", one.days, was=planned, **values)


async def show_milestones(request: Request, work: ports.Work, group: groups.Group) -> Sequence[messages.Answer]:
    """`/plan milestones`: all of them in their order, and how to add or move one."""
    found = await plan_actuals.milestones(work, group)
    today, language = scene.today(request), group.language
    told = [words.say(language, "plan.milestones_head" if found else "plan.no_milestones")]
    told += [_milestone(code, task, today, language) for code, task in found[:_A_PAGE]]
    if len(found) > _A_PAGE:
        told.append(words.count(language, "plan.more", len(found) - _A_PAGE))
    if found:
        code, task = next((one for one in found if one[1].state is not tasks.State.DONE), found[-1])
        told.append(words.say(language, "plan.milestones_how", task=called(code, task).lstrip("#")))
    return [scene.answer(request, Markup("\n").join(told))]
