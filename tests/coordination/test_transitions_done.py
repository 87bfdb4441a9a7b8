"""What it takes to be done: nothing in the way, said twice, claimed and confirmed (product.md, Task states)."""

import pytest

from coordination.errors import Refused
from coordination.rules import groups, reports, tasks
from tests.coordination import samples
from tests.coordination.reporting import reported

Kind = reports.Kind
State = tasks.State


@pytest.mark.parametrize(
    ("task", "around", "key"),
    [
        (samples.task(state=State.BLOCKED, reason="permit"), reports.Around(), "refused.done_while_blocked"),
        (samples.task(state=State.BLOCKED), reports.Around(), "refused.done_while_stuck"),
        (samples.task(), reports.Around(waits_for=("#3", "#7")), "refused.done_while_waiting"),
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
        reported(samples.task(), Kind.DONE, around=reports.Around(waits_for=("#3", "#7")))

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
