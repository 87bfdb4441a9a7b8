"""A week of a working group in both languages, step by step, so that every kind of message is met in its place."""

from dataclasses import dataclass

from bot import incoming
from tests.messages import talk

ENGLISH = (
    incoming.SeenPerson(7_000_000_201, "Li Min", "limin", "en"),
    incoming.SeenPerson(7_000_000_202, "Wang Hao", "wanghao", "en"),
    incoming.SeenPerson(7_000_000_203, "Tom Becker", "tom", "en"),
)
CHINESE = (
    incoming.SeenPerson(7_000_000_201, "李敏", "limin", "zh-hans"),
    incoming.SeenPerson(7_000_000_202, "王浩", "wanghao", "zh-hans"),
    incoming.SeenPerson(7_000_000_203, "Tom Becker", "tom", "zh-hans"),
)
PEOPLE = {"en": ENGLISH, "zh": CHINESE}
TITLE = {"en": "Exhibition", "zh": "展览展示组"}


@dataclass(frozen=True, slots=True)
class Step:
    """Something typed (by person number `who`), or a button pressed on the newest message that has it.

    `to`: the text typed answers the newest message of ours that holds these words.
    """

    en: str
    zh: str
    who: int = 0
    press: bool = False
    to: tuple[str, str] | None = None

    def text(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Scene:
    """A heading and what happens under it."""

    en: str
    steps: tuple[Step, ...]


def _both(text: str, who: int = 0) -> Step:
    return Step(text, text, who)


SCENES = (
    Scene("Hello", (Step("Good morning", "大家好", 1), Step("Hello", "你好", 2), _both("/help"))),
    Scene(
        "New tasks",
        (
            Step("/task Sign the main hall contract @limin by 4 Dec !", "/task 签订主会场合同 @limin 12月4日前 !"),
            Step(
                "/task Booth plan @wanghao by 26 Nov\nFreight quote @tom by today 20:00\nBadge list",
                "/task 展位图定稿 @wanghao 11月26日前\n物流报价 @tom 今天20:00前\n证件名单",
            ),
            _both("/task"),
            Step("/task Call the venue by 31 February", "/task 联系场馆 2月31日前"),
        ),
    ),
    Scene(
        "What moves",
        (
            Step("/update 2 60% waiting for the hall drawing", "/update 2 60% 等场馆图纸", 1),
            Step("#1 blocked: fire permit", "#1 受阻：等消防批复"),
            Step("/update 4 on hold: list comes in December", "/update 4 暂缓：名单12月到"),
            Step("/update 2 rename to Booth plan, final", "/update 2 改名为 展位图终稿", 1),
            _both("/update 2", 1),
            _both("/update 2 100%", 1),
            _both("/done 99"),
            _both("/undo", 1),
        ),
    ),
    Scene(
        "Somebody else's task",
        (
            Step("/done 3 sent yesterday", "/done 3 昨日已发", 1),
            Step("Yes, done", "属实，办结", 1, press=True),
            Step("Not yet", "尚未办结", 2, press=True),
        ),
    ),
    Scene("Done", (Step("/done 1 signed", "/done 1 已签"), Step("Done", "办结", 0, press=True), _both("/done 3", 2))),
    Scene("Lists", (_both("/list"), Step("/list late", "/list 逾期"), _both("/list 2"), _both("/mine", 1))),
    Scene("Summary", (_both("/summary"), Step("/summary 1 May", "/summary 5月1日"))),
)


async def play(language: str) -> list[tuple[str, list[tuple[str, list[talk.Shown]]]]]:
    """Each scene's heading with what was done (as a line for the reader) and what came of it."""
    async with talk.opened(TITLE[language], *PEOPLE[language]) as chat:
        played = [("Added to a group", [("", await chat.comes())])]
        played += [(scene.en, [await _step(chat, step, language) for step in scene.steps]) for scene in SCENES]
        return [*played, ("The board at the end of it", [("", [await chat.board()])])]


async def _step(chat: talk.Talk, step: Step, language: str) -> tuple[str, list[talk.Shown]]:
    text, name = step.text(language), chat.people[step.who].name
    if step.press:
        shown = next(one for one in reversed(chat.shown) if any(b.label == text for row in one.rows for b in row))
        return f"{name}: [{text}]", await chat.press(shown, text, step.who)
    if step.to is not None:
        words = step.to[language == "zh"]
        return f"{name}: ↩ {text}", await chat.reply(next(s for s in reversed(chat.shown) if words in s.text), text)
    return f"{name}: {text}", await chat.say(text, step.who)
