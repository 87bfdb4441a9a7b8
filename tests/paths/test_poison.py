"""An update that fails through our fault: kept with a number, apologised for once, tried again, then parked.

And the opposite: where the database is out of reach, nothing is acknowledged, counted or lost.
"""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot import pipeline
from coordination import messages, ports
from handlers.request import Request
from storage import tables
from tests.paths import boards, logbook, staging
from tests.stage import Stage, stage

SHORTLY_BEFORE, SHORTLY_AFTER = timedelta(seconds=-15), timedelta(seconds=15)


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url, poll_seconds=1) as opened:
        yield opened


@dataclass(slots=True)
class Faulty:
    """A handler with a fault that may be mended."""

    is_mended: bool = False
    tries: int = 0

    async def handle(self, request: Request, work: ports.Work) -> Sequence[messages.Answer]:
        self.tries += 1
        work.outbox.add(messages.Post(request.place, "half of it"))
        if not self.is_mended:
            raise LookupError("a fault of ours")
        return [messages.Post(request.place, "mended", reply_to=request.message_id)]


async def _kept(scene: Stage) -> list[Any]:
    """Rows of the inbox that are not over yet, or left to the operator."""
    return [row for row in (await staging.inbox(scene)).values() if row.outcome in ("failed", "parked")]


async def test_an_update_that_fails_is_kept_and_its_number_is_told_once(scene: Stage) -> None:
    faulty = Faulty()
    with staging.command("faulty", faulty.handle):
        apology = await scene.ask("/faulty")
        await scene.client.bring_back(last=1)
        await scene.ask("/list")
        (kept,) = await _kept(scene)

    told = re.search(r"Not recorded: something failed here, number (\w+)\.", apology)
    assert told is not None
    assert (kept.outcome, kept.attempts, kept.incident) == ("failed", 1, told[1])
    assert kept.error.startswith("LookupError at handle:")
    assert kept.raw is not None
    assert faulty.tries == 1
    assert not [each for each in await scene.client.sent(scene.chat) if "half of it" in each.text]


async def test_a_failed_update_is_tried_after_1_10_and_60_minutes_and_then_parked(scene: Stage) -> None:
    faulty = Faulty()
    with staging.command("faulty", faulty.handle):
        await scene.ask("/faulty")
        for tries, wait in enumerate((timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)), start=1):
            (kept,) = await _kept(scene)
            await scene.advance(kept.retry_at - scene.clock.now() + SHORTLY_BEFORE)
            assert (faulty.tries, kept.attempts, kept.outcome) == (tries, tries, "failed")
            assert abs(kept.retry_at - scene.clock.now() - wait) < wait  # counted from the attempt
            await scene.advance(kept.retry_at - scene.clock.now() + SHORTLY_AFTER)
            assert faulty.tries == tries + 1
        (parked,) = await _kept(scene)
        await scene.advance(timedelta(days=1))
        await scene.quiet()

    assert (parked.outcome, parked.attempts, parked.retry_at) == ("parked", 4, None)
    assert parked.incident == kept.incident
    assert parked.raw is not None
    assert faulty.tries == 4
    apologies = [each for each in await scene.client.sent(scene.chat) if "something failed" in each.text]
    assert len(apologies) == 1


async def test_a_retry_that_succeeds_has_its_whole_effect_once(scene: Stage) -> None:
    faulty = Faulty()
    with staging.command("faulty", faulty.handle):
        said = await scene.say("/faulty")
        await scene.reply_to(said)
        faulty.is_mended = True
        await scene.advance(timedelta(minutes=1) + SHORTLY_AFTER)
        await scene.advance(timedelta(hours=2))
        await scene.quiet()

    texts = [each.text for each in await scene.client.sent(scene.chat)]
    assert (texts.count("half of it"), texts.count("mended")) == (1, 1)
    assert faulty.tries == 2
    assert await _kept(scene) == []


async def test_a_press_that_fails_is_answered_in_a_window(scene: Stage) -> None:
    card = await scene.reply_to(await scene.say("/task Book the hall @ann"))
    await staging.refuse_rows(scene, "updates", "NEW.state = 'done'")
    press = await scene.client.click(card, "Done", scene.ann)

    answer = await scene.client.wait_for(lambda: scene.client.answer(press.id))
    assert "something failed here, number" in str(answer)


async def test_a_row_that_the_database_refuses_spoils_only_its_update(scene: Stage) -> None:
    await staging.refuse_rows(scene, "tasks", "NEW.title LIKE '%poison%'")
    texts = ("/task First", "/task poison", "/task Third")
    staging.at_once(scene, *(staging.saying(scene, text) for text in texts))
    await scene.quiet()

    answers = [each.text for each in await scene.client.sent(scene.chat)]
    assert [text.split("\n")[0].split(",")[0] for text in answers] == [
        "#1 First",
        "Not recorded: something failed here",
        "#2 Third",
    ]
    (kept,) = await _kept(scene)
    assert (kept.outcome, kept.attempts) == ("failed", 1)

    await staging.accept_rows(scene, "tasks")
    await scene.advance(timedelta(minutes=1) + SHORTLY_AFTER)
    assert (await scene.answered("poison")).text.startswith("#3 poison")


async def test_an_update_is_kept_even_where_no_apology_can_be_written(scene: Stage) -> None:
    """The database refuses the very person who would be answered."""
    await staging.refuse_rows(scene, "people", "NEW.name LIKE '%Poison%'")
    odd = await scene.client.user("Poison", username="odd")
    await scene.client.join(scene.chat, odd)
    texts = (("/task First", None), ("/list", odd), ("/list", None))
    first, refused, last = staging.at_once(scene, *(staging.saying(scene, text, who) for text, who in texts))
    await scene.quiet()

    assert {first.id, refused.id, last.id} & await _answered(scene) == {first.id, last.id}
    assert {row.outcome for row in await _kept(scene)} == {"failed"}

    await staging.accept_rows(scene, "people")
    await scene.advance(timedelta(minutes=1) + SHORTLY_AFTER)
    await scene.quiet()
    assert refused.id in await _answered(scene)


async def _answered(scene: Stage) -> set[int | None]:
    return {each.reply_to for each in await scene.client.sent(scene.chat)}


async def test_a_fault_in_one_chat_leaves_other_chats_alone(scene: Stage) -> None:
    await staging.refuse_rows(scene, "tasks", "NEW.title LIKE '%poison%'")
    others = [await scene.client.chat(title=f"Group {n}", admins=[scene.ann, scene.bot]) for n in range(3)]
    deeds = [staging.saying(scene, f"/task Order {n}", chat=chat) for n, chat in enumerate(others)]
    staging.at_once(scene, staging.saying(scene, "/task poison"), *deeds)
    await scene.quiet()

    for number, chat in enumerate(others):
        assert (await scene.client.sent(chat))[-1].text.startswith(f"#1 Order {number}")


async def test_while_the_database_is_out_of_reach_nothing_is_acknowledged_or_counted(
    scene: Stage, log: logbook.Logbook
) -> None:
    other = await scene.client.chat(title="Other", admins=[scene.ann, scene.bot])
    await scene.ask("/task First")
    await scene.quiet()
    assert scene.app.parts is not None
    async with staging.outage(scene.app.parts.database):
        staging.at_once(scene, staging.saying(scene, "/task Second"), staging.saying(scene, "/task Third", chat=other))
        await log.wait("receiving is held up", times=2)
        assert len(await scene.client.pending(scene.bot)) == 2
    await scene.client.advance(timedelta(seconds=30))
    await scene.quiet()

    assert not scene.app.stopping.is_set()
    assert (await scene.answered("Second")).text.startswith("#2 Second")
    assert (await scene.client.sent(other))[-1].text.startswith("#1 Third")
    assert {row.attempts for row in (await staging.inbox(scene)).values()} == {0}


async def test_a_stop_during_an_outage_leaves_the_update_to_the_next_start(scene: Stage, log: logbook.Logbook) -> None:
    await scene.ask("/task First")
    await scene.quiet()
    assert scene.app.parts is not None
    async with staging.outage(scene.app.parts.database):
        await scene.say("/task Second")
        await log.wait("receiving is held up")
        await scene.app.stop()
    await scene.restart()

    assert (await scene.answered("Second")).text.startswith("#2 Second")
    assert len(await boards.others(scene)) == 2


async def test_after_an_unclean_stop_updates_go_one_by_one_each_counted_before_it_is_handled(scene: Stage) -> None:
    """What kills the process is found by its count: after as many attempts as one may have it is parked unhandled."""
    await scene.ask("/task First")
    await scene.app.stop()
    second = await scene.say("/task Second")
    (waiting,) = await scene.client.pending(scene.bot)
    await staging.note_attempts(scene, waiting["update_id"], attempts=pipeline.INTERRUPTED_ATTEMPTS)
    third = await scene.say("/task Third")
    await staging.note_unclean_stop(scene)
    await scene.restart()
    await scene.reply_to(third)

    assert (await staging.inbox(scene))[waiting["update_id"]].outcome == "parked"
    assert second.id not in {each.reply_to for each in await scene.client.sent(scene.chat)}
    numbers = [row.number for row in await _tasks(scene)]
    assert len(numbers) == 2


async def _tasks(scene: Stage) -> list[Any]:
    assert scene.app.parts is not None
    return await staging.rows(scene.app.parts.database, tables.tasks)
