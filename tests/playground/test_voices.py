"""In whose name messages come: anonymous admins, people as channels, linked channels, forwards, channel posts."""

import pytest

from playground.client import Client, PlaygroundError
from playground.views import ChatView, UserView
from tests.playground.robots import Robot


@pytest.fixture
async def open_hall(stage: Client, robot: Robot, hall: ChatView) -> ChatView:
    """The hall with the bot as an admin that hears everything."""
    await stage.promote(hall, robot.id)
    await robot.updates()
    return hall


async def test_an_anonymous_admin_speaks_as_the_group_and_presses_as_herself(
    stage: Client, robot: Robot, open_hall: ChatView, ann: UserView
) -> None:
    await stage.hide(open_hall, ann)
    said = await stage.say(open_hall, ann, "/task buy paper")
    (update,) = [each for each in await robot.updates() if "message" in each]
    message = update["message"]
    assert (message["from"]["id"], message["from"]["username"]) == (1087968824, "GroupAnonymousBot")
    assert message["sender_chat"]["id"] == open_hall.id
    assert (said.sender_name, said.user_id) == ("Hall", ann.id)
    # a press carries the real id
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await robot.ok("sendMessage", chat_id=open_hall.id, text="?", reply_markup=markup)
    await stage.click((await stage.sent(open_hall))[0], "Yes", ann)
    (update,) = await robot.updates()
    assert update["callback_query"]["from"]["id"] == ann.id


async def test_an_anonymous_admin_reacts_as_the_group(
    stage: Client, robot: Robot, open_hall: ChatView, ann: UserView, bo: UserView
) -> None:
    await robot.ok("getUpdates", allowed_updates=["message_reaction"])
    await stage.hide(open_hall, ann)
    await stage.react(await stage.say(open_hall, bo, "done"), ann, "👍")
    (update,) = await robot.updates()
    assert update["message_reaction"]["actor_chat"]["id"] == open_hall.id
    assert "user" not in update["message_reaction"]


async def test_a_person_may_write_as_a_channel(
    stage: Client, robot: Robot, open_hall: ChatView, ann: UserView, bo: UserView
) -> None:
    channel = await stage.chat("channel", title="Bo's diary", owner=bo)
    await stage.say(open_hall, bo, "hello", as_chat=channel)
    (update,) = await robot.updates()
    assert update["message"]["from"]["id"] == 136817688
    assert (update["message"]["sender_chat"]["id"], update["message"]["sender_chat"]["type"]) == (channel.id, "channel")


async def test_a_linked_channel_post_is_forwarded_by_telegram_itself(
    stage: Client, robot: Robot, open_hall: ChatView, ann: UserView
) -> None:
    channel = await stage.chat("channel", title="News", owner=ann)
    await stage.link(channel, open_hall)
    post = await stage.say(channel, ann, "/task order books")
    (update,) = await robot.updates()
    message = update["message"]
    assert (message["is_automatic_forward"], message["from"]["id"]) == (True, 777000)
    assert message["sender_chat"]["id"] == channel.id
    assert message["forward_origin"] == {
        "type": "channel",
        "chat": {"id": channel.id, "type": "channel", "title": "News"},
        "message_id": post.id,
        "date": message["date"],
    }


async def test_channel_posts_and_their_edits_reach_an_admin_bot_without_a_sender(
    stage: Client, robot: Robot, ann: UserView
) -> None:
    channel = await stage.chat("channel", title="News", owner=ann, admins=[robot.id])
    post = await stage.say(channel, ann, "hello")
    await stage.edit(post, "hello again")
    first, second = await robot.updates()
    assert first["channel_post"]["sender_chat"]["id"] == channel.id
    assert "from" not in first["channel_post"]
    assert second["edited_channel_post"]["text"] == "hello again"


async def test_reactions_in_a_channel_are_counted_without_names(stage: Client, robot: Robot, ann: UserView) -> None:
    channel = await stage.chat("channel", title="News", owner=ann, admins=[robot.id])
    post = await stage.say(channel, ann, "hello")
    await robot.ok("getUpdates", offset=-1, allowed_updates=["message_reaction_count"])
    await stage.react(post, ann, "🔥")
    told = (await robot.updates())[-1]["message_reaction_count"]
    assert told["reactions"] == [{"type": {"type": "emoji", "emoji": "🔥"}, "total_count": 1}]


async def test_a_forward_shows_who_wrote_it_first_also_when_forwarded_again(
    stage: Client, robot: Robot, open_hall: ChatView, desk: ChatView, ann: UserView, bo: UserView
) -> None:
    original = await stage.say(open_hall, bo, "/done 5")
    once = await stage.forward(open_hall, ann, original)
    await stage.forward(desk, ann, once)
    bodies = [update["message"] for update in await robot.updates()]
    origins = [body["forward_origin"]["sender_user"]["first_name"] for body in bodies[1:]]
    assert origins == ["Bo", "Bo"]
    assert bodies[1]["from"]["first_name"] == "Ann"
    assert bodies[1]["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]


async def test_a_deleted_account_has_an_empty_name(
    stage: Client, robot: Robot, open_hall: ChatView, bo: UserView
) -> None:
    await stage.deactivate(bo)
    member = await robot.ok("getChatMember", chat_id=open_hall.id, user_id=bo.id)
    assert member["user"] == {"id": bo.id, "is_bot": False, "first_name": ""}


async def test_a_username_can_pass_from_one_person_to_another(
    stage: Client, robot: Robot, open_hall: ChatView, ann: UserView, bo: UserView
) -> None:
    await stage.rename(ann, username="beta_x")
    await stage.rename(bo, username="ann_x")
    await stage.say(open_hall, ann, "I am beta")
    await stage.say(open_hall, bo, "I am ann_x now")
    names = [update["message"]["from"]["username"] for update in await robot.updates()]
    assert names == ["beta_x", "ann_x"]


async def test_who_is_not_there_can_not_speak(stage: Client, hall: ChatView, ann: UserView, bo: UserView) -> None:
    other = await stage.user("Cy")
    with pytest.raises(PlaygroundError, match="Cy is not in Hall"):
        await stage.say(hall, other, "x")
    await stage.restrict(hall, bo)
    with pytest.raises(PlaygroundError, match="Bo may not write in Hall"):
        await stage.say(hall, bo, "x")
    with pytest.raises(PlaygroundError, match="nothing was said"):
        await stage.say(hall, ann, "")


async def test_given_entities_and_found_ones_come_together(
    stage: Client, robot: Robot, open_hall: ChatView, ann: UserView, bo: UserView
) -> None:
    mention = {
        "type": "text_mention",
        "offset": 8,
        "length": 2,
        "user": {"id": bo.id, "is_bot": False, "first_name": "Bo"},
    }
    await stage.say(open_hall, ann, "/assign Bo 5 #hall", entities=[mention])
    (update,) = await robot.updates()
    assert [each["type"] for each in update["message"]["entities"]] == ["bot_command", "text_mention", "hashtag"]
