"""Files and pictures in reply to a card, by chat: kept, acknowledged once, captions read; both databases, over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa

import storage
from playground import views
from playground.client_deeds import Sent
from storage import tables
from tests.paths import people
from tests.stage import Stage

PICTURE = Sent(b"\xff\xd8 a picture", "hall.jpg", "photo")
PLAN = Sent(b"plan", "plan.pdf", "document")
VOICE = Sent(b"voice", "voice.ogg", "voice")


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    """Ann's task with its card."""
    async with standing.fresh() as opened:
        opened.others["card"] = await opened.reply_to(await opened.say("/task Sign the contract @ann"))
        await opened.quiet()
        yield opened


async def card(scene: Stage) -> views.MessageView:
    return await people.now(scene, scene.others["card"])


async def kept(scene: Stage) -> list[tuple[str, str]]:
    """Kind and caption of the files that are kept, in order."""
    await scene.quiet()
    database = await storage.open(scene.settings.database_url.get_secret_value())
    try:
        async with database.reader() as reader:
            asked = sa.select(tables.updates.c.file_kind, tables.updates.c.text, tables.updates.c.file_id)
            ours = tables.updates.c.group_id.in_(
                sa.select(tables.groups.c.id).join(tables.chats).where(tables.chats.c.telegram_id == scene.chat.id)
            )
            rows = list(await reader.execute(asked.where(ours).order_by(tables.updates.c.id)))
    finally:
        await database.close()
    return [(row.file_kind, row.text) for row in rows if row.file_id]


async def send(scene: Stage, file: Sent, **how: Any) -> views.MessageView:
    """Ann sends a file, in reply to the card unless said otherwise."""
    how.setdefault("reply_to", scene.others["card"])
    return await scene.client.send(scene.chat, scene.ann, file, **how)


@pytest.mark.parametrize("file", [PICTURE, PLAN], ids=["photo", "document"])
async def test_a_file_in_reply_to_a_card_is_kept_and_acknowledged_quietly(scene: Stage, file: Sent) -> None:
    said = await send(scene, file)

    assert await scene.reaction_on(said) == "✍"
    assert await kept(scene) == [(file.kind, "")]
    assert ("photo" if file.kind == "photo" else "file") in (await scene.ask("/list 1")).splitlines()[-1]


async def test_its_caption_is_kept_with_it(scene: Stage) -> None:
    await send(scene, PICTURE, text="the hall as it is today")

    assert await kept(scene) == [("photo", "the hall as it is today")]
    assert "Last word, Tue 24 Nov: the hall as it is today" in (await card(scene)).text
    assert "Ann Lee: photo, the hall as it is today" in await scene.ask("/list 1")


@pytest.mark.parametrize(
    ("caption", "shown"),
    [
        ("done", "Done, Tue 24 Nov"),
        ("60%", "Moving, 60%"),
        ("blocked: no permit", "Blocked: no permit"),
        ("受阻：等批复", "Blocked: 等批复"),
    ],
)
async def test_a_caption_that_says_how_it_stands_is_read_like_any_words(scene: Stage, caption: str, shown: str) -> None:
    said = await send(scene, PICTURE, text=caption)

    assert await scene.reaction_on(said) == "✍"
    assert shown in (await card(scene)).text
    assert [kind for kind, _ in await kept(scene)] == ["photo"]


async def test_a_voice_note_is_kept_and_said_to_be_unread(scene: Stage) -> None:
    answer = await scene.reply_to(await send(scene, VOICE))

    assert answer.text == "#1: the voice note is kept, unread. What counts is a reply in words."
    assert await kept(scene) == [("voice", "")]


async def test_where_reactions_are_off_one_silent_line_says_it(scene: Stage) -> None:
    await scene.client.allow_reactions(scene.chat, [])
    answer = await scene.reply_to(await send(scene, PICTURE))

    assert (answer.text, answer.is_silent) == ("#1: photo kept", True)


async def test_an_album_is_kept_whole_and_acknowledged_once(scene: Stage) -> None:
    await scene.client.allow_reactions(scene.chat, [])
    files = [PICTURE, PICTURE, PLAN]
    album = await scene.client.album(scene.chat, scene.ann, files, reply_to=scene.others["card"], text="three views")
    await scene.quiet()

    assert await kept(scene) == [("photo", "three views"), ("photo", ""), ("document", "")]
    answered = [one for one in await scene.client.sent(scene.chat) if one.reply_to in {each.id for each in album}]
    assert [one.text for one in answered] == ["#1: photo kept"]


async def test_an_album_with_a_command_has_one_effect_and_one_answer(scene: Stage) -> None:
    """F057."""
    await scene.client.allow_reactions(scene.chat, [])
    album = await scene.client.album(scene.chat, scene.ann, [PICTURE] * 3, text="/done 1")
    await scene.quiet()

    answered = [one for one in await scene.client.sent(scene.chat) if one.reply_to in {each.id for each in album}]
    assert [one.text for one in answered] == ["#1 done"]
    assert "Done, Tue 24 Nov" in (await card(scene)).text
    assert [kind for kind, _ in await kept(scene)] == ["photo"]


@pytest.mark.parametrize(
    ("caption", "words"), [("#1 the hall", "the hall"), ("#1 hall 2 on floor 14", "hall 2 on floor 14"), ("#1 70%", "")]
)
async def test_a_file_with_a_number_in_its_caption_is_kept_with_that_task(
    scene: Stage, caption: str, words: str
) -> None:
    await send(scene, PICTURE, text=caption, reply_to=None)

    assert await kept(scene) == [("photo", words)]


async def test_a_file_that_answers_nothing_is_nobodys_business(scene: Stage) -> None:
    await send(scene, PICTURE, reply_to=None)
    await send(scene, PICTURE, text="look at this", reply_to=None)

    assert await kept(scene) == []


async def test_an_edited_caption_says_something_new_and_keeps_no_second_file(scene: Stage) -> None:
    said = await send(scene, PICTURE, text="60%")
    assert "Moving, 60%" in (await card(scene)).text
    await scene.client.edit(said, "80%")

    assert "Moving, 80%" in (await card(scene)).text
    assert [kind for kind, _ in await kept(scene)] == ["photo"]


async def test_a_note_that_becomes_done_keeps_its_file(scene: Stage) -> None:
    said = await send(scene, PICTURE, text="the hall")
    await scene.quiet()
    await scene.client.edit(said, "done")

    assert "Done, Tue 24 Nov" in (await card(scene)).text
    assert [kind for kind, _ in await kept(scene)] == ["photo"]


async def test_files_are_still_kept_when_the_task_is_done(scene: Stage) -> None:
    await scene.say("/done 1")
    await send(scene, PLAN, text="the signed copy")

    assert await kept(scene) == [("document", "the signed copy")]
    assert "Done, Tue 24 Nov" in (await card(scene)).text


async def test_a_forwarded_picture_is_nobodys_evidence(scene: Stage) -> None:
    """F020."""
    said = await send(scene, PICTURE, reply_to=None)
    await scene.client.forward(scene.chat, scene.ann, said, reply_to=scene.others["card"])

    assert await kept(scene) == []
