"""What the storage room stands on: no sessions or lazy objects, and a lock file that holds all that it imports."""

import re
from importlib import metadata
from pathlib import Path

import pytest
import sqlalchemy as sa

HOME = Path(__file__).parents[2]
ROOMS = ("bot", "coordination", "handlers", "playground", "storage")
SESSIONS = re.compile(r"sqlalchemy\.orm|import orm\b|sa\.orm|AsyncSession|async_sessionmaker")


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_loaded_lazily_and_no_session_is_shared(room: str) -> None:
    """F117, F118: rows are plain values, every task has a connection of its own; no ORM, no session of one."""
    sources = list((HOME / room).rglob("*.py"))
    assert sources
    assert [source.name for source in sources if SESSIONS.search(source.read_text("utf-8"))] == []


def test_the_lock_file_names_what_an_asynchronous_engine_needs() -> None:
    """F122: since 2.1 SQLAlchemy no longer brings greenlet along."""
    locked = (HOME / "requirements.txt").read_text("utf-8")
    for name in ("sqlalchemy", "greenlet", "aiosqlite", "asyncpg"):
        assert re.search(rf"^{name}==\S+ ", locked, re.MULTILINE), name
    assert f"greenlet=={metadata.version('greenlet')} " in locked
    assert f"sqlalchemy=={sa.__version__} " in locked
