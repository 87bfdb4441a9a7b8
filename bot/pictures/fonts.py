"""Text in the one font: what it lacks is said another way, and how wide a text is; knows no picture.

A character the font lacks is never a crash: an accented letter loses its accent, other scripts are spelled in Latin
letters, emoji are left out, and what remains is drawn as a visible box.
"""

import functools
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import anyascii
from PIL import ImageFont

DEFAULT = Path(__file__).parent.parent / "fonts" / "NotoSansSC-Subset.otf"
MISSING = "□"
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn"})
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\U0001f1e6-\U0001f1ff\u2600-\u27bf\u2b00-\u2bff\u23e9-\u23fa\ufe0f\u200d\u20e3\U000e0000-\U000e007f]"
)
_HAN = re.compile("[\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Font:
    """A font file in the sizes asked for. Raises `OSError` where the file is none. For one thread at a time."""

    def __init__(self, path: Path = DEFAULT) -> None:
        self._path = path
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self._blank = self._glyph("\U000f0000")
        self._has: Callable[[str], bool] = functools.lru_cache(maxsize=8192)(self._is_drawn)
        self.shown: Callable[[str], str] = functools.lru_cache(maxsize=2048)(self._shown)
        self.width: Callable[[str, int], float] = functools.lru_cache(maxsize=8192)(self._width)

    def size(self, pixels: int) -> ImageFont.FreeTypeFont:
        """The font in a size, read from its file once."""
        if pixels not in self._sizes:
            layout = ImageFont.Layout.BASIC  # the same everywhere, whether or not a shaping library is there
            self._sizes[pixels] = ImageFont.truetype(str(self._path), pixels, layout_engine=layout)
        return self._sizes[pixels]

    def _width(self, text: str, pixels: int) -> float:
        return float(self.size(pixels).getlength(self.shown(text)))

    def _shown(self, text: str) -> str:
        """The text in characters that the font has, on one line."""
        text = _EMOJI.sub(lambda found: found[0] if self._has(found[0]) else " ", unicodedata.normalize("NFC", text))
        return " ".join(part for part in "".join(map(self._drawn, text)).split(" ") if part)

    def _drawn(self, char: str) -> str:
        if char.isspace():
            return "\u3000" if char == "\u3000" else " "
        if unicodedata.category(char) in _UNSEEN:
            return ""
        if self._has(char):
            return char
        plain = "".join(one for one in unicodedata.normalize("NFKD", char) if not unicodedata.combining(one))
        if plain and all(map(self._has, plain)):
            return plain
        spelled = "" if _HAN.match(char) else anyascii.anyascii(char)
        return spelled if spelled and all(map(self._has, spelled)) else MISSING

    def _is_drawn(self, char: str) -> bool:
        return char == " " or char == "\u3000" or self._glyph(char) != self._blank

    def _glyph(self, char: str) -> tuple[tuple[int, int], bytes]:
        mask = self.size(16).getmask(char)
        return mask.size, bytes(mask)
