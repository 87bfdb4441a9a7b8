"""A posted summary follows late updates until its week ends, by edit; it knows no line of a summary."""

from collections.abc import Sequence
from datetime import datetime

from coordination import messages, ports
from coordination.rules import instants, summaries
from coordination.services import runs
from coordination.services import summaries as service
from handlers import summaries as shown


async def amended(work: ports.Work, group_id: int, edited_at: datetime) -> Sequence[messages.Outgoing]:
    """The summary that was posted or edited at that instant, as the records are now; nothing once its week is over."""
    group = await work.groups.get(group_id)
    week = summaries.week_of(await runs.summary_day(work, group, edited_at))
    if instants.local_day(work.now, group.zone) > week.last:
        return []
    view = await service.view(work, group, week)
    edit = messages.Edit(
        place=messages.Place(group.chat_id, group.topic_id),
        slot=shown.slot(group),
        text=shown.render(view, group.language, now=work.now, amended=True),
        rows=shown.buttons(group, week, group.language),
        purpose=messages.Purpose.SUMMARY,
    )
    return [edit]
