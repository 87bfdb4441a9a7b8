"""Whatever a group does with its tasks in whatever order: the rules hold and the events replay to the same state."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from coordination.errors import Refused
from coordination.rules import dues, events, fields, groups, links, owners, people, reports, reverts, tasks, transitions
from tests.coordination import samples

PEOPLE = [samples.ANN, samples.BO, samples.CY]
OWNERS = [*map(samples.owner, PEOPLE), tasks.Owner("李敏"), tasks.Owner("@dee", username="dee")]

REPORTS = st.builds(
    reports.Report,
    st.sampled_from(list(reports.Kind)),
    text=st.sampled_from(["", "permit", "等消防批文"]),
    percent=st.sampled_from([None, 0, 1, 60, 99, 100]),
    review_on=st.sampled_from([None, date(2026, 12, 1)]),
    title=st.sampled_from(["Book the hall", "落实主会场", ""]),
    tags=st.sampled_from([(), ("hall",)]),
    key=st.booleans(),
    insisted=st.booleans(),
)
BYS = st.builds(
    reports.By,
    st.sampled_from([None, *(person.id for person in PEOPLE)]),
    st.integers(-5, 50).map(lambda hours: samples.NOW + timedelta(hours=hours)),
    leads=st.booleans(),
    alone=st.booleans(),
)
AROUNDS = st.builds(reports.Around, st.sampled_from(list(groups.Closing)), st.sampled_from([(), ("#3", "#7")]))


@given(st.lists(st.tuples(REPORTS, BYS, AROUNDS), max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_row_of_reports_breaks_a_rule_and_it_can_be_replayed(
    row: list[tuple[reports.Report, reports.By, reports.Around]],
) -> None:
    task = samples.task()
    log = [samples.event(None, task)]

    for said, by, around in row:
        try:
            after = transitions.report(task, said, by, around).task
        except Refused:
            continue
        if after is not task:
            after = replace(after, version=task.version + 1)
            log.append(samples.event(task, after, change=len(log) + 1))
            task = after
        assert tasks.broken(task) is None

    assert fields.replay(log) == task


@given(st.sampled_from(list(reports.Kind)), REPORTS, BYS)
def test_a_report_that_is_refused_or_changes_nothing_leaves_the_very_same_task(
    kind: reports.Kind, said: reports.Report, by: reports.By
) -> None:
    task = transitions.report(samples.task(), reports.Report(reports.Kind.NOTE, "first"), samples.by()).task
    repeated = replace(said, kind=kind, text="")

    try:
        once = transitions.report(task, repeated, by).task
        twice = transitions.report(once, repeated, by).task
    except Refused:
        return
    assert twice == once


class Group(RuleBasedStateMachine):
    """A group's tasks and its log, changed by the rules alone; one step is one message."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks: dict[int, tasks.Task] = {}
        self.log: list[events.Event] = []
        self.undone: set[int] = set()
        self.originals: dict[int, tasks.Due] = {}
        self.next_number = 1
        self.hours = 0

    def keep(self, actor: people.Person, step: reports.Step, *, undoes: int | None = None) -> None:
        before = self.tasks.get(step.task.id)
        if step.task == before:  # as `changes.keep` has it
            return
        after = replace(step.task, version=1 if before is None else before.version + 1)
        change = len(self.log) + 1
        kept = samples.event(before, after, change=change, kind=str(step.kind), actor_id=actor.id, undoes=undoes)
        self.log.append(kept)
        self.tasks[after.id] = after

    def picked(self, data: st.DataObject) -> tasks.Task:
        return self.tasks[data.draw(st.sampled_from(sorted(self.tasks)))]

    def at(self) -> timedelta:
        self.hours += 1
        return timedelta(hours=self.hours)

    def by(self, actor: people.Person) -> reports.By:
        return reports.By(actor.id, samples.NOW + self.at(), leads=actor is samples.BO)

    @rule(owner=st.sampled_from([None, *OWNERS]), key=st.booleans(), due=st.sampled_from([None, samples.due(27)]))
    def create(self, owner: tasks.Owner | None, key: bool, due: tasks.Due | None) -> None:
        number = self.next_number
        self.next_number += 1
        task = samples.task(id=1000 + number, number=number, owner=owner, key=key, due=due)
        self.keep(samples.ANN, reports.Step(task, "created"))

    @precondition(lambda self: self.tasks)
    @rule(data=st.data(), actor=st.sampled_from(PEOPLE), said=REPORTS)
    def report(self, data: st.DataObject, actor: people.Person, said: reports.Report) -> None:
        task = self.picked(data)
        waits = tuple(
            f"#{other.number}"
            for other in map(self.tasks.__getitem__, task.waits_for)
            if other.state not in tasks.ENDED
        )
        around = reports.Around(data.draw(st.sampled_from(list(groups.Closing))), waits)
        try:
            step = transitions.report(task, said, self.by(actor), around)
        except Refused:
            return
        if step.task.state is tasks.State.DONE and task.state is not tasks.State.DONE:
            stands_in_the_way = task.state is tasks.State.BLOCKED or bool(waits)
            assert said.insisted or not stands_in_the_way or step.kind == reports.Kind.CONFIRMED
        self.keep(actor, step)

    @precondition(lambda self: self.tasks)
    @rule(
        data=st.data(), actor=st.sampled_from(PEOPLE), due=st.sampled_from([None, samples.due(20), samples.due(2, 12)])
    )
    def date(self, data: st.DataObject, actor: people.Person, due: tasks.Due | None) -> None:
        task = self.picked(data)
        try:
            if not dues.asks_a_lead(task, due, leads=actor is samples.BO, may_report=True):
                self.keep(actor, reports.Step(dues.changed(task, due), "due"))
        except Refused:
            assert task.state in tasks.ENDED or due is None

    @precondition(lambda self: self.tasks)
    @rule(
        data=st.data(),
        actor=st.sampled_from(PEOPLE),
        way=st.sampled_from(list(owners.Way)),
        named=st.lists(st.sampled_from(OWNERS), max_size=3),
    )
    def assign(self, data: st.DataObject, actor: people.Person, way: owners.Way, named: list[tasks.Owner]) -> None:
        task = self.picked(data)
        try:
            after = owners.assigned(task, owners.Assignment(way, tuple(named)))
        except Refused:
            assert task.state in tasks.ENDED
            return
        self.keep(actor, reports.Step(after, "owner"))

    @precondition(lambda self: len(self.tasks) > 1)
    @rule(data=st.data(), actor=st.sampled_from(PEOPLE))
    def wait(self, data: st.DataObject, actor: people.Person) -> None:
        task, other = self.picked(data), self.picked(data)
        try:
            after = links.waiting(task, other, {one.id: one.waits_for for one in self.tasks.values()})
        except Refused:
            return
        self.keep(actor, reports.Step(after, "waits"))

    @precondition(lambda self: len(self.tasks) > 1)
    @rule(data=st.data(), actor=st.sampled_from(PEOPLE))
    def merge(self, data: st.DataObject, actor: people.Person) -> None:
        task, other = self.picked(data), self.picked(data)
        try:
            after = links.merged(task, other, samples.NOW + self.at())
        except Refused:
            return
        self.keep(actor, reports.Step(after, "merged"))

    @rule(actor=st.sampled_from(PEOPLE))
    def undo(self, actor: people.Person) -> None:
        own = [
            one
            for one in self.log
            if one.actor_id == actor.id and one.undoes is None and one.change_id not in self.undone
        ]
        if not own:
            return
        last = own[-1]
        later = [one for one in self.log if one.task_id == last.task_id and one.id > last.id]
        task = self.tasks[last.task_id or 0]
        after = reverts.reverted(task, [last], later, samples.NOW + self.at())
        if isinstance(after, reverts.Contest):
            assert any(one.actor_id is not None for one in later)
            return
        onward = {one.id: one.waits_for for one in self.tasks.values()}
        if any(links.closes_circle(task.id, target, onward) for target in after.waits_for):
            return
        self.undone.add(last.change_id)
        self.keep(actor, reports.Step(after, "undone"), undoes=last.change_id)
        if last.kind not in events.CREATIONS:
            for name, value in (last.before or {}).items():
                assert name in fields.BOOKKEEPING or fields.current(after, name) == value

    @invariant()
    def every_task_keeps_its_rules(self) -> None:
        assert [tasks.broken(task) for task in self.tasks.values()] == [None] * len(self.tasks)

    @invariant()
    def the_log_replays_to_the_same_state(self) -> None:
        for task in self.tasks.values():
            assert fields.replay([one for one in self.log if one.task_id == task.id]) == task

    @invariant()
    def numbers_are_never_used_twice(self) -> None:
        assert max(Counter(task.number for task in self.tasks.values()).values(), default=1) == 1

    @invariant()
    def an_original_date_once_said_changes_only_with_its_own_undo(self) -> None:
        taken_back = {one.task_id for one in self.log if one.undoes is not None and "original_due" in (one.after or {})}
        for task in self.tasks.values():
            known = self.originals.get(task.id)
            assert known is None or task.original_due == known or task.id in taken_back
            if task.original_due is not None:
                self.originals[task.id] = task.original_due

    @invariant()
    def nothing_waits_in_a_circle(self) -> None:
        left = {task.id: set(task.waits_for) for task in self.tasks.values()}
        while free := [one for one, waits in left.items() if not waits & left.keys()]:
            for one in free:
                del left[one]
        assert not left


TestGroup = Group.TestCase
TestGroup.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize("on", [None, date(2026, 12, 1)])
@pytest.mark.parametrize("at", [None, samples.NOW])
def test_every_kind_of_field_survives_json(on: date | None, at: object) -> None:
    task = samples.task(
        state=tasks.State.ON_HOLD,
        reason="no venue",
        review_on=on,
        start_on=on,
        due=tasks.Due(date(2026, 12, 4), samples.NOW if at else None),
        tags=("hall", "场馆"),
        supporters=tuple(OWNERS[1:]),
        waits_for=(5, 6),
        source=events.Source(-1_001_500_000_001, 3_000_000_000, 2),
        external_ref="A-7",
        last_update_at=at,
    )

    assert fields.replay([samples.event(None, task)]) == task


def test_a_log_without_its_beginning_is_not_replayed() -> None:
    task = samples.task()

    with pytest.raises(ValueError, match="creation"):
        fields.replay([samples.event(task, replace(task, title="Sign the lease"))])
