"""Task numbers at the head of a line: in every form, and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import reading_numbers


def read(line: str, *, several: bool = True) -> tuple[list[int], str]:
    head = reading_numbers.head(line, several=several)
    return [ref.number for ref in head.refs], line[head.end :]


@pytest.mark.parametrize(
    ("line", "numbers", "rest"),
    [
        ("12,14 signed", [12, 14], "signed"),
        ("12 14", [12, 14], ""),
        ("#12-#14", [12, 13, 14], ""),
        ("12–14 done", [12, 13, 14], "done"),
        ("12 to 14", [12, 13, 14], ""),
        ("１２、１４ 完成", [12, 14], "完成"),
        ("＃１２：卡住了", [12], "卡住了"),
        ("12和14 完成", [12, 14], "完成"),
        ("12 and 14 done", [12, 14], "done"),
        ("12 #14, 15", [12, 14, 15], ""),
        ("12,12, 12", [12], ""),
        ("任务12：完成", [12], "完成"),
        ("12号任务转给周敏", [12], "转给周敏"),
        ("T14: a", [14], "a"),
        ("task 14 a", [14], "a"),
        ("ACTION-20: sent", [20], "sent"),
        ("№5", [5], ""),
        ("٣ done", [3], "done"),
        ("१२ done", [12], "done"),
        ("012 done", [12], "done"),
        ("12完成了", [12], "完成了"),
        ("10. 胸牌 完成", [10], "胸牌 完成"),
        ("  12  - signed", [12], "signed"),
    ],
)
def test_numbers_at_the_head_are_read_in_every_form(line: str, numbers: list[int], rest: str) -> None:
    assert read(line) == (numbers, rest)


@pytest.mark.parametrize(
    ("line", "numbers", "rest"),
    [
        ("12 60% quote received", [12], "60% quote received"),
        ("12 30 Nov", [12], "30 Nov"),
        ("12 12月8日", [12], "12月8日"),
        ("12 2 weeks", [12], "2 weeks"),
        ("12, 14 Dec", [12], "14 Dec"),
        ("12 3 copies", [12], "3 copies"),
        ("12,14 next Friday", [12, 14], "next Friday"),
        ("#12 #14 Friday", [12, 14], "Friday"),
        ("12 10:30", [12], "10:30"),
        ("12 9/30", [12], "9/30"),
    ],
)
def test_where_one_task_is_usual_other_numbers_stay_with_the_words(line: str, numbers: list[int], rest: str) -> None:
    assert read(line, several=False) == (numbers, rest)


@pytest.mark.parametrize(
    "line",
    [
        "12月4日",
        "2号馆",
        "8点",
        "12:30",
        "12.5",
        "60%",
        "3 个人",
        "v2",
        "2pm",
        "3rd",
        "T-30",
        "$12",
        "12,000",
        "20号前",
        "",
        "x",
        "12/14",
        "12楼",
        "12万",
        "2026年",
        "http://a.b/12",
    ],
)
def test_a_date_a_price_a_count_or_a_place_is_no_task(line: str) -> None:
    assert read(line) == ([], line)


@pytest.mark.parametrize(
    ("line", "numbers", "rest"),
    [
        ("2 张三", [2], "张三"),
        ("12 周五", [12], "周五"),
        ("12 场地已定", [12], "场地已定"),
        ("12、14 人员名单已报", [12, 14], "人员名单已报"),
        ("12月4日", [], "12月4日"),
        ("3个人", [], "3个人"),
        ("12 60%", [12], "60%"),
        ("60%", [], "60%"),
    ],
)
def test_behind_a_command_a_number_that_stands_apart_is_a_task(line: str, numbers: list[int], rest: str) -> None:
    head = reading_numbers.head(line, apart=True)
    assert ([ref.number for ref in head.refs], line[head.end :]) == (numbers, rest)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("#12 场地已定", "场地已定"),
        ("#12 人员名单已报送", "人员名单已报送"),
        ("12 项目书已交", "项目书已交"),
        ("12 号码牌做完", "号码牌做完"),
    ],
)
def test_a_marked_number_is_a_task_whatever_follows(line: str, rest: str) -> None:
    assert read(line) == ([12], rest)


def test_a_group_code_is_kept_with_the_number() -> None:
    head = reading_numbers.head("EXH-7, 展览-8 done")
    assert [(ref.code, ref.number) for ref in head.refs] == [("exh", 7), ("展览", 8)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("99999999999 done", reading_numbers.Problem.TOO_LARGE),
        ("9" * 5000, reading_numbers.Problem.TOO_LARGE),
        ("0 done", reading_numbers.Problem.ZERO),
        ("14-12 done", reading_numbers.Problem.BACKWARDS),
        ("1-99 done", reading_numbers.Problem.TOO_MANY),
        (" ".join(map(str, range(1, 80))), reading_numbers.Problem.TOO_MANY),
    ],
)
def test_numbers_that_make_no_sense_are_refused_and_quoted(line: str, problem: reading_numbers.Problem) -> None:
    head = reading_numbers.head(line)
    assert (head.refs, head.problem) == ((), problem)
    assert head.quoted
    assert line.startswith(head.quoted)


def test_a_number_that_may_belong_to_the_words_is_doubtful() -> None:
    assert reading_numbers.head("12 3 copies signed").doubtful
    assert not reading_numbers.head("12 14").doubtful
    assert not reading_numbers.head("12, 14 signed").doubtful


@settings(max_examples=300)
@given(
    st.text(alphabet=st.sampled_from("0123456789#,、 -至TtEXH号月任务:.%٣あ🙂\n"), max_size=40) | st.text(max_size=40)
)
def test_any_text_is_read_without_an_error_and_within_bounds(line: str) -> None:
    head = reading_numbers.head(line)
    assert 0 <= head.end <= len(line)
    assert all(0 < ref.number <= reading_numbers.LARGEST for ref in head.refs)
    assert len(head.refs) <= reading_numbers.AT_ONCE
