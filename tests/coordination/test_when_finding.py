"""Which date is found in a line, what marks it, what remains of the line, and which lines have none."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from coordination.rules import when

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)


def find(line: str, language: str = "en") -> when.Found | None:
    return when.find(line, when.Frame(NOW, SHANGHAI, language))


@pytest.mark.parametrize(
    ("language", "line", "reading", "marker", "rest"),
    [
        ("en", "Book the hall @ann by Friday", "2026-11-27", "by", "Book the hall @ann"),
        ("en", "By Friday: draft agenda", "2026-11-27", "By", "draft agenda"),
        ("en", "Sign hall contract (due 4 Dec)", "2026-12-04", "due", "Sign hall contract"),
        ("en", "Call the caterer tomorrow at 9am", "2026-11-26T09:00+08:00", None, "Call the caterer"),
        ("en", "5 Dec: final list of speakers", "2026-12-05", None, "final list of speakers"),
        ("en", "Tom by 5pm today please", "2026-11-25T17:00+08:00", "by", "Tom please"),
        ("en", "move it from 4 Dec to 8 Dec", "2026-12-08", "to", "move it from 4 Dec"),
        ("en", "due tomorrow", "2026-11-26", "due", ""),
        (
            "en",
            "every Friday by 5pm send the report",
            "RRULE:FREQ=WEEKLY;BYDAY=FR;BYHOUR=17;BYMINUTE=0",
            None,
            "send the report",
        ),
        ("zh", "落实主会场 李敏 12月4日前", "2026-12-04", "前", "落实主会场 李敏"),
        ("zh", "把合同发给我，周五前", "2026-11-27", "前", "把合同发给我"),
        ("zh", "参会名单（12月1日前）", "2026-12-01", "前", "参会名单"),
        ("zh", "会议改到12月8日上午10点", "2026-12-08T10:00+08:00", "改到", "会议"),
        ("zh", "完成时限：12月20日", "2026-12-20", "完成时限", ""),
        ("zh", "明天上午9点给餐饮打电话", "2026-11-26T09:00+08:00", None, "给餐饮打电话"),
        ("zh", "周报每周五下午4点前报送", "RRULE:FREQ=WEEKLY;BYDAY=FR;BYHOUR=16;BYMINUTE=0", None, "周报报送"),
        (
            "de",
            "Bitte bis Freitag 17 Uhr den Vertrag schicken",
            "2026-11-27T17:00+08:00",
            "bis",
            "Bitte den Vertrag schicken",
        ),
        ("ru", "Пришлите договор до пятницы, 17:00", "2026-11-27T17:00+08:00", "до", "Пришлите договор"),
    ],
)
def test_a_date_is_taken_out_of_its_line(language: str, line: str, reading: str, marker: str | None, rest: str) -> None:
    found = find(line, language)
    assert found is not None
    assert (when.render(found.reading), found.marker, found.rest) == (reading, marker, rest)


def test_the_phrase_is_where_the_offsets_say() -> None:
    line = "🎪 Плакат и 海报 by Friday 5pm for Bo"
    found = find(line)
    assert found is not None
    assert line[found.start : found.end] == "by Friday 5pm"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "the minutes of Monday"),
        ("en", "Friday's demo went well"),
        ("en", "any day except Friday"),
        ("en", "not tomorrow"),
        ("en", "call me around Friday"),
        ("en", "Monday or Tuesday"),
        ("en", "Book the hall, early next month"),
        ("en", "Book the hall, late next week"),
        ("en", "Book the hall, sometime next week"),
        ("en", "Book the hall, probably Friday"),
        ("en", "Book the hall, maybe 4 Dec"),
        ("zh", "落实主会场，大概12月5日"),
        ("zh", "落实主会场 可能周五"),
        ("zh", "落实主会场 12月5日左右"),
        ("de", "Halle buchen, wahrscheinlich Freitag"),
        ("ru", "договор, возможно 5 декабря"),
        ("en", "we met last Friday"),
        ("en", "Monday meeting minutes"),
        ("en", "the May report"),
        ("en", "confirmed by 12 people"),
        ("en", "room at 12.1"),
        ("en", "1 Dec 09:00 Nowhere/City is where we meet"),
        ("en", "8 o'clock-ish tomorrow-ish"),
        ("zh", "周一鸣负责接待"),
        ("zh", "周五的会议纪要"),
        ("zh", "下周五前后"),
        ("zh", "2号前台"),
        ("zh", "月底奖金"),
        ("zh", "非周五"),
        ("de", "nicht am Freitag"),
        ("es", "el acta del lunes"),
        ("fr", "pas vendredi"),
        ("ru", "протокол от 5 декабря"),
        ("pt", "segunda via do contrato"),
    ],
)
def test_a_date_that_means_something_else_is_left_alone(language: str, line: str) -> None:
    assert find(line, language) is None


def test_two_marked_dates_are_asked_the_last_one_first() -> None:
    found = find("send the draft by Friday and the final by 11 Dec")
    assert found is not None
    assert when.render(found.reading) == "ASK:2026-12-11|2026-11-27"


def test_a_date_counted_from_another_is_taken_as_a_whole() -> None:
    found = find("ready two weeks before 2 July 2027")
    assert found is not None
    assert (when.render(found.reading), found.rest) == ("2027-06-18", "ready")


def test_the_same_date_twice_is_one() -> None:
    found = find("by Friday, that is by 27 Nov")
    assert found is not None
    assert when.render(found.reading) == "2026-11-27"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("hand in the report by 31 Feb", when.Problem.NO_SUCH_DAY),
        ("finish the plan by early next month", when.Problem.VAGUE),
        ("ready two weeks before the opening", when.Problem.NO_OPENING_DAY),
        ("deliver by T-30", when.Problem.NO_OPENING_DAY),
    ],
)
def test_a_marked_date_that_is_none_is_found_with_its_reason(line: str, problem: when.Problem | None) -> None:
    found = find(line)
    assert (found and found.reading.problem) == problem


def test_in_a_language_that_is_not_the_chats_only_a_marked_date_counts() -> None:
    assert find("bitte bis Freitag schicken") is not None
    assert find("das machen wir Freitag") is None


def test_a_very_long_line_is_looked_at_only_so_far() -> None:
    assert find("x " * 3000 + "by Friday") is None
