"""Taking back what one message changed, unless somebody changed the same since (rule 8)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coordination.rules import events, reports, reverts, tasks, transitions
from tests.coordination import samples

ANN, BO = samples.ANN.id, samples.BO.id
LATER = samples.NOW + timedelta(hours=1)


class Story:
    """A task and its log; each `tell` is a message of its own."""

    def __init__(self, **values: Any) -> None:
        self.task = samples.task(**values)
        self.log = [samples.event(None, self.task, change=1)]

    def tell(self, actor: int, kind: reports.Kind, **said: Any) -> events.Event:
        step = transitions.report(self.task, reports.Report(kind, **said), reports.By(actor, samples.NOW, leads=True))
        return self.become(actor, step.task, kind=step.kind)

    def become(self, actor: int, after: tasks.Task, **values: Any) -> events.Event:
        change = values.pop("change", len(self.log) + 1)
        told = samples.event(self.task, after, change=change, id=10 * (len(self.log) + 1), actor_id=actor, **values)
        self.log.append(told)
        self.task = after
        return told

    def without(self, *own: events.Event) -> tasks.Task | reverts.Contest:
        later = [one for one in self.log if one.id > own[0].id]
        return reverts.reverted(self.task, own, later, LATER)


def test_what_a_message_changed_is_as_it_was() -> None:
    story = Story()
    before = story.task
    told = story.tell(ANN, reports.Kind.PROGRESS, percent=60, text="quote received")

    assert story.without(told) == before


def test_a_change_of_something_else_since_stays() -> None:
    story = Story()
    told = story.tell(ANN, reports.Kind.PROGRESS, percent=60)
    story.tell(BO, reports.Kind.RENAMED, title="Sign the lease")

    back = story.without(told)

    assert isinstance(back, tasks.Task)
    assert (back.title, back.percent, back.state) == ("Sign the lease", None, tasks.State.OPEN)


def test_who_changed_the_same_since_is_named() -> None:
    story = Story()
    told = story.tell(ANN, reports.Kind.PROGRESS, percent=60)
    story.tell(BO, reports.Kind.PROGRESS, percent=70)

    assert story.without(told) == reverts.Contest(story.task, ("percent",), BO, samples.NOW)


def test_a_note_of_somebody_else_is_no_hindrance_and_stays_the_last_word() -> None:
    story = Story()
    told = story.tell(ANN, reports.Kind.PROGRESS, percent=60, text="mine")
    story.tell(BO, reports.Kind.NOTE, text="theirs")

    back = story.without(told)

    assert isinstance(back, tasks.Task)
    assert (back.percent, back.last_update_text) == (None, "theirs")


def test_a_change_that_was_itself_taken_back_is_no_hindrance() -> None:
    story = Story()
    told = story.tell(ANN, reports.Kind.PROGRESS, percent=60)
    sixty = story.task
    theirs = story.tell(BO, reports.Kind.PROGRESS, percent=70)
    story.become(BO, replace(sixty, last_update_by=BO), kind="undone", undoes=theirs.change_id)

    back = story.without(told)

    assert isinstance(back, tasks.Task)
    assert back.percent is None


def test_a_user_name_that_found_its_person_is_nobodys_change() -> None:
    story = Story(owner=None)
    told = story.become(ANN, replace(story.task, owner=tasks.Owner("@dee", username="dee")), kind="owner")
    story.become(BO, replace(story.task, owner=tasks.Owner("Dee", 104)), kind=reverts.RESOLVED)

    back = story.without(told)

    assert isinstance(back, tasks.Task)
    assert back.owner is None


def test_a_message_that_said_two_things_is_taken_back_whole() -> None:
    story = Story()
    before = story.task
    one = story.tell(ANN, reports.Kind.PROGRESS, percent=60)
    two = story.become(ANN, replace(story.task, title="Sign the lease"), kind="renamed", change=one.change_id)

    assert story.without(one, two) == before


def test_a_new_task_that_is_taken_back_is_dropped_and_keeps_its_number() -> None:
    story = Story(state=tasks.State.BLOCKED, reason="permit")

    back = story.without(story.log[0])

    assert isinstance(back, tasks.Task)
    assert (back.number, back.state, back.ended_at, back.reason) == (12, tasks.State.DROPPED, LATER, None)
    assert tasks.broken(back) is None


def test_a_new_task_that_somebody_worked_on_is_not_taken_back() -> None:
    story = Story()
    story.tell(BO, reports.Kind.PROGRESS, percent=60)

    assert isinstance(story.without(story.log[0]), reverts.Contest)


def test_what_would_leave_a_broken_task_is_not_taken_back() -> None:
    story = Story(state=tasks.State.IN_PROGRESS, percent=60)
    told = story.become(ANN, replace(story.task, percent=None), kind="progress")
    story.become(BO, replace(story.task, state=tasks.State.OPEN), kind="freed")

    back = story.without(told)

    assert isinstance(back, reverts.Contest)
    assert back.by_id == BO


@pytest.mark.parametrize(
    ("names", "contested"), [(("title",), True), (("percent",), False), (("percent", "title"), True), ((), False)]
)
def test_only_the_fields_asked_about_are_contested(names: tuple[str, ...], contested: bool) -> None:
    story = Story()
    story.tell(BO, reports.Kind.RENAMED, title="Sign the lease")

    found = reverts.contested(story.task, names, story.log[:1], story.log[1:])

    assert (found is not None) is contested
    assert found is None or found.fields == ("title",)
