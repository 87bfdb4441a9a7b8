"""What is said in a round, word for word in both languages, as somebody would read it off a screen; it is written by
hand and asks nothing of what it is held against.
"""

from datetime import date, datetime

Value = str | int

_EN = {
    # In a group's own chat.
    "asked": "{title}: our report is asked for now; the draft is with {lead}.",
    "heads_up": "{title}: you are next, after {before}.",
    "not_next": "{title}: {instead} comes first; you follow.",
    "call": """\
▶ {code}, your turn, 15 minutes. Report in, approved by a lead.
After you: {after}.
Questions from the committee appear here; reply to them. A reply to this message reaches the committee.
In parts, such as 3: the kitchen is small, it is our report.""",
    "call_unready": """\
▶ {code}, your turn, 15 minutes. No report came in.
After you: {after}.
Questions from the committee appear here; reply to them. A reply to this message reaches the committee.
In parts, such as 3: the kitchen is small, it is our report.""",
    "call_last": """\
▶ {code}, your turn, 15 minutes. No report came in.
Questions from the committee appear here; reply to them. A reply to this message reaches the committee.
In parts, such as 3: the kitchen is small, it is our report.""",
    "window": """\
▶ {code}, your turn until {until}. It ends as soon as your report is in.
After you: {after}.
Questions from the committee appear here; reply to them. A reply to this message reaches the committee.
In parts, such as 3: the kitchen is small, it is our report.""",
    "window_last": """\
▶ {code}, your turn until {until}. It ends as soon as your report is in.
Questions from the committee appear here; reply to them. A reply to this message reaches the committee.
In parts, such as 3: the kitchen is small, it is our report.""",
    "morning": """\
Today, {day} · nothing due or late

No owner #1

Reply to this message in your own words, e.g. 1 is 60%, printer's quote open""",
    "morning_row": "My tasks | All",
    "follow": "{title} is over; our report is to follow by {until}.",
    # In the private chat of its lead.
    "draft": """\
{code} report, {title}
Draft from your records since {since}:

1 Results {results}
2 Key work next {next}
3 Problems {problems}
4 Help needed {help}

{silent}Change a part in reply, by its number: 4 nothing. Or send a whole new text in reply.""",
    "sent": """\
{code} report, {title}
In, approved by a lead. Sent by {lead}, {moment}.

1 Results {results}
2 Key work next {next}
3 Problems {problems}
4 Help needed {help}

Change a part in reply, by its number: 4 nothing. Or send a whole new text in reply.""",
    "draft_in_days": """\
{code} report, {title}: by {due}

1 Results {results}
2 Key work next {next}
3 Problems {problems}
4 Help needed {help}

Change a part in reply, by its number: 4 nothing. Or send a whole new text in reply.""",
    "sent_in_days": """\
{code} report, {title}: by {due}
In, approved by a lead. Sent by {lead}, {moment}.

1 Results {results}
2 Key work next {next}
3 Problems {problems}
4 Help needed {help}

Change a part in reply, by its number: 4 nothing. Or send a whole new text in reply.""",
    "accepted": """\
{code} report, {title}: by {due}
In, approved by a lead. Sent by {lead}, {moment}.

1 Results {results}
2 Key work next {next}
3 Problems {problems}
4 Help needed {help}

Accepted. Correct a part in reply, by its number: 4 nothing.""",
    "silent": "⚠ No word since then on #1.\n",
    "written": """\
{head}

1 Results {results}
2 Key work next {next}
3 Problems {problems}
4 Help needed {help}

{silent}Change a part in reply, by its number: 4 nothing. Or send a whole new text in reply.""",
    "head": "{code} report, {title}",
    "head_due": "{code} report, {title}: by {due}",
    "your_window": """\
Your window: {first} to {last}, earlier if the groups before you are quick. It ends with your report.""",
    "returned": "Returned: {reason}",
    "draft_row_1": "Send it",
    "draft_row_2": "Pass on | Nothing new",
    "written_row": "Draft anew",
    "changed": "Changed. It is sent by the button on the report.",
    "came_back_until": "{title}: our report came back. {reason}\nReply to the report to change it.\nAgain by {until}.",
    "came_back": "{title}: our report came back. {reason}\nReply to the report to change it.",
    "nothing": "nothing",
    # With chair and secretary: the card of a turn.
    "card": "{number}/{all} {name} ({code}) {light} {report}",
    "unheard": "⚠ I was removed from its chat: the group hears nothing of its turn.",
    "report_in": "report in, lead approved",
    "report_none": "no report",
    "kept": "Since the last report 1: 1 kept, 0 moved, 0 open",
    "open": "Since the last report 1: 0 kept, 0 moved, 1 open\nOpen {code}-1 {task}, was Fri 20 Nov",
    "blocked": "Blocked {code}-1 {task}: {reason}",
    "asks": 'Asked of us {help}\nTo settle now: who answers "{help}", by when.',
    "card_row_1": "Accept ▸ | Return…",
    "card_row_2": "Later | Absent | Full report",
    "card_row_3": "Give task… | Decision…",
    "card_row_3_asks": "Give task… | Who answers… | Decision…",
    "unready_row_1": "Accept ▸",
    "unready_row_2": "Later | Absent",
    "with": """\
The briefing cards of this round go to Ann Lee, Zhao in private. To ask a group, reply to its message here.""",
    "over_heard": "✓ {name} ({code}): heard, {hour}",
    "over_later": "↻ {name} ({code}): later",
    "over_absent": "{name} ({code}): absent",
    "over_follow": "{name} ({code}): to follow",
    "what_misses": "What is missing in the report of {code}? Reply to this message.",
    "sent_back": "The report of {code} is returned.",
}

_ZH = {
    "asked": "{title}：请即报送汇报材料，初稿已发 {lead}。",
    "heads_up": "{title}：{before} 汇报后轮到本组，请准备。",
    "not_next": "{title}：改由 {instead} 先汇报，本组顺延。",
    "call": """\
▶ 请{code}汇报，限时 15 分钟。材料已报送，组长已审定。
下一组：{after}。
组委会提问将在此转达，直接回复即可；回复本条亦转至组委会。
分项回复，如 三、场地偏小，即为本组材料。""",
    "call_unready": """\
▶ 请{code}汇报，限时 15 分钟。材料未报送。
下一组：{after}。
组委会提问将在此转达，直接回复即可；回复本条亦转至组委会。
分项回复，如 三、场地偏小，即为本组材料。""",
    "window": """\
▶ 请{code}汇报，{until} 前；材料报送后即转下一组。
下一组：{after}。
组委会提问将在此转达，直接回复即可；回复本条亦转至组委会。
分项回复，如 三、场地偏小，即为本组材料。""",
    "window_last": """\
▶ 请{code}汇报，{until} 前；材料报送后即转下一组。
组委会提问将在此转达，直接回复即可；回复本条亦转至组委会。
分项回复，如 三、场地偏小，即为本组材料。""",
    "morning": """\
今日提示　{day}　无到期、逾期事项

未明确责任人　#1

直接回复本条即可反馈，如：1 做到六成，等印厂报价""",
    "morning_row": "我的任务 | 全部",
    "draft": """\
{code}：{title}汇报
据 {since} 以来记录拟就：

一、阶段性成果　{results}
二、下一步重点　{next}
三、存在问题　{problems}
四、需协调事项　{help}

{silent}回复本条修改：改哪项写哪项，如 四 无；也可整篇重发。""",
    "sent": """\
{code}：{title}汇报
已报送，组长已审定。{lead}，{moment}

一、阶段性成果　{results}
二、下一步重点　{next}
三、存在问题　{problems}
四、需协调事项　{help}

回复本条修改：改哪项写哪项，如 四 无；也可整篇重发。""",
    "draft_in_days": """\
{code}：{title}汇报，{due} 前报送

一、阶段性成果　{results}
二、下一步重点　{next}
三、存在问题　{problems}
四、需协调事项　{help}

回复本条修改：改哪项写哪项，如 四 无；也可整篇重发。""",
    "sent_in_days": """\
{code}：{title}汇报，{due} 前报送
已报送，组长已审定。{lead}，{moment}

一、阶段性成果　{results}
二、下一步重点　{next}
三、存在问题　{problems}
四、需协调事项　{help}

回复本条修改：改哪项写哪项，如 四 无；也可整篇重发。""",
    "silent": "⚠ #1 此间无进展记录。\n",
    "written": """\
{head}

一、阶段性成果　{results}
二、下一步重点　{next}
三、存在问题　{problems}
四、需协调事项　{help}

{silent}回复本条修改：改哪项写哪项，如 四 无；也可整篇重发。""",
    "head": "{code}：{title}汇报",
    "head_due": "{code}：{title}汇报，{due} 前报送",
    "your_window": "本组时段：{first} 至 {last}，前面各组提前则相应提前；报送即结束。",
    "returned": "退回补充：{reason}",
    "draft_row_1": "直接报送",
    "draft_row_2": "转交他人 | 无新增",
    "written_row": "重新拟稿",
    "changed": "已修改。请点材料下方按钮报送。",
    "came_back_until": "{title}：材料被退回。{reason}\n请直接回复材料进行修改。\n请于 {until} 前重报。",
    "came_back": "{title}：材料被退回。{reason}\n请直接回复材料进行修改。",
    "nothing": "无",
    "card": "{number}/{all}　{name}（{code}）　{light} {report}",
    "unheard": "⚠ 机器人已被移出该组群，该组收不到通知。",
    "report_in": "材料已报送，组长已审定",
    "report_none": "未报送材料",
    "kept": "上次以来 1 项：办结 1，调整 0，未完成 0",
    "open": "上次以来 1 项：办结 0，调整 0，未完成 1\n未完成　{code}-1 {task}，原定 11月20日",
    "blocked": "受阻　{code}-1 {task}：{reason}",
    "asks": "提请协调　{help}\n需当场明确：“{help}”由谁答复、何时答复。",
    "card_row_1": "通过 | 退回补充",
    "card_row_2": "稍后 | 缺席 | 汇报全文",
    "card_row_3": "交办任务 | 议定事项",
    "card_row_3_asks": "交办任务 | 明确答复 | 议定事项",
    "unready_row_1": "通过",
    "unready_row_2": "稍后 | 缺席",
    "what_misses": "{code} 材料需补充什么？请回复本条。",
    "sent_back": "{code} 材料已退回。",
}

_TEXTS = {"en": _EN, "zh": _ZH}


_WEEKDAYS = {"en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "zh": "一二三四五六日"}


def day(language: str, on: date) -> str:
    """`Tue 24 Nov`, `11月24日（周二）`; no script leaves November and December."""
    weekday = _WEEKDAYS[language][on.weekday()]
    if language == "zh":
        return f"{on.month}月{on.day}日（周{weekday}）"
    return f"{weekday} {on.day} {'Nov' if on.month == 11 else 'Dec'}"


def moment(language: str, at: datetime) -> str:
    """`Tue 24 Nov, 10:05`, `11月24日（周二）10:05`."""
    shown = day(language, at.date())
    return f"{shown}{at.hour}:{at:%M}" if language == "zh" else f"{shown}, {at:%H:%M}"


def say(language: str, what: str, **values: Value) -> str:
    """A text of the script with its values filled in."""
    form = _TEXTS[language][what]
    if values.get("name") == f"{values.get('code')}组":
        form = form.replace("{name} ({code})", "{name}").replace("{name}（{code}）", "{name}")
    return form.format(**values)


def rows(language: str, *names: str) -> tuple[str, ...]:
    """Rows of buttons under a text of the script."""
    return tuple(_TEXTS[language][name] for name in names)
