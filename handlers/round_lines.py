"""Lines of what a round brought forth, as the closing message and the document have them; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import groups, tasks
from coordination.services import round_results as results_service
from coordination.services import rounds as service
from handlers import dates, scene, words

MOST = 4
"""So many of each stand in a message; the document has them all."""

LONGEST = 60


def day(task: tasks.Task, group: groups.Group, now: datetime, language: str) -> str:
    """The task's date inside a line; nothing where it has none."""
    if task.due is None:
        return ""
    return dates.inline_day(task.due.on, now.astimezone(ZoneInfo(group.zone)).date(), language)


def dated(what: str, task: tasks.Task, group: groups.Group, now: datetime, language: str) -> str:
    """Something of a task with its date behind it, where it has one."""
    if task.due is None:
        return what
    return words.plain(language, "round.dated", what=what, day=day(task, group, now, language))


def _joined(language: str, found: Sequence[str | Markup]) -> Markup:
    shown = [*found[:MOST]]
    if len(found) > MOST:
        shown.append(words.count(language, "plan.more", len(found) - MOST))
    return words.join(language, "clauses", shown)


def decisions(seen: service.Board, results: results_service.Results) -> list[Markup]:
    """`Decided 2: shuttle buses from 1 Jan; badge centre in hall 3`."""
    language, found = seen.committee.language, results.decisions
    if not found:
        return []
    shown = _joined(language, [scene.shorten(one.text, LONGEST) for one in found])
    return [words.say(language, "round.ended_decided", number=len(found), words=shown)]


def given(seen: service.Board, results: results_service.Results, now: datetime) -> list[Markup]:
    """`Given out 2: EXH-14 Two tables, Tue 1 Dec; GUE-7 …`."""
    language, found = seen.committee.language, results.given
    if not found:
        return []
    shown = _joined(language, [task(seen, one, now, language) for one in found])
    return [words.say(language, "round.ended_given", number=len(found), tasks=shown)]


def task(seen: service.Board, one: results_service.Given, now: datetime, language: str, longest: int = LONGEST) -> str:
    """`EXH-14 Two tables, Tue 1 Dec`."""
    code = seen.code(one.turn)
    if one.task is None:
        return f"{code} {scene.shorten(one.words, longest)}"
    title = f"{code}-{one.task.number} {scene.shorten(one.task.title, longest)}"
    return dated(title, one.task, seen.seats[one.turn.id].group, now, language)


def asks(seen: service.Board, results: results_service.Results, now: datetime) -> list[Markup]:
    """`Help asked 6: answered 4; open 2` and, of the open ones, who answers by when."""
    language, found = seen.committee.language, results.asks
    if not found:
        return []
    still = [one for one in found if one.is_open]
    if not still:
        return [words.say(language, "round.ended_asks_done", number=len(found))]
    shown = _joined(language, [ask(seen, one, now, language) for one in still])
    values = {"number": len(found), "n_done": len(found) - len(still), "n_open": len(still)}
    return [words.say(language, "round.ended_asks", tasks=shown, **values)]


def ask(seen: service.Board, one: results_service.Ask, now: datetime, language: str, longest: int = LONGEST) -> str:
    """`EXH fire permit, Zhao Gang, Mon 7 Dec`; without an owner it says so."""
    asked = scene.shorten(one.words, longest)
    answers = who(seen, one, now, language)
    return words.plain(language, "round.ask_line", code=seen.code(one.turn), words=asked, who=answers)


def who(seen: service.Board, one: results_service.Ask, now: datetime, language: str) -> str:
    """Who of the committee answers it, by when."""
    if one.task is None or one.task.owner is None:
        return words.plain(language, "round.nobody_answers")
    return dated(scene.shorten(one.task.owner.name, 32), one.task, seen.committee, now, language)
