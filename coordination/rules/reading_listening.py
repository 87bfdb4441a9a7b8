"""What of a message is taken where nobody called the bot, and the words that stand for commands; it reads no chat."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from coordination.rules import reading_fold
from coordination.rules.groups import Listening
from coordination.rules.reading_values import (
    NOTHING,
    Board,
    Message,
    Outcome,
    Question,
    ReplyKind,
    TaskView,
    Update,
    Why,
)
from coordination.rules.tasks import ENDED

_NUMBERED = re.compile(r"[ \t]*#[ \t]?(?:[^\W\d_]{1,12}-)?\d")

_ANYWHERE = {
    "任务": "task", "新任务": "task", "新增任务": "task", "交办": "task",
    "完成": "done", "办结": "done", "已完成": "done", "已办结": "done",
    "进展": "update", "进度": "update", "更新": "update",
}  # fmt: skip
"""Words that stand for a command at the head of any line, with `：` behind or `#` before them."""

_ADDRESSED = _ANYWHERE | {
    "受阻": "update", "暂缓": "update", "备注": "update", "恢复": "update", "取消": "update", "改名": "update",
    "时限": "due", "完成时限": "due", "改期": "due", "延期": "due",
    "指派": "assign", "转交": "assign", "责任人": "assign", "分派": "assign",
    "列表": "list", "清单": "list", "查看": "list", "我的任务": "list",
    "提醒": "remind", "撤回": "undo", "撤销": "undo", "帮助": "help",
    "汇总": "summary", "周报": "summary", "小结": "summary", "催办": "nudge",
    "调度": "round", "通知": "notice", "计划": "plan", "会议": "meeting", "承诺": "commitment",
    "承诺事项": "commitment",
    "设置": "settings", "静音": "quiet", "免打扰": "quiet",
}  # fmt: skip
"""Words that stand for a command where the bot is spoken to: after a mention, in a reply, in private."""

_WORD = re.compile(r"[ \t]*(?P<hash>#)?[ \t]?(?P<word>[\u3400-\u9fff]{2,4})(?P<colon>[ \t]*:[ \t]*)?(?P<space>[ \t]+)?")


@dataclass(frozen=True, slots=True)
class CommandWord:
    """The command a word stands for (without `/`), the word as typed, and where its arguments begin in the line."""

    command: str
    word: str
    rest_at: int


def command_words(*, addressed: bool) -> dict[str, tuple[str, ...]]:
    """The words that stand for each command, in the order of the table."""
    table = _ADDRESSED if addressed else _ANYWHERE
    commands = dict.fromkeys(table.values())
    return {command: tuple(word for word, meant in table.items() if meant == command) for command in commands}


def command_word(line: str, *, addressed: bool) -> CommandWord | None:
    """Read the word a line begins with as a command: `任务：签合同`, `#进展 12 60%`; `None` for any other line.

    A line that is `addressed` (the mention cut off) needs neither `：` nor `#` and knows more words.
    """
    folded = reading_fold.fold(line)
    found = _WORD.match(folded)
    if found is None:
        return None
    command = (_ADDRESSED if addressed else _ANYWHERE).get(found["word"])
    marked = found["colon"] is not None or found["hash"] is not None
    ends = found.end() == len(folded) or found["space"] is not None
    if command is None or not (marked or (addressed and ends)):
        return None
    if found["hash"] is not None and found["colon"] is None and not ends:
        return None
    return CommandWord(command, line[found.start("word") : found.end("word")], found.end())


def heard(setting: Listening, message: Message, outcome: Outcome, board: Board) -> Outcome:
    """What of an outcome is taken: all of it where the bot was addressed, else as the group's setting allows.

    `ADDRESSED`: nothing. `OWNERS`: a line that begins with `#12`, or in which the author names an open task of their
    own together with a state, and nothing else that the state may be of. `ALL`: the same for anybody's task; then its
    owner is asked. No other question is ever asked of somebody who did not call. Action lines are taken unless only
    what is addressed is; a bare `todo:` is not.
    """
    if message.addressed or (message.reply is not None and message.reply.kind is not ReplyKind.PERSON):
        return outcome
    if setting is Listening.ADDRESSED or outcome.by_reply:
        return NOTHING
    tasks = {task.number: task for task in board.tasks}
    updates = tuple(update for update in outcome.updates if _is_taken(setting, message, update, tasks, board))
    actions = tuple(action for action in outcome.actions if action.word not in _NOTES)
    raised = [*([] if outcome.ask is None else [outcome.ask]), *outcome.asks_next]
    asks = [one for one in raised if _is_worth_asking(setting, message, one)]
    ask = asks[0] if asks else None
    if not updates and not actions and ask is None:
        return NOTHING
    return replace(outcome, updates=updates, actions=actions, ask=ask, asks_next=tuple(asks[1:]), takes_back=False)


_NOTES = frozenset({"todo", "待办", "待办事项"})


def _is_taken(
    setting: Listening, message: Message, update: Update, tasks: Mapping[int, TaskView], board: Board
) -> bool:
    if begins_with_number(message.text, update.start):
        return True
    task = tasks.get(update.task)
    if task is None or task.state in ENDED or update.loose or (update.state is None and update.percent is None):
        return False
    return setting is Listening.ALL or board.author in task.owners


def begins_with_number(text: str, at: int) -> bool:
    """Whether the line at offset `at` of a text begins with a task's number, `#12`."""
    line = text[text.rfind("\n", 0, at) + 1 :]
    return _NUMBERED.match(reading_fold.fold(line[:40])) is not None


def _is_worth_asking(setting: Listening, message: Message, ask: Question) -> bool:
    if ask.quoted and begins_with_number(message.text, max(message.text.find(ask.quoted), 0)):
        return True
    states = any(offer.state is not None or offer.percent is not None for offer in ask.offers)
    return setting is Listening.ALL and ask.why is Why.OTHERS_TASK and states
