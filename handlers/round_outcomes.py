"""What the committee settles on the spot: a decision, a task for the group, who answers what it asks; no rule."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reading_new, tasks
from coordination.rules.round_reports import Part
from coordination.services import round_results as service
from coordination.services import rounds as rounds_service
from handlers import dues, presses, prompts, requests, round_calls, round_lines, scene, task_lines, words
from handlers import tasks as task_handlers
from handlers.request import Request

DECIDE, GIVE, TAKE = "decide", "give", "take"
"""What is typed in reply to a button."""


async def decided(request: Request, work: ports.Work, typed: str) -> Sequence[messages.Answer]:
    """`/round decided …`, a reply `decision: …` to a card, or to the button's question."""
    kept = await service.decide(work, scene.said(request, work, request.text), typed)
    return await _kept(request, work, kept.turn_id)


async def _kept(request: Request, work: ports.Work, turn_id: int | None) -> Sequence[messages.Answer]:
    """One line; the group that it is about is named."""
    group = scene.group_of(request)
    floor = await rounds_service.current(work, group)
    if floor is None or turn_id is None:
        return [scene.answer(request, words.say(request.language, "round.decision_kept"))]
    seen = await rounds_service.board(work, group, floor)
    code = seen.code(floor.turn(turn_id))
    return [scene.answer(request, words.say(request.language, "round.decision_kept_of", code=code))]


async def decided_on(request: Request, work: ports.Work, typed: str, turn_id: int) -> Sequence[messages.Answer]:
    """A reply to the card of a group: the decision is about that group."""
    group = scene.group_of(request)
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    kept = await service.decide(work, scene.said(request, work, request.text), typed, turn_id=turn_id)
    return await _kept(request, work, kept.turn_id)


async def ask_decision(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The button *Decision…*: it is typed."""
    return await _prompt(request, work, press, DECIDE)


async def ask_task(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The button *Give a task…*: it is typed as behind `/task`."""
    return await _prompt(request, work, press, GIVE)


async def ask_taker(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The button *Who answers…*: a name and a day."""
    return await _prompt(request, work, press, TAKE)


async def _prompt(request: Request, work: ports.Work, press: presses.Press, what: str) -> Sequence[messages.Answer]:
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.state not in service.GOES_ON:
        raise Refused("round.none_held")
    language, speaking = request.language, seen.floor.speaking
    turn = seen.floor.turn(press.number(2)) if press.number(2) else speaking
    code = "" if turn is None else seen.code(turn)
    name = what if turn is not None else "decide_all"
    report = None if turn is None else seen.reports.get(turn.id)
    asked = "" if report is None else scene.shorten(report.part(Part.HELP), round_lines.LONGEST)
    text = words.say(language, f"round.prompt.{name}", code=code, words=asked)
    values = {"round": seen.floor.round.id, "turn": None if turn is None else turn.id}
    return [prompts.ask(request, work, f"round.{what}", text, values=values, group=seen.committee)]


async def decision_typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    await _seen(request, work, question)
    turn_id = question.values["turn"]
    kept = await service.decide(work, scene.said(request, work, request.text), request.text, turn_id=turn_id)
    return await _kept(request, work, kept.turn_id)


async def task_typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The line becomes a task of the group, as `/task EXH …` would."""
    seen = await _seen(request, work, question)
    turn = seen.floor.turn(int(question.values["turn"]))
    code = seen.code(turn)
    line = request.text.split("\n")[0].strip()
    given = await requests.addressed(replace(request, args=f"{code} {line}"), work)
    if given is None:
        raise Refused("refused.no_title")
    return given


async def taker_typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """`Zhao Gang by Mon 7 Dec`: a task of the committee's own, that says what was asked by whom."""
    seen = await _seen(request, work, question)
    turn = seen.floor.turn(int(question.values["turn"]))
    report = seen.reports.get(turn.id)
    asked = "" if report is None else report.part(Part.HELP)
    title = words.plain(
        seen.committee.language, "round.ask_title", code=seen.code(turn), words=scene.shorten(asked, 150)
    )
    draft = await _draft(request, work, title)
    made = await service.take_on(work, scene.said(request, work, request.text), seen, turn, draft)
    language = request.language
    owner = words.plain(language, "task.nobody") if made.owner is None else made.owner.name
    who = round_lines.dated(scene.shorten(owner, 32), made, seen.committee, work.now, language)
    values = {"task": task_lines.reference(made), "title": task_lines.title(made), "who": who}
    return [scene.answer(request, words.say(language, "round.taken_on", **values))]


async def _draft(request: Request, work: ports.Work, title: str) -> tasks.Draft:
    """Owner and day from the words; the rest of them is no title. Raises `Refused` where no owner is named."""
    read = reading_new.new_task(f"x, {request.text.strip()}", scene.frame(request), await scene.roster(request, work))
    days: tuple[tasks.Due, ...] = ()
    if read.due is not None:
        days = dues.options(request, read.due, read.due_text or request.text)
    if len(days) > 1:
        raise Refused("request.which_day", words=scene.shorten(read.due_text or request.text))
    owners = [await task_handlers.owner(request, work, one) for one in (*read.owners, *read.supporters)]
    if not owners:
        raise Refused("round.who_answers", words=scene.shorten(request.text))
    return tasks.Draft(title, tuple(owners), days[0] if days else None)


async def _seen(request: Request, work: ports.Work, question: ports.Question) -> rounds_service.Board:
    """The round that was asked about, for whoever may act for the committee. Raises `Refused` once it is over."""
    committee = await work.groups.get(question.group_id)
    await rounds_service.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    floor = await rounds_service.of_committee(work, committee, int(question.values["round"]))
    if floor.round.state not in service.GOES_ON:
        raise Refused("round.none_held")
    return await rounds_service.board(work, committee, floor)


PRESSED = {"rddecide": ask_decision, "rdgive": ask_task, "rdtake": ask_taker}
PROMPTS = {"round.decide": decision_typed, "round.give": task_typed, "round.take": taker_typed}
