"""The words behind `/update 12`: which of them decide, and that all others stay a note."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import reading_remark, when
from coordination.rules.reading_remark import Problem, Verb

FRAME = when.Frame(datetime(2026, 11, 25, 2, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


def read(text: str) -> reading_remark.Remark:
    return reading_remark.read_remark(text, FRAME)


@pytest.mark.parametrize(
    ("text", "verb", "percent", "reason"),
    [
        ("60% quote received", Verb.PROGRESS, 60, ""),
        ("quote received, 60%", Verb.PROGRESS, 60, ""),
        ("is now 40%", Verb.PROGRESS, 40, ""),
        ("４０％", Verb.PROGRESS, 40, ""),
        ("做到六成，等印厂报价", Verb.PROGRESS, 60, ""),
        ("百分之六十", Verb.PROGRESS, 60, ""),
        ("一半", Verb.PROGRESS, 50, ""),
        ("131 of 212 reviewed", Verb.PROGRESS, 62, ""),
        ("60% waiting for the quote", Verb.PROGRESS, 60, ""),
        ("完成30%", Verb.PROGRESS, 30, ""),
        ("blocked: no budget", Verb.BLOCKED, None, "no budget"),
        ("blocked because of the permit", Verb.BLOCKED, None, "the permit"),
        ("blocked: no permit (hall 3)", Verb.BLOCKED, None, "no permit (hall 3)"),
        ("blocked (no permit)", Verb.BLOCKED, None, "no permit"),
        ("受阻（等批复）", Verb.BLOCKED, None, "等批复"),
        ("卡住了：等消防批文", Verb.BLOCKED, None, "等消防批文"),
        ("受阻，场馆没定", Verb.BLOCKED, None, "场馆没定"),
        ("waiting for the quote", Verb.BLOCKED, None, "the quote"),
        ("unblocked", Verb.FREED, None, ""),
        ("解除受阻", Verb.FREED, None, ""),
        ("dropped, no money", Verb.DROPPED, None, "no money"),
        ("取消：预算不够", Verb.DROPPED, None, "预算不够"),
        ("reopened", Verb.REOPENED, None, ""),
        ("done", Verb.DONE, None, ""),
        ("已完成", Verb.DONE, None, ""),
        ("not done yet", Verb.PROGRESS, None, ""),
        ("talked to the printer, nothing is blocked", Verb.NOTE, None, ""),
        ("the printer says it costs 480", Verb.NOTE, None, ""),
    ],
)
def test_the_first_words_decide(text: str, verb: Verb, percent: int | None, reason: str) -> None:
    remark = read(text)
    assert (remark.verb, remark.percent, remark.reason, remark.problem) == (verb, percent, reason, None)
    assert remark.note == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("rename to Book the small hall", "Book the small hall"),
        ("改名为 “小会场”", "小会场"),
        ("renamed to: Hall B, done by us", "Hall B, done by us"),
        ("改名为 物流报价（两家）", "物流报价（两家）"),
    ],
)
def test_a_new_title_is_kept_as_typed(text: str, title: str) -> None:
    assert (read(text).verb, read(text).title) == (Verb.RENAMED, title)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("waits for 9", [9]), ("等 9", [9]), ("等#9、#11", [9, 11]), ("blocked by #9 and 11", [9, 11])],
)
def test_waiting_for_tasks_names_their_numbers(text: str, numbers: list[int]) -> None:
    remark = read(text)
    assert remark.verb is Verb.WAITS
    assert [ref.number for ref in remark.waits_for] == numbers


@pytest.mark.parametrize("text", ["waits for 9 people", "等 9 个人", "等9月的报价", "waiting for 3 quotes"])
def test_waiting_for_other_things_names_no_task(text: str) -> None:
    assert read(text).waits_for == ()


@pytest.mark.parametrize(
    ("text", "reason", "day"),
    [
        ("on hold until 4 Dec", "", date(2026, 12, 4)),
        ("on hold, venue unclear, until 4 Dec", "venue unclear", date(2026, 12, 4)),
        ("暂缓：场地未定，12月4日复核", "场地未定", date(2026, 12, 4)),
    ],
)
def test_on_hold_keeps_the_reason_and_the_day_of_review(text: str, reason: str, day: date) -> None:
    remark = read(text)
    assert (remark.verb, remark.reason) == (Verb.HOLD, reason)
    assert remark.review is not None
    first = remark.review.values[0]
    assert isinstance(first, when.Moment)
    assert first.on == day


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.EMPTY),
        ("  ", Problem.EMPTY),
        ("rename to", Problem.NO_TITLE),
        ("60", Problem.BARE_NUMBER),
        ("100%", Problem.FULL),
        ("50-60%", Problem.UNSURE_PERCENT),
    ],
)
def test_what_is_unclear_is_a_problem_and_never_a_guess(text: str, problem: Problem) -> None:
    assert read(text).problem is problem


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.text(alphabet="60%等9改名为 on hold until卡住了：暂缓12月", max_size=30))
def test_any_words_are_read_without_an_error(text: str) -> None:
    remark = read(text)
    assert remark.percent is None or 0 <= remark.percent <= 100
    assert remark.note == text.strip()


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("done", True),
        ("Done.", True),
        ("已完成", True),
        ("done: signed with Bistro 9", False),
        ("完成，验收合格", False),
        ("not done", False),
        ("quote received", False),
        ("", False),
    ],
)
def test_words_may_say_that_it_is_done_and_nothing_else(text: str, is_alone: bool) -> None:
    assert reading_remark.is_done_alone(text) is is_alone
