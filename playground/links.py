"""Which addresses Telegram takes in a link, and how it writes them; it knows nothing of messages."""

import re
from typing import Any

_USER = re.compile(r"tg:(?://)?user/?\?(.*)", re.IGNORECASE | re.DOTALL)
_INNER = re.compile(r"(tg|ton):(?://)?([A-Za-z0-9_-]+)([/?#].*)?", re.IGNORECASE | re.DOTALL)
_OUTER = re.compile(
    r"(?:(?P<scheme>https?)://)?"
    r"(?P<user>[^/?#@\[]*@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^/?#:@\[\]\s<>\"]+)"
    r"(?P<port>:[0-9]+)?"
    r"(?P<rest>[/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_MAX_USER_ID = (1 << 40) - 1


def user_id(address: str) -> int | None:
    """Read the person of `tg://user?id=5`, or give `None`."""
    found = _USER.fullmatch(address)
    for argument in found.group(1).split("#")[0].split("&") if found else ():
        name, _, value = argument.partition("=")
        if name == "id" and re.fullmatch(r"[0-9]+", value, re.ASCII) and 0 < int(value) <= _MAX_USER_ID:
            return int(value)
    return None


def checked(address: str) -> str | None:
    """Give the address as Telegram keeps it (scheme added, a bare host ended with "/"), or `None` if it takes none."""
    inner = _INNER.fullmatch(address)
    if inner:
        rest = inner[3] or ""
        return f"{inner[1].lower()}://{inner[2].lower()}{rest if rest[:1] in ('/', '?') and rest else '/' + rest}"
    outer = None if address.lower().startswith(("tg:", "ton:")) else _OUTER.fullmatch(address)
    if not outer or outer["host"] == "." or ("." not in outer["host"] and "[" not in outer["host"]):
        return None
    if outer["port"] and not 0 < int(outer["port"][1:]) < 65536:
        return None
    return _written(outer)


def _written(found: re.Match[str]) -> str:
    scheme = (found["scheme"] or "http").lower()
    user = found["user"] if found["user"] and found["user"] != "@" else ""
    rest = (found["rest"] or "").rstrip(" ").replace(" ", "%20")
    slash = "" if rest.startswith("/") else "/"
    return f"{scheme}://{user}{found['host'].lower()}{found['port'] or ''}{slash}{rest}"


def complete(entity: dict[str, Any], address: str) -> bool:
    """Turn a link entity into a mention of a person or a link with an address; `False` if it leads nowhere."""
    person = user_id(address)
    if person is not None:
        entity["type"], entity["user"] = "text_mention", {"id": person}
        return True
    kept = checked(address)
    if kept is not None:
        entity["url"] = kept
    return kept is not None
