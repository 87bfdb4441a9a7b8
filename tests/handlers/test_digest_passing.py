"""What a morning message says of tasks on their way up: with the hour, in its own line, and never over twelve lines."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import digests, escalation, escalation_views, people, summaries, tasks
from coordination.rules.escalation import Level
from handlers import digests as handlers_digests
from handlers import html, words
from tests.handlers import stories
from tests.handlers.test_digests import linked, standard, view

THURSDAY = datetime(2026, 11, 26, 0, 30, tzinfo=UTC)
LEAD = escalation.Step(Level.LEAD, date(2026, 11, 26))
COMMITTEE = escalation.Step(Level.COMMITTEE, date(2026, 11, 26))
LI = people.Person(203, 7_000_000_203, "Li Min")

PASSING = {
    "en": [
        "#11 Exhibitor manual, was Mon 23 Nov, Chen Jie",
        "no word yet; passed to the lead Thu 26 Nov, 08:30",
        "#8 Booth plan, was Fri 20 Nov, Wang Hao: drawing late",
    ],
    "zh": [
        "#11 展商手册　原定 11月23日　陈洁",
        "尚无反馈，11月26日 8:30 报组长",
        "#8 展位图定稿　原定 11月20日　王浩（等图纸）",
    ],
}
"""voice.md 4."""


def announced(task: tasks.Task) -> escalation_views.Standing:
    return escalation_views.Standing(task, 1, coming=LEAD, at=THURSDAY, above=(LI,))


def passing(*standings: escalation_views.Standing) -> escalation_views.Passing:
    return escalation_views.Passing({one.task.id: one for one in standings})


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_step_upward_is_announced_with_its_hour_on_a_line_of_its_own(language: str) -> None:
    usual = standard(language)
    found = replace(usual, passing=passing(announced(usual.late.tasks[0])))

    lines = html.visible(handlers_digests.render(found, language)).split("\n")

    start = lines.index({"en": "Late", "zh": "已逾期"}[language]) + 1
    assert lines[start : start + 3] == PASSING[language]
    assert len(lines) == 11


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ({"due": LEAD}, "no word; passed to the lead today"),
        ({"taken": {Level.LEAD: date(2026, 11, 20)}}, "no word; with the lead since Fri 20 Nov"),
        ({"taken": {Level.OWNER: date(2026, 11, 20)}}, "no word yet"),
        ({"coming": LEAD, "at": THURSDAY}, "no word yet; passed to the lead Thu 26 Nov, 08:30"),
        (
            {"taken": {Level.LEAD: date(2026, 11, 20)}, "coming": COMMITTEE, "at": THURSDAY},
            "no word; passed to the committee Thu 26 Nov, 08:30",
        ),
        (
            {"coming": escalation.Step(Level.SECTION, date(2026, 11, 26)), "at": THURSDAY},
            "no word; passed to the section Thu 26 Nov, 08:30",
        ),
        ({"taken": {Level.SECTION: date(2026, 11, 20)}}, "no word; with the section since Fri 20 Nov"),
        (
            {"taken": {Level.LEAD: date(2026, 11, 20), Level.COMMITTEE: date(2026, 11, 23)}},
            "no word; with the committee since Mon 23 Nov",
        ),
        ({"coming": LEAD}, "no word yet"),
        ({}, "no word yet"),
    ],
)
def test_where_a_late_task_stands_is_said(standing: dict[str, object], said: str) -> None:
    usual = standard("en")
    task = usual.late.tasks[0]
    one = escalation_views.Standing(task, 1, **standing)  # type: ignore[arg-type]

    text = html.visible(handlers_digests.render(replace(usual, passing=passing(one)), "en"))

    assert said in text


def test_a_lead_without_a_private_chat_reads_here_what_to_decide() -> None:
    usual = standard("en")
    decide = escalation_views.Passing(
        decide=(usual.late.tasks[0],), deciders=(LI, stories.WANG), pinged=frozenset({203})
    )

    text = handlers_digests.render(replace(usual, passing=decide), "en")

    line = next(line for line in text.split("\n") if "To decide" in line)
    assert html.visible(line) == "To decide #11: nudge, more time, other owner (Li Min, Wang Hao)"
    assert linked(line) == ["7000000203"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Passed up, no word EXH-11 Exhibitor manual, 8 working days late; EXH-12 Plan, 8 working days late"),
        ("zh", "提级督办，尚无反馈　展览-11 Exhibitor manual，逾期 8 个工作日；展览-12 Plan，逾期 8 个工作日"),
    ],
)
def test_a_committee_reads_what_came_up_by_group_and_number_and_of_no_person(language: str, line: str) -> None:
    found = [stories.task(11, "Exhibitor manual"), stories.task(12, "Plan")]
    came = tuple(
        escalation_views.Received(stories.group(language), escalation_views.Standing(task, 8)) for task in found
    )

    text = handlers_digests.render(view(language, passing=escalation_views.Passing(received=came)), language)

    assert line in html.visible(text).split("\n")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "30 days to the opening: in a sprint weekends count, and what is late goes up sooner. An admin: /settings",
        ),
        ("zh", "距开幕 30 天　可开启冲刺期：周末按工作日计，逾期提级更快。由管理员在 /settings 设置"),
    ],
)
def test_a_sprint_is_offered_in_a_line(language: str, line: str) -> None:
    text = handlers_digests.render(view(language, opens_in=30), language)

    assert line in html.visible(text).split("\n")


WEEK = summaries.Period(date(2026, 11, 23), date(2026, 11, 29))
AT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
KEPT_BACK = (
    digests.Held(digests.HeldKind.SUMMARY, "schedule:1", AT, WEEK),
    digests.Held(digests.HeldKind.CHECK_IN, "schedule:2", AT),
    digests.Held(digests.HeldKind.ROUND_UP, "question:3", AT),
    digests.Held(digests.HeldKind.ROLLUP, "schedule:4", AT, WEEK),
)


@pytest.mark.parametrize(
    ("language", "today", "line"),
    [
        (
            "en",
            date(2026, 11, 30),
            (
                "Not posted, as 2 posts a day are the limit here: the summary of 23-29 Nov, /summary last week; "
                "the check-in of Fri 27 Nov, 10:00, /checkin now; "
                "what came of the check-in of Fri 27 Nov, 10:00, /checkin last; "
                "the overview of 23-29 Nov, /summary all last week"
            ),
        ),
        (
            "zh",
            date(2026, 11, 27),
            (
                "本群每日限发 2 条，未发：11月23日至29日周报（/summary）；11月27日 10:00 进展询问（/checkin 立即）；"
                "11月27日 10:00 进展汇总（/checkin 上次）；11月23日至29日综合情况（/summary 全部）"
            ),
        ),
    ],
)
def test_what_was_kept_back_is_named_with_the_way_to_it(language: str, today: date, line: str) -> None:
    text = handlers_digests.render(view(language, today=today, held=KEPT_BACK), language)

    assert line in html.visible(text).split("\n")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(words.LANGUAGES),
    st.lists(st.integers(0, 30), min_size=6, max_size=6),
    st.integers(0, 30),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_it_never_has_more_than_twelve_lines(
    language: str, counts: list[int], rising: int, decides: bool, held: bool, counted: bool, came: bool
) -> None:
    held = held and not (decides and counted and came)  # the services leave it out then
    numbers = iter(range(1, 400))
    lists = [
        tuple(stories.task(next(numbers), "x", stories.CHEN, due=stories.due(20)) for _ in range(n)) for n in counts
    ]
    found = digests.Sections(
        due_today=lists[0],
        late=lists[1],
        soon=lists[2],
        soon_until=date(2026, 11, 27),
        stuck=lists[3],
        unowned=lists[4],
        to_confirm=lists[5],
    )
    standings = [announced(task) for task in lists[1][:rising]]
    room = digests.LINES - decides - held - counted - came - bool(standings)
    cut = digests.fitted(found, room)
    shown = {task.id for task in cut[1].tasks}
    besides = tuple(one for one in standings if one.task.id not in shown)
    decide = (stories.task(999, "y"),) if decides else ()
    received = (escalation_views.Received(stories.group(language), announced(stories.task(7, "z"))),) if came else ()
    names = ("due_today", "late", "soon", "stuck", "unowned", "to_confirm")
    made = view(
        language,
        **dict(zip(names, cut, strict=True)),
        passing=replace(passing(*standings), besides=besides, decide=decide, deciders=(LI,), received=received),
        held=KEPT_BACK if held else (),
        states={tasks.State.OPEN: 3} if counted else {},
    )

    text = handlers_digests.render(made, language)

    assert len(text.split("\n")) <= digests.LINES
    for one in standings:
        assert f"#{one.task.number}" in text
