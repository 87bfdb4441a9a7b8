"""The methods that look at chats and leave them; nothing is changed but the bot's own membership."""

from typing import Any

from playground import chats, checks, errors, membership, wire
from playground.members import PERMISSIONS, Member, Status
from playground.requests import Request


def get_chat(request: Request) -> dict[str, Any]:
    """Give a ChatFullInfo."""
    chat = request.chat()
    _check_visible(request, chat)
    answer: dict[str, Any] = {
        **chat.wire(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    answer |= {"description": chat.description} if chat.description else {}
    answer |= {"linked_chat_id": chat.linked_id} if chat.linked_id else {}
    answer |= _group_details(chat) if chat.is_group else {}
    if chat.reactions is not None:
        answer["available_reactions"] = [wire.reaction(name) for name in chat.reactions]
    pinned = chat.message(chat.pins[-1]) if chat.pins else None
    answer |= {"pinned_message": wire.message(chat, pinned, with_reply=False)} if pinned else {}
    return answer


def _group_details(chat: chats.Chat) -> dict[str, Any]:
    return {"permissions": {key: key in chat.permissions for key in PERMISSIONS}}


def _check_visible(request: Request, chat: chats.Chat) -> None:
    """A bot sees a chat it is in, a public one, and people it has met."""
    if chat.kind != chats.PRIVATE and not chat.username:
        checks.reachable(request, chat)


def get_member(request: Request) -> dict[str, Any]:
    """Give the ChatMember of a person; one who was never here has "left"."""
    chat = request.chat()
    _check_visible(request, chat)
    user = request.world.users.get(request.number("user_id") or 0)
    if user is None or chat.kind == chats.PRIVATE:
        raise errors.bad_request("user not found" if user is None else "member not found")
    found = chat.members.get(user.id) or Member(user, Status.LEFT)
    return found.wire(chat.kind)


def get_administrators(request: Request) -> list[dict[str, Any]]:
    """List the owner and the admins, without other bots."""
    chat = request.chat()
    if chat.kind == chats.PRIVATE:
        raise errors.bad_request("there are no administrators in the private chat")
    _check_visible(request, chat)
    admins = [
        each for each in chat.present() if each.is_admin and (not each.user.is_bot or each.user.id == request.bot.id)
    ]
    admins.sort(key=lambda member: member.status is not Status.CREATOR)
    return [member.wire(chat.kind) for member in admins]


def get_member_count(request: Request) -> int:
    """Count who is in the chat."""
    chat = request.chat()
    _check_visible(request, chat)
    return 2 if chat.kind == chats.PRIVATE else len(chat.present())


def leave(request: Request) -> bool:
    """Take the bot out of a chat."""
    chat = request.chat()
    if chat.kind == chats.PRIVATE:
        raise errors.bad_request("chat member status can't be changed in private chats")
    checks.reachable(request, chat)
    membership.leave(request.world, chat, request.bot.user)
    return True
