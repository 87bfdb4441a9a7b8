"""Somebody speaks to the bot and reports nothing: the list that they ask for, or one line; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.rules.small_talk import Wish, read
from handlers import scene, words
from handlers.request import Kind, Request

_LISTS = frozenset({Wish.LATE, Wish.BLOCKED, Wish.UNOWNED})


async def listed(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """`what is mine?`, 我有什么任务: the list that its command gives; `None` for all else."""
    from handlers import table  # the table names this module's user

    wish = _wish(request)
    if wish is Wish.MINE:
        return await table.COMMANDS["mine"].handler(replace(request, command="mine", args=""), work)
    if wish in _LISTS:
        return await table.COMMANDS["list"].handler(replace(request, command="list", args=wish), work)
    if wish is Wish.STATUS:
        command = "mine" if request.is_private else "summary"
        return await table.COMMANDS[command].handler(replace(request, command=command, args=""), work)
    return None


def answered(request: Request) -> Sequence[messages.Answer]:
    """A greeting, the bare name, or a question that found nothing to read: one line on what is possible."""
    wish = _wish(request)
    if wish is Wish.GREETING or (wish is None and _is_bare(request)):
        return [scene.answer(request, words.say(request.language, "talk.hello"))]
    if wish is Wish.QUESTION:
        return [scene.answer(request, words.say(request.language, "talk.question"))]
    return []


def _wish(request: Request) -> Wish | None:
    """Only of a new message that answers none: a reply to a card or a list has its own meaning."""
    if request.kind is not Kind.MESSAGE or request.reply is not None or request.files:
        return None
    return read(request.text)


def _is_bare(request: Request) -> bool:
    """Nothing but our name."""
    return request.kind is Kind.MESSAGE and request.reply is None and not request.files and not request.text.strip()
