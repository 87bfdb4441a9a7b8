"""Where a link in a message leads inside the playground: a start of a bot, a message, outside, or nowhere."""

import re
import urllib.parse
from dataclasses import dataclass

from playground import page_look
from playground.world import World

_INNER_HOSTS = frozenset(("t.me", "www.t.me", "telegram.me", "telegram.dog"))
_OUTER_SCHEMES = frozenset(("http", "https"))
_SUPERGROUP = -1_000_000_000_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: `kind` is start (bot, payload), jump (chat key, topic, message), outside, or nowhere."""

    kind: str
    address: str = ""
    bot: int = 0
    payload: str = ""
    chat: str = ""
    topic: str = ""
    message: int = 0


NOWHERE = Target("nowhere")


def target(world: World, address: str) -> Target:
    """Follow an address as a Telegram client would; only http and https lead outside."""
    try:
        parts = urllib.parse.urlsplit(address if _SCHEME.match(address) else f"http://{address}")
        host, query = (parts.hostname or "").lower(), dict(urllib.parse.parse_qsl(parts.query))
    except ValueError:
        return NOWHERE
    scheme = parts.scheme.lower()
    if scheme == "tg":
        return _inner(world, host, parts.path, query)
    if host in _INNER_HOSTS:
        first, *rest = [part for part in parts.path.split("/") if part] or [""]
        return _named(world, first, rest, query)
    if scheme in _OUTER_SCHEMES and host:
        return Target("outside", parts.geturl())
    return NOWHERE


def _inner(world: World, host: str, path: str, query: dict[str, str]) -> Target:
    """Follow `tg://resolve?domain=…` and `tg://privatepost?channel=…&post=…`."""
    where = host or path.strip("/")
    if where == "resolve":
        rest = [query["post"]] if "post" in query else []
        return _named(world, query.get("domain", ""), rest, query)
    if where == "privatepost":
        return _named(world, "c", [query.get("channel", ""), query.get("post", "")], query)
    return NOWHERE


def _named(world: World, name: str, rest: list[str], query: dict[str, str]) -> Target:
    """Follow `t.me/<bot>?start=…`, `t.me/c/<number>/…/<message>` and `t.me/<group>/…/<message>`."""
    bot = next((bot for bot in world.bots.values() if bot.user.username.casefold() == name.casefold()), None)
    if bot and name and not rest and not {"startgroup", "startchannel"} & query.keys():
        return Target("start", bot=bot.id, payload=query.get("start", ""))
    if name == "c" and rest:
        number = page_look.whole(rest[0])
        return _jump(world, None if number is None else _SUPERGROUP - number, rest[1:])
    named = next((c.id for c in world.chats.values() if c.username and c.username.casefold() == name.casefold()), None)
    return _jump(world, named, rest)


def _jump(world: World, chat_id: int | None, rest: list[str]) -> Target:
    found = page_look.find(world, str(chat_id))
    message = page_look.whole(rest[-1]) if rest else 0
    if found is None or message is None:
        return NOWHERE
    sent = found.message(message)
    topic = str(sent.topic_id or "") if sent else ""
    return Target("jump", chat=page_look.key(found), topic=topic, message=message)
