"""What has come due is posted in the group's language, under a name by which replies are recognised."""

from datetime import UTC, datetime

import pytest

from coordination import messages
from handlers import schedules, words
from storage import engines
from tests.handlers import scenes, stories

DUE = datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)
LATE = stories.task(1, "Book <the> hall", due=stories.due(20))


async def fire(database: engines.Database, group_id: int, kind: str, now: datetime) -> list[messages.Outgoing]:
    async with scenes.update(database, now) as unit:
        schedule = next(one for one in await unit.schedules.of_group(group_id) if one.kind == kind)
        return list(await schedules.fire(unit, schedule.id))


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_a_digest_is_posted_with_sound_and_its_buttons(database: engines.Database, language: str) -> None:
    group = await scenes.founded(database, language, LATE)

    (post,) = await fire(database, group.id, "digest", DUE)

    assert isinstance(post, messages.Post)
    assert (post.place, post.purpose) == (messages.Place(group.chat_id), messages.Purpose.DIGEST)
    assert (post.slot, post.silent, len(post.rows)) == (f"digest:{group.id}", False, 1)
    first = stories.check(post.text).split("\n")[0]
    assert first == {"en": "Today, Wed 25 Nov · 1 late", "zh": "今日提示　11月25日（周三）　逾期 1 项"}[language]
    assert await fire(database, group.id, "digest", DUE) == []


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_a_summary_is_posted(database: engines.Database, language: str) -> None:
    group = await scenes.founded(database, language, LATE)

    (post,) = await fire(database, group.id, "summary", FRIDAY)

    assert isinstance(post, messages.Post)
    assert (post.purpose, post.slot) == (messages.Purpose.SUMMARY, f"summary:{group.id}")
    assert "Book <the> hall" in stories.check(post.text)


async def test_a_late_digest_says_so(database: engines.Database) -> None:
    group = await scenes.founded(database, "en", LATE)

    (post,) = await fire(database, group.id, "digest", datetime(2026, 11, 25, 1, 12, tzinfo=UTC))

    assert isinstance(post, messages.Post)
    assert "(due 08:30, sent 09:12: I was down)" in post.text


async def test_nothing_to_say_posts_nothing(database: engines.Database) -> None:
    group = await scenes.founded(database, "en")

    assert await fire(database, group.id, "digest", DUE) == []
