"""The methods that send: text, photo, document, the "is typing" sign; Telegram's checks in Telegram's order."""

from typing import Any

from playground import chats, checks, errors, files, formatting, keyboards, messages, talk, wire
from playground.requests import Request

_ACTIONS = frozenset((
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
))  # fmt: skip


def send_message(request: Request) -> dict[str, Any]:
    """Post a text."""
    if not request.text("text"):
        raise errors.bad_request("message text is empty")
    body = text_body(request, "text")
    if not body["text"]:
        raise errors.bad_request("text must be non-empty")
    return _post(request, body, "can_send_messages")


def send_photo(request: Request) -> dict[str, Any]:
    """Post a picture with a caption."""
    body = {**file_body(request, "photo"), **caption_body(request)}
    return _post(request, body, "can_send_photos")


def send_document(request: Request) -> dict[str, Any]:
    """Post a file with a caption."""
    body = {**file_body(request, "document"), **caption_body(request)}
    return _post(request, body, "can_send_documents")


def send_video(request: Request) -> dict[str, Any]:
    """Post a film with a caption."""
    return _post(request, {**file_body(request, "video"), **caption_body(request)}, "can_send_videos")


def send_audio(request: Request) -> dict[str, Any]:
    """Post a recording with a caption."""
    return _post(request, {**file_body(request, "audio"), **caption_body(request)}, "can_send_audios")


def send_voice(request: Request) -> dict[str, Any]:
    """Post a voice note with a caption."""
    return _post(request, {**file_body(request, "voice"), **caption_body(request)}, "can_send_voice_notes")


def text_body(request: Request, key: str) -> dict[str, Any]:
    """Read `text` or `caption` with its formatting. Raises Refusal: too long, can't parse entities."""
    entities_key = "entities" if key == "text" else "caption_entities"
    given = request.items(entities_key)
    text, found = formatting.read(request.text(key), request.text("parse_mode"), given)
    formatting.check_size(text, found, formatting.TEXT_MAX if key == "text" else formatting.CAPTION_MAX)
    if len(found) > formatting.ENTITIES_MAX:
        request.violations.append(f"{len(found)} entities, Telegram keeps {formatting.ENTITIES_MAX}")
    kept = [_with_user(request, entity) for entity in found[: formatting.ENTITIES_MAX]]
    kept = [entity for entity in kept if entity]
    return {key: text, entities_key: kept} if kept else {key: text}


def _with_user(request: Request, entity: dict[str, Any]) -> dict[str, Any]:
    """Fill in the person of a mention; one that nobody knows is no entity."""
    if entity["type"] != "text_mention":
        return entity
    person = request.world.users.get(entity.get("user", {}).get("id"))
    return {**entity, "user": person.wire()} if person else {}


def caption_body(request: Request) -> dict[str, Any]:
    """Read the caption, if there is one."""
    return text_body(request, "caption") if request.text("caption") else {}


def _post(request: Request, body: dict[str, Any], permission: str) -> dict[str, Any]:
    chat = request.chat()
    checks.may_send(request, chat, permission)
    topic = checks.thread(request, chat)
    replied, quote = checks.replied(request, chat)
    markup = keyboards.kept(request.params.get("reply_markup"), chat)
    checks.count(request, chat)
    sent = messages.Message(body={**body, **quote}, bot_id=request.bot.id, actor_id=request.bot.id)
    if markup:
        sent.body["reply_markup"] = markup
    _sign(request, chat, sent)
    talk.place_in_thread(chat, sent, topic=topic, reply_to=replied.id if replied else None)
    return wire.message(chat, request.world.post(chat, sent))


def _sign(request: Request, chat: chats.Chat, sent: messages.Message) -> None:
    sent.is_silent = request.flag("disable_notification")
    if chat.kind == chats.CHANNEL:
        sent.sender_chat = chat.wire()
    else:
        sent.sender = request.bot.user.wire()
    if request.flag("protect_content"):
        sent.body["has_protected_content"] = True


def file_body(request: Request, kind: str) -> dict[str, Any]:
    """Find or keep the file of a message. Raises Refusal: none given, too big, no picture."""
    return _file(request, kind).body()


def _file(request: Request, kind: str) -> files.Stored:
    upload = request.upload(kind)
    if upload is None:
        return _known_file(request, kind)
    if upload.size > files.UPLOAD_MAX:
        raise errors.Refusal(413, "Request Entity Too Large")
    if not upload.size:
        raise errors.bad_request("file must be non-empty")
    if kind == "photo":
        _check_photo(upload)
    return request.world.files.keep(kind, upload)


def _known_file(request: Request, kind: str) -> files.Stored:
    file_id = request.text(kind)
    if not file_id:
        raise errors.bad_request(f"there is no {kind} in the request")
    if file_id.startswith(("http://", "https://")):
        raise errors.bad_request("failed to get HTTP URL content")
    found = request.world.files.kept.get(file_id)
    if found is None:
        raise errors.bad_request("wrong file identifier/HTTP URL specified")
    if found.kind != kind:
        raise errors.bad_request(f"can't use file of type {found.kind.title()} as {kind.title()}")
    return found


def _check_photo(upload: files.Upload) -> None:
    if upload.size > files.PHOTO_MAX:
        raise errors.bad_request(
            f"file of size {upload.size} bytes is too big for a photo; the maximum size is {files.PHOTO_MAX} bytes"
        )
    size = files.picture_size(upload.content)
    if size is None:
        raise errors.bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if not width or not height or width + height > 10_000 or max(size) > 20 * min(size):
        raise errors.bad_request("PHOTO_INVALID_DIMENSIONS")


def send_chat_action(request: Request) -> bool:
    """Show what the bot is doing."""
    chat = request.chat()
    checks.reachable(request, chat)
    if request.text("action") not in _ACTIONS:
        raise errors.bad_request("wrong parameter action in request")
    checks.thread(request, chat)
    return True
