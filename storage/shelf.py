"""The records of one kind inside one transaction, in layers: what the database has, what updates did; knows no SQL.

`known` is what the database holds as this transaction sees it, our own flushed rows included; `merged` is what
accepted updates left and is not written yet; `own` is what the update in hand left. A refused update drops its own
(docs/decisions/0003).
"""

from collections.abc import Callable, Hashable, Iterable
from enum import Enum
from typing import Any, Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


class Unknown(Enum):
    """Nobody has asked the database yet. `None` means: asked, and there is no such row."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN


def no_names(record: Any) -> Iterable[Hashable]:
    return ()


class Shelf(Generic[K, R]):
    """Records by key, and by other names they answer to (`names`: unique among the records that have them)."""

    def __init__(self, key: Callable[[R], K], names: Callable[[R], Iterable[Hashable]] = no_names) -> None:
        self.key = key
        self.known: dict[K, R | None] = {}
        self.merged: dict[K, R] = {}
        self.own: dict[K, R] = {}
        self._names_of = names
        self._names: dict[Hashable, K] = {}
        self._nameless: set[Hashable] = set()
        self._before_flush: dict[K, R | Unknown | None] = {}

    @property
    def is_dirty(self) -> bool:
        return bool(self.own or self.merged)

    def get(self, key: K) -> R | Unknown | None:
        """The record as it is now, `None` if there is none, `UNKNOWN` if the database has to be asked."""
        if key in self.own:
            return self.own[key]
        if key in self.merged:
            return self.merged[key]
        return self.known.get(key, UNKNOWN)

    def named(self, name: Hashable) -> R | Unknown | None:
        """As `get`, by another name of the record."""
        key = self._names.get(name)
        if key is not None:
            record = self.get(key)
            if record is not None and record is not UNKNOWN and name in self._names_of(record):
                return record
        return None if name in self._nameless else UNKNOWN

    def put(self, record: R) -> None:
        """The update in hand saves the record."""
        self.own[self.key(record)] = record
        self._remember_names(record)

    def learn(self, record: R) -> R:
        """A row was read. Returns the record as it is now, which a save may have changed since.

        The first reading of a transaction stands: a change by somebody else in between must not slip under a record
        that was already handed out.
        """
        key = self.key(record)
        if self.known.get(key) is None:
            self.known[key] = record
        current = self.get(key)
        assert current is not None
        assert current is not UNKNOWN
        self._remember_names(current)
        return current

    def miss(self, key: K) -> None:
        """The database was asked and has no such row."""
        self.known.setdefault(key, None)

    def miss_name(self, name: Hashable) -> None:
        self._nameless.add(name)

    def of_update(self) -> list[R]:
        """What the update in hand saved, written meanwhile or not."""
        kept = [self.known.get(key) for key in self._before_flush if key not in self.own]
        return [*(record for record in kept if record is not None), *self.own.values()]

    def dirty(self) -> list[R]:
        """Records that are saved and not yet written, oldest save first."""
        return list({**self.merged, **self.own}.values())

    def current(self) -> list[R]:
        """Every record held, as it is now."""
        return [record for record in {**self.known, **self.merged, **self.own}.values() if record is not None]

    def overlay(self, rows: Iterable[R], matches: Callable[[R], bool]) -> list[R]:
        """What a query would find if everything were written: rows read, with every save laid over them."""
        found = {self.key(record): self.learn(record) for record in rows}
        found.update({self.key(record): record for record in self.dirty()})
        return [record for record in found.values() if matches(record)]

    def accept(self) -> None:
        """The update in hand stands: its records join those to be written."""
        self.merged.update(self.own)
        self.own.clear()
        self._before_flush.clear()

    def drop(self) -> None:
        """The update in hand is refused: everything is as it was before it, also what was flushed meanwhile."""
        claimed = {name for record in self.of_update() for name in self._names_of(record)}
        self.own.clear()
        for key, before in self._before_flush.items():
            if before is UNKNOWN:
                self.known.pop(key, None)
            else:
                self.known[key] = before
        self._before_flush.clear()
        self._give_back(claimed)

    def _give_back(self, claimed: set[Hashable]) -> None:
        """Names that the dropped records took from others are those of the others again."""
        if claimed:
            for record in self.current():
                self._names.update({name: self.key(record) for name in self._names_of(record) if name in claimed})

    def merged_flushed(self) -> None:
        """What was merged is in the database now."""
        self.known.update(self.merged)
        self.merged.clear()

    def own_flushed(self) -> None:
        """The update's records are in the database now, inside a savepoint that may still be rolled back."""
        for key, record in self.own.items():
            self._before_flush.setdefault(key, self.known.get(key, UNKNOWN))
            self.known[key] = record
        self.own.clear()

    def _remember_names(self, record: R) -> None:
        for name in self._names_of(record):
            self._names[name] = self.key(record)
