"""Which messages the code asks for, read from its syntax; knows no catalogue."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SPOKEN_IN = ("bot", "coordination", "handlers")
"""The rooms whose code names messages."""

_PLURAL = {"say": False, "plain": False, "count": True, "plain_count": True}


@dataclass(frozen=True, slots=True)
class Use:
    """One place that asks for a message: `pattern` matches its key.

    `values` are the names given to it, `None` where they can't be seen; `is_plural` likewise.
    """

    where: str
    pattern: re.Pattern[str]
    values: frozenset[str] | None = None
    is_plural: bool | None = None


def asked(root: Path) -> list[Use]:
    """Every call of `words` and every refusal under `root` whose key can be seen."""
    return [use for where, node in _nodes(root) if isinstance(node, ast.Call) for use in _asked(where, node)]


def named(root: Path) -> list[re.Pattern[str]]:
    """What may be a key: every text under `root` with a dot in it, and every formatted text that begins with one."""
    patterns = (pattern for _, node in _nodes(root) for pattern in _patterns(node))
    return [pattern for pattern in patterns if "\\." in pattern.pattern]


def _nodes(root: Path) -> Iterator[tuple[str, ast.AST]]:
    for room in SPOKEN_IN:
        for path in sorted((root / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{path.relative_to(root)}:{getattr(node, 'lineno', 0)}", node


def _asked(where: str, call: ast.Call) -> Iterator[Use]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    is_words = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "words"
    if is_words and name in _PLURAL and len(call.args) > 1:
        key, is_plural = call.args[1], _PLURAL[name]
    elif name == "Refused" and call.args:
        key, is_plural = call.args[0], False
    else:
        return
    for pattern in _patterns(key):
        yield Use(where, pattern, _values(call), is_plural)


def _values(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _patterns(node: ast.AST) -> Iterator[re.Pattern[str]]:
    """What a key may be: a literal, either branch of a choice, or a formatted text whose holes match one part."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 100:
        yield re.compile(re.escape(node.value))
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield re.compile("".join(_part(part) for part in node.values))


def _part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+"
