"""TDLib's own reader of formatted text, asked offline: the witness our parser is compared with."""

import json
from typing import Any

import tdjson

_KINDS = {
    "Bold": "bold", "Italic": "italic", "Underline": "underline", "Strikethrough": "strikethrough",
    "Spoiler": "spoiler", "CustomEmoji": "custom_emoji", "TextUrl": "text_link", "MentionName": "text_mention",
    "Pre": "pre", "PreCode": "pre", "Code": "code", "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote", "DateTime": "date_time", "BotCommand": "bot_command",
    "Mention": "mention", "Hashtag": "hashtag", "Cashtag": "cashtag", "Url": "url", "EmailAddress": "email",
    "PhoneNumber": "phone_number", "BankCardNumber": "bank_card", "MediaTimestamp": "",
}  # fmt: skip

Entity = dict[str, Any]


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return answer


_execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def parse(source: str) -> tuple[str, list[Entity]] | str:
    """Give text and entities in the Bot API's form, or TDLib's complaint."""
    mode = {"@type": "textParseModeHTML"}
    answer = _execute({"@type": "parseTextEntities", "text": source, "parse_mode": mode})
    if answer["@type"] == "error":
        return str(answer["message"]).removeprefix("Can't parse entities: ")
    return answer["text"], [_entity(each) for each in answer["entities"]]


def found_in(text: str) -> list[Entity]:
    """Give what TDLib finds in a text by itself and bots are told of (times of videos they are not)."""
    found = map(_entity, _execute({"@type": "getTextEntities", "text": text})["entities"])
    return [each for each in found if each["type"]]


def _entity(given: dict[str, Any]) -> Entity:
    kind = given["type"]
    answer = {"type": _KINDS[kind["@type"][14:]], "offset": given["offset"], "length": given["length"]}
    answer |= {key: kind[key] for key in ("language", "url", "custom_emoji_id", "unix_time") if key in kind}
    if "user_id" in kind:
        answer["user"] = {"id": kind["user_id"]}
    return answer
