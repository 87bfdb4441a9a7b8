"""What people do on the page reaches the world and the bots, or is refused with a sentence."""

import asyncio
import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from playground import chats, membership, talk
from playground.clock import PlaygroundClock
from playground.members import Status
from playground.world import World
from tests.playground.pages import add_bot, add_group, add_person, call, until_told, updates, visit

START = datetime(2026, 11, 25, 1, 12, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    """A world that stands still: Ann owns a group, Bo and an admin bot are in it."""
    world = World(PlaygroundClock(START), limited=False)
    add_group(world, add_person(world, username="ann_x"), add_person(world, "Bo"), add_bot(world).user)
    return world


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"")


def group_of(world: World) -> chats.Chat:
    return next(iter(world.chats.values()))


def people_of(world: World) -> tuple[int, int]:
    ann, bo = (user.id for user in world.users.values() if not user.is_bot)
    return ann, bo


async def test_a_line_is_written_as_the_chosen_person_and_the_bot_hears_it(world: World) -> None:
    _, bo = people_of(world)
    async with visit(world) as visitor:
        await visitor.do("say", person=bo, text="  /done 12\r\nsigned  ")
    (update,) = updates(world, world.the_bot())
    assert update["message"]["text"] == "/done 12\nsigned"
    assert update["message"]["from"]["id"] == bo


async def test_an_answer_is_an_answer(world: World) -> None:
    ann, _ = people_of(world)
    async with visit(world) as visitor:
        await visitor.do("say", person=ann, text="one")
        await visitor.do("say", person=ann, text="two", reply=1)
    assert group_of(world).messages[2].reply_to == 1


async def test_only_the_writer_edits_a_message(world: World) -> None:
    ann, bo = people_of(world)
    async with visit(world) as visitor:
        await visitor.do("say", person=ann, text="one")
        assert (
            await visitor.refusal("edit", person=bo, message=1, text="two") == "Only one's own messages can be changed."
        )
        await visitor.do("edit", person=ann, message=1, text="one")
        assert group_of(world).messages[1].edited_at is None
        await visitor.do("edit", person=ann, message=1, text="two")
    assert [*updates(world, world.the_bot())[-1]] == ["update_id", "edited_message"]
    assert group_of(world).messages[1].text == "two"


async def test_people_delete_their_own_and_admins_every_message(world: World) -> None:
    ann, bo = people_of(world)
    async with visit(world) as visitor:
        for person in (ann, bo):
            await visitor.do("say", person=person, text="x")
        assert "own messages" in await visitor.refusal("delete", person=bo, message=1)
        await visitor.do("delete", person=ann, message=2)
        await visitor.do("delete", person=ann, message=1)
        assert await visitor.refusal("delete", person=ann, message=1, lang="zh") == "该消息已不在。"
    assert all(sent.is_deleted for sent in group_of(world).messages.values())


async def test_a_reaction_is_given_and_taken_back(world: World) -> None:
    _, bo = people_of(world)
    async with visit(world) as visitor:
        await visitor.do("say", person=bo, text="x")
        await visitor.do("react", person=bo, message=1, emoji="✍️")
        assert group_of(world).messages[1].reactions == {bo: ("✍",)}
        await visitor.do("react", person=bo, message=1, emoji="✍️")
    assert group_of(world).messages[1].reactions == {}


async def test_a_reaction_that_the_chat_forbids_is_refused(world: World) -> None:
    ann, _ = people_of(world)
    async with visit(world) as visitor:
        await visitor.do("say", person=ann, text="x")
        await visitor.do("reactions", person=ann, on="")
        assert "does not allow" in await visitor.refusal("react", person=ann, message=1, emoji="👍")
        await visitor.do("reactions", person=ann, on="1")
        await visitor.do("react", person=ann, message=1, emoji="👍")
        assert "does not allow" in await visitor.refusal("react", person=ann, message=1, emoji="🧨")


async def post_with_button(world: World) -> int:
    keys = [[{"text": "Done", "callback_data": "d:1"}]]
    chat_id = group_of(world).id
    sent = await call(
        world, world.the_bot(), "sendMessage", chat_id=chat_id, text="x", reply_markup={"inline_keyboard": keys}
    )
    return int(sent["message_id"])


@pytest.mark.parametrize("alert", [True, False])
async def test_a_press_waits_for_the_bots_answer(world: World, alert: bool) -> None:
    _, bo = people_of(world)
    message = await post_with_button(world)
    async with visit(world) as visitor:
        pressing = asyncio.ensure_future(visitor.do("press", person=bo, message=message, data="d:1"))
        query = await until_told(world, world.the_bot(), "callback_query")
        assert (query["from"]["id"], query["data"]) == (bo, "d:1")
        answer = {"callback_query_id": query["id"], "text": "Recorded", "show_alert": alert}
        await call(world, world.the_bot(), "answerCallbackQuery", **answer)
        assert await pressing == {"said": "Recorded", "is_alert": alert}


async def test_a_press_that_is_never_answered_says_so(world: World) -> None:
    message = await post_with_button(world)
    async with visit(world) as visitor:
        pressing = asyncio.ensure_future(visitor.do("press", message=message, data="d:1"))
        await until_told(world, world.the_bot(), "callback_query")
        world.close()
        assert await pressing == {"said": "The bot has not answered the press."}


async def test_start_opens_the_private_chat_with_its_payload(world: World) -> None:
    _, bo = people_of(world)
    bot = world.the_bot()
    async with visit(world) as visitor:
        told = await visitor.do("start", person=bo, bot=bot.id, payload="t12")
        assert told == {"go": {"chat": f"{bo}.{bot.id}", "topic": ""}}
        await visitor.do("start", chat=f"{bo}.{bot.id}")
    texts = [update["message"]["text"] for update in updates(world, bot)]
    assert texts == ["/start t12", "/start"]


@pytest.mark.parametrize(
    ("name", "content", "as_file", "kind"),
    [
        ("hall.png", picture(), "", "photo"),
        ("hall.png", picture(), "1", "document"),
        ("plan.csv", b"a,b", "", "document"),
        ("evil.png", b"<script>", "", "document"),
        ("empty", b"", "", "document"),
    ],
)
async def test_a_file_is_sent_with_its_caption(
    world: World, name: str, content: bytes, as_file: str, kind: str
) -> None:
    async with visit(world) as visitor:
        await visitor.do("say", files={"file": (name, content)}, text="as promised", as_file=as_file)
        (update,) = updates(world, world.the_bot())
        assert kind in update["message"]
        assert update["message"]["caption"] == "as promised"
        shown = update["message"][kind]
        file_id = (shown[-1] if isinstance(shown, list) else shown)["file_id"]
        answer = await visitor.http.get(f"/page/files/{file_id}")
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("inline" if kind == "photo" else "attachment")
    assert answer.headers["content-type"] == ("image/png" if kind == "photo" else "application/octet-stream")


async def test_what_cannot_be_said_is_refused_in_the_readers_language(world: World) -> None:
    async with visit(world) as visitor:
        assert await visitor.refusal("say", text=" \n ") == "Nothing was written."
        assert await visitor.refusal("say", text=" ", lang="zh") == "内容为空。"
        assert await visitor.refusal("say", text="x" * 4097) == "Too long: 4097 characters, 4096 fit into a message."
        assert await visitor.refusal("nonsense") == "Not possible: nonsense"
        assert await visitor.refusal("press", message="x", data="d") == "That message is not here any more."
    assert group_of(world).messages == {}


async def test_an_outsider_can_neither_write_nor_react_nor_press(world: World) -> None:
    message = await post_with_button(world)
    cy = add_person(world, "Cy")
    async with visit(world) as visitor:
        assert "Cy is not in Exhibition" in await visitor.refusal("say", person=cy.id, text="x")
        assert "not in this chat" in await visitor.refusal("react", person=cy.id, message=message, emoji="👍")
        assert "not in this chat" in await visitor.refusal("press", person=cy.id, message=message, data="d:1")
        await visitor.do("join", person=cy.id)
        await visitor.do("say", person=cy.id, text="x")


@pytest.mark.parametrize(
    ("step", "then"),
    [
        ("hour", START + timedelta(hours=1)),
        ("morning", datetime(2026, 11, 26, 0, 30, tzinfo=UTC)),
        ("friday", datetime(2026, 11, 27, 7, 0, tzinfo=UTC)),
    ],
)
async def test_a_clock_button_moves_the_world_and_lets_the_bot_take_its_turn(
    world: World, step: str, then: datetime
) -> None:
    seen: list[datetime] = []

    async def tick() -> None:
        seen.append(world.now())

    async with visit(world, on_advance=tick) as visitor:
        told = await visitor.do("clock", step=step, zone="Asia/Shanghai")
    assert world.now() == then
    assert seen == [then]
    assert told["said"].startswith("It is now ")


async def test_a_bot_that_fails_at_its_turn_is_told_of_and_the_clock_has_moved(world: World) -> None:
    async def tick() -> None:
        raise LookupError("no rows")

    async with visit(world, on_advance=tick) as visitor:
        assert "LookupError('no rows')" in await visitor.refusal("clock", step="hour")
        assert await visitor.refusal("clock", step="year") == "Not possible: year"
    assert world.now() == START + timedelta(hours=1)


async def test_the_bot_is_promoted_demoted_removed_and_added(world: World) -> None:
    bot, group = world.the_bot(), group_of(world)
    async with visit(world) as visitor:
        seen: list[tuple[str, str]] = []
        for deed in ("demote_bot", "promote_bot", "kick_bot", "add_bot"):
            await visitor.do(deed, bot=bot.id)
            seen.append((deed, group.members[bot.id].status.value))
            assert f'data-do="{deed}"' not in await visitor.region("more")
    assert [status for _, status in seen] == ["member", "administrator", "kicked", "member"]
    changes = [update for update in updates(world, bot) if "my_chat_member" in update]
    assert len(changes) == 4


async def test_privacy_mode_holds_for_a_chat_from_the_next_adding_on(world: World) -> None:
    bot, group = world.the_bot(), group_of(world)
    async with visit(world) as visitor:
        await visitor.do("demote_bot", bot=bot.id)
        await visitor.do("privacy", bot=bot.id, on="")
        assert "sees commands and replies only" in await visitor.read("head")
        for deed in ("kick_bot", "add_bot"):
            await visitor.do(deed, bot=bot.id)
        assert "sees all messages" in await visitor.read("head")
    assert group.members[bot.id].sees_all


async def test_a_basic_group_is_upgraded_and_the_page_follows(world: World) -> None:
    ann, _ = people_of(world)
    basic = add_group(world, world.users[ann], kind=chats.GROUP, title="Hall")
    async with visit(world) as visitor:
        assert 'data-do="upgrade"' in await visitor.region("more", chat=basic.id)
        told = await visitor.do("upgrade", chat=basic.id)
    assert told["go"]["chat"] == str(basic.migrated_to)


async def test_a_new_person_comes_into_the_group_and_writes_next(world: World) -> None:
    async with visit(world) as visitor:
        told = await visitor.do("add_person", first_name=" 敏 ", last_name="李", username="@limin", language="zh")
        user = world.users[int(told["go"]["person"])]
        assert (user.name, user.username, user.language_code) == ("敏 李", "limin", "zh")
        assert group_of(world).member(user.id)
        assert await visitor.refusal("add_person", first_name="  ") == "A name is needed."
        assert await visitor.refusal("add_person", first_name="X", username="LIMIN") == "The username @LIMIN is taken."
        assert "4 to 32" in await visitor.refusal("add_person", first_name="X", username="a b")


@pytest.mark.parametrize(("kind", "type_", "is_forum"), [("group", "group", False), ("forum", "supergroup", True)])
async def test_a_new_group_holds_everybody_and_the_bot(world: World, kind: str, type_: str, is_forum: bool) -> None:
    ann, bo = people_of(world)
    async with visit(world) as visitor:
        told = await visitor.do("new_group", person=bo, title="Press", kind=kind)
        assert await visitor.refusal("new_group", title=" ") == "A name is needed."
    made = world.chats[int(told["go"]["chat"])]
    assert (made.kind, made.is_forum, made.title) == (type_, is_forum, "Press")
    assert made.members[bo].status is Status.CREATOR
    assert {ann, bo, world.the_bot().id} == set(made.members)


async def test_a_forum_gets_a_topic_and_the_page_opens_it(world: World) -> None:
    ann, _ = people_of(world)
    forum = add_group(world, world.users[ann], is_forum=True, title="Forum")
    async with visit(world) as visitor:
        told = await visitor.do("new_topic", chat=forum.id, name="Airport")
        await visitor.do("say", chat=forum.id, person=ann, topic=told["go"]["topic"], text="14:10 from Vienna")
    assert forum.messages[2].topic_id == int(told["go"]["topic"])


async def test_a_person_rises_hides_falls_and_leaves(world: World) -> None:
    _, bo = people_of(world)
    member = group_of(world).members
    async with visit(world) as visitor:
        await visitor.do("promote", person=bo)
        await visitor.do("hide", person=bo, on="1")
        assert member[bo].is_anonymous
        await visitor.do("say", person=bo, text="x")
        assert "Exhibition" in await visitor.read("lines", person=bo)
        await visitor.do("hide", person=bo, on="")
        await visitor.do("demote", person=bo)
        assert member[bo].status is Status.MEMBER
        await visitor.do("leave", person=bo)
    assert not member[bo].is_present


async def test_a_person_blocks_the_bot_and_takes_it_back(world: World) -> None:
    _, bo = people_of(world)
    bot = world.the_bot()
    private = world.private(bot, world.users[bo])
    talk.say(world, private, world.users[bo], talk.Words("/start"))
    async with visit(world) as visitor:
        await visitor.do("block", chat=f"{bo}.{bot.id}")
        assert private.is_blocked
        assert await visitor.region("more", chat=f"{bo}.{bot.id}") == ""
        await visitor.do("unblock", chat=f"{bo}.{bot.id}")
    assert not private.is_blocked


async def test_a_message_is_pinned_and_unpinned(world: World) -> None:
    async with visit(world) as visitor:
        await visitor.do("say", text="x")
        await visitor.do("pin", message=1)
        assert "Pinned message x" in await visitor.read("head")
        await visitor.do("unpin", message=1)
        assert "Pinned message" not in await visitor.read("head")
        assert await visitor.refusal("pin", message=2) == "That message is not here any more."


async def test_an_anonymous_admins_message_is_still_their_own(world: World) -> None:
    ann, _ = people_of(world)
    membership.hide(world, group_of(world), world.users[ann])
    async with visit(world) as visitor:
        await visitor.do("say", person=ann, text="x")
        assert "data-may-edit" in await visitor.region("lines", person=ann)


async def test_nobody_can_write_in_an_empty_world() -> None:
    async with visit(World()) as visitor:
        assert await visitor.refusal("say", text="x") == "There is no chat yet."
        assert await visitor.refusal("new_group", title="X") == ("Nobody is here to write. Add a person under “More”.")
