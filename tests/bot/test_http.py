"""The request class, through a real `telegram.Bot` and a real socket: what arrives, and what comes back."""

import asyncio
import io

import orjson
import pytest
import telegram
from aiohttp import web

from bot import http
from tests.bot.loopback import TOKEN, Call, bot_api, calling, message, ok


async def test_a_message_arrives_as_form_fields_with_objects_as_json() -> None:
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("收到", callback_data="r:1")]])
    async with bot_api(lambda call: ok(message())) as server, calling(server.url) as bot:
        sent = await bot.send_message(
            -1001, "第 12 项 & <b>50 %</b> = +1", reply_markup=keyboard, disable_notification=True
        )

    call = server.calls[0]
    assert sent.message_id == 5
    assert call.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert call.fields["chat_id"] == "-1001"
    assert call.fields["text"] == "第 12 项 & <b>50 %</b> = +1"
    assert call.fields["disable_notification"] == "true"
    assert orjson.loads(call.fields["reply_markup"]) == keyboard.to_dict()


async def test_a_call_without_parameters_arrives() -> None:
    me = {"id": 1, "is_bot": True, "first_name": "Muster"}
    async with bot_api(lambda call: ok(me)) as server, calling(server.url) as bot:
        assert (await bot.get_me()).first_name == "Muster"


async def test_a_broken_character_becomes_a_question_mark_instead_of_a_failure() -> None:
    async with bot_api(lambda call: ok(message())) as server, calling(server.url) as bot:
        await bot.send_message(-1001, "half \ud83d of a smile")
        await bot.do_api_request("sendNews", {"chat_id": -1001, "text": "x", "entities": [{"type": "b\udc00"}]})

    assert server.calls[0].fields["text"] == "half ? of a smile"
    assert server.calls[1].fields["entities"] == '[{"type": "b?"}]'


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("周报 12月4日.xlsx", "周报 12月4日.xlsx"),
        ("Wöche №5 😀.txt", "Wöche №5 😀.txt"),
        ('a"b\\c/d.txt', "a_b_c_d.txt"),
        ("two\r\nlines: x.txt", "two__lines: x.txt"),
    ],
)
async def test_a_document_arrives_whole_under_its_name(given: str, shown: str) -> None:
    content = bytes(range(256)) * 10
    async with bot_api(lambda call: ok(message())) as server, calling(server.url) as bot:
        await bot.send_document(-1001, io.BytesIO(content), filename=given, caption="第 1 季度")

    call = server.calls[0]
    assert call.files["document"][0] == shown
    assert call.files["document"][2] == content
    assert call.fields["caption"] == "第 1 季度"
    assert call.fields["chat_id"] == "-1001"


async def test_several_files_arrive_each_under_the_name_the_fields_refer_to() -> None:
    media = [
        telegram.InputMediaDocument(b"first", filename="一.txt"),
        telegram.InputMediaDocument(b"second", filename="二.txt"),
    ]
    async with bot_api(lambda call: ok([message(), message()])) as server, calling(server.url) as bot:
        await bot.send_media_group(-1001, media)

    call = server.calls[0]
    assert sorted(file[0] for file in call.files.values()) == ["一.txt", "二.txt"]
    assert all(f"attach://{name}" in call.fields["media"] for name in call.files)


async def test_an_open_file_is_streamed() -> None:
    document = telegram.InputFile(io.BytesIO(b"x" * 3_000_000), filename="big.bin", read_file_handle=False)
    async with bot_api(lambda call: ok(message())) as server, calling(server.url) as bot:
        await bot.send_document(-1001, document)

    assert len(server.calls[0].files["document"][2]) == 3_000_000


async def test_a_very_large_form_arrives_whole() -> None:
    text = "长" * 500_000
    async with bot_api(lambda call: ok(message())) as server, calling(server.url) as bot:
        await bot.send_message(-1001, text)

    assert server.calls[0].fields["text"] == text


async def test_a_large_answer_and_a_file_come_back_whole() -> None:
    def answer(call: Call) -> web.Response:
        return (
            web.Response(body=b"<html>" + bytes(5_000_000))
            if call.method == "f.bin"
            else ok([{"update_id": 1, "x": "长" * 10**6}])
        )

    async with bot_api(answer) as server, calling(server.url) as bot:
        wire = bot.request
        assert isinstance(wire, http.AiohttpRequest)
        updates = await wire.call(bot, "getUpdates", {"offset": 1}, read_timeout=5.0)
        fetched = await wire.retrieve(f"{server.url}/file/bot{TOKEN}/f.bin")

    assert len(updates[0]["x"]) == 10**6
    assert len(fetched) == 5_000_006


async def test_a_raw_call_sends_lists_as_json_and_leaves_out_what_is_none() -> None:
    async with bot_api(lambda call: ok([])) as server, calling(server.url) as bot:
        wire = bot.request
        assert isinstance(wire, http.AiohttpRequest)
        fields: dict[str, object] = {"offset": None, "timeout": 50, "allowed_updates": ["message", "my_chat_member"]}
        assert await wire.call(bot, "getUpdates", fields, read_timeout=5.0) == []

    assert server.calls[0].method == "getUpdates"
    assert server.calls[0].fields == {"timeout": "50", "allowed_updates": '["message","my_chat_member"]'}


async def test_broken_bytes_in_an_answer_do_not_lose_the_rest() -> None:
    body = b'{"ok":true,"result":[{"update_id":7,"text":"\xff \\ud83d"}]}'
    async with bot_api(lambda call: web.Response(body=body)) as server, calling(server.url) as bot:
        wire = bot.request
        assert isinstance(wire, http.AiohttpRequest)
        updates = await wire.call(bot, "getUpdates", {}, read_timeout=5.0)

    assert updates[0]["update_id"] == 7


async def test_many_calls_at_once_share_few_connections_and_none_is_lost() -> None:
    async def answer(call: Call) -> web.Response:
        await asyncio.sleep(0)
        return ok(message(call.fields["text"]))

    async with bot_api(answer) as server, calling(server.url, connections=4) as bot:
        sent = await asyncio.gather(*(bot.send_message(-1001, str(n)) for n in range(200)))

    assert [each.text for each in sent] == [str(n) for n in range(200)]


async def test_it_may_be_opened_and_closed_twice_and_opened_again() -> None:
    wire = http.AiohttpRequest()
    async with bot_api(lambda call: ok(message())) as server:
        bot = telegram.Bot(TOKEN, base_url=f"{server.url}/bot", request=wire)
        for _ in range(2):
            await wire.initialize()
            await wire.initialize()
            await bot.send_message(-1001, "hello")
            await wire.shutdown()
            await wire.shutdown()

    assert len(server.calls) == 2


async def test_a_closed_one_has_sent_nothing() -> None:
    bot = telegram.Bot(TOKEN, request=http.AiohttpRequest())

    with pytest.raises(http.NotSentError) as caught:
        await bot.send_message(-1001, "hello")

    assert not http.was_maybe_taken(caught.value)


def test_it_says_its_read_timeout() -> None:
    assert http.AiohttpRequest(timeouts=http.Timeouts(read=33.0)).read_timeout == 33.0


async def test_who_finds_no_free_connection_in_time_has_sent_nothing() -> None:
    arrived, held = asyncio.Event(), asyncio.Event()

    async def answer(call: Call) -> web.Response:
        arrived.set()
        await held.wait()
        return ok(message())

    async with bot_api(answer) as server, calling(server.url, http.Timeouts(pool=0.05), connections=1) as bot:
        first = asyncio.create_task(bot.send_message(-1001, "first"))
        await arrived.wait()
        with pytest.raises(http.NotSentInTimeError) as caught:
            await bot.send_message(-1001, "second")
        held.set()
        await first
        await bot.send_message(-1001, "third")

    assert caught.value.step == "pool"
    assert [call.fields["text"] for call in server.calls] == ["first", "third"]


async def test_a_cancelled_call_gives_its_connection_back() -> None:
    arrived = asyncio.Event()

    async def answer(call: Call) -> web.Response:
        if call.fields["text"] == "hangs":
            arrived.set()
            await asyncio.Event().wait()
        return ok(message())

    async with bot_api(answer) as server, calling(server.url, connections=1) as bot:
        for _ in range(3):
            arrived.clear()
            hanging = asyncio.create_task(bot.send_message(-1001, "hangs"))
            await arrived.wait()
            hanging.cancel()
            with pytest.raises(asyncio.CancelledError):
                await hanging
            await bot.send_message(-1001, "goes")

    assert len(server.calls) == 6
