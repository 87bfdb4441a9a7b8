"""Which messages reach a bot: privacy mode, admin rights, last to post, other bots, old memberships."""

import pytest

from playground.client import Client
from playground.client_deeds import Sent
from playground.views import ChatView, UserView
from tests.playground.robots import Robot


async def texts(robot: Robot) -> list[str]:
    found = await robot.updates()
    bodies = [body for each in found for body in each.values() if isinstance(body, dict)]
    return [str(body.get("text", body.get("caption", ""))) for body in bodies]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/done@MusterTestBot 5", True),
        ("/done@musterTESTbot 5", True),
        ("/done@OtherHelperBot 5", False),
        ("/done 5", False),
        ("please /done@MusterTestBot", False),
        ("@MusterTestBot hello", False),
        ("hello", False),
    ],
)
async def test_privacy_mode_lets_only_addressed_lines_through(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView, text: str, heard: bool
) -> None:
    await stage.say(hall, bo, text)
    assert await texts(robot) == ([text] if heard else [])


async def test_a_bare_command_reaches_only_the_bot_that_posted_last(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    # given two bots in the group
    other = Robot(await stage.bot("OtherBot"), robot.url, robot.session)
    await stage.join(hall, other.id)
    await robot.updates()
    await other.updates()
    # when one posts, and then the other
    await robot.ok("sendMessage", chat_id=hall.id, text="mine")
    await stage.say(hall, bo, "/first")
    await other.ok("sendMessage", chat_id=hall.id, text="mine now")
    await stage.say(hall, bo, "/second")
    # then each hears its own, and neither the other bot
    assert await texts(robot) == ["/first"]
    assert await texts(other) == ["/second"]


async def test_answers_to_the_bot_and_edits_of_them_come_through(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    await robot.ok("sendMessage", chat_id=hall.id, text="how far?")
    (sent,) = await stage.sent(hall)
    said = await stage.say(hall, bo, "60%", reply_to=sent)
    await stage.edit(said, "80%")
    first, second = await robot.updates()
    assert first["message"]["reply_to_message"]["text"] == "how far?"
    assert (second["edited_message"]["text"], second["edited_message"]["message_id"]) == ("80%", said.id)


async def test_answers_to_people_do_not(stage: Client, robot: Robot, hall: ChatView, bo: UserView) -> None:
    said = await stage.say(hall, bo, "who?")
    await stage.say(hall, bo, "me", reply_to=said)
    assert await texts(robot) == []


async def test_messages_made_via_the_bot_come_through(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    via = {"id": robot.id, "is_bot": True, "first_name": "Bot", "username": "MusterTestBot"}
    await stage.say(hall, bo, "shared", extra={"via_bot": via})
    assert await texts(robot) == ["shared"]


async def test_a_caption_with_a_command_is_a_command(stage: Client, robot: Robot, hall: ChatView, bo: UserView) -> None:
    pictures = [Sent(b"1", "a.jpg", "photo"), Sent(b"2", "b.jpg", "photo")]
    await stage.album(hall, bo, pictures, text="/done@MusterTestBot 5")
    (update,) = await robot.updates()
    assert update["message"]["caption"] == "/done@MusterTestBot 5"
    assert update["message"]["media_group_id"]


async def test_an_admin_bot_hears_everything_and_a_demoted_one_no_longer(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    await stage.promote(hall, robot.id)
    await robot.updates()
    await stage.say(hall, bo, "hello")
    assert await texts(robot) == ["hello"]
    await stage.demote(hall, robot.id)
    assert await robot.kinds() == ["my_chat_member"]
    await stage.say(hall, bo, "hello")
    assert await texts(robot) == []


async def test_switching_privacy_off_needs_joining_anew(
    stage: Client, robot: Robot, hall: ChatView, ann: UserView, bo: UserView
) -> None:
    # given privacy is switched off while the bot is in the group
    await stage.privacy(robot.id, on=False)
    assert (await robot.ok("getMe"))["can_read_all_group_messages"] is True
    await stage.say(hall, bo, "unheard")
    assert await texts(robot) == []
    # when it is removed and added again
    await stage.kick(hall, robot.id)
    await stage.join(hall, robot.id, by=ann)
    await robot.updates()
    # then it hears
    await stage.say(hall, bo, "heard")
    assert await texts(robot) == ["heard"]


async def test_a_renamed_bot_is_addressed_by_its_new_name(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    await stage.rename(robot.id, username="NewNameBot")
    assert (await robot.ok("getMe"))["username"] == "NewNameBot"
    await stage.say(hall, bo, "/done@MusterTestBot")
    await stage.say(hall, bo, "/done@NewNameBot")
    assert await texts(robot) == ["/done@NewNameBot"]


async def test_reactions_are_told_to_admin_bots_only(
    stage: Client, robot: Robot, hall: ChatView, ann: UserView, bo: UserView
) -> None:
    await robot.ok("getUpdates", allowed_updates=["message_reaction"])
    said = await stage.say(hall, bo, "done")
    await stage.react(said, ann, "👍")
    assert await robot.updates() == []
    await stage.promote(hall, robot.id)
    await stage.react(said, ann, "🔥")
    (update,) = await robot.updates()
    told = update["message_reaction"]
    assert told["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert (told["new_reaction"], told["user"]["id"]) == ([{"type": "emoji", "emoji": "🔥"}], ann.id)
