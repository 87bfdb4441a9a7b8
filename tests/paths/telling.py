"""What people may say to a group in a random story: lines of every kind, and the updates that carry them as JSON."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from playground import entities

NUMBERS = st.sampled_from([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6])
NAMES = st.sampled_from(["@annlee", "@bochen", "@limin", "@deenew", "@nobody", "李敏", "me"])
DATES = st.sampled_from(["2026-12-04", "tomorrow", "next Friday", "12月4日前", "Fri 16:00", "someday", "2 weeks"])
TITLES = st.sampled_from(["Book the hall", "Order badges", "落实主会场", "<b>Sign</b> & send", "\u202eevil", "手册"])

REMARKS = [
    *("60%", "0%", "100%", "50-60%", "做到六成，等印厂报价", "quote received", "{junk}"),
    *("done", "done, signed", "完成了", "confirmed", "returned: the annex is missing", "reopened"),
    *("blocked: no permit", "卡住了：等消防批文", "blocked", "unblocked"),
    *("on hold until 2026-12-04: budget", "暂缓：经费未定", "dropped: no longer needed", "dropped"),
    *("renamed to Main hall", "rename", "!", "#hall", "due {date}", "owner {name}"),
    *("waits for {m}", "waits for {m}", "waits for {m}", "等 {m}", "no longer waits for {m}"),
    *("part of {m}", "duplicate of {m}", "move to Venues", "move to Exhibition", "move to nowhere"),
]
NEW = ["{title} {name} by {date}", "{title}", "{title} {name} !", "{title} @annlee @bochen #hall", "{title} by {date}"]
COMMANDS = [
    *["/update {n} {remark}"] * 6,
    *["#{n} {remark}"] * 4,
    *["/done {n}", "/done {n},{m} signed", "/task {new}", "/undo"] * 2,
    *("/task {new}\n{new}\n- {new}", "#{n} {remark}\n#{m} {remark}", "/update {n} {remark}\n{m} {remark}"),
    *["/due {n} {date}", "/due {n} {date}: the printer is late", "/assign {n} {name}", "/assign {n} +{name}"] * 2,
    *("/assign {n} -{name}", "/assign all {name} {name}", "/take {n}", "/hold {n} budget", "/drop {n} not needed"),
    *("/progress {n} 40%", "/block {n} no permit", "/note {n} called", "/reopen {n}", "/edit {n} {title}"),
    *(
        "/extend {n} {date}",
        "/show {n}",
        "/UPDATE@mustertestbot {n} {remark}",
        "/done@OtherBot {n}",
        "/move {n} Venues",
    ),
    *("{n} {remark}", "done {n} and {m}", "{n} 完成了", "{title} is done", "{title} 做完了", "{title}: {remark}"),
    *("/list", "/list {n}", "/list late", "/mine", "/summary", "/help", "/start", "/unknown 1", "/done", "/update {n}"),
    *("good morning", "thanks!", "收到", "1、参加\n2、参加", "8点开会", "ACTION: Ann to call by Friday", "{junk}"),
]


def _filled(templates: list[str], *, again: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[str]:
    """One of the templates with a number, a name, a date … in each of its gaps."""

    @st.composite
    def fill(draw: st.DrawFn) -> str:
        template: str = draw(st.sampled_from(templates))
        gaps: dict[str, st.SearchStrategy[Any]] = {
            "{n}": NUMBERS,
            "{m}": NUMBERS,
            "{name}": NAMES,
            "{date}": DATES,
            "{title}": TITLES,
            "{junk}": st.text(max_size=12),
            "{remark}": REMARK,
            "{new}": _filled(NEW),
        }
        for gap in _GAP.findall(template):
            template = template.replace(gap, str(draw(gaps[gap])), 1)
        return template

    return fill()


_GAP = re.compile(r"\{\w+\}")
REMARK = _filled(REMARKS)
LINES = _filled(COMMANDS)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as Telegram names it."""

    id: int
    title: str

    @property
    def raw(self) -> dict[str, Any]:
        return {"id": self.id, "type": "supergroup", "title": self.title}


def person(number: int, name: str, username: str, language: str) -> dict[str, Any]:
    """A person as Telegram shows them."""
    known = {"first_name": name, "username": username, "language_code": language}
    return {"id": 7_000_000_000 + number, "is_bot": False, **known}


PEOPLE = (
    person(1, "Ann", "annlee", "en"),
    person(2, "Bo", "bochen", "en"),
    person(3, "敏", "limin", "zh"),
    person(4, "Dee", "deenew", "en"),
)
CHATS = (Chat(-1_001_500_000_001, "Exhibition"), Chat(-1_001_500_000_002, "Venues"))


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens; `which` message or button is meant is counted from the newest, `verb` among all kinds.

    `joined`: Telegram hands it over together with the step before.
    """

    kind: str = "nothing"
    chat: Chat = CHATS[0]
    who: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    file: str | None = None
    which: int = 0
    verb: int = 0
    joined: bool = False


DEEDS = ["say"] * 14 + ["answer"] * 5 + ["edit"] * 4 + ["press"] * 7 + ["press twice"]
HAPPENINGS = ["hour", "day", "repeat", "touch", "forge", "forge", "end", "crash"]


@st.composite
def _steps(draw: st.DrawFn) -> Step:
    kind = draw(st.sampled_from(["nothing", *DEEDS, *HAPPENINGS]))
    which = draw(st.integers(0, 30))
    who = draw(st.sampled_from([*[PEOPLE[0]] * 3, *PEOPLE[1:3] * 2, PEOPLE[3]]))
    if kind in HAPPENINGS or kind == "nothing":
        return Step(kind, who=who, which=which)
    joined = draw(st.booleans())
    if kind.startswith("press"):
        return Step(kind, who=who, which=which % 4, verb=draw(st.integers(0, 40)), joined=joined)
    text = draw(REMARK if kind == "answer" else LINES)
    file = draw(st.sampled_from([*[None] * 8, "photo", "document", "voice"]))
    chat = draw(st.sampled_from([*[CHATS[0]] * 5, CHATS[1]]))
    return Step(kind, chat, who, text, file, which, joined=joined)


STORIES = st.lists(_steps(), min_size=30, max_size=45)


def message(chat: Chat, number: int, who: Mapping[str, Any], text: str, at: datetime) -> dict[str, Any]:
    """A text message as the Bot API has it; `at` is when it was said."""
    said = {"message_id": number, "date": int(at.timestamp()), "chat": chat.raw, "from": dict(who)}
    return {**said, "text": text, "entities": entities.found_in(text, [])} if text else said


def with_file(said: Mapping[str, Any], kind: str | None) -> dict[str, Any]:
    """The message as the caption of a file, `None` as it is."""
    if kind is None:
        return dict(said)
    sent = {name: value for name, value in said.items() if name not in ("text", "entities")}
    if "text" in said:
        sent |= {"caption": said["text"], "caption_entities": said["entities"]}
    file = {"file_id": f"{kind}-{said['message_id']}", "file_unique_id": f"u{said['message_id']}", "file_size": 9}
    if kind == "photo":
        return {**sent, "photo": [{**file, "width": 90, "height": 90}]}
    return {**sent, kind: {**file, "duration": 3} if kind == "voice" else file}


def in_reply_to(said: Mapping[str, Any], answered: Mapping[str, Any] | None) -> dict[str, Any]:
    """The message as an answer to another, `None` as it is."""
    return dict(said) if answered is None else {**said, "reply_to_message": dict(answered)}


def edited(said: Mapping[str, Any], text: str, at: datetime) -> dict[str, Any]:
    """The same message with other words."""
    name, marks = ("caption", "caption_entities") if "text" not in said else ("text", "entities")
    return {**said, "edit_date": int(at.timestamp()), name: text, marks: entities.found_in(text, [])}


def press(chat: Chat, posted: Mapping[str, Any], who: Mapping[str, Any], data: str, number: int) -> dict[str, Any]:
    """A button pressed under a message of ours."""
    return {"id": str(number), "from": dict(who), "chat_instance": "1", "data": data, "message": dict(posted)}
