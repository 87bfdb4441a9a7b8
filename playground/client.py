"""What tests say to a served playground: the scene, what people do, what bots did; it speaks HTTP and nothing else."""

import contextlib
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

import aiohttp

from playground import client_deeds, client_watch
from playground.decoding import decoded
from playground.speaking import PlaygroundError, Somebody, Somewhere, id_of, place
from playground.views import BotView, ChatView, UserView

__all__ = ["Client", "PlaygroundError", "connect"]


class Client(client_deeds.Deeds, client_watch.Watch):
    """Speaks to the control routes of one playground; every call returns when it has happened there.

    People, bots and chats are named by their views or ids. A private chat is named by its view (it knows its bot) or
    by the person, where there is only one bot.
    """

    async def user(self, first_name: str = "Ann", **details: Any) -> UserView:
        """Let a person exist; `details` are `id`, `last_name`, `username`, `language_code`, `is_premium`."""
        return decoded(UserView, await self.do("add_user", first_name=first_name, **details))

    async def bot(self, username: str = "MusterTestBot", **details: Any) -> BotView:
        """Let a bot exist; `details` are `token`, `id`, `first_name`, `privacy` (on unless said otherwise)."""
        return decoded(BotView, await self.do("add_bot", username=username, **details))

    async def chat(
        self,
        kind: str = "supergroup",
        *,
        members: Iterable[Somebody] = (),
        admins: Iterable[Somebody] = (),
        **details: Any,
    ) -> ChatView:
        """Let a group, supergroup or channel exist with people and bots in it, silently.

        `details` are `title`, `id`, `username`, `description`, `is_forum`, `owner`, `reactions`, `last_message_id`.
        """
        seats = {"members": [id_of(each) for each in members], "admins": [id_of(each) for each in admins]}
        owner = details.pop("owner", None)
        seats["owner"] = [id_of(owner)] if owner is not None else []
        return decoded(
            ChatView, await self.do("add_chat", kind=kind, title=details.pop("title", "Group"), **seats, **details)
        )

    async def private(self, user: Somebody, bot: Somebody | None = None, *, started: bool = True) -> ChatView:
        """Open the private chat of a person with a bot, as if Start had been pressed (or not)."""
        return decoded(ChatView, await self.do("open_private", user=id_of(user), bot=id_of(bot), started=started))

    async def rename(self, who: Somebody, **names: str) -> UserView:
        """Give a person or bot another `first_name`, `last_name`, `username`."""
        return decoded(UserView, await self.do("rename_user", user=id_of(who), **names))

    async def deactivate(self, user: Somebody) -> None:
        """Let a person delete their account."""
        await self.do("deactivate", user=id_of(user))

    async def privacy(self, bot: Somebody, *, on: bool) -> None:
        """Switch privacy mode as BotFather does; chats joined before keep the old way."""
        await self.do("set_privacy", bot=id_of(bot), on=on)

    async def link(self, channel: ChatView, group: ChatView) -> None:
        """Make a supergroup the discussion of a channel."""
        await self.do("link", channel=channel.id, group=group.id)

    async def allow_reactions(self, chat: Somewhere, emoji: Sequence[str] | None) -> None:
        """Say which reactions a chat takes (`None`: all, empty: none)."""
        await self.do("allow_reactions", **place(chat), emoji=emoji)

    async def permit(self, chat: Somewhere, permissions: Iterable[str]) -> None:
        """Say what plain members may do (names of ChatPermissions)."""
        await self.do("permit", **place(chat), permissions=list(permissions))

    async def delete_group(self, chat: Somewhere) -> None:
        """Delete a group for everybody."""
        await self.do("delete_group", **place(chat))


@contextlib.asynccontextmanager
async def connect(url: str) -> AsyncIterator[Client]:
    """Speak to the playground at `url` while the block lasts."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
        yield Client(url, session)
