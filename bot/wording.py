"""The rules of voice that a program can check, message by message; knows no catalogue file and no code."""

import re
from collections.abc import Iterator

from handlers import markup
from handlers.words import catalogues

MOST_LINES = 12  # of a message
MOST_HAN = 4  # on a button
MOST_WORDS = 2  # on a button

FORBIDDEN = {
    "en": {
        "error": "what happened and what to do next",
        "greetings": "nothing",
        "hello": "nothing",
        "invalid": "what was expected",
        "not allowed": "what can be done instead",
        "oops": "nothing",
        "please note": "nothing",
        "sorry": "nothing",
        "successfully": "nothing",
        "thanks": "nothing",
        "thank you": "nothing",
    },
    "zh": {
        "你": "不用人称",
        "您": "不用人称",
        "哦": "删去",
        "啦": "删去",
        "亲，": "删去",
        "不允许": "可以怎样办",
        "操作成功": "删去",
        "请输入": "可写",
        "用户": "成员",
        "错误": "未登记",
        "无效": "看不出",
        "小组": "工作组",
        "部门": "板块",
        "负责人员": "组长",
        "管理者": "组长",
        "所有者": "责任人",
        "完成者": "责任人",
        "支持者": "配合",
        "截止": "完成时限",
        "到期日": "完成时限",
        "进行中": "推进中",
        "阻塞": "受阻",
        "声明": "待核验",
        "过期": "逾期",
        "超时": "逾期",
        "更新": "进展",
        "扩展": "延期",
        "升级": "提级督办",
        "警告": "提级督办",
        "摘要": "今日提示、周报",
        "汇总表": "综合情况",
        "面板": "进度看板",
        "董事会": "进度看板",
        "轮次": "调度",
        "呼叫": "请汇报",
        "报告书": "汇报",
        "接受": "通过",
        "拒绝": "退回补充",
        "准备卡": "调度提示卡",
        "回执单": "签收",
        "已读": "已签收",
        "求助": "需协调事项",
        "决策": "议定事项",
        "动作": "交办任务",
        "关键工作": "重点任务",
        "阶段门": "节点验收",
        "基线": "原定计划",
        "承担": "承诺",
    },
}
"""Words that are not said, and what is said instead (voice.md, Rules 2, 8, 10 and Words)."""

_HAN = "[\u3400-\u9fff]"
_NUMBER = r"(?:\d+|\{n(?:_\w+)?\})"  # a number in digits, or a placeholder of one
_SLIPS = {
    "en": (
        ("a full-width mark", re.compile("[，。：；！？、（）“”‘’【】\u3000]")),
        ("an exclamation mark", re.compile("!")),
    ),
    "zh": (
        ("a half-width mark", re.compile(r"""[,;!?()"']|(?<!\d):|:(?!\d)|->|(?<![A-Za-z0-9])\.|\.(?![A-Za-z0-9])""")),
        ("an exclamation mark", re.compile("！")),
        ("a space between two characters", re.compile(f"{_HAN} +{_HAN}")),
        ("a space inside a date", re.compile(r"\d +[年月日]|[年月] +\d")),
        ("a count without a space after it", re.compile(f"(?<!第){_NUMBER}(?![年月日号时点分])(?={_HAN})")),
        ("a count without a space before it", re.compile(f"(?<!第)(?<={_HAN}){_NUMBER}(?![\\d年月日:])")),
    ),
}
_ANY = (
    ("white space at an end", re.compile(r"\A\s|\s\Z|[ \t\u3000]\n")),
    ("a mark that offends or decorates", re.compile("[👌✅]")),
)


def slips(language: str, key: str, form: str) -> Iterator[str]:
    """What one template breaks of the rules of voice, in words for its author."""
    if markup.render(*_reading(form)) != form:
        yield "markup that is not whole"
    text = _spoken(form)
    for name, pattern in (*_ANY, *_SLIPS[language]):
        if found := pattern.search(text):
            yield f"{name} near {text[max(found.start() - 4, 0) : found.end() + 4]!r}"
    for word, instead in FORBIDDEN[language].items():
        if _says(text, word):
            yield f"{word!r}: say {instead}"
    if form.count("\n") >= MOST_LINES:
        yield f"more than {MOST_LINES} lines"
    if "button" in key.split("."):
        yield from _button(text)


def _reading(form: str) -> tuple[str, tuple[markup.Span, ...]]:
    parsed = markup.parse(form)
    return parsed.text, parsed.spans


def _spoken(form: str) -> str:
    """The visible text without what is typed as an example, which has its own punctuation."""
    return markup.parse(re.sub(r"<code>.*?</code>", "<code>Aa</code>", form, flags=re.DOTALL)).text


def _says(text: str, word: str) -> bool:
    if word.isascii():
        return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None
    return word in text


def _button(text: str) -> Iterator[str]:
    label = catalogues.PLACEHOLDER.sub("x", text)
    if len(re.findall(_HAN, label)) > MOST_HAN:
        yield f"more than {MOST_HAN} characters on a button"
    if len(re.findall(r"[#\w'’]+", re.sub(_HAN, "", label))) > MOST_WORDS:
        yield f"more than {MOST_WORDS} words on a button"
