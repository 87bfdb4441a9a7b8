"""What a person is in a chat: status and rights, and how the Bot API tells it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from playground import people


class Status(StrEnum):
    """The Bot API's six words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
ALL_RIGHTS = frozenset((*ADMIN_RIGHTS, *GROUP_RIGHTS, *CHANNEL_RIGHTS))
USUAL_RIGHTS = frozenset((
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_change_info",
    "can_invite_users", "can_pin_messages", "can_manage_topics", "can_post_messages", "can_edit_messages",
))  # fmt: skip
"""What an admin gets when nothing else is said."""
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics", "can_edit_tag",
)  # fmt: skip
"""What a chat allows its members, or a restriction leaves to one of them."""


@dataclass(slots=True)
class Member:
    """A person's place in one chat. `rights` are an admin's rights, or what a restriction leaves.

    `sees_all` is fixed when a bot joins: switching its privacy mode later changes nothing in this chat.
    """

    user: people.User
    status: Status = Status.MEMBER
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False
    title: str = ""
    until: datetime | None = None
    sees_all: bool = False

    @property
    def is_admin(self) -> bool:
        """Say whether this is the owner or an administrator."""
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)

    @property
    def is_present(self) -> bool:
        """Say whether this person is in the chat now."""
        return self.status not in (Status.LEFT, Status.KICKED)

    def wire(self, kind: str) -> dict[str, Any]:
        """Give the ChatMember object; `kind` is the chat's type."""
        answer: dict[str, Any] = {"user": self.user.wire(), "status": self.status.value}
        if self.status is Status.CREATOR:
            answer["is_anonymous"] = self.is_anonymous
        elif self.status is Status.ADMINISTRATOR:
            answer |= self._admin_wire(kind)
        elif self.status is Status.RESTRICTED:
            answer |= {"is_member": True, "until_date": _unix(self.until)}
            answer |= {key: key in self.rights for key in PERMISSIONS}
        elif self.status is Status.KICKED:
            answer["until_date"] = _unix(self.until)
        if self.title and self.is_admin:
            answer["custom_title"] = self.title
        return answer

    def _admin_wire(self, kind: str) -> dict[str, Any]:
        names = ADMIN_RIGHTS + (CHANNEL_RIGHTS if kind == "channel" else GROUP_RIGHTS)
        return {
            "can_be_edited": False,
            "is_anonymous": self.is_anonymous,
            **{key: key in self.rights for key in names},
        }


def _unix(at: datetime | None) -> int:
    return int(at.timestamp()) if at else 0
