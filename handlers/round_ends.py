"""The end of a round: the closing message, what each group is told of it, and who was not heard again; no rule."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, lights, rounds
from coordination.rules.rounds import TurnState
from coordination.services import programmes as programme_service
from coordination.services import round_results as results_service
from coordination.services import round_schedules as schedules_service
from coordination.services import rounds as service
from coordination.services import sections as sections_service
from handlers import dates, presses, round_boards, round_calls, round_lines, round_planned, scene, task_lines, words
from handlers.request import Request

MOST_LINES = 12
PARTS_SENT = "parts"
Outgoing = messages.Outgoing


async def closed(work: ports.Work, seen: service.Board) -> list[Outgoing]:
    """The closing message; whoever was not heard twice in a row is named to its section as well."""
    text, rows = await ended(work, seen)
    slot = round_boards.ended_slot(seen.floor.round)
    place = programme_service.place_of(seen.committee)
    return [
        messages.Post(place, text, rows=rows, purpose=messages.Purpose.TURN, slot=slot),
        *await _passed_up(work, seen),
    ]


async def edit(work: ports.Work, seen: service.Board) -> messages.Edit:
    """The closing message as it stands after something came in, or was set right."""
    text, rows = await ended(work, seen)
    place = programme_service.place_of(seen.committee)
    return messages.Edit(place, round_boards.ended_slot(seen.floor.round), text, rows, purpose=messages.Purpose.TURN)


async def ended(work: ports.Work, seen: service.Board) -> tuple[Markup, messages.Rows]:
    """Who was heard and who was not, the lights, what was decided and given out, what is asked and who answers it."""
    results = await results_service.of(work, seen)
    head = [_title(seen, work.now), _counts(seen), *_lights(seen, results)]
    brought = [
        *round_lines.decisions(seen, results),
        *round_lines.given(seen, results, work.now),
        *round_lines.asks(seen, results, work.now),
    ]
    rest = [*_unheard(seen, work.now), *_late_reports(seen), *await _next(work, seen)]
    lines = [*head, *brought, *rest]
    if len(lines) > MOST_LINES:
        states = _unheard(seen, work.now)
        beside = words.join(seen.committee.language, "beside", states)
        lines = [*head, *brought, beside, *rest[len(states) :]]
    return Markup("\n").join(lines[:MOST_LINES]), _buttons(seen)


def _title(seen: service.Board, now: datetime) -> Markup:
    one, language = seen.floor.round, seen.committee.language
    moment = dates.moment(one.closed_at or now, seen.committee.zone, now, language)
    return words.say(language, "round.ended", title=scene.shorten(one.title), moment=moment)


def _counts(seen: service.Board) -> Markup:
    language, floor = seen.committee.language, seen.floor
    heard = words.say(language, "round.ended_counts", n_done=floor.count(TurnState.REPORTED), n_all=len(floor.turns))
    kinds = (TurnState.TO_FOLLOW, TurnState.EXCUSED, TurnState.ABSENT, TurnState.TIMED_OUT)
    rest = [
        words.say(language, f"round.counted.{state.value}", number=number)
        for state in kinds
        if (number := floor.count(state))
    ]
    return words.join(language, "counted", [heard, *rest])


def _lights(seen: service.Board, results: results_service.Results) -> list[Markup]:
    """`🟢 15 🟡 7 🔴 3: VEN, SEC, TRA`, as they were at the end."""
    by_light: dict[lights.Light, list[rounds.Turn]] = {light: [] for light in lights.Light}
    for turn in rounds.order(seen.floor.turns):
        if (figures := results.figures.get(turn.id)) is not None:
            by_light[figures.light].append(turn)
    if not any(by_light.values()):
        return []
    shown = [f"{task_lines.LIGHTS[light]} {len(found)}" for light, found in by_light.items() if found]
    language, red = seen.committee.language, by_light[lights.Light.RED]
    line = words.join(language, "row", [" ".join(shown)])
    if not red:
        return [line]
    return [words.say(language, "round.lights_red", lights=line, codes=round_planned.codes(seen, red))]


def _unheard(seen: service.Board, now: datetime) -> list[Markup]:
    language, found = seen.committee.language, []
    for key, states in round_boards.GROUPS[2:]:
        turns = [turn for turn in rounds.order(seen.floor.turns) if turn.state in states]
        if not turns:
            continue
        codes = round_planned.codes(seen, turns)
        due = results_service.follow_by(seen)
        if TurnState.TO_FOLLOW in states and due is not None:
            moment = dates.moment(due, seen.committee.zone, now, language)
            found.append(words.say(language, "round.to_follow_by", codes=codes, moment=moment))
        else:
            found.append(words.say(language, key, codes=codes))
    return found


def _late_reports(seen: service.Board) -> list[Markup]:
    """Reports of groups not heard, in before or after the end, those corrected since, and who is missing again."""
    language, turns = seen.committee.language, rounds.order(seen.floor.turns)
    held = [turn for turn in turns if turn.state in service.UNHEARD and seen.is_in(turn)]
    came = [turn for turn in held if _came_after(seen, turn)]
    before = [turn for turn in held if turn not in came]
    corrected = [turn for turn in turns if turn.id in seen.reports and seen.reports[turn.id].corrected_at is not None]
    again = missing_again(seen)
    lines = []
    if before:
        lines.append(words.say(language, "round.in_unheard", codes=round_planned.codes(seen, before)))
    if came:
        shown = words.join(language, "listed", [late_code(seen, turn) for turn in came[: round_planned.MOST_CODES]])
        lines.append(words.say(language, "round.followed", codes=shown))
    if corrected:
        lines.append(words.say(language, "round.corrected", codes=round_planned.codes(seen, corrected)))
    if again:
        lines.append(words.say(language, "round.unheard_again", codes=round_planned.codes(seen, again)))
    return lines


def _came_after(seen: service.Board, turn: rounds.Turn) -> bool:
    """Whether the first version of its report came when the round was over."""
    came, closed = seen.reports[turn.id].came_at, seen.floor.round.closed_at
    return came is not None and closed is not None and came > closed


def missing_again(seen: service.Board) -> list[rounds.Turn]:
    """Who was not heard now, nor in the round before."""
    return [turn for turn in rounds.order(seen.floor.turns) if seen.missed.get(turn.id) and not seen.is_in(turn)]


def late_code(seen: service.Board, turn: rounds.Turn) -> str:
    """The group's code, with the working days that its report was late."""
    report = seen.reports.get(turn.id)
    late = 0 if report is None else seen.days_late(report)
    if not late:
        return seen.code(turn)
    return words.plain_count(seen.committee.language, "round.late_code", late, code=seen.code(turn))


async def _next(work: ports.Work, seen: service.Board) -> list[Markup]:
    """When the next round comes, where one is on the schedule."""
    found = await schedules_service.of_committee(work, seen.committee)
    runs = [await schedules_service.next_of(work, seen.committee, one) for one in found]
    coming = [at for at in runs if at is not None]
    if not coming:
        return []
    moment = dates.moment(min(coming), seen.committee.zone, work.now, seen.committee.language)
    return [words.say(seen.committee.language, "round.next_round", moment=moment)]


def _buttons(seen: service.Board) -> messages.Rows:
    return (
        tuple(round_boards.button(seen, verb, *more) for verb, *more in (("rdpaper", 0), ("rdmd", 1), ("rdreports",))),
        tuple(round_boards.button(seen, verb) for verb in ("rdparts", "rdsources", "rdfix")),
    )


def _post(group: groups.Group, text: Markup) -> messages.Post:
    place = programme_service.place_of(group)
    return messages.Post(place, text, purpose=messages.Purpose.TURN, silent=True)


async def _passed_up(work: ports.Work, seen: service.Board) -> list[Outgoing]:
    """Who was not heard twice in a row, to the section it stands in: in its chat, else to its leads in private."""
    said: list[Outgoing] = []
    for turn in missing_again(seen):
        section = await sections_service.of_group(work, seen.seats[turn.id].group)
        if section is None or section.life is not groups.Life.RUNNING:
            continue
        title = scene.shorten(seen.floor.round.title)
        values = {"title": title, "code": seen.code(turn)}
        text = words.count(section.language, "round.again_section", seen.missed[turn.id], **values)
        if await round_calls.reachable(work, section):
            said.append(_post(section, text))
            continue
        for person in await sections_service.leads(work, section):
            chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
            if chat is not None and chat.state is groups.ChatState.ACTIVE:
                said.append(messages.Post(messages.Place(chat.id), text, purpose=messages.Purpose.TURN, silent=True))
    return said


async def send_parts(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Each group is told its part of the round, once: by a person's tap alone."""
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.state is not rounds.RoundState.CLOSED:
        raise Refused("round.not_begun")
    if not await service.once(work, seen.floor.round, PARTS_SENT):
        raise Refused("round.parts_sent")
    results = await results_service.of(work, seen)
    said: list[Outgoing] = []
    for turn in rounds.order(seen.floor.turns):
        group = seen.seats[turn.id].group
        if await round_calls.reachable(work, group):
            said.append(_post(group, _part(seen, results, turn, work.now)))
    done = words.plain_count(seen.committee.language, "round.parts_toast", len(said))
    return [*said, messages.Toast(done)]


def _part(seen: service.Board, results: results_service.Results, turn: rounds.Turn, now: datetime) -> Markup:
    """What the round was for one group: its state, what was decided with it, its new tasks, and who answers it."""
    group = seen.seats[turn.id].group
    language = group.language
    state = words.plain(language, f"round.state.{turn.state.value}")
    lines = [words.say(language, "round.part_of", title=scene.shorten(seen.floor.round.title), state=state)]
    lines += [
        words.say(language, "round.part_decided", words=scene.shorten(one.text, 200))
        for one in results.decisions
        if one.turn_id == turn.id
    ][:3]
    mine = [one for one in results.given if one.turn.id == turn.id][:5]
    lines += [words.say(language, "round.part_given", task=_task(one, group, now)) for one in mine]
    lines += [_answer(one, group, now) for one in results.asks if one.turn.id == turn.id]
    return Markup("\n").join(lines)


def _task(given: results_service.Given, group: groups.Group, now: datetime) -> str:
    task = given.task
    if task is None:
        return scene.shorten(given.words)
    title = f"{task_lines.reference(task)} {scene.shorten(task.title)}"
    return round_lines.dated(title, task, group, now, group.language)


def _answer(ask: results_service.Ask, group: groups.Group, now: datetime) -> Markup:
    language, asked = group.language, scene.shorten(ask.words)
    if not ask.is_open:
        return words.say(language, "round.part_answered", words=asked)
    if ask.task is None:
        return words.say(language, "round.part_open", words=asked)
    owner = words.plain(language, "task.nobody") if ask.task.owner is None else ask.task.owner.name
    who = round_lines.dated(scene.shorten(owner, 32), ask.task, group, now, language)
    return words.say(language, "round.part_taken", words=asked, who=who)


PRESSED = {"rdparts": send_parts}
