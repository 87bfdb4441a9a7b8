"""Column types that mean the same on SQLite and PostgreSQL; they know no table and no rule."""

import json
from datetime import UTC, datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""64 bits on both; as a primary key of SQLite it is the row id itself, so that no second index is kept."""


_TOO_BIG = 2**63


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in, aware UTC out, to the microsecond. Naive datetimes raise `ValueError` (F115, F116)."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a naive datetime is no instant: {value!r}")
        instant = value.astimezone(UTC)
        return instant if dialect.name == "postgresql" else instant.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text that both databases can hold. NUL and lone surrogates raise `ValueError`: the edge cleans them (F034)."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and not value.isascii():
            _refuse_surrogates(value)
        if value is not None and "\0" in value:
            raise ValueError("text with NUL can't be stored")
        return value


class Json(TypeDecorator[Any]):
    """JSON values (dict, list, str, int, float, bool) as text; `None` is NULL. Anything else raises `ValueError`.

    Text on both databases, so that the same value comes back, keys in the order they were given.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        text = dump(value)
        if "\\u0000" in text:
            _refuse_nul(value)
        return text

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else orjson.loads(value)


class IdList(TypeDecorator[list[int]]):
    """Any number of ids as one parameter (see `storage.among`); what exceeds 64 bits names no row and is left out."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.ARRAY(sa.BigInteger()))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: list[int] | None, dialect: Dialect) -> Any:
        ids = [number for number in value or () if -_TOO_BIG <= number < _TOO_BIG]
        return ids if dialect.name == "postgresql" else json.dumps(ids)


def dump(value: Any) -> str:
    """The JSON text that is stored for `value`; `ValueError` for what is no JSON value."""
    try:
        return orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS).decode()
    except TypeError as error:
        raise ValueError(f"not a JSON value: {error}") from error


def _refuse_surrogates(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("text with a lone surrogate can't be stored") from error


def _refuse_nul(value: Any) -> None:
    """`\\u0000` in the JSON text is NUL, or a backslash that somebody typed."""
    if isinstance(value, str) and "\0" in value:
        raise ValueError("text with NUL can't be stored")
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        for part in value:
            _refuse_nul(part)
