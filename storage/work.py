"""The effect of updates, whole or not at all: reads and buffered writes of one transaction; knows no rule.

A transaction carries a batch. Each update has a layer over what the database and the updates before it say; a refused
one takes its layer with it. At the end everything is written together, a few statements for many rows
(docs/decisions/0003).
"""

import contextlib
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import (
    absences,
    charts,
    chat_moves,
    chats,
    commitments,
    directory,
    editions,
    erasures,
    events,
    filings,
    groups,
    inbox,
    ledger,
    letters,
    lines,
    overviews,
    people,
    programmes,
    questions,
    receipts,
    rounds,
    schedules,
    slots,
    tasks,
    updates,
    writing,
)
from storage.engines import Database
from storage.flush import flush
from storage.session import Session

FORESEEN_FOR = timedelta(days=3)
"""Promises of so many days are read ahead: a run that is older is rarely asked about."""


class UnitOfWork:
    """`ports.Work`: one update's reads and writes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.chats = chats.Chats(session)
        self.groups = groups.Groups(session)
        self.people = people.People(session)
        self.absences = absences.Absences(session)
        self.directory = directory.Directory(session)
        self.erasures = erasures.Erasures(session)
        self.tasks = tasks.Tasks(session)
        self.updates = updates.Updates(session)
        self.events = events.Events(session)
        self.lines = lines.Lines(session)
        self.schedules = schedules.Schedules(session)
        self.ledger = ledger.Ledger(session)
        self.slots = slots.Slots(session)
        self.questions = questions.Questions(session)
        self.programmes = programmes.Programmes(session)
        self.plans = programmes.Plans(session)
        self.rounds = rounds.Rounds(session)
        self.notices = receipts.Notices(session)
        self.commitments = commitments.Commitments(session)
        self.editions = editions.Editions(session)
        self.filings = filings.Filings(session)
        self.charts = charts.Charts(session)
        self.overviews = overviews.Overviews(session)
        self.outbox = letters.Outbox(session)

    @property
    def now(self) -> datetime:
        return self._session.now

    def new_id(self) -> int:
        """An id for a new row of any table, never handed out before."""
        return self._session.new_id()


@dataclass(frozen=True, slots=True)
class Said:
    """A message that is about to be handled: where it stands, and the numbers in it that may be tasks'."""

    chat_telegram_id: int
    topic_id: int | None
    message_id: int
    numbers: tuple[int, ...]


class Transaction:
    """A batch of updates that is committed together."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._work = UnitOfWork(session)
        self._outcomes: dict[int, str] = {}
        self._inbox: dict[int, writing.Row] = {}

    async def prefetch(
        self, chat_telegram_ids: Collection[int], person_telegram_ids: Collection[int], update_ids: Collection[int]
    ) -> None:
        """Read what the batch will ask of its chats and people, in five statements; also that there is nothing."""
        session, work = self._session, self._work
        found = await inbox.outcomes(session.connection, session.bot_id, sorted(update_ids))
        self._outcomes.update(found)
        await work.chats.prefetch(sorted(chat_telegram_ids))
        await work.groups.prefetch([chat.id for chat in session.shelves.chats.current()])
        seen = await work.people.prefetch(sorted(person_telegram_ids))
        group_ids = [group.id for group in session.shelves.groups.current()]
        if group_ids and seen:
            await work.people.prefetch_memberships(group_ids, [person.id for person in seen])

    async def foresee(self, said: Sequence[Said]) -> None:
        """Read what messages will probably ask for, in three statements for the batch: their lines, the tasks whose
        numbers stand in them, and where those tasks' cards and the boards are.

        A wrong guess costs a read, never a wrong answer.
        """
        session, work = self._session, self._work
        chats_by_id = {one.telegram_id: one.id for one in session.shelves.chats.current()}
        here = [(chats_by_id[one.chat_telegram_id], one) for one in said if one.chat_telegram_id in chats_by_id]
        if not here:
            return
        await work.lines.prefetch({(chat_id, one.message_id) for chat_id, one in here})
        pairs: set[tuple[int, int]] = set()
        boards: set[tuple[int, str]] = set()
        for chat_id, one in here:
            group = await work.groups.of_chat(chat_id, one.topic_id)
            if group is not None:
                pairs.update((group.id, number) for number in one.numbers)
                boards.add((group.chat_id, f"board:{group.id}"))
        found = await work.tasks.prefetch_pairs(pairs) if pairs else []
        await work.slots.prefetch({f"card:{task.id}" for task in found}, boards)

    async def foresee_due(self, due: Sequence[tuple[int, int]], *, whole_groups: Collection[int] = ()) -> None:
        """Read what schedules that have come due (pairs of schedule and group) will ask for, in seven statements.

        `whole_groups` are those of which every schedule and live task will be asked for, and where the board is.
        """
        work, group_ids = self._work, sorted({group_id for _, group_id in due})
        await work.schedules.prefetch([schedule_id for schedule_id, _ in due], sorted(whole_groups))
        await work.groups.prefetch_ids(group_ids)
        found = [await work.groups.get(group_id) for group_id in group_ids]
        await work.chats.prefetch_ids(sorted({group.chat_id for group in found}))
        await work.slots.prefetch((), {(one.chat_id, f"board:{one.id}") for one in found if one.id in whole_groups})
        if whole_groups:
            await work.tasks.prefetch_live(whole_groups)
        subjects = {f"schedule:{schedule_id}" for schedule_id, _ in due}
        subjects |= {f"group:{group_id}" for group_id in whole_groups}
        await work.ledger.prefetch(subjects, (work.now - FORESEEN_FOR).date().isoformat())

    def handled(self, update_id: int) -> bool:
        """The update has had its effect, in this transaction or in an earlier one."""
        kept = self._inbox.get(update_id)
        outcome = kept["outcome"] if kept is not None else self._outcomes.get(update_id)
        return outcome in inbox.HANDLED

    @contextlib.asynccontextmanager
    async def layer(self) -> AsyncIterator[UnitOfWork]:
        """One update: its writes join the transaction's at the end of the block; an exception drops them all."""
        self._session.begin_layer()
        try:
            yield self._work
        except BaseException:
            await self._session.drop_layer()
            raise
        await self._session.accept_layer()

    @property
    def connection(self) -> AsyncConnection:
        """For what is done to whole tables, outside any layer; call `forget` afterwards."""
        return self._session.connection

    def forget(self) -> None:
        """Rows were changed behind the work's back: everything is read anew."""
        self._session.forget()

    def inbox(
        self,
        update_id: int,
        outcome: str,
        *,
        attempts: int = 0,
        retry_at: datetime | None = None,
        incident: str | None = None,
        error: str | None = None,
        raw: bytes | None = None,
    ) -> None:
        """Keep what became of the update, also where its layer was dropped."""
        session = self._session
        self._inbox[update_id] = inbox.row(
            session.bot_id,
            update_id,
            outcome,
            session.now,
            attempts=attempts,
            retry_at=retry_at,
            incident=incident,
            error=error,
            raw=raw,
        )

    async def finish(self) -> None:
        """Write everything; called once, before the commit."""
        await self._session.finish()
        await inbox.write(self._session.connection, list(self._inbox.values()))


@contextlib.asynccontextmanager
async def transaction(
    database: Database, *, now: datetime, bot_id: int, locks: Iterable[int]
) -> AsyncIterator[Transaction]:
    """One transaction, flushed and committed at the end of the block, rolled back by an exception.

    `locks` are Telegram ids of the chats it works for, with or without a row yet. Raises `Conflict` where another
    process was first (repeat the whole block) and `Unavailable` where the database can't be used.
    """
    await database.ids.refill(database.writer)
    async with database.writer() as connection:
        await chat_moves.lock(connection, locks)
        session = Session(connection, now, ids=database.ids, flush=flush)
        session.bot_id = bot_id
        current = Transaction(session)
        yield current
        await current.finish()


@contextlib.asynccontextmanager
async def reading(database: Database, *, now: datetime) -> AsyncIterator[UnitOfWork]:
    """A work that reads one committed state; saving raises `RuntimeError`."""
    async with database.reader() as connection:
        yield UnitOfWork(Session(connection, now))
