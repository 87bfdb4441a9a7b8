"""What an edition has of the one before: today beside the same day, tasks carried on, lessons; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import editions, groups
from coordination.services import last_edition
from handlers import scene, words
from handlers.request import Request


async def same_day(work: ports.Work, committee: groups.Group) -> list[Markup]:
    """One line: so much done today, and so much on the same day of the last edition; nothing without one."""
    seen = await last_edition.same_day(work, committee)
    return [] if seen is None else [compared(seen, committee.language)]


def compared(seen: editions.SameDay, language: str) -> Markup:
    """`T-30: 14 of 60 done (23 %), last edition 18 of 55 (33 %)`."""
    values: dict[str, str | int] = {
        "n_done": seen.now.done,
        "n_all": seen.now.total,
        "percent": seen.now.percent,
        "n_then": seen.then.done,
        "n_then_all": seen.then.total,
        "percent_then": seen.then.percent,
        "edition": scene.shorten(seen.edition, 40),
    }
    sign = f"T-{seen.days}" if seen.days >= 0 else f"T+{-seen.days}"
    return words.say(language, "edition.same_day", sign=sign, **values)


async def carried(request: Request, work: ports.Work, task_id: int) -> list[Markup]:
    """On a card: from which edition the task comes, and how often it was carried; nothing for any other."""
    found = await work.editions.carried(task_id)
    if found is None:
        return []
    values = {"origin": found.origin, "edition": scene.shorten(found.edition, 40)}
    if found.times == 1:
        return [words.say(request.language, "edition.carried_once", **values)]
    return [words.count(request.language, "edition.carried_again", found.times, **values)]


async def lesson(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/lesson Book halls a year ahead`; alone it lists what was learnt."""
    return await lesson_of(request, work, scene.group_of(request), request.args.strip())


async def lesson_of(request: Request, work: ports.Work, group: groups.Group, words_: str) -> Sequence[messages.Answer]:
    if words_:
        cause = replace(scene.said(request, work, request.text), group=group)
        await last_edition.learn(work, cause, words_)
        return [scene.answer(request, words.say(request.language, "lesson.kept"))]
    found = await last_edition.lessons(work, group)
    if not found:
        return [scene.answer(request, words.say(request.language, "lesson.none"))]
    lines = [words.count(request.language, "lesson.all", len(found))]
    lines += [_lesson(request.language, code, one) for code, one in found[-9:]]
    return [scene.answer(request, Markup("\n").join(lines))]


def _lesson(language: str, code: str, one: editions.Lesson) -> Markup:
    if not code:
        return words.say(language, "lesson.own", words=one.words)
    return words.say(language, "lesson.line", code=code, words=one.words)
