"""From what handlers say to rows of the outbox: long texts become parts in order; it knows no words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from coordination import messages, ports
from coordination.rules import text as text_rules
from handlers import splitting

BOARD_DELAY = timedelta(seconds=3)
"""A board is edited so long after the last change: several changes become one edit."""

BOARD_EVERY = timedelta(seconds=15)
"""A board is edited at most once in so long; the sender sees to it, who knows when it was edited last."""


def add(work: ports.Work, message: messages.Outgoing) -> None:
    """Keep the message with the update's effects; parts and pins wait for what they follow."""
    if isinstance(message, messages.Post):
        _add_post(work, message)
    elif isinstance(message, messages.Edit):
        _add_edit(work, message)
    elif isinstance(message, messages.Document | messages.Photo | messages.RepaintPressed):
        _add_file(work, message)
    else:
        work.outbox.add(message)


def add_all(work: ports.Work, said: Sequence[messages.Outgoing]) -> None:
    for message in said:
        add(work, message)


def _add_post(work: ports.Work, post: messages.Post) -> None:
    """The buttons and the name stand on the last part; only the first answers the message and makes a sound."""
    parts = [""] if post.recipe else _parts(post.text)
    previous: int | None = None
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        piece = replace(
            post,
            text=part,
            rows=post.rows if last else (),
            asks_reply=post.asks_reply and last,
            slot=post.slot if last else None,
            file=post.file if last else None,
            reply_to=post.reply_to if place == 0 else None,
            silent=post.silent or place > 0,
            pinned=False,
        )
        previous = work.outbox.add(piece, after_id=previous)
    if post.pinned and post.slot is not None:
        work.outbox.add(messages.Pin(post.place, post.slot), after_id=previous)


def _add_file(work: ports.Work, file: messages.Document | messages.Photo | messages.RepaintPressed) -> None:
    """What is too long to stand under a file follows it as a message; nothing of it is cut (F042).

    It comes too where the file can't: a chat's rows go in order, and this one waits for no other.
    """
    if splitting.fits(file.caption, splitting.CAPTION):
        work.outbox.add(file)
        return
    work.outbox.add(replace(file, caption=""))
    previous: int | None = None
    for part in _parts(file.caption):
        post = messages.Post(file.place, part, purpose=file.purpose, silent=True)
        previous = work.outbox.add(post, after_id=previous)


def _add_edit(work: ports.Work, edit: messages.Edit) -> None:
    parts = [""] if edit.recipe else splitting.split(edit.text)
    if not parts:
        return  # nothing to see: what stands there stays
    not_before = edit.not_before
    if edit.purpose is messages.Purpose.BOARD and not_before is None:
        not_before = work.now + BOARD_DELAY
    work.outbox.add(replace(edit, text=parts[0], not_before=not_before))


SHORT = 3500  # UTF-16 units
FEW_TAGS = 150
_TAG = re.compile(r"<[^>]*>")


def _parts(text: str) -> list[str]:
    """A text that surely fits goes as it is: nearly all do, and taking them apart would cost more than sending."""
    is_short = len(text.encode("utf-16-le", "surrogatepass")) <= 2 * SHORT and text.count("<") <= FEW_TAGS
    if is_short and not text_rules.is_blank(_TAG.sub("", text)):
        return [text]
    return splitting.split(text)
