"""Files on the chat page: how a message shows one, and its download; only pictures are ever opened by the browser."""

import urllib.parse
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from playground import messages, page_look
from playground.world import World

KINDS = ("photo", "document", "voice", "video", "audio")
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attached:
    """A file under its address on the page; a picture is shown, the rest offered for download."""

    address: str
    name: str
    size: str
    is_picture: bool
    width: int = 0
    height: int = 0


def attached(look: page_look.Look, sent: messages.Message) -> Attached | None:
    """Show the file of a message, if it has one."""
    for kind in KINDS:
        shown = sent.body.get(kind)
        shown = shown[-1] if isinstance(shown, list) else shown
        stored = look.world.files.kept.get(shown["file_id"]) if shown else None
        if stored:
            upload = stored.upload
            is_picture = kind == "photo" and picture_type(upload.content) is not None
            name = upload.name or look.words("picture" if is_picture else "file")
            size = (stored.width, stored.height) if is_picture else (0, 0)
            return Attached(f"/page/files/{stored.file_id}", name, _size(upload.size), is_picture, *size)
    return None


def picture_type(content: bytes) -> str | None:
    """Tell from its first bytes which kind of picture a browser may show; `None` for everything else."""
    return next((kind for start, kind in _PICTURES if content.startswith(start)), None)


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.1f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def download(world: World, request: Request) -> Response:
    """Give a file of the world; what is no picture is only ever saved, never shown."""
    found = world.files.kept.get(request.path_params["file_id"])
    if found is None:
        return Response("no such file\n", 404, media_type="text/plain")
    shown_as = picture_type(found.upload.content) if found.kind == "photo" else None
    name = urllib.parse.quote(found.upload.name or "file", safe="", errors="replace")
    how = "inline" if shown_as else "attachment"
    headers = {"Content-Disposition": f"{how}; filename*=UTF-8''{name}", "Cache-Control": "max-age=3600"}
    return Response(found.upload.content, headers=headers, media_type=shown_as or "application/octet-stream")
