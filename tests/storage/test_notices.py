"""Other processes hear at the commit that there is something to send."""

import asyncio

import sqlalchemy as sa

import storage
from coordination import messages
from storage import engines
from tests.storage import samples
from tests.storage.samples import update


class Listener:
    """Counts how often it was woken; `woken` is set by each call."""

    def __init__(self, database: engines.Database) -> None:
        self.woken = asyncio.Event()
        self.stopping = asyncio.Event()
        self.task = asyncio.create_task(storage.listen(database, self.woken.set, self.stopping))

    async def next(self) -> None:
        await asyncio.wait_for(self.woken.wait(), 20)
        self.woken.clear()

    async def stop(self) -> None:
        self.stopping.set()
        await asyncio.wait_for(self.task, 20)


async def say(database: engines.Database) -> None:
    async with update(database) as unit:
        unit.outbox.add(messages.Post(messages.Place(1), "something"))


async def test_a_transaction_that_says_something_wakes_the_listener(postgresql_url: str) -> None:
    ours, theirs = await engines.open(postgresql_url), await engines.open(postgresql_url)
    await samples.found(theirs)
    listener = Listener(ours)
    await listener.next()  # it listens from now on
    async with update(theirs) as unit:
        unit.tasks.save(samples.task(1, 1))
    await say(theirs)
    await listener.next()
    await listener.stop()
    for each in (ours, theirs):
        await each.close()


async def test_a_listener_whose_connection_is_lost_comes_back(postgresql_url: str) -> None:
    ours, theirs = await engines.open(postgresql_url), await engines.open(postgresql_url)
    await samples.found(theirs)
    listener = Listener(ours)
    await listener.next()
    everybody_else = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    async with theirs.writer() as connection:
        await connection.execute(everybody_else)
    await listener.next()
    await say(theirs)
    await listener.next()
    await listener.stop()
    for each in (ours, theirs):
        await each.close()


async def test_a_listener_ends_when_we_stop(database: engines.Database) -> None:
    listener = Listener(database)
    await asyncio.sleep(0)
    await listener.stop()
    assert listener.task.done()
