"""A working group's week as it was lived: who wrote, pressed, edited what and when, in two languages; only data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Who(StrEnum):
    """Two leads and two members."""

    ANN = "Ann Lee"
    LI = "李敏"
    BO = "Bo Chen"
    HAO = "王浩"


ANN, LI, BO, HAO = Who
LEADS = (ANN, LI)
USERNAMES = {ANN: ("annlee", "en"), LI: ("limin", "zh"), BO: ("bochen", "en"), HAO: ("wanghao", "zh")}


@dataclass(frozen=True, slots=True)
class At:
    """The clock is moved to this hour of the group's day; `name` is given to what the bot posts by itself then."""

    day: int
    hour: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """A message to the bot: a command, a line with a number, an answer to a post named `to`. Its answer is `name`."""

    who: Who
    text: str
    name: str = ""
    to: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """Small talk: nothing may come of it, not even a reaction. `to` is a post or a message that it answers."""

    who: Who
    text: str
    name: str = ""
    to: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Forward:
    """Somebody forwards the message `name`, as good as small talk."""

    who: Who
    name: str


@dataclass(frozen=True, slots=True)
class Edit:
    """The message `name` is changed by its writer."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button under the post `on`, named by the verb in its data; one that is gone is pressed on an old screen."""

    who: Who
    on: str
    button: str


class Event(StrEnum):
    """What happens around the group."""

    BOT_COMES = "the bot is added as a plain member"
    PARTS = "the two leads are made leads"
    BOT_SEES_ALL = "the bot is made an admin with the right to pin"
    REACTIONS_OFF = "reactions are switched off"
    REACTIONS_ON = "reactions are switched on"
    RESTART = "the bot is restarted"
    REPEAT = "Telegram sends the last updates again"


Step = At | Say | Chat | Forward | Edit | Press | Event

MONDAY: tuple[Step, ...] = (
    At(0, "09:00"),
    Chat(ANN, "Good morning all, I am adding a bot that keeps our list. Please write to it, not to me :)"),
    Event.BOT_COMES,
    Chat(LI, "好的，辛苦了"),
    Chat(BO, "what does it read?"),
    Chat(ANN, "as long as it is a plain member: commands and replies to it, nothing else"),
    Say(ANN, "/task@MusterTestBot Book the main hall @limin by Fri 11 Dec", "hall"),
    Say(LI, "/list@MusterTestBot"),
    Say(LI, "/task@MusterTestBot 展位图定稿 @wanghao 12月2日前", "plan"),
    Say(HAO, "/mine@MusterTestBot"),
    Say(BO, "/help@MusterTestBot"),
    Event.PARTS,
    Say(
        ANN,
        "/task@MusterTestBot Order badges @bochen by 3 Dec\n"
        "- Print the exhibitor manual @bochen by Tue 1 Dec\n"
        "- Invite the speakers @annlee by 11 Dec #guests",
        "three",
    ),
    Say(LI, "/task@MusterTestBot 物流报价 王浩 2026年12月1日前", "freight"),
    At(0, "09:40"),
    Say(BO, "4 at 30%, first proofs are in", to="three"),
    Say(HAO, "30%，等场馆图纸", to="plan"),
    Press(LI, "hall", "update"),
    Press(HAO, "plan", "more"),
    Press(HAO, "plan", "history"),
    Press(HAO, "plan", "more"),
    Press(HAO, "plan", "card"),
    Chat(BO, "Lunch at 12?"),
    Chat(HAO, "好"),
    Chat(ANN, "#1 choice is the noodle place"),
    At(0, "11:00"),
    Say(BO, "/done@MusterTestBot 6", "mistyped"),
    Press(BO, "mistyped", "yes"),
    Press(HAO, "mistyped", "no"),
    Chat(BO, "sorry, wrong number"),
    Chat(HAO, "没事"),
    Say(BO, "/update@MusterTestBot 4 50%", "half"),
    Edit("half", "/update@MusterTestBot 4 60%"),
    Event.REPEAT,
    Say(ANN, "/assign@MusterTestBot 3 +@wanghao"),
    Say(LI, "/due@MusterTestBot 6 12月2日"),
    Say(HAO, "/due@MusterTestBot 2 12月4日 图纸未到", "longer"),
    Press(HAO, "longer", "yes"),
    Press(ANN, "longer", "yes"),
    Press(LI, "longer", "no"),
    Chat(HAO, "多谢"),
    Say(LI, "/update@MusterTestBot 6 代报：张师傅 已联系两家物流"),
    At(0, "16:45"),
    Say(LI, "/summary@MusterTestBot"),
    Say(ANN, "/list@MusterTestBot 5", "speakers"),
    Say(ANN, "guest list, first version", to="speakers", file="photo"),
    Say(ANN, "", to="speakers", file="voice"),
    Say(BO, "/undo@MusterTestBot"),
    Say(BO, "/update@MusterTestBot 4 60% the printer has started"),
    Say(BO, "/done@OtherBot 4"),
    Chat(ANN, "see you tomorrow"),
)

TUESDAY: tuple[Step, ...] = (
    At(1, "08:31", "tuesday"),
    At(1, "09:05"),
    Say(BO, "4 is 80%, the cover is still open", to="tuesday"),
    Say(HAO, "6 做到六成，等第二家报价", to="tuesday"),
    Press(BO, "tuesday", "mine"),
    Press(HAO, "tuesday", "mine"),
    Press(LI, "tuesday", "list"),
    Chat(BO, "thanks", to="tuesday"),
    Chat(HAO, "收到", to="tuesday"),
    Chat(BO, "We need a carpet for the booth", "carpet said"),
    Say(ANN, "/task@MusterTestBot", "carpet", to="carpet said"),
    Press(HAO, "carpet", "take"),
    Event.RESTART,
    At(1, "11:20"),
    Say(LI, "/update@MusterTestBot 1 受阻：等消防批复"),
    Say(LI, "/done@MusterTestBot 1", "insist"),
    Say(ANN, "/done@MusterTestBot 99"),
    Say(LI, "/task@MusterTestBot"),
    Chat(ANN, "the fire office says Thursday"),
    Chat(LI, "那就周四再看"),
    Say(HAO, "/update@MusterTestBot 7 waits for 3"),
    Say(HAO, "/undo@MusterTestBot"),
    At(1, "15:30"),
    Say(BO, "/done@MusterTestBot 4", "printed"),
    Edit("printed", "/done@MusterTestBot 4 proofs signed"),
    Say(ANN, "/list@MusterTestBot 4", "manual"),
    Press(ANN, "manual", "reopen"),
    Press(BO, "manual", "done"),
    Press(BO, "manual", "done"),
    Say(ANN, "/task@MusterTestBot Sign the insurance @bochen by Friday !", "insurance"),
    Say(LI, "/task@MusterTestBot 志愿者名单 @wanghao 下周三前", "volunteers"),
    Chat(BO, "who pays for the insurance?"),
    Chat(ANN, "we do"),
    Say(LI, "/list@MusterTestBot unowned"),
    Chat(HAO, "明天见"),
)

WEDNESDAY: tuple[Step, ...] = (
    At(2, "08:31", "wednesday"),
    At(2, "09:10"),
    Event.BOT_SEES_ALL,
    Chat(LI, "早上好，机器人现在是管理员"),
    Chat(ANN, "so now #12 style lines work without replying"),
    Say(HAO, "#6 完成了", "freight done"),
    Say(BO, "#3 40%", "badges forty"),
    Say(HAO, "#7 20% 选了两家"),
    At(2, "09:30", "board"),
    Press(BO, "board", "mine"),
    Press(HAO, "board", "lights"),
    Press(ANN, "board", "list"),
    Chat(BO, "#badges is a hashtag, not a number"),
    Chat(ANN, "8点开会，2号馆"),
    Chat(LI, "接龙\n1、李敏 参加\n2、王浩 参加"),
    Chat(BO, "3 of us can come"),
    Chat(ANN, "100% agree with Bo"),
    Forward(HAO, "badges forty"),
    Forward(BO, "freight done"),
    Say(HAO, "#2 70%", file="photo"),
    Say(BO, "#3 samples from the printer", file="album"),
    At(2, "13:00"),
    Say(BO, "@MusterTestBot 3 50%, the design is chosen"),
    Say(ANN, "#5 three of eight have said yes"),
    Say(LI, "/update 8 call the broker first"),
    Say(HAO, "#9 改名为 志愿者名单及分工"),
    Say(LI, "解除受阻，批复已到", to="hall"),
    Say(LI, "done", to="hall"),
    Chat(ANN, "wonderful!"),
    Chat(HAO, "👍"),
    At(2, "17:20"),
    Say(BO, "/done 8 signed by both", "claim"),
    Press(BO, "insurance", "confirm"),
    Press(ANN, "insurance", "return"),
    Say(ANN, "return: the annex is missing", to="insurance"),
    Event.REPEAT,
    Chat(BO, "ah, the annex. tomorrow"),
)

THURSDAY: tuple[Step, ...] = (
    At(3, "08:31", "thursday"),
    At(3, "09:00"),
    Event.REACTIONS_OFF,
    Say(BO, "#8 60% the annex is with the broker"),
    Say(HAO, "#2 80%"),
    Say(BO, "3 is on the way, 90%", to="thursday"),
    Press(BO, "thursday", "mine"),
    Press(ANN, "thursday", "list"),
    Chat(HAO, "哪位有场馆的电话？"),
    Chat(LI, "我私信你"),
    At(3, "11:00"),
    Say(HAO, "/assign 7 @bochen", "handed"),
    Say(BO, "/assign 7 @wanghao"),
    Say(ANN, "/due 5 18 Dec two replies are late"),
    Say(LI, "/update 9 暂缓到12月8日：经费未定", "hold"),
    Say(LI, "/list blocked"),
    Say(ANN, "/list @bochen"),
    Say(HAO, "#7 等 #3"),
    Say(BO, "/due 8 8 Dec the stamp is missing", "stamp"),
    Press(LI, "stamp", "no"),
    Say(HAO, "/done 7", "waiting"),
    Event.RESTART,
    At(3, "15:10"),
    Say(BO, "3 done, all in boxes", to="thursday"),
    Say(BO, "#8 done, the annex is signed", "claim again"),
    Press(LI, "insurance", "confirm"),
    Press(LI, "insurance", "confirm"),
    Say(ANN, "/task Clean up the share", "clean"),
    Press(BO, "clean", "take"),
    Press(HAO, "clean", "take"),
    Press(BO, "clean", "more"),
    Press(BO, "clean", "drop"),
    Say(BO, "drop: nobody uses it", to="clean"),
    Chat(ANN, "fine with me"),
    Event.REACTIONS_ON,
)

FRIDAY: tuple[Step, ...] = (
    At(4, "08:31", "friday"),
    At(4, "09:00"),
    Say(HAO, "2 完成了", to="friday"),
    Press(HAO, "friday", "mine"),
    Press(BO, "friday", "list"),
    Say(HAO, "#7 done", "carpet done"),
    Edit("carpet done", "#7 done, laid in hall 2"),
    Chat(BO, "Looks great"),
    Say(BO, "/mine"),
    Chat(LI, "大家辛苦了"),
    Say(LI, "/task 感谢信 @annlee"),
    Say(LI, "#11 和 #9 重复", "wrong double"),
    Edit("wrong double", "谢谢大家"),
    Press(LI, "wrong double", "yes"),
    At(4, "11:30"),
    Say(ANN, "/list"),
    Say(LI, "/list 9", "names"),
    Press(LI, "names", "freed"),
    Say(HAO, "#9 50%，已联系三所学校"),
    Say(ANN, "/task Write the thank-you letters @annlee by 18 Dec", "letters"),
    Edit("letters", "/task Write the thank-you letters @annlee @bochen by 16 Dec"),
    Say(BO, "/summary"),
    Say(ANN, "#12 drafted 10%"),
    Say(ANN, "/undo"),
    Say(ANN, "#11 duplicate of #12"),
    Press(ANN, "letters", "update"),
    Press(ANN, "letters", "more"),
    Press(ANN, "letters", "history"),
    Press(ANN, "letters", "more"),
    Press(ANN, "letters", "card"),
    Chat(HAO, "周末愉快"),
    Chat(BO, "😀"),
    Chat(ANN, "same to you"),
    At(4, "15:01", "summary"),
    Chat(BO, "nice", to="summary"),
    Chat(LI, "收到", to="summary"),
    Chat(ANN, "have a good weekend"),
    At(4, "18:30"),
)

WEEK = MONDAY + TUESDAY + WEDNESDAY + THURSDAY + FRIDAY


@dataclass(frozen=True, slots=True)
class Record:
    """A task as the week leaves it. Dates are days of December; `said` are the words kept of it, in their order."""

    title: str
    owner: Who
    state: str
    due: int | None = None
    original: int | None = None
    percent: int | None = None
    key: bool = False
    tags: tuple[str, ...] = ()
    supporters: tuple[Who, ...] = ()
    reason: str = ""
    waits_for: tuple[int, ...] = ()
    merged_into: int | None = None
    said: tuple[tuple[Who, str], ...] = ()


RECORDS: dict[int, Record] = {
    1: Record(
        "Book the main hall",
        LI,
        "done",
        due=11,
        original=11,
        percent=100,
        said=((LI, "等消防批复"), (LI, "解除受阻，批复已到"), (LI, "done")),
    ),
    2: Record(
        "展位图定稿",
        HAO,
        "done",
        due=4,
        original=2,
        percent=100,
        said=(
            (HAO, "30%，等场馆图纸"),
            (HAO, "图纸未到"),
            (ANN, "图纸未到"),
            (HAO, "photo"),
            (HAO, "70%"),
            (HAO, "80%"),
            (HAO, "完成了"),
        ),
    ),
    3: Record(
        "Order badges",
        BO,
        "done",
        due=3,
        original=3,
        percent=100,
        supporters=(HAO,),
        said=(
            (BO, "40%"),
            (BO, "photo: samples from the printer"),
            (BO, "50%, the design is chosen"),
            (BO, "is on the way, 90%"),
            (BO, "done, all in boxes"),
        ),
    ),
    4: Record(
        "Print the exhibitor manual",
        BO,
        "done",
        due=1,
        original=1,
        percent=100,
        said=(
            (BO, "at 30%, first proofs are in"),
            (BO, "50%"),
            (BO, "60%"),
            (BO, "60% the printer has started"),
            (BO, "is 80%, the cover is still open"),
            (BO, ""),
            (BO, "proofs signed"),
            (ANN, ""),
            (BO, ""),
        ),
    ),
    5: Record(
        "Invite the speakers",
        ANN,
        "open",
        due=18,
        original=11,
        tags=("guests",),
        said=(
            (ANN, "photo: guest list, first version"),
            (ANN, "voice"),
            (ANN, "three of eight have said yes"),
            (ANN, "two replies are late"),
        ),
    ),
    6: Record(
        "物流报价",
        HAO,
        "done",
        due=2,
        original=1,
        percent=100,
        said=((LI, "张师傅: 已联系两家物流"), (HAO, "做到六成，等第二家报价"), (HAO, "完成了")),
    ),
    7: Record(
        "We need a carpet for the booth",
        HAO,
        "done",
        percent=100,
        waits_for=(3,),
        said=((HAO, "20% 选了两家"), (HAO, "done"), (HAO, "done, laid in hall 2")),
    ),
    8: Record(
        "Sign the insurance",
        BO,
        "done",
        due=4,
        original=4,
        percent=100,
        key=True,
        said=(
            (LI, "call the broker first"),
            (BO, "signed by both"),
            (ANN, "the annex is missing"),
            (BO, "60% the annex is with the broker"),
            (BO, "the stamp is missing"),
            (BO, "done, the annex is signed"),
            (LI, ""),
        ),
    ),
    9: Record(
        "志愿者名单及分工",
        HAO,
        "in_progress",
        due=9,
        original=9,
        percent=50,
        said=((LI, "经费未定"), (LI, ""), (HAO, "50%，已联系三所学校")),
    ),
    10: Record("Clean up the share", BO, "dropped", reason="nobody uses it", said=((BO, "nobody uses it"),)),
    11: Record("感谢信", ANN, "dropped", merged_into=12),
    12: Record(
        "Write the thank-you letters",
        ANN,
        "open",
        due=16,
        original=16,
        supporters=(BO,),
        said=((ANN, "drafted 10%"),),
    ),
}

FIRST = date(2026, 11, 30)
"""Monday of the week."""
