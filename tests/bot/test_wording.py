"""The rules of voice that a program can check."""

import pytest

from bot import wording

GOOD = {
    "en": [
        "<b>#{number} {title}</b> ★",
        'Not recorded: no day found in "{words}".\nFor example: <code>/due {number} 8 Dec!</code>',
        "Taken back: {task} is {before} again.",
        "1 &lt; 2 &amp; 3",
        "terror",
    ],
    "zh": [
        "完成时限：{due}，余 {n} 个工作日",
        "11月26日（周四）8:30 报组长",
        "未登记：“{words}”看不出是哪一天。\n可写：<code>/due {number} 12月8日, OK!</code>",
        "通知第15号",
        "已签收 22/25，限今日 18:00",
        "展商手册完成 60%",
        "#12 主会场合同：见 Muster v1.2",
        "逾期 {n_late} 项，受阻 {n} 项",
        "<b>一、本周进展</b>　{done}办结。",
        "1月8日至9日",
    ],
}
BAD = [
    ("en", "a.b", "Done!", "exclamation"),
    ("en", "a.b", "Done， now", "full-width"),
    ("en", "a.b", "Updated successfully", "successfully"),
    ("en", "a.b", "You are not allowed", "not allowed"),
    ("en", "a.b", "Error: no day", "error"),
    ("en", "a.b", "Done ", "white space"),
    ("en", "a.b", "Done \nnow", "white space"),
    ("en", "a.b", "Done 👌", "decorates"),
    ("en", "a.b", "<b>Done", "not whole"),
    ("en", "a.b", "a < b & c", "not whole"),
    ("en", "a.b", "\n".join("abcdefghijklm"), "12 lines"),
    ("en", "button.a", "How colours work", "2 words"),
    ("zh", "a.b", "已办结!", "half-width"),
    ("zh", "a.b", "已办结,继续", "half-width"),
    ("zh", "a.b", "受阻:{reason}", "half-width"),
    ("zh", "a.b", "“{a}”(原定)", "half-width"),
    ("zh", "a.b", "已办结.", "half-width"),
    ("zh", "a.b", "已办结！", "exclamation"),
    ("zh", "a.b", "主会场 合同", "between two characters"),
    ("zh", "a.b", "12 月 4 日", "inside a date"),
    ("zh", "a.b", "余18 个工作日", "space before"),
    ("zh", "a.b", "余 18个工作日", "space after"),
    ("zh", "a.b", "余{n} 个", "space before"),
    ("zh", "a.b", "余 {n_late}个", "space after"),
    ("zh", "a.b", "任务状态已更新", "更新"),
    ("zh", "a.b", "请您确认", "您"),
    ("zh", "a.b", "截止日期", "截止"),
    ("zh", "button.a", "查看全部任务", "4 characters"),
    ("zh", "x.button.a", "查看全部任务", "4 characters"),
]


@pytest.mark.parametrize(("language", "form"), [(language, form) for language in GOOD for form in GOOD[language]])
def test_what_the_voice_allows_is_let_through(language: str, form: str) -> None:
    assert list(wording.slips(language, "a.b", form)) == []


@pytest.mark.parametrize(("language", "key", "form", "complaint"), BAD)
def test_what_the_voice_forbids_is_named(language: str, key: str, form: str, complaint: str) -> None:
    assert any(complaint in slip for slip in wording.slips(language, key, form))


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Yes, done"), ("en", "#{number} {title}"), ("en", "More…"), ("zh", "属实，办结"), ("zh", "{task} {title}")],
)
def test_a_short_label_is_let_through(language: str, label: str) -> None:
    assert list(wording.slips(language, "button.a", label)) == []
