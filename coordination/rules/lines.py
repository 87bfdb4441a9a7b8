"""Which lines of an edited message are which of the old ones; knows no database and no meaning of a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

ALIKE = 60.0
"""Two wordings at least so alike (0 to 100) are the same line, wherever it stands; below, its place decides."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Places in the new text and in the old: unchanged, re-worded, only new, only old."""

    same: tuple[tuple[int, int], ...] = ()
    changed: tuple[tuple[int, int], ...] = ()
    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


def align(new: Sequence[str], old: Sequence[str]) -> Pairs:
    """Pair the lines of two wordings of a message: equal ones first, then the most alike, then by their order."""
    left, right = list(range(len(new))), list(range(len(old)))
    same = _take(left, right, [(n, o) for n, o in product(left, right) if new[n] == old[o]])
    scores = {(n, o): fuzz.ratio(new[n], old[o]) for n, o in product(left, right)}
    alike = sorted(scores, key=lambda pair: (-scores[pair], pair))
    changed = _take(left, right, [pair for pair in alike if scores[pair] >= ALIKE])
    changed += _take(left, right, list(zip(left, right, strict=False)))
    return Pairs(tuple(sorted(same)), tuple(sorted(changed)), tuple(left), tuple(right))


def _take(left: list[int], right: list[int], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep each pair whose ends are both free, in order; what is paired leaves `left` and `right`."""
    kept = []
    for new, old in pairs:
        if new in left and old in right:
            left.remove(new)
            right.remove(old)
            kept.append((new, old))
    return kept
