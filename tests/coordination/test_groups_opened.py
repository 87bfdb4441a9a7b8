"""A chat becomes a group by its first use; nothing comes due before its zone is confirmed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people
from coordination.services import groups as service
from storage import engines
from tests.coordination import rooms, samples

UNCONFIRMED = service.Defaults("en", "Europe/Berlin")
CONFIRMED = service.Defaults("en", "Europe/Berlin", zone_confirmed=True)


@pytest.fixture
def empty(database: engines.Database) -> rooms.Room:
    return rooms.Room(database)


async def opened(
    room: rooms.Room,
    *,
    kind: str = "supergroup",
    text: str = "/task Book the hall",
    writer: people.Person | None = None,
    defaults: service.Defaults = UNCONFIRMED,
    topic: int | None = None,
) -> groups.Group:
    async with room.work() as work:
        chat = await work.chats.by_telegram_id(room.telegram_id)
        if chat is None:
            chat = groups.Chat(work.new_id(), room.telegram_id, kind, "Exhibition")
            work.chats.save(chat)
        place = messages.Place(chat.id, topic)
        group = await service.open_group(work, chat, place, first_text=text, actor=writer, defaults=defaults)
    room.group_id = group.id
    return group


async def schedules(room: rooms.Room) -> dict[str, ports.Schedule]:
    async with room.work() as work:
        return {one.kind: one for one in await work.schedules.of_group(room.group_id)}


async def test_the_first_use_makes_the_group_and_the_next_finds_it(empty: rooms.Room) -> None:
    first = await opened(empty, text="/task 落实主会场")
    again = await opened(empty, text="/task Book the hall")

    assert again == first
    assert (first.name, first.language, first.zone, first.kind) == (
        "Exhibition",
        "zh",
        "Europe/Berlin",
        groups.GroupKind.GROUP,
    )


async def test_a_topic_of_a_chat_in_use_belongs_to_the_chats_group(empty: rooms.Room) -> None:
    first = await opened(empty)

    assert await opened(empty, topic=42) == first


async def test_the_writers_language_counts_where_the_text_says_nothing(empty: rooms.Room) -> None:
    writer = replace(samples.ANN, language="zh")

    assert (await opened(empty, text="/help", writer=writer)).language == "zh"


async def test_nothing_comes_due_before_the_zone_is_confirmed(empty: rooms.Room) -> None:
    await opened(empty)
    before = await schedules(empty)

    async with empty.tell(None) as (work, said):
        group = await service.confirm_zone(work, said, "Asia/Shanghai")

    assert {one.next_due_at for one in before.values()} == {None}
    assert (group.zone, group.zone_confirmed) == ("Asia/Shanghai", True)
    after = await schedules(empty)
    assert after[service.DIGEST].next_due_at == datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
    assert after[service.SUMMARY].next_due_at == datetime(2026, 11, 27, 7, 0, tzinfo=UTC)


async def test_a_zone_set_by_the_operator_counts_as_confirmed(empty: rooms.Room) -> None:
    await opened(empty, defaults=CONFIRMED)

    made = await schedules(empty)

    assert made[service.DIGEST].next_due_at == datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
    assert made[service.SUMMARY].next_due_at == datetime(2026, 11, 27, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "after", "due"),
    [
        (service.DIGEST, datetime(2026, 11, 27, 12, tzinfo=UTC), datetime(2026, 11, 30, 7, 30, tzinfo=UTC)),
        # 25 December 2026 is a Friday and a holiday in Germany; with the 26th in the weekend, Monday is next.
        (service.DIGEST, datetime(2026, 12, 24, 12, tzinfo=UTC), datetime(2026, 12, 28, 7, 30, tzinfo=UTC)),
        (service.SUMMARY, datetime(2026, 12, 19, 12, tzinfo=UTC), datetime(2026, 12, 24, 14, 0, tzinfo=UTC)),
    ],
)
async def test_digest_and_summary_keep_to_working_days(
    empty: rooms.Room, kind: str, after: datetime, due: datetime
) -> None:
    await opened(empty, defaults=CONFIRMED)
    await empty.set(country="DE")
    async with empty.work() as work:
        group = await work.groups.get(empty.group_id)

    assert service.next_due(group, (await schedules(empty))[kind], after) == due


async def test_a_schedule_that_is_off_never_comes_due(empty: rooms.Room) -> None:
    group = await opened(empty, defaults=CONFIRMED)

    off = replace((await schedules(empty))[service.DIGEST], enabled=False)

    assert service.next_due(group, off, samples.NOW) is None


@pytest.mark.parametrize("zone", ["Moon/Base", "", "../etc/passwd", "\x00"])
async def test_an_unknown_zone_is_refused(empty: rooms.Room, zone: str) -> None:
    await opened(empty)

    with pytest.raises(Refused, match=r"refused\.no_such_zone"):
        async with empty.tell(None) as (work, said):
            await service.confirm_zone(work, said, zone)


async def test_a_private_chat_becomes_a_personal_list_without_posts(empty: rooms.Room) -> None:
    group = await opened(empty, kind="private", writer=samples.ANN)

    assert (group.kind, group.name) == (groups.GroupKind.PERSONAL, "Ann")
    assert await schedules(empty) == {}
