"""A message that begins with a word for a command (`任务：签合同`), and the mention that stands before it."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.rules import action_lines, reading_listening
from handlers import edits_items, scene
from handlers.request import EntityKind, Request


async def commanded(request: Request, work: ports.Work, *, addressed: bool) -> Sequence[messages.Answer] | None:
    """A message that begins with a word for a command (`任务：签合同`); `None` for any other."""
    from handlers import table  # the table names this module

    lead = len(request.text) - len(request.text.lstrip())
    line = request.text[lead:].split("\n", 1)[0]
    word = reading_listening.command_word(line, addressed=addressed)
    if word is None or word.command not in table.COMMANDS or _is_better_read(request, line, word):
        return None
    start = lead + word.rest_at
    asked = replace(request, command=word.command, args=request.text[start:], args_start=start)
    return await table.COMMANDS[word.command].handler(asked, work)


def _is_better_read(request: Request, line: str, word: reading_listening.CommandWord) -> bool:
    """`完成 60%` in a reply is no command, and `任务：张三 负责 …` is an action line."""
    rest = line[word.rest_at :]
    if word.command in {"done", "update"}:
        return edits_items.starts_without_number(rest)
    if word.command != "task":
        return False
    found = action_lines.read(line, scene.frame(request))
    return any(action.owners for action in found) and "负责" in line


def without_mention(request: Request) -> str:
    """The text with blanks in the place of the mention that addressed us, so that offsets stay."""
    text = request.text
    for entity in request.entities:
        called = text[entity.start + 1 : entity.end].casefold()
        if entity.kind == EntityKind.MENTION and called == request.bot_username.casefold():
            text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
            after = text[entity.end : entity.end + 1]
            if after in {":", "：", ",", "，"}:
                text = text[: entity.end] + " " + text[entity.end + 1 :]
    return text
