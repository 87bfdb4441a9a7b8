"""The updates of the benchmark and the board they speak of; the same for every bot."""

from typing import Any

CHATS = 40
TASKS = 20
BOT_ID = 1000001
TOKEN = f"{BOT_ID}:PLAYGROUND-intake-benchmark"
FIRST_UPDATE = 1


def chat_id(place: int) -> int:
    """Telegram's id of a group."""
    return -1001000000000 - place


def person(place: int) -> dict[str, Any]:
    """The one member of that group who writes; owns its tasks."""
    return {
        "id": 5000000 + place,
        "is_bot": False,
        "first_name": f"Member {place}",
        "username": f"member_{place}",
        "language_code": "en",
    }


def update(number: int, date: int) -> dict[str, Any]:
    """Update `number` (from 0): a member reports progress on a task of the group."""
    place = number % CHATS
    task = (number // CHATS) % TASKS + 1
    percent = 1 + number % 98
    text = f"/update {task} {percent}% quote {number} received"
    return {
        "update_id": FIRST_UPDATE + number,
        "message": {
            "message_id": 1000 + number,
            "date": date,
            "chat": {"id": chat_id(place), "type": "supergroup", "title": f"Group {place}"},
            "from": person(place),
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
        },
    }
