"""Colours are computed when read, and early trouble is never punished (rule 10)."""

from datetime import timedelta
from typing import Any

import pytest

from coordination.rules import lights, tasks
from tests.coordination import samples

Light = lights.Light
YESTERDAY = samples.due(23)


@pytest.mark.parametrize(
    ("values", "light"),
    [
        ({}, Light.GREEN),
        ({"due": samples.due(25)}, Light.GREEN),
        ({"due": YESTERDAY}, Light.RED),
        ({"due": YESTERDAY, "last_update_at": samples.NOW - timedelta(days=2)}, Light.RED),
        ({"due": YESTERDAY, "last_update_at": samples.NOW - timedelta(days=1)}, Light.YELLOW),
        ({"due": YESTERDAY, "last_update_at": samples.NOW}, Light.YELLOW),
        ({"due": YESTERDAY, "state": tasks.State.BLOCKED}, Light.YELLOW),
        ({"state": tasks.State.BLOCKED}, Light.YELLOW),
        ({"due": YESTERDAY, "state": tasks.State.ON_HOLD}, Light.GREEN),
        ({"due": YESTERDAY, "state": tasks.State.DONE}, Light.GREEN),
    ],
)
def test_a_task_is_red_only_when_late_and_nothing_was_said(values: dict[str, Any], light: Light) -> None:
    assert lights.of_task(samples.task(**values), samples.DAY) is light


def test_a_lead_who_reports_a_problem_before_the_date_is_never_red_for_it() -> None:
    reported = samples.task(due=YESTERDAY, state=tasks.State.BLOCKED, last_update_at=samples.NOW - timedelta(days=9))

    assert lights.of_task(reported, samples.DAY) is Light.YELLOW


@pytest.mark.parametrize(
    ("late", "silent", "blocked", "light"),
    [
        (0, 0, 0, Light.GREEN),
        (0, 0, 1, Light.YELLOW),
        (2, 0, 0, Light.YELLOW),
        (2, 1, 0, Light.RED),
        (2, 1, 3, Light.RED),
    ],
)
def test_a_group_has_the_colour_of_its_worst_task(late: int, silent: int, blocked: int, light: Light) -> None:
    assert lights.of_group(late=late, silent=silent, blocked=blocked) is light
