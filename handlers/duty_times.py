"""What time sets off for reports between rounds: drafts, reminders, a due date that passes; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, people
from coordination.services import duties as duty_service
from coordination.services import filing_runs as runs
from coordination.services import filings as service
from coordination.services import peace, reminder_joins
from coordination.services import rounds as rounds_service
from coordination.services.filing_runs import Asked
from handlers import dates, draft_places, duty_boards, filings, presses, private_reminders, scene, words

MOST_LINES = 8
Outgoing = messages.Outgoing


async def looked(work: ports.Work, committee_id: int) -> Sequence[Outgoing]:
    """Drafts and reminders whose time has come, each once."""
    found = await runs.look(work, await work.groups.get(committee_id))
    said: list[Outgoing] = []
    for asked in found.opened:
        said += await filings.drafted(work, asked)
    for asked in found.moved:
        said += await _copies(work, asked)
    said += await _reminders(work, found.reminded)
    shown = {(one.kept.duty.id, one.filing.run): one for one in (*found.opened, *found.moved)}
    for one in shown.values():
        said += await duty_boards.edits(work, one)
    return said


async def _copies(work: ports.Work, asked: Asked) -> list[Outgoing]:
    filed = await work.filings.report(asked.filing.id)
    return [] if filed is None else await filings.copies(work, asked, filed.report)


async def _reminders(work: ports.Work, reminded: Sequence[Asked]) -> list[Outgoing]:
    """One message a person, of everything that they are to hand in; a button each opens the draft. Whoever is reminded
    of tasks at the same moment finds it in that message.
    """
    by_person: dict[int, tuple[people.Person, groups.Chat, list[Asked]]] = {}
    for asked in reminded:
        for person, _, chat in await runs.reminded(work, asked.group):
            by_person.setdefault(person.id, (person, chat, []))[2].append(asked)
    said: list[Outgoing] = []
    for person, chat, found in by_person.values():
        joined = await reminder_joins.join(work, person, [_owed(one) for one in found])
        said.append(_reminder(work, chat.id, found) if joined is None else private_reminders.edit(joined, work.now))
    return said


def _owed(asked: Asked) -> reminder_joins.Owed:
    what, due_at = asked.kept.duty.reading.value, asked.filing.due_at
    return reminder_joins.Owed(asked.filing.id, asked.group.id, asked.code, what, due_at, asked.group.zone)


def _reminder(work: ports.Work, chat_id: int, found: Sequence[Asked]) -> messages.Post:
    language, lines, rows = found[0].group.language, [], []
    for asked in found[:MOST_LINES]:
        reading = duty_boards.reading(language, asked.kept.duty.reading)
        moment = dates.moment(asked.filing.due_at, asked.group.zone, work.now, language)
        lines.append(words.say(language, "duty.remind_line", code=asked.code, reading=reading, moment=moment))
        label = words.plain(language, "duty.open", code=asked.code, reading=reading)
        rows.append((messages.Button(label, presses.data("dyshow", asked.group.id, asked.filing.id)),))
    if len(found) > MOST_LINES:
        lines.append(words.count(language, "plan.more", len(found) - MOST_LINES))
    text = Markup("\n").join([words.count(language, "duty.remind", len(found)), *lines])
    return messages.Post(messages.Place(chat_id), text, purpose=messages.Purpose.REMINDER, rows=tuple(rows))


async def passed(work: ports.Work, fired: duty_service.Fired) -> Sequence[Outgoing]:
    """A due date has passed: the committee sees who has handed in, a group that has not is told once."""
    found = await runs.pass_run(work, fired)
    said: list[Outgoing] = []
    for asked in found.missing:
        said += await filings.drafted(work, asked) if asked.filing.opened_at is None else []
        said += await _missing(work, asked)
    for asked in found.gone:
        said += await _copies(work, asked)
    committee = fired.committee
    _, kept = await duty_service.get(work, fired.kept.duty.id)
    seen = await service.board(work, committee, kept, run=found.run)
    is_open = (await work.chats.get(committee.chat_id)).state is groups.ChatState.ACTIVE
    if not seen.lines or not is_open:
        return said
    return [duty_boards.post(seen, work.now, not_before=runs.held_until(committee, work.now)), *said]


async def _missing(work: ports.Work, asked: Asked) -> list[Outgoing]:
    """Told in the group, or where it has had its posts of the day in private."""
    group = asked.group
    found = await rounds_service.reporters(work, group)
    names = words.join(group.language, "listed", [scene.shorten(person.name, 32) for person, _, _ in found])
    moment = dates.moment(asked.filing.due_at, group.zone, work.now, group.language)
    reading = duty_boards.reading(group.language, asked.kept.duty.reading)
    key = "duty.missed" if found else "duty.missed_nobody"
    text = words.say(group.language, key, reading=reading, moment=moment, names=names)
    held = runs.held_until(group, work.now)
    places = [messages.Place(chat.id) for _, _, chat in found]
    if await filings.is_reachable(work, asked) and await peace.posts_left(work, group) > 0:
        await peace.count_post(work, group)
        places = [messages.Place(group.chat_id, group.topic_id)]
    rows = () if found else (draft_places.link(group.language),)
    return [messages.Post(one, text, purpose=messages.Purpose.REMINDER, rows=rows, not_before=held) for one in places]


async def live(work: ports.Work, committee_id: int, duty_id: int, run: int) -> tuple[Markup, messages.Rows]:
    """The committee's list as it stands. Raises `LookupError` where it is gone."""
    committee = await work.groups.get(committee_id)
    kept = await duty_service.of_id(work, committee, duty_id)
    return duty_boards.board(await service.board(work, committee, kept, run=run), work.now)
