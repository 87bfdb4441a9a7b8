"""What stands for the placeholders of messages: one plain set to read, and the most awkward things people write."""

from collections.abc import Iterable

from markupsafe import Markup

from handlers.words import catalogues
from tests.handlers import stories

_SAME: dict[str, str | int] = {
    "bot": "MusterBot",
    "code": "EXH",
    "command": "/hallo",
    "days": 90,
    "doubtful": 14,
    "first": 23,
    "hour": "18:00",
    "place": 3,
    "left": "a",
    "right": "b",
    "incident": "K7M2",
    "last": 27,
    "length": 412,
    "light": "🟡",
    "limit": 50,
    "most": 3,
    "n_all": 13,
    "n_before": 2,
    "n_blocked": 1,
    "n_claimed": 1,
    "n_done": 14,
    "n_due": 1,
    "n_first": 1,
    "n_last": 10,
    "n_late": 3,
    "n_moving": 9,
    "n_on_hold": 1,
    "n_open": 6,
    "number": 12,
    "other": 9,
    "others": "#9, #15",
    "part": 14,
    "percent": 60,
    "tags": "#hall #print",
    "task": "#12",
    "there": "VEN-7",
    "waits_for": "#9",
    "year": 2027,
    "codes": "EXH, MED",
    "address": "https://t.me/MusterBot?startgroup=EXH7Q2MAB",
    "origin": "EXH-12",
    "sign": "T-177",
    "n_sections": 4,
    "n_again": 2,
    "n_then": 18,
    "n_then_all": 55,
    "percent_then": 33,
}
_EACH: dict[str, tuple[str, str]] = {
    "sections": ("Venue (EXH, CAT)", "场馆板块（展览、会务）"),
    "section": ("VEN", "场馆"),
    "parts": ("EXH lead, GUE liaison", "展览组长、嘉宾联络员"),
    "example": ("/update MED-1 60%", "/update 宣传-1 60%"),
    "edition": ("Global Digital Forum 2026", "全球数字大会2026"),
    "programme": ("Global Digital Forum 2027", "全球数字大会2027"),
    "asks": ("the committee to settle the fire permit by 3 Dec", "请组委会办公室于 12月3日前协调消防批复"),
    "before": ("40%", "40%"),
    "behalf": ("Sun Li", "孙丽"),
    "change": ("waiting for the hall drawing", "等场馆图纸"),
    "chart": ("timeline", "进度图"),
    "city": ("Dubai", "迪拜"),
    "counts": ("Done 14 · moving 9", "已办结 14｜推进中 9"),
    "country": ("Atlantis", "大西洲"),
    "day": ("Fri 4 Dec", "12月4日"),
    "done": ("freight quote, badge list", "物流报价、证件名单"),
    "due": ("Fri 4 Dec, 18:00", "12月4日（周五）18:00"),
    "fields": ("due date", "完成时限"),
    "file": ("photo", "照片"),
    "group": ("Exhibition (EXH)", "展览展示组"),
    "institution": ("City Fire Service", "市消防局"),
    "label": ("Wang Hao", "王浩"),
    "lead": ("Li Min", "李敏"),
    "leads": ("Li Min", "李敏"),
    "circle": ("#5 → #2 → #1", "#5 → #2 → #1"),
    "gate": ("open", "待验收"),
    "milestones": ("#2 Venue signed (Fri 4 Dec)", "#2 会场签约（12月4日）"),
    "more": ("Li Min, Fri 4 Dec", "李敏，12月4日"),
    "phases": ("1 Preparation 14/20, gate open", "1 筹备阶段 14/20（待验收）"),
    "shift": ("#3 Booths: 8 Dec → 14 Dec", "#3 展位图：12月8日→12月14日"),
    "moment": ("Tue 24 Nov, 10:15", "11月24日 10:15"),
    "link": ("Open the private chat", "打开私聊"),
    "month": ("Dec", "12月"),
    "moved": ("exhibitor manual, 60%", "展商手册完成 60%"),
    "name": ("Chen Jie", "陈洁"),
    "names": ("@bo, @cy", "@bo、@cy"),
    "new": ("2 Dec", "12月2日"),
    "old": ("20 Nov", "11月20日"),
    "owner": ("Wang Hao", "王浩"),
    "quote": ("The manual is finished", "手册做完了"),
    "kept": (
        (
            "commands, replies to me, mentions of me, lines starting with #number or ACTION:, "
            "and what owners say of their own tasks"
        ),
        "命令（含“任务：…”）、对我的回复和提及、“#编号”或“行动项：”开头的行，以及责任人就本人任务所说的话",
    ),
    "quoted": ("60", "60"),
    "reading": ("Tactical", "动态"),
    "rule": ("every week on Friday at 17:00", "每周五 17:00"),
    "drafts": ("Tue 1 Dec, 08:30", "12月1日 8:30"),
    "reason": ("fire permit", "等消防批复"),
    "second": ("Fri 11 Dec", "12月11日"),
    "sent": ("09:12", "9:12"),
    "span": ("23-27 Nov", "11月23日至27日"),
    "state": ("moving, 60%", "推进中 60%"),
    "step": ("Mostly", "基本兑现"),
    "supporters": ("Tom Becker", "Tom Becker"),
    "tasks": ("#15 (today), #17 (Thu)", "#15（今日）　#17（周四）"),
    "text": ("waiting for the hall drawing", "等场馆图纸"),
    "title": ("Main hall contract", "主会场合同"),
    "value": ("60%", "60%"),
    "wanted": ("#12 20 Nov → 2 Dec", "#12 11月20日→12月2日"),
    "was": ("20 Nov", "11月20日"),
    "weekday": ("Fri", "周五"),
    "where": ("message", "原消息"),
    "what": ("Late", "逾期"),
    "who": ("Chen Jie", "陈洁"),
    "words": ("sometime early next month", "下月初"),
    "zone": ("Beijing", "北京时间"),
}
_OF_KEY: dict[str, dict[str, tuple[str | int, str | int]]] = {
    "refused.group_words_unread": {"example": ("EXH-3", "展览-3")},
    "welcome.posts": {
        "what": (
            (
                "one pinned board; on working days one message at 08:30, if anything is due; a summary once a week; "
                "nothing at night"
            ),
            "一块置顶看板；工作日 8:30 有事发一条，无事不发；每周发周报；夜间不发",
        )
    },
    "welcome.post.digest_on": {"days": ("Mon, Thu", "周一、周四")},
    "welcome.post.summary_on": {"days": ("Mon, Thu", "周一、周四")},
    "people.part": {"part": ("lead", "组长")},
    "people.entry_part": {"part": ("lead", "组长")},
    "people.aliases": {"names": ("Minnie, Dr Li", "小李、李工")},
    "people.aliases_of": {"names": ("Minnie, Dr Li", "小李、李工")},
    "people.hand_over": {"old": ("Wang Hao", "王浩"), "new": ("Chen Jie", "陈洁")},
    "people.handed_over": {"old": ("Wang Hao", "王浩"), "new": ("Chen Jie", "陈洁"), "tasks": ("#9, #15", "#9、#15")},
    "leaver.part": {"part": ("lead", "组长")},
    "leaver.tasks": {"tasks": ("#9, #15", "#9、#15")},
    "log.changed": {"old": ("member", "成员"), "new": ("lead", "组长")},
    "log.line": {"what": ("#12 Main hall contract: done", "#12 主会场合同：已办结")},
    "log.line_undo": {"what": ("Summary: Fri → Mon", "周报：周五→周一")},
    "erase.about": {"days": (7, 7)},
    "erase.ask": {"group": ("Exhibition", "展览展示组")},
    "refused.erase_name": {"words": ("yes", "是"), "group": ("Exhibition", "展览展示组")},
    "refused.log_task": {"words": ("the third", "第三项")},
    "refused.no_alias": {"words": ("!!", "！！")},
    "settings.now.texts": {"value": ("6 months", "6 个月")},
    "date.day": {"day": (4, 4)},
    "date.day_year": {"day": (4, 4)},
    "date.short_day": {"day": (4, 4)},
    "date.short_day_year": {"day": (4, 4)},
    "date.moment": {"day": ("Fri 4 Dec", "12月4日（周五）")},
    "date.span.months": {"first": ("30 Nov", "11月30日"), "last": ("4 Dec", "12月4日")},
    "round.draft.window": {
        "first": ("Thu 3 Dec, 16:30", "12月3日（周四）16:30"),
        "last": ("Fri 4 Dec, 10:00", "12月4日（周五）10:00"),
    },
    "date.span.months_year": {"first": ("30 Nov", "11月30日"), "last": ("4 Dec", "12月4日")},
    "export.field": {"name": ("Owner", "责任人"), "value": ("Wang Hao", "王浩")},
    "mydata.title": {"day": ("2026-11-24", "2026-11-24")},
    "refused.export_form": {"words": ("pdf", "pdf")},
    "refused.no_percent": {"percent": (140, 140)},
    "refused.no_such_zone": {"zone": ("Atlantis", "大西洲")},
    "refused.no_such_group": {"name": ("VEN", "场馆")},
    "refused.several_days": {"first": ("Fri 4 Dec", "12月4日（周五）"), "words": ("4/12", "4/12")},
    "board.group_code": {"name": ("Exhibition", "展览展示组")},
    "board.last": {"what": ("60%", "完成 60%")},
    "board.last_by_nobody": {"what": ("60%", "完成 60%")},
    "short.undone_state": {"state": ("not started", "未启动")},
    "summary.moved_state": {"state": ("to be confirmed", "待核验")},
    "short.recorded": {"state": ("done", "已办结")},
}
COUNTS = (0, 1, 2, 5, 300)


def sample(name: str, language: str, key: str = "") -> str | int:
    """A plain value; a placeholder that nobody thought of yet shows its name."""
    if name in _OF_KEY.get(key, {}):
        return _OF_KEY[key][name][language == "zh"]
    if name in _SAME:
        return _SAME[name]
    return _EACH[name][language == "zh"] if name in _EACH else f"‹{name}›"


def samples(message: catalogues.Message, language: str) -> dict[str, str | int]:
    return {name: sample(name, language, message.key) for name in _names(message) if name != "n"}


def awkward(message: catalogues.Message) -> Iterable[dict[str, str | int]]:
    """Each awkward text in every placeholder at once, and numbers as large as they come."""
    names = _names(message) - {"n"}
    for text in (*stories.AWKWARD, Markup("<b>a &amp; b</b>")):
        yield {name: 10**9 if isinstance(sample(name, "en"), int) else text for name in names}


def _names(message: catalogues.Message) -> frozenset[str]:
    return frozenset[str]().union(*(catalogues.placeholders(form) for form in message.forms))
