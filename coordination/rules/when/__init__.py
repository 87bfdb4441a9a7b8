"""Dates and times as people type them, in seven languages: the public face of reading them; it reads no clock.

Why no library reads them: docs/decisions/0009.
"""

from coordination.rules.when.finding import find
from coordination.rules.when.languages import prepare
from coordination.rules.when.listing import read_anywhere, read_table
from coordination.rules.when.phrases import read
from coordination.rules.when.render import render
from coordination.rules.when.values import (
    NOTHING,
    Bound,
    Found,
    Frame,
    Moment,
    Problem,
    Reading,
    Recurrence,
    Span,
    Value,
)

__all__ = [
    "NOTHING",
    "Bound",
    "Found",
    "Frame",
    "Moment",
    "Problem",
    "Reading",
    "Recurrence",
    "Span",
    "Value",
    "find",
    "prepare",
    "read",
    "read_anywhere",
    "read_table",
    "render",
]
