"""What people change around a chat on the page: clock, bot, groups, topics, people and their rights."""

from datetime import UTC, datetime, timedelta

import pytest

from playground import chats, talk
from playground.members import Status
from playground.world import World
from tests.playground.pages import START, add_group, exhibition, group_of, people_of, updates, visit


@pytest.fixture
def world() -> World:
    return exhibition()


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


async def test_nobody_can_write_in_an_empty_world() -> None:
    async with visit(World()) as visitor:
        assert await visitor.refusal("say", text="x") == "There is no chat yet."
        assert await visitor.refusal("new_group", title="X") == ("Nobody is here to write. Add a person under “More”.")
