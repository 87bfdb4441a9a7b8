"""Which tasks a message names by their titles, typed loosely: shortened, misspelt, plural, in either script.

It knows no state; whose a task is only breaks ties, and the caller says which are to be preferred.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from coordination.rules import reading_common, reading_units
from coordination.rules.reading_fold import Token

NEAR = 0.15
"""Titles whose fit differs by less are equally good."""

ENOUGH = 0.33
"""The share of a title (0-1, common words count less) that must be typed before it is named at all."""

COMMON = 0.5
"""A word that weighs no more is too common to name a task by itself."""

GAP = 2
"""How many other tokens may stand between two words of one title."""

AT_ONCE = 50
"""How many places are looked at where titles overlap one another; nobody names more tasks in one breath."""

CANDIDATES = 20
"""How many titles are weighed for one message: those that share most with it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of a message that names a task by its title: tokens [first, last).

    `numbers` are the tasks that fit equally well; one is a clear mention. `fit` is the share of the title typed (0-1).
    `generic`: nothing but common words was typed ("form"). `ends_title`: the last word of the title was.
    `tokens` are those of its words; others may stand between them.
    """

    numbers: tuple[int, ...]
    first: int
    last: int
    fit: float
    generic: bool
    ends_title: bool
    tokens: frozenset[int] = frozenset()


_Place = tuple[int, tuple[int, ...]]
"""Where in which title a unit stands: the index of the title, and the slots (words, characters) it covers.

A bare tuple, because thousands are made when a board is indexed.
"""


@dataclass(frozen=True, slots=True)
class _Hit:
    first: int
    last: int
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a board, indexed by what they are recognised by; built once for many messages."""

    numbers: tuple[int, ...]
    weights: tuple[tuple[float, ...], ...]
    index: Mapping[str, Sequence[_Place]] = field(repr=False)
    spelling: reading_units.Spelling = field(repr=False)


def titles(named: Iterable[tuple[int, str]]) -> Titles:
    """Index (number, title) pairs; a task may come several times with its other titles."""
    numbers: list[int] = []
    cut: list[reading_units.Units] = []
    index: dict[str, list[_Place]] = defaultdict(list)
    for number, title in named:
        units = reading_units.of_title(title)
        for unit in units.units:
            index[unit.text].append((len(numbers), unit.slots))
        numbers.append(number)
        cut.append(units)
    weights = [list(units.weights) for units in cut]
    for places in index.values():
        if len(places) > 1:
            _share(places, numbers, weights)
    single = (unit.text for units in cut for unit in units.units if len(unit.slots) == 1)
    return Titles(tuple(numbers), tuple(map(tuple, weights)), dict(index), reading_units.Spelling(single))


def _share(places: Sequence[_Place], numbers: Sequence[int], weights: Sequence[list[float]]) -> None:
    """What several tasks share in their titles tells less and less of each."""
    tasks = len({numbers[title] for title, _ in places})
    if tasks < 2:
        return
    most = 1 / (1 + 0.5 * math.log2(tasks))
    for title, slots in places:
        for slot in slots:
            weights[title][slot] = min(weights[title][slot], most)


def mentions(
    tokens: Sequence[Token], known: Titles, *, own: Collection[int] = (), exact: Collection[int] = ()
) -> tuple[Mention, ...]:
    """Every place that names a task, in order.

    `own` are the tasks preferred where several fit equally; tokens at the indices `exact` count only as spelt.
    """
    hits: dict[int, list[_Hit]] = defaultdict(list)
    for unit, first, last in reading_units.of_tokens(tokens):
        places = known.index.get(unit.text)
        if places is None and not unit.joined and first not in exact:
            places = known.index.get(known.spelling.nearest(unit.text))
        for title, slots in places or ():
            hits[title].append(_Hit(first, last, slots))
    best = sorted(hits, key=lambda title: -len(hits[title]))[: CANDIDATES * 2]
    walls = list(itertools.accumulate((token.text in _WALLS for token in tokens), initial=0))
    clusters = [cluster for title in best for cluster in _clusters(title, hits[title], known, walls)]
    return tuple(_choose(clusters, known, frozenset(own)))


@dataclass(frozen=True, slots=True)
class _Cluster:
    title: int
    first: int
    last: int
    fit: float
    weight: float
    generic: bool
    ends: bool
    tokens: frozenset[int]


_WALLS = frozenset(",.:;!?()\n") | reading_common.words("until till if when because but and or before after for")
"""Words and signs across which no title reaches."""


def _clusters(title: int, hits: Sequence[_Hit], known: Titles, walls: Sequence[int]) -> Iterator[_Cluster]:
    """Hits of one title that stand close together, with no wall between them."""
    group: list[_Hit] = []
    last = 0
    for hit in hits:
        if group and (hit.first - last > GAP or walls[hit.first] != walls[group[-1].first]):
            yield from _cluster(title, group, known)
            group = []
        last = max(last, hit.last) if group else hit.last
        group.append(hit)
    yield from _cluster(title, group, known)


def _cluster(title: int, group: Sequence[_Hit], known: Titles) -> Iterator[_Cluster]:
    weights = known.weights[title]
    slots = {slot for hit in group for slot in hit.slots}
    weight = sum(weights[slot] for slot in slots)
    fit = weight / (sum(weights) or 1)
    generic = {slot for slot in slots if weights[slot] <= COMMON}
    if slots and fit >= ENOUGH:
        typed = frozenset(index for hit in group for index in range(hit.first, hit.last))
        first, last = min(hit.first for hit in group), max(hit.last for hit in group)
        ends = max(slots) == len(weights) - 1 and len(slots) == 1
        yield _Cluster(title, first, last, fit, weight, generic == slots, ends, typed)


def _choose(clusters: Sequence[_Cluster], known: Titles, own: frozenset[int]) -> list[Mention]:
    """The best titles for each stretch of the message in which titles overlap."""
    chosen: list[Mention] = []
    island: list[_Cluster] = []
    shore = 0
    for cluster in sorted(clusters, key=lambda c: c.first):
        if island and cluster.first >= shore:
            chosen += _settle(island, known, own)
            island = []
        island.append(cluster)
        shore = max(shore, cluster.last)
    return sorted((*chosen, *_settle(island, known, own)), key=lambda mention: mention.first)


def _settle(island: Sequence[_Cluster], known: Titles, own: frozenset[int]) -> Iterator[Mention]:
    """The best title for each place; those that fit nearly as well stay with it unless one of them is preferred."""
    left = sorted(island, key=lambda c: (-c.weight * (0.5 + c.fit), c.first, c.title))
    for _ in range(AT_ONCE):
        if not left:
            return
        best = left[0]
        rivals = [c for c in left if c.first < best.last and best.first < c.last]
        near = [c for c in rivals if c.fit >= best.fit - NEAR and c.weight >= best.weight - 1]
        numbers = tuple(dict.fromkeys(known.numbers[c.title] for c in near))
        numbers = tuple(number for number in numbers if number in own) or numbers
        best = next(c for c in near if known.numbers[c.title] == numbers[0])
        yield Mention(numbers, best.first, best.last, best.fit, best.generic, best.ends, best.tokens)
        left = [c for c in left if c.first >= best.last or best.first >= c.last]


@lru_cache(maxsize=256)
def cached(named: tuple[tuple[int, str], ...]) -> Titles:
    """The index of a board, kept while its titles stay the same."""
    return titles(named)
