"""The client's sentences for looking, waiting, staging faults and moving time."""

import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from playground.decoding import decoded
from playground.faults import ALWAYS, Kind
from playground.journal import Call, Violation
from playground.speaking import Somebody, Somewhere, Speaker, id_of, place
from playground.views import ChatView, MessageView

T = TypeVar("T")
PATIENCE = 15.0
"""Real seconds after which a wait gives up; longer than any pause of a busy machine."""
LONGEST_HOLD = 20.0
"""Real seconds for which one waiting request is held before it is asked again."""


class Watch(Speaker):
    """What can be seen and staged."""

    # Looking

    async def chats(self) -> list[ChatView]:
        """List all chats."""
        return [decoded(ChatView, each) for each in await self.do("chats")]

    async def look(self, chat: Somewhere) -> ChatView:
        """Show a chat as it is now."""
        return decoded(ChatView, await self.do("chat", **place(chat)))

    async def messages(self, chat: Somewhere, *, after: int = 0) -> list[MessageView]:
        """Show the messages of a chat after number `after`, oldest first, without the deleted ones."""
        return [decoded(MessageView, each) for each in await self.do("messages", **place(chat), after=after)]

    async def sent(self, chat: Somewhere, *, after: int = 0) -> list[MessageView]:
        """Show what bots posted in a chat after message number `after`, as it stands now, without service messages."""
        return [decoded(MessageView, each) for each in await self.do("sent", **place(chat), after=after)]

    async def calls(self, method: str | None = None, *, bot: Somebody | None = None, after: int = 0) -> list[Call]:
        """Give the journal: every call, accepted or refused, of a method or bot if named, after call number `after`."""
        answer = await self.do("calls", method=method, bot=id_of(bot), after=after)
        return [decoded(Call, each) for each in answer]

    async def violations(self) -> list[Violation]:
        """List what no bot should have done; a test ends with an empty list."""
        return [decoded(Violation, each) for each in await self.do("violations")]

    async def forgive(self) -> list[Violation]:
        """List the violations and forget them."""
        return [decoded(Violation, each) for each in await self.do("forgive")]

    async def answer(self, query_id: str) -> dict[str, Any] | None:
        """Give what a bot answered to a press (text, show_alert …), `None` while it has not."""
        answer: dict[str, Any] | None = await self.do("answer", query=query_id)
        return answer

    # Waiting

    async def wait_for(self, look: Callable[[], Awaitable[T]], seconds: float = PATIENCE) -> T:
        """Look again whenever something happened, until `look` gives something true; then give that.

        The server holds the request meanwhile: nothing sleeps. Raises TimeoutError after `seconds` of real time, with
        the last calls in its text.
        """
        deadline = time.monotonic() + seconds
        while True:
            count = (await self.do("count"))["count"]
            found = await look()
            if found:
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(await self._tell_last_calls(seconds))
            await self.do("wait", after=count, seconds=min(left, LONGEST_HOLD))

    async def wait_for_sent(
        self, chat: Somewhere, text: str = "", *, after: int = 0, seconds: float = PATIENCE
    ) -> MessageView:
        """Wait until a bot's message holding `text` stands in a chat after number `after`; give the newest such."""

        async def look() -> MessageView | None:
            found = [each for each in await self.sent(chat, after=after) if text in each.text]
            return found[-1] if found else None

        found = await self.wait_for(look, seconds)
        assert found is not None
        return found

    async def wait_for_call(self, method: str, *, after: int = 0, seconds: float = PATIENCE) -> Call:
        """Wait for the first call of a method after call number `after`."""
        return (await self.wait_for(lambda: self.calls(method, after=after), seconds))[0]

    async def _tell_last_calls(self, seconds: float) -> str:
        calls = [call for call in await self.calls() if call.method != "getUpdates"][-8:]
        lines = [f"  {call.number} {call.method} {call.params} -> {call.status} {call.description}" for call in calls]
        return "\n".join([f"nothing of the kind within {seconds} s; the last calls were:", *lines])

    # Faults

    async def fault(self, kind: Kind | str, method: str = "*", **details: Any) -> int:
        """Stage a fault for calls of `method` (may hold `*`); gives its number.

        `details`: `chat_id`, `bot_id`, `skip` (calls let through first), `times` (1; `None`: always), `code`,
        `description`, `parameters` (for "error"), `seconds` (for "slow", "slow_answer"). Kinds: faults.Kind.
        """
        if "times" in details and details["times"] is None:
            details["times"] = ALWAYS
        return int((await self.do("fault", kind=str(kind), method=method, **details))["id"])

    async def flood(self, seconds: int, method: str = "*", **details: Any) -> int:
        """Stage a 429 that asks for `seconds` of silence."""
        return await self.fault(
            Kind.ERROR,
            method,
            code=429,
            description=f"Too Many Requests: retry after {seconds}",
            parameters={"retry_after": seconds},
            **details,
        )

    async def release(self, fault: int | None = None) -> None:
        """End a fault (or all) and let the answers it holds go."""
        await self.do("release", fault=fault)

    async def limits(self, *, on: bool) -> None:
        """Switch the flood limits on or off."""
        await self.do("limits", on=on)

    # Time

    async def now(self) -> datetime:
        """Tell the world's time."""
        return datetime.fromisoformat((await self.do("now"))["now"])

    async def advance(self, by: timedelta) -> datetime:
        """Move the world's clock; gives the new time."""
        return datetime.fromisoformat((await self.do("advance", seconds=by.total_seconds()))["now"])

    async def stop_clock(self, at: datetime | None = None) -> datetime:
        """Stop the world's clock, here or at an instant."""
        return datetime.fromisoformat((await self.do("stop_clock", at=at and at.isoformat()))["now"])

    async def run_clock(self) -> None:
        """Let the world's clock run again."""
        await self.do("run_clock")

    # What bots are sent

    async def inject(self, update: dict[str, Any], bot: Somebody | None = None) -> int:
        """Send a bot an update exactly as given (a missing `update_id` is filled in); gives its number."""
        return int((await self.do("inject", update=update, bot=id_of(bot)))["update_id"])

    async def bring_back(self, last: int = 1, bot: Somebody | None = None, *, apart: bool = False) -> list[int]:
        """Send a bot its last updates again, whether or not it confirmed them; gives their numbers.

        `apart`: a webhook gets them while it may still be at work on the first delivery.
        """
        answer: list[int] = await self.do("bring_back", last=last, bot=id_of(bot), apart=apart)
        return answer

    async def skip_updates(self, by: int, bot: Somebody | None = None) -> None:
        """Let the number of the next update jump."""
        await self.do("skip_updates", by=by, bot=id_of(bot))

    async def pending(self, bot: Somebody | None = None) -> list[dict[str, Any]]:
        """Give the updates that wait for a bot."""
        answer: list[dict[str, Any]] = await self.do("pending", bot=id_of(bot))
        return answer

    async def is_polling(self, bot: Somebody | None = None) -> bool:
        """Say whether a bot waits in a long poll now."""
        return bool(await self.do("polls", bot=id_of(bot)))

    async def targets(self, *urls: str, bot: Somebody | None = None) -> None:
        """Let a bot's webhook go to several addresses in turn."""
        await self.do("targets", urls=list(urls), bot=id_of(bot))
