"""By what a person is known in texts, and the texts without it; knows no table.

A whole name, an alias and a user name are taken out; a first name alone is everybody's, and stays.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

INSTEAD = "…"
"""What stands in a text in the place of a name."""

_WORD = re.compile(r"\w+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Identity:
    """A person's id here, Telegram's id, and every name and user name (without @) that they are known by."""

    person_id: int
    telegram_id: int
    names: frozenset[str] = frozenset()
    usernames: frozenset[str] = field(default_factory=frozenset)

    def also(self, names: Iterable[str]) -> "Identity":
        """With names that they had before, as they stand in records of theirs."""
        return Identity(self.person_id, self.telegram_id, self.names | _named(names), self.usernames)

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Of each name the longest word, in small letters: a text that holds none of them, nor of `spelt`, needs no
        look. Databases make no letters small but those of ASCII.
        """
        return tuple(dict.fromkeys(word.lower() for word in self._words))

    @cached_property
    def spelt(self) -> tuple[str, ...]:
        """The words with other letters than those of ASCII, as they are and in other letter case."""
        others = [word for word in self._words if not word.isascii()]
        return tuple(dict.fromkeys(form for one in others for form in (one, one.lower(), one.upper(), one.title())))

    @property
    def _words(self) -> list[str]:
        longest = (max(_WORD.findall(name), key=len, default="") for name in self._names)
        return [word for word in (*longest, str(self.telegram_id), *sorted(self.usernames)) if word]

    @property
    def _names(self) -> list[str]:
        """The longest first, so that none is cut in two by a shorter one; a name without a letter names nobody."""
        named = [name for name in _named(self.names) if any(char.isalpha() for char in name)]
        return sorted(named, key=lambda name: (-len(name), name))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = [rf"(?<!\d){self.telegram_id}(?!\d)"]
        parts += [
            rf"(?i:(?:@|＠|t\.me/){re.escape(one)}(?!\w))" for one in sorted(self.usernames, key=len, reverse=True)
        ]
        for name in self._names:
            parts += [_name_pattern(form) for form in dict.fromkeys((html.escape(name, quote=False), name))]
        return re.compile("|".join(parts))

    def without(self, text: str) -> str:
        """The text with `INSTEAD` in the place of every name."""
        return self._pattern.sub(INSTEAD, text)

    def scrubbed(self, value: Any) -> Any:
        """A JSON value without the names; a record of the person (`person_id`) keeps the id alone."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list):
            return [self.scrubbed(one) for one in value]
        if isinstance(value, Mapping):
            return self._record({key: self.scrubbed(one) for key, one in value.items()}, value)
        return value

    def _record(self, clean: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
        is_theirs = value.get("person_id") == self.person_id
        if is_theirs and "name" in value:
            clean["name"] = ""
        username = value.get("username")
        if isinstance(username, str) and (is_theirs or username.casefold() in self._folded_usernames):
            clean["username"] = None
            clean["name"] = "" if is_theirs else INSTEAD
        return clean

    @cached_property
    def _folded_usernames(self) -> frozenset[str]:
        return frozenset(one.casefold() for one in self.usernames)


def names_in(value: Any, person_id: int) -> set[str]:
    """The names under which records of the person stand in a JSON value."""
    if isinstance(value, list):
        return set().union(*(names_in(one, person_id) for one in value))
    if not isinstance(value, Mapping):
        return set()
    found = set().union(*(names_in(one, person_id) for one in value.values()))
    name = value.get("name")
    return found | {name} if value.get("person_id") == person_id and isinstance(name, str) else found


def _named(names: Iterable[str]) -> frozenset[str]:
    return frozenset(stripped for name in names if (stripped := " ".join(name.split())))


def _name_pattern(name: str) -> str:
    """Whole words of a Latin name, spaces of any width; a Chinese name has no edges, unless it is one character.

    One Latin word is also a word of the language (Will, May): it is a name only as it is written.
    """
    body = r"\s+".join(map(re.escape, name.split()))
    before = "" if _is_open(name[0], name) else r"(?<!\w)"
    after = "" if _is_open(name[-1], name) else r"(?!\w)"
    whole = f"{before}{body}{after}"
    return whole if len(name.split()) == 1 else f"(?i:{whole})"


def _is_open(char: str, name: str) -> bool:
    return len(name) > 1 and bool(_CJK.match(char) or not char.isalnum())
