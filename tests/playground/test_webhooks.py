"""Updates posted to webhooks: secret, again until taken, chats in order and side by side, several targets."""

from collections.abc import AsyncIterator

import pytest

from playground import client, people, queues, serve
from playground.client import Client
from playground.views import ChatView, UserView
from playground.world import World
from tests.playground.receivers import Receiver, receiving
from tests.playground.robots import Robot


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Where the webhook leads."""
    async with receiving() as listening:
        yield listening


async def test_updates_are_posted_with_the_secret_and_then_forgotten(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, receiver: Receiver
) -> None:
    # given one update that waits
    await stage.say(desk, ann, "before")
    # when a webhook is set
    await robot.ok("setWebhook", url=receiver.url, secret_token="s3cret-_x", max_connections=5)
    await stage.say(desk, ann, "after")
    await receiver.wait(2)
    # then both come, with the secret
    assert receiver.texts() == ["before", "after"]
    assert receiver.secrets == ["s3cret-_x", "s3cret-_x"]
    await stage.wait_for(lambda: is_empty(stage, robot))
    info = await robot.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 5)


async def is_empty(stage: Client, robot: Robot) -> bool:
    return await stage.pending(robot.id) == []


async def test_without_a_secret_there_is_no_header(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, receiver: Receiver
) -> None:
    await robot.ok("setWebhook", url=receiver.url)
    await stage.say(desk, ann, "x")
    await receiver.wait(1)
    assert receiver.secrets == [None]


async def test_an_update_comes_again_until_it_is_answered_with_200_and_holds_back_its_chat(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, receiver: Receiver
) -> None:
    receiver.statuses = [500, 403, 200, 200]
    await robot.ok("setWebhook", url=receiver.url)
    await stage.say(desk, ann, "one")
    await stage.say(desk, ann, "two")
    await receiver.wait(4)
    assert receiver.texts() == ["one", "one", "one", "two"]
    info = await robot.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"


async def test_chats_go_side_by_side_and_one_chat_strictly_in_order(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, bo: UserView, receiver: Receiver
) -> None:
    # given nobody is answered for now
    receiver.gate.clear()
    other = await stage.private(bo, robot.id)
    await robot.ok("setWebhook", url=receiver.url)
    # when both people write
    for text in ("ann 1", "ann 2"):
        await stage.say(desk, ann, text)
    for text in ("bo 1", "bo 2"):
        await stage.say(other, bo, text)
    # then only the first of each is on its way
    await receiver.wait(2)
    assert sorted(receiver.texts()) == ["ann 1", "bo 1"]
    receiver.gate.set()
    await receiver.wait(4)
    assert sorted(receiver.texts()) == ["ann 1", "ann 2", "bo 1", "bo 2"]
    assert receiver.at_once == 2


async def test_several_targets_are_used_in_turn(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, receiver: Receiver
) -> None:
    async with receiving() as second:
        await robot.ok("setWebhook", url=receiver.url)
        await stage.targets(receiver.url, second.url, bot=robot.id)
        for number in range(4):
            await stage.say(desk, ann, f"{number}")
        await receiver.wait(2)
        await second.wait(2)
        assert (receiver.texts(), second.texts()) == (["0", "2"], ["1", "3"])


async def test_a_target_that_is_down_is_passed_over_at_the_next_try(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, receiver: Receiver
) -> None:
    await robot.ok("setWebhook", url=receiver.url)
    await stage.targets("http://127.0.0.1:9/hook", receiver.url, bot=robot.id)
    await stage.say(desk, ann, "x")
    await receiver.wait(1)
    assert receiver.texts() == ["x"]
    assert (await robot.ok("getWebhookInfo"))["last_error_message"] == "Connection refused"


async def test_polling_and_a_webhook_exclude_each_other(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, receiver: Receiver
) -> None:
    await robot.ok("setWebhook", url=receiver.url)
    words = await robot.refused("getUpdates")
    assert words == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    receiver.statuses = [500] * 100
    await stage.say(desk, ann, "kept")
    await receiver.wait(1)
    await robot.ok("deleteWebhook")
    assert [each["message"]["text"] for each in await robot.updates()] == ["kept"]


async def test_pending_updates_are_dropped_only_when_asked(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    await stage.say(desk, ann, "x")
    await robot.ok("deleteWebhook", drop_pending_updates=False)
    assert len(await stage.pending(robot.id)) == 1
    await robot.ok("deleteWebhook", drop_pending_updates=True)
    assert await stage.pending(robot.id) == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        (
            {"url": "https://example.org/hook"},
            "400 Bad Request: bad webhook: the playground posts only to an address of this machine",
        ),
        (
            {"url": "ftp://127.0.0.1/hook"},
            "400 Bad Request: bad webhook: the playground posts only to an address of this machine",
        ),
        (
            {"url": "http://127.0.0.1:9/hook", "secret_token": "a b"},
            "400 Bad Request: secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_elsewhere_and_odd_secrets_are_refused(robot: Robot, params: dict[str, str], words: str) -> None:
    assert await robot.refused("setWebhook", **params) == words


async def test_an_update_can_be_posted_twice(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, receiver: Receiver
) -> None:
    await robot.ok("setWebhook", url=receiver.url)
    await stage.say(desk, ann, "x")
    await receiver.wait(1)
    await stage.wait_for(lambda: is_empty(stage, robot))
    await stage.bring_back(1, robot.id)
    await receiver.wait(2)
    assert receiver.got[0] == receiver.got[1]


async def test_an_update_can_be_posted_again_while_the_first_post_is_not_answered(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView, receiver: Receiver
) -> None:
    receiver.gate.clear()
    await robot.ok("setWebhook", url=receiver.url)
    await stage.say(desk, ann, "x")
    await receiver.wait(1)
    await stage.bring_back(1, robot.id, apart=True)
    await receiver.wait(2)
    assert receiver.got[0] == receiver.got[1]
    assert receiver.at_once == 2


async def test_a_world_served_anew_goes_on_delivering(world: World, receiver: Receiver) -> None:
    bot = world.add_bot(people.Bot(people.User(0, "Bot", username="AnyBot", is_bot=True), ""))
    world.queues[bot.id].webhook = queues.Webhook(receiver.url, addresses=(receiver.url,))
    async with serve.serve(world) as running, client.connect(running.url) as speaking:
        ann = await speaking.user("Ann")
        await speaking.say(ann, ann, "/start")
        await receiver.wait(1)
    assert receiver.texts() == ["/start"]
