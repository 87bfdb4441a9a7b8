"""Sections of a plan: groups of groups, told by the words of a header or of a heading; it reads no row."""

import re
import unicodedata

_SECTION = re.compile(r"\b(?:sections?|clusters?|pillars?)\b|板块|板塊", re.IGNORECASE)


def names_sections(words: object) -> bool:
    """Whether a header or a heading speaks of sections: what stands beside or below it are their groups."""
    return isinstance(words, str) and bool(_SECTION.search(unicodedata.normalize("NFKC", words)))
