"""Input that nobody foresaw: answered kindly or kept safely, on both databases alike, and nothing half done."""

from collections.abc import AsyncIterator

import pytest

from storage import tables
from tests.paths import cases, staging
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


async def titles(scene: Stage) -> list[str]:
    assert scene.app.parts is not None
    return [row.title for row in await staging.rows(scene.app.parts.database, tables.tasks)]


async def safe(scene: Stage) -> None:
    """No fault of ours, nothing refused by Telegram, and the next person is served."""
    await scene.quiet()
    assert {row.outcome for row in (await staging.inbox(scene)).values()} <= {"done", "refused", "ignored"}
    assert {row.state for row in await staging.outbox(scene)} <= {"sent", "pending", "dropped"}
    assert await scene.ask("/list", scene.bo)


TITLES = [
    "x" * 10_000,  # 10,000 letters
    "会" * 10_000,  # 10,000 characters
    "😀" * 5_000,  # 5,000 emoji
    "word " * 2_000,  # 2,000 words
    "a\u0000b",  # F034 NUL
    "\u0001\u0002\u001b[31m\u007f\u0085\u009b",  # control characters
    "bell\u0007 and \ufeff mark \ufffe \uffff",  # characters that are none
    "\u202ereversed\u202c \u2067isolated\u2069",  # F031 direction
    "<b>bold</b> &amp; <script>alert(1)</script> <a href='x'>",  # F029 markup
    "</b></code></blockquote>",  # closing tags
    "*_`[]()~>#+-=|{}.!\\",  # F030 marks
    "'; DROP TABLE tasks; --",  # SQL
    "%s %d {0} {name} %(x)s ${x} {{x}}",  # placeholders
    "café cafe\u0301 Å Å",  # F036 composed and not
    "z\u0300\u0301\u0302" * 500,  # heaps of accents
    "\u2028 \u2029 \u3000 \u200b title",  # odd spaces
    "https://example.org/" + "p" * 3000,  # a long address
    "@" * 300,  # signs
    "#1 #2 #3 @ann @bo by by by Friday Friday !",  # everything at once
]


@cases.each(TITLES)
async def test_any_title_is_kept_and_shown_or_kindly_refused(scene: Stage, title: str) -> None:
    answer = await scene.ask(f"/task {title}")
    await scene.ask("/list")
    await scene.say("/update 1 60% " + title[:3000])
    await safe(scene)

    assert answer.startswith(("#1", "Not recorded", "未登记")) or "?" in answer
    for kept in await titles(scene):
        assert not any(ord(char) < 32 or 0xD800 <= ord(char) < 0xE000 for char in kept)


@cases.each(
    [
        ("/done 99999999999999999999999999", "Not recorded: no task has a number like 99999999999999999999999999."),
        ("/done 0", "Not recorded: tasks are counted from 1."),
        ("/done -1", None),
        ("/done 1.5", None),
        ("/done 1e9", None),
        ("/done ٣", "No task #3 that this chat can see."),
        ("/done १२", "No task #12 that this chat can see."),
        ("/done ９９", "No task #99 that this chat can see."),
        ("/done 十二", None),
        ("/done 2147483648", "Not recorded: no task has a number like 2147483648."),
        ("/done 9223372036854775807", None),
        ("/done 9223372036854775808", None),
        ("/list 99999999999999999999999999", None),
        ("/update", None),
        ("/update x", None),
        ("/update 1 " + "n" * 4000, None),
        ("/summary 31 February", None),
        ("/undo 5", None),
        ("/task", None),
        ("/task \n\n\n", None),
        ("/task " + "\n".join(f"line {n}" for n in range(60)), None),
        ("/task !!!!!", None),
        ("/task @ann", None),
        ("/task by Friday", None),
    ]
)
async def test_commands_with_odd_arguments_are_answered(scene: Stage, typed: str, answer: str | None) -> None:
    said = (await scene.reply_to(await scene.say(typed[:4096]))).text
    if answer is not None:
        assert said.startswith(answer)
    await safe(scene)


async def test_a_number_of_another_group_gets_the_answer_of_one_that_does_not_exist(scene: Stage) -> None:
    other = await scene.client.chat(title="Secret", members=[scene.bo], admins=[scene.ann, scene.bot])
    for number in range(3):
        await scene.ask(f"/task Secret {number}", chat=other)
    theirs, nobodys = await scene.ask("/done 3"), await scene.ask("/done 4")

    assert theirs.replace("3", "#") == nobodys.replace("4", "#")
    assert "Secret" not in theirs


@cases.each(["", "v0:done:999999", "\u0000\u0001", "t1:done:zzzzzzzzzzzz:zzzz", "t1:more:-1:-1", "💥" * 16, "x" * 64])
async def test_a_press_with_data_that_no_button_has_is_answered_kindly(scene: Stage, data: str) -> None:
    """F053"""
    card = await scene.reply_to(await scene.say("/task Book the hall @ann"))
    press = await scene.client.press(card, data, scene.ann)
    answer = await scene.client.wait_for(lambda: scene.client.answer(press.id))
    await safe(scene)

    assert answer is not None
    assert "something failed" not in str(answer)


async def test_half_of_a_message_is_never_recorded(scene: Stage) -> None:
    """One line of several that can't be read: all are refused."""
    await scene.ask("/task First @ann\nSecond @ann")
    answer = await scene.ask("/done 1\n99 not there")
    await safe(scene)

    assert "99" in answer
    assert "Open tasks: 2" in await scene.ask("/list")


async def test_a_chat_title_of_nothing_but_markup_does_no_harm(scene: Stage) -> None:
    await scene.client.retitle(scene.chat, "<b>&</i>\u202e\u0000" + "t" * 120)
    await scene.ask("/task Book the hall @ann")
    await scene.ask("/summary")
    await safe(scene)
