"""Cells of a plan are read as people fill them: who, how far, when; what is not sure is never decided in silence."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules.plans import days, headers, numeric, owners, states, values

SETTING = values.Setting(date(2026, 9, 14), date(2026, 11, 28))


def reader(*cells: str, chinese: bool = False) -> days.Reader:
    """A reader of a column that holds `cells`."""
    return days.Reader(SETTING, numeric.decide(cells, chinese), chinese)


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("**What**", "title"),
        ("Owner(s)", "owner"),
        ("工作任务", "title"),
        ("责 任 人", "owner"),
        ("完成时限", "due"),
        ("进展情况", "state"),
        ("% Complete", "percent"),
        ("Key message / task", "title"),
        ("Approximate date", "due"),
        ("Zuständig", "owner"),
        ("Échéance", "due"),
        ("Fecha límite", "due"),
        ("Ответственный", "owner"),
        ("Responsável", "owner"),
        ("Start date", "start"),
        ("By", "due"),
        ("起止时间", "due"),
        ("Nom de la tâche", "title"),
        ("how far", "state"),
        ("Dates AFK (e.g. DD.MM-DD.MM)", None),
        ("Needs Doc Review", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_its_header(header: str, role: str | None) -> None:
    assert headers.role(header) == role


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (("Phase", "Group", "Task", "Due"), 1),
        (("Group", "Phase", "Task", "Due"), 0),
        (("阶段", "组别", "任务", "完成时限"), 1),
        (("地点", "工作组", "任务", "完成时限"), 1),
        (("Phase", "Task", "Due"), 0),
    ],
)
def test_groups_are_found_beside_phases_and_places(names: tuple[str, ...], place: int) -> None:
    found = headers.roles(values.Row(1, names))

    assert [index for index, role in found.items() if role == "group"] == [place]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王芳、周敏", ("王芳", "周敏")),
        ("王 芳", ("王芳",)),
        ("程序组（陈曦）", ("程序组", "陈曦")),
        ("赵磊（牵头）、陈曦", ("赵磊", "陈曦")),
        ("主持人（待定）", ()),
        ("Priya, Tomás Ruiz", ("Priya", "Tomás Ruiz")),
        ("Smith, John; Lee, Ann", ("Smith, John", "Lee, Ann")),
        ("Sara\nKofi", ("Sara", "Kofi")),
        ("Omar & Priya", ("Omar", "Priya")),
        ("quade-h / anand", ("quade-h", "anand")),
        ("Jörg und Anke", ("Jörg", "Anke")),
        ("@ann, @ann", ("@ann",)),
        ("Ana S.; Kofi", ("Ana S.", "Kofi")),
        ("(??)", ()),
        ("TBD", ()),
        ("N.N.", ()),
        ("待定", ()),
        ("", ()),
    ],
)
def test_a_cell_names_those_who_are_split_from_it(text: str, names: tuple[str, ...]) -> None:
    assert owners.split(text) == names


@pytest.mark.parametrize(
    ("text", "state", "percent", "trouble"),
    [
        ("未开始", "todo", None, None),
        ("🟡 进行中", "doing", None, None),
        ("🔴 受阻：问卷账号没权限", "blocked", None, None),
        ("ON HOLD - waiting for drawing", "blocked", None, None),
        ("cancelled (GDPR) - form does it", "cancelled", None, None),
        ("not started", "todo", None, None),
        ("nicht begonnen", "todo", None, None),
        ("выполнено", "done", None, None),
        ("não iniciado", "todo", None, None),
        ("✅", "done", None, None),
        ("x", "done", None, None),
        ("~70%", "doing", 70, None),
        ("50％", "doing", 50, None),
        ("1/3", "doing", 33, None),
        ("100%", "done", 100, None),
        ("0%", "todo", 0, None),
        ("基本完成", "doing", None, "unsure_state"),
        ("almost done", "doing", None, "unsure_state"),
        ("done?", "doing", None, "unsure_state"),
        ("[x] have 1, missing 2", "doing", None, "conflict"),
        (">", None, None, "unknown_state"),
        ("not me anymore, ask bodil", None, None, "unknown_state"),
        ("-", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_state_is_read_or_told_to_be_unsure(
    text: str, state: str | None, percent: int | None, trouble: str | None
) -> None:
    said = states.read(text)
    assert (said.state, said.percent, said.trouble) == (state, percent, trouble)


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("8月15日", None, "2026-08-15"),
        ("T-30", None, "2026-10-29"),
        ("会前两周", None, "2026-11-14"),
        ("6-8 Weeks Out", "2026-10-03", "2026-10-17"),
        ("3 Months Out", None, "2026-08-28"),
        ("day of", None, "2026-11-28"),
        ("11月1日—5日", "2026-11-01", "2026-11-05"),
        ("11/28-29", "2026-11-28", "2026-11-29"),
        ("Week of 5 October", "2026-10-05", "2026-10-11"),
        ("KW 42", "2026-10-12", "2026-10-18"),
        ("15 октября", None, "2026-10-15"),
        ("10 January", None, "2027-01-10"),
    ],
)
def test_a_day_of_the_plan_is_read(text: str, start: str | None, due: str) -> None:
    day = reader(text, chinese=numeric.is_chinese(text)).words(text)
    assert (day.start and day.start.isoformat(), day.due and day.due.isoformat()) == (start, due)
    assert day.trouble is None


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("9月下旬", "imprecise_date"),
        ("early Sept", "imprecise_date"),
        ("Q4", "imprecise_date"),
        ("TBD", "imprecise_date"),
        ("11/10", "ambiguous_date"),
        ("9月31日", "impossible_date"),
        ("Week of 31 November", "impossible_date"),
        ("每周五", "recurring"),
        ("ongoing", "recurring"),
        ("next Friday", "imprecise_date"),
        ("week 3", "week_unknown"),
        ("#REF!", "unreadable_date"),
        ("ask Ann", "unreadable_date"),
    ],
)
def test_words_without_an_exact_day_are_kept_and_told(text: str, trouble: str) -> None:
    assert reader(text).words(text) == days.Day(text=text, trouble=trouble)


@pytest.mark.parametrize(
    ("text", "due", "trouble"),
    [
        ("Monday, November 29", "2026-11-29", "conflict"),
        ("Oct 10?", "2026-10-10", "unsure_date"),
        ("around Oct 10", "2026-10-10", "unsure_date"),
        ("10月20日左右", "2026-10-20", "unsure_date"),
        ("27日", "2026-09-27", "unsure_date"),
        ("第1篇9月18日；第2篇10月16日；第3篇11月13日", "2026-11-13", "several_dates"),
    ],
)
def test_a_day_that_is_doubtful_is_read_and_told(text: str, due: str, trouble: str) -> None:
    day = reader(text).words(text)
    assert (day.due and day.due.isoformat(), day.trouble) == (due, trouble)


def test_the_order_of_day_and_month_is_that_of_the_column() -> None:
    assert reader("9/18", "10/2", "9/25").words("10/2") == days.Day(date(2026, 10, 2))
    assert reader("18/9", "10/2", "25/9").words("10/2").due == date(2026, 2, 10)
    assert reader("9/18", "13/11", "9/25").words("13/11") == days.Day(date(2026, 11, 13), trouble="other_order")
    assert reader("28.9.", "10.2.").words("10.2.") == days.Day(date(2026, 2, 10))
    assert reader("9.28", chinese=True).words("10.2") == days.Day(date(2026, 10, 2))


def test_cells_of_a_workbook_are_days_hours_and_serials() -> None:
    assert reader().cell(46287.0) == days.Day(date(2026, 9, 22), trouble="unsure_date")
    assert reader().words("46287") == days.Day(date(2026, 9, 22), trouble="unsure_date")
    old = days.Reader(values.Setting(SETTING.today, SETTING.opens_on, epoch=date(1904, 1, 1)))
    assert old.cell(44825.0) == days.Day(date(2026, 9, 22), trouble="unsure_date")
    assert reader().cell(12.0) == days.Day(text="12", trouble="unreadable_date")


def test_an_hour_of_a_run_of_show_belongs_to_its_day_or_the_night_after() -> None:
    show = days.Reader(SETTING, hours_on=date(2026, 11, 28))
    assert show.words("9：30") == days.Day(date(2026, 11, 28), at=time(9, 30))
    assert show.words("25:00") == days.Day(date(2026, 11, 29), at=time(1), trouble="odd_time")


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_failing_and_words_that_give_no_day_are_kept(text: str) -> None:
    day = reader(text).words(" ".join(text.split()))
    assert day.due is not None or day.trouble is None or day.text is not None
    owners.split(text)
    states.read(text)
    headers.role(text)


@given(st.integers(1, 12), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_two_small_numbers_alone_never_become_a_date_in_silence(a: int, b: int) -> None:
    day = reader(f"{a}/{b}").words(f"{a}/{b}")
    assert day.trouble == "ambiguous_date" if a != b else day.due is not None
