"""Check-ins: how they are set up in words, which line answers what, which tasks it names, who is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import absence, check_ins, tasks, when

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FRAME = when.Frame(now=NOW, zone=ZoneInfo("Asia/Shanghai"))
OWN = frozenset({12, 14})


@pytest.mark.parametrize(
    ("typed", "rrule", "hours", "in_chat"),
    [
        ("every Mon 10:00", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=10;BYMINUTE=0", 4, False),
        ("every Mon 10:00 for 6 hours in chat", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=10;BYMINUTE=0", 6, True),
        ("every workday at 9:30, 2h, in private", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=30", 2, False),
        ("in the group every Friday 15:00", "FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0", 4, True),
        ("每周一10:00", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=10;BYMINUTE=0", 4, False),
        ("每周一10:00 6小时 群内", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=10;BYMINUTE=0", 6, True),
    ],
)
def test_a_check_in_is_set_up_in_one_line(typed: str, rrule: str, hours: int, in_chat: bool) -> None:
    found = check_ins.read(typed, FRAME)
    assert found is not None
    assert (found.value.rrule, found.window, found.in_chat) == (rrule, timedelta(hours=hours), in_chat)
    assert found.questions == ()


def test_questions_of_its_own_stand_on_further_lines() -> None:
    found = check_ins.read("every Mon 10:00\n1. What surprised you?\n\n- who helps\n3、还缺什么？", FRAME)
    assert found is not None
    assert found.questions == ("What surprised you?", "- who helps", "还缺什么？")


@pytest.mark.parametrize("typed", ["Mon 10:00", "soon", "every Mon 10:00 and tell everybody", "every 2 weeks"])
def test_without_a_repeating_time_alone_nothing_is_set_up(typed: str) -> None:
    assert check_ins.read(typed, FRAME) is None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("every Mon 10:00 for 30 hours", "window"),
        ("every Mon 10:00\n" + "\n".join("abcdef"), "questions"),
        ("every Mon 10:00\n" + "x" * 121, "question"),
    ],
)
def test_what_cannot_be_is_refused(typed: str, key: str) -> None:
    with pytest.raises(Refused, match=f"check_in_{key}"):
        check_ins.read(typed, FRAME)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quote is in\nbadges\nnothing", ("quote is in", "badges", "nothing")),
        ("quote is in", ("quote is in", "", "")),
        ("3. no budget\n1) quote is in", ("quote is in", "", "no budget")),
        ("1、报价已收到\n签合同\n2、无", ("报价已收到; 签合同", "无", "")),
        ("a\nb\nc\nd", ("a; b; c; d", "", "")),
        ("7. quote is in", ("7. quote is in", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_line_answers_the_question_whose_number_or_place_it_has(text: str, expected: tuple[str, ...]) -> None:
    assert check_ins.answers(check_ins.words(text, 3, OWN), 3) == expected


@pytest.mark.parametrize(
    ("line", "numbers", "rest"),
    [
        ("#12 60%", (12,), "60%"),
        ("12 60% quote is in", (12,), "60% quote is in"),
        ("12: done", (12,), "done"),
        ("3 quotes for #12", (12,), "3 quotes for"),
        ("8 copies printed", (), "8 copies printed"),
        ("#12 and ＃14 wait for the hall", (12, 14), "and  wait for the hall"),
        ("2. #12 signature", (12,), "signature"),
        ("see EXH#12x", (), "see EXH#12x"),
    ],
)
def test_a_line_names_tasks_by_number_a_bare_one_only_ones_own(line: str, numbers: tuple[int, ...], rest: str) -> None:
    (word,) = check_ins.words(line, 3, OWN)
    assert (word.numbers, word.rest) == (numbers, rest)


@settings(max_examples=100)
@given(st.text(alphabet="ab 1.#2\n、", max_size=60), st.integers(1, 5))
def test_nothing_that_was_answered_is_lost(text: str, count: int) -> None:
    found = check_ins.words(text, count, OWN)
    assert all(0 <= one.question < count for one in found)
    said = "".join(check_ins.answers(found, count))
    assert said.count("a") + said.count("b") == text.count("a") + text.count("b")


def test_only_those_are_asked_who_owe_something_and_are_there() -> None:
    def task(number: int, owner: int, state: tasks.State = tasks.State.OPEN) -> tasks.Task:
        made = tasks.Task(number, 1, number, "Book", NOW, None, owner=tasks.Owner("x", owner))
        return replace(made, state=state)

    live = [task(1, 7), task(2, 8), task(3, 9, tasks.State.ON_HOLD), task(4, 10)]
    today = date(2026, 11, 24)
    away = [absence.Absence(8, today, today)]
    assert check_ins.whom(live, [7, 8, 9, 11], away, today) == [7]
