"""Sections of a plan: groups of groups, told by the words of a header or of a heading; it reads no row."""

import re
import unicodedata

_SECTION = re.compile(r"\b(?:sections?|clusters?|pillars?)\b|板块|板塊", re.IGNORECASE)
_PART = re.compile(
    r"phases?|stages?|categor(?:y|ies)|regions?|locations?|places?|rooms?|zones?|areas?|tracks?|streams?"
    r"|kategorien?|ort|fase|catégorie|categoría|categoria|этап|раздел|область"
    r"|阶段(?:划分)?|階段|类别|分类|区域|地点",
    re.IGNORECASE,
)


def names_parts(words: str) -> bool:
    """Whether a header speaks of parts of the work, which are groups only where nothing else is (`Phase`, `地点`)."""
    return _PART.fullmatch(words) is not None


def names_sections(words: object) -> bool:
    """Whether a header or a heading speaks of sections: what stands beside or below it are their groups."""
    return isinstance(words, str) and bool(_SECTION.search(unicodedata.normalize("NFKC", words)))
