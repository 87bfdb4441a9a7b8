"""Building frozen values (views, calls, violations) from the JSON in which they travel; it knows none of them."""

import functools
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def decoded(kind: type[T], value: Any) -> T:
    """Build a view (or a Call, a Violation) from its JSON."""
    built: T = _decoded(kind, value)
    return built


def _decoded(kind: Any, value: Any) -> Any:
    if value is None or kind is Any:
        return value
    if is_dataclass(kind):
        build = cast("Any", kind)
        return build(**{name: _decoded(each, value[name]) for name, each in _fields(build) if name in value})
    if kind is datetime:
        return datetime.fromisoformat(value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_decoded(each, item) for each, item in zip(kinds, value, strict=True))
    options = [each for each in get_args(kind) if each is not type(None)]
    if options and get_origin(kind) is not dict:
        return _decoded(options[0], value)
    return value


@functools.cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Names and kinds of a class's fields; read once, as annotations are slow to evaluate."""
    hints = get_type_hints(kind)
    return tuple((each.name, hints[each.name]) for each in fields(kind))
