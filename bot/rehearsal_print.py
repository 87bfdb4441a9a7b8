"""A rehearsal as lines for an operator to read, each time in the group's own zone; it sends and changes nothing."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import storage
from bot import clock, rehearsal
from coordination.errors import Refused
from coordination.rules import groups

INDENT = "    "


class CannotRehearseError(Exception):
    """What stands in the way, as a line for the operator."""


async def rehearse(
    url: str, days: int, named: Sequence[str], say: Callable[[str], object], *, is_short: bool = False
) -> None:
    """Say line by line what would be sent. Raises `CannotRehearseError` for an unknown group or a database of another
    version, and `Unavailable`.
    """
    if not (await storage.inspect(url)).is_current:
        raise CannotRehearseError("The database is of another version. Bring it up to date with: muster migrate")
    database = await storage.open(url)
    try:
        chosen = await _chosen(database, named)
        now = clock.SystemClock().now()
        count = 0
        async for sent in rehearsal.rehearse(database, chosen, now, timedelta(days=days)):
            count += 1
            for line in lines(sent, is_short=is_short):
                say(line)
        say(f"{days} days, {len(chosen)} groups, {count} messages. Nothing was sent.")
    finally:
        await database.close()


async def _chosen(database: storage.Database, named: Sequence[str]) -> list[groups.Group]:
    try:
        return await rehearsal.find_groups(database, named)
    except Refused as refused:
        known = await rehearsal.find_groups(database, [])
        names = ", ".join(one.code or one.name for one in known) or "none yet"
        raise CannotRehearseError(f"No group {refused.values['name']!r}. There are: {names}") from None


def lines(sent: rehearsal.Sent, *, is_short: bool) -> list[str]:
    """When, to whom and why; then the text."""
    local = sent.at.astimezone(ZoneInfo(sent.zone))
    to = f"{sent.chat} (private)" if sent.is_private else sent.chat
    head = f"{local:%a %d %b %Y, %H:%M} {sent.zone} · {to} · {sent.purpose}"
    text = sent.text.splitlines()[: 1 if is_short else None]
    return [head, *(f"{INDENT}{line}".rstrip() for line in text)]
