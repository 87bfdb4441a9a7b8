"""Updates by webhook: kept before they are acknowledged, once, and only from who knows the secret (F083 to F089)."""

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.paths import cases
from tests.stage import Stage, stage

SECRET = "a-secret-of-the-tests-0123456789-abcdefg"
LARGE = b"x" * (2 * 1024 * 1024)
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    async with stage(
        database_url, mode="webhook", webhook_url=address, webhook_secret=SECRET, webhook_port=port
    ) as opened:
        await opened.client.wait_for_call("setWebhook")
        yield opened


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _address(scene: Stage) -> str:
    return f"{scene.settings.webhook_url}{scene.settings.webhook_path}"


def _update(scene: Stage, number: int, text: str) -> dict[str, object]:
    return {
        "update_id": number,
        "message": {
            "message_id": 900 + number,
            "date": int(scene.clock.now().timestamp()),
            "chat": {"id": scene.chat.id, "type": "supergroup", "title": "Exhibition"},
            "from": {"id": scene.ann.id, "is_bot": False, "first_name": "Ann"},
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}],
        },
    }


async def _post(address: str, *, secret: str | None = SECRET, **body: Any) -> int:
    headers = {} if secret is None else {HEADER: secret}
    if isinstance(body.get("data"), bytes):
        body["data"] = io.BytesIO(body["data"])
    async with aiohttp.ClientSession() as session, session.post(address, headers=headers, **body) as answer:
        return answer.status


async def test_what_people_write_arrives_by_webhook(scene: Stage) -> None:
    assert (await scene.ask("/task Book the hall @ann")).startswith("#1 Book the hall")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x"])
async def test_a_wrong_or_missing_secret_is_refused_and_not_logged(
    scene: Stage, secret: str | None, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """F084, F085, F086."""
    caplog.set_level("DEBUG")
    status = await _post(_address(scene), secret=secret, json=_update(scene, 7_000_001, "/task Forged"))
    assert status == 403
    assert await scene.ask("/list") == "Open tasks: none."
    assert SECRET[:-1] not in caplog.text + "".join(capfd.readouterr())


async def test_another_path_is_not_there_and_the_path_holds_no_token(scene: Stage) -> None:
    assert await _post(f"{scene.settings.webhook_url}/telegram/guess", json={}) == 404
    assert scene.bot.token.partition(":")[2] not in _address(scene)
    assert SECRET not in _address(scene)


@cases.each(
    [
        ({"data": b"no json"}, 400),
        ({"data": LARGE}, 413),
        ({"json": [1, 2]}, 200),
        ({"json": {}}, 200),
    ],
)
async def test_nonsense_is_answered_and_harms_nothing(scene: Stage, body: dict[str, Any], status: int) -> None:
    assert await _post(_address(scene), **body) == status
    assert (await scene.ask("/task Book the hall")).startswith("#1 Book the hall")


async def test_the_same_update_twice_at_once_has_one_effect(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann")
    update = _update(scene, 7_000_002, "/task Order badges")
    assert await asyncio.gather(*(_post(_address(scene), json=update) for _ in range(6))) == [200] * 6
    await scene.quiet()
    assert (await scene.ask("/list")).startswith("Open tasks: 2")


async def test_half_a_character_in_a_title_becomes_a_mark_and_the_rest_is_kept(scene: Stage) -> None:
    """F034: a lone surrogate, as JSON can escape it."""
    await scene.ask("/list")
    assert await _post(_address(scene), json=_update(scene, 7_000_003, "/task Book \ud83dthe hall\udc00")) == 200
    await scene.quiet()
    assert "#1 Book \ufffdthe hall\ufffd" in await scene.ask("/list")


async def test_health_is_told_without_a_secret(scene: Stage) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{scene.settings.webhook_url}/health") as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "ok")
