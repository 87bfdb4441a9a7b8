"""Values come back from both databases as they went in, or are refused by both."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from storage import engines
from storage.types import CleanText, IdList, Json, UtcDateTime

metadata = sa.MetaData()
values = sa.Table(
    "values_of_types",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime),
    sa.Column("json", Json),
    sa.Column("text", CleanText),
)
SHANGHAI = timezone(timedelta(hours=8))


async def back(database: engines.Database, **row: Any) -> Any:
    async with database.writer() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(values.insert(), {"id": 1, **row})
    async with database.reader() as connection:
        return (await connection.execute(sa.select(values))).one()


async def test_an_instant_comes_back_aware_and_in_utc(database: engines.Database) -> None:
    """F115."""
    row = await back(database, at=datetime(2026, 12, 4, 9, 0, tzinfo=SHANGHAI))
    assert row.at.isoformat() == "2026-12-04T01:00:00+00:00"


@pytest.mark.parametrize("year", [1, 1970, 2026, 9999])
async def test_an_instant_keeps_its_microseconds(database: engines.Database, year: int) -> None:
    instant = datetime(year, 12, 4, 9, 0, 1, 999999, tzinfo=UTC)
    assert (await back(database, at=instant)).at == instant


async def test_instants_of_different_zones_compare_as_instants(database: engines.Database) -> None:
    """F116."""
    at = datetime(2026, 12, 4, 9, 0, tzinfo=SHANGHAI)
    await back(database, at=at)
    async with database.reader() as connection:
        found = await connection.execute(sa.select(values.c.id).where(values.c.at <= at.astimezone(UTC)))
        assert found.scalars().all() == [1]
        found = await connection.execute(sa.select(values.c.id).where(values.c.at < at))
        assert found.scalars().all() == []


async def test_a_naive_datetime_is_refused(database: engines.Database) -> None:
    with pytest.raises(exc.StatementError, match="naive"):
        await back(database, at=datetime(2026, 12, 4, 9, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    "value",
    [{}, [], {"b": 1, "a": [True, None, 1.5, "汉字 🏳️‍🌈"]}, "plain", 0, False, {"path": "a\\u0000b"}],
    ids=repr,
)
async def test_json_comes_back_as_it_went_in(database: engines.Database, value: Any) -> None:
    row = await back(database, json=value)
    assert row.json == value
    assert type(row.json) is type(value)


async def test_no_json_is_null(database: engines.Database) -> None:
    await back(database, json=None)
    async with database.reader() as connection:
        found = await connection.execute(sa.select(values.c.id).where(values.c.json.is_(None)))
        assert found.scalars().all() == [1]


@pytest.mark.parametrize(
    "value",
    [{"at": datetime(2026, 1, 1, tzinfo=UTC)}, {1: 2}, {"text": "\ud800"}, {"deep": [{"te\0xt": 1}]}, {"x": {1}}],
    ids=["datetime", "key", "surrogate", "nul", "set"],
)
async def test_what_is_no_json_value_is_refused(database: engines.Database, value: Any) -> None:
    with pytest.raises(exc.StatementError):
        await back(database, json=value)


@pytest.mark.parametrize("text", ["a\0b", "\ud83d", "x\udc00"], ids=["nul", "high", "low"])
async def test_text_that_one_database_would_refuse_is_refused_by_both(database: engines.Database, text: str) -> None:
    """F034."""
    with pytest.raises(exc.StatementError):
        await back(database, text=text)


@pytest.mark.parametrize("text", ["", "Ünïcode \u202e 汉字 👨‍👩‍👧", "'; DROP TABLE tasks; --", "a" * 10_000, "\n\t"])
async def test_text_comes_back_as_it_went_in(database: engines.Database, text: str) -> None:
    assert (await back(database, text=text)).text == text


async def test_ids_beyond_sixty_four_bits_name_nothing(database: engines.Database) -> None:
    kind = IdList()
    dialect = database.writing.dialect
    bound = kind.process_bind_param([1, 2**63, -(2**63) - 1, 2**63 - 1], dialect)
    assert bound == ("[1, 9223372036854775807]" if database.is_sqlite else [1, 2**63 - 1])
