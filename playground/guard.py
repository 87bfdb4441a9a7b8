"""Who may ask the playground: programs and pages of this machine, and no web page from elsewhere; it reads no body."""

import urllib.parse

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK_NAMES = frozenset(("127.0.0.1", "localhost", "[::1]"))
FOR_PROGRAMS = ("/bot", "/file/", "/control/")
"""What no page asks for, not even the playground's own: a link or a picture elsewhere must not reach it either."""


class Guard:
    """Turns away what names another host, and what a browser sends for a page of another origin."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 421 or 403 with a sentence, or let the request in."""
        status, why = _refusal(scope) if scope["type"] == "http" else (0, "")
        await (PlainTextResponse(why, status) if status else self.app)(scope, receive, send)


def _refusal(scope: Scope) -> tuple[int, str]:
    said = {name: value.decode("latin-1") for name, value in scope["headers"]}
    host = said.get(b"host", "")
    if not _is_this_machine(host):
        return 421, "this playground answers only on this machine\n"
    origin = said.get(b"origin")
    if origin is not None and urllib.parse.urlsplit(origin).netloc != host:
        return 403, "this playground answers no page of another origin\n"
    if scope["path"].startswith(FOR_PROGRAMS) and said.get(b"sec-fetch-site") in ("cross-site", "same-site"):
        return 403, "this is for programs, not for pages\n"
    return 0, ""


def _is_this_machine(host: str) -> bool:
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdigit():
        name = host
    return name.lower() in LOOPBACK_NAMES
