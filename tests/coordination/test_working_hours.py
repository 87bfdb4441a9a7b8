"""Working hours: as they are typed in English and Chinese, what is refused, and what counts from their beginning."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import calendars, groups, requests, round_windows, when, working_hours
from coordination.rules import own_reminders as wishes
from coordination.rules.duties import Reading
from coordination.rules.working_hours import Fault
from coordination.services import duties, own_reminders, round_schedules, rounds, settings_copy
from coordination.services import settings as service
from storage import groups as stored
from tests.coordination.committees import committee
from tests.coordination.rooms import Room

NINE = time(9)
TOMORROW = when.Moment(date(2026, 11, 26))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("9:00-17:30", "09:00", "17:30"),
        ("09:00 to 18:00", "09:00", "18:00"),
        ("9 to 6pm", "09:00", "18:00"),
        ("from 9 to 5", "09:00", "17:00"),
        ("between 8.30 and 17.00", "08:30", "17:00"),
        ("8:30 a.m. – 5 p.m.", "08:30", "17:00"),
        ("9-5", "09:00", "17:00"),
        ("9:00 to 5:30", "09:00", "17:30"),
        ("1-5pm", "13:00", "17:00"),
        ("nine to five", "09:00", "17:00"),
        ("9:00 18:00", "09:00", "18:00"),
        ("早上9点到下午6点", "09:00", "18:00"),
        ("上午八点半至下午五点半", "08:30", "17:30"),
        ("9点一刻－18点", "09:15", "18:00"),
        ("十点到十九点", "10:00", "19:00"),
        ("８：３０～１７：３０", "08:30", "17:30"),
        ("早上9点上班，下午6点下班", "09:00", "18:00"),
        ("工作时间：9:00至18:00。", "09:00", "18:00"),
        ("朝九晚五", "09:00", "17:00"),
        ("早9晚6", "09:00", "18:00"),
        ("下午1点到晚上9点", "13:00", "21:00"),
        ("中午12点到晚上8点", "12:00", "20:00"),
        ("0:00 to 23:59", "00:00", "23:59"),
        ("17:45", "09:00", "17:45"),
        ("until 5pm", "09:00", "17:00"),
        ("到下午五点", "09:00", "17:00"),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, first: str, last: str) -> None:
    assert working_hours.read(typed, NINE) == (time.fromisoformat(first), time.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("18:00 to 9:00", Fault.BACKWARDS),
        ("10:00-9:00", Fault.BACKWARDS),
        ("22:00 to 06:00", Fault.BACKWARDS),
        ("10pm to 6am", Fault.BACKWARDS),
        ("晚上10点到早上6点", Fault.BACKWARDS),
        ("9:00 to 24:00", Fault.BACKWARDS),
        ("下午2点到晚上12点", Fault.BACKWARDS),
        ("9:00-9:00", Fault.SAME),
        ("9点到9点", Fault.SAME),
        ("25:00-26:00", Fault.UNREAD),
        ("9:00 to 25:00", Fault.UNREAD),
        ("9:60-18:00", Fault.UNREAD),
        ("13am to 5pm", Fault.UNREAD),
        ("9:00", Fault.UNREAD),
        ("8:30", Fault.UNREAD),
        ("918", Fault.UNREAD),
        ("9:00 to 18:00 London", Fault.UNREAD),
        ("9:00 to 12:00, 13:00 to 18:00", Fault.UNREAD),
        ("as always", Fault.UNREAD),
        ("老样子", Fault.UNREAD),
        ("", Fault.UNREAD),
        ("9" * 5000, Fault.UNREAD),
        ("every day " * 500, Fault.UNREAD),
    ],
)
def test_nonsense_is_told_apart_and_nothing_is_guessed(typed: str, fault: Fault) -> None:
    assert working_hours.read(typed, NINE) is fault


@settings(max_examples=200, deadline=None)
@given(first=st.times(), last=st.times(), sep=st.sampled_from(["-", " to ", "至", " – ", "～", "到"]))
def test_any_two_hours_by_a_clock_of_24_are_read_or_refused(first: time, last: time, sep: str) -> None:
    found = working_hours.read(f"{first:%H:%M}{sep}{last:%H:%M}", NINE)

    first, last = (one.replace(second=0, microsecond=0) for one in (first, last))
    wanted = (first, last) if first < last else Fault.SAME if first == last else found
    assert found == wanted
    assert isinstance(found, Fault) or found[0] < found[1]


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789:.-~ toapm早上下午晚点半至到时分朝九五", max_size=20))
def test_whatever_is_typed_ends_after_it_begins_or_is_refused(typed: str) -> None:
    found = working_hours.read(typed, NINE)
    assert isinstance(found, Fault) or found[0] < found[1]


def test_a_group_from_before_has_the_hours_it_had() -> None:
    kept = stored.dump_settings(groups.Settings(workday_ends=time(17)))
    del kept["workday_begins"]

    loaded = stored.load_settings(kept)

    assert (loaded.workday_begins, loaded.workday_ends) == (NINE, time(17))


@pytest.mark.parametrize(("opens", "closes"), [(time(10), time(16)), (time(9), time(8, 30)), (time(9), time(0))])
def test_windows_of_a_round_lie_within_the_hours_and_hours_that_nobody_chose_end_too(opens: time, closes: time) -> None:
    hours = round_windows.Hours("UTC", calendars.Calendar(), opens, closes)
    begun = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)

    ends = hours.after(begun, hours.minutes_a_day + 60)

    assert hours.minutes_a_day > 0
    if opens < closes:
        assert ends == datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
        assert not hours.is_open(datetime(2026, 11, 25, 9, 59, tzinfo=UTC))
        assert hours.is_open(datetime(2026, 11, 25, 10, 0, tzinfo=UTC))


def test_what_has_a_day_and_no_hour_comes_as_work_begins() -> None:
    now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    assert wishes.rule_of(TOMORROW, "UTC", now, usual=time(10, 30)).at == time(10, 30)
    assert wishes.rule_of(TOMORROW, "UTC", now).at == NINE
    every = when.Recurrence("FREQ=WEEKLY;BYDAY=FR", TOMORROW)
    assert wishes.rule_of(every, "UTC", now, usual=time(7)).at == time(7)

    waiting = requests.Waiting(now, "UTC", calendars.Calendar(), time(8))
    assert waiting.reminds_at == datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    assert waiting.goes_up_at == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


async def test_hours_are_kept_as_one_choice_copied_and_taken_back_whole(sqlite_url: str) -> None:
    async with committee(sqlite_url) as held:
        await _kept_as_one(held.room)


async def _kept_as_one(opened: Room) -> None:
    async with opened.tell("Ann") as (work, said):
        await service.choose(work, said, {"workday_begins": time(8), "workday_ends": time(17)})
    async with opened.tell("Ann") as (work, said):
        fresh = await service.choose(work, said, {"workday_ends": time(17, 30)})  # as an old button has it
        (event,) = await work.events.of_change(said.group.id, said.change_id)
    assert event.before == {"workday_begins": "08:00:00", "workday_ends": "17:00:00"}
    assert (fresh.settings.workday_begins, fresh.settings.workday_ends) == (time(8), time(17, 30))

    async with opened.tell("Ann") as (work, said):
        with pytest.raises(Refused, match="hours_refused"):
            await service.choose(work, said, {"workday_ends": time(7)})
        await service.undo(work, said, event.change_id)
        back = (await work.groups.get(said.group.id)).settings
    assert (back.workday_begins, back.workday_ends) == (time(8), time(17))

    async with opened.tell("Ann") as (work, said):
        await settings_copy.apply(work, said, settings_copy.Copy({"workday_begins": time(10)}))
        (copied,) = await work.events.of_change(said.group.id, said.change_id)
    assert copied.after == {"workday_begins": "10:00:00", "workday_ends": "17:00:00"}


async def test_a_reminder_of_a_day_and_a_round_opened_ahead_go_by_the_group_s_own_beginning(sqlite_url: str) -> None:
    async with committee(sqlite_url) as held:
        await held.room.set(workday_begins=time(10, 30), workday_ends=time(16))
        async with held.room.tell("Ann") as (work, said):
            work.groups.save(replace(said.group, zone_confirmed=True))
        async with held.room.tell("Ann") as (work, said):
            day = when.Moment((said.at + timedelta(days=10)).date())
            kept = await own_reminders.keep(work, said, day, wishes.Wish((day,), "send your report"))
            weekly = when.Recurrence("FREQ=WEEKLY;BYDAY=FR", day)
            again = when.Recurrence("FREQ=WEEKLY;BYDAY=FR;BYHOUR=14;BYMINUTE=0", day)
            schedule = await round_schedules.keep(work, said, rounds.Wish("Meeting"), again)
            assert schedule.next_due_at is not None
            opens = round_schedules.opens_at(said.group, schedule, schedule.next_due_at)
            hours = rounds.hours_of(said.group)
            zone = said.group.zone
            duty = await duties.set_up(work, said, Reading.TACTICAL, weekly)
        assert kept.schedule.rule["at"].startswith("10:30")
        assert duty.schedule.rule["at"].startswith("16:00")  # what is due on a day is due at its end
        assert opens.astimezone(ZoneInfo(zone)).time() == time(10, 30)
        assert (hours.opens, hours.closes, hours.minutes_a_day) == (time(10, 30), time(16), 330)
