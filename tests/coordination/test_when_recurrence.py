"""Repetitions: when they come round on the wall clock, and the words that say them and are read back unchanged."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import recurrence, recurrence_words, when

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAYS = st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True).map(
    lambda days: sorted(days, key=CODES.index)
)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """RRULEs of the forms that reading gives."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    pieces = {"FREQ": freq}
    interval = draw(st.sampled_from([1, 1, 2, 3, 4, 6, 12]))
    if interval > 1:
        pieces["INTERVAL"] = str(interval)
    pieces |= draw(_DAYS[freq])
    setpos = pieces.pop("BYSETPOS", None)
    if draw(st.booleans()):
        pieces |= {"BYHOUR": str(draw(st.integers(0, 23))), "BYMINUTE": str(draw(st.integers(0, 59)))}
    if setpos:
        pieces["BYSETPOS"] = setpos
    ending: dict[str, str] = draw(st.sampled_from([{}, {"UNTIL": "20391231"}, {"COUNT": "6"}, {"COUNT": "10"}]))
    return recurrence.text(pieces | ending)


def _joined(values: list[int]) -> str:
    return ",".join(map(str, sorted(values)))


MONTHDAYS = st.lists(st.integers(1, 31), min_size=1, max_size=3, unique=True).map(_joined) | st.sampled_from(
    ["-1", "-2"]
)
NTHS = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1]), st.sampled_from(CODES)), min_size=1, max_size=2, unique=True
)
_DAYS: dict[str, st.SearchStrategy[dict[str, str]]] = {
    "DAILY": st.just({}),
    "WEEKLY": WEEKDAYS.map(lambda days: {"BYDAY": ",".join(days)}),
    "MONTHLY": st.one_of(
        MONTHDAYS.map(lambda days: {"BYMONTHDAY": days}),
        NTHS.map(lambda pairs: {"BYDAY": ",".join(f"{n}{day}" for n, day in pairs)}),
        st.sampled_from(["1", "2", "10", "-1"]).map(lambda n: {"BYDAY": "MO,TU,WE,TH,FR", "BYSETPOS": n}),
    ),
    "YEARLY": st.tuples(
        st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(_joined),
        st.sampled_from(["1", "15", "28", "-1"]),
    ).map(lambda pair: {"BYMONTH": pair[0], "BYMONTHDAY": pair[1]}),
}


@settings(max_examples=200, deadline=None)
@given(rules(), st.sampled_from(["en", "zh"]))
def test_the_words_for_a_rule_are_read_as_the_same_rule(rule: str, language: str) -> None:
    said = recurrence_words.to_words(rule, language)
    reading = when.read(said, when.Frame(NOW, SHANGHAI, language))
    assert [value.rrule for value in reading.values if isinstance(value, when.Recurrence)] == [rule], said


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;BYHOUR=9;BYMINUTE=0", "every second Tuesday at 09:00", "每两周的周二 9:00"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=30", "every working day at 08:30", "每个工作日 8:30"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=16;BYMINUTE=0;BYSETPOS=-1",
            "on the last working day of every month at 16:00",
            "每月最后一个工作日 16:00",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "on the 1st and 15th of every month", "每月1日、15日"),
        ("FREQ=MONTHLY;BYDAY=2WE,4WE", "on the second and fourth Wednesday of every month", "每月第二个、第四个周三"),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=2", "every year on 2 July", "每年7月2日"),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20270625", "every Friday until 25 June 2027", "每周五，到2027年6月25日为止"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=6", "every 3 days, 6 times", "每3天，共6次"),
    ],
)
def test_rules_are_said_as_people_say_them(rule: str, english: str, chinese: str) -> None:
    assert recurrence_words.to_words(rule, "en") == english
    assert recurrence_words.to_words(rule, "zh-Hans") == chinese


def test_a_rule_that_has_no_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        recurrence_words.to_words("FREQ=SECONDLY", "en")


def first(phrase: str, zone: ZoneInfo = SHANGHAI) -> tuple[str, datetime | date]:
    value = when.read(phrase, when.Frame(NOW, zone)).values[0]
    assert isinstance(value, when.Recurrence)
    return value.rrule, value.first.at or value.first.on


def texts(found: tuple[datetime | date, ...]) -> list[str]:
    return [one.isoformat(timespec="minutes") if isinstance(one, datetime) else one.isoformat() for one in found]


def test_the_next_three_times_keep_their_hour_through_a_change_of_clock() -> None:
    rule, begins = first("every Sunday at 9:00 starting 21 March 2027", BERLIN)
    assert texts(recurrence.occurrences(rule, begins, BERLIN, 3)) == [
        "2027-03-21T09:00+01:00",
        "2027-03-28T09:00+02:00",
        "2027-04-04T09:00+02:00",
    ]


def test_an_hour_that_the_clocks_jump_over_comes_that_day_by_as_much_later() -> None:
    """faults.md F105"""
    times = recurrence.occurrences("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", date(2027, 3, 27), BERLIN, 3)
    assert texts(times) == ["2027-03-27T02:30+01:00", "2027-03-28T03:30+02:00", "2027-03-29T02:30+02:00"]


def test_an_hour_that_comes_twice_counts_once() -> None:
    """faults.md F104"""
    times = recurrence.occurrences("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", date(2026, 10, 24), BERLIN, 3)
    assert texts(times) == ["2026-10-24T02:30+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"]


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    """faults.md F103"""
    times = recurrence.occurrences("FREQ=MONTHLY;BYMONTHDAY=15,31", date(2027, 1, 1), SHANGHAI, 5)
    assert texts(times) == ["2027-01-15", "2027-01-31", "2027-02-15", "2027-02-28", "2027-03-15"]
    leap = recurrence.occurrences("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2027, 1, 1), SHANGHAI, 2)
    assert texts(leap) == ["2027-02-28", "2028-02-29"]


def test_a_counted_series_and_one_with_an_end_stop() -> None:
    assert len(recurrence.occurrences("FREQ=WEEKLY;BYDAY=MO;COUNT=2", date(2026, 11, 30), SHANGHAI, 9)) == 2
    ends = recurrence.occurrences("FREQ=DAILY;BYHOUR=9;BYMINUTE=0;UNTIL=20261127", date(2026, 11, 26), SHANGHAI, 9)
    assert texts(ends) == ["2026-11-26T09:00+08:00", "2026-11-27T09:00+08:00"]


def test_every_other_week_is_counted_from_its_first_time() -> None:
    rule, begins = first("every other Thursday at 4pm")
    times = texts(recurrence.occurrences(rule, begins, SHANGHAI, 3))
    assert times == ["2026-11-26T16:00+08:00", "2026-12-10T16:00+08:00", "2026-12-24T16:00+08:00"]


def test_the_following_time_lies_after_the_one_asked_from() -> None:
    rule, begins = first("every Monday 9am")
    on_the_dot = datetime(2026, 11, 30, 1, tzinfo=UTC)
    assert recurrence.following(rule, begins, SHANGHAI, on_the_dot) == datetime(2026, 12, 7, 9, tzinfo=SHANGHAI)
    assert recurrence.following("FREQ=WEEKLY;BYDAY=MO;COUNT=1", date(2026, 11, 30), SHANGHAI, on_the_dot) is None


def test_a_rule_that_never_comes_round_ends_the_search() -> None:
    assert recurrence.occurrences("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31;BYSETPOS=1", date(2027, 1, 1), SHANGHAI, 1) == ()
