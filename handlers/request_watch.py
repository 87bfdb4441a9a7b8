"""What a group that asked another for a task hears of it, and what time says of requests without an answer; no rule."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.services import programmes as programme_service
from coordination.services import request_watch as service
from handlers import dates, request_pages, round_calls, scene, words


async def touched(work: ports.Work) -> list[messages.Outgoing]:
    """One silent line for each task that was asked for and is over, on hold, taken up again, or has another day."""
    found = await service.touched(work)
    return [
        _quietly(work, one.asker, _line(work, one)) for one in found if await round_calls.reachable(work, one.asker)
    ]


def _line(work: ports.Work, news: service.News) -> Markup:
    language, task = news.asker.language, news.task
    reference = f"{request_pages.code_of(news.group)}-{task.number}"
    values: dict[str, str | int] = {"task": reference, "title": scene.shorten(task.title)}
    if news.what == "redated":
        old, new = (
            words.plain(language, "request.no_day") if due is None else request_pages.day(due, news.asker, work.now)
            for due in (news.before, task.due)
        )
        return words.say(language, "request.watch.redated", old=old, new=new, **values)
    if news.what in ("dropped", "held") and task.reason:
        reason = scene.shorten(task.reason, 200)
        return words.say(language, f"request.watch.{news.what}_why", reason=reason, **values)
    return words.say(language, f"request.watch.{news.what}", **values)


def _quietly(work: ports.Work, group: groups.Group, text: Markup) -> messages.Post:
    """Without a sound, and not before the group's quiet hours end."""
    post = messages.Post(programme_service.place_of(group), text, silent=True)
    return request_pages.held(post, group, work.now)


async def due(work: ports.Work, question_id: int) -> Sequence[messages.Outgoing]:
    """What is to be said of an open request now: whoever is to answer is reminded, or it goes up."""
    step = await service.step(work, question_id)
    if step is None:
        return []
    if step.above is not None:
        return await _passed(work, step, step.above)
    if not await round_calls.reachable(work, step.asked.answering):
        return []
    return [await _reminder(work, step)]


async def _reminder(work: ports.Work, step: service.Step) -> messages.Post:
    """The request again with its buttons, since when it waits, and where it goes unless it is answered."""
    asked, group = step.asked, step.asked.answering
    again = await request_pages.to_answer(work, asked) if group.id == asked.target.id else None
    post = request_pages.proposal(asked, work.now) if again is None else again
    since = asked.since.astimezone(ZoneInfo(group.zone)).date()
    today = work.now.astimezone(ZoneInfo(group.zone)).date()
    values: dict[str, str | int] = {"day": dates.inline_day(since, today, group.language)}
    line = words.say(group.language, "request.waits", **values)
    if step.next_above is not None:
        moment = dates.moment(step.waiting.goes_up_at, group.zone, work.now, group.language)
        name = scene.shorten(step.next_above.name)
        line = words.say(group.language, "request.waits_up", group=name, moment=moment, **values)
    stands = await work.slots.get(group.chat_id, post.slot or "")
    text = Markup("\n").join([Markup(post.text), line])
    return replace(post, text=text, reply_to=None if stands is None else stands.message_id)


async def _passed(work: ports.Work, step: service.Step, above: groups.Group) -> list[messages.Outgoing]:
    """To whoever stands above both; both groups have one silent line that says so."""
    said: list[messages.Outgoing] = [await request_pages.above(work, step.asked, above)]
    for group in (step.asked.asker, step.asked.target):
        if await round_calls.reachable(work, group):
            name, title = scene.shorten(above.name), scene.shorten(step.asked.title)
            said.append(_quietly(work, group, words.say(group.language, "request.gone_up", group=name, title=title)))
    return said
