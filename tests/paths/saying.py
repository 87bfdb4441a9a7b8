"""What the tests of sending let the bot say: one post for a purpose, and time for a row that is put off."""

from collections.abc import Sequence
from typing import Any

from coordination import messages
from coordination.messages import Purpose
from handlers.request import Request
from tests.paths import staging
from tests.stage import Stage

ACCEPTED_BUT_THE_ANSWER_LOST = "drop_after"


def posted(purpose: Purpose, **how: Any) -> staging.Saying:
    """One post for this purpose."""
    return lambda request: [messages.Post(request.place, f"a {purpose}", purpose, **how)]


async def later(scene: Stage) -> None:
    """A row waits for its next try, and then so long has passed."""
    row = await staging.put_off(scene)
    await scene.client.advance(row.not_before - scene.clock.now())


def named(**how: Any) -> staging.Saying:
    """`/name` posts under a name; `/name edit` changes that post, and so on."""

    def say(request: Request) -> Sequence[messages.Answer]:
        verb, _, text = request.args.partition(" ")
        place = request.place
        made: dict[str, messages.Answer] = {
            "": messages.Post(place, "first text", Purpose.BOARD, slot="board", **how),
            "edit": messages.Edit(place, "board", text, or_post=True, not_before=request.now, **how),
            "card": messages.Edit(place, "board", text, not_before=request.now),
            "pin": messages.Pin(place, "board"),
            "delete": messages.Delete(place, "board"),
            "react": messages.React(place, request.message_id or 0, "👍", fallback="a line"),
        }
        return [made[verb]]

    return say


async def stands(scene: Stage) -> list[str]:
    await scene.quiet()
    return [each.text for each in await scene.client.sent(scene.chat)]
