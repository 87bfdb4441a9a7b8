"""What is kept about somebody, to be read: in the reader's words and by their clocks, no name of ours among them."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers import mydata_text
from handlers.export_columns import Numbered
from storage import personal

AT = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
EVENT: dict[str, Any] = {
    "id": 1, "group_id": 7, "change_id": 1, "at": AT, "actor_id": 3, "task_id": None, "before": None, "after": None,
}  # fmt: skip
SENT: dict[str, Any] = {"settled_at": None, "created_at": AT, "payload": {}}
WHO = personal.About(3, "李敏", "Asia/Shanghai", (1,), (1,), (1,), (1,))


def _sight(language: str) -> mydata_text.Sight:
    return mydata_text.Sight(language, "Asia/Shanghai", {9: Numbered(7, 3, "落实主会场")}, {7: "展览展示组"})


@pytest.mark.parametrize(
    ("kind", "row", "said"),
    [
        ("events", EVENT | {"kind": "done", "task_id": 9}, "展览展示组，#3 落实主会场，已办结"),
        ("events", EVENT | {"kind": "of_another_version", "task_id": 4}, "一项改动"),
        (
            "events",
            EVENT
            | {"kind": "zone", "before": {"zone": "UTC", "zone_confirmed": False}, "after": {"zone": "Asia/Shanghai"}},
            "北京时间",
        ),
        ("events", EVENT | {"kind": "of_another_version"}, "一项改动"),
        ("messages_sent", SENT | {"kind": "post", "payload": {"text": "<b>今日提示</b>"}}, "消息：今日提示"),
        ("messages_sent", SENT | {"kind": "edit_pressed"}, "修改消息"),
        ("messages_sent", SENT | {"kind": "document"}, "文件"),
        ("messages_sent", SENT | {"kind": "unpin"}, "消息标记或删除"),
        ("schedules", {"group_id": 7, "kind": "put_off", "values": {}, "next_due_at": AT}, "展览展示组：提醒"),
        ("schedules", {"group_id": 7, "kind": "rollup", "values": {}, "next_due_at": None}, "综合情况"),
    ],
)
def test_a_record_is_told_in_the_readers_words(kind: str, row: dict[str, Any], said: str) -> None:
    line = mydata_text.line(kind, row, _sight("zh"))
    assert said in line
    assert not re.search("[A-Za-z]{2}", line)
    assert "2026-11-24 10:15" in line or "next_due_at" in row


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_other_kind_of_record_is_counted_by_a_name_or_together(language: str) -> None:
    names = [one.name for one in personal.shares(WHO)]
    told = mydata_text.rest(
        {name: 2 for name in names if mydata_text.heading(name, _sight(language)) is None}, _sight(language)
    )
    assert set(names) >= mydata_text.RECORDS
    assert len(told.strip().splitlines()) == len(mydata_text.RECORDS) + 2
    assert "_" not in told


def test_the_language_is_named_and_the_head_says_by_which_clocks() -> None:
    person = {
        "name": "李敏",
        "username": None,
        "telegram_id": 5,
        "language": "zh",
        "started": True,
        "never_mention": False,
    }
    assert "语言：中文" in mydata_text.line("people", person, _sight("zh"))
    assert "北京时间" in mydata_text.title("李敏", AT.date(), _sight("zh"))
