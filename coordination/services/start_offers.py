"""Whom a digest offers the way to private reminders: owners it names who began no private chat, each once; no text."""

from coordination import ports
from coordination.rules import digests

RULE, ONCE = "start_link", "digest"


async def take(work: ports.Work, shown: digests.DigestView) -> bool:
    """Tell whether the digest offers it, and keep for whom it does: nobody is offered it twice, in whatever group."""
    keys = [(f"person:{one.id}", RULE, ONCE) for one in shown.owners.values() if not one.started]
    fresh = [key for key in keys if not await work.ledger.has(*key)]
    for key in fresh:
        work.ledger.add(*key)
    return bool(fresh)
