"""The menus of commands: for members, admins and private chats, in both languages, set only when they changed."""

from collections.abc import AsyncIterator

import pytest

from bot import menus
from handlers import menus as wanted
from handlers import table, words
from tests.stage import Stage, stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


def test_a_menu_offers_only_what_there_is_and_nothing_twice() -> None:
    for scope in wanted.Scope:
        for language in words.LANGUAGES:
            found = wanted.of(scope, language)
            names = [name for name, _ in found]
            assert set(names) <= table.COMMANDS.keys()
            assert len(names) == len(set(names))
            assert all(1 <= len(text) <= 60 for _, text in found)
    members, admins = (wanted.of(scope, "en") for scope in (wanted.Scope.MEMBERS, wanted.Scope.ADMINS))
    assert set(members) < set(admins)


async def test_they_are_set_once_and_follow_the_language(scene: Stage) -> None:
    assert scene.app.parts is not None
    bot = scene.app.parts.bot
    assert await menus.refresh(bot) == 6
    assert await menus.refresh(bot) == 0

    await scene.restart()
    assert scene.app.parts is not None
    assert await menus.refresh(scene.app.parts.bot) == 0
    shown = await scene.client.calls("setMyCommands")
    assert len(shown) == 6


async def test_a_refusal_is_no_fault(scene: Stage) -> None:
    assert scene.app.parts is not None
    await scene.client.fault("error", "setMyCommands")
    assert await menus.refresh(scene.app.parts.bot) == 5
    assert await menus.refresh(scene.app.parts.bot) == 1
