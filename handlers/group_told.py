"""What was done for a group from a private chat, told there under the group's name; it does nothing itself."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages
from coordination.rules import groups
from handlers import html, scene, words
from handlers.request import Request


async def told(request: Request, answers: Sequence[messages.Answer]) -> list[messages.Answer]:
    """The lines of the answers in one message below the group's name; where others were asked there, that is said."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        return list(answers)
    lines = [text for one in answers if (text := _line(request, one)) is not None]
    rest = [one for one in answers if _line(request, one) is None]
    if any(_is_asked_there(request, one) for one in rest):
        lines.append(words.say(request.language, "group_words.asked_there"))
    if not lines:
        return rest
    head = html.bold(scene.shorten(group.name))
    text = Markup("\n").join([head, *lines])
    return [scene.answer(request, text, slot=scene.told_slot(request, group)), *rest]


def _line(request: Request, answer: messages.Answer) -> Markup | None:
    """A plain line of the private chat, or what stands in for a reaction."""
    if isinstance(answer, messages.React) and answer.place == request.place:
        return Markup(answer.fallback)
    if not isinstance(answer, messages.Post) or answer.place != request.place:
        return None
    is_plain = answer.purpose is messages.Purpose.ANSWER and not answer.rows and answer.slot is None
    return Markup(answer.text) if is_plain else None


def _is_asked_there(request: Request, answer: messages.Answer) -> bool:
    if not isinstance(answer, messages.Post) or answer.purpose is not messages.Purpose.QUESTION:
        return False
    return answer.place != request.place
