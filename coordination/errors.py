"""The one failure that is a person's: a refusal, as a key and values; it knows no sentence and no language."""

from typing import Any


class Refused(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """Nothing was recorded, and the person is told why and what to type instead.

    `key` names a message of the catalogues (`refused.*`); `values` fill its placeholders. The sentence is made at
    the edge, in the reader's language. Raised by rules and services only; the pipeline drops the update's writes.

    `opens` is an address that is opened for whoever pressed a button, in the place of a window that holds no link.
    """

    opens = ""

    def __init__(self, key: str, /, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Unavailable(Exception):  # noqa: N818
    """The world failed, not the person or us: the whole batch is read again later, no attempt is counted."""
