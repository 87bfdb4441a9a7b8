"""Reminders of a group's own: what is read, what is kept, what is said late or not at all."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, own_reminders, people, recurrences, tasks, when
from coordination.services import groups as groups_service
from coordination.services import own_reminders as service
from coordination.services import reports
from storage import engines
from tests.coordination.rooms import Room

SHANGHAI = ZoneInfo("Asia/Shanghai")


def frame(language: str = "en") -> when.Frame:
    return when.Frame(now=datetime(2026, 11, 24, 2, 0, tzinfo=UTC), zone=SHANGHAI, language=language)


@pytest.mark.parametrize(
    "typed", ["0 9 13 * fri", "0 9 13 * fri stand-up", "0 9 * * 7", "*/5 * * * * x", "0 9 1-5 * mon,fri"]
)
def test_the_fields_of_a_crontab_are_not_half_read(typed: str) -> None:
    """F101, F102: some take the day and the weekday as both, some as either."""
    found = own_reminders.read(typed, frame())
    assert (found.values, found.text) == ((), typed)


@pytest.mark.parametrize(
    ("words", "days", "text"),
    [
        ("周一至周五9:00 站会", "MO,TU,WE,TH,FR", "站会"),
        ("周一到三 9:00 值班", "MO,TU,WE", "值班"),
        ("每周一至周五 9:00 站会", "MO,TU,WE,TH,FR", "站会"),
        ("每周一、三、五9:00例会", "MO,WE,FR", "例会"),
        ("每周二和四 9:00 值班", "TU,TH", "值班"),
        ("周一、四 9:00 例会", "MO,TH", "例会"),
        ("工作日9:00 打卡", "MO,TU,WE,TH,FR", "打卡"),
        ("Mon-Fri 9:00 stand-up", "MO,TU,WE,TH,FR", "stand-up"),
        ("every Tuesday to Thursday 9:00 x", "TU,WE,TH", "x"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_span_of_weekdays_is_each_of_them(words: str, days: str, text: str, language: str) -> None:
    wish = own_reminders.read(words, frame(language))
    (value,) = wish.values
    assert isinstance(value, when.Recurrence)
    assert (value.rrule, wish.text) == (f"FREQ=WEEKLY;BYDAY={days};BYHOUR=9;BYMINUTE=0", text)


@pytest.mark.parametrize(("words", "text"), [("周一到三楼开会", "到三楼开会"), ("Mon to buy milk", "buy milk")])
def test_what_only_begins_like_a_span_of_weekdays_is_none(words: str, text: str) -> None:
    wish = own_reminders.read(words, frame())
    assert [type(one) for one in wish.values] == [when.Moment]
    assert wish.text == text


@pytest.mark.parametrize(
    ("words", "language", "text", "task", "first"),
    [
        ("Fri 16:00 send your report", "en", "send your report", None, "2026-11-27 16:00"),
        ("on Friday at 4pm: send your report", "en", "send your report", None, "2026-11-27 16:00"),
        ("me tomorrow to call the printer", "en", "call the printer", None, "2026-11-25 09:00"),
        ("send your report tomorrow 9:30", "en", "send your report", None, "2026-11-25 09:30"),
        ("12 tomorrow", "en", "", 12, "2026-11-25 09:00"),
        ("tomorrow #12", "en", "", 12, "2026-11-25 09:00"),
        ("every Mon 9:00 stand-up", "en", "stand-up", None, "2026-11-30 09:00"),
        ("every last workday send the report", "en", "send the report", None, "2026-11-30 09:00"),
        ("周五16:00 交汇报", "zh", "交汇报", None, "2026-11-27 16:00"),
        ("每周一9:00例会", "zh", "例会", None, "2026-11-30 09:00"),
        ("明天记得带证件", "zh", "带证件", None, "2026-11-25 09:00"),
        ("明天下午三点提醒我交表", "zh", "交表", None, "2026-11-25 15:00"),
    ],
)
def test_time_and_words_are_told_apart(words: str, language: str, text: str, task: int | None, first: str) -> None:
    wish = own_reminders.read(words, frame(language))
    assert (wish.text, wish.task, len(wish.values)) == (text, task, 1)
    rule = own_reminders.rule_of(wish.values[0], "Asia/Shanghai", frame().now)
    group = groups.Group(1, 1, None, "Group", "en", "Asia/Shanghai", zone_confirmed=True)
    kept = ports.Schedule(1, 1, service.KIND, recurrences.to_values(rule, group.zone))
    (due, *_) = service.upcoming(group, kept, frame().now, 1)
    assert due.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") == first


@pytest.mark.parametrize(
    "words", ["buy milk", "", "12", "sometime soon call", "early next month", "yesterday 9:00 call", "大概周五交"]
)
def test_without_a_time_there_are_no_values(words: str) -> None:
    assert own_reminders.read(words, frame("zh" if words[:1] > "~" else "en")).values == ()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_words_are_read_without_an_error(words: str) -> None:
    wish = own_reminders.read(words, frame())
    assert len(wish.text) <= len(words)


@pytest.fixture
async def room(database: engines.Database) -> AsyncIterator[Room]:
    opened = Room(database)
    await opened.open("Ann", "Bo")
    yield opened


async def keep(room: Room, name: str | None, words: str) -> service.Reminder:
    async with room.tell(name, words) as (work, said):
        asked = when.Frame(now=said.at, zone=ZoneInfo(said.group.zone), language="en")
        wish = own_reminders.read(words, asked)
        return await service.keep(work, said, wish.values[0], wish)


async def fire(room: Room, kept: service.Reminder) -> Any:
    async with room.work() as work:
        schedule = await work.schedules.get(kept.schedule.id)
        assert schedule is not None
        return await service.fire(work, schedule, await work.groups.get(room.group_id))


async def outcome(room: Room, kept: service.Reminder) -> tuple[str | None, bool]:
    async with room.work() as work:
        schedule = await work.schedules.get(kept.schedule.id)
    assert schedule is not None
    return schedule.last_outcome, schedule.next_due_at is not None


async def test_one_that_comes_once_is_said_once(room: Room) -> None:
    kept = await keep(room, "Ann", "in 2 hours check the hall")
    assert not kept.again
    room.pass_(hours=2, seconds=30)
    fired = await fire(room, kept)
    assert (fired.reminder.text, fired.is_late) == ("check the hall", False)
    assert await outcome(room, kept) == ("sent", False)
    assert await fire(room, kept) is None


async def test_one_too_late_says_so_and_a_repeating_one_is_skipped(room: Room) -> None:
    once = await keep(room, "Ann", "in 10 minutes take the call")
    daily = await keep(room, "Ann", "every day 11:00 drink water")
    assert daily.again
    room.pass_(days=3, hours=15)
    assert (await fire(room, once)).is_late
    assert await fire(room, daily) is None
    assert await outcome(room, daily) == ("skipped:window_passed", True)


async def test_silence_holds_what_comes_once_and_skips_what_repeats(room: Room) -> None:
    once = await keep(room, "Ann", "in 2 hours check the hall")
    daily = await keep(room, "Ann", "every day 11:00 drink water")
    until = room.now + timedelta(days=2)
    async with room.tell("Ann") as (work, said):
        await groups_service.pause(work, said, until)
    room.pass_(days=1, hours=1)
    assert await fire(room, once) is None
    assert await fire(room, daily) is None
    assert await outcome(room, daily) == ("skipped:paused", True)
    async with room.work() as work:
        held = await work.schedules.get(once.schedule.id)
    assert held is not None
    assert held.next_due_at == until


async def test_a_task_that_ended_and_a_chat_that_was_left_are_not_reminded_of(room: Room) -> None:
    task = await room.create("Ann", "Sign the lease")
    kept = await keep(room, "Ann", "1 in 2 hours")
    other = await keep(room, "Ann", "in 2 hours look")
    async with room.tell("Ann") as (work, said):
        await reports.complete(work, said, [task.number])
    assert (await room.task(1)).state is tasks.State.DONE
    room.pass_(hours=3)
    assert await fire(room, kept) is None
    assert await outcome(room, kept) == ("skipped:task_ended", False)
    async with room.work() as work:
        chat = await work.chats.get((await work.groups.get(room.group_id)).chat_id)
        work.chats.save(replace(chat, state=groups.ChatState.LEFT))
    assert await fire(room, other) is None
    assert await outcome(room, other) == ("skipped:chat_not_active", False)


async def test_who_may_stop_one(room: Room) -> None:
    await room.join("Cy")
    await room.give_part("Bo", people.Part.LEAD)
    kept = await keep(room, "Ann", "every day 11:00 drink water")
    async with room.tell("Cy") as (work, said):
        with pytest.raises(Refused, match="leads_only"):
            await service.stop(work, said, kept.schedule.id)
        with pytest.raises(Refused, match="old_button"):
            await service.stop(work, said, 999_999)
    async with room.tell("Bo") as (work, said):
        assert (await service.stop(work, said, kept.schedule.id)).text == "drink water"
        assert await service.of_group(work, said.group) == []


async def test_what_can_not_be_kept_is_refused(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST", 1)
    async with room.tell("Ann") as (work, said):
        with pytest.raises(Refused, match="reminder_past"):
            await service.keep(work, said, when.Moment(date(2026, 11, 1)), own_reminders.Wish(text="call"))
    await keep(room, "Ann", "tomorrow call")
    with pytest.raises(Refused, match="too_many_reminders"):
        await keep(room, "Ann", "tomorrow call again")
    async with room.work() as work:
        work.groups.save(replace(await work.groups.get(room.group_id), zone_confirmed=False))
    with pytest.raises(Refused, match="zone_first"):
        await keep(room, "Ann", "tomorrow call")
