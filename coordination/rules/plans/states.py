"""How far a task is, from the words, marks and numbers people put in such a column; it knows no dates or people."""

import functools
import re
import unicodedata
from dataclasses import dataclass

_PATTERNS = (
    (
        "almost",
        (
            r"基本完成|差不多|快完成|接近完成|即将完成"
            r"|(?:almost|nearly|mostly|basically|partly|partially|half)[ -]*(?:done|complete|finished|ready)"
            r"|fast (?:fertig|erledigt)|weitgehend|teilweise|presque|casi|почти|quase|部分完成"
        ),
    ),
    (
        "cancelled",
        (
            r"\bcancel+ed|\bcancel+ado|\bcancelad|\bdropped\b|\bwon'?t do\b|\bwont do\b|\babandoned"
            r"|\bobsolete\b|\bannul|\babgesagt|\bgestrichen|\bentfällt|\bstorniert|取消|不做了|不再办理|作废|终止"
            r"|отмен|\banulad|\brejected\b"
        ),
    ),
    (
        "todo",
        (
            r"\bnot (?:yet )?(?:started|begun|done)|\bto[ -]?do\b|\bnot yet\b"
            r"|\bopen(?:ed)?\b|\bpending\b(?! \w)|\bplanned\b"
            r"|\bbacklog\b|\bunstarted\b|\bnew\b|未开始|未启动|未开展|没开始|未完成|未着手|待办|待开始|待启动"
            r"|计划中|未動|未開始|nicht (?:begonnen|gestartet|angefangen)|\boffen\b|\bgeplant|à faire"
            r"|pas commencé|non commencé|\bpendiente|por hacer|sin empezar|no iniciad|не начат"
            r"|не начин|\bоткрыт|запланир|к выполнению|não iniciad|a fazer|non démarré"
            r"|à démarrer|sin iniciar|por iniciar|ещё не|еще не|ausstehend"
            r"|\bpendente"
        ),
    ),
    (
        "blocked",
        (
            r"\bblocked|\bpending \w|\bon[ -]hold\b|\bwaiting\b|\bawaiting\b|\bstuck\b|\bpaused\b|\bstalled\b"
            r"|\bno (?:reply|answer|response)\b|受阻|暂缓|卡在|卡住|阻塞|待确认|等待|暂停|搁置|停滞|blockiert"
            r"|wartet|warten|pausiert|zurückgestellt|bloqu[ée]|en attente|\ben espera|заблок"
            r"|ожида|приостан|\bждём|\bждем|aguardando|\bem espera|待確認|受限"
        ),
    ),
    (
        "doing",
        (
            r"^moving\b|^to be confirmed\b|待核验"
            r"|\bwip\b|\bin[ -]*progress|\bdoing\b|\bongoing\b|\bstarted\b|\bunderway|\bunder way|\bactive\b"
            r"|\bdraft|\bin review|\bat risk\b|\bdelayed\b|\blate\b|\bordered\b|\brequested\b|\bsubmitted\b"
            r"|\bcontacted\b|\bon track\b|进行中|推进中|进行|已启动|已开始|长期坚持|有风险|延期|延误|审核中"
            r"|办理中|落实中|处理中|持续|進行中|in arbeit|in bearbeitung|läuft|laufend|begonnen|angefangen"
            r"|bestellt|en cours|en curso|en proceso|en progreso|en marcha|в процессе|в работе|в процессе"
            r"|выполняется|начат|em andamento|em curso|iniciado|在做|已下单"
        ),
    ),
    (
        "done",
        (
            r"\bdone\b|\bcomplete(?:d)?\b|\bfinished\b|\bclosed\b|\bmerged\b|\bsent\b|\bpublished\b"
            r"|\bdelivered\b|\bpaid\b|\bsigned\b|完成|已办结|办结|做完|已发布|已提交|搞定|结束|erledigt|fertig"
            r"|abgeschlossen|\bfait\b|terminé|terminad|\bhecho\b|complet|listo|готов|выполнен"
            r"|сделан|завершен|завершён|concluíd|\bfeito\b|^ok$|^yes$|^да$|^是$|^ja$"
        ),
    ),
    ("ready", r"^ready\b"),
)
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)
_MARKS = {
    **dict.fromkeys(("✅", "✔", "✓", "☑", "x", "[x]", "√", "v", "[v]", "[✓]", "🗹", "☒"), "done"),
    **dict.fromkeys(("☐", "⬜", "[ ]", "[]", "□", "◻", "⬛", "○", "◯"), "todo"),
    **dict.fromkeys(("❌", "🚫"), "cancelled"),
    **dict.fromkeys(("⏸", "⛔"), "blocked"),
    **dict.fromkeys(("⏳", "🚧", "🔄", "◐"), "doing"),
}
_SHORT = {":white_check_mark:": "✅", ":heavy_check_mark:": "✔", ":x:": "❌", ":construction:": "🚧"}
_COLOURS = re.compile(r"[🟢🟡🔴🟠⚪🔵⚫🟣🟤\ufe0f]")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*[%％]")
_SHARE = re.compile(r"(?<![\d/.])(\d{1,3})\s*(?:/|of|von|de|из|sur|中)\s*(\d{1,3})(?![\d/.])", re.IGNORECASE)
_LEFT = re.compile(
    r"missing|\bleft\b|remaining|still\b|缺|还差|尚|fehlt|manque|falta|не хватает|\bbut\b|但", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a cell says: a state (todo, doing, blocked, done, cancelled) or none, a percent, why it is blocked.

    `trouble` is the kind of report it needs: `unsure_state`, `unknown_state` or `conflict`.
    """

    state: str | None = None
    percent: int | None = None
    reason: str | None = None
    trouble: str | None = None


@functools.lru_cache(maxsize=2048)
def read(text: str) -> Standing:
    """Read a cell of a state column; empty words or a dash say nothing."""
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("\ufe0f", "").split())
    if not plain or re.fullmatch(r"[-–—.]|n/?a", plain, re.IGNORECASE):
        return Standing()
    for short, emoji in _SHORT.items():
        plain = plain.replace(short, emoji)
    mark = _MARKS.get(plain.casefold())
    if mark:
        return Standing(mark)
    percent = percent_of(plain)
    worded = _worded(_COLOURS.sub("", plain).strip())
    if worded.state is None and percent is not None:
        return Standing(of_percent(percent), percent)
    return Standing(worded.state, percent, worded.reason, worded.trouble)


def percent_of(text: str) -> int | None:
    """The share done that a text names: `80%`, `2 of 3`, `1/3`; `None` without one."""
    plain = unicodedata.normalize("NFKC", text)
    if match := _PERCENT.search(plain):
        return min(100, round(float(match[1].replace(",", "."))))
    match = _SHARE.search(plain)
    if match and int(match[2]) > 0 and int(match[1]) <= int(match[2]) and plain.strip() == match[0].strip():
        return round(100 * int(match[1]) / int(match[2]))
    return None


def of_percent(percent: int) -> str:
    """The state that a share done stands for."""
    return "done" if percent >= 100 else "doing" if percent > 0 else "todo"


def _worded(plain: str) -> Standing:
    state = _marked(plain) or _state_of(plain)
    if state is None:
        return Standing(None, trouble="unknown_state")
    if state in ("almost", "ready"):
        return Standing("doing", trouble="unsure_state")
    if re.search(r"[?？]\s*$", plain):
        return Standing("doing" if state == "done" else state, trouble="unsure_state")
    if state == "done" and _LEFT.search(plain):
        return Standing("doing", trouble="conflict")
    return Standing(state, reason=_reason(plain) if state == "blocked" else None)


def _marked(plain: str) -> str | None:
    """A mark before words: `[x] have 1`, `✅ sent`."""
    match = re.match(r"(\[.?\]|[✅✔✓☑☐⬜❌⏸⏳🚧])", plain)
    return _MARKS.get(match[1].casefold()) if match else None


def _state_of(plain: str) -> str | None:
    """The state whose words stand first; the more careful one where two begin together."""
    best: tuple[int, int, str] | None = None
    for rank, (name, pattern) in enumerate(_COMPILED):
        if (match := pattern.search(plain)) and (best is None or match.start() < best[0]):
            best = (match.start(), rank, name)
    return best[2] if best else None


def _reason(plain: str) -> str | None:
    match = re.search(r"(?:[:：]|\s[-–—]\s)\s*(.+)$", plain)
    return match[1].strip() if match else plain
