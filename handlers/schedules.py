"""A schedule that has come due as messages: to its group, and to whom it tells in private; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.rules import digests as digest_rules
from coordination.rules import summaries as summaries_rules
from coordination.services import check_ins as check_ins_service
from coordination.services import duties as duties_service
from coordination.services import nudges, own_reminders, start_offers
from coordination.services import rollups as rollups_service
from coordination.services import round_schedules as round_schedules_service
from coordination.services import schedules as service
from handlers import (
    check_ins,
    digests,
    duty_times,
    escalations,
    nudge,
    private_reminders,
    remind,
    rollups,
    round_schedules,
    summaries,
    words,
)


async def fire(work: ports.Work, schedule_id: int, *, username: str = "") -> Sequence[messages.Outgoing]:
    """What the schedule says at the work's instant; nothing where it is not to be said. `username` is the bot's own."""
    fired = await service.fire(work, schedule_id)
    if isinstance(fired, own_reminders.Fired):
        return [remind.post(fired)]
    if isinstance(fired, check_ins_service.Begun):
        return check_ins.posts(fired)
    if isinstance(fired, duties_service.Fired):
        return await duty_times.passed(work, fired)
    if isinstance(fired, rollups_service.Fired):
        return [rollups.post(work, fired)]
    if isinstance(fired, round_schedules_service.Opening):
        return await round_schedules.opened(work, fired)
    if isinstance(fired, nudges.Plan):
        return nudge.posts(fired)
    if fired is None or isinstance(fired, service.Fired):
        return [] if fired is None else [await _offering(work, fired, username), *escalations.posts(fired.told)]
    return private_reminders.posts(fired, work.now)


async def _offering(work: ports.Work, fired: service.Fired, username: str) -> messages.Post:
    """A digest with the way to private reminders where it names somebody who was never shown it, a summary with the
    offer of check-ins, once.
    """
    post = _post(fired)
    if isinstance(fired.view, summaries_rules.SummaryView):
        offer = await check_ins.offer(work, fired.group)
        return post if offer is None else replace(post, rows=(*post.rows, (offer,)))
    if not username:
        return post
    if not await start_offers.take(work, fired.view):
        return post
    label = words.plain(fired.group.language, "button.due_soon.start")
    button = messages.Button(label, url=f"https://t.me/{username}?start=hi")
    return replace(post, rows=(*post.rows, (button,)))


def _post(fired: service.Fired) -> messages.Post:
    group, view = fired.group, fired.view
    place = messages.Place(group.chat_id, group.topic_id)
    if isinstance(view, digest_rules.DigestView):
        return messages.Post(
            place=place,
            text=digests.render(view, group.language, delayed=fired.delayed),
            purpose=messages.Purpose.DIGEST,
            rows=digests.buttons(group, group.language),
            silent=view.is_routine,
            slot=digests.slot(group),
        )
    return messages.Post(
        place=place,
        text=summaries.render(view, group.language, now=fired.at, delayed=fired.delayed),
        purpose=messages.Purpose.SUMMARY,
        rows=summaries.buttons(group, view.period, group.language),
        silent=True,
        slot=summaries.slot(group),
    )
