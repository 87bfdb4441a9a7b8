"""What Telegram checks in a reply markup, and what it keeps of it; it knows nothing of who sends."""

from typing import Any

from playground import chats, errors, links

BUTTONS_MAX = 100
DATA_MAX = 64
"""Callback data: 1 to 64 bytes of UTF-8."""
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip


def kept(markup: Any, chat: chats.Chat) -> dict[str, Any] | None:
    """Check a reply markup; give the inline keyboard that stays with the message, or `None`. Raises Refusal."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise errors.bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise errors.bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS_MAX:
        raise errors.bad_request("REPLY_MARKUP_TOO_LONG")
    answer = [[_button(button, chat) for button in row] for row in rows if row]
    return {"inline_keyboard": answer} if answer else None


def _button(button: Any, chat: chats.Chat) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise errors.bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not button.get("text"):
        raise errors.bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    action = next((key for key in _ACTIONS if key in button), None)
    if action is None:
        raise errors.bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if action == "callback_data" and not 0 < len(str(button[action]).encode()) <= DATA_MAX:
        raise errors.bad_request("BUTTON_DATA_INVALID")
    if action == "web_app" and chat.kind != chats.PRIVATE:
        raise errors.bad_request("BUTTON_TYPE_INVALID")
    if action == "url":
        return {**button, "url": _address(str(button["url"]))}
    return button


def _address(address: str) -> str:
    written = links.checked(address)
    if written is None and links.user_id(address) is None:
        raise errors.bad_request(f"inline keyboard button URL '{address}' is invalid: Wrong HTTP URL")
    return written or address
