"""Whatever a bot sends is answered by Telegram's rules: nothing makes the playground itself fail."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import chats, methods, people, schema, talk
from playground.members import Member, Status
from playground.world import World

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([7_000_000_001, -1_001_500_000_001, 1_000_001, "", "x", "<b>x", "HTML", "@x", "1", "attach://x"]),
    st.text(max_size=5),
)
ANYTHING = st.recursive(
    VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["type", "emoji", "text", "callback_data", "inline_keyboard", "message_id", "offset", "length"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=6,
)


def small_world() -> tuple[World, people.Bot]:
    """One bot, one person, a group in which both are, one message."""
    world = World(limited=False)
    bot = world.add_bot(people.Bot(people.User(0, "Bot", username="AnyBot", is_bot=True), ""))
    ann = world.add_user(people.User(0, "Ann"))
    group = world.add_chat(chats.Chat(0, chats.SUPERGROUP, "Hall"))
    group.members = {ann.id: Member(ann, Status.CREATOR), bot.id: Member(bot.user)}
    talk.say(world, group, ann, talk.Words("hello"))
    return world, bot


@pytest.mark.parametrize("method", sorted(methods.METHODS))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_parameters_make_a_method_fail(method: str, data: st.DataObject) -> None:
    # given any values for the parameters the method takes, as JSON or as form fields
    names = sorted(schema.methods()[method.lower()][1].keys() - {"timeout"})
    params: dict[str, Any] = data.draw(st.dictionaries(st.sampled_from(names), ANYTHING)) if names else {}
    if data.draw(st.booleans()):
        params = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
    world, bot = small_world()
    # when
    outcome = asyncio.run(methods.call(world, bot, method, (params, {})))
    # then it is answered, and what the playground can't do is said, not stumbled over
    assert outcome.body["ok"] is (outcome.status == 200)
    assert not [each.text for each in world.journal.violations if "the playground failed" in each.text]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.booleans())
def test_any_text_can_be_sent_or_is_refused(text: str, as_html: bool) -> None:
    world, bot = small_world()
    params: dict[str, Any] = {"chat_id": -1_001_500_000_001, "text": text}
    if as_html:
        params["parse_mode"] = "HTML"
    outcome = asyncio.run(methods.call(world, bot, "sendMessage", (params, {})))
    assert outcome.status in (200, 400)
    if outcome.status == 200:
        assert schema.problems("Message", outcome.body["result"]) == []
