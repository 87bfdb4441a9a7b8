"""The card before a turn: what was promised and became of it, what stands, what is asked; it decides nothing."""

from markupsafe import Markup

from coordination import messages
from coordination.rules import rounds, summaries, tasks
from coordination.services import round_cards as cards_service
from coordination.services import rounds as service
from handlers import round_boards, scene, task_lines, words

MOST_LINES = 2
MOST_NOTICES = 5


def card(seen: service.Board, turn: rounds.Turn, known: cards_service.Briefing) -> Markup:
    """What the chair has to know before a turn: what was promised and became of it, what stands, what is asked."""
    language, view = seen.committee.language, known.view
    place = [one.id for one in rounds.order(seen.floor.turns)].index(turn.id) + 1
    head = words.say(
        language,
        f"round.head.{_report_state(seen, turn)}",
        number=place,
        n_all=len(seen.floor.turns),
        name=scene.shorten(seen.seats[turn.id].group.name),
        code=seen.code(turn),
        light=task_lines.LIGHTS[view.light],
    )
    lines = [head]
    if known.missed:
        lines.append(words.count(language, "round.card.missed", known.missed))
    lines += _promised(known, language)
    lines += _stands(view, language)
    for ask in view.help[-MOST_LINES:]:
        lines.append(words.say(language, "round.card.asked", words=scene.shorten(ask)))
    if known.asked:
        lines.append(words.say(language, "round.card.unanswered", words=scene.shorten(known.asked)))
    if known.notices:
        numbers = words.join(language, "listed", [str(one.number) for one in known.notices[:MOST_NOTICES]])
        lines.append(words.say(language, "round.card.notices", numbers=numbers))
    return Markup("\n").join(lines)


def _promised(known: cards_service.Briefing, language: str) -> list[Markup]:
    """What the last report promised and what became of it; without one, what was due since."""
    view, last = known.view, known.promises
    if last is not None:
        counts = {"number": last.total, "n_done": last.kept, "n_moved": last.moved, "n_late": last.open}
        return [words.say(language, "round.card.last_time", **counts)]
    counts = {"n_done": len(view.done), "n_moved": len(view.slipped), "n_late": view.late.total}
    total = sum(counts.values())
    return [words.say(language, "round.card.promised", number=total, **counts)] if total else []


def _stands(view: summaries.SummaryView, language: str) -> list[Markup]:
    slipped = [task_lines.title(slip.task) for slip in view.slipped[:MOST_LINES]]
    late = [_of(task) for task in view.late.tasks[:MOST_LINES]]
    blocked = [task_lines.with_reason(one.task, task_lines.reason(one.task), language) for one in view.blocked]
    found = []
    if slipped:
        found.append(words.say(language, "round.card.moved", tasks=words.join(language, "clauses", slipped)))
    if late:
        found.append(words.say(language, "round.card.late", tasks=words.join(language, "clauses", late)))
    if blocked:
        shown = words.join(language, "clauses", blocked[:MOST_LINES])
        found.append(words.say(language, "round.card.blocked", tasks=shown))
    return found


def _of(task: tasks.Task) -> str:
    return f"{task_lines.reference(task)} {task_lines.title(task)}"


def _report_state(seen: service.Board, turn: rounds.Turn) -> str:
    report = seen.reports.get(turn.id)
    if report is None or not seen.is_in(turn):
        return "none"
    return "approved" if report.approved_by is not None else "in"


def card_buttons(seen: service.Board, turn: rounds.Turn, *, confirms: bool = False) -> messages.Rows:
    """One tap for a chair who changes nothing; `confirms`: nothing was handed in, and it is asked once."""
    accept = round_boards.button(seen, "rdheard" if confirms else "rdaccept", turn.id)
    rest = tuple(round_boards.button(seen, verb, turn.id) for verb in ("rdlater", "rdabsent", "rdread"))
    back = () if not seen.is_in(turn) else (round_boards.button(seen, "rdreturn", turn.id),)
    return ((accept, *back), rest)
