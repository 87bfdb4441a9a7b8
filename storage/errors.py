"""What can go wrong between us and the database, in the few kinds a caller must tell apart; knows no table."""

import contextlib
from collections.abc import Iterator

from sqlalchemy import exc

from coordination.errors import Unavailable


class Conflict(Exception):  # noqa: N818  (nothing is wrong: somebody else was first)
    """Another process wrote first. Nothing was kept; the caller repeats the whole transaction."""


class Taken(Conflict):
    """The same key stands there already. Unlike other conflicts this one may come again at every repetition."""


class Spoiled(exc.SQLAlchemyError):
    """An earlier statement of this transaction failed, so it can't be committed; its updates go one by one."""


class NotOurs(ValueError):  # noqa: N818  (a question of whose, not of what broke)
    """A database address that is neither SQLite in a file nor PostgreSQL."""


_CONFLICT_STATES = frozenset(
    {
        "40001",  # serialization failure
        "40P01",  # deadlock detected
    }
)
_UNIQUE = "23505"  # the other process inserted the same key
_UNAVAILABLE_CLASSES = frozenset(
    {
        "08",  # connection
        "53",  # disk full, out of memory, too many connections
        "57",  # shut down, cancelled by the operator or a time limit
        "58",  # input or output failed
        "55",  # a lock or an object is in use
        "25P03",  # idle in transaction for too long
    }
)
_SQLITE_UNAVAILABLE = (
    "locked",
    "busy",
    "disk",
    "full",
    "readonly",
    "unable to open",
    "no active connection",
    "connection closed",
    "closed database",
    "not a database",
    "malformed",
)


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Raise `Conflict` or `Unavailable` for what they stand for; every other failure passes as it is."""
    try:
        yield
    except exc.SQLAlchemyError as failure:
        told = kind_of(failure)
        if told is None:
            raise
        raise told from failure


@contextlib.contextmanager
def reached() -> Iterator[None]:
    """Around connecting only: a driver that can't reach the server raises the system's own errors."""
    try:
        yield
    except OSError as failure:
        raise Unavailable(type(failure).__name__) from failure


def kind_of(failure: exc.SQLAlchemyError) -> Exception | None:
    """`Conflict`, `Unavailable`, or `None` for a failure that is ours."""
    if isinstance(failure, exc.TimeoutError):
        return Unavailable("no free connection")
    if not isinstance(failure, exc.DBAPIError):
        return None
    if failure.connection_invalidated:
        return Unavailable("connection lost")
    state = getattr(failure.orig, "sqlstate", None)
    return _of_sqlite(failure) if state is None else _of_postgresql(state)


def _of_postgresql(state: str) -> Exception | None:
    if state == _UNIQUE:
        return Taken(state)
    if state in _CONFLICT_STATES:
        return Conflict(state)
    if state in _UNAVAILABLE_CLASSES or state[:2] in _UNAVAILABLE_CLASSES:
        return Unavailable(state)
    return None


def _of_sqlite(failure: exc.DBAPIError) -> Exception | None:
    text = str(failure.orig).lower()
    if isinstance(failure, exc.IntegrityError):
        return Taken(text) if "unique" in text else None
    if isinstance(failure, exc.DatabaseError | exc.InterfaceError) and any(
        word in text for word in _SQLITE_UNAVAILABLE
    ):
        return Unavailable(text)
    return None
