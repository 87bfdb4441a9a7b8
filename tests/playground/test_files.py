"""Files both ways: uploads, downloads, pictures, sizes, albums."""

import struct
import zlib

import pytest

from playground import files, http
from playground.client import Client
from playground.client_deeds import Sent
from playground.views import ChatView, UserView
from tests.playground.robots import Robot


def png(width: int, height: int) -> bytes:
    """Make a picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * ((width + 7) // 8)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_a_document_of_a_bot_can_be_fetched_again(robot: Robot, hall: ChatView) -> None:
    result = await robot.ok(
        "sendDocument", chat_id=hall.id, document=b"a;b\n", caption="<b>Plan</b>", parse_mode="HTML"
    )
    assert (result["document"]["file_name"], result["document"]["file_size"]) == ("document.bin", 4)
    assert (result["caption"], result["caption_entities"][0]["type"]) == ("Plan", "bold")
    found = await robot.ok("getFile", file_id=result["document"]["file_id"])
    async with robot.session.get(f"{robot.url}/file/bot{robot.view.token}/{found['file_path']}") as answer:
        assert (answer.status, await answer.read()) == (200, b"a;b\n")


async def test_a_file_a_person_sends_reaches_the_bot(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    sent = await stage.send(desk, ann, Sent("名单".encode("gb18030"), "名单.csv"), text="the plan")
    (update,) = await robot.updates()
    assert update["message"]["document"]["file_name"] == "名单.csv"
    assert update["message"]["document"]["mime_type"] == "text/csv"
    assert update["message"]["caption"] == "the plan"
    assert sent.file is not None
    async with robot.session.get(f"{robot.url}/file/bot{robot.view.token}/{sent.file.path}") as answer:
        assert (await answer.read()).decode("gb18030") == "名单"


async def test_a_photo_has_the_size_of_its_picture(robot: Robot, hall: ChatView) -> None:
    result = await robot.ok("sendPhoto", chat_id=hall.id, photo=png(640, 480))
    assert (result["photo"][-1]["width"], result["photo"][-1]["height"]) == (640, 480)
    again = await robot.ok("sendPhoto", chat_id=hall.id, photo=result["photo"][-1]["file_id"])
    assert again["photo"] == result["photo"]


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (b"no picture", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        (png(8000, 2001), "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (png(100, 4), "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (b"", "400 Bad Request: file must be non-empty"),
    ],
)
async def test_what_is_no_photo_is_refused(robot: Robot, hall: ChatView, photo: bytes, words: str) -> None:
    assert await robot.refused("sendPhoto", chat_id=hall.id, photo=photo) == words


async def test_a_photo_of_more_than_10_mb_is_too_big(robot: Robot, hall: ChatView) -> None:
    words = await robot.refused("sendPhoto", chat_id=hall.id, photo=b"\0" * (files.PHOTO_MAX + 1))
    assert words == (
        "400 Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"
    )


async def test_more_than_50_mb_are_refused_before_they_are_read(robot: Robot, hall: ChatView) -> None:
    words = await robot.refused("sendDocument", chat_id=hall.id, document=b"\0" * (http.BODY_MAX + 1))
    assert words == "413 Request Entity Too Large"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("", "400 Bad Request: there is no document in the request"),
        ("https://example.org/a.pdf", "400 Bad Request: failed to get HTTP URL content"),
        ("BQACAgIAAx", "400 Bad Request: wrong file identifier/HTTP URL specified"),
    ],
)
async def test_files_that_are_not_there_are_refused(robot: Robot, hall: ChatView, document: str, words: str) -> None:
    assert await robot.refused("sendDocument", chat_id=hall.id, document=document) == words


async def test_a_photo_is_no_document(robot: Robot, hall: ChatView) -> None:
    result = await robot.ok("sendPhoto", chat_id=hall.id, photo=png(10, 10))
    words = await robot.refused("sendDocument", chat_id=hall.id, document=result["photo"][0]["file_id"])
    assert words == "400 Bad Request: can't use file of type Photo as Document"


async def test_a_file_may_be_attached_under_another_name(robot: Robot, hall: ChatView) -> None:
    result = await robot.ok("sendDocument", chat_id=hall.id, document="attach://plan", plan=b"x")
    assert result["document"]["file_name"] == "plan.bin"


async def test_a_caption_of_more_than_1024_is_too_long(robot: Robot, hall: ChatView) -> None:
    words = await robot.refused("sendPhoto", chat_id=hall.id, photo=png(10, 10), caption="x" * 1025)
    assert words == "400 Bad Request: message caption is too long"


async def test_more_than_20_mb_can_not_be_fetched_and_unknown_files_neither(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    sent = await stage.send(desk, ann, Sent(b"x", "film.bin", size=files.DOWNLOAD_MAX + 1))
    assert sent.file is not None
    assert await robot.refused("getFile", file_id=sent.file.file_id) == "400 Bad Request: file is too big"
    assert await robot.refused("getFile", file_id="nothing") == "400 Bad Request: invalid file_id"
    async with robot.session.get(f"{robot.url}/file/bot{robot.view.token}/documents/none") as answer:
        assert answer.status == 404


async def test_an_album_is_several_messages_of_one_group(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    pictures = [Sent(png(10, 10), f"{number}.png", "photo") for number in range(3)]
    await stage.album(desk, ann, pictures, text="/done 5")
    bodies = [update["message"] for update in await robot.updates()]
    assert len({body["media_group_id"] for body in bodies}) == 1
    assert [body.get("caption") for body in bodies] == ["/done 5", None, None]


@pytest.mark.parametrize("kind", ["voice", "video", "audio"])
async def test_other_media_reach_the_bot(stage: Client, robot: Robot, desk: ChatView, ann: UserView, kind: str) -> None:
    await stage.send(desk, ann, Sent(b"x", f"a.{kind}", kind))
    (update,) = await robot.updates()
    assert update["message"][kind]["file_size"] == 1


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (png(7, 9), (7, 9)),
        (bytes.fromhex("ffd8ffe000040000ffc000110800090007030111000211010311ffd9"), (7, 9)),
        (b"\xff\xd8", None),
        (b"\xff\xd8\xff\xe0\x00\x00\xff\xe0\x00\x00\xff\xe0", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"", None),
    ],
)
def test_the_size_of_a_picture_is_in_its_header(content: bytes, size: tuple[int, int] | None) -> None:
    assert files.picture_size(content) == size


async def test_a_photo_takes_the_place_of_another_in_its_message(robot: Robot, hall: ChatView) -> None:
    sent = await robot.ok("sendPhoto", chat_id=hall.id, photo=png(640, 480), caption="one")
    media = {"type": "photo", "media": "attach://other", "caption": "<b>two</b>", "parse_mode": "HTML"}
    where = {"chat_id": hall.id, "message_id": sent["message_id"]}
    changed = await robot.ok("editMessageMedia", **where, media=media, other=png(320, 200))
    assert (changed["photo"][-1]["width"], changed["caption"]) == (320, "two")
    same = {**media, "media": changed["photo"][-1]["file_id"]}
    assert "message is not modified" in await robot.refused("editMessageMedia", **where, media=same)
    again = await robot.ok("editMessageMedia", **where, media={"type": "photo", "media": sent["photo"][-1]["file_id"]})
    assert (again["photo"], again.get("caption")) == (sent["photo"], None)

    text = await robot.ok("sendMessage", chat_id=hall.id, text="x")
    refused = await robot.refused("editMessageMedia", chat_id=hall.id, message_id=text["message_id"], media=same)
    assert refused == "400 Bad Request: there is no media in the message to edit"
