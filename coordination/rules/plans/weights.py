"""Which rows are milestones, gates or key work, told by a column or by signs at the title; it knows no other column."""

import re

_MILESTONE = re.compile(
    r"milestones?|meilensteine?|jalons?|hitos?|веха|вехи|marcos?|里程碑|(?:关键|重要|重大)?节点|(?:關鍵|重要|重大)?節點",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"(?:stage |phase |quality |review )?gates?(?: review)?|节点验收|阶段验收|節點驗收|階段驗收|tor|quality gate",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"\s*(?:[◆◇♦🏁🚩⚑]\s*|[\[【(（](?:{_MILESTONE.pattern})[\]】)）]\s*|(?:{_MILESTONE.pattern})\s*[:：]\s*)",
    re.IGNORECASE,
)
_GATE_LEAD = re.compile(
    rf"\s*(?:[\[【(（](?:{_GATE.pattern})[\]】)）]\s*|(?:{_GATE.pattern})\s*[:：]\s*)", re.IGNORECASE
)
_SIGNS = re.compile(r"^\s*[★⭐☆❗‼◆◇♦🏁🚩⚑]+\ufe0f?\s*|\s*[★⭐❗‼]+\ufe0f?\s*$")
_STARS = re.compile(
    r"^\s*[★⭐❗‼]|[★⭐❗‼]\ufe0f?\s*$|^\s*[【\[(（](?:重点|重點|key)[】\])）]|[（(\[【](?:重点|重點|key)[)）\]】]\s*$",
    re.IGNORECASE,
)
_NO_TIME = re.compile(
    r"0(?:[.,]0)?\s*(?:d|days?|hrs?|h|t|tage?|jours?|j|d[ií]as?|dias?|дн\w*|天|日|工作日)?\??", re.IGNORECASE
)
_HIGH = re.compile(
    r"(?:p0|p1|prio(?:rity)? ?1|1|a|urgent|critical|highest|very high|high|key(?: work)?|yes|y|x|✓|✔|✅|☑|★+|⭐+|!+"
    r"|！+|高|最高|极高|是|重点|重點|重要|紧急|緊急|关键|kritisch|hoch|sehr hoch|ja|haute?|élevée?|critique|oui|alta"
    r"|alto|muy alta|crítica|sí|si|sim|высокий|высокая|критический|критично|да)",
    re.IGNORECASE,
)


def kind(cell: str, title: str, span: str = "") -> str | None:
    """`milestone` or `gate`, as a column of kinds says, words or signs before the title, or that it lasts no time."""
    said = cell.strip(" .:：")
    if _GATE.fullmatch(said) or _GATE_LEAD.match(title):
        return "gate"
    lasts_nothing = _NO_TIME.fullmatch(span.strip()) is not None
    return "milestone" if lasts_nothing or _MILESTONE.fullmatch(said) or _LEAD.match(title) else None


def is_key(cell: str, title: str) -> bool:
    """Whether a column of weights, or a star at the title, makes the row key work."""
    return _HIGH.fullmatch(cell.strip()) is not None or _STARS.search(title) is not None


def bare(title: str) -> str:
    """The title without the signs of its weight; words stay."""
    return _SIGNS.sub("", title).strip() or title
