"""RRULE text: what people's words become, what is refused, and that nothing is lost on the way there and back."""

from datetime import UTC, date, datetime, time

import pytest

from coordination.rules import instants, rrules
from coordination.rules.calendars import MON_FRI
from coordination.rules.patterns import MonthDays, MonthWeekdays, YearDays
from coordination.rules.recurrences import Moved, OffDay, Rule

NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)  # Wednesday, 10:30 in Shanghai

READ = [
    ("FREQ=DAILY;BYHOUR=18;BYMINUTE=0", "2026-11-25T18:00+08:00"),
    ("FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=16;BYMINUTE=0", "2026-11-27T16:00+08:00"),
    ("FREQ=MONTHLY;BYDAY=1MO", "2026-12-07T09:00+08:00"),
    ("FREQ=MONTHLY;BYDAY=2WE,4WE;BYHOUR=15;BYMINUTE=0", "2026-11-25T15:00+08:00"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30T09:00+08:00"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30T09:00+08:00"),
    ("FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15T09:00+08:00"),
    ("FREQ=WEEKLY;BYDAY=FR", "2026-11-27T09:00+08:00"),
    ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20270625", "2026-11-27T09:00+08:00"),
    ("FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=16;BYMINUTE=0", "2026-11-26T16:00+08:00"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=30", "2026-11-26T08:30+08:00"),
    ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0", "2026-11-30T09:00+08:00"),
    ("FREQ=WEEKLY;BYDAY=MO;COUNT=6", "2026-11-30T09:00+08:00"),
    ("FREQ=WEEKLY;BYDAY=TU;BYHOUR=16;BYMINUTE=0", "2026-12-01T16:00+08:00"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;BYHOUR=16;BYMINUTE=0", "2026-11-26T16:00+08:00"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-01T09:00+08:00"),
    ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1", "2027-01-01T09:00+08:00"),
    ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=2", "2027-07-02T09:00+08:00"),
]


def read(text: str) -> Rule:
    return rrules.from_rrule(text, "Asia/Shanghai", time(9), NOW)


@pytest.mark.parametrize(("text", "first"), READ)
@pytest.mark.parametrize("prefix", ["", "RRULE:"])
def test_what_people_mean_begins_on_the_right_day(prefix: str, text: str, first: str) -> None:
    assert instants.next_after(read(prefix + text), NOW, MON_FRI) == datetime.fromisoformat(first)


def test_a_named_zone_is_kept() -> None:
    rule = rrules.from_rrule("FREQ=WEEKLY;BYDAY=TU;BYHOUR=14;BYMINUTE=0", "Europe/Berlin", time(9), NOW)

    assert instants.next_after(rule, NOW, MON_FRI) == datetime.fromisoformat("2026-12-01T14:00+01:00")


def test_a_series_with_a_count_ends_after_so_many() -> None:
    rule = read("FREQ=WEEKLY;BYDAY=MO;COUNT=6")

    assert rule.until == date(2027, 1, 4)
    assert len(instants.upcoming(rule, NOW, MON_FRI, 99)) == 6


def test_every_other_week_begins_with_the_first_day_that_fits() -> None:
    rule = read("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU")

    days = [f"{instants.local_day(at, rule.zone):%m-%d}" for at in instants.upcoming(rule, NOW, MON_FRI, 3)]

    assert days == ["11-30", "12-01", "12-14"]


@pytest.mark.parametrize(("text", "first"), [row for row in READ if "COUNT" not in row[0]])
def test_a_rule_written_and_read_again_comes_on_the_same_days(text: str, first: str) -> None:
    rule = read(text)

    again = read(rrules.to_rrule(rule))

    assert instants.upcoming(again, NOW, MON_FRI, 20) == instants.upcoming(rule, NOW, MON_FRI, 20)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MonthDays((31,)), "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=9;BYMINUTE=0"),
        (MonthDays((30,)), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;BYHOUR=9;BYMINUTE=0"),
        (MonthDays((29,)), "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1;BYHOUR=9;BYMINUTE=0"),
        (YearDays(((2, 29),)), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;BYHOUR=9;BYMINUTE=0"),
    ],
)
def test_a_day_that_some_months_lack_is_written_as_their_last(pattern: MonthDays | YearDays, text: str) -> None:
    rule = Rule(pattern, time(9), "Asia/Shanghai")

    assert rrules.to_rrule(rule) == text
    assert instants.upcoming(read(text), NOW, MON_FRI, 30) == instants.upcoming(rule, NOW, MON_FRI, 30)


def test_the_last_weekday_of_a_month_may_be_said_by_its_position() -> None:
    assert read("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1").pattern == MonthWeekdays(((-1, 4),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "every Monday",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=MO;WKST=SU",
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=two",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=0",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=9999",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270230",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101T000000Z",
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=2;UNTIL=20200101",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3;BYHOUR=9,18",
        "FREQ=WEEKLY;BYDAY=MO;BYHOUR=24",
        "FREQ=WEEKLY;BYDAY=MO;BYMINUTE=30",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=-1",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYYEARDAY=100",
    ],
)
def test_what_is_not_read_is_refused_whole(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(text)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(MonthDays((1,)), time(9), "UTC", off_day=OffDay.AFTER),
        Rule(MonthDays((1,)), time(9), "UTC", skipped=frozenset({date(2026, 12, 1)})),
        Rule(MonthDays((1,)), time(9), "UTC", moved=(Moved(date(2026, 12, 1), datetime(2026, 12, 2, 9)),)),  # noqa: DTZ001
        Rule(MonthDays((15, 30)), time(9), "UTC"),
        Rule(YearDays(((2, 29), (7, 2))), time(9), "UTC"),
        Rule(YearDays(((1, 1), (7, 2))), time(9), "UTC"),
    ],
)
def test_what_the_text_cannot_say_is_not_written(rule: Rule) -> None:
    with pytest.raises(ValueError, match="RRULE"):
        rrules.to_rrule(rule)
