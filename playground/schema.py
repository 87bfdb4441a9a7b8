"""The Bot API's own words about its types, compiled into quick checks; it knows nothing of the world."""

import functools
import json
import re
from collections.abc import Callable
from importlib import resources
from typing import Any

Check = Callable[[Any, str, list[str]], None]
Fields = dict[str, tuple[str, bool]]

WRONG_TYPE = " is no "
"""What a line of problems holds if a value has another type than it should."""
_DISCRIMINATED: dict[str, tuple[str, dict[str, str]]] = {
    "ChatMember": ("status", {
        "creator": "ChatMemberOwner", "administrator": "ChatMemberAdministrator", "member": "ChatMemberMember",
        "restricted": "ChatMemberRestricted", "left": "ChatMemberLeft", "kicked": "ChatMemberBanned",
    }),
    "MessageOrigin": ("type", {
        "user": "MessageOriginUser", "hidden_user": "MessageOriginHiddenUser", "chat": "MessageOriginChat",
        "channel": "MessageOriginChannel",
    }),
    "ReactionType": ("type", {
        "emoji": "ReactionTypeEmoji", "custom_emoji": "ReactionTypeCustomEmoji", "paid": "ReactionTypePaid",
    }),
}  # fmt: skip


@functools.cache
def facts() -> dict[str, Any]:
    """Load the vendored schema (its NOTICE names the source)."""
    text = resources.files("playground").joinpath("bot_api_schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@functools.cache
def methods() -> dict[str, tuple[str, Fields]]:
    """Give every method by its lower-cased name: its proper name and its parameters (type, required)."""
    return {
        name.lower(): (name, {key: (kind, required) for key, (kind, required) in fields.items()})
        for name, fields in facts()["methods"].items()
    }


def problems(kind: str, value: Any) -> list[str]:
    """Say how `value` departs from the type `kind`; each line names the place. An empty list means none."""
    found: list[str] = []
    _check(kind)(value, kind, found)
    return found


def request_problems(method: str, params: dict[str, Any]) -> list[str]:
    """Say how decoded parameters depart from what `method` (its proper name) takes."""
    found: list[str] = []
    _fields_check("methods", method)(params, method, found)
    return found


@functools.cache
def _check(kind: str) -> Check:
    simple = _SIMPLE.get(kind)
    if simple:
        return simple
    if " or " in kind:
        return _either(kind.split(" or "))
    if kind.startswith("Array of "):
        return _array(kind.removeprefix("Array of "))
    if kind in _DISCRIMINATED:
        return _discriminated(kind)
    if kind in facts()["subtypes"] and not facts()["types"].get(kind):
        return _either(facts()["subtypes"][kind])
    return _fields_check("types", kind)


def _typed(kind: str, types: tuple[type, ...]) -> Check:
    def check(value: Any, where: str, found: list[str]) -> None:
        if type(value) not in types:
            found.append(f"{where}: {value!r:.60} is no {kind}")

    return check


def _true(value: Any, where: str, found: list[str]) -> None:
    if value is not True:
        found.append(f"{where}: {value!r:.60} is not True")


def _file(value: Any, where: str, found: list[str]) -> None:
    if isinstance(value, (int, float, list)):
        found.append(f"{where}: {value!r:.60} is no file")


_SIMPLE: dict[str, Check] = {
    "Integer": _typed("Integer", (int,)),
    "String": _typed("String", (str,)),
    "Boolean": _typed("Boolean", (bool,)),
    "Float": _typed("Float", (int, float)),
    "True": _true,
    "InputFile": _file,
}


def _array(kind: str) -> Check:
    item = _check_later(kind)

    def check(value: Any, where: str, found: list[str]) -> None:
        if not isinstance(value, list):
            found.append(f"{where}: {value!r:.60} is no Array of {kind}")
            return
        for each in value:
            item(each, where + "[]", found)

    return check


def _check_later(kind: str) -> Check:
    """Look a type up when it is first met: types refer to each other in circles."""

    def check(value: Any, where: str, found: list[str]) -> None:
        _check(kind)(value, where, found)

    return check


def _either(kinds: list[str]) -> Check:
    checks = [_check_later(kind) for kind in kinds]

    def check(value: Any, where: str, found: list[str]) -> None:
        nearest: list[str] | None = None
        for each in checks:
            missed: list[str] = []
            each(value, where, missed)
            if not missed:
                return
            nearest = missed if nearest is None or len(missed) < len(nearest) else nearest
        found.extend(nearest or [])

    return check


def _discriminated(kind: str) -> Check:
    key, names = _DISCRIMINATED[kind]

    def check(value: Any, where: str, found: list[str]) -> None:
        name = names.get(str(value.get(key))) if isinstance(value, dict) else None
        if name is None:
            found.append(f"{where}: {value!r:.60} is no {kind}")
        else:
            _check(name)(value, where, found)

    return check


@functools.cache
def _fields_check(table: str, name: str) -> Check:
    fields: dict[str, list[Any]] = facts()[table][name]
    checks = {key: _check_later(kind) if kind not in _SIMPLE else _SIMPLE[kind] for key, (kind, _) in fields.items()}
    required = frozenset(key for key, (_, needed) in fields.items() if needed)

    def check(value: Any, where: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            found.append(f"{where}: {value!r:.60} is no {name}")
            return
        if not required <= value.keys():
            found.extend(f"{where}.{key} is missing" for key in sorted(required - value.keys()))
        for key, each in value.items():
            known = checks.get(key)
            if known is None:
                found.append(f"{where}.{key} is unknown to Bot API {facts()['bot_api_version']['version']}")
            else:
                known(each, f"{where}.{key}", found)

    return check


_INTEGER = re.compile(r"-?[0-9]{1,19}", re.ASCII)


class UndecodableError(ValueError):
    """A parameter's text can't be read as the type it should have."""


def decode(kind: str, value: Any) -> Any:
    """Turn a form field's text into what `kind` says; values that came as JSON pass unchanged.

    Raises UndecodableError when the text is neither.
    """
    if not isinstance(value, str) or kind == "String":
        return value
    if kind == "Integer or String":
        return int(value) if _INTEGER.fullmatch(value) else value
    if "InputFile" in kind:
        return value
    return _decode_strictly(kind, value)


def _decode_strictly(kind: str, text: str) -> Any:
    if kind == "Integer" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "Boolean" and text.lower() in ("true", "false", "1", "0", "yes", "no"):
        return text.lower() in ("true", "1", "yes")
    if kind in ("Integer", "Boolean"):
        raise UndecodableError(f"{text!r:.60} is no {kind}")
    try:
        return json.loads(text)
    except ValueError:
        raise UndecodableError(f"{text!r:.60} is no JSON of {kind}") from None
