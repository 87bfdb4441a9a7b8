"""A DOCX as lines that can be read and compared, tables between their paragraphs; it knows no round."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

HEADS = {"Heading 1": "# ", "Heading 2": "## "}


def lines(file: BinaryIO) -> list[str]:
    """Headings behind `#`, words in bold between `**`, the rows of tables as `| cell | cell |`, in order."""
    return [line for block in docx.Document(file).iter_inner_content() for line in _lines(block)]


def _lines(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        assert block.style is not None
        yield HEADS.get(str(block.style.name), "") + _runs(block)
        return
    for row in block.rows:
        yield table_row(["/".join(map(_runs, cell.paragraphs)) for cell in row.cells])


def _runs(paragraph: Paragraph) -> str:
    """Headings are bold as they are: in them nothing is marked."""
    return "".join(_bold(run.text) if run.bold else run.text for run in paragraph.runs)


def _bold(words: str) -> str:
    """What is marked ends with its last word; the gap behind it stands outside."""
    return f"**{words.rstrip()}**{words[len(words.rstrip()) :]}"


def table_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def markdown(wanted: Sequence[str]) -> str:
    """How the same lines have to stand in the Markdown, which needs no gap behind a word in bold."""
    blocks: list[str] = []
    for line in wanted:
        shown = line.replace("**  ", "** ").replace("[", r"\[").replace("]", r"\]")
        if not line.startswith("| "):
            blocks.append(shown)
        elif line.startswith("| **"):
            head = shown.replace("**", "")
            blocks.append(f"{head}\n{table_row(['---'] * line.count(' | ') + ['---'])}")
        else:
            blocks[-1] += f"\n{shown}"
    return "\n\n".join(blocks) + "\n"
