"""The methods about the bot itself: who it is, its commands and texts, the files it may fetch."""

import json
import re
from typing import Any

from playground import errors, files
from playground.requests import Request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
_TEXTS = {"name": ("name", 64), "description": ("description", 512), "short_description": ("short_description", 120)}


def get_me(request: Request) -> dict[str, Any]:
    """Tell the bot who it is."""
    return request.bot.me()


def set_commands(request: Request) -> bool:
    """Set the menu of a scope and language. Raises Refusal: bad name or description."""
    given = request.items("commands")
    if len(given) > 100:
        raise errors.bad_request("BOT_COMMANDS_TOO_MUCH")
    request.bot.commands[_scope(request)] = [_command(each) for each in given]
    request.world.changes.tell()
    return True


def _command(given: Any) -> dict[str, str]:
    if not isinstance(given, dict):
        raise errors.bad_request("expected an Object as BotCommand")
    name, text = str(given.get("command", "")).removeprefix("/").lower(), str(given.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise errors.bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(text) <= 256:
        raise errors.bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": text}


def get_commands(request: Request) -> list[dict[str, str]]:
    """Give the menu of exactly this scope and language."""
    return request.bot.commands.get(_scope(request), [])


def delete_commands(request: Request) -> bool:
    """Take the menu of this scope and language away."""
    request.bot.commands.pop(_scope(request), None)
    request.world.changes.tell()
    return True


def _scope(request: Request) -> tuple[str, str]:
    given = request.params.get("scope") or {"type": "default"}
    return json.dumps(given, sort_keys=True), request.text("language_code")


def get_text(request: Request) -> dict[str, str]:
    """Give name, description or short description: in this language, or the general one."""
    kind = _kind(request)
    texts = request.bot.texts
    found = texts.get((kind, request.text("language_code"))) or texts.get((kind, ""))
    return {kind: found or (request.bot.user.first_name if kind == "name" else "")}


def set_text(request: Request) -> bool:
    """Set name, description or short description. Raises Refusal: too long."""
    kind = _kind(request)
    key, most = _TEXTS[kind]
    text = request.text(key)
    if len(text) > most:
        raise errors.bad_request(f"{kind.replace('_', ' ')} is too long")
    request.bot.texts[kind, request.text("language_code")] = text
    request.world.changes.tell()
    return True


def _kind(request: Request) -> str:
    name = re.sub(r"([A-Z])", r"_\1", request.method[len("getMy") :]).lower()
    return name.removeprefix("_")


def get_file(request: Request) -> dict[str, Any]:
    """Give the download path of a file. Raises Refusal: unknown, beyond 20 MB."""
    found = request.world.files.kept.get(request.text("file_id"))
    if found is None:
        raise errors.bad_request("invalid file_id")
    if found.upload.size > files.DOWNLOAD_MAX:
        raise errors.bad_request("file is too big")
    return found.wire()
