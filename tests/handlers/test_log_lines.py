"""What the log says of each kind of change, in both languages; a change nobody knows is said to be one."""

from typing import Any

import pytest

from coordination.rules import events, people
from coordination.services import log
from handlers import html, log_lines
from tests.coordination import samples

BO = people.Person(102, 7_000_000_002, "Bo <b>\u202e", "bo_li")
READERS = {
    language: log_lines.Reader(language, "Asia/Shanghai", samples.NOW, {samples.ANN.id: samples.ANN, BO.id: BO})
    for language in ("en", "zh")
}


def event(kind: str, before: dict[str, Any], after: dict[str, Any], **more: Any) -> events.Event:
    return events.Event(1, 7, 2, kind, samples.NOW, samples.ANN.id, before=before, after=after, **more)


def said(language: str, one: events.Event) -> str:
    shown = html.visible(log_lines.what(log.Entry(one), READERS[language]))
    return shown.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("kind", "before", "after", "english", "chinese"),
    [
        ("setting", {"board": True}, {"board": False}, "Board: yes → no", "看板：是→否"),
        ("setting", {"days_off": []}, {"days_off": ["2026-12-01"]}, "the group's own days", "本群自定日历"),
        ("setting", {"gone_by": 1}, {"gone_by": 2}, "a change", "一项改动"),
        (
            "setting",
            {"keep_texts_months": 0},
            {"keep_texts_months": 6},
            "Words kept: for ever → 6 months",
            "文字保留：长期→6 个月",
        ),
        (
            "schedule",
            {"schedule": "digest", "enabled": True, "at": "08:30:00", "days": [0]},
            {"schedule": "digest", "enabled": False, "at": "08:30:00", "days": [0]},
            "Morning message: 08:30 → off",
            "今日提示：8:30→关闭",
        ),
        (
            "schedule",
            {"schedule": "summary", "enabled": True, "at": "15:00:00", "days": [4]},
            {"schedule": "summary", "enabled": True, "at": "15:00:00", "days": [0, 3]},
            "Summary: Fri → Mon, Thu",
            "周报：周五→周一、周四",
        ),
        ("zone", {"zone": "UTC"}, {"zone": "Asia/Shanghai"}, "Time zone: UTC → Beijing", "时区：UTC→北京时间"),
        (
            "zone",
            {"zone": "UTC", "zone_confirmed": False},
            {"zone": "Asia/Shanghai", "zone_confirmed": True},
            "Time zone Beijing confirmed",
            "确认时区：北京时间",
        ),
        ("language", {"language": "en"}, {"language": "zh"}, "Language: English → 中文", "语言：English→中文"),
        (
            "paused",
            {"paused_until": None},
            {"paused_until": "2026-11-30T20:00:00+00:00"},
            "until 1 Dec",
            "暂停至 12月1日",
        ),
        ("paused", {"paused_until": "2026-11-30T20:00:00+00:00"}, {"paused_until": None}, "pause ended", "结束暂停"),
        ("erasure", {"due_at": None}, {"due_at": "2026-12-01T02:00:00+00:00"}, "erased on 1 Dec", "12月1日 清除"),
        ("erasure_stopped", {"due_at": "2026-12-01T02:00:00+00:00"}, {"due_at": None}, "erasing stopped", "停止清除"),
        (
            "single_run",
            {"schedule": 5, "day": "2026-11-27", "state": None},
            {"schedule": 5, "day": "2026-11-27", "state": "left out"},
            "one run, 27 Nov: as usual → left out",
            "11月27日一次：照常→取消",
        ),
        (
            "single_run",
            {"schedule": 5, "day": "2026-11-27", "state": "left out"},
            {"schedule": 5, "day": "2026-11-27", "state": "2026-11-30T09:00:00"},
            "left out → 30 Nov 09:00",
            "取消→11月30日 9:00",
        ),
        ("joined", {}, {"programme": "Forum 2027", "code": "EXH"}, "joined Forum 2027", "加入 Forum 2027"),
        ("of another version", {}, {"x": 1}, "a change", "一项改动"),
    ],
)
def test_a_change_is_said_as_it_was_and_as_it_is(
    kind: str, before: dict[str, Any], after: dict[str, Any], english: str, chinese: str
) -> None:
    one = event(kind, before, after)
    assert english in said("en", one)
    assert chinese in said("zh", one)


def test_a_part_names_its_person_safely_and_a_deleted_account_has_no_name() -> None:
    change = event("part", {"person": BO.id, "part": "member"}, {"person": BO.id, "part": "lead"})
    assert said("en", change) == "Bo <b>: member → lead"
    gone = people.Person(102, 7_000_000_002, "")
    reader = log_lines.Reader("en", "UTC", samples.NOW, {gone.id: gone})
    assert "a deleted account" in log_lines.what(log.Entry(change), reader)


@pytest.mark.parametrize(("actor", "kind", "who"), [(None, "due", "an admin"), (None, "resolved", "by itself")])
def test_an_anonymous_admin_stays_an_admin_and_nobody_is_nobody(actor: int | None, kind: str, who: str) -> None:
    one = events.Event(1, 7, 2, kind, samples.NOW, actor)
    assert html.visible(log_lines.who(one, READERS["en"])) == who


def test_what_is_recorded_for_somebody_names_both() -> None:
    one = event("progress", {}, {}, on_behalf="Li Min")
    assert "Ann" in log_lines.who(one, READERS["en"])
    assert "Li Min" in log_lines.who(one, READERS["en"])


@pytest.mark.parametrize(
    ("kind", "after", "english"),
    [
        ("progress", {"percent": 60}, "#12 Sign the hall contract: moving"),
        ("created", {"title": "x", "due": None}, "#12 Sign the hall contract: new task"),
        ("due", {"due": {"on": "2026-12-04", "at": None}}, "due none → 4 Dec"),
        ("owner", {"owner": None}, "owner Ann → nobody"),
        ("resolved", {"owner": {"name": "Ann", "person_id": 101, "username": "ann"}}, "owner Ann recognised"),
        ("renamed", {"title": "y"}, "renamed, was"),
        ("of another version", {"x": 1}, "a change"),
    ],
)
def test_a_change_of_a_task_names_it(kind: str, after: dict[str, Any], english: str) -> None:
    before = {"due": None, "owner": {"name": "Ann", "person_id": 101, "username": None}, "title": "Old"}
    one = event(kind, {name: before.get(name) for name in after}, after, task_id=1012)
    shown = html.visible(log_lines.what(log.Entry(one, samples.task()), READERS["en"]))
    assert english in shown.replace("\u2068", "").replace("\u2069", "")
