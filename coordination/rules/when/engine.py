"""A small parser of productions over a lattice of words, bounded in work; it knows no language and no dates.

A production is a line such as `"~the? dayno ~of? Month Year?"`: small names are categories of words, capital names
are rules, `?` may be missing, `~` is matched and dropped, `|` is a choice, `wd*Sep` is a list joined by `Sep`,
`Part**Sep` a list whose joints may be missing. Its builder takes the values in order (`None` for what is missing)
and may answer `None`: then it was no match. The first production that reaches an end decides the value there.

Every rule is tried at most once at every place, no rule leads back to itself, and every list has at most
`LONGEST_LIST` members: so the number of steps grows with the length of the text and no faster.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_LIST = 12

Results = tuple[tuple[Any, int], ...]
Edges = Mapping[int, Mapping[str, Iterable[tuple[Any, int]]]]
"""At every place: category → (value, where the next word begins)."""

_ITEM = re.compile(r"(?P<drop>~?)(?P<names>[\w|]+)(?:(?P<list>\*{1,2})(?P<sep>\w+))?(?P<optional>\??)$")
_NONE: Results = ()
_State = tuple[tuple[Any, ...], int]


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a production. `begins`: the categories that it can begin with, as bits."""

    names: tuple[str, ...]
    drop: bool
    optional: bool
    sep: str | None
    loose: bool  # the joints of a list may be missing
    begins: int

    @property
    def is_word(self) -> bool:
        return self.sep is None and len(self.names) == 1 and not is_rule(self.names[0])


@dataclass(frozen=True, slots=True)
class Production:
    """One line of a rule. `needs`: of each later place that may not be missing, what it can begin with.

    Where none of that stands behind the word in hand, the production can't match and is not begun.
    """

    items: tuple[Item, ...]
    places: tuple[tuple[Item, str | None], ...]  # each item, and its name if it is a single category
    begins: int
    needs: tuple[int, ...]
    build: Callable[..., Any]


def is_rule(name: str) -> bool:
    """Rules have capital names, categories of words small ones."""
    return name[0].isupper()


class Grammar:
    """Rules by name. Add them in an order in which each stands behind those it is made of."""

    def __init__(self) -> None:
        self._rules: dict[str, list[Production]] = {}
        self._first: dict[str, int] = {}
        self._closed: set[str] = set()
        self._bits: dict[str, int] = {}
        self._applicable: dict[tuple[str, int], tuple[Production, ...]] = {}

    def add(self, name: str, line: str, build: Callable[..., Any]) -> None:
        """Add a production to the rule `name`; earlier ones take precedence.

        The rules it is made of must be complete: so no rule can lead back to itself. Raises `ValueError`.
        """
        if name in self._closed:
            raise ValueError(f"{name} is already part of another rule")
        items = tuple(self._item(text) for text in line.split())
        if all(item.optional for item in items):
            raise ValueError(f"{name} could match nothing at all")
        places = tuple((item, item.names[0] if item.is_word else None) for item in items)
        begins, needs = _begins(items), tuple(item.begins for item in items if not item.optional)[1:]
        self._rules.setdefault(name, []).append(Production(items, places, begins, needs, build))
        self._first[name] = self._first.get(name, 0) | begins

    def applicable(self, name: str, kinds: int) -> tuple[Production, ...]:
        """The productions of a rule that can begin with one of `kinds` (bits)."""
        key = (name, kinds)
        found = self._applicable.get(key)
        if found is None:
            found = tuple(rule for rule in self._rules[name] if kinds & rule.begins)
            self._applicable[key] = found
        return found

    def bits(self, categories: Iterable[str]) -> int:
        """The categories as bits; those that no rule knows are nothing."""
        found = 0
        for category in categories:
            found |= self._bits.get(category, 0)
        return found

    def _bit(self, category: str) -> int:
        return self._bits.setdefault(category, 1 << len(self._bits))

    def _item(self, text: str) -> Item:
        match = _ITEM.match(text)
        if match is None:
            raise ValueError(f"not an item of a production: {text!r}")
        names = tuple(match["names"].split("|"))
        for name in filter(is_rule, (*names, *filter(None, [match["sep"]]))):
            if name not in self._rules:
                raise ValueError(f"{name} is used before it is made")
            self._closed.add(name)
        begins = 0
        for name in names:
            begins |= self._first[name] if is_rule(name) else self._bit(name)
        if match["sep"] and not is_rule(match["sep"]):
            self._bit(match["sep"])
        return Item(names, bool(match["drop"]), bool(match["optional"]), match["sep"], match["list"] == "**", begins)


def _begins(items: tuple[Item, ...]) -> int:
    begins = 0
    for item in items:
        begins |= item.begins
        if not item.optional:
            break
    return begins


class Parser:
    """One text's parse: remembers every rule at every place; `steps` counts what was looked at."""

    __slots__ = ("_behind", "_edges", "_grammar", "_kinds", "_memo", "steps")

    def __init__(self, grammar: Grammar, edges: Edges) -> None:
        self._grammar = grammar
        self._edges = edges
        self._memo: dict[tuple[str, int], Results] = {}
        self._kinds = {at: grammar.bits(here) for at, here in edges.items()}
        self._behind: dict[int, int] = {}
        behind = 0
        for at in sorted(self._kinds, reverse=True):
            self._behind[at] = behind
            behind |= self._kinds[at]
        self.steps = 0

    def parse(self, name: str, at: int) -> Results:
        """All ends that the rule `name` reaches from `at`, each with its value; the preferred first."""
        found = self._memo.get((name, at))
        if found is None:
            self._memo[name, at] = found = self._rule(name, at)
        return found

    def _rule(self, name: str, at: int) -> Results:
        kinds = self._kinds.get(at, 0)
        if not kinds:
            return _NONE
        ends: dict[int, Any] = {}
        behind = self._behind[at]
        for production in self._grammar.applicable(name, kinds):
            for need in production.needs:
                if not need & behind:
                    break
            else:
                self._produce(production, at, ends)
        return tuple([(value, end) for end, value in ends.items()])

    def _produce(self, production: Production, at: int, ends: dict[int, Any]) -> None:
        states: list[_State] = [((), at)]
        for item, word in production.places:
            states = self._word(item, word, states) if word is not None else self._advance(item, states)
            if not states:
                return
        for values, end in states:
            if end not in ends:
                value = production.build(*values)
                if value is not None:
                    ends[end] = value

    def _word(self, item: Item, word: str, states: list[_State]) -> list[_State]:
        """Past one word of a category: most items are such."""
        after: list[_State] = []
        edges, drop, optional = self._edges, item.drop, item.optional
        self.steps += len(states)
        for values, at in states:
            here = edges.get(at)
            if here is not None and word in here:
                after += [(values if drop else (*values, value), end) for value, end in here[word]]
            if optional:
                after.append((values if drop else (*values, None), at))
        return after

    def _advance(self, item: Item, states: list[_State]) -> list[_State]:
        after: list[_State] = []
        drop = item.drop
        for values, at in states:
            self.steps += 1
            if self._kinds.get(at, 0) & item.begins:
                after += [(values if drop else (*values, value), end) for value, end in self._match(item, at)]
            if item.optional:
                after.append((values if drop else (*values, None), at))
        return after

    def _match(self, item: Item, at: int) -> Iterable[tuple[Any, int]]:
        if item.sep is not None:
            return self._list(item, item.names[0], at)
        if len(item.names) == 1:
            return self.parse(item.names[0], at)
        return [hit for name in item.names for hit in self._one(name, at)]

    def _one(self, name: str, at: int) -> Iterable[tuple[Any, int]]:
        self.steps += 1
        if is_rule(name):
            return self.parse(name, at)
        here = self._edges.get(at)
        return here.get(name, _NONE) if here is not None else _NONE

    def _list(self, item: Item, name: str, at: int) -> Results:
        """Lists of every length that begin here, the longest first; each end is reached once."""
        reached: dict[int, tuple[Any, ...]] = {}
        edge: list[_State] = [((), at)]
        for _ in range(LONGEST_LIST):
            edge = [hit for values, start in edge for hit in self._member(name, values, start)]
            edge = [(values, end) for values, end in edge if reached.setdefault(end, values) is values]
            edge = [(values, start) for values, end in edge for start in self._past(item, end)]
            if not edge:
                break
        return tuple((reached[end], end) for end in sorted(reached, reverse=True))

    def _member(self, name: str, values: tuple[Any, ...], at: int) -> list[_State]:
        return [((*values, value), end) for value, end in self._one(name, at)]

    def _past(self, item: Item, at: int) -> list[int]:
        """Where the next member of a list may begin."""
        joints = [end for _, end in self._one(item.sep or "", at)]
        return [*joints, at] if item.loose else joints
