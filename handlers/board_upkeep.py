"""When a board is edited, posted, pinned or missed: after every change of a task, and after a change of our rights.

It decides nothing (`rules.boards.upkeep` does) and knows no line of a board.
"""

from coordination import messages, ports
from coordination.rules import groups
from coordination.services import boards as service
from handlers import boards, words


async def touched(work: ports.Work) -> list[messages.Outgoing]:
    """What every change of a task anywhere brings about: its group's board is edited, or hinted at."""
    return [said for kept in await service.touched(work) for said in _upkeep(kept)]


async def caught_up(work: ports.Work, chat: groups.Chat, *, may_pin_now: bool) -> list[messages.Outgoing]:
    """The boards of a chat in which we may do more than before; one that stands unpinned is pinned at last."""
    found = await service.of_chat(work, chat)
    said = [one for kept in found for one in _upkeep(kept)]
    if may_pin_now:
        said += [messages.Pin(_place(kept.group), service.slot(kept.group)) for kept in found if kept.stands]
    return said


async def turned(work: ports.Work, group_id: int) -> list[messages.Outgoing]:
    """The board of a group where time alone made it say something else; one that is gone stays away until a change."""
    return _upkeep(await service.of_group(work, group_id))


def _upkeep(kept: service.Kept) -> list[messages.Outgoing]:
    said: list[messages.Outgoing] = []
    if kept.upkeep.edits:
        said.append(edit(kept.group, posts=kept.upkeep.posts))
    if kept.upkeep.hints:
        key = "board.hint.unpinned" if kept.stands else "board.hint.none"
        said.append(messages.Post(_place(kept.group), words.say(kept.group.language, key), silent=True))
    return said


def _place(group: groups.Group) -> messages.Place:
    return messages.Place(group.chat_id, group.topic_id)


def edit(group: groups.Group, *, posts: bool) -> messages.Edit:
    """The board, made when it is sent; `posts`: where there is none (any more) it is posted silently and pinned."""
    return messages.Edit(
        place=_place(group),
        slot=service.slot(group),
        purpose=messages.Purpose.BOARD,
        or_post=posts,
        pinned=posts,
        recipe=boards.RECIPE,
        values={"group": str(group.id)},
    )
