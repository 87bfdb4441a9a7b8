"""Where a draft stands in private, and the link that leads there from a group; it decides nothing."""

from coordination import messages, ports
from coordination.services import report_roads
from handlers import words


def link(language: str) -> tuple[messages.Button, ...]:
    """Opens the private chat, where the draft is sent at once."""
    label = words.plain(language, "round.button.draft")
    return (messages.Button(label, url=f"?start={report_roads.START}"),)


async def moved_down(work: ports.Work, place: messages.Place, slot: str, language: str) -> list[messages.Answer]:
    """The message that showed a draft until now, if any, says that it stands further down."""
    before = await work.slots.get(place.chat_id, slot)
    if before is None or before.message_id is None:
        return []
    return [messages.EditPressed(place, before.message_id, words.say(language, "round.own.below"))]
