"""All that has to be read of a round over days, chat by chat and post by post, and nothing else, by its plan."""

from datetime import date, datetime

from tests.simulations import round_days_drafts, round_texts
from tests.simulations import round_days_plan as plans
from tests.simulations.round_days import TITLE
from tests.simulations.round_days_plan import ABSENT, KICKED, SILENT, Plan, kind
from tests.simulations.round_making import code
from tests.simulations.round_posts import Post
from tests.simulations.round_texts import say
from tests.simulations.round_town import ZONE, Member, Town

MOST, MANY = 40, 12
"""So many codes are named of all, and of a day."""

BOARD = """\
第二次检查
分 {days} 个工作日进行，共 {count} 个组，每组 {length}（工作时间）。如现在开始：
{planned}
已报送 0/{count}"""
BOARD_ROWS = ("通知报送 | 开始调度 | 预告", "调整顺序 | 查看材料 | 取消调度")
CLOSED = """\
第二次检查
已结束。
✓ 已汇报　{heard}
缺席　{absent}
逾时未报　{silent}"""
CALLED = Post("各组均已点到。", ("结束调度",))
CALLED_AGAIN = Post("各组均已点到。", ("结束调度",), "各组均已点到。")
"""When those who were back had been called; below it the round is closed."""
CALLED_LAST = Post(CALLED.text, CALLED.rows, CALLED.text)
ENDED = """\
第二次检查：调度结束　{moment}
应汇报 {count} 个组，已汇报 {n_heard}，缺席 {n_absent}，逾时未报 {n_silent}
🟢 {count}
缺席　{absent}
逾时未报　{silent}"""
ENDED_ROWS = ("情况报告 | 文本版 | 查看材料", "分送各组 | 数据出处 | 更正")


def wanted(town: Town, plan: Plan) -> dict[int, list[Post]]:
    """By chat; a chat that is not here hears nothing."""
    found = {town.scene.chat.id: in_committee(plan)}
    for one in town.members:
        found[one.private.id] = round_days_drafts.in_private(plan, one)
        told = sorted(in_group(plan, one), key=lambda said: said[0])
        found[one.chat.id] = [post for moment, post in told if one.former is None or moment >= plans.MOVED]
        if one.former is not None:
            found[one.former.id] = [post for moment, post in told if moment < plans.MOVED]
    return found


def in_group(plan: Plan, member: Member) -> list[tuple[datetime, Post]]:
    """What a group reads in its own chat, and when; one that threw us out reads nothing more."""
    place, language, values = member.place, member.language, {"title": TITLE, **member.values}
    asked = (plans.ASKED, Post(say(language, "asked", **values)))
    if kind(place) == KICKED:
        return [asked]
    mornings = [(datetime.combine(day, plans.MORNING, ZONE), morning(language, day)) for day in plan.mornings]
    heads_up = [
        (moment, Post(say(language, "heads_up", before=code(before), **values)))
        for moment, who, before in plan.heads_up
        if who == place
    ]
    return [asked, *mornings, *heads_up, *_windows(plan, member)]


def morning(language: str, day: date) -> Post:
    """What every group is told each morning, round or no round."""
    return Post(say(language, "morning", day=round_texts.day(language, day)), round_texts.rows(language, "morning_row"))


def _windows(plan: Plan, member: Member) -> list[tuple[datetime, Post]]:
    found = []
    for call in plan.calls:
        if call.place == member.place:
            what = "window_last" if call.after is None else "window"
            until, after = round_texts.moment(member.language, call.until), code(call.after or 1)
            post = Post(say(member.language, what, until=until, after=after, **member.values))
            found.append((call.moment, post))
    return found


def _length(minutes: int) -> str:
    return f"{minutes} 分钟" if minutes < 120 else f"{minutes / 60:g} 小时"


def in_committee(plan: Plan) -> list[Post]:
    """The board, what is asked and said of reports that are returned, the end, the files."""
    unheard = {"absent": codes(plan, ABSENT), "silent": codes(plan, SILENT)}
    board = BOARD.format(days=plan.days, count=plan.count, length=_length(plan.minutes), planned=_planned(plan))
    closed = CLOSED.format(heard=codes(plan, *HEARD), **unheard)
    counts = {"n_heard": plan.heard, "n_absent": len(plan.of_kind(ABSENT)), "n_silent": len(plan.of_kind(SILENT))}
    moment = round_texts.moment("zh", plan.ended)
    ended = ENDED.format(moment=moment, count=plan.count, **counts, **unheard)
    back = [Post(say("zh", what, code=code(place))) for place in plan.returned for what in ("what_misses", "sent_back")]
    name = f"第二次检查 {plan.ended.date()}"
    files = [Post(f"{name}.{ending}\n第二次检查情况报告　{moment}") for ending in ("docx", "md")]
    return [Post(board, BOARD_ROWS, closed), *back, CALLED, CALLED_LAST, Post(ended, ENDED_ROWS), *files]


HEARD = tuple(which for which in range(10) if which not in (SILENT, ABSENT))


def codes(plan: Plan, *kinds: int) -> str:
    """In plan order, as many as are named."""
    found = [code(place) for place in range(1, plan.count + 1) if kind(place) in kinds]
    more = [f"另 {len(found) - MOST} 个"] if len(found) > MOST else []
    return "、".join([*found[:MOST], *more])


def _planned(plan: Plan) -> str:
    """On which day each would be called, were the round begun as soon as it is drawn up; a window that goes on in the
    morning is of that day. Many are named by the first and the last.
    """
    days: dict[date, list[str]] = {}
    for place in range(1, plan.count + 1):
        ends = plans.after(plans.DRAWN_UP, plan.minutes * place)
        days.setdefault(ends.date(), []).append(code(place))
    return "\n".join(
        f"{day.month}月{day.day}日　{'、'.join(named) if len(named) <= MANY else f'{named[0]}…{named[-1]}'}"
        for day, named in days.items()
    )
