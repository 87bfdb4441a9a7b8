"""What a card says of tasks: what was promised and became of it, what is late, moved or blocked besides; no rule."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import summaries, tasks
from coordination.services import round_cards as service
from handlers import dates, task_lines, words

MOST = 2
"""So many tasks are named in one line; the others are counted."""


def lines(known: service.Briefing, code: str, language: str) -> list[Markup]:
    """What the last report promised, then what is late and moved besides; without one, what was due since. The tasks
    are named as the committee knows them: `EXH-2`.
    """
    view, last = known.view, known.promises
    if last is None:
        counts = {"n_done": len(view.done), "n_moved": len(view.slipped), "n_late": view.late.total}
        head = [words.say(language, "round.card.promised", number=sum(counts.values()), **counts)]
        named = [*_moved(known, view.slipped, code, language), *_open(known, view.late.tasks, code, language)]
        return [*(head if any(counts.values()) else []), *named, *_blocked(known, code, language)]
    counts = {"number": last.total, "n_done": len(last.kept), "n_moved": len(last.moved), "n_late": len(last.open)}
    promised = {task.id for task in (*last.kept, *last.open)} | {slip.task.id for slip in last.moved}
    slipped = [slip for slip in view.slipped if slip.task.id not in promised]
    late = [task for task in view.late.tasks if task.id not in promised]
    return [
        words.say(language, "round.card.last_time", **counts),
        *_moved(known, last.moved, code, language),
        *_open(known, last.open, code, language),
        *_beside(
            [
                *_moved(known, slipped, code, language, key="round.card.also_moved"),
                *_open(known, late, code, language, key="round.card.also_late"),
            ],
            language,
        ),
        *_blocked(known, code, language),
    ]


def _beside(found: Sequence[Markup], language: str) -> list[Markup]:
    """What was not promised, in one line."""
    return [words.join(language, "beside", found)] if found else []


def _moved(
    known: service.Briefing,
    found: Sequence[summaries.Slip],
    code: str,
    language: str,
    *,
    key: str = "round.card.moved",
) -> list[Markup]:
    today = _today(known)
    return _line(key, [_slip(slip, today, code, language) for slip in found], language)


def _slip(slip: summaries.Slip, today: date, code: str, language: str) -> Markup:
    old, new = (dates.inline_day(due.on, today, language) for due in (slip.old, slip.new))
    moved = words.say(language, "summary.slipped_task", title=_name(slip.task, code, language), old=old, new=new)
    return _with_reason(moved, slip.reason or "", language)


def _open(
    known: service.Briefing, found: Sequence[tasks.Task], code: str, language: str, *, key: str = "round.card.late"
) -> list[Markup]:
    today = _today(known)
    return _line(key, [_stands(task, today, code, language) for task in found], language)


def _stands(task: tasks.Task, today: date, code: str, language: str) -> Markup:
    """`EXH-2 Exhibitor manual, was Mon 23 Nov, now 60%`."""
    said = _name(task, code, language)
    if task.due is not None:
        day = dates.inline_day(task.due.on, today, language)
        key = "round.card.was" if task.due.on < today else "round.card.by"
        said = words.say(language, key, what=said, day=day)
    if task.percent and task.state in (tasks.State.IN_PROGRESS, tasks.State.BLOCKED):
        said = words.say(language, "round.card.now", what=said, percent=task.percent)
    return said


def _blocked(known: service.Briefing, code: str, language: str) -> list[Markup]:
    found = [
        _with_reason(_name(one.task, code, language), task_lines.reason(one.task), language)
        for one in known.view.blocked
    ]
    return _line("round.card.blocked", found, language)


def _line(key: str, found: Sequence[Markup], language: str) -> list[Markup]:
    if not found:
        return []
    shown = list(found[:MOST])
    if len(found) > MOST:
        shown.append(words.count(language, "round.draft.more", len(found) - MOST))
    return [words.say(language, key, tasks=words.join(language, "clauses", shown))]


def _with_reason(what: Markup, reason: str, language: str) -> Markup:
    return words.say(language, "round.card.reason", what=what, reason=reason) if reason else what


def _name(task: tasks.Task, code: str, language: str) -> Markup:
    return Markup("{}-{} {}").format(code, task.number, task_lines.starred(task, language))


def _today(known: service.Briefing) -> date:
    return known.view.until.astimezone(ZoneInfo(known.view.group.zone)).date()
