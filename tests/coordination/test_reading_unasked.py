"""Where nobody called the bot: daily talk that names one's own tasks and a state, and reports nothing."""

import json
from dataclasses import replace

import pytest

from coordination.rules import reading, reading_file, reading_listening
from coordination.rules.groups import Listening
from coordination.rules.reading_values import NOTHING, Message, Outcome
from tests.coordination import update_cases

CONTEXT = reading_file.read_context(json.loads((update_cases.FOLDER / "updates_talk_context.json").read_text("utf-8")))


def heard(author: str, text: str) -> Outcome:
    """What of a message is taken in the default setting."""
    own = reading_file._author(CONTEXT, author)
    language = "zh" if any("\u3400" <= char <= "\u9fff" for char in text) else "en"
    board = replace(CONTEXT.board, author=own, frame=replace(CONTEXT.board.frame, language=language))
    message = Message(text, addressed=False)
    return reading_listening.heard(Listening.OWNERS, message, reading.read(message, board), board)


@pytest.mark.parametrize(
    ("author", "text"),
    [
        ("Mia Torres", "the tents in that movie were finished off by a bear"),
        ("Mia Torres", "tents are on sale, 50% off at Decathlon"),
        ("Mia Torres", "lunch boxes 20% cheaper at Bento"),
        ("陈涛", "停车证涨价30%"),
        ("陈涛", "停车证的颜色完成度很高哈哈"),
        ("林悦", "手册第3页写完成时间不对"),
        ("林悦", "评审手册完成时间是什么时候"),
        ("许诺", "直播间完成了100万观看"),
        ("许诺", "live stream by NASA is done, wow"),
        ("Sam Osei", "the opening speech of the Oscars was done well"),
        ("Sam Osei", "robot demo video on YouTube is 50% ads"),
        ("Kofi Mensah", "my t-shirts are done in the washing machine"),
        ("Kofi Mensah", "t-shirts: blocked sender spam again"),
        ("Mia Torres", "if the sponsor contract gets cancelled we're dead"),
        ("Mia Torres", "sponsor contract done = party"),
        ("林悦", "学校邀请函完成后请抄送我"),
        ("林悦", "志愿者完成签到后去3号厅"),
        ("陈涛", "供电方案完成时间待定"),
        ("陈涛", "供电方案需要谁签字"),
        ("许诺", "展品标签 完成了的话叫我"),
        ("Sam Osei", "I wish the speech was done"),
        ("Sam Osei", "speech not done until the fat lady sings"),
        ("Kofi Mensah", "first aid post closed on Sundays"),
        ("Kofi Mensah", "the first aid post at the airport is blocked"),
        ("Mia Torres", "is lunch boxes done or cancelled?"),
        ("Mia Torres", "tents? done? anyone?"),
        ("林悦", "手册 done?"),
        ("陈涛", "消防检查结束后一起吃饭"),
        ("陈涛", "等消防检查结束"),
        ("陈涛", "消防检查结束前别走"),
        ("Sam Osei", "@kofi speech done?"),
        ("周敏", "#"),
        ("周敏", "15"),
        ("周敏", "18:30 大巴出发"),
        ("周敏", "press release template is done by Canva"),
        ("周敏", "新闻稿模板完成了吗"),
        ("Kofi Mensah", "T恤洗好了"),
        ("Mia Torres", "帐篷 5/20 到"),
        ("Mia Torres", "1. tents\n2. power\n3. schools done"),
        ("林悦", "接龙 报名：\n1. 林悦\n2. 陈涛 完成"),
        ("林悦", "3 张票完成付款"),
        ("陈涛", "2 done deals today on the stock market"),
        ("Sam Osei", "4 out of 10 blocked by firewall"),
        ("许诺", "12 done eating"),
        ("许诺", "11 完成签到"),
        ("Mia Torres", "6 people done, 7 to go"),
        ("林悦", "5 done voting"),
        ("Kofi Mensah", "7 blocked numbers on my phone"),
        ("Kofi Mensah", "8 cancelled flights today, crazy"),
        ("周敏", "15 finished runners so far"),
        ("周敏", "18 cancelled orders"),
        ("陈涛", "14 blocked roads due to snow"),
        ("林悦", "17 done homework pages"),
    ],
)
def test_talk_that_reports_nothing_is_passed_over(author: str, text: str) -> None:
    assert heard(author, text) == NOTHING


@pytest.mark.parametrize(
    ("author", "text", "task"),
    [
        ("Mia Torres", "tents done, thanks to Sam", 1),
        ("Mia Torres", "finally the sponsor contract is signed", 6),
        ("陈涛", "供电方案终于完成了", 2),
        ("陈涛", "停车证卡在物业了", 9),
        ("林悦", "评审手册完成80%", 5),
        ("Kofi Mensah", "t-shirts done ages ago", 7),
        ("Kofi Mensah", "first aid post blocked, no doctor", 8),
        ("许诺", "labels: DE done, EN pending", 12),
        ("Sam Osei", "10 done", 10),
    ],
)
def test_what_an_owner_says_of_their_own_task_is_taken(author: str, text: str, task: int) -> None:
    assert [update.task for update in heard(author, text).updates] == [task]
