"""What every report makes of a task, state by state (product.md, Task states and their rules)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coordination.errors import Refused
from coordination.rules import groups, reports, tasks, transitions
from tests.coordination import samples

Kind = reports.Kind
State = tasks.State


def reported(task: tasks.Task, kind: reports.Kind, by: reports.By | None = None, **said: Any) -> reports.Step:
    around = said.pop("around", reports.Around())
    return transitions.report(task, reports.Report(kind, **said), by or samples.by(), around)


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
    ("task", "around", "key"),
    [
        (samples.task(state=State.BLOCKED, reason="permit"), reports.Around(), "refused.done_while_blocked"),
        (samples.task(state=State.BLOCKED), reports.Around(), "refused.done_while_stuck"),
        (samples.task(), reports.Around(waits_for=(3, 7)), "refused.done_while_waiting"),
    ],
)
def test_what_is_blocked_or_waits_is_done_only_when_said_twice(
    task: tasks.Task, around: reports.Around, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        reported(task, Kind.DONE, around=around)
    assert refused.value.key == key

    assert reported(task, Kind.DONE, around=around, insisted=True).task.state is State.DONE


def test_the_refusal_names_what_the_task_waits_for() -> None:
    with pytest.raises(Refused) as refused:
        reported(samples.task(), Kind.DONE, around=reports.Around(waits_for=(3, 7)))

    assert refused.value.values["waits_for"] == "#3, #7"


@pytest.mark.parametrize(
    ("closing", "key_work", "leads", "state"),
    [
        (groups.Closing.KEY_WORK, True, False, State.CLAIMED),
        (groups.Closing.KEY_WORK, False, False, State.DONE),
        (groups.Closing.KEY_WORK, True, True, State.DONE),
        (groups.Closing.ALWAYS, False, False, State.CLAIMED),
        (groups.Closing.ALWAYS, False, True, State.DONE),
        (groups.Closing.NEVER, True, False, State.DONE),
    ],
)
def test_an_owners_done_waits_for_a_lead_where_the_group_says_so(
    closing: groups.Closing, key_work: bool, leads: bool, state: State
) -> None:
    step = reported(samples.task(key=key_work), Kind.DONE, samples.by(leads=leads), around=reports.Around(closing))

    assert step.task.state is state
    assert step.kind == ("claimed" if state is State.CLAIMED else Kind.DONE)
    assert step.task.claimed_by == (samples.ANN.id if state is State.CLAIMED else None)


def claimed() -> tasks.Task:
    return samples.task(key=True, state=State.CLAIMED, claimed_by=samples.ANN.id)


def test_another_lead_confirms_a_claim() -> None:
    step = reported(claimed(), Kind.CONFIRMED, samples.by(samples.BO, leads=True))

    assert (step.task.state, step.task.claimed_by) == (State.DONE, None)


def test_a_leads_done_confirms_a_claim() -> None:
    step = reported(claimed(), Kind.DONE, samples.by(samples.BO, leads=True))

    assert (step.task.state, step.kind) == (State.DONE, Kind.CONFIRMED)


def test_a_claimant_confirms_only_when_nobody_else_leads() -> None:
    with pytest.raises(Refused, match=r"refused\.own_claim"):
        reported(claimed(), Kind.CONFIRMED, samples.by(samples.ANN, leads=True))

    alone = reported(claimed(), Kind.CONFIRMED, samples.by(samples.ANN, leads=True, alone=True))
    assert alone.task.state is State.DONE


def test_a_claimant_who_says_done_again_changes_nothing() -> None:
    task = claimed()

    assert reported(task, Kind.DONE).task is task
    assert reported(task, Kind.DONE, samples.by(samples.ANN, leads=True)).task is task


@pytest.mark.parametrize("kind", [Kind.CONFIRMED, Kind.RETURNED])
def test_only_a_lead_confirms_or_returns(kind: Kind) -> None:
    with pytest.raises(Refused, match=r"refused\.lead_confirms"):
        reported(claimed(), kind, samples.by(samples.BO), text="why")


def test_a_claim_is_returned_with_a_reason() -> None:
    with pytest.raises(Refused, match=r"refused\.no_reason_to_return"):
        reported(claimed(), Kind.RETURNED, samples.by(samples.BO, leads=True))

    step = reported(claimed(), Kind.RETURNED, samples.by(samples.BO, leads=True), text="no signature")
    assert (step.task.state, step.task.percent, step.task.claimed_by) == (State.IN_PROGRESS, None, None)
    assert step.task.last_update_text == "no signature"


@pytest.mark.parametrize("kind", [Kind.CONFIRMED, Kind.RETURNED])
def test_nothing_is_confirmed_that_nobody_claimed(kind: Kind) -> None:
    with pytest.raises(Refused, match=r"refused\.not_claimed"):
        reported(samples.task(), kind, samples.by(leads=True), text="why")


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


@pytest.mark.parametrize("title", ["", "  \n ", "\u200b", "\u3164\u2060"])
def test_a_title_that_nobody_can_see_is_refused(title: str) -> None:
    with pytest.raises(Refused, match=r"refused\.no_title"):
        tasks.titled(title)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Book\nthe \t hall ", "Book the hall"),
        ("cafe\u0301", "café"),
        ("a\x00b\ud800c", "abc"),
        ("落实主会场", "落实主会场"),
    ],
)
def test_a_title_is_stored_clean_and_on_one_line(typed: str, stored: str) -> None:
    assert tasks.titled(typed) == stored


@pytest.mark.parametrize(
    ("make", "is_refused"),
    [(lambda: "x" * 300, False), (lambda: "x" * 301, True), (lambda: "😀" * 150, False), (lambda: "😀" * 151, True)],
)
def test_a_title_has_at_most_300_units(make: Callable[[], str], is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(Refused) as refused:
            tasks.titled(make())
        assert refused.value.key == "refused.title_too_long"
        assert refused.value.values["limit"] == 300
    else:
        assert tasks.titled(make()) == make()


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"percent": 101}, "a percent lies between 0 and 100"),
        ({"percent": 5}, "what has not begun has no percent"),
        ({"state": State.DONE, "percent": 60}, "done is 100 %"),
        ({"claimed_by": 101}, "only a claimed task has a claimant"),
        ({"reason": "permit"}, "only a stopped task has a reason"),
        ({"review_on": date(2026, 12, 1)}, "only a task on hold has a review date"),
        ({"ended_at": samples.NOW}, "an end has its instant, and only an end"),
        ({"merged_into": 5}, "what was merged is dropped"),
        ({"due": samples.due(4), "original_due": None}, "a date has its original"),
        ({"waits_for": (1012,)}, "no task waits for itself"),
        ({"supporters": (samples.owner(samples.ANN),)}, "nobody owns and supports"),
        ({"supporters": (samples.owner(samples.BO),) * 2}, "nobody supports twice"),
        ({"title": " "}, "a title is seen"),
    ],
)
def test_a_broken_rule_is_named(values: dict[str, Any], rule: str) -> None:
    assert tasks.broken(samples.task(**values)) == rule
