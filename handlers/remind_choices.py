"""A `/remind` whose time can be read in two ways: asked with a button for each, kept by the press; it reads no time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import own_reminders, when
from coordination.services import own_reminders as service
from coordination.services import questions
from handlers import dates, edits, presses, scene, words
from handlers.request import Request

KIND = "reminder_time"
"""The kind of the question when a reminder is to come."""

MOST = 3


def ask(
    request: Request, work: ports.Work, wish: own_reminders.Wish, moments: Sequence[when.Moment]
) -> messages.Answer:
    """Nothing is kept before whoever asked for the reminder has chosen."""
    labels = list(dict.fromkeys(named(request, one) for one in moments))[:MOST]
    offered = [next(one for one in moments if named(request, one) == label) for label in labels]
    values = {
        "moments": [_as_json(one) for one in offered],
        "about": wish.text,
        "task": wish.task,
        "topic": request.place.topic_id,
        "quoted": request.args.strip(),
    }
    said = replace(scene.said(request, work, request.text), source=None)
    question = questions.ask(work, said, questions.Asked(KIND, said.actor_id, values))
    quote, who = scene.shorten(request.args), edits.writer(request)
    text = words.say(request.language, "reminder.which", quote=quote, who=who)
    labels.append(words.plain(request.language, "button.question.neither" if len(labels) == 2 else _NONE))
    buttons = [messages.Button(label, presses.data("pick", question.id, place)) for place, label in enumerate(labels)]
    return edits.posed(request, text, question, (tuple(buttons[:-1]), (buttons[-1],)))


_NONE = "button.question.none"


def named(request: Request, moment: when.Moment) -> str:
    """A reading to choose from: its day, with the hour where one was read."""
    zone = scene.group_of(request).zone
    if moment.at is not None:
        return dates.inline_moment(moment.at, zone, request.now, request.language)
    return dates.day(moment.on, scene.today(request), request.language)


async def picked(request: Request, work: ports.Work, question: ports.Question, place: int) -> Sequence[messages.Answer]:
    """The time was chosen: the reminder is kept, and what it will say takes the question's place."""
    from handlers import remind  # it asks by way of this module

    said = scene.said(request, work)
    values = (await questions.take(work, said, question.id, KIND)).values
    if place > len(values["moments"]):
        raise Refused("refused.old_question")
    questions.close(work, question, str(place))
    if place == len(values["moments"]):
        quote = scene.shorten(values["quoted"])
        return edits.outcome(request, words.say(request.language, "reading.not_recorded", quote=quote))
    wish = own_reminders.Wish(text=values["about"], task=values["task"])
    kept = await service.keep(work, said, _of_json(values["moments"][place]), wish, topic_id=values["topic"])
    return edits.outcome(request, *remind.shown(request, kept))


def _as_json(moment: when.Moment) -> dict[str, Any]:
    return {"on": moment.on.isoformat(), "at": None if moment.at is None else moment.at.isoformat()}


def _of_json(value: dict[str, Any]) -> when.Moment:
    at = value["at"]
    return when.Moment(date.fromisoformat(value["on"]), None if at is None else datetime.fromisoformat(at))
