"""Messages said again and messages edited: a repeat does nothing, an edit replaces what its line did (F021, F080)."""

from collections.abc import Sequence

import pytest

from coordination.errors import Refused
from coordination.rules import fields, owners, people, reports, tasks
from coordination.services import changes, lines, links
from coordination.services import owners as owner_service
from coordination.services import reports as report_service
from coordination.services import tasks as task_service
from coordination.services import undo as undo_service
from tests.coordination import rooms, samples

State = tasks.State
MESSAGE = 55


async def percents(
    room: rooms.Room, texts: Sequence[str], *, name: str = "Ann", message: int = MESSAGE
) -> list[lines.TakenBack]:
    """Each text is `number percent`; as the handler of plain lines does it."""
    ways = []
    async with room.tell(name, message=message) as (work, said):
        aligned = await lines.align(work, said, texts)
        for text, reading in zip(texts, aligned.readings, strict=True):
            if reading.fate is lines.Fate.SAME:
                continue
            way = await lines.make_way(work, reading)
            ways.append(way)
            if way.contest is None:
                number, percent = map(int, text.split())
                what = reports.Report(reports.Kind.PROGRESS, percent=percent)
                await report_service.report(work, reading.said, [number], what)
    return ways


async def titles(room: rooms.Room, texts: Sequence[str], *, name: str = "Ann") -> list[task_service.Created]:
    """Each text is a title, behind it perhaps `@name` of the owner; as the handler of new tasks does it."""
    made = []
    async with room.tell(name, message=MESSAGE) as (work, said):
        aligned = await lines.align(work, said, texts)
        for text, reading in zip(texts, aligned.readings, strict=True):
            if reading.fate is not lines.Fate.SAME:
                title, _, owner = text.partition(" @")
                draft = tasks.Draft(title, (samples.owner(room.who[owner]),) if owner else ())
                made.append(await task_service.create(work, reading.said, draft, was=reading.was))
    return made


async def test_the_same_message_again_does_nothing(room: rooms.Room) -> None:
    assert len(await titles(room, ["Book the hall", "Print badges"])) == 2

    assert await titles(room, ["Book the hall", "Print badges"]) == []

    async with room.work() as work:
        assert (await work.groups.get(room.group_id)).next_number == 3


async def test_a_reworded_line_renames_its_task_and_makes_no_second(room: rooms.Room) -> None:
    await titles(room, ["Book the hall", "Print badges"])

    (amended,) = await titles(room, ["Book the main hall", "Print badges"])

    assert (amended.task.number, amended.task.title, amended.outcome) == (
        1,
        "Book the main hall",
        changes.Outcome.CHANGED,
    )
    assert amended.before is not None
    assert amended.before.title == "Book the hall"
    log = await room.log(1)
    assert [event.kind for event in log] == ["created", "amended"]
    assert fields.replay(log) == await room.task(1)


async def test_an_added_line_makes_a_new_task(room: rooms.Room) -> None:
    await titles(room, ["Book the hall"])

    (made,) = await titles(room, ["Order flowers", "Book the hall"])

    assert (made.task.number, made.task.title) == (2, "Order flowers")


async def test_what_somebody_changed_since_is_left_and_named(room: rooms.Room) -> None:
    await titles(room, ["Book the hall @Ann"])
    async with room.tell("Bo") as (work, said):
        await owner_service.take(work, said, [1])

    (amended,) = await titles(room, ["Book the main hall @Cy"])

    assert (amended.task.title, amended.task.owner) == ("Book the main hall", samples.owner(room.who["Bo"]))
    assert amended.contest is not None
    assert amended.contest.by_id == room.who["Bo"].id
    assert "owner" in amended.contest.fields


async def test_an_edit_replaces_what_the_line_had_said(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await percents(room, ["1 60"])

    (way,) = await percents(room, ["1 70"])

    assert [(before.percent, after.percent) for before, after in way.changed] == [(60, None)]
    assert (await room.task(1)).percent == 70
    log = await room.log(1)
    assert [event.kind for event in log] == ["created", "progress", "corrected", "progress"]
    assert fields.replay(log) == await room.task(1)


async def test_a_mistyped_number_corrected_leaves_the_first_task_as_it_was(room: rooms.Room) -> None:
    for _ in range(2):
        await room.create("Ann", owner="Ann")
    await percents(room, ["1 60"])

    await percents(room, ["2 60"])

    assert [((await room.task(number)).state, (await room.task(number)).percent) for number in (1, 2)] == [
        (State.OPEN, None),
        (State.IN_PROGRESS, 60),
    ]


async def test_two_edits_on_end_leave_only_the_last_wording(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    for text in ("1 60", "1 70", "1 80"):
        await percents(room, [text])

    assert (await room.task(1)).percent == 80
    async with room.tell("Ann") as (work, said):
        await undo_service.undo(work, said)
    assert ((await room.task(1)).state, (await room.task(1)).percent) == (State.OPEN, None)


async def test_an_edit_of_what_somebody_changed_since_is_asked_and_changes_nothing(room: rooms.Room) -> None:
    await room.give_part("Bo", people.Part.LEAD)
    await room.create("Ann", owner="Ann")
    await percents(room, ["1 60"])
    await percents(room, ["1 65"], name="Bo", message=56)

    (way,) = await percents(room, ["1 70"])

    assert way.contest is not None
    assert (way.contest.by_id, way.contest.fields) == (room.who["Bo"].id, ("percent",))
    assert (await room.task(1)).percent == 65


async def test_a_line_that_is_gone_is_told_and_can_be_taken_back(room: rooms.Room) -> None:
    for _ in range(2):
        await room.create("Ann", owner="Ann")
    await percents(room, ["1 60", "2 70"])

    async with room.tell("Ann", message=MESSAGE) as (work, said):
        aligned = await lines.align(work, said, ["2 70"])
        (gone,) = aligned.removed
        assert gone.text == "1 60"
        await lines.take_back(work, said, gone)

    assert [(await room.task(number)).percent for number in (1, 2)] == [None, 70]
    async with room.tell("Ann", message=MESSAGE) as (work, said):
        assert (await lines.align(work, said, ["2 70"])).removed == ()


async def test_undo_takes_back_a_message_with_all_its_edits(room: rooms.Room) -> None:
    for _ in range(2):
        await room.create("Bo", owner="Ann")
    await percents(room, ["1 60"])
    await percents(room, ["1 70", "2 30"])

    async with room.tell("Ann") as (work, said):
        await undo_service.undo(work, said)

    assert [(await room.task(number)).state for number in (1, 2)] == [State.OPEN, State.OPEN]


async def test_an_edit_after_an_undo_is_a_new_word(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await percents(room, ["1 60"])
    async with room.tell("Ann") as (work, said):
        await undo_service.undo(work, said)

    await percents(room, ["1 70"])

    assert (await room.task(1)).percent == 70
    async with room.tell("Ann") as (work, said):
        undone = await undo_service.undo(work, said)
    assert [after.percent for _, after in undone.tasks] == [None]


async def test_an_edit_whose_message_was_never_seen_is_read_as_new(room: rooms.Room) -> None:
    async with room.tell("Ann", message=MESSAGE) as (work, said):
        aligned = await lines.align(work, said, ["Book the hall"])

    assert [reading.fate for reading in aligned.readings] == [lines.Fate.NEW]


async def test_a_question_whose_line_was_reworded_is_an_old_one(room: rooms.Room) -> None:
    await room.create("Bo", owner="Bo")
    async with room.tell("Ann", "1 done", message=MESSAGE) as (work, said):
        aligned = await lines.align(work, said, ["1 done"])
        (asked,) = await report_service.complete(work, aligned.readings[0].said, [1])
    async with room.tell("Ann", message=MESSAGE) as (work, said):
        aligned = await lines.align(work, said, ["1 nearly done"])
        note = reports.Report(reports.Kind.NOTE, "nearly done")
        await report_service.report(work, aligned.readings[0].said, [1], note)

    assert asked.question is not None
    with pytest.raises(Refused, match=r"refused\.old_question"):
        async with room.tell("Bo") as (work, said):
            await report_service.answer(work, said, asked.question.id, yes=True)


async def test_a_refused_edit_leaves_the_former_wording_in_force(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await percents(room, ["1 60"])

    with pytest.raises(Refused, match=r"refused\.no_percent"):
        await percents(room, ["1 700"])

    assert (await room.task(1)).percent == 60
    assert owners.everybody(await room.task(1)) == (samples.owner(room.who["Ann"]),)


async def test_a_line_whose_taking_back_would_close_a_circle_is_asked(room: rooms.Room) -> None:
    for _ in range(2):
        await room.create("Ann", owner="Ann")
    async with room.tell("Ann") as (work, said):
        await links.wait_for(work, said, 1, [2])
    async with room.tell("Ann", message=MESSAGE) as (work, said):
        (reading,) = (await lines.align(work, said, ["1 no longer waits for 2"])).readings
        await links.wait_for(work, reading.said, 1, [2], stop=True)
    async with room.tell("Ann") as (work, said):
        await links.wait_for(work, said, 2, [1])

    (way,) = await percents(room, ["1 60"])

    assert way.contest is not None
    assert (await room.task(1)).waits_for == ()


async def test_a_new_date_in_an_edited_line_is_the_first_ever_agreed(room: rooms.Room) -> None:
    drafts = [tasks.Draft("Book the hall", due=samples.due(day)) for day in (20, 27)]
    for text, draft in zip(("Book the hall 20 Nov", "Book the hall 27 Nov"), drafts, strict=True):
        async with room.tell("Ann", message=MESSAGE) as (work, said):
            (reading,) = (await lines.align(work, said, [text])).readings
            await task_service.create(work, reading.said, draft, was=reading.was)

    assert ((await room.task(1)).due, (await room.task(1)).original_due) == (samples.due(27), samples.due(27))
