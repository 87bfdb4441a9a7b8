"""A new task on one line: who, by when, what remains as its title."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordination.rules import names, reading_new, when

FRAME = when.Frame(datetime(2026, 11, 25, 2, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
ANN, MIN, ZHAO = 1, 2, 3
ROSTER = names.Roster(
    (names.Known(ANN, ("Ann Lee",), "ann"), names.Known(MIN, ("李敏", "Li Min")), names.Known(ZHAO, ("赵刚",)))
)


def read(line: str) -> reading_new.NewTask:
    return reading_new.new_task(line, FRAME, ROSTER)


def due_on(task: reading_new.NewTask) -> date | None:
    if task.due is None or not isinstance(task.due.values[0], when.Moment):
        return None
    return task.due.values[0].on


@pytest.mark.parametrize(
    ("line", "title", "owner", "due"),
    [
        ("Book the hall @ann by 4 Dec", "Book the hall", ANN, date(2026, 12, 4)),
        ("@ann Book the hall by 4 Dec", "Book the hall", ANN, date(2026, 12, 4)),
        ("Book the hall, Li Min, by 4 Dec", "Book the hall", MIN, date(2026, 12, 4)),
        ("Li Min: book the hall by 4 Dec", "book the hall", MIN, date(2026, 12, 4)),
        ("Book the hall (Ann)", "Book the hall", ANN, None),
        ("落实主会场 李敏 12月4日前", "落实主会场", MIN, date(2026, 12, 4)),
        ("落实主会场，赵刚，12月4日前", "落实主会场", ZHAO, date(2026, 12, 4)),
        ("李敏：落实主会场", "落实主会场", MIN, None),
        ("Book the hall", "Book the hall", None, None),
        ("Ring the ann-ual office about Li", "Ring the ann-ual office about Li", None, None),
    ],
)
def test_owner_and_due_date_are_taken_out_of_the_title(
    line: str, title: str, owner: int | None, due: date | None
) -> None:
    task = read(line)
    assert (task.title, due_on(task)) == (title, due)
    assert [named.person_id for named in task.owners] == ([owner] if owner else [])


def test_the_writer_can_own_the_task() -> None:
    task = read("get a water station for the hall, me, by Nov 30")
    assert task.title == "get a water station for the hall"
    assert task.owners[0].me
    assert due_on(task) == date(2026, 11, 30)


def test_an_exclamation_mark_alone_makes_key_work_and_one_in_a_word_does_not() -> None:
    assert read("Book the hall !").key
    assert read("签合同 ！").key
    assert not read("Book the hall!").key
    assert read("Book the hall !").title == "Book the hall"


def test_tags_are_words_and_numbers_stay_in_the_title() -> None:
    task = read("Fix the logo of #12 #web #展览")
    assert (task.title, task.tags) == ("Fix the logo of #12", ("web", "展览"))


def test_supporters_are_told_from_the_owner() -> None:
    task = read("Book the hall @ann +@bo_k +李敏")
    assert [named.text for named in task.owners] == ["@ann"]
    assert [(named.username, named.person_id) for named in task.supporters] == [("bo_k", None), (None, MIN)]


def test_an_unknown_user_name_is_kept_as_pending() -> None:
    assert read("Book the hall @someone_new").owners[0] == reading_new.Named(
        "@someone_new", 14, 26, username="someone_new"
    )


def test_a_text_mention_names_a_person_by_id() -> None:
    task = reading_new.new_task("Book the hall Ann", FRAME, ROSTER, mentions=[reading_new.Mention(14, 17, 77)])
    assert (task.title, task.owners[0].person_id) == ("Book the hall", 77)


@pytest.mark.parametrize(
    ("line", "title", "name"),
    [
        ("Book the hall, Vera Klein, by 4 Dec", "Book the hall", "Vera Klein"),
        ("落实主会场 张伟 12月4日前", "落实主会场", "张伟"),
        ("落实主会场，歐陽鋒，周五", "落实主会场", "歐陽鋒"),
        ("Купить воду, Анна Иванова", "Купить воду", "Анна Иванова"),
    ],
)
def test_what_can_only_be_a_name_at_the_end_waits_for_its_person(line: str, title: str, name: str) -> None:
    task = read(line)
    assert (task.title, [owner.text for owner in task.owners]) == (title, [name])
    assert task.owners[0].person_id is None


@pytest.mark.parametrize(
    "line",
    [
        "Book the hall, Grand Hotel",
        "Book flights, New York",
        "Draft the agenda, Main Hall",
        "Meet Jane Doe, John Smith",
        "落实主会场，方案",
        "发布 小程序",
        "采购 高清投影",
        "Invite Bo, Ann Lee, and Cy to lunch",
        "Invite Cy, Ann & Bo",
        "邀请王芳，李敏，和张三吃饭",
    ],
)
def test_a_place_a_thing_and_a_list_of_guests_own_no_task(line: str) -> None:
    task = read(line)
    assert (task.title, task.owners) == (line, ())


def test_links_and_mail_addresses_are_left_alone() -> None:
    line = "Answer x@ann.example about https://a.example/#tag?@ann"
    task = read(line)
    assert (task.title, task.owners, task.tags) == (line, (), ())


def test_a_date_that_does_not_exist_is_a_problem_of_the_date() -> None:
    task = read("Book the hall by 31 Nov")
    assert task.due is not None
    assert task.due.values == ()
    assert task.due.problem is when.Problem.NO_SUCH_DAY


@pytest.mark.parametrize("line", ["", "   ", "@ann", "@ann !", "by 4 Dec", "#tag"])
def test_without_a_title_there_is_a_problem(line: str) -> None:
    assert read(line).problem is reading_new.Problem.NO_TITLE


@example("0,敏(I)")
@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.text(alphabet="@ann李敏+!#tag,，:： (by4Dec月日前)", max_size=40))
def test_any_line_is_read_without_an_error(line: str) -> None:
    task = read(line)
    assert (task.problem is None) == bool(task.title)
    assert all(line[named.start : named.end] == named.text for named in (*task.owners, *task.supporters))
