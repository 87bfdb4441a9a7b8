"""What a lead is told when somebody leaves the chat: what is still theirs, and the way to hand it over."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, people
from coordination.services import leavers as service
from handlers import html, presses, scene, words
from handlers.request import Request


async def left(request: Request, work: ports.Work, telegram_id: int) -> Sequence[messages.Answer]:
    """The leads in private; where none can be written to, one silent line in the group."""
    person = await work.people.by_telegram_id(telegram_id)
    if person is None or request.group is None:
        return []
    group = request.group
    found = await service.leave(work, group, person)
    if found is None:
        return []
    if not found.leads:
        return [_post(group, found, messages.Place(group.chat_id, group.topic_id), group.language)]
    return [_post(group, found, messages.Place(chat.id), lead.language or group.language) for lead, chat in found.leads]


def _post(group: groups.Group, found: service.Left, place: messages.Place, language: str) -> messages.Post:
    name = html.person(scene.shorten(found.person.name), None, words.plain(language, "person.nameless"))
    lines = [words.say(language, "leaver.left", name=name, group=scene.shorten(group.name))]
    if found.part is not people.Part.MEMBER:
        part = words.plain(language, f"people.part.{found.part.value}")
        lines.append(words.say(language, "leaver.part", part=part))
    if not found.total:
        return messages.Post(place, Markup("\n").join(lines), purpose=messages.Purpose.REMINDER, silent=True)
    listed = words.join(language, "listed", [f"#{task.number}" for task in found.tasks])
    lines.append(words.count(language, "leaver.tasks", found.total, tasks=listed))
    label = words.plain(language, "people.button.hand_over")
    button = messages.Button(label, presses.data("handto", group.id, found.person.id))
    return messages.Post(
        place, Markup("\n").join(lines), purpose=messages.Purpose.REMINDER, rows=((button,),), silent=True
    )
