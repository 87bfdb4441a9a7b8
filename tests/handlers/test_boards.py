"""The board is the standard board, and stays one whatever people write."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coordination.rules import boards, events, lights, tasks
from handlers import boards as handlers_boards
from handlers import html, presses, words
from storage import engines, work
from tests.handlers import scenes, stories

State, Light = tasks.State, lights.Light

STANDARD = {
    "en": """\
<b>Exhibition (EXH)</b> · 177 days to opening
🟡 2 late, both explained; 1 blocked

Done 14 · moving 9 · blocked 1 · not started 6
<b>Late</b>
#8 Booth plan, was 20 Nov, Wang Hao
#11 Exhibitor manual, was 23 Nov, Chen Jie
<b>Due this week</b> #15 (today), #17 (Thu), #9 (Fri)
<b>Blocked</b> #12 hall contract: fire permit
<b>No owner</b> #21, #22

<i>Tue 24 Nov, 10:15: #11 60%, Chen Jie</i>""",
    "zh": """\
<b>展览展示组　进度看板</b>　距开幕 177 天
🟡 逾期 2 项，均已说明；受阻 1 项

已办结 14｜推进中 9｜受阻 1｜未启动 6
<b>逾期</b>
#8 展位图定稿　原定 11月20日　王浩
#11 展商手册　原定 11月23日　陈洁
<b>本周到期</b>　#15（今日）　#17（周四）　#9（周五）
<b>受阻</b>　#12 主会场合同：待消防批复
<b>未明确责任人</b>　#21　#22

<i>11月24日 10:15　#11 完成 60%（陈洁）</i>""",
}

STATES = {State.DONE: 14, State.IN_PROGRESS: 9, State.BLOCKED: 1, State.OPEN: 6}


def view(language: str, **values: Any) -> boards.BoardView:
    usual: dict[str, Any] = {
        "group": stories.group(language),
        "today": stories.TODAY,
        "light": Light.GREEN,
        "states": {State.OPEN: 1},
        "late_explained": True,
        **dict.fromkeys(("late", "due_this_week", "blocked", "unowned"), boards.NOTHING),
        "last": None,
    }
    return boards.BoardView(**{**usual, **values})


def event(task: tasks.Task, after: dict[str, Any], **values: Any) -> events.Event:
    usual: dict[str, Any] = {"kind": "progress", "at": stories.NOW, "actor_id": 202, "before": {"x": None}}
    return events.Event(id=1, group_id=7, change_id=1, task_id=task.id, after=after, **{**usual, **values})


def standard(language: str) -> boards.BoardView:
    zh = language == "zh"
    wang, chen = (stories.WANG_ZH, stories.CHEN_ZH) if zh else (stories.WANG, stories.CHEN)
    manual = stories.task(11, "展商手册" if zh else "Exhibitor manual", chen, due=stories.due(23), percent=60)
    contract = stories.task(
        12,
        "主会场合同" if zh else "hall contract",
        key=True,
        state=State.BLOCKED,
        reason="待消防批复" if zh else "fire permit",
    )
    return view(
        language,
        light=Light.YELLOW,
        states=STATES,
        late=boards.shown([stories.task(8, "展位图定稿" if zh else "Booth plan", wang, due=stories.due(20)), manual]),
        due_this_week=boards.shown(
            [stories.task(number, "x", due=stories.due(day)) for number, day in ((15, 24), (17, 26), (9, 27))]
        ),
        blocked=boards.shown([contract]),
        unowned=boards.shown([stories.task(21, "x", None), stories.task(22, "x", None)]),
        last=boards.Last(event(manual, {"percent": 60, "state": "in_progress"}), manual, chen),
        opens_on=date(2027, 5, 20),
    )


@pytest.mark.parametrize(
    ("ahead", "en", "zh"),
    [(1, " · 1 day to opening", "　距开幕 1 天"), (0, " · opening day", "　今日开幕"), (-1, "", "")],
)
def test_the_days_to_the_opening_are_counted_down(ahead: int, en: str, zh: str) -> None:
    for language, after in (("en", en), ("zh", zh)):
        shown = view(language, opens_on=stories.TODAY + timedelta(days=ahead))
        assert handlers_boards.render(shown, stories.NOW, language).split("</b>")[1].split("\n")[0] == after


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_board_is_the_standard_board(language: str) -> None:
    assert handlers_boards.render(standard(language), stories.NOW, language) == STANDARD[language]


@pytest.mark.parametrize(
    ("values", "en", "zh"),
    [
        ({}, "🟢 Nothing late", "🟢 无逾期事项"),
        ({"blocked": 3}, "🟡 3 blocked", "🟡 受阻 3 项"),
        ({"late": 1}, "🟡 1 late, explained", "🟡 逾期 1 项，已说明"),
        ({"late": 3}, "🟡 3 late, all explained", "🟡 逾期 3 项，均已说明"),
        (
            {"late": 3, "blocked": 2},
            "🟡 3 late, all explained; 2 blocked",
            "🟡 逾期 3 项，均已说明；受阻 2 项",
        ),
        ({"late": 1, "light": Light.RED}, "🔴 1 late, no word yet", "🔴 逾期 1 项，尚无说明"),
        ({"late": 2, "light": Light.RED}, "🔴 2 late, not all explained", "🔴 逾期 2 项，尚未全部说明"),
        (
            {"late": 9, "light": Light.RED, "blocked": 1},
            "🔴 9 late, not all explained; 1 blocked",
            "🔴 逾期 9 项，尚未全部说明；受阻 1 项",
        ),
    ],
)
def test_the_second_line_says_the_colour_and_why(values: dict[str, Any], en: str, zh: str) -> None:
    late, blocked = values.get("late", 0), values.get("blocked", 0)
    light = values.get("light", Light.YELLOW if late or blocked else Light.GREEN)
    shown = boards.shown([stories.task(n + 1, "x", due=stories.due(20)) for n in range(late)])
    states = {State.OPEN: 3, State.BLOCKED: blocked}

    for language, line in (("en", en), ("zh", zh)):
        text = handlers_boards.render(view(language, light=light, states=states, late=shown), stories.NOW, language)
        assert text.split("\n")[1] == line


def crowded(language: str, count: int) -> boards.BoardView:
    """Everything is many, and everything is awkward."""
    unowned = [stories.task(number, "x", None) for number in range(900, 900 + count)]
    return view(
        language,
        group=stories.group(language, name="<b>שם & 组" * 40, code="<&>"),
        light=Light.RED,
        states=dict.fromkeys(State, count),
        late=boards.shown(stories.awkward_tasks(count, due=stories.due(20))),
        due_this_week=boards.shown(stories.awkward_tasks(count, due=stories.due(26))),
        blocked=boards.shown(stories.awkward_tasks(count, state=State.BLOCKED)),
        unowned=boards.shown(unowned),
        last=boards.Last(
            event(unowned[0], {"owner": {"name": "<i>" * 100, "person_id": None, "username": None}}, on_behalf="<&>"),
            unowned[0],
            None,
        ),
    )


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 7, 300])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_board_of_anything_is_valid_and_has_at_most_twelve_lines(language: str, count: int) -> None:
    text = handlers_boards.render(crowded(language, count), stories.NOW, language)

    shown = stories.check(text)
    assert shown.count(words.plain_count(language, "board.more", count - 2)) >= (count > 7)


@pytest.mark.parametrize("late", range(1, 12))
def test_late_tasks_give_way_and_none_is_lost(late: int) -> None:
    full = standard("en")
    tasks_ = [stories.task(100 + n, "x", due=stories.due(20)) for n in range(late)]
    found = view("en", light=Light.RED, states=STATES, late=boards.shown(tasks_), **_rest(full))

    lines = stories.check(handlers_boards.render(found, stories.NOW, "en")).split("\n")

    named = [line for line in lines if ", was 20 Nov" in line]
    more = [int(line.split()[1]) for line in lines if line.startswith("and ") and line.endswith(" more")]
    assert len(named) + sum(more) == late
    assert len(named) >= min(late, 3)


def _rest(found: boards.BoardView) -> dict[str, Any]:
    return {
        "due_this_week": found.due_this_week,
        "blocked": found.blocked,
        "unowned": found.unowned,
        "last": found.last,
    }


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_one_task_is_a_short_board(language: str) -> None:
    text = handlers_boards.render(view(language), stories.NOW, language)

    assert len(stories.check(text).split("\n")) == 4


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "No tasks yet. For example: <code>/task Book the hall, Li Min, by 1 Dec</code>"),
        ("zh", "尚无任务。可写：<code>/task 落实主会场 李敏 12月1日前</code>"),
    ],
)
def test_an_empty_group_is_told_how_to_begin(language: str, line: str) -> None:
    found = view(language, states={State.OPEN: 0})

    assert handlers_boards.render(found, stories.NOW, language).split("\n")[1:] == [line]


@pytest.mark.parametrize(
    ("name", "code", "title"),
    [
        ("Exhibition", None, "<b>Exhibition</b>"),
        ("Exhibition", "EXH", "<b>Exhibition (EXH)</b>"),
        ("Group exh", "EXH", "<b>Group exh</b>"),
        ("<i>R&D", "<", "<b>&lt;i&gt;R&amp;D (&lt;)</b>"),
        ("展览展示组", "展览", "<b>展览展示组</b>"),
    ],
)
def test_a_code_stands_in_the_title_unless_the_name_says_it(name: str, code: str | None, title: str) -> None:
    found = view("en", group=stories.group("en", name=name, code=code))

    assert handlers_boards.render(found, stories.NOW, "en").split("\n")[0] == title


@pytest.mark.parametrize(
    ("before", "after", "en", "zh"),
    [
        ({}, {"title": "x", "state": "open"}, "new", "新增"),
        ({"state": "open"}, {"state": "done", "percent": 100}, "done", "已办结"),
        ({"state": "open"}, {"state": "in_progress", "percent": 60}, "60%", "完成 60%"),
        ({"state": "open"}, {"state": "in_progress"}, "moving", "推进中"),
        ({"percent": 60}, {"percent": 0}, "0%", "完成 0%"),
        ({"percent": 60}, {"percent": None}, "noted", "有备注"),
        ({"due": None}, {"due": {"on": "2026-12-04", "at": None}}, "due 4 Dec", "时限调整为 12月4日"),
        ({"due": {}}, {"due": None}, "no due date", "取消时限"),
        ({"owner": None}, {"owner": {"name": "@bo", "person_id": 1, "username": None}}, "owner bo", "责任人改为bo"),
        ({"owner": {}}, {"owner": None}, "no owner", "暂无责任人"),
        ({"title": "y"}, {"title": "x"}, "noted", "有备注"),
        ({}, {}, "noted", "有备注"),
    ],
)
def test_the_last_line_says_what_happened(before: dict[str, Any], after: dict[str, Any], en: str, zh: str) -> None:
    task = stories.task(11, "Exhibitor manual")
    last = boards.Last(event(task, after, before=before), task, stories.CHEN)

    for language, what in (("en", f"#11 {en}, Chen Jie"), ("zh", f"#11 {zh}（Chen Jie）")):
        text = handlers_boards.render(view(language, last=last), stories.NOW, language)
        assert what in html.visible(text.split("\n")[-1])


def test_an_anonymous_change_names_nobody() -> None:
    task = stories.task(11, "x")
    last = boards.Last(event(task, {"percent": 5}), task, None)

    text = handlers_boards.render(view("en", last=last), stories.NOW, "en")

    assert text.endswith("\n<i>Tue 24 Nov, 10:15: #11 5%</i>")


def test_a_year_is_said_only_where_it_is_another() -> None:
    last_year = tasks.Due(stories.TODAY - timedelta(days=365))
    late = boards.shown([stories.task(1, "x", due=last_year)])

    text = handlers_boards.render(view("en", late=late, light=Light.RED), datetime(2026, 11, 24, tzinfo=UTC), "en")

    assert "was 24 Nov 2025" in text


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_buttons_lead_to_mine_all_the_rules_and_the_pictures(language: str) -> None:
    rows = handlers_boards.buttons(stories.group(language), language)

    read = [presses.read(button.data) for row in rows for button in row]
    assert [(press.verb, press.numbers) for press in read if press] == [
        ("mine", (7,)),
        ("list", (7, 0)),
        ("lights", (7,)),
        ("chart", (7, 0, 0)),
    ]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_rules_of_the_colours_fit_a_window(language: str) -> None:
    shown = words.plain(language, "board.lights")

    assert len(shown) <= 200
    assert all(light in shown for light in "🔴🟡🟢")


async def test_a_board_is_made_of_what_holds_when_it_is_sent(database: engines.Database) -> None:
    group = await scenes.founded(database, "en", stories.task(1, "Book the hall", due=stories.due(20)))

    async with work.reading(database, now=stories.NOW) as unit:
        text, rows = await handlers_boards.shown(unit, group.id)

    assert "#1 Book the hall, was 20 Nov, Ann" in stories.check(text)
    assert rows == handlers_boards.buttons(group, "en")
