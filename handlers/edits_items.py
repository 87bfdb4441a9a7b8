"""The lines of a message that speak of tasks: numbers at their heads, the words behind; it knows no meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coordination.errors import Refused
from coordination.rules import reading_numbers
from handlers import scene
from handlers.request import Request

_BETWEEN = " \t:：,，;；"
_MARKS = ("#", "＃")
_BEFORE_TO = re.compile(
    r"\s*[#＃]?\d+(?:\s*[,，、]\s*[#＃]?\d+)*\s*(?=\s(?:to|till|until|by|on)\s|[到至改延])", re.IGNORECASE
)
_BEFORE_ITS_DOUBLE = re.compile(r"\s*[#＃]?\d+(?=\s*(?:与|和|同|跟)\s*[#＃]?\d+\s*(?:重复|相同|合并))")


@dataclass(frozen=True, slots=True)
class Item:
    """One line about tasks: their numbers, the words behind them, and the line as typed (with its command, if any)."""

    numbers: tuple[int, ...]
    words: str
    line: str


@dataclass(frozen=True, slots=True)
class Form:
    """How lines are read: the refusal where no number is found, and the task that needs none because it is answered.

    `several`: a space alone joins numbers (`12 14`). `dated`: "to" leads to a date, not to another number. `marked`:
    only `#12` is a number, for in reply to a card words may begin with one (`12 copies printed`). `command` stands
    before each line in what is remembered of it.
    """

    refused: str
    answered: int | None = None
    several: bool = True
    dated: bool = False
    marked: bool = False
    command: str = ""


def items(request: Request, text: str, form: Form) -> list[Item]:
    """The lines that begin with task numbers, each with the lines below it that don't.

    Raises `Refused` where there is none, and says which number could not be meant.
    """
    found: list[Item] = []
    for line in text.split("\n"):
        head = _head(line, form)
        if head.refs:
            words = line[_words_at(line, head.end) :].strip(_BETWEEN)
            found.append(Item(own_numbers(request, head.refs), words, form.command + line.strip()))
        elif found and line.strip():
            last = found[-1]
            found[-1] = Item(last.numbers, f"{last.words}\n{line.strip()}".strip(), f"{last.line}\n{line.strip()}")
        elif form.answered is not None and line.strip():
            found.append(Item((form.answered,), line.strip(), form.command + line.strip()))
    if not found and form.answered is not None and form.command:
        found.append(Item((form.answered,), "", form.command.strip()))
    if not found:
        raise Refused(form.refused)
    return found


def _words_at(line: str, end: int) -> int:
    """Where the words begin: a minus right before a word is its sign (`12 -@bo`), one between spaces is a dash."""
    is_sign = line[end - 1 : end] in ("-", "−", "－") and not line[end : end + 1].isspace() and line[end:] != ""
    return end - 1 if is_sign and line[end - 2 : end - 1].isspace() else end


def _head(line: str, form: Form) -> reading_numbers.Head:
    if form.marked and not line.lstrip().startswith(_MARKS):
        return reading_numbers.Head((), 0)
    numbers = (_BEFORE_TO if form.dated else _BEFORE_ITS_DOUBLE).match(line)
    apart = bool(form.command) and form.answered is None
    head = reading_numbers.head(line if numbers is None else numbers.group(), several=form.several, apart=apart)
    if head.doubtful:
        number = head.refs[-1].number
        raise Refused("refused.doubtful_number", number=head.refs[0].number, doubtful=number)
    if head.problem is not None:
        quoted = scene.shorten(head.quoted or line)
        raise Refused(f"refused.numbers.{head.problem.value.removeprefix('numbers.')}", quoted=quoted)
    return head


def own_numbers(request: Request, refs: Sequence[reading_numbers.Ref]) -> tuple[int, ...]:
    """The numbers of this group; a code that is not ours names a task that this chat can't see (rule 7)."""
    code = (scene.group_of(request).code or "").casefold()
    for ref in refs:
        if ref.code is not None and ref.code != code:
            raise Refused("refused.task.unseen", task=f"{ref.code.upper()}-{ref.number}")
    return tuple(ref.number for ref in refs)


def starts_without_number(words: str) -> bool:
    """Whether no task number stands at the head of the words."""
    return not reading_numbers.head(words, several=False).refs
