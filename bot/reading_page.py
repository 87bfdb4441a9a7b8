"""`docs/reading.md`: what Muster understands, in both languages, made from the tables it reads by.

`python -m bot.reading_page` writes it anew; it prints nothing. A test fails when the page is out of date.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from coordination.rules import (
    reading_listening,
    reading_manner_en,
    reading_manner_zh,
    reading_words_en,
    reading_words_zh,
    when,
)
from coordination.rules.reading_words import Tag
from coordination.rules.when import examples

PAGE = Path(__file__).parent.parent / "docs" / "reading.md"

MOST_FORMS = 14
"""Words shown of each kind; the tables hold more."""

_STATES = {
    Tag.DONE: ("done", "办结"),
    Tag.PROGRESS: ("moving", "推进中"),
    Tag.BLOCKED: ("blocked (the reason behind it)", "受阻（原因写在后面）"),
    Tag.WAITING: ("blocked: waiting for something", "受阻：等待中"),
    Tag.FREED: ("no longer blocked", "不再受阻"),
    Tag.HOLD: ("on hold", "暂缓"),
    Tag.DROPPED: ("dropped", "不再办理"),
    Tag.REOPENED: ("open again", "重新办理"),
    Tag.MOVE: ("another date", "调整时限"),
    Tag.UNDO: ("taken back", "撤回"),
}

_ENGLISH = {**reading_manner_en.WORDS, **reading_words_en.WORDS}
_CHINESE = {**reading_manner_zh.WORDS, **reading_words_zh.WORDS}

_KINDS = {
    "day": ("near days", "近日"),
    "hour": ("hours", "钟点"),
    "ahead": ("so far ahead", "多久以后"),
    "workdays": ("working days", "工作日"),
    "end": ("ends of periods", "期末"),
    "by": ("bounds", "期限"),
    "date": ("dates", "日期"),
    "offset": ("counted from a date", "从某日算起"),
    "opening": ("counted from the opening day", "从开幕日算起"),
    "range": ("ranges (due at the end)", "起止（以止期为准）"),
    "zone": ("other time zones", "其他时区"),
    "repeat": ("repetitions (reminders)", "重复（提醒）"),
}

_HEAD = """# What Muster understands · 能看懂什么

Written anew by `python -m bot.reading_page` from the tables that reading itself uses.

**Where it listens.** Always: commands, replies to its messages, mentions of it, private chats. In the rest of a
chat, as an admin chose: *addressed* (nothing else), *owners* (the default: a line that begins with `#12`, or in which
you name an open task of your own together with a state, and nothing else that the state may be of), *all* (the same for
anybody's task). Questions, plans, thanks, quotes, code, forwards, roll-calls (接龙) and other bots are never taken.

**什么时候听。** 命令、对它的回复、提到它的消息、私聊，一律处理。群内其他消息按管理员的设定：“addressed”（其余不听）、
“owners”（默认：以 `#12` 开头，或本人点明自己的任务并说明状态，且不夹带他事）、“all”（他人任务亦同）。
提问、打算、致谢、引用、代码、转发、接龙和其他机器人的消息，一律不作登记。

**What it does.** Certain: recorded, with a ✍ on the message. Somebody else's task: its owner is asked. Unsure: one
question with buttons; nothing is recorded until it is answered, and after a day it becomes a note. Everything else:
silence. Where several lines of a message are unclear, one question stands at a time, the next follows the answer. A
question may be answered by typing: `yes`, a task's number, the words on a button, a name or a user name.

**怎么处理。** 明确的，登记并回 ✍；他人的任务，请责任人确认；不明确的，出一道带按钮的题，选定前不作记录，
一日后转为备注；其余一概不回应。一条消息有几行不明确的，逐一提问，答一题再出下一题。也可打字回答：“是”、任务编号、
按钮上的字、姓名或用户名。

**In private.** What is said there of a group's task is done in that group and told with the group's name: `3 done`,
`EXH-3 60%`, `the hall is booked`, or a reply to the reminder or to `/list`. Only groups one belongs to count; one's
own tasks come before others', live ones before ended ones. Several groups that fit: asked, with a button for each.
None: said so. Somebody else's task, and a date that a lead grants, are asked in the group.

**私聊。** 在私聊里说群内任务（“3 完成”“展览-3 六成”“场地订好了”，或回复提醒、`/list`），记到该群并注明群名。只看本人
所在的群；先本人任务，后他人任务。几个群都有的，出按钮请选；都没有的，如实告知。他人的任务和须组长同意的时限，在群内提请。

## How a task is named · 怎样指明任务

`#12` · `12` · `12, 14` · `12-14` · `EXH-12` · `任务12` · `12号`, or most of its title. In reply to a card: nothing.

`#12` · `12` · `12、14` · `12-14` · `任务12` · `12号`，或写出大部分任务名称；回复任务卡时可不写。

A bare number before a result may be a count: `8 signed` is said of task 8 only if that is one's own and asks for just
that (a contract to be signed). Otherwise, like `5 done voting`, it is asked where it is said to the bot, and passed
over elsewhere.
`#8 signed` is always said of task 8.

数字后只跟结果的，可能是数量：“8 签了”只有任务 8 归本人、要办的正是签约时才算；否则，对它说的，出题确认，其余不作登记。
写“#8 签了”则一律算任务 8。

A day said of the work ("will be done tomorrow", “周五出”) moves no due date: a later one is offered as a button, any
other is a note. `by Friday`, `due 4 Dec`, `moved to the 5th`, “周五前” and “改到5号” are about the date.

说的是进度而非时限（“明天弄完”“周五出”），时限不动：晚于时限的，出按钮询问是否调整；其余记为备注。
“周五前”“改到5号”才是时限。
"""

_ACTIONS = """## Action lines open tasks · 行动项登记任务

`ACTION: Ann to send the contract by Friday` · `ACTION Ann, Bo: print the badges - due 1 June` · `[ACTION] cy will …` ·
`#action bo to …` · `!action …` · `^action …` · `AI bo: …` · `TODO @ann …` · `行动项：张三 负责签合同 9月23日前` ·
`签订合同（责任部门：会务组；完成时限：9月18日）`

`ACTION-20: …` is a remark on 20. The same line again, in a recap, opens nothing.
A bare `todo: …` without an owner is a note to oneself: a task only where it is said to the bot, or on a personal list.
A name that two people bear is asked; a name nobody bears yet waits, and is given its person when they are first seen.
In reply to the morning message or the board, `3 by Friday` is a due date, a remark is a note, and what cannot be read
is answered with an example; thanks and `ok` are not.

同一行动项再次出现（会议纪要复述），不重复登记。不带责任人的“待办：…”，只有对它说、或在个人清单中才登记。
同名者请选定；尚未见到的人，先按姓名保留，首次出现时即归其名下。回复每日提要或看板时，“3 周五前”定时限，其余
说明记为备注，看不懂的给出示例；“收到”“谢谢”不作回应。
"""


def page() -> str:
    """The page as it should be."""
    parts = [_HEAD, *_states(), _ACTIONS, *_commands(), *_dates()]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _states() -> Iterator[str]:
    yield "## How it stands · 怎样说明进展\n"
    yield "Percent · 百分比: `60%` · `131 of 212` · `3/3` · `half way` · `六成` · `一半` · `完成 60%`\n"
    rows = ["| meaning · 含义 | English | 中文 |", "|---|---|---|"]
    for tag, (english, chinese) in _STATES.items():
        words = (_forms(_ENGLISH, tag), _forms(_CHINESE, tag))
        rows.append(f"| {english} · {chinese} | {words[0]} | {words[1]} |")
    yield "\n".join(rows)


def _forms(table: Mapping[Tag, tuple[str, ...]], tag: Tag) -> str:
    return " · ".join(f"`{form}`" for form in table.get(tag, ())[:MOST_FORMS])


def _commands() -> Iterator[str]:
    yield "## Chinese words for commands · 中文命令\n"
    yield (
        "At the start of any line with `：` or `#`; spoken to (mention, reply, private) also without. "
        "行首写“：”或“#”；提到、回复、私聊时可省。\n"
    )
    everywhere = reading_listening.command_words(addressed=False)
    rows = ["| command · 命令 | anywhere · 任何位置 | spoken to · 对它说 |", "|---|---|---|"]
    for command, words in reading_listening.command_words(addressed=True).items():
        always = everywhere.get(command, ())
        rows.append(f"| `/{command}` | {_listed(always)} | {_listed(words)} |")
    yield "\n".join(rows)


def _listed(words: tuple[str, ...]) -> str:
    return " · ".join(f"`{word}`" for word in words)


def _dates() -> Iterator[str]:
    yield "## Dates · 日期\n"
    yield (
        "Also in German, French, Spanish, Russian and Portuguese. Several readings: asked, with a button for each. "
        "None: said so. 有几种理解的，出按钮请选；看不出是哪一天的，如实告知。\n"
    )
    rows = ["| | English | 中文 |", "|---|---|---|"]
    english, chinese = examples.of("en"), examples.of("zh")
    for kind in examples.KINDS:
        names = _KINDS[kind]
        rows.append(f"| {names[0]} · {names[1]} | {_listed(english[kind])} | {_listed(chinese[kind])} |")
    yield "\n".join(rows)


def main() -> None:
    """Write the page."""
    when.prepare()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
