"""How one group knows a person besides their own name: their institution, the names they go by; knows no database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coordination.errors import Refused
from coordination.rules import text as text_rules

LONGEST = 100
"""Characters of a name or an institution."""

MOST_ALIASES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What a group's admins say of a person; another group neither sees nor uses it."""

    group_id: int
    person_id: int
    institution: str | None = None
    aliases: tuple[str, ...] = ()


def with_institution(entry: Entry, typed: str) -> Entry:
    """The entry with this institution; nothing typed (as `cleaned` sees it) takes it away."""
    return replace(entry, institution=_checked(typed) if typed else None)


def with_aliases(entry: Entry, typed: Iterable[str]) -> Entry:
    """The entry with these further names, each once, letter case aside.

    Raises `Refused` where there are too many, or one is no name.
    """
    kept = {alias.casefold(): alias for alias in entry.aliases}
    for alias in typed:
        kept.setdefault(_checked(alias).casefold(), _checked(alias))
    if len(kept) > MOST_ALIASES:
        raise Refused("refused.too_many_aliases", limit=MOST_ALIASES)
    return replace(entry, aliases=tuple(kept.values()))


def without_alias(entry: Entry, place: int) -> Entry:
    """The entry without the alias at a place; unknown places change nothing."""
    return replace(entry, aliases=tuple(alias for at, alias in enumerate(entry.aliases) if at != place))


def _checked(typed: str) -> str:
    name = text_rules.one_line(typed).strip()
    if text_rules.is_blank(name) or not any(char.isalnum() for char in name):
        raise Refused("refused.no_alias", words=text_rules.one_line(typed))
    if len(name) > LONGEST:
        raise Refused("refused.name_too_long", limit=LONGEST)
    return name
