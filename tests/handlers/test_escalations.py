"""What owners and leads are told in private of late tasks: in their language, short, with buttons that fit."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coordination import messages
from coordination.rules import escalation, escalation_views, groups, people, tasks
from coordination.services import escalations as service
from coordination.services import nudges as nudge_service
from handlers import escalations, html, nudge, words
from tests.handlers import stories

Level = escalation.Level
THURSDAY = datetime(2026, 11, 26, 0, 30, tzinfo=UTC)
LEAD = escalation.Step(Level.LEAD, date(2026, 11, 26))
LARGE = 2**62


def standing(number: int, language: str, **values: object) -> escalation_views.Standing:
    zh = language == "zh"
    owner = stories.CHEN_ZH if zh else stories.CHEN
    task = stories.task(number, "展商手册" if zh else "Exhibitor manual", owner, due=stories.due(23))
    lead = people.Person(203, 7_000_000_203, "李敏" if zh else "Li Min")
    return escalation_views.Standing(task, 3, coming=LEAD, at=THURSDAY, asked=owner, above=(lead,), **values)  # type: ignore[arg-type]


def told(language: str, level: Level, *standings: escalation_views.Standing) -> service.Told:
    reader = replace(stories.CHEN_ZH if language == "zh" else stories.CHEN, language=language)
    chat = groups.Chat(9, reader.telegram_id, "private")
    return service.Told(reader, chat, stories.group(language), level, stories.TODAY, standings)


@pytest.mark.parametrize(
    ("language", "level", "lines"),
    [
        (
            "en",
            Level.OWNER,
            [
                "Late, no word yet: 1 task of yours, Exhibition",
                (
                    "#11 Exhibitor manual, was Mon 23 Nov; goes to Li Min on Thu 26 Nov, 08:30, unless there is a word "
                    "here"
                ),
                "",
                "Reply in your own words, e.g. 11 is 60%, printer's quote open",
            ],
        ),
        (
            "zh",
            Level.OWNER,
            [
                "逾期未反馈　展览展示组 1 项",
                "#11 展商手册　原定 11月23日；如无反馈，11月26日 8:30 报组长李敏",
                "",
                "直接回复本条即可反馈，如：11 做到六成，等印厂报价",
            ],
        ),
        (
            "en",
            Level.LEAD,
            [
                "To decide: 1 task late without a word, Exhibition",
                "#11 Exhibitor manual, Chen Jie: 3 working days late, no word",
                "",
                "Decide: nudge, more time, other owner. Or say what is known, e.g. 11 blocked: no permit",
            ],
        ),
        (
            "zh",
            Level.LEAD,
            [
                "请定　展览展示组 1 项逾期未反馈",
                "#11 展商手册　陈洁　逾期 3 个工作日，尚无反馈",
                "",
                "请定：催办、延期或调整责任人。已知情况可直接回复，如：11 受阻：等批复",
            ],
        ),
    ],
)
def test_one_late_task_is_told_with_what_can_be_done(language: str, level: Level, lines: list[str]) -> None:
    (post,) = escalations.posts([told(language, level, standing(11, language))])

    assert isinstance(post, messages.Post)
    assert html.visible(post.text).split("\n") == lines
    assert post.purpose is messages.Purpose.REMINDER
    _check_rows(post.rows)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("level", escalations.LEVELS)
def test_thirty_tasks_fit_and_each_that_is_shown_has_a_button(language: str, level: Level) -> None:
    many = [standing(number, language) for number in range(1, 31)]
    many = [replace(one, task=replace(one.task, id=LARGE + place)) for place, one in enumerate(many)]
    found = told(language, level, *many)
    found = replace(found, group=replace(found.group, id=LARGE))

    text, rows = escalations.page(found, language)

    assert len(text.split("\n")) <= 12
    numbers = [] if level is Level.SECTION else range(1, 9)  # a section answers by code: the tasks are another group's
    assert [button.label for row in rows for button in row] == [f"#{number}" for number in numbers]
    _check_rows(rows)


def test_a_stand_in_reads_for_whom() -> None:
    one = told("en", Level.OWNER, standing(11, "en"))
    other = replace(one, person=replace(one.person, id=999, name="Wang Hao"))

    text, _ = escalations.page(other, "en")

    assert "was Mon 23 Nov (for Chen Jie); goes to" in html.visible(text)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("level", escalations.LEVELS)
def test_whatever_people_write_stays_text(language: str, level: Level) -> None:
    for task in stories.awkward_tasks(len(stories.AWKWARD), due=stories.due(23)):
        assert task.owner is not None
        reader = people.Person(999, 7_000_000_999, task.owner.name, language=language)
        one = escalation_views.Standing(task, 3, coming=LEAD, at=THURSDAY, above=(reader,))
        found = replace(told(language, level, one), person=reader)
        named = replace(found, group=replace(found.group, name=task.title or "x"))
        stories.check(escalations.page(named, language)[0])
        for chat in (None, groups.Chat(9, 1, "private")):
            asked = nudge_service.Nudge(reader, chat, (task,))
            for post in nudge.posts(nudge_service.Plan(named.group, stories.TODAY, (asked,), by=reader)):
                assert isinstance(post, messages.Post)
                stories.check(post.text)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_left_and_an_ended_task_has_no_deeds(language: str) -> None:
    text, rows = escalations.page(told(language, Level.LEAD), language)
    assert (stories.group(language).name in text, rows) == (True, ())

    ended = stories.task(11, "x", state=tasks.State.DONE)
    assert escalations.deeds(Level.LEAD, ended, language) == ()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_nudge_of_many_fits_and_names_each_person_once(language: str) -> None:
    owned = [stories.task(number, "x", stories.CHEN, due=stories.due(23)) for number in range(1, 31)]
    private = nudge_service.Nudge(stories.WANG, groups.Chat(9, 1, "private"), tuple(owned[:12]))
    here = nudge_service.Nudge(stories.CHEN, None, tuple(owned[12:]))
    plan = nudge_service.Plan(stories.group(language), stories.TODAY, (private, here), by=stories.WANG)

    alone, together = nudge.posts(plan)

    for post in (alone, together):
        assert isinstance(post, messages.Post)
        assert len(post.text.split("\n")) <= 12
        _check_rows(post.rows)
    assert isinstance(together, messages.Post)
    assert together.text.count("tg://user?id=") == 1
    assert nudge.posts(replace(plan, held_until=THURSDAY)) == []


def _check_rows(rows: messages.Rows) -> None:
    assert all(len(row) <= 3 for row in rows)
    assert all(len(button.data.encode()) <= 64 for row in rows for button in row)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "Passed up to the section: 1 task late without a word, Exhibition",
                "EXH-11 Exhibitor manual: 3 working days late, no word; goes to the committee on Thu 26 Nov, 08:30",
                "",
                "Settle it with the group. The card: /list EXH-11",
            ],
        ),
        (
            "zh",
            [
                "提级报板块　展览展示组 1 项逾期未反馈",
                "展览-11 展商手册　逾期 3 个工作日，尚无反馈，11月26日 8:30 报组委会",
                "",
                "请与该组商定。查看任务：/list 展览-11",
            ],
        ),
    ],
)
def test_a_section_is_told_by_group_and_number_and_of_no_person(language: str, lines: list[str]) -> None:
    committee = escalation.Step(Level.COMMITTEE, date(2026, 11, 26))
    one = replace(standing(11, language), coming=committee)
    seen = replace(told(language, Level.SECTION, one))
    group = replace(seen.group, code="展览" if language == "zh" else "EXH")
    (post,) = escalations.posts([replace(seen, group=group)])

    assert isinstance(post, messages.Post)
    assert html.visible(post.text).split("\n") == lines
    assert post.rows == ()
