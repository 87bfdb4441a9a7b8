"""A group bound to one topic of a forum, or to the whole chat; its name follows the chat's or the topic's; no text."""

from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import changes
from coordination.services import groups as service

LONGEST_NAME = 128


async def bind(work: ports.Work, said: changes.Said, topic_id: int, name: str) -> groups.Group:
    """From now on the group is this topic's, under this name: its board and what comes by itself stand there.

    The other topics of the chat begin groups of their own by their first use. Raises `Refused` where another group has
    the topic.
    """
    await _check_free(work, said.group, topic_id)
    return await service.change(work, said, service.TOPIC, {"topic_id": topic_id, "name": name[:LONGEST_NAME]})


async def unbind(work: ports.Work, said: changes.Said, name: str) -> groups.Group:
    """The group serves the whole chat. Raises `Refused` where another one does."""
    await _check_free(work, said.group, None)
    return await service.change(work, said, service.TOPIC, {"topic_id": None, "name": name[:LONGEST_NAME]})


async def follow_title(work: ports.Work, chat_id: int, old: str, new: str) -> None:
    """A group that goes by the old title of its chat goes by the new one; one that was named otherwise keeps that."""
    for group in await work.groups.in_chat(chat_id):
        if group.topic_id is None and group.name == old and group.kind is not groups.GroupKind.PERSONAL:
            work.groups.save(replace(group, name=new))


async def rename(work: ports.Work, chat: groups.Chat, topic_id: int, title: str) -> None:
    """A topic has another title: the group that is bound to it is called so."""
    for group in await work.groups.in_chat(chat.id):
        if group.topic_id == topic_id and title:
            work.groups.save(replace(group, name=title[:LONGEST_NAME]))


async def _check_free(work: ports.Work, group: groups.Group, topic_id: int | None) -> None:
    if await service.is_taken(work, group, topic_id):
        raise Refused("topic.taken" if topic_id is not None else "topic.chat_taken")
