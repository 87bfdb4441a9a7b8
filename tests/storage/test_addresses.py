"""Addresses as people write them."""

import pytest

from storage import addresses
from storage.errors import NotOurs


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("sqlite:///var/muster.db", "sqlite+aiosqlite:///var/muster.db"),
        ("sqlite+aiosqlite:////srv/a.db", "sqlite+aiosqlite:////srv/a.db"),
        ("postgres://me@host/muster", "postgresql+asyncpg://me@host/muster"),
        ("postgresql://me@host:5433/muster", "postgresql+asyncpg://me@host:5433/muster"),
        ("postgresql://me@/muster?host=/tmp/x", "postgresql+asyncpg://me@/muster?host=/tmp/x"),
        ("postgresql://me@h/m?sslmode=require", "postgresql+asyncpg://me@h/m?ssl=require"),
    ],
)
def test_an_address_gets_our_driver(url: str, read: str) -> None:
    assert addresses.parse(url).render_as_string(hide_password=False).replace("%2F", "/") == read


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "mysql://root@host/x",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?uri=true",
        "postgresql://me@host",
        "postgresql://me:secret@host:notaport/x",
        "redis://:secret@host/0",
    ],
)
def test_any_other_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(NotOurs) as refusal:
        addresses.parse(url)
    assert "secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None
