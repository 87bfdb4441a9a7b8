"""What a phrase is read as: values, their bounds and zones, several fair readings, and reasons for none."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordination.rules import calendars, when

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)
FRAME = when.Frame(NOW, SHANGHAI)
OPENS = date(2027, 5, 20)


def frame(language: str = "en", *, at: datetime = NOW, zone: ZoneInfo = SHANGHAI) -> when.Frame:
    return when.Frame(at, zone, language)


def moment(phrase: str, where: when.Frame = FRAME) -> when.Moment:
    reading = when.read(phrase, where)
    assert len(reading.values) == 1, (phrase, reading)
    value = reading.values[0]
    assert isinstance(value, when.Moment)
    return value


@pytest.mark.parametrize(
    ("phrase", "language", "bound"),
    [
        ("5 Dec", "en", when.Bound.ON),
        ("by 5 Dec", "en", when.Bound.BY),
        ("before 5pm on Friday", "en", when.Bound.BEFORE),
        ("12月5日前", "zh", when.Bound.BY),
        ("within 3 days", "en", when.Bound.BY),
        ("EOD", "en", when.Bound.BY),
        ("до пятницы", "ru", when.Bound.BY),
    ],
)
def test_the_marking_word_says_how_a_date_bounds(phrase: str, language: str, bound: when.Bound) -> None:
    assert moment(phrase, frame(language)).bound is bound


def test_a_day_has_no_invented_hour() -> None:
    assert moment("tomorrow morning") == when.Moment(date(2026, 11, 26))


def test_a_named_zone_is_kept_and_the_day_is_the_one_there() -> None:
    found = moment("1 Dec 20:00 New York time")
    assert (found.zone, found.on) == ("America/New_York", date(2026, 12, 1))
    assert found.at is not None and found.at.astimezone(UTC) == datetime(2026, 12, 2, 1, tzinfo=UTC)


def test_an_hour_without_a_zone_is_the_readers() -> None:
    found = moment("tomorrow 9am", frame(zone=BERLIN))
    assert found.at is not None and found.at.utcoffset() == timedelta(hours=1)
    assert found.zone is None


def test_an_abbreviation_that_does_not_hold_that_day_is_asked() -> None:
    reading = when.read("1 July 2027 3pm EST", FRAME)
    offsets = [value.at.utcoffset() for value in reading.values if isinstance(value, when.Moment) and value.at]
    assert offsets == [timedelta(hours=-5), timedelta(hours=-4)]


def test_a_two_digit_day_is_never_taken_for_a_year() -> None:
    """faults.md F127"""
    assert when.render(when.read("4月20日 18:10", frame("zh"))) == "2027-04-20T18:10+08:00"


@pytest.mark.parametrize(
    ("language", "readings"),
    [
        ("zh", ["2027-04-15", "2027-04-16", "2027-02-05"]),
        ("de", ["2027-04-15", "2027-04-16", "2027-05-02"]),
        ("en", ["2027-04-15", "2027-04-16", "ASK:2027-05-02|2027-02-05"]),
    ],
)
def test_slash_dates_are_read_in_one_order_or_asked(language: str, readings: list[str]) -> None:
    """faults.md F128: 15/4, 16/4 and 2/5 must not change their order within one list."""
    found = [when.render(when.read(phrase, frame(language))) for phrase in ("15/4", "16/4", "2/5")]
    assert found == readings


def test_a_date_without_a_year_is_the_next_to_come() -> None:
    """faults.md F129: 1月3日 on 30 December is in four days."""
    late = frame("zh", at=datetime(2026, 12, 30, 9, tzinfo=SHANGHAI))
    assert moment("1月3日", late).on == date(2027, 1, 3)
    assert moment("12月30日", late).on == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("phrase", "language", "problem"),
    [
        ("31 Feb", "en", when.Problem.NO_SUCH_DAY),
        ("2026-13-01", "en", when.Problem.NO_SUCH_DAY),
        ("13月1日", "zh", when.Problem.NO_SUCH_DAY),
        ("tomorrow 25:00", "en", when.Problem.NO_SUCH_HOUR),
        ("2027-03-28 02:30 Europe/Berlin", "en", when.Problem.CLOCK_GAP),
        ("T-30", "en", when.Problem.NO_OPENING_DAY),
        ("下月初", "zh", when.Problem.VAGUE),
        ("early next month", "en", when.Problem.VAGUE),
        ("asap", "en", when.Problem.NO_DATE),
        ("尽快", "zh", when.Problem.NO_DATE),
        ("2 Dec 2026 to 1 Dec 2026", "en", when.Problem.BACKWARDS),
        ("every Monday until 1 Nov 2026", "en", when.Problem.NEVER),
    ],
)
def test_what_is_no_date_has_a_reason(phrase: str, language: str, problem: when.Problem) -> None:
    assert when.read(phrase, frame(language)) == when.Reading((), problem)


def test_a_minute_that_comes_twice_is_asked_with_both_instants() -> None:
    reading = when.read("2027-10-31 02:30", frame(zone=BERLIN))
    assert when.render(reading) == "ASK:2027-10-31T02:30+02:00|2027-10-31T02:30+01:00"
    assert reading.problem is when.Problem.CLOCK_TWICE


@pytest.mark.parametrize(
    ("phrase", "on"), [("yesterday", date(2026, 11, 24)), ("2026-01-15", date(2026, 1, 15)), ("9am today", NOW.date())]
)
def test_the_past_is_kept_and_warned_of(phrase: str, on: date) -> None:
    reading = when.read(phrase, FRAME)
    assert reading.problem is when.Problem.PAST
    assert [value.on for value in reading.values if isinstance(value, when.Moment)] == [on]


@pytest.mark.parametrize(
    ("phrase", "language", "on"),
    [
        ("T-30", "en", date(2027, 4, 20)),
        ("T+3", "en", date(2027, 5, 23)),
        ("T-2 weeks", "en", date(2027, 5, 6)),
        ("开幕前30天", "zh", date(2027, 4, 20)),
        ("开幕前10个工作日", "zh", date(2027, 5, 6)),
        ("开幕当天", "zh", date(2027, 5, 20)),
        ("开幕后一周", "zh", date(2027, 5, 27)),
        ("距开幕30天", "zh", date(2027, 4, 20)),
        ("the day after the opening", "en", date(2027, 5, 21)),
        ("zwei Wochen vor der Eröffnung", "de", date(2027, 5, 6)),
        ("J-30", "fr", date(2027, 4, 20)),
        ("за две недели до открытия", "ru", date(2027, 5, 6)),
    ],
)
def test_dates_are_counted_from_the_opening_day(phrase: str, language: str, on: date) -> None:
    assert moment(phrase, when.Frame(NOW, SHANGHAI, language, opens_on=OPENS)).on == on


def test_working_days_are_those_of_the_groups_calendar() -> None:
    gulf = when.Frame(NOW, SHANGHAI, calendar=calendars.Calendar(weekend=frozenset({4, 5})))
    assert moment("in 3 working days", gulf).on == date(2026, 11, 30)  # Thu 26, Sun 29, Mon 30
    assert moment("in 3 working days").on == date(2026, 11, 30)  # Thu 26, Fri 27, Mon 30
    assert moment("next working day", gulf).on == date(2026, 11, 26)
    every_workday = when.read("every weekday at 9", gulf).values[0]
    assert isinstance(every_workday, when.Recurrence)
    assert "BYDAY=MO,TU,WE,TH,SU" in every_workday.rrule


def test_a_length_in_hours_runs_on_through_a_change_of_clock() -> None:
    before_change = frame(at=datetime(2027, 3, 27, 12, tzinfo=BERLIN), zone=BERLIN)
    assert when.render(when.read("in 24 hours", before_change)) == "2027-03-28T13:00+02:00"
    assert when.render(when.read("tomorrow noon", before_change)) == "2027-03-28T12:00+02:00"


def test_a_bare_hour_in_todays_gap_is_no_hour_but_one_that_has_gone_by_is_tomorrows() -> None:
    night = frame(at=datetime(2027, 3, 28, 0, 30, tzinfo=BERLIN), zone=BERLIN)
    noon = frame(at=datetime(2027, 3, 28, 12, tzinfo=BERLIN), zone=BERLIN)
    assert when.read("02:30", night).problem is when.Problem.CLOCK_GAP
    assert when.render(when.read("02:30", noon)) == "2027-03-29T02:30+02:00"


def test_what_is_said_in_another_language_is_read_as_well() -> None:
    assert moment("下周五", frame("en")).on == date(2026, 12, 4)
    assert moment("bis Freitag", frame("en")).on == date(2026, 11, 27)
    assert moment("周五 5pm", frame("zh")).on == date(2026, 11, 27)


def test_figures_alone_are_read_as_the_chat_writes_them() -> None:
    assert moment("3.4.", frame("de")).on == date(2027, 4, 3)
    assert moment("3.4", frame("zh")).on == date(2027, 3, 4)


def test_a_range_has_two_ends_and_a_repetition_its_first_time() -> None:
    span = when.read("28 Dec to 3 Jan", FRAME).values
    assert span == (when.Span(when.Moment(date(2026, 12, 28)), when.Moment(date(2027, 1, 3))),)
    repeat = when.read("every Tuesday 14:00 Berlin time", FRAME).values[0]
    assert isinstance(repeat, when.Recurrence)
    assert (repeat.first.zone, repeat.first.on) == ("Europe/Berlin", date(2026, 12, 1))
    assert repeat.first.at is not None and repeat.first.at.utcoffset() == timedelta(hours=1)


def test_with_an_interval_the_first_matching_day_starts_the_series() -> None:
    repeat = when.read("every other Thursday at 4pm", FRAME).values[0]
    assert isinstance(repeat, when.Recurrence)
    assert repeat.first.on == date(2026, 11, 26)


def test_every_third_friday_is_asked() -> None:
    rules = [
        value.rrule for value in when.read("every third Friday", FRAME).values if isinstance(value, when.Recurrence)
    ]
    assert rules == ["FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", "FREQ=MONTHLY;BYDAY=3FR"]


def test_what_is_far_beyond_any_plan_is_refused() -> None:
    for phrase in ("in 900 years", "in 9999 days", "9999 workdays ago", "in 999 months"):
        assert when.read(phrase, FRAME).values == () or moment(phrase).on.year < 2200
    end_of_time = frame(at=datetime(9999, 12, 31, 12, tzinfo=UTC), zone=ZoneInfo("UTC"))
    assert when.read("tomorrow 9am", end_of_time).problem is when.Problem.NO_SUCH_DAY
