"""What somebody wants who speaks to the bot and reports nothing: their tasks, what is late, a word at all; no answer.

Only whole messages count, so that no report is ever taken for one of these.
"""

import re
from enum import StrEnum


class Wish(StrEnum):
    """Which list is asked for, or that it is a greeting or a question nobody here can answer."""

    MINE = "mine"
    LATE = "late"
    BLOCKED = "blocked"
    UNOWNED = "unowned"
    STATUS = "status"
    GREETING = "greeting"
    QUESTION = "question"


_CALL = r"(?:(?:and|so|hey|hi|hello),? )?"
_WHAT = (
    _CALL + r"(?:what(?:'?s|’s| is| are| tasks? (?:is|are))|which(?: ones?| tasks?)?(?: is| are)"
    r"|show(?: me)?|list|is anything|anything|are there any|any) "
)
_MY = (
    r"(?:on )?(?:all )?(?:my|mine)(?: own)?(?: open)?(?: tasks?| work| jobs?| to-?do(?:s| list)?| list| plate)?"
    r"(?: today| now| this week)?"
)
_DO = (
    r"what (?:do|should|must|have|can|am) i (?:(?:have|need|supposed|got|meant) (?:to|left) )?"
    r"(?:do|finish|get done|to do|left|doing|deliver|on my plate)(?: (?:today|now|next|this week|tomorrow))?"
)
_HELLO = "hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|yo|hallo|test|ping"
_I_HAVE = (
    "(?:请问|看看|查看|查一下|列出)?我(?:现在|目前|今天|本周|这周|手上|名下|手头|负责)*(?:还)?(?:有|要|该|需要|负责|剩)"
)
_THINGS = "(?:任务|工作|事项|事情|活|事)"
_TO_DO = "(?:要做|要办|没做|没办|待办|在办)"
_HAVE = "(?:现在|目前)?有?(?:哪些|什么)(?:任务|事项)?"
_LATE = "(?:已经)?(?:逾期|超期|过期)(?:了)?(?:的)?"
_PHRASES: dict[Wish, tuple[str, ...]] = {
    Wish.MINE: (
        _WHAT + _MY,
        _DO,
        "what do i have|what have i got|(?:do|have) i (?:have |got )?(?:any |some )?(?:open )?tasks?",
        "my tasks?(?: please)?|anything for me|what(?:'s|’s| is) (?:left )?for me",
        f"{_I_HAVE}(?:哪些|什么|啥|几项|多少){_THINGS}?{_TO_DO}?(?:呢|吗|啊)?",
        f"{_I_HAVE}{_THINGS}{_TO_DO}?(?:吗|么)",
        "(?:请问|看看|查看|列出)?我(?:的|名下|手上)的?(?:任务|待办|工作|事项)(?:有哪些|有什么|是什么|呢)?",
        "我(?:今天|本周|现在|接下来)?(?:要|该|应该|需要)(?:做|办|干)(?:什么|啥|哪些)(?:呢|了)?",
        "(?:哪些|什么|有什么|有哪些)(?:任务|工作|事项)?(?:是|归)我(?:的|负责)?(?:的)?",
    ),
    Wish.LATE: (
        _WHAT + "(?:late|overdue|behind)(?: now| today)?",
        f"{_HAVE}{_LATE}(?:任务|事项)?",
        f"(?:任务|事项)?{_LATE}(?:任务|事项)?(?:有哪些|有什么)|有(?:没有)?(?:任务|事项)?{_LATE}(?:任务|事项)?吗?",
    ),
    Wish.BLOCKED: (
        _WHAT + "(?:blocked|stuck)(?: now| today)?",
        f"{_HAVE}(?:受阻|卡住|卡着)(?:了)?(?:的)?(?:任务|事项)?",
    ),
    Wish.UNOWNED: (
        _WHAT + "(?:unowned|not taken|without (?:an )?owner|free)",
        f"{_HAVE}(?:没人|无人|没有人)(?:负责|认领|接)(?:的)?(?:任务|事项)?",
    ),
    Wish.STATUS: (
        "how (?:are|is|do) (?:we|things|it|everything)(?: doing| going| stand(?:ing)?)?|where (?:do|are) we(?: stand)?",
        _WHAT + "(?:the )?(?:status|state of (?:things|play)|going on|happening|new)",
        "(?:status|news)(?: please)?",
        "(?:现在|目前|整体|总体)?(?:进展|进度|情况|状况)(?:如何|怎么样|怎样|咋样)(?:了)?",
        "(?:现在|目前)(?:是)?(?:什么|啥)(?:情况|进展|状况)",
    ),
    Wish.GREETING: (
        f"(?:{_HELLO})(?: (?:there|bot|muster|all|everyone|again))?",
        "are you (?:there|alive|awake|working)|anybody (?:there|home)|start",
        "(?:你|您|大家)好(?:呀|啊|啦)?|嗨|哈[喽啰罗]|早(?:上好|安)?|(?:上|中|下)午好|晚(?:上好|安)",
        "在吗|在不在|有人吗|测试(?:一下)?|你是谁|您是谁",
    ),
}
_WISHES = {wish: re.compile("|".join(phrases), re.IGNORECASE) for wish, phrases in _PHRASES.items()}
_EDGES = " \t\n\u3000.。!！?？,，~～…"
_ASKS = re.compile(
    r".*[?？]\s*|(?:what|which|who|when|where|why|how|can you|could you|do you|are you|is there)\b.*"
    r"|.*(?:吗|呢|什么|哪些|哪个|怎么|怎么\w{1,3}|为什么|多少|谁)[。.!！]?\s*",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 200


def read(text: str) -> Wish | None:
    """What a message that was put to the bot asks for; `None` for everything else, thanks and nods included."""
    said = " ".join(text.split()).strip(_EDGES)
    if len(said) > LONGEST:
        return None
    for wish, phrases in _WISHES.items():
        if phrases.fullmatch(said):
            return wish
    return Wish.QUESTION if said and _ASKS.fullmatch(text.strip()) else None
