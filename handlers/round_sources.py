"""The numbers of a round, frozen at its end, and the task and message behind each; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, round_figures, rounds
from coordination.services import round_results as results_service
from coordination.services import rounds as service
from handlers import dates, html, message_links, presses, round_boards, round_calls, scene, task_lines, words
from handlers.request import Request

MOST = 20
"""So many tasks stand behind one number in a message; the document names them all."""


async def sources(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Whose numbers."""
    seen = await _closed(request, work, press)
    picking = round_boards.Picking("rdsource", "rdsources", rounds.order(seen.floor.turns), back=False)
    text = words.say(seen.committee.language, "round.pick_source")
    rows = round_boards.picker(seen, picking, press.number(2))
    if request.pressed_slot == round_boards.ended_slot(seen.floor.round):
        return [messages.Post(request.place, text, rows=rows, silent=True), messages.Toast()]
    return [scene.in_place(request, text, rows)]


async def source(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One group: each number with its tasks, each task with the message that was said of it last."""
    seen = await _closed(request, work, press)
    turn, language = seen.floor.turn(press.number(2)), seen.committee.language
    results = await results_service.of(work, seen)
    figures = results.figures.get(turn.id)
    if figures is None:
        raise Refused("refused.old_button")
    moment = dates.moment(figures.at, seen.committee.zone, work.now, language)
    light = task_lines.LIGHTS[figures.light]
    name = scene.shorten(seen.seats[turn.id].group.name)
    values = {"name": name, "code": seen.code(turn), "light": light, "moment": moment}
    group = seen.seats[turn.id].group
    lines = [
        words.say(language, "round.source", **values),
        *[await _line(work, group, figures, figure, (seen.code(turn), language)) for figure in round_figures.Figure],
    ]
    back = round_boards.turn_button(seen, "round.button.rdboard", "rdsources", press.number(3))
    return [scene.in_place(request, Markup("\n").join(lines), ((back,),))]


async def _line(
    work: ports.Work,
    group: groups.Group,
    figures: round_figures.Figures,
    figure: round_figures.Figure,
    told: tuple[str, str],
) -> Markup:
    code, language = told
    numbers = figures.behind.get(figure, ())
    if figure is round_figures.Figure.ALL:
        return words.say(language, f"round.figure.{figure.value}", number=len(numbers))
    shown = [await _linked(work, group, number, code) for number in numbers[:MOST]]
    if len(numbers) > MOST:
        shown.append(words.count(language, "plan.more", len(numbers) - MOST))
    line = words.say(language, f"round.figure.{figure.value}", number=len(numbers))
    return Markup(" ").join([line, *shown])


async def _linked(work: ports.Work, group: groups.Group, number: int, code: str) -> Markup:
    """`EXH-12`, with the way to the message behind it for those who are in that chat."""
    label = f"{code}-{number}"
    task = await work.tasks.by_number(group.id, number)
    if task is None:
        return html.escape(label)
    said = [one.source for one in await work.updates.of_task(group.id, task.id, limit=5) if one.source is not None]
    found = said[0] if said else task.source
    if found is None:
        return html.escape(label)
    address = message_links.address(await work.chats.get(found.chat_id), found.message_id, group.topic_id)
    return html.escape(label) if address is None else html.link(label, address)


async def _closed(request: Request, work: ports.Work, press: presses.Press) -> service.Board:
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.state is not rounds.RoundState.CLOSED:
        raise Refused("round.not_begun")
    return seen


PRESSED = {"rdsources": sources, "rdsource": source}
