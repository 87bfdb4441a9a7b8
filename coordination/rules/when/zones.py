"""Time zones as people name them: abbreviations, IANA names, cities in the reader's language; it knows no clock.

Cities come from Babel's names in each language, with a table of those that zones are not called after.
"""

import functools
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, available_timezones

import babel

from coordination.rules import reading_fold

Candidates = tuple[tuple[str, int | None], ...]
"""A zone's name and the minutes from UTC that were meant; `None`: whatever holds there on that day."""

ABBREVIATIONS: dict[str, Candidates] = {
    "utc": (("UTC", 0),),
    "gmt": (("UTC", 0),),
    "cet": (("Europe/Berlin", 60),),
    "cest": (("Europe/Berlin", 120),),
    "mez": (("Europe/Berlin", 60),),
    "mesz": (("Europe/Berlin", 120),),
    "eet": (("Europe/Athens", 120),),
    "eest": (("Europe/Athens", 180),),
    "wet": (("Europe/Lisbon", 0),),
    "west": (("Europe/Lisbon", 60),),
    "bst": (("Europe/London", 60),),
    "msk": (("Europe/Moscow", 180),),
    "мск": (("Europe/Moscow", 180),),
    "est": (("America/New_York", -300),),
    "edt": (("America/New_York", -240),),
    "et": (("America/New_York", None),),
    "cst": (("Asia/Shanghai", 480), ("America/Chicago", -360)),
    "cdt": (("America/Chicago", -300),),
    "ct": (("America/Chicago", None),),
    "mst": (("America/Denver", -420),),
    "mdt": (("America/Denver", -360),),
    "pst": (("America/Los_Angeles", -480),),
    "pdt": (("America/Los_Angeles", -420),),
    "pt": (("America/Los_Angeles", None),),
    "brt": (("America/Sao_Paulo", -180),),
    "ist": (("Asia/Kolkata", 330), ("Asia/Jerusalem", 120)),
    "gst": (("Asia/Dubai", 240),),
    "pkt": (("Asia/Karachi", 300),),
    "sgt": (("Asia/Singapore", 480),),
    "hkt": (("Asia/Hong_Kong", 480),),
    "jst": (("Asia/Tokyo", 540),),
    "kst": (("Asia/Seoul", 540),),
    "wib": (("Asia/Jakarta", 420),),
    "eat": (("Africa/Nairobi", 180),),
    "sast": (("Africa/Johannesburg", 120),),
    "aest": (("Australia/Sydney", 600),),
    "aedt": (("Australia/Sydney", 660),),
    "nzst": (("Pacific/Auckland", 720),),
    "nzdt": (("Pacific/Auckland", 780),),
}

_ALIASES = {
    "Asia/Shanghai": "beijing|北京|peking|pékin|pekín|pequim|пекин|china|中国|shenzhen|深圳|guangzhou|广州|hangzhou"
    "|杭州|chinese",
    "Asia/Hong_Kong": "hong kong|hongkong|香港",
    "Asia/Kolkata": "india|印度|delhi|new delhi|新德里|mumbai|孟买|bangalore|bengaluru|班加罗尔|kolkata|indian",
    "Asia/Tokyo": "japan|日本|tokyo|东京",
    "Asia/Seoul": "korea|韩国|seoul|首尔",
    "Asia/Dubai": "dubai|迪拜|abu dhabi|阿布扎比|uae|gulf|阿联酋",
    "Asia/Singapore": "singapore|新加坡",
    "Europe/Moscow": "moscow|莫斯科|московскому|москве|moskauer|moscou|moscú|moskau|saint petersburg",
    "Europe/London": "london|伦敦|uk|british|英国|лондонскому|londres|england",
    "Europe/Berlin": "berlin|柏林|german|germany|德国|munich|münchen|münchner"
    "|frankfurt|法兰克福|hamburg|köln|берлинскому"
    "|central european|中欧|欧洲中部"
    "|mitteleuropäische|deutsche",
    "Europe/Paris": "paris|巴黎|french|法国|парижскому|francesa|française|lyon",
    "Europe/Zurich": "zurich|zürich|zürcher|geneva|genf|genfer|genève|日内瓦|苏黎世|ginebra|genebra",
    "Europe/Brussels": "brussels|brüssel|brüsseler|bruxelles|布鲁塞尔",
    "Europe/Madrid": "madrid|barcelona|peninsular|española|马德里",
    "Europe/Lisbon": "lisbon|lisboa|里斯本",
    "Europe/Vienna": "wien|wiener|vienna|vienne|维也纳",
    "Europe/Rome": "rome|rom|milan|罗马",
    "America/New_York": "new york|nyc|纽约|eastern|us eastern|美东|美国东部|美东部"
    "|boston|washington|华盛顿|нью йоркскому"
    "|nueva"
    " york|nova york|nova iorque"
    "",
    "America/Chicago": "chicago|us central|central|美中|美国中部|芝加哥|houston|dallas",
    "America/Denver": "denver|mountain|us mountain|美国山地",
    "America/Los_Angeles": "los angeles|san francisco|旧金山|洛杉矶|pacific"
    "|us pacific|美西|美国西部|seattle|silicon valley"
    "|california",
    "America/Sao_Paulo": "são paulo|brasília|brasil|brasilia|rio|rio de janeiro|圣保罗|巴西利亚|brazil",
    "America/Mexico_City": "méxico|mexico|ciudad de méxico|cdmx|墨西哥城",
    "America/Argentina/Buenos_Aires": "buenos aires|argentina",
    "America/Bogota": "bogotá|colombia",
    "America/Santiago": "santiago de chile|chile",
    "Australia/Sydney": "sydney|悉尼|melbourne|canberra",
    "Africa/Johannesburg": "johannesburg|cape town|south african",
    "Asia/Riyadh": "riyadh|利雅得|saudi",
    "Europe/Istanbul": "istanbul|伊斯坦布尔",
    "UTC": "utc|greenwich|gmt|格林尼治|格林威治|世界协调|协调世界|世界标准|universal|coordinated universal",
}
_ENGLISH_SPACES = re.compile(r"[\s_-]+")
_NAME = re.compile(r"[a-z]{2,30}(?:[_-][a-z]{1,30}){0,4}(?:/[a-z]{2,30}(?:[_-][a-z]{1,30}){0,4}){1,2}(?![\w/])")
_LETTERS = re.compile(r"[^\W\d_]{1,5}(?![\w/])")


@functools.cache
def _iana() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}


@functools.cache
def zone(name: str) -> ZoneInfo:
    """The zone of that name, looked up once."""
    return ZoneInfo(name)


def named(text: str, at: int) -> Iterator[tuple[Candidates, int]]:
    """The zones that an abbreviation or an IANA name at `at` of a folded text means, and where it ends."""
    match = _NAME.match(text, at)
    if match and (name := _iana().get(match.group())):
        yield ((name, None),), match.end()
    short = _LETTERS.match(text, at)
    if short and (candidates := ABBREVIATIONS.get(short.group())):
        yield candidates, short.end()


@functools.cache
def cities(language: str) -> dict[str, str]:
    """Folded city names in `language` (and in English) → zone. Cities that zones are called after, and some more."""
    found: dict[str, str] = {}
    exemplars = babel.Locale.parse(language).time_zones
    for key in sorted(available_timezones()):
        city = exemplars.get(key, {}).get("city") or _ENGLISH_SPACES.sub(" ", key.rsplit("/", 1)[-1])
        if "/" in key and not key.startswith(("Etc/", "SystemV/", "US/")):
            found.setdefault(reading_fold.fold(city), key)
    for key, forms in _ALIASES.items():
        found.update({reading_fold.fold(form): key for form in forms.split("|")})
    return found | dict(_inflected(found, language))


def _inflected(found: dict[str, str], language: str) -> Iterator[tuple[str, str]]:
    """Berliner Zeit; по Берлину, времени Берлина."""
    for city, key in found.items():
        if language == "de":
            yield f"{city}er", key
        elif language == "ru" and re.search("[а-я]$", city):
            stem, last = city[:-1], city[-1]
            yield from ((form, key) for form in _russian(city, stem, last))


def _russian(city: str, stem: str, last: str) -> tuple[str, ...]:
    if last == "а":
        return f"{stem}е", f"{stem}ы"
    if last in "йь":
        return f"{stem}ю", f"{stem}я"
    return () if last in "еиоуыэюя" else (f"{city}у", f"{city}а")


MAIN = frozenset(
    reading_fold.fold(form)
    for forms in _ALIASES.values()
    for form in forms.split("|")
    if form not in {"central", "eastern", "pacific", "mountain", "gulf", "universal", "rio", "rom"}
)
"""Cities and places that may stand behind an hour without the word "time"."""
