"""What tests of the services may ask for by name."""

import pytest

from storage import engines
from tests.coordination import rooms


@pytest.fixture
async def room(database: engines.Database) -> rooms.Room:
    """A group with Ann, Bo and Cy in it, once on SQLite and once on PostgreSQL; nobody leads."""
    made = rooms.Room(database)
    await made.open("Ann", "Bo", "Cy")
    return made
