"""The chat page of the local Telegram: what a browser may ask for, and who may ask; it shows, others decide.

Only this machine and no page of another origin is answered (`guard`), nothing is loaded from elsewhere, and deeds need
a header that no other page can send unasked.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from playground import (
    errors,
    files,
    page_chats,
    page_deeds,
    page_files,
    page_look,
    page_rehearsal,
    page_scene,
    page_time,
    page_view,
    page_words,
)
from playground.world import World

OnAdvance = Callable[[], Awaitable[None]]
OnRehearse = Callable[[], Awaitable[Sequence[tuple[datetime, str, str]]]]
"""Gives what would be sent in the next fortnight: the instant (aware), to whom, the text."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HEARTBEAT = 15.0
"""Real seconds after which a silent stream of events says that it is still there."""
FORM_MAX = files.UPLOAD_MAX + 1024 * 1024
_STATIC_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "txt": "text/plain"}


def routes(
    world: World,
    *,
    on_advance: OnAdvance | None = None,
    on_rehearse: OnRehearse | None = None,
    start_chat: int | None = None,
    start_person: int | None = None,
    start_zone: str = "UTC",
) -> list[Route]:
    """Give the routes of the page, for `serve(world, extra_routes=…)`; the page stands at `/`.

    `on_advance` is awaited after each press of a clock button, so that a bot in the same process can tick at once;
    `on_rehearse`, where it is given, is awaited for what the page then shows as a rehearsal.
    `start_chat` (a chat's id, or a person's for the private chat), `start_person` and `start_zone` (IANA) are what a
    newcomer sees first; the ids may come into being later.
    """
    page = Page(world, Bot(on_advance, on_rehearse), page_look.Defaults(start_chat, start_person, start_zone))
    return [
        Route("/", page.index, methods=["GET"]),
        Route("/page/state", page.state, methods=["GET"]),
        Route("/page/events", page.events, methods=["GET"]),
        Route("/page/do/{deed}", page.do, methods=["POST"]),
        Route("/page/files/{file_id}", page.file, methods=["GET"]),
        Route("/page/static/{name}", page.static, methods=["GET"]),
    ]


@dataclass(frozen=True, slots=True)
class Bot:
    """What a bot in the same process does for the page, where there is one."""

    on_advance: OnAdvance | None = None
    on_rehearse: OnRehearse | None = None


class Page:
    """The endpoints over one world."""

    def __init__(self, world: World, bot: Bot, defaults: page_look.Defaults) -> None:
        """Begin with everything unread."""
        self.world, self.bot, self.defaults = world, bot, defaults
        self.views = page_view.Views(page_chats.Seen(), can_rehearse=bot.on_rehearse is not None)
        self._static = {
            each.name: each.read_bytes() for each in resources.files("playground").joinpath("static").iterdir()
        }
        self._moving = asyncio.Lock()

    def _look(self, request: Request, query: Mapping[str, str]) -> page_look.Look:
        return page_look.read(self.world, query, self.defaults, request.headers.get("accept-language", ""))

    async def index(self, request: Request) -> Response:
        """Give the whole page."""
        look = self._look(request, request.query_params)
        html = self.views.page(look, has_chosen="chat" in request.query_params)
        headers = {**HEADERS, "Cache-Control": "no-store"}
        return Response(html.encode("utf-8", "replace"), headers=headers, media_type="text/html")

    async def state(self, request: Request) -> Response:
        """Give what can change, for the view asked for; `open=1` marks the chat as read."""
        query = request.query_params
        wanted = page_view.Wanted(*(query.get(key) == "1" for key in ("open", "calls", "polls")))
        return _json(self.views.state(self._look(request, query), wanted))

    async def events(self, request: Request) -> Response:
        """Tell the number of changes whenever it rises, as server-sent events."""
        return StreamingResponse(
            self._events(), headers={**HEADERS, "Cache-Control": "no-store"}, media_type="text/event-stream"
        )

    async def _events(self) -> AsyncIterator[str]:
        changes, told = self.world.changes, -1
        while not changes.is_closing:
            yield f"data: {changes.count}\n\n" if changes.count != told else ": still here\n\n"
            told = changes.count
            await changes.wait(told, HEARTBEAT)

    async def do(self, request: Request) -> Response:
        """Do what the form asks for, or answer with a sentence under `error`.

        A refusal is an answer like any other (200): browsers log every other status as a fault of the page.
        """
        if not _is_from_page(request):
            return _json({"error": "only the page itself may do this"}, 403)
        words = page_words.Words(page_words.preferred(request.headers.get("accept-language", "")))
        try:
            form, upload = await _form(request)
            words = page_words.Words(form.get("lang", words.language))
            look = self._look(request, form)
            return _json(await self._do(request.path_params["deed"], page_deeds.Deed(look, form, upload)) or {})
        except page_words.Refused as refused:
            return _json({"error": words(refused.key, **refused.values)})
        except (errors.Misuse, errors.Refusal) as refused:
            return _json({"error": words("impossible", reason=str(refused))})

    async def _do(self, name: str, deed: page_deeds.Deed) -> page_deeds.Answer:
        if name == "clock":
            return await self._move_clock(deed)
        if name == "rehearse" and self.bot.on_rehearse is not None:
            return {"said": page_rehearsal.told(await self.bot.on_rehearse(), deed.look), "is_alert": True}
        known = page_deeds.DEEDS.get(name) or page_scene.DEEDS.get(name)
        if known is None:
            raise page_words.Refused("impossible", reason=name)
        return await known(deed)

    async def _move_clock(self, deed: page_deeds.Deed) -> page_deeds.Answer:
        """Move the clock by one step, then let the bot take its turn; presses in a row wait for each other."""
        step, look = page_time.STEPS.get(deed.form.get("step", "")), deed.look
        if step is None:
            raise page_words.Refused("impossible", reason=deed.form.get("step", ""))
        async with self._moving:
            now = self.world.now()
            self.world.clock.advance(step(now, look.zone) - now)
            here = self.world.now().astimezone(look.zone)
            try:
                if self.bot.on_advance:
                    await self.bot.on_advance()
            except Exception as error:
                raise page_words.Refused("tick_failed", error=repr(error)) from error
        shown = f"{page_time.day(here, here, look.language)} {page_time.minute(here)}"
        return {"said": look.words("moved", now=shown)}

    async def file(self, request: Request) -> Response:
        """Give a file of a message."""
        answer = page_files.download(self.world, request)
        answer.headers.update(HEADERS)
        return answer

    async def static(self, request: Request) -> Response:
        """Give a style sheet, a script, the icon, a licence."""
        name = request.path_params["name"]
        if name not in self._static:
            return Response("not found\n", 404, headers=HEADERS, media_type="text/plain")
        kind = _STATIC_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        return Response(self._static[name], headers={**HEADERS, "Cache-Control": "no-cache"}, media_type=kind)


def _json(answer: dict[str, Any], status: int = 200) -> Response:
    headers = {**HEADERS, "Cache-Control": "no-store"}
    return Response(json.dumps(answer), status, headers=headers, media_type="application/json")


def _is_from_page(request: Request) -> bool:
    """A page of another origin can't send this header unasked; `guard` has turned away what told another Origin."""
    return request.headers.get("x-playground") == "page"


async def _form(request: Request) -> tuple[dict[str, str], files.Upload | None]:
    """Read the fields and the file of a form. Raises Refused: the file is too big."""
    length = page_look.whole(request.headers.get("content-length"))
    if length is None or length > FORM_MAX:
        raise page_words.Refused("too_big")
    fields: dict[str, str] = {}
    upload = None
    async with request.form(max_files=1) as form:
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                upload = files.Upload(value.filename or "file", await value.read(), value.content_type or "")
            else:
                fields[key] = value
    if upload and upload.size > files.UPLOAD_MAX:
        raise page_words.Refused("too_big")
    return fields, upload
