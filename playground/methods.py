"""The door of the Bot API: finds the method, decodes, checks, stages faults, runs, writes the journal."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground import (
    errors,
    faults,
    files,
    journal,
    methods_bot,
    methods_chats,
    methods_editing,
    methods_media,
    methods_sending,
    methods_updates,
    people,
    schema,
)
from playground.requests import Request
from playground.world import World

METHODS: dict[str, Callable[[Request], Any]] = {
    "getMe": methods_bot.get_me,
    "getUpdates": methods_updates.get_updates,
    "setWebhook": methods_updates.set_webhook,
    "deleteWebhook": methods_updates.delete_webhook,
    "getWebhookInfo": methods_updates.get_webhook_info,
    "answerCallbackQuery": methods_updates.answer_query,
    "sendMessage": methods_sending.send_message,
    "sendPhoto": methods_sending.send_photo,
    "sendDocument": methods_sending.send_document,
    "sendVideo": methods_sending.send_video,
    "sendAudio": methods_sending.send_audio,
    "sendVoice": methods_sending.send_voice,
    "sendChatAction": methods_sending.send_chat_action,
    "editMessageText": methods_editing.edit_text,
    "editMessageCaption": methods_editing.edit_caption,
    "editMessageMedia": methods_media.edit_media,
    "editMessageReplyMarkup": methods_editing.edit_markup,
    "deleteMessage": methods_editing.delete_message,
    "deleteMessages": methods_editing.delete_messages,
    "pinChatMessage": methods_editing.pin,
    "unpinChatMessage": methods_editing.unpin,
    "unpinAllChatMessages": methods_editing.unpin_all,
    "setMessageReaction": methods_editing.set_reaction,
    "getChat": methods_chats.get_chat,
    "getChatMember": methods_chats.get_member,
    "getChatAdministrators": methods_chats.get_administrators,
    "getChatMemberCount": methods_chats.get_member_count,
    "leaveChat": methods_chats.leave,
    "getFile": methods_bot.get_file,
    "setMyCommands": methods_bot.set_commands,
    "getMyCommands": methods_bot.get_commands,
    "deleteMyCommands": methods_bot.delete_commands,
    "getMyName": methods_bot.get_text,
    "setMyName": methods_bot.set_text,
    "getMyDescription": methods_bot.get_text,
    "setMyDescription": methods_bot.set_text,
    "getMyShortDescription": methods_bot.get_text,
    "setMyShortDescription": methods_bot.set_text,
}
"""What the playground can do; the rest of the schema's methods answer 500 and are noted."""


@dataclass(slots=True)
class Outcome:
    """What a call came to: the status and JSON body meant for the bot, and the fault that met the call, if any.

    Status 0 means that the connection is to be closed without a word.
    """

    status: int
    body: dict[str, Any]
    fault: faults.Fault | None = None


Given = tuple[dict[str, Any], dict[str, files.Upload]]


async def call(world: World, bot: people.Bot, method: str, given: Given) -> Outcome:
    """Carry out one call. `given` are the parameters (texts of form fields, or JSON values) and uploaded files.

    A fault that prevents everything is met here; one that spoils only the answer is left to the HTTP side.
    """
    request = Request(world, bot, method, *given)
    known = schema.methods().get(method.lower())
    if known is None:
        return _record(request, _refused(errors.Refusal(404, "Not Found: method not found")))
    request.method = known[0]
    chat_id = schema.decode("Integer or String", request.params.get("chat_id"))
    fault = world.faults.meet(bot.id, request.method, chat_id)
    if fault and fault.kind is faults.Kind.SLOW:
        await world.faults.hold(fault, fault.seconds)
    if fault and fault.kind not in faults.TAKES_EFFECT:
        return _record(request, _prevented(fault))
    outcome = await _run(request, known[1])
    outcome.fault = fault
    return _record(request, outcome)


def _prevented(fault: faults.Fault) -> Outcome:
    if fault.kind is faults.Kind.ERROR:
        return _refused(fault.refusal(), fault)
    if fault.kind is faults.Kind.HTML:
        return _refused(errors.Refusal(502, "Bad Gateway"), fault)
    return Outcome(0, {}, fault)


def _refused(refusal: errors.Refusal, fault: faults.Fault | None = None) -> Outcome:
    return Outcome(refusal.code, refusal.answer(), fault)


async def _run(request: Request, fields: schema.Fields) -> Outcome:
    """Decode, check and carry out; every failure becomes an answer."""
    try:
        _decode(request, fields)
        if request.method not in METHODS:
            raise errors.NotWritten(request.method)
        result = METHODS[request.method](request)
        if inspect.isawaitable(result):
            result = await result
    except errors.Refusal as refusal:
        return _refused(refusal)
    except errors.NotWritten as missing:
        request.violations.append(f"not written yet: {missing}")
        return _refused(errors.Refusal(500, f"Internal Server Error: the playground can't do this yet: {missing}"))
    except Exception as error:  # noqa: BLE001  (the edge: a fault of ours must be seen in the test, not lost in a log)
        request.violations.append(f"the playground failed: {error!r}")
        return _refused(errors.Refusal(500, "Internal Server Error"))
    return Outcome(200, {"ok": True, "result": result})


def _decode(request: Request, fields: schema.Fields) -> None:
    """Read the texts of form fields as the schema's types and note whatever doesn't fit."""
    for key in request.uploads.keys() & fields.keys():
        request.params.setdefault(key, f"attach://{key}")
    for key, value in tuple(request.params.items()):
        if key in fields and isinstance(value, str):
            _decode_one(request, key, fields[key][0])
    problems = schema.request_problems(request.method, request.params) if request.world.checks else []
    request.violations.extend(problems)
    wrong = next((problem for problem in problems if schema.WRONG_TYPE in problem), None)
    if wrong:  # what is missing or unknown is left to the method, which has Telegram's words for it
        raise errors.bad_request(f"can't parse {wrong}")


def _decode_one(request: Request, key: str, kind: str) -> None:
    try:
        request.params[key] = schema.decode(kind, request.params[key])
    except schema.UndecodableError as error:
        del request.params[key]
        request.violations.append(f"{key}: {error}")
        if kind not in ("Integer", "Boolean", "Float"):
            raise errors.bad_request(f"can't parse {key} JSON object") from None


def _record(request: Request, outcome: Outcome) -> Outcome:
    world = request.world
    shown = {key: {"file": upload.name, "size": upload.size} for key, upload in request.uploads.items()}
    world.journal.add(
        journal.Call(
            number=len(world.journal.calls) + 1,
            at=world.now(),
            bot_id=request.bot.id,
            method=request.method,
            params={**request.params, **shown},
            status=outcome.status,
            answer=outcome.body,
            took_effect=outcome.status == 200,
            fault=outcome.fault.kind.value if outcome.fault else "",
            violations=tuple(request.violations),
        )
    )
    world.changes.tell()
    return outcome
