"""A bare Bot API server: hands out the load, takes answers, checks nothing; runs in a process of its own."""

import argparse
import asyncio
import time
from typing import Any

import orjson
from aiohttp import web

from benchmarks.intake import load

_BOT = {
    "id": load.BOT_ID,
    "is_bot": True,
    "first_name": "Muster",
    "username": "MusterBot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_inline_queries": False,
}


class Bare:
    """The queue is handed out from the offset asked for; the clock runs from the first update to the last answer."""

    def __init__(self, updates: int) -> None:
        date = int(time.time())
        self._raw = [orjson.dumps(load.update(number, date)) for number in range(updates)]
        self._wanted = updates
        self._started: float | None = None
        self._answered: set[int] = set()
        self._messages = 0
        self._others: dict[str, int] = {}
        self._ended: float | None = None
        self._open = False
        self._polls = 0
        self._confirmed = 0

    def begin(self) -> None:
        self._open = True

    def report(self) -> dict[str, Any]:
        seconds = self._ended - self._started if self._ended and self._started else None
        return {"seconds": seconds, "polls": self._polls, "messages": self._messages, "others": self._others}

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        if method == "getme":
            return _ok(_BOT)
        fields = await _fields(request)
        if method == "getupdates":
            answer = self._updates(int(fields.get("offset") or 0), int(fields.get("limit") or 100))
            if answer is None:
                await asyncio.sleep(0.02)  # as a long poll: nobody spins
            return answer or _ok([])
        if method == "sendmessage":
            return self._message(int(fields["chat_id"]), str(fields["text"]))
        if method == "getchatmember":
            return _ok({"status": "member", "user": _BOT})
        self._others[method] = self._others.get(method, 0) + 1
        return _ok(True)

    def _updates(self, offset: int, limit: int) -> web.Response | None:
        self._polls += 1
        if not self._open:
            return None
        first = self._confirmed = max(self._confirmed, offset - load.FIRST_UPDATE)
        batch = self._raw[first : first + limit]
        if not batch:
            return None
        if self._started is None:
            self._started = time.monotonic()
        return web.Response(body=b'{"ok":true,"result":[' + b",".join(batch) + b"]}", content_type="application/json")

    def _message(self, chat_id: int, text: str) -> web.Response:
        self._messages += 1
        if self._messages == self._wanted:
            self._ended = time.monotonic()
        chat = {"id": chat_id, "type": "supergroup", "title": "Group"}
        return _ok({"message_id": 1_000_000 + self._messages, "date": int(time.time()), "chat": chat, "text": text})


async def _fields(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        found = orjson.loads(await request.read())
        return found if isinstance(found, dict) else {}
    posted = await request.post()
    return {**request.query, **posted}


def _ok(result: Any) -> web.Response:
    return web.Response(body=b'{"ok":true,"result":' + orjson.dumps(result) + b"}", content_type="application/json")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--updates", type=int, required=True)
    parser.add_argument("--port", type=int, required=True)
    chosen = parser.parse_args()
    bare = Bare(chosen.updates)

    async def begin(_: web.Request) -> web.Response:
        bare.begin()
        return _ok(True)

    async def report(_: web.Request) -> web.Response:
        return _ok(bare.report())

    app = web.Application()
    app.router.add_post("/begin", begin)
    app.router.add_get("/report", report)
    app.router.add_route("*", "/bot{token}/{method}", bare.call)
    web.run_app(app, host="127.0.0.1", port=chosen.port, print=None, access_log=None)


if __name__ == "__main__":
    main()
