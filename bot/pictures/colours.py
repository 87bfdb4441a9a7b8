"""The colours of the pictures: dark on light, told apart without colour by their brightness; knows no shape."""

from coordination.pictures import Tone

PAPER = "#ffffff"
INK = "#1f2933"
SOFT = "#52606d"
GRID = "#d5dce4"
BAND = "#f2f5f9"
TODAY = "#1f2933"

FILL: dict[Tone, str] = {
    Tone.DONE: "#2f855a",
    Tone.CLAIMED: "#6b46c1",
    Tone.MOVING: "#2b6cb0",
    Tone.OPEN: "#a9b6c4",
    Tone.BLOCKED: "#d69e2e",
    Tone.HELD: BAND,
    Tone.LATE: "#c53030",
    Tone.PLAN: "#2b6cb0",
    Tone.SCOPE: "#7b8794",
}

PALE = "#bcd5ee"
"""What is still to be done of a task that moves."""

PALE_GREEN = "#a3cdb6"

HATCH: dict[Tone, str] = {Tone.LATE: "#e89a9a", Tone.HELD: "#a9b6c4"}
"""Slanted lines over what is late or held, so that it is told apart without colour too."""

_DARK = (Tone.DONE, Tone.CLAIMED, Tone.MOVING, Tone.LATE, Tone.PLAN, Tone.SCOPE)


def palette() -> list[str]:
    """Every colour a picture may have: sixteen at most, so that a pixel takes four bits.

    The greys are the steps of letters' soft edges, the pale ones those of white letters on a colour.
    """
    return list(dict.fromkeys([PAPER, BAND, GRID, INK, SOFT, PALE, PALE_GREEN, *FILL.values(), *HATCH.values()]))


def on(tone: Tone) -> str:
    """The ink that is read on a tone."""
    return PAPER if tone in _DARK else INK
