"""A Markdown or plain text laid out in blocks by line: headings, items, tables, lines; it knows no tasks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coordination.rules.plans import titles, values

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"^(\s*)(?:(?:[-*+•]|\d{1,3}[.)])\s+|\d{1,3}[、．]\s*|[（(]\d{1,2}[)）]\s*|[①-⑳]\s*)(.*)$")
_ORDINAL = re.compile(r"^\s*([一二三四五六七八九十]{1,3}、.{1,30})$")
_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_MARK = re.compile(r"^\[([^\[\]]{0,14})\](?![\[(:])\s*")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s")


@dataclass(frozen=True, slots=True)
class Line:
    """`depth` is a heading's level or an item's indent; `mark` what stands in an item's box, `None` without one."""

    number: int
    kind: str
    text: str
    depth: int = 0
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The lines that count, the tables, and the words of the comments (they may explain marks)."""

    lines: tuple[Line, ...]
    tables: tuple[tuple[values.Row, ...], ...]
    comments: str


def parse(text: str) -> Document:
    """Lay out a text; front matter, comments and fenced code are left out, line numbers stay those of the file."""
    bare, comments = _without_comments(text)
    lines = _without_front_matter(bare.splitlines())
    tables: list[list[values.Row]] = []
    kept: list[Line] = []
    last = -1
    for number, line in _outside_fences(lines):
        barred = line.count("|") > 1 and not _ITEM.match(line)
        if "|" in line and (line.lstrip().startswith("|") or barred):
            if number != last + 1 or not tables:
                tables.append([])
            last = number
            if not _RULE.match(line):
                tables[-1].append(values.Row(number, cells(line)))
        elif line.strip() and not _DEFINITION.match(line):
            kept.append(_line(number, line))
    return Document(tuple(kept), tuple(tuple(table) for table in tables if table), comments)


def cells(line: str) -> tuple[values.Cell, ...]:
    """The cells of a table's line, without their markup (but with what is struck through)."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    parts = [part.replace("\\|", "|").strip() for part in re.split(r"(?<!\\)\|", inner)]
    return tuple(part if titles.struck(part) else titles.plain(part) for part in parts)


def _without_comments(text: str) -> tuple[str, str]:
    """Blank out `<!-- -->`, keeping the line breaks."""
    comments = re.findall(r"<!--(.*?)(?:-->|\Z)", text, re.DOTALL)
    bare = re.sub(r"<!--.*?(?:-->|\Z)", lambda match: "\n" * match[0].count("\n"), text, flags=re.DOTALL)
    return bare, "\n".join(comments)


def _without_front_matter(lines: list[str]) -> list[str]:
    if not lines or lines[0].strip() != "---":
        return lines
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    return lines if end is None else [""] * (end + 1) + lines[end + 1 :]


def _outside_fences(lines: list[str]) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith(("```", "~~~ ", "~~~\n")):
            fenced = not fenced
        elif not fenced:
            yield number, line


def _line(number: int, line: str) -> Line:
    if match := _HEADING.match(line):
        return Line(number, "heading", titles.plain(match[2]), len(match[1]))
    if match := _ORDINAL.match(line):
        return Line(number, "heading", titles.plain(match[1]), 6)
    if match := _ITEM.match(line + " " if line.strip() in ("-", "*", "+") else line):
        depth, text = titles.indent(match[1] + "x"), match[2].strip()
        mark = _MARK.match(text + " ")
        return Line(
            number, "item", (text + " ")[mark.end() :].strip() if mark else text, depth, mark[1] if mark else None
        )
    if mark := _MARK.match(line.strip()):
        return Line(number, "item", line.strip()[mark.end() :].strip(), titles.indent(line), mark[1])
    return Line(number, "line", line.strip(), titles.indent(line))
