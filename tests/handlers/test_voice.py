"""The standard texts of the voice, put together from messages as the handlers do it."""

from collections.abc import Callable

import pytest
from markupsafe import Markup

from handlers import words


def card(say: Callable[..., Markup], language: str) -> list[Markup]:
    zh = language == "zh"
    moment = "12月4日（周五）18:00" if zh else "Fri 4 Dec, 18:00"
    due = say("task.card.moment", moment=moment) if zh else say("task.card.moment_zone", moment=moment, zone="Beijing")
    return [
        say("task.card.title_key", number=12, title="签订主会场合同" if zh else "Sign the main hall contract"),
        say("task.card.owner_with", owner="李敏", supporters="王浩")
        if zh
        else say("task.card.owner_with", owner="Li Min", supporters="Wang Hao"),
        words.count(language, "task.card.due_in", 18, due=due),
        say("task.card.from", who="陈洁", moment="11月10日 10:12")
        if zh
        else say("task.card.from", who="Chen Jie", moment="Tue 10 Nov, 10:12"),
    ]


CARDS = {
    "en": """\
<b>#12 Sign the main hall contract</b> ★
Owner: Li Min · with Wang Hao
Due: <b>Fri 4 Dec, 18:00</b> Beijing, in 18 working days
From Chen Jie, Tue 10 Nov, 10:12""",
    "zh": """\
<b>#12 签订主会场合同</b> ★重点任务
责任人：李敏　配合：王浩
完成时限：<b>12月4日（周五）18:00</b>，余 18 个工作日
陈洁 11月10日 10:12 提出""",
}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_card_is_the_standard_card(language: str) -> None:
    def say(key: str, **values: str | int) -> Markup:
        return words.say(language, key, **values)

    assert "\n".join(card(say, language)) == CARDS[language]


Values = dict[str, str | int]

LINES: list[tuple[str, Values, str, Values, str]] = [
    (
        "task.card.due_was",
        {"due": Markup("<b>Wed 2 Dec, 18:00</b> Beijing"), "was": "Fri 20 Nov"},
        "Due: <b>Wed 2 Dec, 18:00</b> Beijing (was Fri 20 Nov)",
        {"due": Markup("<b>12月2日（周三）18:00</b>"), "was": "11月20日"},
        "完成时限：<b>12月2日（周三）18:00</b>（原定 11月20日）",
    ),
    (
        "task.card.last_word",
        {"day": "Tue 24 Nov", "text": "waiting for the hall drawing"},
        "Last word, Tue 24 Nov: waiting for the hall drawing",
        {"day": "11月24日", "text": "等场馆图纸"},
        "最新进展（11月24日）：等场馆图纸",
    ),
    (
        "task.line.was_owner",
        {"task": "#8", "title": "Booth plan", "was": "20 Nov", "owner": "Wang Hao"},
        "#8 Booth plan, was 20 Nov, Wang Hao",
        {"task": "#8", "title": "展位图定稿", "was": "11月20日", "owner": "王浩"},
        "#8 展位图定稿　原定 11月20日　王浩",
    ),
    (
        "task.line.was_owner_reason",
        {"task": "#8", "title": "Booth plan", "was": "Fri 20 Nov", "owner": "Wang Hao", "reason": "drawing late"},
        "#8 Booth plan, was Fri 20 Nov, Wang Hao: drawing late",
        {"task": "#8", "title": "展位图定稿", "was": "11月20日", "owner": "王浩", "reason": "等图纸"},
        "#8 展位图定稿　原定 11月20日　王浩（等图纸）",
    ),
    (
        "board.counts",
        {"n_done": 14, "n_moving": 9, "n_blocked": 1, "n_open": 6},
        "Done 14 · moving 9 · blocked 1 · not started 6",
        {"n_done": 14, "n_moving": 9, "n_blocked": 1, "n_open": 6},
        "已办结 14｜推进中 9｜受阻 1｜未启动 6",
    ),
    (
        "board.last",
        {"moment": "Tue 24 Nov, 10:15", "task": "#11", "what": "60%", "who": "Chen Jie"},
        "<i>Tue 24 Nov, 10:15: #11 60%, Chen Jie</i>",
        {"moment": "11月24日 10:15", "task": "#11", "what": "完成 60%", "who": "陈洁"},
        "<i>11月24日 10:15　#11 完成 60%（陈洁）</i>",
    ),
    (
        "digest.title.due_late",
        {"day": "Tue 24 Nov", "n_due": 1, "n_late": 2},
        "<b>Today, Tue 24 Nov</b> · 1 due, 2 late",
        {"day": "11月24日（周二）", "n_due": 1, "n_late": 2},
        "<b>今日提示</b>　11月24日（周二）　到期 1 项，逾期 2 项",
    ),
    (
        "digest.reply",
        {"number": 11},
        "Reply to this message in your own words, e.g. <code>11 is 60%, printer's quote open</code>",
        {"number": 11},
        "直接回复本条即可反馈，如：<code>11 做到六成，等印厂报价</code>",
    ),
    (
        "summary.title",
        {"group": "EXH", "span": "23-27 Nov", "light": "🟡"},
        "<b>EXH, week of 23-27 Nov</b> 🟡",
        {"group": "展览展示组", "span": "11月23日至27日", "light": "🟡"},
        "<b>展览展示组周报</b>（11月23日至27日）🟡",
    ),
    (
        "summary.counts",
        {"n_done": 4, "n_before": 2},
        "Done 4 (week before: 2)",
        {"n_done": 4, "n_before": 2},
        "办结 4 项（上周 2 项）",
    ),
    (
        "summary.until",
        {"moment": "Fri 27 Nov, 15:00"},
        "<i>From the records up to Fri 27 Nov, 15:00</i>",
        {"moment": "11月27日（周五）15:00"},
        "<i>数据截至 11月27日（周五）15:00</i>",
    ),
    (
        "refused.due.no_day",
        {"words": "sometime early next month", "number": 12, "day": "8 Dec"},
        (
            'Not recorded: no day found in "sometime early next month".\n'
            "For example: <code>/due 12 8 Dec</code> or <code>/due 12 next Friday</code>"
        ),
        {"words": "下月初", "number": 12, "day": "12月8日"},
        "未登记：“下月初”看不出是哪一天。\n可写：<code>/due 12 12月8日</code>，或 <code>/due 12 下周五</code>",
    ),
    (
        "refused.task.unseen",
        {"task": "VEN-7"},
        "No task VEN-7 that this chat can see.",
        {"task": "VEN-7"},
        "本群看不到任务 VEN-7。",
    ),
    (
        "question.confirm_done",
        {"who": "Chen Jie", "task": "#8", "title": "Booth plan", "owner": "Wang Hao", "state": "moving, 60%"},
        (
            "Chen Jie reports #8 Booth plan done. Wang Hao, is that right?\n"
            'Until then it stays "moving, 60%"; the remark is kept.'
        ),
        {"who": "陈洁", "task": "#8", "title": "展位图定稿", "owner": "王浩", "state": "推进中 60%"},
        "陈洁反映 #8 展位图定稿已办结，请王浩确认。\n确认前仍为推进中 60%，所述情况已备注。",
    ),
    (
        "short.undone",
        {"task": "#12", "before": "40%"},
        "Taken back: #12 is 40% again.",
        {"task": "#12", "before": "40%"},
        "已撤回，#12 恢复为 40%。",
    ),
    (
        "short.more_time",
        {"task": "#8", "due": "Wed 2 Dec", "was": "Fri 20 Nov", "who": "Li Min"},
        "#8: more time to Wed 2 Dec (was Fri 20 Nov), by Li Min.",
        {"task": "#8", "due": "12月2日（周三）", "was": "11月20日", "who": "李敏"},
        "#8 同意延期至 12月2日（周三），原定 11月20日。李敏",
    ),
    (
        "refused.for_somebody_else",
        {"name": "Chen Jie"},
        "For Chen Jie to answer.",
        {"name": "陈洁"},
        "请陈洁确认。",
    ),
]


@pytest.mark.parametrize(("key", "values", "en", "zh_values", "zh"), LINES, ids=[line[0] for line in LINES])
def test_a_line_is_the_standard_line(key: str, values: Values, en: str, zh_values: Values, zh: str) -> None:
    assert words.say("en", key, **values) == en
    assert words.say("zh", key, **zh_values) == zh
