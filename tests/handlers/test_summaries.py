"""The summary is the standard summary, pastes cleanly, and fits whatever people write."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from coordination.rules import boards, lights, summaries, tasks
from handlers import html, words
from handlers import summaries as handlers_summaries
from tests.handlers import stories

State, Light = tasks.State, lights.Light

STANDARD = {
    "en": """\
<b>EXH, week of 23-27 Nov</b> 🟡
Done 4 (week before: 2) · late 1 · blocked 1

<b>Done</b> freight quote, badge list, floor markings, lighting test
<b>Moved</b> exhibitor manual, 60%
<b>Slipped</b> booth plan, 20 Nov → 2 Dec: drawing late
<b>Blocked</b> ★ hall contract: fire permit, since 19 Nov
<b>Next week</b> ★ hall contract (4 Dec), booth sales open (3 Dec)
<b>Help needed</b> the committee to settle the fire permit by 3 Dec

<i>From the records up to Fri 27 Nov, 15:00</i>""",
    "zh": """\
<b>展览展示组周报</b>（11月23日至27日）🟡
办结 4 项（上周 2 项），逾期 1 项，受阻 1 项

<b>一、本周进展</b>　物流报价、证件名单、地面标线、灯光测试办结；展商手册完成 60%。
<b>二、时限调整</b>　展位图定稿，11月20日→12月2日，图纸未到。
<b>三、存在问题</b>　★主会场合同受阻，自 11月19日起待消防批复。
<b>四、下周重点</b>　★签订主会场合同（12月4日）；启动展位销售（12月3日）。
<b>五、需协调事项</b>　请组委会办公室于 12月3日前协调消防批复。

<i>数据截至 11月27日（周五）15:00</i>""",
}

WEEK = summaries.Period(date(2026, 11, 23), date(2026, 11, 29))
FRIDAY = datetime(2026, 11, 27, 7, tzinfo=UTC)
"""15:00 in Beijing."""


def view(language: str, **values: Any) -> summaries.SummaryView:
    usual: dict[str, Any] = {
        "group": stories.group(language),
        "period": WEEK,
        "until": FRIDAY,
        "light": Light.GREEN,
        "done_before": 0,
        "late": boards.NOTHING,
        **dict.fromkeys(("done", "moved", "slipped", "blocked", "to_confirm", "next", "help"), ()),
    }
    return summaries.SummaryView(**{**usual, **values})


def standard(language: str) -> summaries.SummaryView:
    zh = language == "zh"
    done = (
        ("物流报价", "证件名单", "地面标线", "灯光测试")
        if zh
        else ("freight quote", "badge list", "floor markings", "lighting test")
    )
    manual = stories.task(
        11, "展商手册" if zh else "exhibitor manual", due=stories.due(23), percent=60, state=State.IN_PROGRESS
    )
    contract = stories.task(
        12,
        "主会场合同" if zh else "hall contract",
        key=True,
        state=State.BLOCKED,
        reason="待消防批复" if zh else "fire permit",
        due=stories.due(4, 12),
    )
    ahead = replace(contract, title="签订主会场合同") if zh else contract
    plan = stories.task(8, "展位图定稿" if zh else "booth plan", due=stories.due(2, 12))
    sales = stories.task(30, "启动展位销售" if zh else "booth sales open", due=stories.due(3, 12))
    ask = "请组委会办公室于 12月3日前协调消防批复" if zh else "the committee to settle the fire permit by 3 Dec"
    reason = "图纸未到" if zh else "drawing late"
    return view(
        language,
        light=Light.YELLOW,
        done=tuple(stories.task(n, title, state=State.DONE, ended_at=FRIDAY) for n, title in enumerate(done)),
        done_before=2,
        late=boards.shown([manual]),
        moved=(manual,),
        slipped=(summaries.Slip(plan, stories.due(20), stories.due(2, 12), reason),),
        blocked=(summaries.Stuck(contract, datetime(2026, 11, 19, 3, tzinfo=UTC)),),
        next=(ahead, sales),
        help=(ask,),
    )


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_summary_is_the_standard_summary(language: str) -> None:
    assert handlers_summaries.render(standard(language), language) == STANDARD[language]


def test_the_chinese_summary_has_its_five_headings_even_of_nothing() -> None:
    text = handlers_summaries.render(view("zh", help=("x",)), "zh")

    assert text.split("\n")[3:8] == [
        "<b>一、本周进展</b>　无。",
        "<b>二、时限调整</b>　无。",
        "<b>三、存在问题</b>　无。",
        "<b>四、下周重点</b>　无。",
        "<b>五、需协调事项</b>　x。",
    ]


@pytest.mark.parametrize(
    ("asks", "en", "zh"),
    [
        (("Decide.",), "Decide.", "Decide."),
        (("请定。",), "请定。", "请定。"),
        (("请定",), "请定", "请定。"),
        (("请定。", "请批。"), "请定; 请批", "请定；请批。"),
    ],
)
def test_a_full_stop_is_not_doubled(asks: tuple[str, ...], en: str, zh: str) -> None:
    assert f"<b>Help needed</b> {en}" in handlers_summaries.render(view("en", help=asks), "en").split("\n")
    assert f"<b>五、需协调事项</b>　{zh}" in handlers_summaries.render(view("zh", help=asks), "zh").split("\n")


BLOCKED = stories.task(12, "hall", state=State.BLOCKED)
LATE = stories.task(13, "manual", due=stories.due(23), key=True)
SINCE = datetime(2026, 11, 18, 17, tzinfo=UTC)  # the 19th in Beijing


@pytest.mark.parametrize(
    ("values", "en", "zh"),
    [
        ({"blocked": (summaries.Stuck(BLOCKED, None),)}, "<b>Blocked</b> hall: blocked", "hall受阻。"),
        (
            {"blocked": (summaries.Stuck(BLOCKED, SINCE),)},
            "<b>Blocked</b> hall: blocked since 19 Nov",
            "hall自 11月19日起受阻。",
        ),
        (
            {"blocked": (summaries.Stuck(replace(BLOCKED, reason="<permit>"), None),)},
            "<b>Blocked</b> hall: &lt;permit&gt;",
            "hall受阻，&lt;permit&gt;。",
        ),
        ({"late": boards.shown([LATE])}, "<b>Late</b> ★ manual, was 23 Nov", "★manual逾期，原定 11月23日。"),
        (
            {"late": boards.shown([LATE]), "blocked": (summaries.Stuck(BLOCKED, None),)},
            "<b>Problems</b> hall: blocked; ★ manual, was 23 Nov",
            "hall受阻；★manual逾期，原定 11月23日。",
        ),
        ({"late": boards.shown([LATE]), "moved": (LATE,)}, "<b>Blocked</b> none", "无。"),
    ],
)
def test_a_problem_is_what_is_blocked_or_late_and_told_nowhere_else(values: dict[str, Any], en: str, zh: str) -> None:
    assert en in handlers_summaries.render(view("en", **values), "en").split("\n")
    assert f"<b>三、存在问题</b>　{zh}" in handlers_summaries.render(view("zh", **values), "zh").split("\n")


@pytest.mark.parametrize(
    ("period", "en", "zh"),
    [
        (WEEK, "EXH, week of 23-27 Nov", "展览展示组周报（11月23日至27日）"),
        (
            summaries.Period(date(2026, 11, 16), date(2026, 11, 22)),
            "EXH, week of 16-22 Nov",
            "展览展示组周报（11月16日至22日）",
        ),
        (
            summaries.Period(date(2026, 11, 1), date(2026, 11, 30)),
            "EXH, 1-27 Nov",
            "展览展示组工作情况（11月1日至27日）",
        ),
        (summaries.Period(date(2026, 11, 27), date(2026, 11, 27)), "EXH, 27 Nov", "展览展示组工作情况（11月27日）"),
        (
            summaries.Period(date(2025, 11, 1), date(2025, 11, 30)),
            "EXH, 1-30 Nov 2025",
            "展览展示组工作情况（2025年11月1日至30日）",
        ),
    ],
)
def test_the_title_names_the_days_that_have_come(period: summaries.Period, en: str, zh: str) -> None:
    ends = datetime(period.last.year, period.last.month, period.last.day, 16, tzinfo=UTC)
    for language, title in (("en", en), ("zh", zh)):
        found = view(language, period=period, until=min(FRIDAY, ends))
        text = handlers_summaries.render(found, language, now=FRIDAY)
        assert html.visible(text).split("\n")[0] == f"{title} 🟢".replace("） ", "）")


def test_another_period_is_not_called_a_week() -> None:
    month = view("zh", period=summaries.Period(date(2026, 11, 1), date(2026, 11, 30)), help=("x",))

    text = handlers_summaries.render(month, "zh")

    assert "一、主要进展" in text
    assert "四、近期重点" in text
    assert "周" not in text.replace("周五", "")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Due Fri 20 Nov, 15:00, sent Fri 27 Nov, 15:00: I was down."),
        ("zh", "应于 11月20日 15:00 发出，因故障延至 11月27日 15:00。"),
    ],
)
def test_a_late_summary_says_when_it_was_due(language: str, line: str) -> None:
    delayed = (datetime(2026, 11, 20, 7, tzinfo=UTC), FRIDAY)

    text = handlers_summaries.render(standard(language), language, now=FRIDAY, delayed=delayed)

    assert line in stories.check(text).split("\n")


@pytest.mark.parametrize("count", [1, 5, 6, 10, 11, 300])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_summary_of_anything_is_valid_and_fits_one_message(language: str, count: int) -> None:
    some = stories.awkward_tasks(count, due=stories.due(3, 12))
    stuck = stories.awkward_tasks(count, state=State.BLOCKED)
    found = view(
        language,
        group=stories.group(language, name="<b>שם & 组" * 40, code=None),
        light=Light.RED,
        done=tuple(some),
        late=boards.shown([replace(task, id=task.id + 5000) for task in some]),
        moved=tuple(some),
        slipped=tuple(summaries.Slip(task, stories.due(20), stories.due(3, 12), "<&>" * 100) for task in some),
        blocked=tuple(summaries.Stuck(task, SINCE) for task in stuck),
        to_confirm=tuple(some),
        next=tuple(some),
        help=tuple(stories.AWKWARD[n % len(stories.AWKWARD)] for n in range(count)),
    )

    shown = stories.check(handlers_summaries.render(found, language))

    assert (words.plain_count(language, "summary.more", count - 10) in shown) is (count > 10)


NEW = (stories.task(30, "badge printer"), stories.task(31, "lanyards"))
FREED = stories.task(14, "lights", state=State.OPEN)


@pytest.mark.parametrize(
    ("values", "en", "zh"),
    [
        ({"new": NEW}, "<b>New</b> badge printer, lanyards", "<b>一、本周进展</b>　新增badge printer、lanyards。"),
        (
            {"moved": (FREED,), "freed": frozenset({FREED.id}), "new": NEW[:1]},
            "<b>Moved</b> lights, no longer blocked",
            "<b>一、本周进展</b>　lights恢复推进；新增badge printer。",
        ),
        (
            {"blocked": (summaries.Stuck(BLOCKED, SINCE),), "newly": frozenset({BLOCKED.id})},
            "Done 0 (week before: 0) · late 0 · blocked 1 (1 new)",
            "办结 0 项（上周 0 项），逾期 0 项，受阻 1 项（新增 1 项）",
        ),
        (
            {"period": summaries.Period(date(2026, 11, 1), date(2026, 11, 15)), "done_before": 3, "is_over": True},
            "Done 0 (period before: 3) · now late 0 · blocked 0",
            "办结 0 项（上期 3 项），目前逾期 0 项，受阻 0 项",
        ),
    ],
)
def test_what_is_new_blocked_or_freed_is_said_and_every_period_has_one_before(
    values: dict[str, Any], en: str, zh: str
) -> None:
    assert en in handlers_summaries.render(view("en", **values), "en").split("\n")
    assert zh in handlers_summaries.render(view("zh", **values), "zh").split("\n")


def test_everything_at_once_keeps_to_twelve_lines() -> None:
    full = replace(standard("en"), lines=("one", "two", "three"), new=NEW, help=("x", "y"))

    text = handlers_summaries.render(full, "en", delayed=(FRIDAY, FRIDAY))

    assert len(text.split("\n")) == 12
    assert "<b>From the lead</b> two; three" in text


def test_long_lists_are_counted_whole() -> None:
    many = tuple(stories.task(n, f"task {n}", state=State.DONE, ended_at=FRIDAY) for n in range(1, 301))

    lines = handlers_summaries.render(view("en", done=many), "en").split("\n")

    assert lines[1].startswith("Done 300 ")
    assert lines[3].endswith("task 10, and 290 more")
