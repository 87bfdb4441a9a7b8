"""Everybody types every command there is, in every name of it: nobody but an admin changes what the group chose."""

import random
from typing import Any

from bot import clock
from coordination.rules import people
from handlers import table
from storage import tables
from tests import wireless
from tests.paths import staging
from tests.stage import BEGIN

OURS, THEIRS = -1001500000001, -1001500000002
ANN = 7001
KINDS = ("member", "lead", "deputy", "liaison", "secretary", "owner", "supporter", "creator", "stranger")
IDS = {kind: 7002 + place for place, kind in enumerate(KINDS)}
ARGS = ("", "off", "24h", "on", "1", "1 off", "Berlin", "@stranger", "me", "all", "every Mon 10:00 hello", "json")
COMING = ("digest", "summary")
OF_LEADS = frozenset({"checkin", "checkins", "standup"})
"""What a lead sets up is no choice of the admins'."""


class Wire(wireless.Wire):
    """A Telegram in which Ann alone is an admin of the group."""

    def _answer(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "getChatMember" and fields["user_id"] != wireless.ME["id"]:
            status = "administrator" if (fields["chat_id"], fields["user_id"]) == (OURS, ANN) else "member"
            status = "creator" if status == "administrator" else status
            user = {"id": fields["user_id"], "is_bot": False, "first_name": "X"}
            return {"status": status, "user": user, "is_anonymous": False}
        return super()._answer(method, fields)


def _said(number: int, chat: int, who: int, text: str) -> dict[str, Any]:
    names = {ANN: "ann", **{telegram_id: kind for kind, telegram_id in IDS.items()}}
    place = {"id": chat, "type": "private", "first_name": "X"}
    if chat < 0:
        place = {"id": chat, "type": "supergroup", "title": "Visas" if chat == OURS else "Press"}
    sender = {"id": who, "is_bot": False, "first_name": names[who].title(), "username": f"{names[who]}_x"}
    marked = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    message = {"message_id": 100 + number, "date": int(BEGIN.timestamp()), "chat": place, "from": sender}
    return {"update_id": number, "message": {**message, "text": text, "entities": marked}}


async def _chosen(bot: wireless.Wireless) -> dict[str, Any]:
    """What admins choose: the group itself, when things come, who has which part."""
    database = bot.database
    (group,) = [row for row in await staging.rows(database, tables.groups) if row.name == "Visas"]
    kept = ("name", "zone", "zone_confirmed", "language", "settings", "paused_until", "topic_id", "kind", "code")
    when = [row for row in await staging.rows(database, tables.schedules) if row.group_id == group.id]
    here = [row for row in await staging.rows(database, tables.memberships) if row.group_id == group.id]
    return {
        "group": tuple(str(getattr(group, name)) for name in kept),
        "schedules": sorted(
            (row.kind, row.enabled, str(row.rule)) for row in when if row.kind in ("digest", "summary")
        ),
        "parts": sorted((row.person_id, str(row.part)) for row in here),
        "erasures": len(await staging.rows(database, tables.erasures)) if hasattr(tables, "erasures") else 0,
    }


async def test_no_command_of_anybody_changes_what_the_admins_chose(sqlite_url: str) -> None:
    """The choices are those of a group whose leads may not configure; each name gets every kind of words once."""
    bot = await wireless.open_(sqlite_url, clock.ManualClock(BEGIN), Wire())
    try:
        number, dice = 0, random.Random(5)
        begun = [(IDS[kind], f"/list {kind}") for kind in KINDS if kind != "stranger"]
        begun += [(ANN, f"/{part.value} @{part.value}_x") for part in people.Part if part is not people.Part.MEMBER]
        begun.append((IDS["creator"], "/task Rent the hall @owner_x @supporter_x by 2026-12-04"))
        for who, text in begun:
            number += 1
            await bot.hand_in([_said(number, OURS, who, text)])
        before = await _chosen(bot)
        assert {part for _, part in before["parts"]} == {str(part) for part in people.Part}

        tries = []
        for place, name in enumerate(sorted(set(table.COMMANDS) - OF_LEADS)):
            for at, kind in enumerate(KINDS):
                words = ARGS[(place + at) % len(ARGS)]
                chat = OURS if kind != "stranger" else dice.choice((THEIRS, IDS[kind]))
                tries.append((chat, IDS[kind], f"/{name} {words}".strip()))
        updates = [_said(number + 1 + n, *one) for n, one in enumerate(tries)]
        for at in range(0, len(updates), 50):
            await bot.hand_in(updates[at : at + 50])

        assert await _chosen(bot) == before
        await bot.hand_in([_said(number + len(tries) + 1, OURS, ANN, "/quiet 24h")])
        assert await _chosen(bot) != before
    finally:
        await bot.close()
