"""Say no in the reader's language: what did not happen, and what to type instead; it decides nothing."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from coordination import messages
from coordination.errors import Refused
from coordination.rules import text
from handlers import html, words
from handlers.request import Kind, Request

LONGEST_TOAST = 200  # Telegram's limit, in characters


def answer(request: Request, refused: Refused) -> Sequence[messages.Answer]:
    """A toast for a press, or what it opens; otherwise a reply to the message."""
    if request.kind is Kind.PRESS and refused.opens:
        return [messages.Toast(url=refused.opens)]
    if request.kind is Kind.PRESS:
        toast = words.plain(request.language, refused.key, **_shown(request, refused))
        return [messages.Toast(text.shorten(toast, LONGEST_TOAST), alert=True)]
    return [messages.Post(request.place, text_of(request, refused), reply_to=request.message_id, silent=True)]


def text_of(request: Request, refused: Refused) -> Markup:
    """The refusal as a sentence in the reader's language."""
    return words.say(request.language, refused.key, **_shown(request, refused))


def _shown(request: Request, refused: Refused) -> dict[str, Any]:
    """The values as the reader sees them: names isolated, states in their words."""
    values = dict(refused.values)
    if "name" in values:
        values["name"] = html.person(str(values["name"]), None, "?")
    if "state" in values:
        values["state"] = words.plain(request.language, f"state.{values['state']}")
    return values
