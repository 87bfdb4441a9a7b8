"""What a press on a board or a digest shows to the presser alone."""

from dataclasses import replace
from typing import Any

import pytest

from coordination import messages
from coordination.errors import Refused
from coordination.rules import groups, people, tasks
from coordination.rules import text as text_rules
from handlers import board_presses, presses, words
from handlers.request import Kind
from storage import engines
from tests.handlers import scenes, stories


async def pressed(database: engines.Database, group: groups.Group, actor: people.Person | None) -> messages.Toast:
    asked = scenes.request(group, kind=Kind.PRESS, message_id=None, actor=actor)
    async with scenes.update(database) as unit:
        (toast,) = await board_presses.mine(asked, unit, presses.Press("mine", (group.id,)))
    assert isinstance(toast, messages.Toast)
    assert toast.alert
    return toast


async def given(database: engines.Database, group: groups.Group, *found: tasks.Task) -> None:
    """These tasks are the person's of `stories.CHEN`."""
    async with scenes.update(database) as unit:
        unit.people.save(stories.CHEN)
        for task in found:
            owner = tasks.Owner("Chen Jie", stories.CHEN.id)
            unit.tasks.save(replace(task, group_id=group.id, owner=owner, version=1))


async def test_the_rules_of_the_colours_are_a_window(database: engines.Database) -> None:
    group = await scenes.founded(database, "zh")
    async with scenes.update(database) as unit:
        asked = scenes.request(group, kind=Kind.PRESS)
        (toast,) = await board_presses.lights(asked, unit, presses.Press("lights", (group.id,)))

    assert isinstance(toast, messages.Toast)
    assert toast.alert
    assert toast.text.startswith("🔴")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["#1 Book the hall, was 20 Nov", "#2 Order badges (Thu)", "#3 Print"]),
        ("zh", ["#1 Book the hall　原定 11月20日", "#2 Order badges（周四）", "#3 Print"]),
    ],
)
async def test_mine_are_ones_own_tasks_in_due_order(
    database: engines.Database, language: str, lines: list[str]
) -> None:
    group = await scenes.founded(database, language, stories.task(9, "Another's"))
    late = stories.task(1, "Book the hall", due=stories.due(20))
    await given(database, group, stories.task(3, "Print"), stories.task(2, "Order badges", due=stories.due(26)), late)

    assert (await pressed(database, group, stories.CHEN)).text.split("\n") == lines


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_a_person_without_tasks_is_told_so(database: engines.Database, language: str) -> None:
    group = await scenes.founded(database, language, stories.task(9, "Another's"))

    toast = await pressed(database, group, stories.CHEN)

    assert toast.text == words.plain(language, "board.mine.none")


@pytest.mark.parametrize("count", [1, 5, 6, 60])
@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_any_number_of_tasks_fits_the_window_and_the_rest_is_counted(
    database: engines.Database, language: str, count: int
) -> None:
    group = await scenes.founded(database, language)
    values: dict[str, Any] = {"due": stories.due(20)}
    await given(database, group, *stories.awkward_tasks(count, **values))

    text = (await pressed(database, group, stories.CHEN)).text

    assert text_rules.utf16_length(text) <= board_presses.LONGEST_WINDOW
    named = sum(line.startswith("#") for line in text.split("\n"))
    assert named >= min(count, 2)
    if named < count:
        assert text.endswith(words.plain_count(language, "board.mine.more", count - named))


async def test_an_anonymous_admin_owns_nothing(database: engines.Database) -> None:
    group = await scenes.founded(database, "en")

    with pytest.raises(Refused, match=r"refused\.anonymous"):
        await pressed(database, group, None)
