"""What a task is called, without the markup, bullets and line breaks around it; it knows no columns."""

import re

_LINK = re.compile(r"!?\[([^\[\]]+)\](?:\([^)]*\)|\[[^\[\]]*\])?")
_BULLET = re.compile(r"^\s*(?:[-*•·–—>]|\u2514)\s+")
_BREAK = re.compile(r"\s*\n\s*")
_WIDE = "\u3400-\u9fff\uff00-\uffef\u3000-\u303f"
_STRUCK = re.compile(r"^\s*(?:\*\*)?~~(.+)~~(?:\*\*)?\s*$", re.DOTALL)
_TOTAL = re.compile(
    (
        r"(?:grand |sub-?)?total(?:s|es)?|sum|in total|summe|gesamt(?:summe)?|zwischensumme|总计|合计|小计"
        r"|总和|共计|合計|總計|小計|somme|suma|итого|всего|soma"
    ),
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    (
        r"(?:\*{1,3}\s|注|备注|说明|填表说明|注意|註|備註"
        r"|notes?|n\.?b\.?|legend|key|hinweis|legende|anmerkung|remarque|légende|nota|leyenda"
        r"|примечание|легенда|legenda|source|last updated?|updated?"
        r"|更新日期|图例|圖例)\s*[:：]"
        r"|(?:legend|图例|legende|leyenda|легенда|legenda)$"
    ),
    re.IGNORECASE,
)
_LEGEND = re.compile(
    r"(?:colou?r )?(?:legend|key|图例|圖例|legende|légende|leyenda|легенда|legenda)\s*[:：]?", re.IGNORECASE
)
_COLUMN_WORDS = {
    "todo": (
        "to do|todo|backlog|open|not started|待办|未开始|待开始|offen|zu erledigen|à faire"
        "|por hacer|pendiente|a fazer|сделать"
    ),
    "doing": (
        "doing|in progress|wip|ongoing|started|进行中|推进中|in arbeit|läuft|en cours|en curso|em andamento|в работе"
    ),
    "blocked": "blocked|on hold|waiting|受阻|暂缓|blockiert|wartet|bloqué|en attente|bloqueado|заблокировано",
    "done": (
        "done|completed|complete|finished|已完成|完成|已办结|erledigt|fertig|terminé|fait"
        "|hecho|terminado|feito|concluído|готово"
    ),
    "cancelled": "cancelled|canceled|dropped|已取消|取消|gestrichen|annulé|cancelado|отменено",
}
_COLUMNS = {word: state for state, words in _COLUMN_WORDS.items() for word in words.split("|")}
_NUMERAL = re.compile(
    r"(?:第?[一二三四五六七八九十]+[、.．]?|[（(][一二三四五六七八九十]+[)）]|[IVX]+[.)]?|[A-Z][.)])$"
)


def clean(text: str) -> str:
    """One line of a spreadsheet cell: no bullet, no line break (none at all between Chinese)."""
    text = _BULLET.sub("", text)
    text = re.sub(rf"(?<=[{_WIDE}]){_BREAK.pattern}|{_BREAK.pattern}(?=[{_WIDE}])", "", text)
    return " ".join(text.split())


def plain(text: str) -> str:
    """One line of Markdown as read: links reduced to their text, stress and code marks gone."""
    for _ in range(2):
        text = _LINK.sub(r"\1", text)
    text = re.sub(r"(\*\*|__|~~|`)(.*?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)([*_])([^*_]+)\1(?!\w)", r"\2", text)
    return " ".join(re.sub(r"<br\s*/?>", " ", text).split())


def struck(text: str) -> str | None:
    """The text that is struck through as a whole: `~~Print handouts~~`."""
    match = _STRUCK.match(text)
    return match[1].strip() if match else None


def indent(text: str) -> int:
    """How far a title is set in, in columns: a tab is four, a wide space two."""
    lead = text[: len(text) - len(text.lstrip())]
    return sum(4 if char == "\t" else 2 if char == "\u3000" else 1 for char in lead)


def is_total(text: str) -> bool:
    """Tell whether a row's first words make it a total."""
    return _TOTAL.fullmatch(text.strip(" :：*")) is not None


def is_footnote(text: str) -> bool:
    """Tell whether a lone cell is a note on the table or its legend."""
    return _FOOTNOTE.match(text.strip()) is not None


def is_legend(text: str) -> bool:
    """Tell whether a lone cell opens a legend whose lines follow: `Legend:`, `图例`."""
    return _LEGEND.fullmatch(text.strip()) is not None


def state_of(heading: str) -> str | None:
    """The state of all that stands under a heading of a board: `To do`, `Doing`, `Done`, `进行中`."""
    return _COLUMNS.get(" ".join(heading.casefold().strip(" :：✅🚧⏳*").split()))


def is_numeral(text: str) -> bool:
    """Tell whether an id is that of a section: `一、`, `II.`, `A.`"""
    return _NUMERAL.fullmatch(text.strip()) is not None


def is_shouted(text: str) -> bool:
    """Tell whether a lone cell announces what follows: capitals, or a colon at its end."""
    return (text.isupper() and len(text) > 2 and text.isascii()) or text.rstrip().endswith((":", "："))
