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
you name an open task of your own together with a state), *all* (the same for anybody's task). Questions, plans, thanks,
quotes, code, forwards, roll-calls (接龙) and other bots are never taken.

**什么时候听。** 命令、对它的回复、提到它的消息、私聊，一律处理。群内其他消息按管理员的设定：“addressed”（其余不听）、
“owners”（默认：以 `#12` 开头，或本人点明自己的任务并说明状态）、“all”（他人任务亦同）。提问、打算、致谢、引用、代码、
转发、接龙和其他机器人的消息，一律不作登记。

**What it does.** Certain: recorded, with a ✍ on the message. Somebody else's task: its owner is asked. Unsure: one
question with buttons; nothing is recorded until it is answered, and after a day it becomes a note. Everything else:
silence.

**怎么处理。** 明确的，登记并回 ✍；他人的任务，请责任人确认；不明确的，出一道带按钮的题，选定前不作记录，
一日后转为备注；其余一概不回应。

## How a task is named · 怎样指明任务

`#12` · `12` · `12, 14` · `12-14` · `EXH-12` · `任务12` · `12号`, or most of its title. In reply to a card: nothing.

`#12` · `12` · `12、14` · `12-14` · `任务12` · `12号`，或写出大部分任务名称；回复任务卡时可不写。
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
