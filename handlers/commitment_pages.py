"""Commitments of institutions as cards and lists; it decides nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages
from coordination.rules import commitments as rules
from coordination.rules import groups
from coordination.services import commitments as service
from handlers import dates, presses, scene, words

A_PAGE = 4
LONGEST_TITLE = 80
LONGEST_NOTE = 200
A_ROW = 3


def slot(one: rules.Commitment) -> str:
    return f"commitment:{one.id}"


def card(
    one: rules.Commitment, committee: groups.Group, now: datetime, assessor: str | None
) -> tuple[Markup, messages.Rows]:
    """Everything kept of it; `assessor` is the name of whoever judged it last."""
    language, today = committee.language, _today(committee, now)
    lines = [
        words.say(language, "commitment.head", number=one.number, institution=one.institution),
        words.say(language, "commitment.words", words=one.words),
    ]
    if one.supporters:
        lines.append(words.say(language, "commitment.supporters", names=words.join(language, "listed", one.supporters)))
    lines += _contact(one, language)
    if one.due_on is not None:
        key = "commitment.due_late" if one.is_late(today) else "commitment.due"
        lines.append(words.say(language, key, day=dates.day(one.due_on, today, language)))
    lines.append(_standing(one, committee, now, assessor))
    if one.note:
        lines.append(words.say(language, "commitment.note", words=scene.shorten(one.note, LONGEST_NOTE)))
    if one.files:
        lines.append(words.count(language, "commitment.files", len(one.files)))
    return Markup("\n").join(lines), _buttons(one, committee)


def _contact(one: rules.Commitment, language: str) -> list[Markup]:
    if one.contact is None:
        return []
    lines = [words.say(language, "commitment.contact", name=one.contact)]
    if one.deputy is not None:
        lines = [words.say(language, "commitment.contacts", name=one.contact, other=one.deputy)]
    former = one.former("contact")
    if former:
        former_line = words.say(language, "commitment.former", name=former)
        lines = [words.join(language, "row", [*lines, former_line])]
    return lines


def _standing(one: rules.Commitment, committee: groups.Group, now: datetime, assessor: str | None) -> Markup:
    language = committee.language
    if one.dropped_at is not None:
        return words.say(language, "commitment.dropped")
    if one.assessed_at is None:
        return words.say(language, "commitment.unassessed")
    moment = dates.moment(one.assessed_at, committee.zone, now, language)
    step = step_name(one.step, language)
    return words.say(language, "commitment.assessed", step=step, name=assessor or "?", moment=moment)


def step_name(step: rules.Step, language: str) -> str:
    return words.plain(language, f"commitment.step.{step.value}")


def _buttons(one: rules.Commitment, committee: groups.Group) -> messages.Rows:
    if one.dropped_at is not None:
        return ((_button(one, committee, "cmagain"),),)
    buttons = [_button(one, committee, "cmassess"), _button(one, committee, "cmword")]
    if one.files:
        buttons.append(_button(one, committee, "cmfiles"))
    return (tuple(buttons),)


def _button(one: rules.Commitment, committee: groups.Group, verb: str) -> messages.Button:
    label = words.plain(committee.language, f"commitment.button.{verb}")
    return messages.Button(label, presses.data(verb, committee.id, one.id))


def steps(one: rules.Commitment, committee: groups.Group) -> tuple[Markup, messages.Rows]:
    """The five steps as buttons."""
    language = committee.language
    buttons = [
        messages.Button(step_name(step, language), presses.data("cmstep", committee.id, one.id, place))
        for place, step in enumerate(rules.STEPS)
    ]
    text = words.say(
        language, "commitment.which_step", number=one.number, words=scene.shorten(one.words, LONGEST_TITLE)
    )
    back = _button(one, committee, "cmcard")
    return text, (tuple(buttons[:A_ROW]), (*buttons[A_ROW:], back))


def listed(
    found: Sequence[rules.Commitment], committee: groups.Group, now: datetime, *, at: int = 0, asked: str = ""
) -> tuple[Markup, messages.Rows]:
    """Institution by institution, page by page; of what was `asked` for the first page alone."""
    language, today = committee.language, _today(committee, now)
    lines = [counts(service.Overview(tuple(found), today), language)]
    shown, head = found[at : at + A_PAGE], ""
    for one in shown:
        if one.institution != head:
            head = one.institution
            lines.append(words.say(language, "commitment.institution", institution=scene.shorten(head)))
        lines.append(_line(one, today, language))
    left = len(found) - at - len(shown)
    if left > 0 and asked:
        lines.append(words.count(language, "plan.more", left))
    opens = tuple(messages.Button(str(one.number), presses.data("cmcard", committee.id, one.id)) for one in shown)
    rows = [opens[place : place + A_ROW] for place in range(0, len(opens), A_ROW)]
    turns = [] if asked else _turns(committee, at, left)
    return Markup("\n").join(lines), (*rows, *([tuple(turns)] if turns else []))


def _turns(committee: groups.Group, at: int, left: int) -> list[messages.Button]:
    language = committee.language
    turns = []
    if at:
        turns.append(
            messages.Button(
                words.plain(language, "rollup.button.back"), presses.data("cmlist", committee.id, max(0, at - A_PAGE))
            )
        )
    if left > 0:
        turns.append(
            messages.Button(
                words.plain(language, "rollup.button.on"), presses.data("cmlist", committee.id, at + A_PAGE)
            )
        )
    return turns


def _line(one: rules.Commitment, today: date, language: str) -> Markup:
    values: dict[str, str | int] = {
        "number": one.number,
        "words": scene.shorten(one.words, LONGEST_TITLE),
        "step": step_name(one.step, language),
    }
    if one.due_on is None:
        return words.say(language, "commitment.line", **values)
    key = "commitment.line_late" if one.is_late(today) else "commitment.line_due"
    return words.say(language, key, day=dates.inline_day(one.due_on, today, language), **values)


def counts(seen: service.Overview, language: str) -> Markup:
    """One line over all: how many stand at each step, and which institutions are late."""
    parts = [
        words.say(language, "commitment.count", step=step_name(step, language), n_all=seen.counts[step])
        for step in reversed(rules.STEPS)
        if seen.counts[step]
    ]
    line = words.say(language, "commitment.counts", n_all=len(seen.held), counts=words.join(language, "clauses", parts))
    if not seen.late:
        return line
    names = list(dict.fromkeys(scene.shorten(one.institution, 40) for one in seen.late))
    shown: list[str] = names[:3]
    if len(names) > len(shown):
        shown.append(words.count(language, "plan.more", len(names) - len(shown)))
    late = words.say(language, "commitment.late", n_late=len(seen.late), names=words.join(language, "listed", shown))
    return Markup("").join([line, late])


def paper_lines(seen: service.Overview, language: str) -> tuple[tuple[str, str], ...]:
    """Every commitment under its institution, for a document."""
    return tuple((one.institution, _paper_line(one, seen.today, language)) for one in seen.held)


def _paper_line(one: rules.Commitment, today: date, language: str) -> str:
    """Words, step, day, and the institutions beside."""
    parts = [words.plain(language, "commitment.paper.line", words=one.words, step=step_name(one.step, language))]
    if one.due_on is not None:
        key = "commitment.due_late" if one.is_late(today) else "commitment.due"
        parts.append(words.plain(language, key, day=dates.day(one.due_on, today, language)))
    if one.supporters:
        names = words.join(language, "listed", one.supporters).unescape()
        parts.append(words.plain(language, "commitment.supporters", names=names))
    return words.join(language, "clauses", parts).unescape()


def _today(committee: groups.Group, now: datetime) -> date:
    return now.astimezone(ZoneInfo(committee.zone)).date()
