"""Who a cell or a bracket names, split as people write it; it knows no roster and nobody's identity."""

import functools
import re
import unicodedata

_NOBODY_WORDS = (
    "n.n. nn уточняется - . / ? ?? ??? n/a na nadie niemand ninguém nobody none offen open personne tba tbc tbd tbh"
    " unassigned нет никто – — 待安排 待定 待确认 无 无人 暂无 未定"
)
_NOBODY = frozenset(_NOBODY_WORDS.split())
_NOT_YET = frozenset(
    {"à définir", "por definir", "a definir", "to be confirmed", "to be decided", "не назначен", "wird gesucht"}
)
_LEADS_WORDS = (
    "backup chair deputy federführend lead leads leitung main owner responsable 主办 主责 牵头 牵头人 组长 负责 负责人"
)
_LEADS = frozenset(_LEADS_WORDS.split())
_BREAK = re.compile(
    r"\s*[、,，;；\n&＆+|]\s*|\s*/\s*|\s+(?:and|und|et|y|и|e|with|mit|avec|con)\s+|(?<=[\u3400-\u9fff])[和及与](?=[\u3400-\u9fff]{2,3}$)",
    re.IGNORECASE,
)
_TEAM = re.compile(r"[\u3400-\u9fff]+(?:组|部|队|处|团|委|科|室|會|会|組|隊)$")
_TURNED = re.compile(r"[^\W\d_][\w'-]*,\s*[^\W\d_][\w'-]*\.?")
_INITIALED = re.compile(r"[^\W\d_][\w'-]+,\s*[^\W\d_]\.(?:\s?-?[^\W\d_]\.)?")
_BRACKET = re.compile(r"^(.*?)\s*[(（]([^()（）]*)[)）]\s*$")


@functools.lru_cache(maxsize=2048)
def split(text: str) -> tuple[str, ...]:
    """The owners that a cell names, in its order; nobody for `TBD`, `??`, `待定` and the like."""
    found: list[str] = []
    turned = [part.strip() for part in re.split("[;；]", text) if part.strip()]
    if len(turned) > 1 and all(_TURNED.fullmatch(part) for part in turned):
        return tuple(turned)
    if any(_INITIALED.fullmatch(part) for part in turned):
        return tuple(name for part in turned for name in ((part,) if _INITIALED.fullmatch(part) else split(part)))
    for part in _parts(text):
        found += [name for name in _named(part) if name and name not in found]
    return tuple(found)


def _parts(text: str) -> list[str]:
    """Cut where names are joined, but not inside brackets."""
    hidden = re.sub(r"[(（][^()（）]*[)）]", lambda m: m[0].translate(_HIDE), text.strip())
    return [part.translate(_SHOW) for part in _BREAK.split(hidden)]


_JOINTS = "、,，;；\n&＆+|/ "
_HIDE = {ord(char): chr(0xE000 + i) for i, char in enumerate(_JOINTS)}
_SHOW = {0xE000 + i: char for i, char in enumerate(_JOINTS)}


def _named(part: str) -> list[str]:
    part = re.sub(r"(?<=[\u3400-\u9fff]{2})等(?:人)?$", "", _tidy(re.sub(r"\[\d+%\]", "", part)))
    if is_nobody(part):
        return []
    bracket = _BRACKET.match(part)
    if not bracket or not bracket[1]:
        return [part]
    name, inside = _tidy(bracket[1]), _tidy(bracket[2])
    if re.split(r"[:：\s]", inside.casefold())[0] in _LEADS:
        return [name]
    if is_nobody(inside):
        return []
    return [name, *split(inside)] if _TEAM.fullmatch(name) else [f"{name} ({inside})" if name.isascii() else name]


def _tidy(text: str) -> str:
    """One line; the spaces that set a Chinese name wide are typesetting."""
    text = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", " ".join(text.split()))
    return text.strip(" :：")


def is_nobody(text: str) -> bool:
    """Tell whether the words name nobody."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip(" ()[]")
    return not plain or plain in _NOBODY or plain in _NOT_YET or not re.search(r"\w", plain)


def looks_like_names(text: str) -> bool:
    """Tell whether a bracket holds names rather than a remark: few words, no digits, no sentence."""
    parts = [_tidy(part) for part in _parts(text)]
    return bool(parts) and all(_is_name(part) for part in parts)


_REMARKS_WORDS = (
    "and blocked cancelled done draft external final first if important internal later maybe new not"
    " ok online optional optionell or ready remote required second see tbd todo urgent waiting"
    " wichtig 中文 可选 新 紧急 英文 草稿 重要"
)
_REMARKS = frozenset(_REMARKS_WORDS.split())


def _is_name(part: str) -> bool:
    words = part.split()
    if is_nobody(part):
        return True
    if part.startswith("@"):
        return len(words) == 1
    if not words or len(words) > 3 or re.search(r"[\d:;!%€$]", part) or words[0].casefold() in _REMARKS:
        return False
    if re.fullmatch(r"[\u3400-\u9fff]+", part):
        return (len(part) <= 4 and part not in _REMARKS) or bool(_TEAM.fullmatch(part))
    return len(words) == 1 or all(word[:1].isupper() for word in (words[0], words[-1]))
