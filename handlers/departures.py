"""A joining that was taken back, as the chat and the committee are told of it; it decides nothing and moves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.services import departures as service
from coordination.services import programmes as programme_service
from handlers import presses, scene, words
from handlers.request import Request


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever took it back reads, what others are told, and the chat's group as it is now."""

    text: Markup
    others: Sequence[messages.Post]
    group: groups.Group


def button(group: groups.Group, change_id: int, language: str) -> messages.Button:
    """Takes the joining back that this change was."""
    return messages.Button(words.plain(language, "settings.undo"), presses.data("setundo", group.id, change_id))


async def told(request: Request, work: ports.Work, language: str) -> Told | None:
    """What is said where the update in hand has given a place back; `None` where it has not."""
    left = await service.of_update(work)
    if left is None:
        return None
    others = [messages.Post(programme_service.place_of(left.committee), _above(left), silent=True)]
    if request.is_private:
        here = programme_service.place_of(left.group)
        others.append(messages.Post(here, _text(left, left.group.language), silent=True))
    return Told(_text(left, language), others, left.group)


def _text(left: service.Departed, language: str) -> Markup:
    values = {"group": scene.shorten(left.name), "code": left.code}
    if left.edition:
        programme = scene.shorten(left.programme)
        return words.count(language, "departure.edition", left.tasks, programme=programme, **values)
    return words.count(language, "departure.alone", left.tasks, **values)


def _above(left: service.Departed) -> Markup:
    """In the committee's language: no person is named, and it was told of the joining too."""
    language = left.committee.language
    lines = [words.count(language, "departure.above", left.tasks, group=scene.shorten(left.name), code=left.code)]
    if left.receipts:
        lines.append(words.count(language, "departure.receipts", left.receipts))
    return Markup("\n").join(lines)
