"""The digest is the standard digest, notifies whom it may, and fits whatever people write."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coordination.rules import boards, calendars, digests, dues, groups, people, tasks
from handlers import digests as handlers_digests
from handlers import html, presses, words
from tests.handlers import stories

State = tasks.State

STANDARD = {
    "en": """\
<b>Today, Tue 24 Nov</b> · 1 due, 2 late

<b>Due today</b>
#15 Freight quote, Tom Becker
<b>Late</b>
#11 Exhibitor manual, was Mon 23 Nov, Chen Jie: no word yet
#8 Booth plan, was Fri 20 Nov, Wang Hao: drawing late
<b>By Friday</b> #17 Badge list (Thu), #9 Floor markings (Fri)

Reply to this message in your own words, e.g. <code>11 is 60%, printer's quote open</code>""",
    "zh": """\
<b>今日提示</b>　11月24日（周二）　到期 1 项，逾期 2 项

<b>今日到期</b>
#15 物流报价　Tom Becker
<b>已逾期</b>
#11 展商手册　原定 11月23日　陈洁（尚无反馈）
#8 展位图定稿　原定 11月20日　王浩（等图纸）
<b>本周五前</b>　#17 证件名单（周四）　#9 地面标线（周五）

直接回复本条即可反馈，如：<code>11 做到六成，等印厂报价</code>""",
}
"""voice.md 4; "no word yet" stands in the task's own line, and nothing is announced that does not happen."""


def view(language: str, **values: Any) -> digests.DigestView:
    usual: dict[str, Any] = {
        "group": stories.group(language),
        "today": stories.TODAY,
        "soon_until": date(2026, 11, 27),
        **dict.fromkeys(("due_today", "late", "soon", "stuck", "unowned", "to_confirm"), boards.NOTHING),
    }
    return digests.DigestView(**{**usual, **values})


def standard(language: str) -> digests.DigestView:
    zh = language == "zh"
    wang, chen = (stories.WANG_ZH, stories.CHEN_ZH) if zh else (stories.WANG, stories.CHEN)
    manual = stories.task(11, "展商手册" if zh else "Exhibitor manual", chen, due=stories.due(23))
    plan = stories.task(
        8,
        "展位图定稿" if zh else "Booth plan",
        wang,
        due=stories.due(20),
        last_update_text="等图纸" if zh else "drawing late",
    )
    return view(
        language,
        due_today=boards.shown(
            [stories.task(15, "物流报价" if zh else "Freight quote", stories.TOM, due=stories.due(24))]
        ),
        late=boards.shown([manual, plan]),
        silent=frozenset({manual.id}),
        soon=boards.shown(
            [
                stories.task(17, "证件名单" if zh else "Badge list", due=stories.due(26)),
                stories.task(9, "地面标线" if zh else "Floor markings", due=stories.due(27)),
            ]
        ),
    )


def linked(text: str) -> list[str]:
    return re.findall(r'<a href="tg://user\?id=(\d+)">', text)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_digest_is_the_standard_digest(language: str) -> None:
    assert handlers_digests.render(standard(language), language) == STANDARD[language]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Today, Tue 24 Nov (due 08:30, sent 09:12: I was down) · 1 due, 2 late"),
        ("zh", "今日提示　11月24日（周二），应于 8:30 发出，因故障延至 9:12　到期 1 项，逾期 2 项"),
    ],
)
def test_a_late_digest_says_when_it_was_due(language: str, line: str) -> None:
    delayed = (datetime(2026, 11, 24, 0, 30, tzinfo=UTC), datetime(2026, 11, 24, 1, 12, tzinfo=UTC))

    text = handlers_digests.render(standard(language), language, delayed=delayed)

    assert html.visible(text).split("\n")[0] == line


def test_a_person_is_linked_where_the_view_says_so_and_nowhere_else() -> None:
    first, second = (stories.task(n, "x", stories.CHEN, due=stories.due(23)) for n in (1, 2))
    found = view("en", late=boards.shown([first, second]), owners={202: stories.CHEN}, mentioned=frozenset({first.id}))

    lines = handlers_digests.render(found, "en").split("\n")

    assert [linked(line) for line in lines if line.startswith("#")] == [["7000000202"], []]
    assert all("Chen Jie" in line for line in lines if line.startswith("#"))


def test_nobody_is_linked_who_may_not_be() -> None:
    found = view(
        "en", late=boards.shown([stories.task(1, "x", stories.CHEN, due=stories.due(23))]), owners={202: stories.CHEN}
    )

    assert linked(handlers_digests.render(found, "en")) == []


def test_a_user_name_not_seen_yet_notifies_nobody() -> None:
    task = replace(stories.task(1, "x", due=stories.due(24)), owner=tasks.Owner("@new_one", None, "new_one"))

    text = handlers_digests.render(view("en", due_today=boards.shown([task])), "en")

    assert "#1 x, new_one" in text
    assert "@" not in text


@pytest.mark.parametrize(
    ("values", "en", "zh"),
    [
        ({"percent": 40, "state": State.IN_PROGRESS}, "moving, 40%", "推进中 40%"),
        ({"state": State.IN_PROGRESS}, "moving", "推进中"),
        ({"state": State.BLOCKED, "reason": "no permit", "last_update_text": "so"}, "no permit", "no permit"),
        ({"last_update_text": "half <done>"}, "half <done>", "half <done>"),
    ],
)
def test_what_was_said_of_a_late_task_stands_with_it(values: dict[str, Any], en: str, zh: str) -> None:
    task = stories.task(8, "Booth plan", due=stories.due(20), **values)

    for language, said in (("en", f", Wang Hao: {en}"), ("zh", f"　Wang Hao（{zh}）")):
        text = handlers_digests.render(view(language, late=boards.shown([task])), language)
        assert said in html.visible(text)


@pytest.mark.parametrize(
    ("task", "en", "zh"),
    [
        (
            stories.task(12, "hall", state=State.BLOCKED, reason="permit"),
            "<b>Blocked</b> #12 hall: permit",
            "<b>受阻</b>　#12 hall：permit",
        ),
        (stories.task(12, "hall", state=State.BLOCKED), "<b>Blocked</b> #12 hall", "<b>受阻</b>　#12 hall"),
        (
            stories.task(12, "hall", state=State.IN_PROGRESS, last_update_at=stories.NOW - timedelta(days=9)),
            "<b>Stuck</b> #12 hall: no word for 9 days",
            "<b>受阻、停滞</b>　#12 hall：9 天无进展",
        ),
        (
            stories.task(12, "hall", state=State.ON_HOLD, review_on=stories.TODAY),
            "<b>Stuck</b> #12 hall: on hold until now",
            "<b>受阻、停滞</b>　#12 hall：暂缓期满",
        ),
    ],
)
def test_what_does_not_move_is_named_with_the_reason(task: tasks.Task, en: str, zh: str) -> None:
    for language, line in (("en", en), ("zh", zh)):
        text = handlers_digests.render(view(language, stuck=boards.shown([task])), language)
        assert line in text.split("\n")


def test_from_friday_on_it_is_soon_and_no_longer_by_friday() -> None:
    friday = date(2026, 11, 27)
    soon = boards.shown([stories.task(1, "x", due=stories.due(30))])

    text = handlers_digests.render(view("en", today=friday, soon=soon, soon_until=date(2026, 11, 30)), "en")

    assert "<b>Due soon</b> #1 x (Mon)" in text


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_other_lists_have_a_line_each_and_count_what_they_leave_out(language: str) -> None:
    many = [stories.task(n, "x", None) for n in range(1, 13)]
    found = view(language, unowned=boards.shown(many), to_confirm=boards.shown(many), stuck=boards.shown(many))

    lines = html.visible(handlers_digests.render(found, language)).split("\n")

    for start, left in (("unowned", 7), ("to_confirm", 9), ("stuck", 9)):
        head = html.visible(words.say(language, f"digest.{start}", tasks="")).strip()
        assert [words.plain_count(language, "board.more", left) in line for line in lines if line.startswith(head)] == [
            True
        ]


def live(count: int) -> list[tasks.Task]:
    """Tasks of every kind that a digest names."""
    kinds: list[dict[str, Any]] = [
        {"due": stories.due(24)},
        {"due": stories.due(20)},
        {"due": stories.due(26)},
        {"state": State.BLOCKED},
        {"state": State.CLAIMED},
        {"owner": None},
        {"due": stories.due(23)},
        {"state": State.ON_HOLD, "review_on": stories.TODAY},
    ]
    base = stories.awkward_tasks(count)
    return [replace(task, **kinds[n % len(kinds)]) for n, task in enumerate(base)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Done 0 · moving 2 · blocked 0 · not started 3"),
        ("zh", "已办结 0｜推进中 2｜受阻 0｜未启动 3"),
    ],
)
def test_without_a_board_the_counts_stand_under_the_title(language: str, line: str) -> None:
    states = {State.IN_PROGRESS: 2, State.OPEN: 3}

    text = handlers_digests.render(replace(standard(language), states=states), language)

    assert text.split("\n") == [STANDARD[language].split("\n")[0], line, *STANDARD[language].split("\n")[1:]]


@pytest.mark.parametrize("states", [{}, dict.fromkeys(State, 7)])
@pytest.mark.parametrize("count", [1, 2, 8, 16, 24, 300])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_digest_of_anything_is_valid_and_has_at_most_twelve_lines(
    language: str, count: int, states: dict[State, int]
) -> None:
    day = dues.day_of(stories.NOW, "Asia/Shanghai", groups.Settings().workday_ends)
    found = digests.sections(live(count), day, groups.Settings(), calendars.MON_FRI)
    due_today, late, soon, stuck, unowned, to_confirm = fitted = digests.fitted(found, 12 - bool(states))
    owners = {
        task.owner.person_id: people.Person(task.owner.person_id, 7_000_000_000 + task.id, task.owner.name)
        for shown in fitted
        for task in shown.tasks
        if task.owner is not None and task.owner.person_id is not None
    }
    shown = view(
        language,
        due_today=due_today,
        late=late,
        soon=soon,
        stuck=stuck,
        unowned=unowned,
        to_confirm=to_confirm,
        silent=frozenset(task.id for task in late.tasks),
        mentioned=digests.first_mentions(fitted),
        owners=owners,
        states=states,
    )
    delayed = (stories.NOW - timedelta(hours=1), stories.NOW)

    text = handlers_digests.render(shown, language, delayed=delayed)

    stories.check(text)
    links = linked(text)
    assert len(links) == len(set(links))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_buttons_lead_to_mine_and_all(language: str) -> None:
    (row,) = handlers_digests.buttons(stories.group(language), language)

    assert [button.data for button in row] == [presses.data("mine", 7), presses.data("list", 7, 0)]
