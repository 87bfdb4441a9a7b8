"""Taking back one's own last message on a real database: whole, for a day, unless somebody changed the same since."""

import pytest

from coordination.errors import Refused
from coordination.rules import fields, owners, people, reports, tasks
from coordination.services import changes, lines, programmes
from coordination.services import dues as due_service
from coordination.services import groups as group_service
from coordination.services import owners as owner_service
from coordination.services import reports as report_service
from coordination.services import tasks as task_service
from coordination.services import undo as service
from tests.coordination import rooms, samples

State = tasks.State


async def undo(room: rooms.Room, name: str | None) -> service.Undone:
    async with room.tell(name, "/undo") as (work, said):
        return await service.undo(work, said, is_admin=True)


async def progress(room: rooms.Room, name: str, number: int, percent: int) -> None:
    async with room.tell(name) as (work, said):
        await report_service.report(work, said, [number], reports.Report(reports.Kind.PROGRESS, percent=percent))


async def test_the_last_word_is_taken_back_and_said_so_in_the_log(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await progress(room, "Ann", 1, 40)
    await progress(room, "Ann", 1, 60)

    undone = await undo(room, "Ann")

    ((before, after),) = undone.tasks
    assert (before.percent, after.percent) == (60, 40)
    log = await room.log(1)
    assert [event.kind for event in log] == ["created", "progress", "progress", "undone"]
    assert log[-1].undoes == undone.change_id
    assert fields.replay(log) == await room.task(1)


async def test_a_second_undo_goes_one_message_further_back(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await progress(room, "Ann", 1, 40)
    await progress(room, "Ann", 1, 60)

    await undo(room, "Ann")
    await undo(room, "Ann")

    assert (await room.task(1)).state is State.OPEN
    await undo(room, "Ann")
    assert (await room.task(1)).state is State.DROPPED
    with pytest.raises(Refused, match=r"refused\.nothing_to_undo"):
        await undo(room, "Ann")


async def test_one_message_about_many_tasks_is_taken_back_whole(room: rooms.Room) -> None:
    for _ in range(3):
        await room.create("Bo", owner="Ann")
    async with room.tell("Ann") as (work, said):
        await report_service.complete(work, said, [1, 2, 3])

    undone = await undo(room, "Ann")

    assert [after.state for _, after in undone.tasks] == [State.OPEN] * 3


async def test_nothing_is_taken_back_where_one_of_them_was_changed_since(room: rooms.Room) -> None:
    for _ in range(2):
        await room.create("Bo", owner="Ann")
    async with room.tell("Ann") as (work, said):
        await report_service.complete(work, said, [1, 2])
    await room.give_part("Cy", people.Part.LEAD)
    async with room.tell("Cy") as (work, said):
        await report_service.report(work, said, [2], reports.Report(reports.Kind.REOPENED))

    with pytest.raises(Refused, match=r"refused\.changed_since_by"):
        await undo(room, "Ann")

    assert [(await room.task(number)).state for number in (1, 2)] == [State.DONE, State.IN_PROGRESS]


async def test_who_changed_the_same_since_is_named(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    async with room.tell("Bo") as (work, said):
        bo = samples.owner(room.who["Bo"])
        await owner_service.assign(work, said, [1], owners.Assignment(owners.Way.ADD, (bo,)))
    await progress(room, "Ann", 1, 40)
    await progress(room, "Bo", 1, 60)

    with pytest.raises(Refused) as refused:
        await undo(room, "Ann")

    assert refused.value.key == "refused.changed_since_by"
    assert refused.value.values == {"number": 1, "title": "Book the hall", "name": "Bo"}
    assert (await room.task(1)).percent == 60


async def test_only_ones_own_change_is_taken_back(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")

    with pytest.raises(Refused, match=r"refused\.nothing_to_undo"):
        await undo(room, "Bo")


async def test_after_a_day_it_stands(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    room.pass_(hours=24, seconds=1)

    with pytest.raises(Refused, match=r"refused\.nothing_to_undo"):
        await undo(room, "Ann")


async def test_an_anonymous_admin_takes_nothing_back(room: rooms.Room) -> None:
    await room.create(None)

    with pytest.raises(Refused, match=r"refused\.anonymous_undoes_nothing"):
        await undo(room, None)


async def test_a_number_taken_back_is_never_used_again(room: rooms.Room) -> None:
    await room.create("Ann")
    await undo(room, "Ann")

    assert (await room.create("Ann")).number == 2


async def test_a_date_taken_back_was_never_agreed(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    async with room.tell("Ann") as (work, said):
        await due_service.change_due(work, said, 1, samples.due(4, 12))

    await undo(room, "Ann")

    assert ((await room.task(1)).due, (await room.task(1)).original_due) == (None, None)


async def test_a_question_whose_words_were_taken_back_is_an_old_one(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    async with room.tell("Bo") as (work, said):
        (asked,) = await report_service.complete(work, said, [1], note="signed")

    await undo(room, "Bo")

    assert asked.question is not None
    with pytest.raises(Refused, match=r"refused\.old_question"):
        async with room.tell("Ann") as (work, said):
            await report_service.answer(work, said, asked.question.id, yes=True)
    assert (await room.task(1)).last_update_text is None


async def test_a_zone_and_a_language_are_taken_back_too(room: rooms.Room) -> None:
    async with room.tell("Ann") as (work, said):
        await group_service.confirm_zone(work, said, "Europe/Berlin")
    async with room.tell("Ann") as (work, said):
        await group_service.choose_language(work, said, "zh")

    assert dict((await undo(room, "Ann")).group) == {"language": "en"}
    assert dict((await undo(room, "Ann")).group) == {"zone": samples.ZONE, "zone_confirmed": True}

    async with room.work() as work:
        group = await work.groups.get(room.group_id)
    assert (group.language, group.zone) == ("en", samples.ZONE)


async def test_what_one_message_said_twice_of_a_task_is_taken_back_in_one(room: rooms.Room) -> None:
    before = await room.create("Ann", owner="Ann")
    async with room.tell("Ann") as (work, said):
        await report_service.report(work, said, [1], reports.Report(reports.Kind.PROGRESS, percent=40))
        await report_service.report(work, said, [1], reports.Report(reports.Kind.BLOCKED, "permit"))

    await undo(room, "Ann")

    stored = await room.task(1)
    assert (stored.state, stored.percent, stored.reason) == (before.state, None, None)


async def test_what_an_anonymous_admin_changed_since_stands_without_a_name(room: rooms.Room) -> None:
    await room.create("Bo", owner=None)
    await progress(room, "Ann", 1, 40)
    async with room.tell(None) as (work, said):
        await report_service.report(work, said, [1], reports.Report(reports.Kind.PROGRESS, percent=60))

    with pytest.raises(Refused) as refused:
        await undo(room, "Ann")

    assert (refused.value.key, refused.value.values) == (
        "refused.changed_since",
        {"number": 1, "title": "Book the hall"},
    )


async def test_a_zone_that_was_set_anew_since_is_not_taken_back(room: rooms.Room) -> None:
    async with room.tell("Ann") as (work, said):
        await group_service.confirm_zone(work, said, "Europe/Berlin")
    async with room.tell("Bo") as (work, said):
        await group_service.confirm_zone(work, said, "Europe/Paris")

    with pytest.raises(Refused, match=r"refused\.nothing_to_undo"):
        await undo(room, "Ann")


async def test_a_task_made_and_finished_by_one_message_is_dropped_with_it(room: rooms.Room) -> None:
    async with room.tell("Ann") as (work, said):
        made = await task_service.create(work, said, tasks.Draft("Book the hall"))
        await report_service.complete(work, said, [made.task.number])

    ((before, after),) = (await undo(room, "Ann")).tasks

    assert (before.state, after.state) == (State.DONE, State.DROPPED)


async def test_a_message_of_which_nothing_is_left_is_not_offered_twice(room: rooms.Room) -> None:
    await room.create("Bo", owner="Ann")
    await progress(room, "Ann", 1, 20)
    async with room.tell("Ann", "1 40", message=70) as (work, said):
        (reading,) = (await lines.align(work, said, ["1 40"])).readings
        await report_service.report(work, reading.said, [1], reports.Report(reports.Kind.PROGRESS, percent=40))
    async with room.tell("Ann", message=70) as (work, said):
        (gone,) = (await lines.align(work, said, [])).removed
        await lines.take_back(work, said, gone)

    await undo(room, "Ann")
    assert (await room.task(1)).percent == 20
    await undo(room, "Ann")
    assert (await room.task(1)).percent is None


async def test_a_place_in_a_programme_is_not_taken_back_with_the_tasks_that_waited_there(room: rooms.Room) -> None:
    async with room.tell("Ann") as (work, said):
        await task_service.create(work, said, tasks.Draft("Waited in the plan"))
        changes.add_group_event(work, said, programmes.JOINED, ({}, {"programme": "Forum", "code": "EXH"}))

    with pytest.raises(Refused) as refused:
        await undo(room, "Ann")

    assert refused.value.key == "refused.undo_joined"
    assert (await room.task(1)).state is State.OPEN
