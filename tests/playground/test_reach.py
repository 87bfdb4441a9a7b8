"""Where a bot may write: kicked, never started, blocked, muted, upgraded, deleted, closed."""

import pytest

from playground.client import Client
from playground.views import ChatView, UserView
from tests.playground.robots import Robot


async def send(robot: Robot, chat_id: int | str, **more: object) -> str:
    return await robot.refused("sendMessage", chat_id=chat_id, text="x", **more)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_that_was_kicked_or_never_came_is_told_so(
    stage: Client, robot: Robot, ann: UserView, kind: str
) -> None:
    # given
    kicked = await stage.chat(kind, owner=ann, members=[robot.id])
    never = await stage.chat(kind, owner=ann)
    await stage.kick(kicked, robot.id)
    # then
    assert await send(robot, kicked.id) == f"403 Forbidden: bot was kicked from the {kind} chat"
    assert await send(robot, never.id) == f"403 Forbidden: bot is not a member of the {kind} chat"


async def test_private_chats_refuse_before_start_after_a_block_and_when_the_account_is_gone(
    stage: Client, robot: Robot, ann: UserView
) -> None:
    assert await send(robot, ann.id) == "403 Forbidden: bot can't initiate conversation with a user"
    await stage.say(ann, ann, "/start")
    await robot.ok("sendMessage", chat_id=ann.id, text="x")
    await stage.block(ann)
    assert await send(robot, ann.id) == "403 Forbidden: bot was blocked by the user"
    await stage.unblock(ann)
    await robot.ok("sendMessage", chat_id=ann.id, text="x")
    await stage.deactivate(ann)
    assert await send(robot, ann.id) == "403 Forbidden: user is deactivated"


async def test_another_bot_can_not_be_written_to(stage: Client, robot: Robot) -> None:
    other = await stage.bot("OtherBot")
    assert await send(robot, other.id) == "403 Forbidden: bot can't send messages to bots"


async def test_a_deleted_group_says_so(stage: Client, robot: Robot, hall: ChatView) -> None:
    await stage.delete_group(hall)
    assert await send(robot, hall.id) == "403 Forbidden: the group chat was deleted"


async def test_an_upgraded_group_gives_the_new_id(stage: Client, robot: Robot, ann: UserView) -> None:
    group = await stage.chat("group", owner=ann, members=[robot.id])
    new = await stage.migrate(group)
    answer = await robot.call("sendMessage", chat_id=group.id, text="x")
    assert answer.body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert (await robot.ok("sendMessage", chat_id=new.id, text="x"))["chat"]["id"] == new.id


async def test_members_that_may_not_write_are_refused_by_kind(stage: Client, robot: Robot, hall: ChatView) -> None:
    # given only texts are allowed
    await stage.permit(hall, ["can_send_messages"])
    await robot.ok("sendMessage", chat_id=hall.id, text="x")
    words = await robot.refused("sendDocument", chat_id=hall.id, document=b"x")
    assert words == "400 Bad Request: not enough rights to send documents to the chat"
    # when the bot itself is restricted
    await stage.restrict(hall, robot.id)
    assert await send(robot, hall.id) == "400 Bad Request: not enough rights to send text messages to the chat"
    # then an admin may all the same
    await stage.promote(hall, robot.id, [])
    await robot.ok("sendMessage", chat_id=hall.id, text="x")


async def test_a_channel_wants_an_admin(stage: Client, robot: Robot, ann: UserView) -> None:
    channel = await stage.chat("channel", title="News", username="news_hc", owner=ann, members=[robot.id])
    assert await send(robot, channel.id) == "400 Bad Request: need administrator rights in the channel chat"
    await stage.promote(channel, robot.id)
    post = await robot.ok("sendMessage", chat_id="@news_hc", text="x")
    assert post["sender_chat"]["id"] == channel.id
    assert "from" not in post


class TestTopics:
    """Forums: General has no thread id, closed topics are closed, deleted ones gone."""

    @pytest.fixture
    async def forum(self, stage: Client, robot: Robot, ann: UserView) -> ChatView:
        return await stage.chat("supergroup", title="Forum", is_forum=True, owner=ann, members=[robot.id])

    async def test_a_message_in_a_topic_carries_its_thread(self, stage: Client, robot: Robot, forum: ChatView) -> None:
        topic = await stage.topic(forum, "Catering")
        result = await robot.ok("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id)
        assert (result["message_thread_id"], result["is_topic_message"]) == (topic.id, True)
        assert "forum_topic_created" in result["reply_to_message"]

    async def test_general_has_no_thread(self, robot: Robot, forum: ChatView) -> None:
        assert await send(robot, forum.id, message_thread_id=1) == "400 Bad Request: message thread not found"
        result = await robot.ok("sendMessage", chat_id=forum.id, text="x")
        assert "message_thread_id" not in result

    async def test_an_answer_inside_general_has_a_thread_that_is_no_topic(
        self, stage: Client, robot: Robot, forum: ChatView, ann: UserView
    ) -> None:
        asked = await stage.say(forum, ann, "well?")
        result = await robot.ok("sendMessage", chat_id=forum.id, text="x", reply_parameters={"message_id": asked.id})
        assert result["message_thread_id"] == asked.id
        assert "is_topic_message" not in result

    async def test_a_closed_topic_is_closed_except_to_who_manages_topics(
        self, stage: Client, robot: Robot, forum: ChatView
    ) -> None:
        topic = await stage.topic(forum, "Catering")
        await stage.close_topic(forum, topic)
        assert await send(robot, forum.id, message_thread_id=topic.id) == "400 Bad Request: TOPIC_CLOSED"
        await stage.promote(forum, robot.id, ["can_manage_topics"])
        await robot.ok("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id)
        await stage.demote(forum, robot.id)
        await stage.reopen_topic(forum, topic)
        await robot.ok("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id)

    async def test_a_deleted_topic_is_not_found(self, stage: Client, robot: Robot, forum: ChatView) -> None:
        topic = await stage.topic(forum, "Catering")
        await stage.delete_topic(forum, topic)
        assert await send(robot, forum.id, message_thread_id=topic.id) == "400 Bad Request: message thread not found"

    async def test_with_general_closed_an_answer_needs_the_topic_it_goes_to(
        self, stage: Client, robot: Robot, forum: ChatView, ann: UserView
    ) -> None:
        topic = await stage.topic(forum, "Catering")
        asked = await stage.say(forum, ann, "how many?", topic=topic)
        reply = {"message_id": asked.id}
        assert (await robot.ok("sendMessage", chat_id=forum.id, text="x", reply_parameters=reply))["is_topic_message"]
        await stage.close_topic(forum)
        assert await send(robot, forum.id, reply_parameters=reply) == "400 Bad Request: TOPIC_CLOSED"
        await robot.ok("sendMessage", chat_id=forum.id, text="x", reply_parameters=reply, message_thread_id=topic.id)
