"""What people write, touch and send on the page reaches the world and the bots, or is refused with a sentence."""

import asyncio
import struct
import zlib

import pytest

from playground import membership
from playground.world import World
from tests.playground.pages import add_person, call, exhibition, group_of, people_of, until_told, updates, visit


@pytest.fixture
def world() -> World:
    return exhibition()


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"")


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
