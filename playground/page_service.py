"""What a service message says on the chat page, in the reader's language."""

from typing import Any

from playground import messages, page_faces, page_words

EXCERPT, SHORT = 160, 40
"""Characters of a message in one line: where it is cut to fit anyway, and inside a sentence."""


def sentence(words: page_words.Words, sent: messages.Message) -> str:
    """Say what happened to the chat, with the names Telegram shows."""
    who, what = page_faces.sender_name(sent), next(iter(messages.SERVICE & sent.body.keys()), "")
    body = sent.body.get(what)
    if what == "new_chat_members":
        return _came(words, sent, body or [])
    if what == "left_chat_member":
        gone = page_faces.name(body or {})
        return words("left", who=gone) if gone == who else words("removed", who=who, whom=gone)
    if what == "new_chat_title":
        return words("retitled", who=who, title=body)
    if what == "pinned_message":
        return words("pinned_it", who=who, text=excerpt_of_wire(words, body or {}, SHORT))
    return _plain(words, who, what, body)


def _plain(words: page_words.Words, who: str, what: str, body: Any) -> str:
    simple = {
        "migrate_to_chat_id": "migrated_to", "migrate_from_chat_id": "migrated_from",
        "group_chat_created": "group_made", "supergroup_chat_created": "group_made",
        "channel_chat_created": "group_made",
        "forum_topic_created": "topic_made", "forum_topic_closed": "topic_closed",
        "forum_topic_reopened": "topic_reopened", "forum_topic_edited": "topic_edited",
    }  # fmt: skip
    if what in simple:
        return words(simple[what], who=who, title=body.get("name", "") if isinstance(body, dict) else "")
    return words("happened", who=who, what=what.replace("_", " "))


def _came(words: page_words.Words, sent: messages.Message, people: list[dict[str, Any]]) -> str:
    who, names = page_faces.sender_name(sent), ", ".join(map(page_faces.name, people))
    by_themselves = any(person.get("id") == sent.actor_id for person in people)
    return words("joined", who=names) if by_themselves else words("added", who=who, whom=names)


def excerpt_of_wire(words: page_words.Words, body: dict[str, Any], most: int = EXCERPT) -> str:
    """Cut a message's body to one line: its text or caption, or what kind of file it is."""
    text = " ".join(str(body.get("text") or body.get("caption") or "").split())
    if text:
        return text if len(text) <= most else text[: most - 1].rstrip() + "…"
    if "photo" in body:
        return words("picture")
    document = body.get("document") or {}
    return str(document.get("file_name") or words("file"))
