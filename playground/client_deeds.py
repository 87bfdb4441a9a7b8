"""The client's sentences for what people do in chats."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from playground.decoding import decoded
from playground.speaking import Somebody, Somewhere, Speaker, id_of, number_of, place, spot
from playground.views import ChatView, MessageView, TopicView


@dataclass(frozen=True, slots=True)
class Press:
    """A button press: the id of its callback query, the bot asked, the person."""

    id: str
    bot_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A file to send: `kind` photo, document, voice, video or audio; `size` if it shall claim another than its own."""

    content: bytes
    name: str = "plan.csv"
    kind: str = "document"
    size: int | None = None

    def args(self) -> dict[str, Any]:
        """Give the file as JSON arguments."""
        given = {"content": base64.b64encode(self.content).decode(), "name": self.name, "kind": self.kind}
        return given if self.size is None else {**given, "size": self.size}


class Deeds(Speaker):
    """What people do."""

    async def say(self, chat: Somewhere, user: Somebody, text: str, **how: Any) -> MessageView:
        """Write a text; entities are found as clients find them.

        `how`: `reply_to` (a message), `topic` (a topic or its id), `entities` (given ones, UTF-16 offsets), `as_chat`
        (the channel a person writes as), `extra` (further fields of the Message).
        """
        answer = await self.do("say", **place(chat), user=id_of(user), text=text, **_how(how))
        return decoded(MessageView, answer)

    async def send(self, chat: Somewhere, user: Somebody, file: Sent, **how: Any) -> MessageView:
        """Send a file; `how` as for `say`, and `text` for its caption."""
        answer = await self.do("send_file", **place(chat), user=id_of(user), **file.args(), **_how(how))
        return decoded(MessageView, answer)

    async def album(self, chat: Somewhere, user: Somebody, files: Sequence[Sent], **how: Any) -> list[MessageView]:
        """Send several files as one album; the caption `text` stands on the first."""
        given = [file.args() for file in files]
        answer = await self.do("send_album", **place(chat), user=id_of(user), files=given, **_how(how))
        return [decoded(MessageView, each) for each in answer]

    async def edit(self, message: MessageView, text: str, **how: Any) -> MessageView:
        """Change what a person wrote."""
        return decoded(MessageView, await self.do("edit", **spot(message), text=text, **_how(how)))

    async def delete(self, message: MessageView) -> None:
        """Delete a message."""
        await self.do("delete", **spot(message))

    async def forward(self, chat: Somewhere, user: Somebody, message: MessageView, **how: Any) -> MessageView:
        """Forward a message into a chat."""
        source = {"from_chat": message.chat_id, "from_bot": message.private_bot_id, "message": message.id}
        answer = await self.do("forward", **place(chat), user=id_of(user), **source, **_how(how))
        return decoded(MessageView, answer)

    async def click(self, message: MessageView, button: str, user: Somebody, *, gone: bool = False) -> Press:
        """Press a button, named by its text or data. `gone`: the bot can no longer see the message (data is needed)."""
        answer = await self.do("click", **spot(message), button=button, user=id_of(user), gone=gone)
        return decoded(Press, answer)

    async def press(self, message: MessageView, data: str, user: Somebody) -> Press:
        """Press with data that no button has, as an old client or a forger may."""
        return decoded(Press, await self.do("press", **spot(message), data=data, user=id_of(user)))

    async def react(self, message: MessageView, user: Somebody, *emoji: str) -> None:
        """Set a person's reactions on a message; none takes them away."""
        await self.do("react", **spot(message), user=id_of(user), emoji=list(emoji))

    # Coming and going

    async def join(self, chat: Somewhere, user: Somebody, by: Somebody | None = None) -> None:
        """Let a person or bot come in, by themselves or added by somebody."""
        await self.do("join", **place(chat), user=id_of(user), by=id_of(by))

    async def leave(self, chat: Somewhere, user: Somebody) -> None:
        """Let a person go."""
        await self.do("leave", **place(chat), user=id_of(user))

    async def kick(self, chat: Somewhere, user: Somebody, by: Somebody | None = None) -> None:
        """Remove and ban a person or bot."""
        await self.do("kick", **place(chat), user=id_of(user), by=id_of(by))

    async def unban(self, chat: Somewhere, user: Somebody, by: Somebody | None = None) -> None:
        """Let a kicked person or bot come back."""
        await self.do("unban", **place(chat), user=id_of(user), by=id_of(by))

    async def promote(
        self, chat: Somewhere, user: Somebody, rights: Iterable[str] | None = None, *, by: Somebody | None = None
    ) -> None:
        """Make somebody an admin; `rights` none named: the usual ones, with pinning and deleting."""
        given = None if rights is None else list(rights)
        await self.do("promote", **place(chat), user=id_of(user), rights=given, by=id_of(by))

    async def demote(self, chat: Somewhere, user: Somebody, by: Somebody | None = None) -> None:
        """Make an admin a plain member."""
        await self.do("demote", **place(chat), user=id_of(user), by=id_of(by))

    async def restrict(self, chat: Somewhere, user: Somebody, left: Iterable[str] = ()) -> None:
        """Leave somebody only the permissions in `left`."""
        await self.do("restrict", **place(chat), user=id_of(user), left=list(left))

    async def hide(self, chat: Somewhere, user: Somebody, *, hidden: bool = True) -> None:
        """Let an admin act anonymously, or openly again."""
        await self.do("hide", **place(chat), user=id_of(user), hidden=hidden)

    async def block(self, user: Somebody, bot: Somebody | None = None) -> None:
        """Let a person block a bot."""
        await self.do("block", user=id_of(user), bot=id_of(bot))

    async def unblock(self, user: Somebody, bot: Somebody | None = None) -> None:
        """Let a person take a bot back."""
        await self.do("unblock", user=id_of(user), bot=id_of(bot))

    # The chat itself

    async def migrate(self, chat: Somewhere, to: int | None = None) -> ChatView:
        """Upgrade a basic group; gives the supergroup."""
        return decoded(ChatView, await self.do("migrate", **place(chat), to=to))

    async def retitle(self, chat: Somewhere, title: str) -> None:
        """Give a chat another title."""
        await self.do("retitle", **place(chat), title=title)

    async def topic(self, chat: Somewhere, name: str) -> TopicView:
        """Make a topic of a forum."""
        return decoded(TopicView, await self.do("open_topic", **place(chat), name=name))

    async def close_topic(self, chat: Somewhere, topic: TopicView | None = None) -> None:
        """Close a topic (`None`: General)."""
        await self.do("close_topic", **place(chat), topic=topic and topic.id)

    async def reopen_topic(self, chat: Somewhere, topic: TopicView | None = None) -> None:
        """Open a topic again (`None`: General)."""
        await self.do("reopen_topic", **place(chat), topic=topic and topic.id)

    async def rename_topic(self, chat: Somewhere, topic: TopicView, name: str) -> None:
        """Give a topic another name."""
        await self.do("rename_topic", **place(chat), topic=topic.id, name=name)

    async def delete_topic(self, chat: Somewhere, topic: TopicView) -> None:
        """Delete a topic with all it holds."""
        await self.do("delete_topic", **place(chat), topic=topic.id)

    async def pin(self, message: MessageView) -> None:
        """Pin a message, as an admin does."""
        await self.do("pin", **spot(message))

    async def unpin(self, message: MessageView) -> None:
        """Take a pin off."""
        await self.do("unpin", **spot(message))


def _how(how: dict[str, Any]) -> dict[str, Any]:
    """Turn views among the details into ids."""
    answer = dict(how)
    answer["reply_to"] = number_of(how.get("reply_to"))
    topic, as_chat = how.get("topic"), how.get("as_chat")
    answer["topic"] = topic.id if isinstance(topic, TopicView) else topic
    answer["as_chat"] = as_chat.id if isinstance(as_chat, ChatView) else as_chat
    return answer
