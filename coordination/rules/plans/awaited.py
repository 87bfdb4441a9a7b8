"""The cell that names what a task waits for, split into ids of the file and titles; it resolves none of them."""

import re

_APART = re.compile(r"\s*[,，;；、\n|]\s*")
_JOINED = re.compile(r"(?<=\d)\s*(?:&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|和|及)\s*(?=\D{0,4}\d)")
_NOTHING = re.compile(
    r"[-–—./]*|n/?a|none|no|nil|无|無|没有|keine?r?|aucune?|ning[uú]n[oa]?|нет|nenhum[oa]?", re.IGNORECASE
)
_ID = r"[A-Za-z]{0,4}-?\d[\d.]*"
_ID_AND_LAG = re.compile(rf"(?P<id>{_ID})\s*(?:(?:FS|SS|FF|SF|EA|AA|EE|AE)\s*(?:[+-].*)?|[+-]\s*\d.*)", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:after|waits? for|depends on|tasks?|no\.?|nr\.?|id|row|wbs|任务|序号|编号|第|#|№|№)\s*[:：.]?\s*", re.IGNORECASE
)


def split(cell: str) -> tuple[str, ...]:
    """`3; 5FS+2d`, `#4 and #7`, `Book the hall`: each as it can be looked up; none where the cell says that none is."""
    found = []
    for part in _APART.split(_JOINED.sub(";", cell.strip())):
        plain = part.strip(" ()（）[]")
        if plain and not _NOTHING.fullmatch(plain):
            found.append(_named(plain))
    return tuple(dict.fromkeys(found))


def _named(plain: str) -> str:
    """An id without the words before it, and without the kind and the lag that project programs write behind it."""
    bare = _LEAD.sub("", plain, count=1).rstrip("项号行項號")
    if lagging := _ID_AND_LAG.fullmatch(bare):
        return lagging["id"]
    return bare.removesuffix(".") if re.fullmatch(_ID, bare) else plain
