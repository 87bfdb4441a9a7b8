"""Pictures and the text below them say the same, in both languages, whatever people wrote."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coordination import pictures
from coordination.pictures import Tone
from coordination.rules import charts, dues, tasks, text
from coordination.services import charts as service
from handlers import chart_captions, chart_pictures, html, presses, splitting, words
from handlers import charts as handler
from storage import engines, work
from tests.handlers import scenes, stories

State = tasks.State
DAY = dues.day_of(stories.NOW, "Asia/Shanghai", stories.group("en").settings.workday_ends)


def timeline(language: str, found: list[tasks.Task], **values: Any) -> charts.TimelineView:
    live = sum(task.state not in tasks.ENDED for task in found)
    usual: dict[str, Any] = {"offset": 0, "total": live, "undated": 0, "late": 0, **values}
    late = frozenset(task.id for task in found if dues.is_late(task, DAY))
    return charts.TimelineView(stories.group(language), DAY.today, tuple(found), late_ids=late, **usual)


def views(language: str) -> dict[str, charts.View]:
    """Each kind, full of the most awkward names and titles."""
    group = stories.group(language)
    awkward = [task for task in stories.awkward_tasks(40, due=stories.due(20)) if task.title][:30]
    names = [charts.Share(name, (1, 0, 2, 0, 0, 0, 3)) for name in ("", *stories.AWKWARD, *"abcdefgh")]
    steps = charts.stairs([(stories.TODAY - timedelta(days=n), 1) for n in range(30)])
    before, weeks, after = charts.weeks(
        [(stories.TODAY + timedelta(days=n - 9), State.OPEN, n < 9, n) for n in range(1, 70)], stories.TODAY
    )
    shown, rest, others = charts.cut(names)
    return {
        "timeline": timeline(language, awkward, total=300, late=30, undated=5),
        "progress": charts.ProgressView(group, stories.TODAY, steps, charts.stairs([]), steps),
        "no plan": charts.ProgressView(group, stories.TODAY, steps, steps, charts.stairs([])),
        "people": charts.SharesView(group, stories.TODAY, False, shown, rest, others),
        "groups": charts.SharesView(group, stories.TODAY, True, shown, rest, others),
        "load": charts.LoadView(group, stories.TODAY, before, weeks, after, 4),
    }


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("kind", views("en"))
def test_a_caption_is_whole_and_short_and_its_picture_can_be_kept(kind: str, language: str) -> None:
    view = views(language)[kind]
    caption = chart_captions.render(view, language)

    shown = stories.check(caption)
    assert shown.startswith(chart_pictures.title(view, language))
    assert splitting.fits(caption, splitting.CAPTION) == (text.utf16_length(html.visible(caption)) <= splitting.CAPTION)
    picture = chart_pictures.of_view(view, language)
    assert pictures.read(pictures.written(picture)) == picture
    assert all(len(row) <= 3 for row in handler.rows(view, language))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "Exhibition (EXH): timeline, Tue 24 Nov",
                "1 late · 2 open with a date · 3 without a date",
                "#8 Booth plan, was 20 Nov, Wang Hao",
                "#9 ★ Hall contract, Fri 4 Dec, Wang Hao",
                "1 done task is shown too",
            ],
        ),
        (
            "zh",
            [
                "展览展示组　进度图　11月24日（周二）",
                "逾期 1 项，有时限的在办 2 项　未定时限 3 项",
                "#8 Booth plan　原定 11月20日　Wang Hao",
                "#9 ★Hall contract　12月4日（周五）　Wang Hao",
                "图中另列近期已办结 1 项",
            ],
        ),
    ],
)
def test_a_timeline_reads_as_its_picture_does(language: str, told: list[str]) -> None:
    done = stories.task(7, "Badges", due=stories.due(10), state=State.DONE, percent=100, ended_at=stories.NOW)
    late = stories.task(8, "Booth plan", due=stories.due(20))
    key = stories.task(9, "Hall contract", due=stories.due(4, 12), key=True, state=State.IN_PROGRESS, percent=60)
    view = timeline(language, [done, late, key], undated=3, late=1)

    assert stories.check(chart_captions.render(view, language)).splitlines() == told
    picture = chart_pictures.of_view(view, language)
    assert isinstance(picture, pictures.Timeline)
    assert [(bar.tone, bar.percent, bar.late_to) for bar in picture.bars] == [
        (Tone.DONE, 100, None),
        (Tone.OPEN, 0, stories.TODAY.toordinal()),
        (Tone.MOVING, 60, None),
    ]
    assert [key.tone for key in picture.head.keys] == [Tone.DONE, Tone.MOVING, Tone.OPEN, Tone.LATE]


@pytest.mark.parametrize(
    ("language", "done", "told"),
    [("en", 1, "2 behind"), ("en", 5, "2 ahead"), ("en", 3, "on plan"), ("zh", 1, "滞后 2 项"), ("zh", 5, "超前 2 项")],
)
def test_progress_is_told_against_the_dates_first_agreed(language: str, done: int, told: str) -> None:
    day = stories.TODAY
    plan = charts.stairs([(day, 3), (day + timedelta(days=9), 4)])
    view = charts.ProgressView(
        stories.group(language), day, charts.stairs([(day, 7)]), charts.stairs([(day, done)]), plan
    )

    assert told in stories.check(chart_captions.render(view, language))


def test_the_buttons_of_a_part_turn_both_ways_and_name_their_group() -> None:
    found = [stories.task(n, "x", due=stories.due(20)) for n in range(1, 31)]
    turns, others = handler.rows(timeline("en", found, offset=30, total=90), "en")

    read = [press for row in (turns, others) for one in row if (press := presses.read(one.data))]
    assert {press.verb for press in read} == {"chartto"}
    assert [press.numbers for press in read] == [(7, 0, 0), (7, 0, 60), (7, 1, 0), (7, 2, 0), (7, 3, 0)]


def test_every_word_for_a_picture_means_one_kind() -> None:
    assert set(handler.NAMES.values()) == set(handler.KINDS)
    assert set(handler.OF_COMMANDS.values()) <= set(handler.KINDS)


async def test_above_other_groups_stand_groups(database: engines.Database) -> None:
    """Voice: people inside their own group, units above it."""
    group = await scenes.founded(database, "en", stories.task(1, "Call the round", due=stories.due(30, 11)))
    async with scenes.update(database) as unit:
        below = replace(group, id=unit.new_id(), topic_id=5, name="Halls", parent_id=group.id, next_number=9)
        unit.groups.save(below)
        unit.tasks.save(replace(stories.task(2, "Book", None, due=stories.due(20)), group_id=below.id, version=1))
    async with work.reading(database, now=stories.NOW) as reading:
        told = [
            chart_captions.render(await read(reading, group), "en")
            for read in (service.timeline, service.progress, service.shares, service.load)
        ]

    timeline_, progress, shares, load = (stories.check(text).splitlines() for text in told)
    assert timeline_[1] == "0 late · 1 open with a date"
    assert progress[:2] == ["Exhibition and its groups: done against the first plan, Tue 24 Nov", "Done 0 of 2"]
    assert shares[1:] == ["Exhibition: 1, of these done 0, late 0", "Halls: 1, of these done 0, late 1"]
    assert load[1:] == ["Before: 1 open, 1 of these late, 0 done", "30 Nov: 1 open, 0 done"]
