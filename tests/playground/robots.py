"""A bot without a library: it posts form fields as python-telegram-bot does and shows the raw answers."""

import io
import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from playground.views import BotView


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, JSON body and headers (names in lower case) of one answer."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Robot:
    """A bot of the playground and a way to call methods in its name."""

    view: BotView
    url: str
    session: aiohttp.ClientSession

    @property
    def id(self) -> int:
        return self.view.id

    async def call(self, method: str, **params: Any) -> Answer:
        """Call a method; lists and objects go as JSON text in a field, bytes as a file."""
        form = aiohttp.FormData()
        for key, value in params.items():
            if isinstance(value, bytes):
                form.add_field(key, io.BytesIO(value), filename=f"{key}.bin")
            else:
                form.add_field(key, value if isinstance(value, str) else json.dumps(value))
        async with self.session.post(f"{self.url}/bot{self.view.token}/{method}", data=form) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, await answer.json(), headers)

    async def ok(self, method: str, **params: Any) -> Any:
        """Call a method that shall succeed; give its result."""
        answer = await self.call(method, **params)
        assert answer.body["ok"], answer.body
        return answer.body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """Call a method that shall be refused; give code and description."""
        answer = await self.call(method, **params)
        assert not answer.body["ok"], answer.body
        assert answer.status == answer.body["error_code"]
        return f"{answer.status} {answer.body['description']}"

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """Fetch what waits and confirm it."""
        found: list[dict[str, Any]] = await self.ok("getUpdates", **params)
        if found:
            await self.ok("getUpdates", offset=found[-1]["update_id"] + 1, limit=1, timeout=0)
        return found

    async def kinds(self) -> list[str]:
        """Fetch what waits; name each update by its kind, and a service message by what it tells."""
        return [kind_of(update) for update in await self.updates()]


def kind_of(update: dict[str, Any]) -> str:
    """Name an update."""
    kind = next(key for key in update if key != "update_id")
    body = update[kind]
    told = next((key for key in body if key.startswith(("new_chat_", "left_", "migrate_", "pinned", "forum_"))), "")
    if kind in ("message", "channel_post") and told:
        return told
    return kind
