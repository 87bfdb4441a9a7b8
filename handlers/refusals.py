"""Say no in the reader's language: what did not happen, and what to type instead; it decides nothing."""

from collections.abc import Sequence

from coordination import messages
from coordination.errors import Refused
from handlers import words
from handlers.request import Kind, Request

LONGEST_TOAST = 200  # Telegram's limit, in characters


def answer(request: Request, refused: Refused) -> Sequence[messages.Answer]:
    """A toast for a press, otherwise a reply to the message."""
    if request.kind is Kind.PRESS:
        text = words.plain(request.language, refused.key, **refused.values)
        return [messages.Toast(text[:LONGEST_TOAST], alert=True)]
    text = words.say(request.language, refused.key, **refused.values)
    return [messages.Post(request.place, text, reply_to=request.message_id, silent=True)]
