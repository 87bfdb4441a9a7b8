"""The method that puts another file into a message that was sent; Telegram's checks in its words."""

from dataclasses import replace
from typing import Any

from playground import errors, methods_editing, methods_sending
from playground.requests import Request

_KINDS = ("photo", "document")


def edit_media(request: Request) -> dict[str, Any]:
    """Change file, caption and buttons of a message of the bot; a text can't become a file here."""
    media = request.params.get("media")
    if not isinstance(media, dict) or media.get("type") not in {*_KINDS, "animation", "audio", "video"}:
        raise errors.bad_request("can't parse InputMedia: unknown media type")
    kind = media["type"]
    if kind not in _KINDS:
        raise errors.NotWritten(f"media of type {kind}")
    inner = replace(request, params={**media, kind: media.get("media")})
    body = {**methods_sending.file_body(inner, kind), **methods_sending.caption_body(inner)}
    chat, sent = methods_editing.edited(request)
    if not any(name in sent.body for name in _KINDS):
        raise errors.bad_request("there is no media in the message to edit")
    return methods_editing.change(request, chat, sent, body, replaced=_KINDS)
