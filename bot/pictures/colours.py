"""The colours of the pictures: dark on light, told apart without colour by their brightness; knows no shape."""

from coordination.pictures import Tone

PAPER = "#ffffff"
INK = "#1f2933"
SOFT = "#52606d"
GRID = "#d5dce4"
TRACK = "#e4e9ef"
BAND = "#f2f5f9"
TODAY = "#1f2933"

FILL: dict[Tone, str] = {
    Tone.DONE: "#2f855a",
    Tone.CLAIMED: "#6b46c1",
    Tone.MOVING: "#2b6cb0",
    Tone.OPEN: "#a9b6c4",
    Tone.BLOCKED: "#d69e2e",
    Tone.HELD: "#edf0f4",
    Tone.LATE: "#c53030",
    Tone.PLAN: "#2b6cb0",
    Tone.SCOPE: "#7b8794",
}

PALE = "#bcd5ee"
"""What is still to be done of a task that moves."""

HATCH: dict[Tone, str] = {Tone.LATE: "#e89a9a", Tone.HELD: "#a9b6c4"}
"""Slanted lines over what is late or held, so that it is told apart without colour too."""

_DARK = (Tone.DONE, Tone.CLAIMED, Tone.MOVING, Tone.LATE, Tone.PLAN, Tone.SCOPE)


def palette() -> list[str]:
    """Every colour a picture may have: the plain ones exactly, and the steps of letters' soft edges between them."""
    plain = [PAPER, INK, SOFT, GRID, TRACK, BAND, PALE, *FILL.values(), *HATCH.values()]
    steps = [(INK, PAPER, 9), (SOFT, PAPER, 7), (SOFT, BAND, 4)]
    steps += [(FILL[tone], PAPER, 4) for tone in _DARK] + [(INK, FILL[tone], 4) for tone in Tone if tone not in _DARK]
    mixed = [_mixed(one, other, step / count) for one, other, count in steps for step in range(1, count)]
    return list(dict.fromkeys([*plain, *mixed]))


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def on(tone: Tone) -> str:
    """The ink that is read on a tone."""
    return PAPER if tone in _DARK else INK
