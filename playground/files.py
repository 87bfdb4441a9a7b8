"""Files people and bots have sent: bytes, names, ids, sizes; what Telegram can see of a picture from its header."""

import itertools
import mimetypes
import struct
from dataclasses import dataclass, field
from typing import Any

DOWNLOAD_MAX = 20 * 1024 * 1024
UPLOAD_MAX = 50 * 1024 * 1024
PHOTO_MAX = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request or is sent by a person. `size` may claim more than `content` holds."""

    name: str
    content: bytes
    mime: str = ""
    claimed_size: int | None = None

    @property
    def size(self) -> int:
        """Give the size in bytes that Telegram would see."""
        return len(self.content) if self.claimed_size is None else self.claimed_size


@dataclass(frozen=True, slots=True)
class Stored:
    """A file Telegram keeps. `kind` is photo, document, voice, video or audio; `path` is for the download address."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    upload: Upload
    width: int = 0
    height: int = 0

    def wire(self) -> dict[str, Any]:
        """Give the File object of getFile."""
        return {**self._ids(), "file_path": self.path}

    def _ids(self) -> dict[str, Any]:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.upload.size}

    def body(self) -> dict[str, Any]:
        """Give the field of a Message that shows this file."""
        if self.kind == "photo":
            return {"photo": [{**self._ids(), "width": self.width, "height": self.height}]}
        shown: dict[str, Any] = {**self._ids(), "mime_type": self.upload.mime}
        if self.kind in ("document", "audio", "video"):
            shown["file_name"] = self.upload.name
        if self.kind in ("voice", "audio", "video"):
            shown["duration"] = 1
        if self.kind == "video":
            shown |= {"width": self.width, "height": self.height}
        return {self.kind: shown}


@dataclass(slots=True)
class Files:
    """All files of the world by file id."""

    kept: dict[str, Stored] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def keep(self, kind: str, upload: Upload) -> Stored:
        """Store a file under new ids."""
        number = next(self._numbers)
        mime = upload.mime or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        width, height = picture_size(upload.content) or (320, 240)
        extension = "." + upload.name.rsplit(".", 1)[-1] if "." in upload.name else ""
        stored = Stored(
            file_id=f"PlaygroundFile{number:06d}{kind}",
            unique_id=f"PG{number:06d}",
            kind=kind,
            path=f"{kind}s/file_{number}{extension}",
            upload=Upload(upload.name, upload.content, mime, upload.claimed_size),
            width=width,
            height=height,
        )
        self.kept[stored.file_id] = stored
        return stored

    def at(self, path: str) -> Stored | None:
        """Find a file by its download path."""
        return next((stored for stored in self.kept.values() if stored.path == path), None)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Read width and height from the header of a PNG or JPEG picture; `None` if it is neither."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments of a JPEG to its frame header."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + length
    return None
