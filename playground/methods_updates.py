"""The methods by which updates are fetched, webhooks set and presses answered."""

import asyncio
import ipaddress
import re
import urllib.parse
from datetime import timedelta
from typing import Any

from playground import errors, people, queues
from playground.requests import Request
from playground.world import World

QUERY_LIFE = timedelta(seconds=30)
"""How long a press may wait for its answer; Telegram publishes no figure."""
LONGEST_POLL = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"


async def get_updates(request: Request) -> list[dict[str, Any]]:
    """Give waiting updates, or wait for one up to `timeout` seconds (real ones). Raises Refusal 409."""
    queue = request.world.queues[request.bot.id]
    if queue.webhook:
        raise errors.conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    if "allowed_updates" in request.params:
        queue.allow(request.items("allowed_updates"))
    queue.poll += 1
    mine = queue.poll
    queue.changes.tell()
    queue.confirm(request.number("offset") or 0)
    queue.waiting += 1
    request.world.changes.tell()
    try:
        await _wait(request, queue, mine)
    finally:
        queue.waiting -= 1
    _check_undisturbed(queue, mine)
    queue.forget_old(request.world.now())
    limit = request.number("limit")
    return queue.take(limit if limit and 0 < limit <= 100 else 100)


async def _wait(request: Request, queue: queues.UpdateQueue, mine: int) -> None:
    loop = asyncio.get_running_loop()
    seconds = min(max(request.number("timeout") or 0, 0), LONGEST_POLL)
    deadline = loop.time() + seconds
    while not queue.pending and queue.poll == mine and not queue.webhook:
        seen = queue.changes.count
        if not await queue.changes.wait(seen, deadline - loop.time()):
            return


def _check_undisturbed(queue: queues.UpdateQueue, mine: int) -> None:
    """A later poll, or a webhook set meanwhile, ends this one."""
    if queue.poll != mine:
        raise errors.conflict(_TERMINATED)
    if queue.webhook:
        raise errors.conflict("terminated by setWebhook request")


def set_webhook(request: Request) -> bool:
    """Post updates to an address on this machine from now on. Raises Refusal: bad address or secret."""
    url, secret = request.text("url"), request.text("secret_token")
    queue = request.world.queues[request.bot.id]
    _drop_pending(request, queue)
    if not url:
        queue.webhook = None
        return True
    if not is_local(url):
        raise errors.bad_request("bad webhook: the playground posts only to an address of this machine")
    if secret and not _SECRET.fullmatch(secret):
        raise errors.bad_request("secret token contains unallowed characters")
    if "allowed_updates" in request.params:
        queue.allow(request.items("allowed_updates"))
    most = request.number("max_connections") or 40
    queue.webhook = queues.Webhook(url, secret, min(max(most, 1), 100), (url,))
    queue.changes.tell()
    _begin(request.world, request.bot)
    return True


def is_local(url: str) -> bool:
    """Say whether a webhook address leads to this machine: loopback only, http or https."""
    parts = urllib.parse.urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        return False
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _begin(world: World, bot: people.Bot) -> None:
    if world.deliverer:
        world.deliverer.begin(bot)


def _drop_pending(request: Request, queue: queues.UpdateQueue) -> None:
    if request.flag("drop_pending_updates"):
        queue.pending.clear()


def delete_webhook(request: Request) -> bool:
    """Go back to getUpdates; what waits is kept unless asked otherwise."""
    queue = request.world.queues[request.bot.id]
    queue.webhook = None
    _drop_pending(request, queue)
    return True


def get_webhook_info(request: Request) -> dict[str, Any]:
    """Tell of the webhook and how many updates wait."""
    queue = request.world.queues[request.bot.id]
    hook = queue.webhook
    answer: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(queue.pending),
    }
    if hook:
        answer |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if hook and hook.last_error_at:
        answer |= {"last_error_date": int(hook.last_error_at.timestamp()), "last_error_message": hook.last_error}
    if queue.allowed is not None:
        answer["allowed_updates"] = sorted(queue.allowed)
    return answer


def answer_query(request: Request) -> bool:
    """Answer a press. Raises Refusal: too old or unknown."""
    world = request.world
    query = world.queries.get(request.text("callback_query_id"))
    if query is None or query.bot_id != request.bot.id or world.now() - query.at > QUERY_LIFE:
        raise errors.bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(request.text("text")) > 200:
        raise errors.bad_request("MESSAGE_TOO_LONG")
    query.answer = {key: value for key, value in request.params.items() if key != "callback_query_id"}
    world.changes.tell()
    return True
