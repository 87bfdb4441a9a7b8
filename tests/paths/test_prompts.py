"""Prompts: a reply to one is read by its asker's words, everything else goes its usual way."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import timedelta

import pytest
from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from handlers import prompts, scene, table
from handlers.request import Request
from tests.paths import staging
from tests.stage import Stage, stage


@pytest.fixture
async def opened(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as one:
        yield one


async def _ask(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    return [prompts.ask(request, work, "colour", Markup("Which colour?"), values={"of": "hall"})]


async def _read(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    if not request.text.isalpha():
        raise Refused("prompts.answered")
    admin = "an admin" if request.is_chat_admin else "no admin"
    return [scene.answer(request, Markup(f"{question.values['of']}: {request.text}, by {admin}"))]


@contextlib.contextmanager
def _asking() -> Iterator[None]:
    table.PROMPTS["colour"] = _read
    try:
        with staging.command("colour", _ask):
            yield
    finally:
        del table.PROMPTS["colour"]


async def test_a_prompt_is_answered_by_its_persons_reply_alone_and_survives_a_restart(opened: Stage) -> None:
    with _asking():
        prompt = await opened.reply_to(await opened.say("/colour"))
        await opened.restart()
        sent = (await opened.client.calls("sendMessage"))[-1]
        assert "force_reply" in str(sent)

        assert (await opened.ask("/task Paint the hall", reply_to=prompt)).startswith("#1")
        await opened.say("blue", opened.bo, reply_to=prompt)
        assert "Nothing was changed" in await opened.ask("1?", reply_to=prompt)
        assert await opened.ask("blue", reply_to=prompt) == "hall: blue, by an admin"
        assert "answered before" in await opened.ask("red", reply_to=prompt)

        other = await opened.reply_to(await opened.say("/colour", opened.bo))
        assert await opened.ask("green", opened.bo, reply_to=other) == "hall: green, by no admin"

        late = await opened.reply_to(await opened.say("/colour"))
        await opened.advance(timedelta(minutes=16))
        assert "open for 15 minutes" in await opened.ask("red", reply_to=late)
