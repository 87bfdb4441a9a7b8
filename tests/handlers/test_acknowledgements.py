"""A clear update is acknowledged by a reaction, or by one silent line where there is none."""

from dataclasses import replace
from typing import Any

import pytest

from coordination import messages
from coordination.rules import groups
from handlers import acknowledgements
from handlers.request import Kind
from tests.handlers import scenes, stories

GROUP = stories.group("en")
CHAT = groups.Chat(GROUP.chat_id, scenes.CHAT, "supergroup")
SILENT = replace(GROUP, settings=groups.Settings(react=False))


@pytest.mark.parametrize("emoji", ["✍", "👍"])
def test_the_reaction_of_the_chat_stands_on_the_message(emoji: str) -> None:
    request = scenes.request(GROUP, chat=replace(CHAT, reaction=emoji))

    said = acknowledgements.recorded(request, "#12 60%")

    assert said == messages.React(request.place, 77, emoji, fallback="#12 60%")


@pytest.mark.parametrize(
    "values",
    [
        {"chat": replace(CHAT, reaction=None)},
        {"group": SILENT},
        {"kind": Kind.PRESS, "message_id": None},
    ],
)
def test_where_there_is_no_reaction_one_silent_line_says_it(values: dict[str, Any]) -> None:
    request = scenes.request(**{"group": GROUP, "chat": CHAT, **values})

    said = acknowledgements.recorded(request, "#12 60%")

    assert said == messages.Post(request.place, "#12 60%", reply_to=request.message_id, silent=True)


def test_what_is_always_echoed_is_one_silent_reply() -> None:
    request = scenes.request(GROUP, chat=CHAT)

    assert acknowledgements.echoed(request, "x") == messages.Post(request.place, "x", reply_to=77, silent=True)
