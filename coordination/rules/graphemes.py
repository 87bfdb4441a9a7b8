"""Where a text may be cut without breaking what a reader sees as one character; knows no language and no markup."""

import unicodedata

_JOINER = "\u200d"
_SPACING = frozenset("\u200c\u200d\u0e33\u0eb3\uff9e\uff9f")  # joiners and vowel signs that are no marks by category
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd")
_VIRAMA = 9  # canonical combining class of the signs that tie two Indic consonants together


def is_boundary(text: str, index: int) -> bool:
    """Tell whether `text` may be cut before code point `index`.

    Follows the extended grapheme clusters of Unicode's annex 29 (emoji families, flags, skin tones, keycaps, Hangul,
    marks). Where the tables of Python's `unicodedata` do not decide, it errs towards not cutting.
    """
    if not 0 < index < len(text):
        return True
    before, after = text[index - 1], text[index]
    if before == "\r" or before == "\n":
        return before == "\n" or after != "\n"
    if before < "\u0300" and after < "\u0300":
        return True
    return not (_extends(after) or _holds(before, after) or _is_syllable(before, after) or _is_flag(text, index))


def floor(text: str, index: int) -> int:
    """The last boundary at or before `index`, in code points; 0 if there is none."""
    while not is_boundary(text, index):
        index -= 1
    return max(index, 0)


def _extends(char: str) -> bool:
    return (
        unicodedata.category(char)[0] == "M"
        or char in _SPACING
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # the letters inside the flags of regions
    )


def _holds(before: str, after: str) -> bool:
    if before == _JOINER or before in _PREPENDED:
        return True
    return unicodedata.combining(before) == _VIRAMA and unicodedata.category(after) == "Lo"


def _is_syllable(before: str, after: str) -> bool:
    if _is_vowel_or_final(after):
        return _is_leading(before) or _is_vowel_or_final(before) or "\uac00" <= before <= "\ud7a3"
    return _is_leading(before) and (_is_leading(after) or "\uac00" <= after <= "\ud7a3")


def _is_leading(char: str) -> bool:
    return "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c"


def _is_vowel_or_final(char: str) -> bool:
    return "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb"


def _is_flag(text: str, index: int) -> bool:
    """A flag is two regional indicators: no cut between the first and the second of a pair."""
    if not (_is_regional(text[index]) and _is_regional(text[index - 1])):
        return False
    start = index
    while start > 0 and _is_regional(text[start - 1]):
        start -= 1
    return (index - start) % 2 == 1


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
