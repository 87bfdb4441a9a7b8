"""Whatever a group says, edits, presses, repeats and takes back, and whenever the bot restarts: its records hold."""

import asyncio
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import postgresql as server
from tests.paths import story, telling

EXAMPLES = int(os.environ.get("MUSTER_STORIES", "8"))
"""How many stories are told on SQLite; a quarter as many on PostgreSQL. A long night takes thousands."""

FEW = max(2, EXAMPLES // 4)
TOLD = settings(deadline=None, suppress_health_check=list(HealthCheck))
LEADS = st.sets(st.sampled_from(telling.PEOPLE[:3]).map(lambda one: str(one["username"])))


@pytest.fixture
def sqlite_urls(sqlite_template: Path, tmp_path: Path) -> Callable[[], str]:
    """A new migrated database at every call."""
    numbers = itertools.count()
    return lambda: f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / f'{next(numbers)}.db')}"


@pytest.fixture
def postgresql_urls(postgresql: server.Cluster) -> Iterator[Callable[[], str]]:
    names: list[str] = []

    def url() -> str:
        names.append(asyncio.run(postgresql.create_migrated()))
        return postgresql.url(names[-1])

    yield url
    for name in names:
        asyncio.run(postgresql.drop(name))


@given(leads=LEADS, steps=telling.STORIES)
@settings(TOLD, max_examples=EXAMPLES)
def test_nothing_that_a_group_does_in_any_order_breaks_its_records(
    sqlite_urls: Callable[[], str], leads: set[str], steps: list[telling.Step]
) -> None:
    asyncio.run(story.tell(sqlite_urls(), leads, steps))


@given(leads=LEADS, steps=telling.STORIES)
@settings(TOLD, max_examples=FEW)
def test_nor_does_it_on_postgresql(
    postgresql_urls: Callable[[], str], leads: set[str], steps: list[telling.Step]
) -> None:
    asyncio.run(story.tell(postgresql_urls(), leads, steps))
