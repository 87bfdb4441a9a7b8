"""A roll-up below which something changed says so, by edit; its figures stay as they were sent."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import summaries
from coordination.services import rollup_records as records
from handlers import rollup_texts, rollups, words

MOST = 8


async def outdated(work: ports.Work, group_id: int, name: str) -> Sequence[messages.Outgoing]:
    """The edit of the roll-up of this name, with the groups that changed and the way to have it anew; or nothing."""
    above, record = await work.groups.get(group_id), records.id_of(name)
    kept = None if record is None else await records.get(work, above, record)
    codes = [] if kept is None else await records.changed_since(work, above, kept)
    if kept is None or not codes:
        return []
    language, shown = above.language, codes[:MOST]
    if len(codes) > MOST:
        shown.append(words.count(language, "plan.more", len(codes) - MOST))
    flag = words.say(language, "rollup.outdated", codes=words.join(language, "listed", shown))
    period = summaries.Period(*(date.fromisoformat(kept.values[end]) for end in ("first", "last")))
    anew = messages.Button(words.plain(language, "rollup.button.anew"), rollups.data("rushort", above, period, 0))
    text = Markup(kept.values["text"])
    is_full = text.count("\n") + 1 >= rollup_texts.LINES
    edit = messages.Edit(
        place=messages.Place(above.chat_id, above.topic_id),
        slot=name,
        text=Markup(" " if is_full else "\n").join([text, flag]),
        rows=((anew,), *rollups.buttons(above, period, rollup_texts.EXECUTIVE)),
        purpose=messages.Purpose.SUMMARY,
    )
    return [edit]
