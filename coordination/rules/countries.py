"""Countries as people type them and their parts, as far as their public holidays are known; knows no text of ours."""

import functools
import zlib
from collections.abc import Mapping

from coordination.rules import reading_fold

MOST = 6
"""Candidates offered for what was typed."""

LANGUAGES = ("en", "zh_Hans", "zh_Hant", "de", "es", "fr", "pt", "ru")
"""Languages (CLDR) in which a country's name is understood."""

_MORE = {
    "uk": "GB", "england": "GB", "britain": "GB", "great britain": "GB", "英格兰": "GB", "usa": "US", "america": "US",
    "holland": "NL", "czechia": "CZ", "uae": "AE", "emirates": "AE", "阿联酋": "AE", "south korea": "KR",
    "korea": "KR", "hong kong": "HK", "香港": "HK", "macau": "MO", "macao": "MO", "澳门": "MO", "taiwan": "TW",
    "台湾": "TW", "ivory coast": "CI", "turkey": "TR",
}  # fmt: skip


@functools.cache
def parts_of_all() -> Mapping[str, tuple[str, ...]]:
    """ISO codes of the countries whose holidays are known, each with the codes of its parts that have own ones."""
    import holidays

    found = holidays.list_supported_countries(include_aliases=False)
    return {code: tuple(parts) for code, parts in sorted(found.items()) if len(code) == 2}


@functools.cache
def _names() -> dict[str, str]:
    """Folded names and codes → ISO code."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in parts_of_all():
                found.setdefault(reading_fold.fold(name), code)
    found |= {reading_fold.fold(name): code for name, code in _MORE.items() if code in parts_of_all()}
    return found | {code.casefold(): code for code in parts_of_all()}


def find(typed: str) -> tuple[str, ...]:
    """Codes of the countries that fit, at most `MOST`: a code, a name, else names that begin like it."""
    folded = reading_fold.fold(" ".join(typed.split()))
    if folded in _names():
        return (_names()[folded],)
    begins = [code for name, code in sorted(_names().items()) if len(folded) > 1 and name.startswith(folded)]
    return tuple(dict.fromkeys(begins))[:MOST]


@functools.cache
def parts(country: str) -> tuple[tuple[str, str], ...]:
    """The parts of a country that have holidays of their own: code and name, in the order of the names."""
    codes = parts_of_all().get(country, ())
    if not codes:
        return ()
    import holidays

    names = holidays.country_holidays(country).get_subdivision_aliases()
    named = [(code, next(iter(names.get(code) or ()), code)) for code in codes]
    return tuple(sorted(named, key=lambda one: reading_fold.fold(one[1])))


def key(code: str) -> int:
    """A number that stands for a country or a part in a button, the same in every version of the tables."""
    return zlib.crc32(code.encode())


def of_key(number: int) -> str | None:
    """The country of a number; `None` where none has it."""
    return next((code for code in parts_of_all() if key(code) == number), None)


def part_of_key(country: str, number: int) -> str | None:
    """The part of the country of a number; `None` where none has it."""
    return next((code for code, _ in parts(country) if key(code) == number), None)
