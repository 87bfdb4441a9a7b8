"""A request between two groups as the one asked, the one that asked, and whoever stands above see it; no decision."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, quiet, tasks
from coordination.services import notices as notices_service
from coordination.services import programmes as programme_service
from coordination.services import requests as service
from handlers import dates, html, presses, scene, words

LONGEST_TITLE = 200


def slot(asked: service.Asked) -> str:
    """The request in the chat of the group asked."""
    return f"request:{asked.id}"


def asking_slot(asked: service.Asked) -> str:
    """The same in the chat of the group that asked."""
    return f"asked:{asked.id}"


def offer_slot(asked: service.Asked) -> str:
    """Another day that was proposed, in the chat of the group that asked."""
    return f"offered:{asked.id}"


def above_slot(asked: service.Asked) -> str:
    """The same in the chat of whoever stands above both."""
    return f"passed:{asked.id}"


def code_of(group: groups.Group) -> str:
    return group.code or scene.shorten(group.name, 20)


def title(asked: service.Asked) -> str:
    return scene.shorten(asked.title, LONGEST_TITLE)


def day(due: tasks.Due, group: groups.Group, now: datetime) -> str:
    """A due day as the group reads it; with its hour where it has one."""
    if due.at is not None:
        return dates.inline_moment(due.at, group.zone, now, group.language)
    return dates.inline_day(due.on, now.astimezone(ZoneInfo(group.zone)).date(), group.language)


async def who(work: ports.Work, person_id: int | None) -> Markup:
    """The person who asked, without notifying them."""
    person = None if person_id is None else await work.people.get(person_id)
    return html.person("" if person is None else scene.shorten(person.name, 32), None, "?")


async def to_answer(work: ports.Work, asked: service.Asked) -> messages.Post:
    """In the chat of the group asked: what, by when, by whom, and a day that was proposed; its leads answer."""
    group = asked.target
    text = await _request(work, asked, group)
    if asked.proposed is not None:
        proposed = words.say(
            group.language,
            "request.proposed_here",
            day=day(asked.proposed, group, work.now),
            code=code_of(asked.asker),
        )
        text = Markup("\n").join([text, proposed])
    rows = (_buttons(asked, group, "rqyes", "rqday", "rqno"),)
    return held(_post(group, text, rows, slot(asked)), group, work.now)


async def _request(work: ports.Work, asked: service.Asked, group: groups.Group) -> Markup:
    values: dict[str, str | int] = {
        "group": scene.shorten(asked.asker.name),
        "name": await who(work, asked.by),
        "title": title(asked),
    }
    if asked.due is None:
        return words.say(group.language, "request.asked", **values)
    return words.say(group.language, "request.asked_due", day=day(asked.due, group, work.now), **values)


def waiting(asked: service.Asked, now: datetime) -> messages.Post:
    """In the chat of the group that asked: what was asked of whom; it can be taken back."""
    group = asked.asker
    values: dict[str, str | int] = {"code": code_of(asked.target), "title": scene.shorten(asked.title)}
    text = words.say(group.language, "request.put", **values)
    if asked.due is not None:
        text = words.say(group.language, "request.put_due", day=day(asked.due, group, now), **values)
    return _post(group, text, (_buttons(asked, group, "rqback"),), asking_slot(asked))


def proposal(asked: service.Asked, now: datetime) -> messages.Post:
    """In the chat of the group that asked: another day is offered, which it takes or not."""
    group = asked.asker
    assert asked.proposed is not None
    values: dict[str, str | int] = {
        "code": code_of(asked.target),
        "title": scene.shorten(asked.title),
        "new": day(asked.proposed, group, now),
    }
    text = words.say(group.language, "request.proposed", **values)
    if asked.due is not None:
        text = words.say(group.language, "request.proposed_due", old=day(asked.due, group, now), **values)
    post = _post(group, text, (_buttons(asked, group, "rqagree", "rqkeep", "rqback"),), offer_slot(asked))
    return held(post, group, now)


async def above(work: ports.Work, asked: service.Asked, group: groups.Group) -> messages.Post:
    """In the chat of whoever stands above both: nobody has answered; it is decided there."""
    values: dict[str, str | int] = {
        "code": code_of(asked.target),
        "other": code_of(asked.asker),
        "title": title(asked),
        "day": day(tasks.Due(_since(asked, group)), group, work.now),
    }
    lines = [words.say(group.language, "request.up", **values)]
    wanted = asked.due if asked.proposed is None else asked.proposed
    if wanted is not None:
        key = "request.up_due" if asked.proposed is None else "request.up_proposed"
        lines.append(words.say(group.language, key, new=day(wanted, group, work.now), code=code_of(asked.target)))
    post = _post(group, Markup("\n").join(lines), (_buttons(asked, group, "rqgive", "rqdrop"),), above_slot(asked))
    return held(post, group, work.now)


def held(post: messages.Post, group: groups.Group, now: datetime) -> messages.Post:
    """What comes from elsewhere waits for the end of the group's quiet hours."""
    until = quiet.hold_until(notices_service.peace_of(group), now)
    return replace(post, not_before=until) if until > now else post


def _since(asked: service.Asked, group: groups.Group) -> date:
    return asked.since.astimezone(ZoneInfo(group.zone)).date()


def _post(group: groups.Group, text: Markup, rows: messages.Rows, name: str) -> messages.Post:
    place = programme_service.place_of(group)
    return messages.Post(place, text, purpose=messages.Purpose.QUESTION, rows=rows, slot=name)


def _buttons(asked: service.Asked, group: groups.Group, *verbs: str) -> tuple[messages.Button, ...]:
    return tuple(
        messages.Button(words.plain(group.language, f"request.button.{verb}"), presses.data(verb, group.id, asked.id))
        for verb in verbs
    )
