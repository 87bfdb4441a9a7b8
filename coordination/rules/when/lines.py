"""A line laid out in one language, and the phrases that begin and end at its words; it judges none of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coordination.rules import reading_fold
from coordination.rules.when import engine, grammar, languages, lattice, parts, words

CJK = re.compile(f"[{reading_fold.CJK}]")
NUMERALS = "零一二三四五六七八九十"

_HEAD = re.compile(r"[\s>*•·\-–—\[\](【】「」\"'“”]*(?:@\w+[\s,:]*|(?:\d{1,2}[.)、]|[-*•])\s+)*")
_TAIL = re.compile(
    r"[\s.!?,;:)\]】」\"'…~]{0,20}(?:\b(?:please|pls|plz|thanks|thx|ok|bitte|danke|merci|svp|gracias|por favor"
    r"|спасибо|пожалуйста|obrigad[oa])\b|谢谢|吧|哦|哈|呀|啊|了)?[\s.!?,;:)\]】」\"'…~]{0,20}$"
)
_GLUED = re.compile(r"[-/_@#.]?[\w]|['’]\w")
_COUNTED = frozenset("%号楼层个人位名件份元")


@dataclass(frozen=True, slots=True)
class Line:
    """A folded line in one language, laid out once."""

    text: str
    head: int
    language: str
    lexicon: words.Lexicon
    edges: lattice.Lattice
    parser: engine.Parser


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that parses, from `start` to `end` (behind the white space that follows it)."""

    start: int
    end: int
    marked: parts.Marked


def lay_out(text: str, language: str) -> Line:
    """Look up every word of a folded text in one language."""
    lexicon = languages.lexicon(language)
    edges = lattice.build(text, lexicon)
    head = _HEAD.match(text)
    return Line(text, head.end() if head else 0, language, lexicon, edges, engine.Parser(grammar.grammar(), edges))


def hits(laid: Line) -> Iterator[Hit]:
    """The longest phrase that begins at each word."""
    rules = grammar.tops(laid.edges)
    for at in sorted(laid.edges):
        if _begins_word(laid.text, at):
            for marked, end in sorted(grammar.parse(laid.parser, rules, at), key=lambda result: -result[1]):
                if _ends_word(laid, at, end):
                    yield Hit(at, end, marked)
                    break


def _begins_word(text: str, at: int) -> bool:
    if at == 0:
        return True
    before, here = text[at - 1], text[at]
    if before.isspace() or before in "([\"'【「,;:、。!?，；：":
        return True
    if CJK.match(before) or CJK.match(here):
        return not (before.isdigit() and here.isdigit()) and not (before in NUMERALS and here in NUMERALS)
    return False


def _ends_word(laid: Line, start: int, end: int) -> bool:
    """A phrase may not end inside a word, a number or a name, nor in a bare number before a noun (at 12 venues)."""
    stop = stop_of(laid.text, start, end)
    rest = laid.text[stop : stop + 3]
    last = laid.text[stop - 1]
    if _GLUED.match(rest) and not CJK.match(rest) and not CJK.match(last):
        return False
    return not (last.isdigit() and rest[:1] in _COUNTED)


def stop_of(text: str, start: int, end: int) -> int:
    """Where the phrase's last word ends."""
    return start + len(text[start:end].rstrip())


def is_last(hit: Hit, laid: Line) -> bool:
    """Whether nothing but a full stop or a thank you follows."""
    return _TAIL.match(laid.text, stop_of(laid.text, hit.start, hit.end)) is not None
