"""The group of the standard texts (voice.md) in both languages, and the most awkward things people write."""

from datetime import UTC, date, datetime
from typing import Any

from coordination.rules import groups, people, tasks
from handlers import html
from playground import html as strict

NOW = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
"""Tuesday 24 November 2026, 10:15 in Beijing."""

TODAY = date(2026, 11, 24)
LIMIT = 4096
LINES = 12

WANG, CHEN, TOM = (
    people.Person(201, 7_000_000_201, "Wang Hao"),
    people.Person(202, 7_000_000_202, "Chen Jie", "chenjie"),
    people.Person(203, 7_000_000_203, "Tom Becker"),
)
WANG_ZH, CHEN_ZH = people.Person(201, 7_000_000_201, "王浩"), people.Person(202, 7_000_000_202, "陈洁", "chenjie")

AWKWARD = (
    "<b>unclosed & <a href='x'>",
    "שלום <i>עולם</i> — العربية",
    "\u202eevil\u2066 override",
    "👨‍👩‍👧‍👦" * 40,
    "x" * 300,
    "很长的标题" * 60,
    "&amp; &lt;b&gt; \" ' `",
    "\u200b",
    "",
    "@ann @bo #12 /done https://example.org/?a=1&b=2",
    "two\nlines\tand tabs",
)


def group(language: str, **values: Any) -> groups.Group:
    name, code = ("展览展示组", "展览") if language == "zh" else ("Exhibition", "EXH")
    usual: dict[str, Any] = {"name": name, "code": code, "language": language, "zone": "Asia/Shanghai"}
    return groups.Group(id=7, chat_id=3, topic_id=None, **{**usual, **values})


def task(number: int, title: str, owner: people.Person | None = WANG, **values: Any) -> tasks.Task:
    usual: dict[str, Any] = {
        "owner": None if owner is None else tasks.Owner(owner.name, owner.id),
        "original_due": values.get("due"),
        "created_at": NOW,
        "created_by": None,
    }
    return tasks.Task(id=1000 + number, group_id=7, number=number, title=title, **{**usual, **values})


def due(day: int, month: int = 11) -> tasks.Due:
    return tasks.Due(date(2026, month, day))


def awkward_tasks(count: int, **values: Any) -> list[tasks.Task]:
    """Tasks of which every title, name and reason is awkward in turn."""
    found = []
    for n in range(count):
        word, name = AWKWARD[n % len(AWKWARD)], AWKWARD[(n + 3) % len(AWKWARD)]
        usual: dict[str, Any] = {"last_update_text": AWKWARD[(n + 5) % len(AWKWARD)] or None, "reason": None}
        if values.get("state") is tasks.State.BLOCKED:
            usual["reason"] = AWKWARD[(n + 1) % len(AWKWARD)] or None
        person = people.Person(300 + n, 7_000_000_300 + n, name)
        found.append(task(n + 1, word, person, **{**usual, **values}))
    return found


def check(text: str, *, lines: int = LINES) -> str:
    """What Telegram would show; fails for anything it would refuse, and for a message that is too long to be read."""
    shown, _ = strict.parse(text)
    assert shown == html.visible(text)
    assert html.visible_length(text) <= LIMIT
    assert text.count("\n") < lines
    assert "\u202e" not in shown
    assert shown.count("\u2068") == shown.count("\u2069")
    return shown
