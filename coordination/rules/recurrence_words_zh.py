"""Repetitions in Chinese words (simplified), as an office writes them; it knows no zone and no instant."""

from datetime import datetime

_DAYS = {"MO": "周一", "TU": "周二", "WE": "周三", "TH": "周四", "FR": "周五", "SA": "周六", "SU": "周日"}
_NUMBERS = {1: "一", 2: "二", 3: "三", 4: "四", 5: "五"}
_WORKDAYS = "MO,TU,WE,TH,FR"


def say(pieces: dict[str, str]) -> str:
    """Say the parts of a rule: 每两周的周二 9:00，到2027年6月25日为止."""
    return _pattern(pieces) + _hour(pieces) + _ending(pieces)


def _hour(pieces: dict[str, str]) -> str:
    """8:30, but 03:30: a single figure of the small hours would be taken for the afternoon's."""
    if "BYHOUR" not in pieces:
        return ""
    hour = int(pieces["BYHOUR"])
    return f" {hour:0{2 if hour < 7 else 1}}:{int(pieces.get('BYMINUTE', '0')):02}"


def _ending(pieces: dict[str, str]) -> str:
    if "COUNT" in pieces:
        return f"，共{pieces['COUNT']}次"
    if "UNTIL" in pieces:
        until = datetime.strptime(pieces["UNTIL"][:8], "%Y%m%d")  # noqa: DTZ007 - a day, no instant
        return f"，到{until.year}年{until.month}月{until.day}日为止"
    return ""


def _pattern(pieces: dict[str, str]) -> str:
    freq, interval = pieces["FREQ"], int(pieces.get("INTERVAL", "1"))
    if freq == "DAILY":
        return "每天" if interval == 1 else f"每{interval}天"
    if freq == "WEEKLY":
        return _weekly(pieces, interval)
    if freq == "MONTHLY":
        return ("每月" if interval == 1 else f"每{interval}个月的") + _monthly_days(pieces)
    return ("每年" if interval == 1 else f"每{interval}年的") + _yearly_days(pieces)


def _weekly(pieces: dict[str, str], interval: int) -> str:
    if pieces["BYDAY"] == _WORKDAYS and interval == 1:
        return "每个工作日"
    days = "、".join(_DAYS[code] for code in pieces["BYDAY"].split(","))
    if interval == 1:
        return f"每{days}"
    return f"每{'两' if interval == 2 else interval}周的{days}"


def _monthly_days(pieces: dict[str, str]) -> str:
    if "BYSETPOS" in pieces and "BYMONTHDAY" in pieces:
        return _monthdays(pieces["BYMONTHDAY"].rpartition(",")[2])  # 30日, or the last day before it
    if "BYSETPOS" in pieces:
        return "、".join(_nth(int(n)) for n in pieces["BYSETPOS"].split(",")) + "工作日"
    if "BYMONTHDAY" in pieces:
        return _monthdays(pieces["BYMONTHDAY"])
    pairs = [(int(code[:-2]), code[-2:]) for code in pieces["BYDAY"].split(",")]
    if len({day for _, day in pairs}) == 1:
        return "、".join(_nth(n) for n, _ in pairs) + _DAYS[pairs[0][1]]
    return "、".join(_nth(n) + _DAYS[day] for n, day in pairs)


def _monthdays(value: str) -> str:
    return "、".join(_monthday(int(day)) for day in value.split(","))


def _monthday(day: int) -> str:
    if day > 0:
        return f"{day}日"
    return "最后一天" if day == -1 else f"倒数第{_NUMBERS.get(-day, str(-day))}天"


def _yearly_days(pieces: dict[str, str]) -> str:
    months = "、".join(f"{month}月" for month in pieces["BYMONTH"].split(","))
    several = "," in pieces["BYMONTH"] or int(pieces["BYMONTHDAY"].split(",")[0]) < 0
    return months + ("的" if several else "") + _monthdays(pieces["BYMONTHDAY"])


def _nth(n: int) -> str:
    if n < 0:
        return "最后一个" if n == -1 else f"倒数第{_NUMBERS.get(-n, str(-n))}个"
    return f"第{_NUMBERS.get(n, str(n))}个"
