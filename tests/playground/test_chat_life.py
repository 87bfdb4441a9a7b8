"""Members and chats in motion: coming, going, rights, upgrades, topics, pins; which updates follow."""

from typing import Any

import pytest

from playground.client import Client, PlaygroundError
from playground.views import ChatView, UserView
from tests.playground.robots import Robot


async def test_a_bot_is_told_of_its_own_coming_rise_fall_and_going(stage: Client, robot: Robot, ann: UserView) -> None:
    # given
    group = await stage.chat("supergroup", owner=ann)
    # when
    await stage.join(group, robot.id, by=ann)
    await stage.promote(group, robot.id, ["can_pin_messages"])
    await stage.demote(group, robot.id)
    await stage.kick(group, robot.id, by=ann)
    # then
    updates = await robot.updates()
    own = [update["my_chat_member"] for update in updates if "my_chat_member" in update]
    assert [(each["old_chat_member"]["status"], each["new_chat_member"]["status"]) for each in own] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "kicked"),
    ]
    assert own[1]["new_chat_member"]["can_pin_messages"] is True
    assert own[1]["new_chat_member"]["can_delete_messages"] is False
    messages = [update["message"] for update in updates if "message" in update]
    assert messages[0]["new_chat_members"][0]["id"] == robot.id
    assert messages[-1]["left_chat_member"]["id"] == robot.id


async def test_the_removal_of_a_bot_by_an_anonymous_admin_comes_from_the_group(
    stage: Client, robot: Robot, hall: ChatView, ann: UserView
) -> None:
    await stage.hide(hall, ann)
    await stage.kick(hall, robot.id, by=ann)
    updates = await robot.updates()
    assert updates[-1]["my_chat_member"]["from"]["username"] == "GroupAnonymousBot"
    left = next(update["message"] for update in updates if "message" in update)
    assert (left["left_chat_member"]["id"], left["from"]["username"]) == (robot.id, "GroupAnonymousBot")


async def test_a_kicked_bot_hears_nothing_until_it_is_back(
    stage: Client, robot: Robot, hall: ChatView, ann: UserView, bo: UserView
) -> None:
    await stage.kick(hall, robot.id)
    await robot.updates()
    await stage.say(hall, bo, "/done@MusterTestBot")
    assert await robot.kinds() == []
    await stage.unban(hall, robot.id)
    await stage.join(hall, robot.id, by=ann)
    assert await robot.kinds() == ["my_chat_member", "my_chat_member", "new_chat_members"]


async def test_others_comings_and_goings_are_told_to_admin_bots(
    stage: Client, robot: Robot, hall: ChatView, ann: UserView, bo: UserView
) -> None:
    await robot.ok("getUpdates", allowed_updates=["chat_member", "message"])
    await stage.promote(hall, robot.id)
    await stage.leave(hall, bo)
    await stage.join(hall, bo)
    await stage.restrict(hall, bo, ["can_send_messages"])
    updates = await robot.updates()
    told = [each["chat_member"]["new_chat_member"] for each in updates if "chat_member" in each]
    assert [each["status"] for each in told if each["user"]["id"] == bo.id] == ["left", "member", "restricted"]
    assert (told[-1]["can_send_messages"], told[-1]["can_send_photos"]) == (True, False)


async def test_a_person_who_blocks_the_bot_and_comes_back_is_told_of(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    await stage.block(ann)
    await stage.unblock(ann)
    updates = [update["my_chat_member"] for update in await robot.updates()]
    assert [each["new_chat_member"]["status"] for each in updates] == ["kicked", "member"]
    assert updates[0]["chat"]["type"] == "private"


async def test_an_upgrade_tells_of_both_ids_and_keeps_the_members(
    stage: Client, robot: Robot, ann: UserView, bo: UserView
) -> None:
    group = await stage.chat("group", title="Hall", owner=ann, members=[bo, robot.id])
    new = await stage.migrate(group, to=-1001500000777)
    first, second = await robot.updates()
    assert (first["message"]["chat"]["id"], first["message"]["migrate_to_chat_id"]) == (group.id, -1001500000777)
    assert (second["message"]["chat"]["id"], second["message"]["migrate_from_chat_id"]) == (new.id, group.id)
    assert {member.id for member in new.members} == {ann.id, bo.id, robot.id}
    await stage.say(new, bo, "/done@MusterTestBot")
    assert await robot.kinds() == ["message"]
    with pytest.raises(PlaygroundError, match="is not in"):
        await stage.say(group, bo, "x")
    with pytest.raises(PlaygroundError, match="can't become a supergroup"):
        await stage.migrate(group)


async def test_the_life_of_a_topic_is_told_inside_it(stage: Client, robot: Robot, ann: UserView) -> None:
    forum = await stage.chat("supergroup", title="Forum", is_forum=True, owner=ann, members=[robot.id])
    topic = await stage.topic(forum, "Catering")
    await stage.rename_topic(forum, topic, "Food")
    await stage.close_topic(forum, topic)
    with pytest.raises(PlaygroundError, match="closed or gone"):
        await stage.say(forum, await join(stage, forum), "x", topic=topic)
    await stage.reopen_topic(forum, topic)
    updates = [each["message"] for each in await robot.updates() if "new_chat_members" not in each.get("message", {})]
    told = [(next(key for key in body if key.startswith("forum_")), body["message_thread_id"]) for body in updates]
    assert told == [
        ("forum_topic_created", topic.id),
        ("forum_topic_edited", topic.id),
        ("forum_topic_closed", topic.id),
        ("forum_topic_reopened", topic.id),
    ]
    assert [each.name for each in (await stage.look(forum)).topics] == ["General", "Food"]


async def join(stage: Client, chat: ChatView) -> UserView:
    """Let a plain member come in."""
    user = await stage.user("Cy")
    await stage.join(chat, user)
    return user


async def test_titles_and_pins_are_told(stage: Client, robot: Robot, hall: ChatView, bo: UserView) -> None:
    said = await stage.say(hall, bo, "read this")
    await stage.retitle(hall, "Hall 2")
    await stage.pin(said)
    titled, pinned = await robot.updates()
    assert (titled["message"]["new_chat_title"], titled["message"]["chat"]["title"]) == ("Hall 2", "Hall 2")
    assert pinned["message"]["pinned_message"]["text"] == "read this"
    await stage.unpin(said)
    assert (await stage.look(hall)).pins == ()


class TestLookingAround:
    """getChat, getChatMember and the rest."""

    async def test_a_chat_tells_of_its_reactions_description_and_permissions(
        self, stage: Client, robot: Robot, hall: ChatView
    ) -> None:
        await stage.allow_reactions(hall, ["👍"])
        await stage.permit(hall, ["can_send_messages"])
        chat = await robot.ok("getChat", chat_id=hall.id)
        assert chat["available_reactions"] == [{"type": "emoji", "emoji": "👍"}]
        assert (chat["permissions"]["can_send_messages"], chat["permissions"]["can_send_photos"]) == (True, False)
        await stage.allow_reactions(hall, None)
        assert "available_reactions" not in await robot.ok("getChat", chat_id=hall.id)

    async def test_members_are_shown_by_status(
        self, stage: Client, robot: Robot, hall: ChatView, ann: UserView, bo: UserView
    ) -> None:
        stranger = await stage.user("Cy")
        statuses = [
            (await robot.ok("getChatMember", chat_id=hall.id, user_id=each.id))["status"]
            for each in (ann, bo, stranger)
        ]
        assert statuses == ["creator", "member", "left"]
        assert await robot.refused("getChatMember", chat_id=hall.id, user_id=5) == "400 Bad Request: user not found"

    async def test_admins_are_listed_without_other_bots(
        self, stage: Client, robot: Robot, hall: ChatView, ann: UserView, bo: UserView
    ) -> None:
        other = await stage.bot("OtherBot")
        await stage.join(hall, other.id)
        await stage.promote(hall, other.id)
        await stage.promote(hall, bo)
        await stage.promote(hall, robot.id)
        admins = await robot.ok("getChatAdministrators", chat_id=hall.id)
        assert [each["user"]["id"] for each in admins] == [ann.id, bo.id, robot.id]
        assert await robot.ok("getChatMemberCount", chat_id=hall.id) == 4

    async def test_a_private_chat_has_no_admins(self, robot: Robot, desk: ChatView) -> None:
        words = await robot.refused("getChatAdministrators", chat_id=desk.id)
        assert words == "400 Bad Request: there are no administrators in the private chat"
        assert (await robot.ok("getChat", chat_id=desk.id))["first_name"] == "Ann"

    async def test_a_chat_the_bot_is_not_in_is_closed_to_it(self, stage: Client, robot: Robot, ann: UserView) -> None:
        other = await stage.chat("supergroup", owner=ann)
        words = "403 Forbidden: bot is not a member of the supergroup chat"
        for method in ("getChat", "getChatAdministrators", "getChatMemberCount"):
            assert await robot.refused(method, chat_id=other.id) == words

    async def test_a_bot_can_leave(self, stage: Client, robot: Robot, hall: ChatView) -> None:
        assert await robot.ok("leaveChat", chat_id=hall.id) is True
        (update,) = await robot.updates()
        assert update["my_chat_member"]["new_chat_member"]["status"] == "left"
        words = await robot.refused("sendMessage", chat_id=hall.id, text="x")
        assert words == "403 Forbidden: bot is not a member of the supergroup chat"


@pytest.mark.parametrize(
    ("method", "params", "result"),
    [
        ("getMyName", {}, {"name": "Bot"}),
        ("getMyDescription", {}, {"description": ""}),
        ("getMyShortDescription", {"language_code": "zh"}, {"short_description": ""}),
    ],
)
async def test_texts_not_set_are_the_general_ones(
    robot: Robot, method: str, params: dict[str, Any], result: dict[str, str]
) -> None:
    assert await robot.ok(method, **params) == result


async def test_texts_of_the_bot_are_kept_by_language(robot: Robot) -> None:
    await robot.ok("setMyDescription", description="Keeps groups moving")
    await robot.ok("setMyDescription", description="推进各组工作", language_code="zh")
    assert await robot.ok("getMyDescription", language_code="zh") == {"description": "推进各组工作"}
    assert await robot.ok("getMyDescription", language_code="de") == {"description": "Keeps groups moving"}
    assert await robot.refused("setMyName", name="x" * 65) == "400 Bad Request: name is too long"


async def test_commands_are_kept_by_scope_and_language(stage: Client, robot: Robot) -> None:
    menu = [{"command": "task", "description": "New task"}]
    await robot.ok("setMyCommands", commands=menu)
    await robot.ok("setMyCommands", commands=[], scope={"type": "all_private_chats"}, language_code="zh")
    assert await robot.ok("getMyCommands") == menu
    assert await robot.ok("getMyCommands", scope={"type": "all_private_chats"}, language_code="zh") == []
    await robot.ok("deleteMyCommands")
    assert await robot.ok("getMyCommands") == []


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        ("Ta sk", "x", "400 Bad Request: BOT_COMMAND_INVALID"),
        ("x" * 33, "x", "400 Bad Request: BOT_COMMAND_INVALID"),
        ("task", "", "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        ("task", "x" * 257, "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_bad_commands_are_refused(robot: Robot, command: str, description: str, words: str) -> None:
    commands = [{"command": command, "description": description}]
    assert await robot.refused("setMyCommands", commands=commands) == words
