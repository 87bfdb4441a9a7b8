"""Who owns and who supports a task: one owner at most, everybody once (rule 1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import owners, people, tasks
from tests.coordination import samples

ANN, BO, CY = (samples.owner(person) for person in (samples.ANN, samples.BO, samples.CY))
LI = tasks.Owner("李敏")
DEE = tasks.Owner("@dee", username="dee")
Way = owners.Way


@pytest.mark.parametrize(
    ("change", "owner", "supporters"),
    [
        (owners.Assignment(Way.REPLACE, (CY,)), CY, (BO,)),
        (owners.Assignment(Way.REPLACE, (BO,)), BO, ()),
        (owners.Assignment(Way.REPLACE, (LI, CY)), LI, (BO, CY)),
        (owners.Assignment(Way.REPLACE), None, (BO,)),
        (owners.Assignment(Way.ADD, (CY, DEE)), ANN, (BO, CY, DEE)),
        (owners.Assignment(Way.ADD, (ANN, BO)), ANN, (BO,)),
        (owners.Assignment(Way.REMOVE, (ANN,)), None, (BO,)),
        (owners.Assignment(Way.REMOVE, (BO, CY)), ANN, ()),
    ],
)
def test_an_assignment_leaves_one_owner_and_everybody_once(
    change: owners.Assignment, owner: tasks.Owner | None, supporters: tuple[tasks.Owner, ...]
) -> None:
    after = owners.assigned(samples.task(supporters=(BO,)), change)

    assert (after.owner, after.supporters) == (owner, supporters)


def test_assigning_what_is_so_already_changes_nothing() -> None:
    task = samples.task(supporters=(BO,))

    assert owners.assigned(task, owners.Assignment(Way.REPLACE, (ANN,))) is task


def test_an_ended_task_is_given_to_nobody() -> None:
    with pytest.raises(Refused, match=r"refused\.task_ended"):
        owners.assigned(samples.task(state=tasks.State.DONE), owners.Assignment(Way.REPLACE, (BO,)))


def test_a_task_has_at_most_20_supporters() -> None:
    many = tuple(tasks.Owner(f"Volunteer {n}") for n in range(21))

    with pytest.raises(Refused, match=r"refused\.too_many_supporters"):
        owners.assigned(samples.task(), owners.Assignment(Way.ADD, many))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ANN, tasks.Owner("Ann B.", samples.ANN.id), True),
        (ANN, tasks.Owner("Ann"), False),
        (DEE, tasks.Owner("Dee", username="DEE"), True),
        (DEE, tasks.Owner("dee"), False),
        (LI, tasks.Owner("李敏"), True),
        (tasks.Owner("Fire Brigade"), tasks.Owner("fire brigade"), True),
        (LI, None, False),
        (None, None, True),
    ],
)
def test_owners_are_the_same_by_id_then_by_user_name_then_by_name(
    one: tasks.Owner | None, other: tasks.Owner | None, same: bool
) -> None:
    assert owners.same(one, other) is same
    assert owners.same(other, one) is same


def test_a_persons_work_is_handed_over_wherever_they_stand() -> None:
    task = samples.task(supporters=(BO, CY))

    assert owners.handed_over(task, ANN, BO).owner == BO
    assert owners.handed_over(task, ANN, BO).supporters == (CY,)
    assert owners.handed_over(task, CY, ANN).supporters == (BO,)
    assert owners.handed_over(task, LI, BO) is task


def test_a_user_name_becomes_the_person_who_is_seen_with_it() -> None:
    dee = people.Person(104, 7_000_000_004, "Dee", "Dee")
    task = samples.task(owner=DEE, supporters=(BO, tasks.Owner("dee")))

    resolved = owners.resolved(task, "DEE", dee)

    assert resolved.owner == tasks.Owner("Dee", 104)
    assert resolved.supporters == (BO, tasks.Owner("dee"))


def test_a_known_person_is_not_taken_for_another_with_their_former_user_name() -> None:
    task = samples.task(owner=tasks.Owner("Bo", samples.BO.id, username="dee"))

    assert owners.resolved(task, "dee", samples.CY) is task


@pytest.mark.parametrize(
    ("task", "person_id", "part", "may"),
    [
        (samples.task(), samples.ANN.id, None, True),
        (samples.task(supporters=(BO,)), samples.BO.id, None, True),
        (samples.task(), samples.BO.id, people.Part.MEMBER, False),
        (samples.task(), None, None, False),
        (samples.task(), samples.BO.id, people.Part.LEAD, True),
        (samples.task(), samples.BO.id, people.Part.LIAISON, True),
        (samples.task(), samples.BO.id, people.Part.SECRETARY, True),
        (samples.task(owner=None), samples.BO.id, None, True),
        (samples.task(owner=LI), samples.BO.id, None, True),
    ],
)
def test_the_owner_is_asked_only_where_they_can_be_and_nobody_records_for_them(
    task: tasks.Task, person_id: int | None, part: people.Part | None, may: bool
) -> None:
    assert owners.may_report(task, person_id, part) is may


_OWNER = st.sampled_from([ANN, BO, CY, LI, DEE, tasks.Owner("Dee", username="DEE"), tasks.Owner("Ann")])
_CHANGE = st.builds(owners.Assignment, st.sampled_from(list(Way)), st.lists(_OWNER, max_size=4).map(tuple))


@given(st.lists(_CHANGE, max_size=8))
def test_no_row_of_assignments_breaks_rule_1(changes: list[owners.Assignment]) -> None:
    task = samples.task()

    for change in changes:
        task = owners.assigned(task, change)

    assert tasks.broken(task) is None
    everybody = owners.everybody(task)
    assert not any(owners.same(a, b) for n, a in enumerate(everybody) for b in everybody[n + 1 :])
