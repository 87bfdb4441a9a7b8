"""What people ask the bot in their own words, and that no report is taken for a question."""

import pytest

from coordination.rules.small_talk import Wish, read

ASKED = {
    Wish.MINE: "What is mine?|what's mine|my tasks|What do I have to do today?|show me my tasks|do I have any tasks?"
    "|我有什么任务|我有哪些任务？|我的任务有哪些|我今天要做什么|哪些是我的|请问我还有什么任务要做吗",
    Wish.LATE: "what is late?|which tasks are overdue|anything late?|哪些逾期了？|有什么逾期的任务|逾期任务有哪些",
    Wish.BLOCKED: "what's blocked|哪些任务卡住了？",
    Wish.UNOWNED: "what is unowned?|哪些任务没人负责",
    Wish.STATUS: "how are we doing?|What's the status?|进展如何？|现在什么情况",
    Wish.GREETING: "hi|Hello!|hey bot|Good morning|你好|在吗？|早上好！",
    Wish.QUESTION: "who wrote this?|when does the hall open|主会场什么时候开放？|这个怎么用",
}
NOT_ASKED = (
    "12 done|#12 60% waiting for the quote|the hall is late|我的任务完成了|展商手册做完了|thanks|好的|收到|👍"
    "|done|blocked: no budget|主会场合同逾期|我有事|明天请假|mine is done|status report sent"
)


@pytest.mark.parametrize(("wish", "text"), [(wish, text) for wish, texts in ASKED.items() for text in texts.split("|")])
def test_a_question_in_ones_own_words_is_known(wish: Wish, text: str) -> None:
    assert read(text) is wish


@pytest.mark.parametrize("text", [*NOT_ASKED.split("|"), "", "x" * 5_000 + "?"])
def test_a_report_thanks_or_a_nod_is_none(text: str) -> None:
    assert read(text) is None
