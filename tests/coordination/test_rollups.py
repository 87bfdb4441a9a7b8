"""What a roll-up holds: groups under their sections, the worst colour, what is owed, and when it is overtaken."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.errors import Refused
from coordination.rules import groups, lights, round_outcomes, round_reports, rounds, summaries, tasks
from coordination.services import reports as reports_service
from coordination.services import rollup_records as records
from coordination.services import rollups, round_cards, sections
from coordination.services import rounds as rounds_service
from coordination.services import summaries as summary_service
from coordination.services import tasks as tasks_service
from handlers import html, rollup_texts
from tests.coordination import committees, rooms, samples

Light = lights.Light


@pytest.fixture
async def made(sqlite_url: str) -> AsyncIterator[committees.Committee]:
    async with committees.committee(sqlite_url) as opened:
        yield opened


async def _halls(made: committees.Committee) -> sections.Section:
    """A section with Exhibition in it; Media and Guests stand right under the committee."""
    async with made.room.tell("Ann") as (work, said):
        section = await sections.make(work, said, "Venues")
        await sections.put(work, said, made.seats["EXH"].group.id, section.group.id)
    await made.learn()
    return section


async def _view(made: committees.Committee) -> rollups.RollUp:
    async with made.room.work() as work:
        return await rollups.view(work, await made.group(work))


async def _asked(made: committees.Committee, hall: rooms.Room, words: str) -> rounds.Turn:
    """The group asks for help in the accepted report of a round."""
    async with made.room.work() as work:
        programme = await work.programmes.of_committee(made.room.group_id)
        assert programme is not None
        held = rounds.Round(work.new_id(), programme.id, 1, "First", work.now, rounds.RoundState.CLOSED)
        turn = rounds.Turn(work.new_id(), held.id, hall.group_id, 1, rounds.TurnState.REPORTED)
        work.rounds.save(held)
        work.rounds.save_turn(turn)
        parts = {round_reports.Part.HELP: words}
        report = round_reports.Report(parts, state=round_reports.State.ACCEPTED, sent_at=work.now)
        work.rounds.save_report(rounds_service.kept(turn, report))
    return turn


def test_many_have_the_worst_colour_of_one() -> None:
    assert lights.of_many([]) is Light.GREEN
    assert lights.of_many([Light.GREEN, Light.YELLOW]) is Light.YELLOW
    assert lights.of_many([Light.YELLOW, Light.RED, Light.GREEN]) is Light.RED


async def test_groups_stand_under_their_section_which_has_the_same_of_its_own(made: committees.Committee) -> None:
    section = await _halls(made)

    seen = await _view(made)
    async with made.room.work() as work:
        below = await rollups.view(work, await work.groups.get(section.group.id))

    assert [(part.section.name, [line.code for line in part.lines]) for part in seen.parts] == [("Venues", ["EXH"])]
    assert [line.code for line in seen.by_section] == ["EXH", *(one.code for one in seen.lines if one.code != "EXH")]
    assert (seen.light, seen.parts[0].light) == (Light.YELLOW, Light.GREEN)
    assert ([line.code for line in below.lines], below.parts, below.promises) == (["EXH"], (), None)


async def test_groups_that_do_not_run_are_counted_and_left_out(made: committees.Committee) -> None:
    async with made.room.work() as work:
        work.groups.save(replace(made.seats["MED"].group, life=groups.Life.DORMANT))

    seen = await _view(made)

    assert ("MED" in {line.code for line in seen.lines}, seen.resting) == (False, 1)


async def test_help_of_the_last_report_is_owed_until_it_was_answered(made: committees.Committee) -> None:
    hall = await made.join("EXH", "Li")
    async with hall.tell("Li") as (work, said):
        await summary_service.ask_help(work, said, "the permit")
    turn = await _asked(made, hall, "two buses")

    assert (await _view(made)).asks == (("EXH", "two buses"), ("EXH", "the permit"))

    async with made.room.work() as work:
        await round_cards.answer(work, turn.id)
    assert (await _view(made)).asks == (("EXH", "the permit"),)


async def test_help_that_was_taken_on_names_who_sees_to_it_until_that_is_done(made: committees.Committee) -> None:
    hall = await made.join("EXH", "Li")
    turn = await _asked(made, hall, "two buses")
    async with made.room.tell("Ann") as (work, said):
        draft = tasks.Draft("Two buses", owners=(tasks.Owner("Bo", made.room.who["Bo"].id),), due=samples.due(7, 12))
        created = await tasks_service.plant(work, said, draft, {})
        outcome = round_outcomes.Outcome(
            work.new_id(),
            turn.round_id,
            round_outcomes.Kind.ASK,
            "two buses",
            work.now,
            turn_id=turn.id,
            task_id=created.id,
        )
        work.rounds.save_outcome(outcome)

    seen = await _view(made)
    (line,) = [one for one in seen.lines if one.code == "EXH"]
    assert (line.owed, [one.number for one in line.taken.values()]) == (("two buses",), [created.number])
    shown = rollup_texts.render(seen, rollup_texts.EXECUTIVE, rollup_texts.Occasion(samples.NOW))
    assert "EXH: two buses (Bo, 7 Dec)" in html.visible(shown)

    async with made.room.tell("Ann") as (work, said):
        await reports_service.complete(work, said, [created.number])
    assert (await _view(made)).asks == ()


async def test_a_section_has_its_roll_up_an_hour_before_the_committee(made: committees.Committee) -> None:
    section = await _halls(made)
    async with made.room.work() as work:
        for _ in range(2):
            await rollups.ensure(work, section.group)
    async with made.room.work() as work:
        (own,) = await work.schedules.of_group(section.group.id)
        (above,) = [one for one in await work.schedules.of_group(made.room.group_id) if one.kind == rollups.KIND]

    assert own.next_due_at is not None
    assert above.next_due_at is not None
    assert above.next_due_at - own.next_due_at == timedelta(hours=1)
    assert above.next_due_at.hour == 9  # 17:00 in Shanghai


async def test_it_is_overtaken_by_what_a_group_records_and_marked_at_most_once_an_hour(
    made: committees.Committee,
) -> None:
    hall = await made.join("EXH", "Li")
    seen = await _view(made)
    async with made.room.work() as work:
        kept_id = records.keep(work, seen, "as it was")

    async def marked() -> list[str]:
        async with made.room.work() as work:
            above = await made.group(work)
            kept = await records.get(work, above, kept_id)
            assert kept is not None
            return await records.changed_since(work, above, kept)

    assert await marked() == []
    made.room.now = hall.now = samples.NOW + timedelta(minutes=5)
    async with hall.tell("Li") as (work, said):
        await summary_service.add_line(work, said, "the hall is ours")
    assert await marked() == ["EXH"]
    assert await marked() == []
    made.room.now += timedelta(hours=2)
    assert await marked() == []


async def test_what_has_no_groups_below_has_no_roll_up(made: committees.Committee) -> None:
    hall = await made.join("EXH", "Li")
    with pytest.raises(Refused, match=r"rollup\.no_programme"):
        async with hall.work() as work:
            await rollups.view(work, await work.groups.get(hall.group_id), summaries.week_of(samples.TODAY))
