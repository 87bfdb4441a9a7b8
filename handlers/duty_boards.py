"""Reports between rounds as the committee sees them: a message a due date, pickers, who owes one; no rule."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import duties, recurrence_words, recurrences, rrules
from coordination.rules.round_reports import State
from coordination.services.duties import Kept
from coordination.services.filing_runs import Asked
from coordination.services.filings import Board, Line
from coordination.services.programmes import Seated
from handlers import dates, presses, words

LIVE = "duty_board"
"""The recipe of the message; its values are `group` (the committee), `duty` and `run`."""

READ = "duty_report"
"""The recipe of a report as the committee reads it; its values are `group` (the committee) and `filing`."""

MOST_CODES = 30
A_PAGE, A_ROW = 12, 3


def slot(duty_id: int, run: int) -> str:
    return f"duty:{duty_id}:{run}"


def read_slot(filing_id: int) -> str:
    """A report as the committee reads it."""
    return f"filed:{filing_id}"


def board(seen: Board, now: datetime) -> tuple[Markup, messages.Rows]:
    """Who has handed in, what was said of it, who is due, who is late; when the next one is due and for whom."""
    language = seen.committee.language
    lines = [_title(seen, now)]
    if seen.lines:
        lines += [_counts(seen), *_stands(seen, now)]
    if seen.excused:
        lines.append(words.say(language, "duty.excused", codes=_codes(seen, [one.seat.code for one in seen.excused])))
    if seen.nowhere:
        lines.append(words.say(language, "duty.nowhere", codes=_codes(seen, [one.seat.code for one in seen.nowhere])))
    return Markup("\n").join([*lines, *_coming(seen, now)]), _buttons(seen)


def reading(language: str, which: duties.Reading) -> str:
    return words.plain(language, f"duty.reading.{which.value}")


def _title(seen: Board, now: datetime) -> Markup:
    language, name = seen.committee.language, reading(seen.committee.language, seen.kept.duty.reading)
    if seen.due_at is None or not seen.lines:
        return words.say(language, "duty.title", reading=name)
    moment = dates.moment(seen.due_at, seen.committee.zone, now, language)
    return words.say(language, "duty.title_due", reading=name, moment=moment)


def _counts(seen: Board) -> Markup:
    return words.say(
        seen.committee.language,
        "duty.counts",
        number=sum(line.is_in for line in seen.lines),
        n_all=len(seen.lines),
        n_done=sum(line.report.state is State.ACCEPTED for line in seen.lines),
        n_open=sum(line.is_to_read for line in seen.lines),
    )


def _stands(seen: Board, now: datetime) -> list[Markup]:
    """A line for each way in which reports stand, where there are any."""
    found = {
        "duty.accepted": [line for line in seen.lines if line.report.state is State.ACCEPTED],
        "duty.to_read": [line for line in seen.lines if line.is_to_read],
        "duty.returned": [line for line in seen.lines if line.report.state is State.RETURNED],
    }
    rest = [line for line in seen.lines if not line.is_in and line.report.state is not State.RETURNED]
    found["duty.missing"] = [line for line in rest if seen.is_late(line, now)]
    found["duty.to_come"] = [line for line in rest if not seen.is_late(line, now)]
    return [
        words.say(seen.committee.language, key, codes=_codes(seen, [_code(seen, line, now) for line in lines]))
        for key, lines in found.items()
        if lines
    ]


def _codes(seen: Board, codes: Sequence[str]) -> Markup:
    language = seen.committee.language
    shown: list[str | Markup] = [*codes[:MOST_CODES]]
    if len(codes) > MOST_CODES:
        shown.append(words.count(language, "plan.more", len(codes) - MOST_CODES))
    return words.join(language, "listed", shown)


def _code(seen: Board, line: Line, now: datetime) -> str:
    """The group's code, with how late it is, how often it was missing, or why it reports besides."""
    language, notes = seen.committee.language, []
    if seen.is_late(line, now):
        notes += _late(line, seen.days_late(line, now), language)
        if not line.is_in and line.missed:
            notes.append(words.plain_count(language, "duty.in_a_row", line.missed + 1))
    elif not line.is_in and line.because is not None:
        notes.append(words.plain(language, f"duty.because.{line.because.value}"))
    if not notes:
        return line.code
    noted = str(words.join(language, "listed", notes).unescape())
    return words.plain(language, "duty.noted", code=line.code, words=noted)


def _late(line: Line, days: int, language: str) -> list[str]:
    """By how many days it came late, or is late; of one that is missing the line says so already on the day itself."""
    if line.came_at is None:
        return [words.plain_count(language, "duty.overdue", days)] if days else []
    return [words.plain_count(language, "duty.late", days) if days else words.plain(language, "duty.late_today")]


def _coming(seen: Board, now: datetime) -> list[Markup]:
    """The next due date, which no late report moves, and who reports then."""
    language, kept = seen.committee.language, seen.kept
    if seen.coming is None:
        return [words.say(language, "duty.stopped")]
    lines = [words.say(language, "duty.rule_is", rule=rule(kept, seen.committee.zone, language))]
    if seen.run != kept.duty.run or not seen.lines:
        moment = dates.moment(seen.coming, seen.committee.zone, now, language)
        lines.append(words.say(language, f"duty.coming.{kept.duty.shares}", moment=moment))
        if seen.listed and kept.duty.shares > 1:
            codes = [_because(code, why, language) for code, why in seen.listed]
            lines.append(words.say(language, "duty.listed", codes=_codes(seen, codes)))
    return lines


def _because(code: str, why: duties.Because, language: str) -> str:
    return words.plain(language, "duty.noted", code=code, words=words.plain(language, f"duty.because.{why.value}"))


def rule(kept: Kept, zone: str, language: str) -> str:
    """The calendar in words."""
    kept_rule = recurrences.from_values(kept.schedule.rule, zone)
    try:
        plain = recurrences.Rule(
            kept_rule.pattern, kept_rule.at, kept_rule.zone, every=kept_rule.every, starts_on=kept_rule.starts_on
        )
        return recurrence_words.to_words(rrules.to_rrule(plain), language)
    except ValueError:
        return words.plain(language, "check_in.repeats")


def _buttons(seen: Board) -> messages.Rows:
    verbs = [("dylist", 0)] if seen.lines else []
    if seen.kept.is_on:
        verbs += [("dywho", 0), ("dystop", 0)]
    return (tuple(button(seen, verb, page) for verb, page in verbs),) if verbs else ()


def button(seen: Board, verb: str, *numbers: int) -> messages.Button:
    """A button of the committee that names the duty and the run, and what the numbers say besides."""
    label = words.plain(seen.committee.language, f"duty.button.{verb}")
    return messages.Button(label, _data(seen, verb, *numbers))


def _data(seen: Board, verb: str, *numbers: int) -> str:
    return presses.data(verb, seen.committee.id, seen.kept.duty.id, seen.run, *numbers)


_SIGNS = {State.ACCEPTED: " ✓", State.RETURNED: " ↩", State.SENT: " ●", State.APPROVED: " ●"}


def picker(seen: Board, page: int) -> tuple[Markup, messages.Rows]:
    """The groups as buttons: what is in, what was accepted, what came back."""
    first = page * A_PAGE
    buttons = [
        messages.Button(
            f"{line.code}{_SIGNS.get(line.report.state, '')}",
            _data(seen, "dyread", line.filing.id),
        )
        for line in seen.lines[first : first + A_PAGE]
    ]
    turns = _turns(seen, "dylist", page, len(seen.lines))
    return words.say(seen.committee.language, "duty.pick"), (*_in_rows(buttons), turns)


def who(seen: Board, everybody: Sequence[Seated], page: int) -> tuple[Markup, messages.Rows]:
    """Who owes a report: all or by turns, and which groups owe none."""
    language, duty, first = seen.committee.language, seen.kept.duty, page * A_PAGE
    buttons = [
        messages.Button(
            f"{one.seat.code}{' ✕' if one.group.id in duty.excused else ''}",
            _data(seen, "dyexcuse", one.group.id, page),
        )
        for one in everybody[first : first + A_PAGE]
    ]
    shares = tuple(
        messages.Button(
            f"{words.plain(language, f'duty.button.share.{share}')}{' ✓' if share == duty.shares else ''}",
            _data(seen, "dyshare", share, page),
        )
        for share in duties.SHARES
    )
    turns = _turns(seen, "dywho", page, len(everybody))
    return words.say(language, f"duty.who.{duty.shares}"), (shares, *_in_rows(buttons), turns)


def _turns(seen: Board, verb: str, page: int, total: int) -> tuple[messages.Button, ...]:
    found = [button(seen, "dyboard")]
    if page:
        found.append(messages.Button("◀", _data(seen, verb, page - 1)))
    if (page + 1) * A_PAGE < total:
        found.append(messages.Button("▶", _data(seen, verb, page + 1)))
    return tuple(found)


def _in_rows(buttons: Sequence[messages.Button]) -> messages.Rows:
    return tuple(tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW))


def post(seen: Board, now: datetime, *, not_before: datetime | None = None) -> messages.Post:
    """The message that is kept up from now on for this due date."""
    text, rows = board(seen, now)
    return messages.Post(
        messages.Place(seen.committee.chat_id, seen.committee.topic_id),
        text,
        rows=rows,
        purpose=messages.Purpose.TURN,
        silent=True,
        slot=slot(seen.kept.duty.id, seen.run),
        not_before=not_before,
    )


async def edits(work: ports.Work, asked: Asked) -> list[messages.Edit]:
    """The committee's list and the report that it reads, as they stand when they are sent, where they were posted."""
    committee, run = asked.committee, asked.filing.run
    place = messages.Place(committee.chat_id, committee.topic_id)
    board_values = {"group": str(committee.id), "duty": str(asked.kept.duty.id), "run": str(run)}
    read_values = {"group": str(committee.id), "filing": str(asked.filing.id)}
    found = ((slot(asked.kept.duty.id, run), LIVE, board_values), (read_slot(asked.filing.id), READ, read_values))
    return [
        messages.Edit(place, name, purpose=messages.Purpose.TURN, recipe=recipe, values=values)
        for name, recipe, values in found
        if await work.slots.get(committee.chat_id, name) is not None
    ]
