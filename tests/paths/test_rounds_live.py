"""A live round of twenty groups over HTTP at Telegram's own pace, with everything that goes wrong in one."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import docx
import pytest

from coordination.rules import rounds
from playground import views
from storage import outbox, tables_programmes, tables_rounds
from tests.paths import staging
from tests.stage import Stage, settings_for, stage

NAMES = [
    "Arrivals",
    "Badges",
    "Catering",
    "Decoration",
    "Exhibition",
    "Finance",
    "Guests",
    "Hotels",
    "Interpreting",
    "Jury",
    "Kitchen",
    "Logistics",
    "Media",
    "Network",
    "Opening",
    "Protocol",
    "Quality",
    "Registration",
    "Security",
    "Transport",
]
PLAN = "Group,Task,Owner,Due\n" + "\n".join(f"{name},Prepare {name.lower()},,2026-12-11" for name in NAMES)
CODES = [name[:3].upper() for name in NAMES]
LATER, RETURNED, ABSENT, KICKED, MIGRATED, RESTARTED, TWO_TAPS, UNREADY = NAMES[1:9]
PACE = {"messages_per_second": 25, "chat_messages_per_second": 1, "group_messages_per_minute": 18}


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    """A committee with twenty groups, each with a chat and a lead in private; from then on flood limits hold."""
    async with stage(sqlite_url) as opened:
        said = await opened.say(f"/plan {PLAN}")
        await opened.quiet()
        await opened.app.tick()
        await opened.client.click(await opened.reply_to(said), "With groups", opened.ann)
        await opened.quiet()
        assert opened.app.parts is not None
        seats = await staging.rows(opened.app.parts.database, tables_programmes.seats)
        found = [one.join_code for one in sorted(seats, key=lambda one: one.position)]
        for name, code in zip(NAMES, found, strict=True):
            await seat(opened, name, code)
        zhao = opened.others["zhao"] = await opened.client.user("Zhao", username="zhao", language_code="en")
        await opened.client.join(opened.chat, zhao)
        await opened.ask("/secretary @zhao")
        opened.settings = settings_for(opened.url, opened.bot.token, sqlite_url, **PACE)
        await opened.restart()
        await opened.client.limits(on=True)
        yield opened


async def seat(scene: Stage, name: str, code: str) -> None:
    """A group takes its place; its lead begins a private chat."""
    lead = scene.others[f"{name} lead"] = await scene.client.user(f"L{name}", username=f"l_{name}", language_code="en")
    kind = "group" if name == MIGRATED else "supergroup"
    chat = scene.others[name] = await scene.client.chat(kind, title=name, admins=[lead, scene.bot])
    await scene.client.say(chat, lead, f"/start {code}")
    await scene.client.say(chat, lead, f"/lead @l_{name}")
    private = scene.others[f"{name} private"] = await scene.client.private(lead, scene.bot)
    await scene.client.say(private, lead, "/start")
    await scene.quiet()


async def flow(scene: Stage) -> None:
    """Let time go, second by second, until all that was said has been sent; the floor keeps its rules."""

    async def handled() -> bool:
        return not await scene.client.pending(scene.bot)

    await scene.client.wait_for(handled)
    parts = scene.app.parts
    assert parts is not None
    while await outbox.has_ready(parts.database, parts.bot.id, scene.clock.now()):
        await scene.client.advance(timedelta(seconds=4))
    held = [row for row in await staging.rows(parts.database, tables_rounds.turns) if row.state in rounds.ON_FLOOR]
    assert len(held) <= 1


async def press(scene: Stage, message: views.MessageView, label: str, who: views.UserView | None = None) -> str:
    await scene.client.click(message, label, who or scene.ann)
    await flow(scene)
    return (await now(scene, message)).text


async def now(scene: Stage, message: views.MessageView) -> views.MessageView:
    return next(one for one in await scene.client.messages(message.chat_id) if one.id == message.id)


async def last(scene: Stage, chat: views.ChatView, holding: str) -> views.MessageView:
    return [one for one in await scene.client.sent(chat) if holding in one.text][-1]


async def card(scene: Stage, name: str) -> views.MessageView:
    """The card of the group that has the floor."""
    found = await last(scene, scene.chat, f" {name} (")
    assert found.buttons, name
    return found


async def one_tap(scene: Stage, *names: str) -> None:
    """A lead who accepts the draft needs one tap."""
    drafts = [await last(scene, scene.others[f"{name} private"], f"{code(name)} report") for name in names]
    for name, draft in zip(names, drafts, strict=True):
        await scene.client.click(draft, "Send it", scene.others[f"{name} lead"])
    await flow(scene)
    for draft in drafts:
        assert "In, approved by a lead." in (await now(scene, draft)).text


async def test_twenty_groups_are_called_and_nothing_is_said_twice(scene: Stage) -> None:
    board = await scene.reply_to(await scene.say("/round now 5h Rehearsal"))
    assert "20 groups, 15 minutes each" in board.text
    await press(scene, board, "Ask reports")
    await one_tap(scene, *(name for name in NAMES if name not in (ABSENT, UNREADY)))
    assert "Reports in: 18 of 20." in (await now(scene, board)).text
    moved = await scene.client.migrate(scene.others[MIGRATED])
    await scene.client.kick(scene.others[KICKED], scene.bot, scene.others[f"{KICKED} lead"])
    await press(scene, board, "Begin")

    for name in NAMES:
        await scene.client.advance(timedelta(minutes=2))
        await turn_of(scene, name)
    for name in (LATER, RETURNED):
        await press(scene, await card(scene, name), "Accept ▸")

    closing = await closed(scene)
    assert closing.text.splitlines()[1:] == [
        "Heard 18 of 20 · 1 to follow · 1 absent",
        "🟢 20",
        f"Absent {code(ABSENT)}",
        f"To follow {code(UNREADY)}, report by Wed 25 Nov, 12:00",
    ]
    await one_tap(scene, UNREADY)
    assert f"Report came in after it {code(UNREADY)}" in (await now(scene, closing)).text
    await document(scene, closing)
    await everything_once(scene, moved)


def code(name: str) -> str:
    return CODES[NAMES.index(name)]


async def turn_of(scene: Stage, name: str) -> None:
    """What the script says of each group; a chair who changes nothing needs one tap."""
    found = await card(scene, name)
    if name == LATER:
        await press(scene, found, "Later")
    elif name == RETURNED:
        await press(scene, found, "Return…")
        prompt = await last(scene, scene.chat, "What is missing")
        await scene.client.say(scene.chat, scene.ann, "Figures", reply_to=prompt.id)
        await flow(scene)
        await one_tap(scene, name)
    elif name == ABSENT:
        await press(scene, found, "Absent")
    elif name == UNREADY:
        await press(scene, found, "Later")
    elif name == RESTARTED:
        await scene.restart()
        await press(scene, found, "Accept ▸")
    elif name == TWO_TAPS:
        for who in (scene.ann, scene.others["zhao"], scene.ann):
            await scene.client.click(found, "Accept ▸", who)
        await flow(scene)
    else:
        assert "heard" in await press(scene, found, "Accept ▸")


async def closed(scene: Stage) -> views.MessageView:
    board = await last(scene, scene.chat, "Rehearsal")
    assert f"▶ {code(UNREADY)}" in board.text
    question = await press(scene, board, "Close")
    assert f"1 group was not heard: {code(UNREADY)}." in question
    await press(scene, await now(scene, board), "To follow")
    return await last(scene, scene.chat, "round closed")


async def document(scene: Stage, closing: views.MessageView) -> None:
    await press(scene, closing, "Report, DOCX")
    file = [one for one in await scene.client.sent(scene.chat) if one.file is not None][-1].file
    assert file is not None
    paper = docx.Document(io.BytesIO(scene.world.files.kept[file.file_id].upload.content))
    told = [one.text for one in paper.paragraphs]
    headings = [f"{name} ({code(name)})" for name in NAMES]
    assert [one for one in told if one in headings] == headings
    assert told.count("No report.") == 1


async def everything_once(scene: Stage, moved: views.ChatView) -> None:
    """Each call, heads-up and card as often as the group was called, and never a flood error."""
    for name in NAMES:
        chat = moved if name == MIGRATED else scene.others[name]
        said = [one.text for one in await scene.client.sent(chat)]
        calls = 0 if name == KICKED else 2 if name in (LATER, RETURNED, UNREADY) else 1
        assert sum("your turn" in one for one in said) == calls, name
        assert sum("you are next" in one for one in said) == int(name not in (KICKED, NAMES[0])), name
    assert [one for one in await scene.client.calls() if one.status == 429] == []
