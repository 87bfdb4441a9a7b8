"""Names as people have them: with markup, from right to left, invisible, shared, changed, missing (F024 to F036)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from storage import tables
from tests.paths import cases, staging
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


async def people(scene: Stage) -> list[Any]:
    assert scene.app.parts is not None
    return await staging.rows(scene.app.parts.database, tables.people)


ODD = [
    ("A<b>&", "</i>", "A<b>& </i>"),  # F029
    ("some_user_*", "`x`", "some_user_* `x`"),  # F030
    ("Ana\u202e", "esrever", "Ana"),  # F031
    ("דנה", "כהן", "דנה כהן"),
    ("👩‍👩‍👧‍👦", "🇨🇳", "👩‍👩‍👧‍👦 🇨🇳"),  # F033
    ("a\u0000b\u0007c", "", "a"),  # F034
    ("n" * 64, "m" * 64, "n" * 64),
    ("line\nbreak", "", "line break"),
]


@cases.each(ODD)
async def test_a_name_is_shown_letter_by_letter_and_its_line_stays_in_order(
    scene: Stage, first: str, last: str, shown: str
) -> None:
    """The playground parses HTML strictly: what it could not read would be no answer at all."""
    username = f"odd{ODD.index((first, last, shown))}"
    odd = await scene.client.user(first_name=first, last_name=last, username=username)
    await scene.client.join(scene.chat, odd)
    card = await scene.reply_to(await scene.say(f"/task Book the hall @{username} by 2026-12-04", odd))
    listed = await scene.ask("/list")

    owner = next(line for line in card.text.splitlines() if line.startswith("Owner:"))
    assert shown in owner
    assert "\u202e" not in card.text
    assert "4 Dec" in listed


INVISIBLE = ["\u200b", "\u3164", "\u2800", "\u00ad\u200d", " "]


@cases.each(INVISIBLE)
async def test_an_invisible_name_is_no_blank(scene: Stage, name: str) -> None:
    """F028, F032"""
    odd = await scene.client.user(first_name=name, username="")
    await scene.client.join(scene.chat, odd)
    task = await scene.ask("/task Book the hall", odd)
    card = await scene.ask("/update 1 60%", odd)

    assert "\u3164" not in task + card
    assert not any(line.rstrip().endswith((":", ",", "@")) for line in task.splitlines())


async def test_whoever_has_no_username_is_reached_by_a_link(scene: Stage) -> None:
    """F024"""
    cai = await scene.client.user("Cai", language_code="en")
    await scene.client.join(scene.chat, cai)
    await scene.say("hello", cai)
    text = "/task Book the hall Cai"
    mention = {"type": "text_mention", "offset": 20, "length": 3, "user": {"id": cai.id, "is_bot": False}}
    command = {"type": "bot_command", "offset": 0, "length": 5}
    mention["user"]["first_name"] = "Cai"  # type: ignore[index]
    card = await scene.reply_to(await scene.say(text, entities=[command, mention]))

    assert "Owner: Cai" in card.text
    assert "@ " not in card.text
    (row,) = [row for row in await people(scene) if row.telegram_id == cai.id]
    assert row.username is None


async def test_a_username_that_changes_hands_takes_no_task_along(scene: Stage) -> None:
    """F026"""
    first = await scene.client.user("Old", username="alpha")
    await scene.client.join(scene.chat, first)
    await scene.ask("/list", first)
    await scene.ask("/task Book the hall @alpha")
    await scene.client.rename(first, username="beta")
    await scene.say("hello again", first)
    second = await scene.client.user("New", username="alpha")
    await scene.client.join(scene.chat, second)
    await scene.say("hello", second)
    await scene.quiet()

    assert "Owner: Old" in await scene.ask("/list 1")
    assert "Owner: New" in await scene.ask("/task Order badges @alpha")
    assert {row.username for row in await people(scene) if row.telegram_id in (first.id, second.id)} == {
        "alpha",
        "beta",
    }


async def test_a_username_not_seen_yet_waits_for_its_person(scene: Stage) -> None:
    """F025"""
    card = await scene.ask("/task Book the hall @unseen_user")
    assert "@unseen_user" in card
    late = await scene.client.user("Late", username="unseen_user")
    await scene.client.join(scene.chat, late)
    await scene.say("hello", late)
    await scene.quiet()

    assert "Owner: Late" in await scene.ask("/list 1")


async def test_a_mention_behind_emoji_is_read_at_its_place(scene: Stage) -> None:
    """F033: offsets count UTF-16 units."""
    await scene.ask("/list", scene.bo)
    card = await scene.ask("/task 😀👩‍👩‍👧 Book the hall @bo")
    assert "#1 😀👩‍👩‍👧 Book the hall" in card
    assert "Owner: Bo Chen" in card


async def test_a_bot_that_is_renamed_while_it_runs_answers_to_its_new_name(scene: Stage) -> None:
    """F027"""
    await scene.ask(f"/task@{scene.bot.username} Book the hall")
    await scene.client.rename(scene.bot.id, username="NewNameBot")
    await scene.client.advance(timedelta(minutes=2))

    assert (await scene.ask("/list@NewNameBot")).startswith("Open tasks")


async def test_two_people_of_one_name_are_two_people(scene: Stage) -> None:
    for username in ("first_li", "second_li"):
        li = await scene.client.user("Li", last_name="Wei", username=username)
        await scene.client.join(scene.chat, li)
        await scene.say("hello", li)
    await scene.ask("/task Book the hall @first_li")
    await scene.ask("/task Order badges @second_li")

    assert scene.app.parts is not None
    owners = {row.person_id for row in await staging.rows(scene.app.parts.database, tables.owners)}
    assert len(owners) == 2
