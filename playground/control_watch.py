"""Control verbs to look at the world, stage faults, move the clock and handle what bots are sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from playground import clock, errors, faults, journal, methods_updates, schema, views
from playground.arguments import Args, chat_of, picked
from playground.world import World


def chats(world: World, args: Args) -> list[views.ChatView]:
    """List all chats."""
    return views.all_chats(world)


def chat(world: World, args: Args) -> views.ChatView:
    """Show one chat."""
    return views.of_chat(chat_of(world, args))


def messages(world: World, args: Args) -> list[views.MessageView]:
    """Show a chat's messages after message `after`."""
    return views.all_messages(world, chat_of(world, args), args.get("after", 0))


def sent(world: World, args: Args) -> list[views.MessageView]:
    """Show what bots posted in a chat after message `after`, without service messages."""
    shown = views.all_messages(world, chat_of(world, args), args.get("after", 0))
    return [each for each in shown if each.bot_id is not None and not each.service]


def calls(world: World, args: Args) -> list[journal.Call]:
    """Give the journal after call number `after`: of a method, a bot, if named."""
    method, bot_id = args.get("method"), args.get("bot")
    return [
        call
        for call in world.journal.calls[args.get("after", 0) :]
        if method in (None, call.method) and bot_id in (None, call.bot_id)
    ]


def violations(world: World, args: Args) -> list[journal.Violation]:
    """List what no bot should do."""
    return world.journal.violations


def forgive(world: World, args: Args) -> list[journal.Violation]:
    """List the violations and forget them: a test that provokes some says so."""
    found, world.journal.violations = world.journal.violations, []
    return found


def count(world: World, args: Args) -> dict[str, int]:
    """Give the number of changes so far, to wait after."""
    return {"count": world.changes.count}


def answer(world: World, args: Args) -> dict[str, Any] | None:
    """Give what a bot answered to a press, or nothing yet."""
    return world.queries[args["query"]].answer


def fault(world: World, args: Args) -> dict[str, int]:
    """Stage a fault."""
    kind, method = faults.Kind(args.pop("kind")), args.get("method", "*")
    if "*" not in method and method.lower() not in schema.methods():
        raise errors.Misuse(f"there is no method {method}")
    return {"id": world.faults.stage(faults.Fault(kind, **picked(faults.Fault, args))).id}


def release(world: World, args: Args) -> None:
    """End one fault, or all, and let held answers go."""
    if args.get("fault") is None:
        world.faults.clear()
    else:
        world.faults.release(args["fault"])


def limits(world: World, args: Args) -> None:
    """Switch the flood limits on or off."""
    world.limits.is_on = args["on"]


def now(world: World, args: Args) -> dict[str, datetime]:
    """Tell the world's time."""
    return {"now": world.now()}


def advance(world: World, args: Args) -> dict[str, datetime]:
    """Move the clock by `seconds`."""
    world.clock.advance(timedelta(seconds=args["seconds"]))
    return now(world, args)


def stop_clock(world: World, args: Args) -> dict[str, datetime]:
    """Stop the clock, here or `at` an instant."""
    _own_clock(world).stop(datetime.fromisoformat(args["at"]) if args.get("at") else None)
    return now(world, args)


def run_clock(world: World, args: Args) -> None:
    """Let the clock run again."""
    _own_clock(world).run()


def _own_clock(world: World) -> clock.PlaygroundClock:
    if not isinstance(world.clock, clock.PlaygroundClock):
        raise errors.Misuse("this world's clock belongs to somebody else: it can be moved, not stopped")
    return world.clock


def inject(world: World, args: Args) -> dict[str, int]:
    """Send a bot an update exactly as given; the schema is not asked."""
    bot = world.the_bot(args.get("bot"))
    queued = world.queues[bot.id].put_raw(args["update"], world.now(), _lane(args["update"]))
    world.carry(bot, queued)
    world.changes.tell()
    return {"update_id": queued.id}


def _lane(update: dict[str, Any]) -> int:
    bodies = [value for value in update.values() if isinstance(value, dict)]
    chats = [body.get("chat") or (body.get("message") or {}).get("chat") for body in bodies]
    return next((chat["id"] for chat in chats if isinstance(chat, dict) and "id" in chat), 0)


def bring_back(world: World, args: Args) -> list[int]:
    """Send a bot its last `last` updates again, whether or not it confirmed them."""
    bot = world.the_bot(args.get("bot"))
    returned = world.queues[bot.id].bring_back(args.get("last", 1), apart=args.get("apart", False))
    for queued in returned:
        world.carry(bot, queued)
    return [queued.id for queued in returned]


def skip_updates(world: World, args: Args) -> dict[str, int]:
    """Let the next update's number jump `by`, forwards or back (as after a quiet week)."""
    queue = world.queues[world.the_bot(args.get("bot")).id]
    queue.next_id += args["by"]
    return {"next": queue.next_id}


def pending(world: World, args: Args) -> list[dict[str, Any]]:
    """Give the updates that wait for a bot."""
    return [queued.update for queued in world.queues[world.the_bot(args.get("bot")).id].pending]


def polls(world: World, args: Args) -> bool:
    """Say whether a bot waits in a long poll now."""
    return world.queues[world.the_bot(args.get("bot")).id].waiting > 0


def targets(world: World, args: Args) -> None:
    """Let a bot's webhook go to several addresses in turn."""
    bot = world.the_bot(args.get("bot"))
    hook = world.queues[bot.id].webhook
    if hook is None:
        raise errors.Misuse("the bot has no webhook")
    if not args["urls"] or not all(map(methods_updates.is_local, args["urls"])):
        raise errors.Misuse("webhook addresses are on this machine")
    hook.addresses = tuple(args["urls"])


VERBS: dict[str, Callable[[World, Args], Any]] = {
    each.__name__: each
    for each in (
        chats, chat, messages, sent, calls, violations, forgive, count, answer, fault, release, limits, now, advance,
        stop_clock, run_clock, inject, bring_back, skip_updates, pending, polls, targets,
    )
}  # fmt: skip
