"""The kinds of pictures, and the button under boards and summaries that leads to them; it knows no picture."""

from coordination import messages
from coordination.rules import groups
from handlers import presses, words

KINDS = ("timeline", "progress", "people", "load")
"""A kind's place in this row stands in buttons of any age, so only append."""


def button(group: groups.Group, language: str) -> messages.Button:
    """*Pictures*: the timeline, and from there the others."""
    return messages.Button(words.plain(language, "button.chart"), presses.data("chart", group.id, 0, 0))
