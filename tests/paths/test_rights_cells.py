"""Every cell of the table of rights over HTTP: each kind of person types every command and presses every button."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from coordination.rules import groups, permissions
from coordination.rules import settings as rules
from handlers import presses, table, words
from playground import views
from storage import tables
from tests.paths import deeds, staging
from tests.stage import Stage, stage

Kind, Verdict, Who = permissions.Kind, permissions.Verdict, groups.Who
PARTS = (Kind.LEAD, Kind.DEPUTY, Kind.LIAISON, Kind.SECRETARY)
TYPING = (Kind.ADMIN, *PARTS, Kind.OWNER, Kind.SUPPORTER, Kind.CREATOR, Kind.MEMBER, Kind.ANONYMOUS)
PRESSING = (Kind.ADMIN, *PARTS, Kind.OWNER, Kind.SUPPORTER, Kind.CREATOR, Kind.MEMBER, Kind.LEFT, Kind.STRANGER)
"""Who has left and writes again is back, and an anonymous admin presses as themselves."""

STAND_IN = 1087968824


@dataclass(slots=True)
class Cast:
    """One person of each kind, the chat, and the tasks that are tried upon, each only once."""

    scene: Stage
    chat: views.ChatView
    people: Mapping[permissions.Kind, views.UserView]
    message: views.MessageView
    elsewhere: views.MessageView
    ids: list[int] = field(default_factory=list)
    group_id: int = 0
    used: int = 1

    def task(self) -> int:
        """The number of a task that nobody has touched: of the creator, the owner and the supporter."""
        self.used += 1
        return self.used

    async def rows(self, of: Any) -> Sequence[Any]:
        assert self.scene.app.parts is not None
        return await staging.rows(self.scene.app.parts.database, of)


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


async def _cast(scene: Stage, tasks: int) -> Cast:
    """A group with a lead in which all of them have been seen."""
    names: dict[permissions.Kind, str] = {
        kind: kind.value[:3] for kind in Kind if kind not in (Kind.ADMIN, Kind.ANONYMOUS, Kind.STAND_IN)
    }
    people: dict[permissions.Kind, views.UserView] = {
        kind: await scene.client.user(name.title(), username=name, language_code="en") for kind, name in names.items()
    }
    ghost = await scene.client.user("Gho", username="gho", language_code="en")
    people |= {Kind.ADMIN: scene.ann, Kind.ANONYMOUS: await scene.client.user("Hidden", language_code="en")}
    inside = [one for kind, one in people.items() if kind not in (Kind.ADMIN, Kind.ANONYMOUS, Kind.STRANGER)]
    chat = await scene.client.chat(
        "supergroup", title="Visas", members=[*inside, ghost], admins=[scene.ann, people[Kind.ANONYMOUS], scene.bot]
    )
    await scene.client.hide(chat, people[Kind.ANONYMOUS])
    for one in (*inside, ghost, scene.ann):
        await scene.say("hello", one, chat=chat)
    message = await scene.reply_to(await scene.say("/help", chat=chat))
    for kind in (*PARTS, Kind.LEFT):
        part = "lead" if kind is Kind.LEFT else kind.value
        await scene.ask(f"/{part} @{names[kind]}", chat=chat)
    await scene.client.leave(chat, people[Kind.LEFT])
    other = await scene.client.chat(
        "supergroup", title="Press", members=[people[Kind.LEFT]], admins=[people[Kind.STRANGER], scene.bot]
    )
    elsewhere = await scene.reply_to(await scene.say("/task Print", people[Kind.STRANGER], chat=other))
    made = Cast(scene, chat, people, message, elsewhere)
    await _tasks(made, tasks)
    return made


async def _tasks(cast: Cast, count: int) -> None:
    """As many tasks, some lines a message; one more is Gho's, to be handed over."""
    creator = cast.people[Kind.CREATOR]
    lines = [f"Task {n} @own @sup by 2026-12-04" for n in range(count)]
    await cast.scene.ask("/task Watch the door @gho", creator, chat=cast.chat)
    for at in range(0, count, 40):
        await cast.scene.ask("\n".join(["/task", *lines[at : at + 40]]), creator, chat=cast.chat)
    found = [one for one in await cast.rows(tables.tasks) if one.title.startswith(("Task ", "Watch"))]
    cast.ids = [one.id for one in sorted(found, key=lambda one: one.number)]
    cast.group_id = found[0].group_id


def _refusal(key: str) -> re.Pattern[str]:
    """The refusal, whatever it names."""
    shown = words.plain("en", key, **dict.fromkeys(("number", "title", "owner", "name", "command"), "@@"))
    return re.compile(".*".join(map(re.escape, _without_marks(shown).split("@@"))), re.DOTALL)


def _without_marks(text: str) -> str:
    """Without the marks that isolate names."""
    return re.sub("[\u2066-\u2069]", "", text)


def _is_one_of(text: str, *keys: str) -> bool:
    return any(key and _refusal(key).fullmatch(_without_marks(text)) for key in keys)


async def _asked(cast: Cast) -> set[int]:
    """Ids and numbers of tasks about which somebody was asked."""
    found = [one.values for one in await cast.rows(tables.questions)]
    return {values[name] for values in found for name in ("task_id", "number") if values.get(name)}


def _expected(deed: permissions.Deed, kind: permissions.Kind, chosen: groups.Settings) -> permissions.Verdict:
    return permissions.decide(deed, [kind], permissions.Circumstances(chosen=chosen))


async def _typed(cast: Cast, acts: Sequence[deeds.Act], chosen: groups.Settings = groups.USUAL) -> list[str]:
    """Everybody types every command; the cells that are not as the table says."""
    tried = []
    for kind in TYPING:
        for act in acts:
            number = cast.task()
            text = act.text.format(n=number)
            said = await cast.scene.client.say(cast.chat, cast.people[kind], text)
            tried.append((kind, act, number, said))
    await cast.scene.quiet()
    answers = {one.reply_to: one.text for one in await cast.scene.client.sent(cast.chat)}
    asked = await _asked(cast)
    wrong = []
    for kind, act, number, said in tried:
        rule = permissions.rule_of(act.deed, chosen)
        is_refused = _is_one_of(answers.get(said.id, ""), rule.key or act.refusal)
        seen = Verdict.REFUSED if is_refused else Verdict.ASKS if number in asked else Verdict.ALLOWED
        if seen is not _expected(act.deed, kind, chosen):
            wrong.append(f"{kind}: {act.text} ({act.deed}): {seen}, {answers.get(said.id)!r}")
    return wrong


async def test_every_kind_of_person_may_by_command_what_the_table_says(scene: Stage) -> None:
    cast = await _cast(scene, len(TYPING) * len(deeds.COMMANDS))

    assert await _typed(cast, deeds.COMMANDS) == []
    assert {act.deed for act in (*deeds.COMMANDS, *deeds.BUTTONS)} == set(permissions.Deed) - {
        permissions.Deed.CONFIGURE
    }


async def test_what_admins_chose_is_what_the_table_says_then(scene: Stage) -> None:
    acts = [act for act in deeds.COMMANDS if act.deed in permissions.CHOSEN]
    rounds = (
        groups.Settings(may_create=Who.LEADS, may_close=Who.OWNERS, may_set_dates=Who.OWNERS),
        groups.Settings(may_create=Who.ADMINS, may_set_dates=Who.EVERYONE),
    )
    cast = await _cast(scene, len(TYPING) * len(acts) * len(rounds))
    for chosen in rounds:
        await _choose(cast, chosen)
        assert await _typed(cast, acts, chosen) == []


async def _choose(cast: Cast, chosen: groups.Settings) -> None:
    """Ann chooses it in the panel."""
    for place, choice in enumerate(rules.CHOICES):
        if choice.name in ("create", "close", "dates"):
            option = [name for name, _ in choice.options].index(choice.current(chosen) or "")
            data = presses.data("setto", cast.group_id, place, option)
            await cast.scene.client.press(cast.message, data, cast.scene.ann)
    await cast.scene.quiet()


async def test_every_kind_of_person_may_by_button_what_the_table_says(scene: Stage) -> None:
    cast = await _cast(scene, len(PRESSING) * len(deeds.BUTTONS) + 1)
    await _stuck(cast)
    tried = []
    for kind in PRESSING:
        for act in deeds.BUTTONS:
            number = cast.task()
            data = presses.data(act.verb, cast.group_id, cast.ids[number - 1], *act.rest)
            message = cast.elsewhere if kind in permissions.NOBODY else cast.message
            query = await scene.client.press(message, data, cast.people[kind])
            tried.append((kind, act, cast.ids[number - 1], query.id))
        for verb in deeds.OF_A_PERIOD:
            data = presses.data(verb, cast.group_id, deeds.DUE_ORDINAL, deeds.DUE_ORDINAL)
            message = cast.elsewhere if kind in permissions.NOBODY else cast.message
            query = await scene.client.press(message, data, cast.people[kind])
            tried.append((kind, deeds.Act(permissions.Deed.LEAD, verb=verb), 0, query.id))
    await scene.quiet()
    asked = await _asked(cast)
    wrong = []
    for kind, act, task_id, query_id in tried:
        toast = str((await scene.client.answer(query_id) or {}).get("text") or "")
        seen = Verdict.REFUSED if _is_one_of(toast, act.refusal, "refused.old_button") else Verdict.ALLOWED
        seen = Verdict.ASKS if task_id in asked else seen
        if seen is not _expected(act.deed, kind, groups.USUAL):
            wrong.append(f"{kind}: {act.verb} ({act.deed}): {seen}, {toast!r}")
    assert wrong == []


async def _stuck(cast: Cast) -> None:
    """All tasks are blocked, so that freeing one and reopening it are changes."""
    numbers = [str(number) for number in range(2, len(cast.ids) + 1)]
    for at in range(0, len(numbers), 40):
        said = f"/update {','.join(numbers[at : at + 40])} blocked: no permit"
        await cast.scene.client.say(cast.chat, cast.people[Kind.LEAD], said)
    await cast.scene.quiet()


async def test_no_button_of_the_panel_does_anything_for_who_is_no_admin(scene: Stage) -> None:
    """Also the buttons of parts, log, export, erasing and whatever else an admin's page has."""
    cast = await _cast(scene, 1)
    before = await _whole(cast)
    tried = []
    for kind in (one for one in PRESSING if one is not Kind.ADMIN):
        for verb in sorted(table.ADMIN_VERBS):
            message = cast.elsewhere if kind in permissions.NOBODY else cast.message
            data = presses.data(verb, cast.group_id, 1, 1)
            tried.append((kind, verb, (await scene.client.press(message, data, cast.people[kind])).id))
        await scene.quiet()

    answers = [(kind, verb, (await scene.client.answer(query_id) or {}).get("text")) for kind, verb, query_id in tried]
    assert [one for one in answers if not one[2]] == []
    after = await _whole(cast)
    assert {name: (set(before[name]) ^ set(after[name])) for name in before if before[name] != after[name]} == {}


async def test_a_stand_in_is_neither_heard_nor_answered_nor_kept(scene: Stage) -> None:
    """F016, F017: a channel writes, and ids that Telegram shows for others type and press."""
    cast = await _cast(scene, 1)
    before = await _whole(cast)
    sent = len(await scene.client.sent(cast.chat))
    channel = {"id": -1001999999999, "type": "channel", "title": "News"}
    for at, (stand_in, sender) in enumerate(((777000, channel), (136817688, channel), (STAND_IN, channel))):
        for text in ("/done 2", "/task Steal a desk", "/quiet 1d"):
            said = _said(cast, stand_in, text, at)
            await scene.client.inject({"message": {**said, "sender_chat": sender}})
    for verb in sorted({act.verb for act in deeds.BUTTONS} | table.ADMIN_VERBS):
        data = presses.data(verb, cast.group_id, cast.ids[1], 1)
        message = {**_said(cast, scene.bot.id, "", 0), "message_id": cast.message.id}
        query = {"id": "1", "chat_instance": "1", "from": _user(STAND_IN), "message": message, "data": data}
        await scene.client.inject({"callback_query": query})
    await scene.quiet()

    assert await _whole(cast) == before
    assert len(await scene.client.sent(cast.chat)) == sent
    assert not {row.telegram_id for row in await cast.rows(tables.people)} & {777000, 136817688, STAND_IN}
    await scene.client.forgive()


def test_every_button_has_its_place_among_those_tried() -> None:
    """A new one gets it in `tests/paths/deeds.py`, or is an admin's (`table.ADMIN_VERBS`) and tried by itself."""
    tried = {*(act.verb for act in deeds.BUTTONS), *deeds.OF_A_PERIOD}

    assert set(table._PRESSED) - (tried | table.ADMIN_VERBS | deeds.OWN_PERSON | deeds.SHOWING | deeds.DOOR) == set()


def _user(telegram_id: int) -> dict[str, Any]:
    return {"id": telegram_id, "is_bot": telegram_id != 777000, "first_name": "Group", "username": "GroupAnonymousBot"}


def _said(cast: Cast, telegram_id: int, text: str, at: int) -> dict[str, Any]:
    marked = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text else []
    return {
        "message_id": 9000 + at,
        "date": 1_795_485_600,
        "chat": {"id": cast.chat.id, "type": "supergroup", "title": "Visas"},
        "from": _user(telegram_id),
        "text": text,
        "entities": marked,
    }


async def _whole(cast: Cast) -> dict[str, list[tuple[str, ...]]]:
    """Everything that is kept of the group, its people and its tasks."""
    kept = (tables.groups, tables.schedules, tables.memberships, tables.tasks, tables.events, tables.questions)
    return {of.name: sorted(tuple(map(repr, row)) for row in await _ours(cast, of)) for of in kept}


async def _ours(cast: Cast, of: Any) -> list[Any]:
    found = await cast.rows(of)
    return [row for row in found if (row.id if of is tables.groups else row.group_id) == cast.group_id]
