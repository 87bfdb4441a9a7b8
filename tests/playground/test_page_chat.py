"""What the page shows of a chat's messages: bubbles, buttons, service lines, upgrades, days."""

from datetime import timedelta

import pytest

from playground import chat_life, chats, membership, page_look, touch
from playground.world import World
from tests.playground.pages import add_bot, add_group, add_person, call, say, standing, visit


@pytest.fixture
def world() -> World:
    return standing()


async def test_what_people_write_is_shown_as_text(world: World) -> None:
    ann = add_person(world, "<b>Ann</b>")
    group = add_group(world, ann, title="<img src=x onerror=alert(1)>")
    say(world, group, ann, '<script>alert(1)</script> & "more" \'')
    async with visit(world) as visitor:
        state = await visitor.state()
        whole = (await visitor.http.get("/")).text
    for drawn in (*state["regions"].values(), whole):
        assert "<script>alert" not in drawn
        assert "<img src=x" not in drawn
        assert "<b>Ann" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;more&#34; &#39;" in state["regions"]["lines"]


async def test_own_messages_can_be_edited_and_others_not(world: World) -> None:
    ann, bo = add_person(world, "Ann"), add_person(world, "Bo")
    group = add_group(world, ann, bo)
    say(world, group, ann, "mine")
    say(world, group, bo, "theirs")
    async with visit(world) as visitor:
        for person, own in ((ann, "mine"), (bo, "theirs")):
            drawn = await visitor.region("lines", person=person.id)
            articles = [part for part in drawn.split("<article")[1:] if " mine" in part.split(">")[0]]
            assert len(articles) == 1
            assert own in articles[0]
            assert "data-may-edit" in articles[0]


async def test_a_bubble_tells_of_answer_edit_pin_silence_and_reactions(world: World) -> None:
    ann, bot = add_person(world), add_bot(world)
    group = add_group(world, ann, bot.user)
    asked = say(world, group, ann, "Who books the hall?")
    sent = await call(
        world, bot, "sendMessage", chat_id=group.id, text="Ann", disable_notification=True,
        reply_parameters={"message_id": asked},
    )  # fmt: skip
    number = sent["message_id"]
    await call(world, bot, "editMessageText", chat_id=group.id, message_id=number, text="Ann does")
    await call(world, bot, "pinChatMessage", chat_id=group.id, message_id=number)
    await call(
        world, bot, "setMessageReaction", chat_id=group.id, message_id=asked, reaction=[{"type": "emoji", "emoji": "✍"}]
    )
    async with visit(world) as visitor:
        lines, head = await visitor.read("lines"), await visitor.read("head")
        drawn = await visitor.region("lines")
    assert "Ann does edited 01:12" in lines
    assert "Muster pinned “Ann does”" in lines
    assert "Pinned message Ann does" in head
    assert 'aria-label="sent without sound"' in drawn
    assert 'aria-label="Answer to Ann: Who books the hall?"' in drawn
    assert 'aria-label="✍️ by Muster"' in drawn


async def test_buttons_are_pressed_copied_opened_or_dead(world: World) -> None:
    ann, bot = add_person(world), add_bot(world)
    group = add_group(world, ann, bot.user)
    keys = [
        [{"text": "Done", "callback_data": "d:1"}, {"text": "Copy", "copy_text": {"text": "abc"}}],
        [{"text": "Site", "url": "https://example.org"}, {"text": "Card", "url": "https://t.me/MusterBot?start=t1"}],
        [{"text": "Away", "url": "https://t.me/other_bot"}],
    ]
    await call(world, bot, "sendMessage", chat_id=group.id, text="x", reply_markup={"inline_keyboard": keys})
    async with visit(world) as visitor:
        drawn = await visitor.region("lines")
    assert 'data-do="press" data-message="1" data-data="d:1"' in drawn
    assert 'data-copied="abc"' in drawn
    assert 'href="https://example.org/" target="_blank" rel="noopener noreferrer"' in drawn
    assert f'data-do="start" data-bot="{bot.id}" data-payload="t1"' in drawn
    assert '<button disabled title="https://t.me/other_bot' in drawn


async def test_service_messages_speak_both_languages(world: World) -> None:
    ann, bo, bot = add_person(world), add_person(world, "Bo"), add_bot(world)
    group = add_group(world, ann, kind=chats.GROUP, title="Hall")
    membership.join(world, group, bot.user, ann)
    membership.join(world, group, bo)
    chat_life.retitle(world, group, ann, "Halls")
    membership.leave(world, group, bo)
    membership.kick(world, group, bot.user, ann)
    new = chat_life.migrate(world, group, ann)
    async with visit(world) as visitor:
        english, chinese = await visitor.read("lines", lang="en"), await visitor.read("lines", lang="zh")
        state = await visitor.state(chat=group.id)
    for text in (
        "Ann added Muster", "Bo joined the group", "Ann changed the title to “Halls”", "Bo left the group",
        "Ann removed Muster", "Ann upgraded this group to a supergroup", "The group became a supergroup",
    ):  # fmt: skip
        assert text in english
    for text in (
        "Ann 邀请 Muster 加入",
        "Bo 加入了群组",
        "Ann 将群名改为“Halls”",
        "Bo 退出了群组",
        "Ann 移除了 Muster",
    ):
        assert text in chinese
    assert state["look"]["chat"] == str(new.id)


async def test_what_was_said_before_an_upgrade_stays_readable_but_is_past(world: World) -> None:
    ann = add_person(world)
    group = add_group(world, ann, kind=chats.GROUP)
    say(world, group, ann, "before")
    new = chat_life.migrate(world, group, ann)
    say(world, new, ann, "after")
    async with visit(world) as visitor:
        drawn = await visitor.region("lines", chat=new.id)
    before, after = drawn.split("<article")[1:]
    assert "before" in before
    assert 'data-number=""' in before
    assert 'data-act="reply"' not in before
    assert 'data-act="reply"' in after


async def test_only_the_newest_messages_are_shown_until_more_are_asked_for(world: World) -> None:
    ann = add_person(world)
    group = add_group(world, ann)
    for number in range(page_look.SHOWN + 5):
        say(world, group, ann, f"line {number:03}")
    async with visit(world) as visitor:
        first = await visitor.region("lines")
        assert "line 004" not in first
        assert "line 005" in first
        assert f'data-shown="{2 * page_look.SHOWN}"' in first
        assert "line 000" in await visitor.region("lines", shown=2 * page_look.SHOWN)


async def test_days_and_stretches_are_told_apart(world: World) -> None:
    ann = add_person(world)
    group = add_group(world, ann)
    for minutes in (0, 1, 10):
        world.clock.advance(timedelta(minutes=minutes))
        say(world, group, ann, f"after {minutes}")
    world.clock.advance(timedelta(hours=20))
    say(world, group, ann, "tomorrow")
    async with visit(world) as visitor:
        drawn = await visitor.region("lines", zone="Asia/Shanghai")
    assert drawn.count('class="day"') == 2
    assert drawn.count('class="bubble mine first"') == 3


async def test_a_reaction_of_a_person_is_pressed_only_for_them(world: World) -> None:
    ann, bo = add_person(world), add_person(world, "Bo")
    group = add_group(world, ann, bo)
    say(world, group, ann, "x")
    touch.react(world, group, bo, (group.messages[1], ("👍",)))
    async with visit(world) as visitor:
        assert 'aria-pressed="true"' in await visitor.region("lines", person=bo.id)
        assert 'aria-pressed="false"' in await visitor.region("lines", person=ann.id)
