"""What every report makes of a task, state by state (product.md, Task states and their rules)."""

from datetime import date, timedelta
from typing import Any

import pytest

from coordination.errors import Refused
from coordination.rules import reports, tasks
from tests.coordination import samples
from tests.coordination.reporting import reported

Kind = reports.Kind
State = tasks.State


@pytest.mark.parametrize(
    ("state", "said", "expected"),
    [
        (State.OPEN, {"kind": Kind.PROGRESS, "percent": 60}, (State.IN_PROGRESS, 60)),
        (State.OPEN, {"kind": Kind.PROGRESS, "percent": 0}, (State.OPEN, 0)),
        (State.OPEN, {"kind": Kind.PROGRESS}, (State.IN_PROGRESS, None)),
        (State.OPEN, {"kind": Kind.PROGRESS, "percent": 100}, (State.IN_PROGRESS, 100)),
        (State.IN_PROGRESS, {"kind": Kind.PROGRESS, "percent": 0}, (State.IN_PROGRESS, 0)),
        (State.BLOCKED, {"kind": Kind.PROGRESS, "percent": 60}, (State.BLOCKED, 60)),
        (State.ON_HOLD, {"kind": Kind.PROGRESS, "percent": 60}, (State.ON_HOLD, 60)),
        (State.CLAIMED, {"kind": Kind.PROGRESS, "percent": 60}, (State.IN_PROGRESS, 60)),
        (State.CLAIMED, {"kind": Kind.PROGRESS, "percent": 100}, (State.CLAIMED, 100)),
        (State.OPEN, {"kind": Kind.BLOCKED, "text": "permit"}, (State.BLOCKED, None)),
        (State.OPEN, {"kind": Kind.BLOCKED, "text": "permit", "percent": 60}, (State.BLOCKED, 60)),
        (State.CLAIMED, {"kind": Kind.BLOCKED, "text": "permit"}, (State.BLOCKED, 100)),
        (State.BLOCKED, {"kind": Kind.FREED}, (State.IN_PROGRESS, None)),
        (State.ON_HOLD, {"kind": Kind.FREED}, (State.OPEN, None)),
        (State.ON_HOLD, {"kind": Kind.FREED, "percent": 40}, (State.IN_PROGRESS, 40)),
        (State.OPEN, {"kind": Kind.FREED}, (State.OPEN, None)),
        (State.OPEN, {"kind": Kind.FREED, "percent": 40}, (State.IN_PROGRESS, 40)),
        (State.OPEN, {"kind": Kind.HELD, "text": "no venue"}, (State.ON_HOLD, None)),
        (State.CLAIMED, {"kind": Kind.HELD, "text": "no venue"}, (State.ON_HOLD, 100)),
        (State.OPEN, {"kind": Kind.DONE}, (State.DONE, 100)),
        (State.ON_HOLD, {"kind": Kind.DONE}, (State.DONE, 100)),
        (State.CLAIMED, {"kind": Kind.DONE}, (State.DONE, 100)),
        (State.OPEN, {"kind": Kind.DROPPED, "text": "no budget"}, (State.DROPPED, None)),
        (State.DONE, {"kind": Kind.REOPENED}, (State.IN_PROGRESS, None)),
        (State.CLAIMED, {"kind": Kind.REOPENED}, (State.IN_PROGRESS, None)),
        (State.DROPPED, {"kind": Kind.REOPENED}, (State.OPEN, None)),
        (State.BLOCKED, {"kind": Kind.REOPENED}, (State.IN_PROGRESS, None)),
        (State.OPEN, {"kind": Kind.NOTE, "text": "called them"}, (State.OPEN, None)),
        (State.DONE, {"kind": Kind.NOTE, "text": "thanks"}, (State.DONE, 100)),
    ],
)
def test_a_report_leads_to_its_state(state: State, said: dict[str, Any], expected: tuple[State, int | None]) -> None:
    step = reported(samples.task(state=state), **said)

    assert (step.task.state, step.task.percent) == expected
    assert tasks.broken(step.task) is None


@pytest.mark.parametrize("state", [State.DONE, State.DROPPED])
@pytest.mark.parametrize("kind", [Kind.PROGRESS, Kind.BLOCKED, Kind.FREED, Kind.HELD])
def test_what_has_ended_must_be_reopened_first(state: State, kind: Kind) -> None:
    with pytest.raises(Refused, match=r"refused\.task_ended"):
        reported(samples.task(state=state), kind, text="why")


@pytest.mark.parametrize("kind", [Kind.HELD, Kind.DROPPED])
def test_putting_off_or_giving_up_needs_a_reason(kind: Kind) -> None:
    with pytest.raises(Refused, match=r"refused\.no_reason_to"):
        reported(samples.task(), kind, text="  ")


@pytest.mark.parametrize("percent", [-1, 101, 1000])
def test_a_percent_lies_between_0_and_100(percent: int) -> None:
    with pytest.raises(Refused, match=r"refused\.no_percent"):
        reported(samples.task(), Kind.PROGRESS, percent=percent)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({"kind": Kind.PROGRESS, "percent": 100}, reports.Asks.IS_DONE),
        ({"kind": Kind.PROGRESS, "percent": 99}, None),
        ({"kind": Kind.BLOCKED}, reports.Asks.REASON),
        ({"kind": Kind.BLOCKED, "text": "permit"}, None),
        ({"kind": Kind.HELD, "text": "no venue"}, reports.Asks.REVIEW_ON),
        ({"kind": Kind.HELD, "text": "no venue", "review_on": date(2026, 12, 1)}, None),
    ],
)
def test_a_report_says_what_is_left_to_ask(said: dict[str, Any], asks: reports.Asks | None) -> None:
    assert reported(samples.task(), **said).asks is asks


def test_a_blocked_task_keeps_its_reason_when_it_is_only_said_again() -> None:
    blocked = reported(samples.task(), Kind.BLOCKED, text="permit").task

    again = reported(blocked, Kind.BLOCKED, by=samples.by(at=samples.NOW + timedelta(days=1)))

    assert (again.task.reason, again.asks) == ("permit", None)
    assert again.task.last_update_at == samples.NOW + timedelta(days=1)


def test_a_reason_goes_when_its_state_goes() -> None:
    held = reported(samples.task(), Kind.HELD, text="no venue", review_on=date(2026, 12, 1)).task

    freed = reported(held, Kind.FREED).task

    assert (freed.reason, freed.review_on) == (None, None)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.DONE, Kind.DONE),
        (State.DONE, Kind.CONFIRMED),
        (State.DROPPED, Kind.DROPPED),
        (State.OPEN, Kind.FREED),
        (State.OPEN, Kind.REOPENED),
    ],
)
def test_a_second_tap_changes_nothing(state: State, kind: Kind) -> None:
    task = samples.task(state=state)

    assert reported(task, kind, samples.by(leads=True)).task is task


def test_a_note_on_a_second_tap_is_kept() -> None:
    step = reported(samples.task(state=State.DONE), Kind.DONE, text="signed")

    assert step.task.last_update_text == "signed"


def test_saying_the_same_percent_again_is_a_word() -> None:
    task = samples.task(state=State.IN_PROGRESS, percent=60)

    step = reported(task, Kind.PROGRESS, percent=60)

    assert step.task.last_update_at == samples.NOW


def test_a_word_that_arrives_late_does_not_take_the_place_of_a_newer_one() -> None:
    task = reported(samples.task(), Kind.NOTE, text="newer").task

    step = reported(task, Kind.PROGRESS, samples.by(at=samples.NOW - timedelta(hours=1)), percent=60, text="older")

    assert (step.task.percent, step.task.last_update_text) == (60, "newer")


@pytest.mark.parametrize(
    "said",
    [
        {"kind": Kind.RENAMED, "title": "Sign the lease"},
        {"kind": Kind.KEY, "key": True},
        {"kind": Kind.TAGS, "tags": ("hall",)},
    ],
)
def test_bookkeeping_is_no_word_about_the_task(said: dict[str, Any]) -> None:
    step = reported(samples.task(), **said)

    assert step.task != samples.task()
    assert step.task.last_update_at is None


def test_a_reopened_task_is_nobodys_duplicate_any_more() -> None:
    step = reported(samples.task(state=State.DROPPED, merged_into=1009), Kind.REOPENED)

    assert step.task.merged_into is None
