"""The bot's own coming and going, and people's: what a change of membership means for a chat."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.rules import groups, reactions
from coordination.services import changes
from coordination.services import groups as groups_service
from handlers import board_upkeep, entrance, leavers, presses, welcome, words
from handlers.request import Request

GONE = frozenset({"left", "kicked"})


async def membership(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Us: greet when added, pause when removed, note the right to pin and see to the board. A person who left: their
    part rests.
    """
    if request.facts.get("who") == "me":
        return await _ours(request, work)
    if request.group is not None and request.facts["new"] in GONE:
        return await left(request, work)
    return []


async def left(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The service message by which a chat tells that somebody left; where the bot is no admin nothing else does."""
    said: list[messages.Answer] = []
    for group in await work.groups.in_chat(request.chat.id):
        said += await leavers.left(replace(request, group=group), work, int(request.facts["telegram_id"]))
    return said


async def _ours(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    was_here, is_here = request.facts["old"] not in GONE, request.facts["new"] not in GONE
    chat = replace(request.chat, state=_state(request), may_pin=_may_pin(request), reaction=reactions.FIRST)
    if chat != request.chat:
        work.chats.save(chat)
    if request.is_private or not is_here:
        return []
    if request.group is None:
        return [] if was_here else await entrance.shut(replace(request, chat=chat), work)
    may_pin_now = bool(chat.may_pin) and not request.chat.may_pin
    kept = await board_upkeep.caught_up(work, chat, may_pin_now=may_pin_now)
    if was_here:
        return [*kept, *await _sight(request, work)]
    if request.chat.state is groups.ChatState.LEFT and request.group is not None:
        here = await work.groups.in_chat(chat.id)
        return [*[await _back(request, work, group) for group in here], *kept]
    return [await welcome.greeting(request, work), *kept]


async def _sight(request: Request, work: ports.Work) -> list[messages.Answer]:
    """The greeting says what we see and may do now; where we lost sight of the chat, that is said aloud once."""
    renewed = await welcome.renewed(request, work)
    is_deaf = request.facts["old"] == "administrator" and not request.sees_all
    return [*renewed, *([welcome.deaf(request)] if is_deaf else [])]


async def _back(request: Request, work: ports.Work, group: groups.Group) -> messages.Post:
    """Whoever lets us in again is asked first: until an admin resumes, nothing comes by itself, missed or new."""
    cause = changes.Said(group, request.actor, request.now, work.new_id())
    await groups_service.pause(work, cause, request.now + welcome.SILENCE)
    resume = messages.Button(words.plain(request.language, "welcome.resume"), presses.data("resume", group.id))
    place = messages.Place(group.chat_id, group.topic_id)
    return messages.Post(place, words.say(group.language, "welcome.back"), rows=((resume,),))


def _state(request: Request) -> groups.ChatState:
    if request.facts["new"] in GONE:
        return groups.ChatState.LEFT
    return groups.ChatState.PAUSED if request.facts.get("may_send") == "no" else groups.ChatState.ACTIVE


def _may_pin(request: Request) -> bool | None:
    told = request.facts.get("may_pin")
    return None if told is None else told == "yes"


async def noted(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Service messages that need no answer: the chat's new title and its upgrade are kept by now."""
    return []
