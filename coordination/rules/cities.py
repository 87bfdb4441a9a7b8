"""Cities as people type them, in English or Chinese, and the time zones they are in; knows no clock and no text."""

import functools
import zlib
from zoneinfo import available_timezones

from coordination.rules import reading_fold
from coordination.rules.when import zones

MOST = 6
"""Candidates offered for what was typed."""

_MORE = {
    "Asia/Shanghai": "北京 上海 广州 深圳 天津 重庆 成都 武汉 西安 南京 杭州 苏州 青岛 厦门 大连 沈阳 长沙 郑州 "
    "guangzhou shenzhen tianjin chongqing chengdu wuhan xian nanjing hangzhou qingdao xiamen",
    "Asia/Kolkata": "孟买 新德里 德里 班加罗尔 mumbai delhi bangalore bengaluru chennai",
    "Asia/Tokyo": "大阪 京都 osaka kyoto",
    "Asia/Dubai": "阿布扎比 abu_dhabi",
    "Europe/Berlin": "慕尼黑 汉堡 法兰克福 科隆 munich münchen hamburg frankfurt cologne köln bonn",
    "Europe/Zurich": "日内瓦 伯尔尼 geneva bern basel lausanne",
    "Europe/London": "爱丁堡 曼彻斯特 edinburgh manchester birmingham oxford cambridge",
    "Europe/Paris": "里昂 马赛 斯特拉斯堡 lyon marseille strasbourg",
    "Europe/Madrid": "巴塞罗那 barcelona valencia sevilla",
    "Europe/Rome": "米兰 milan milano turin naples",
    "Europe/Amsterdam": "海牙 鹿特丹 the_hague rotterdam",
    "America/New_York": "华盛顿 波士顿 费城 迈阿密 washington boston philadelphia miami atlanta",
    "America/Los_Angeles": "旧金山 西雅图 圣何塞 拉斯维加斯 san_francisco seattle san_jose san_diego portland",
    "America/Chicago": "休斯敦 达拉斯 houston dallas austin",
    "America/Toronto": "渥太华 蒙特利尔 ottawa montreal",
    "America/Sao_Paulo": "里约热内卢 巴西利亚 rio_de_janeiro brasilia",
    "Australia/Sydney": "堪培拉 canberra",
    "Africa/Johannesburg": "开普敦 cape_town pretoria",
    "Asia/Riyadh": "麦加 吉达 mecca jeddah",
    "Asia/Ho_Chi_Minh": "河内 西贡 hanoi saigon",
}


@functools.cache
def _names() -> dict[str, str]:
    """Folded names of cities → zone."""
    found = {**zones.cities("en"), **zones.cities("zh")}
    for zone, names in _MORE.items():
        found |= {reading_fold.fold(name.replace("_", " ")): zone for name in names.split()}
    return found


@functools.cache
def _by_key() -> dict[int, str]:
    return {key(name): name for name in sorted(available_timezones())}


def find(typed: str) -> tuple[str, ...]:
    """IANA names of the zones that fit, at most `MOST`: an IANA name, a city, else cities that begin like it."""
    wanted = " ".join(typed.replace("_", " ").split())
    exact = next((name for name in _by_key().values() if name.casefold() == wanted.replace(" ", "_").casefold()), None)
    if exact is not None:
        return (exact,)
    folded = reading_fold.fold(wanted).removesuffix("时间").removesuffix("市").removesuffix(" time").strip()
    if not folded:
        return ()
    if folded in _names():
        return (_names()[folded],)
    begins = [zone for name, zone in sorted(_names().items()) if len(folded) > 1 and name.startswith(folded)]
    return tuple(dict.fromkeys(begins))[:MOST]


def key(zone: str) -> int:
    """A number that stands for a zone in a button, the same in every version of the table."""
    return zlib.crc32(zone.encode())


def of_key(number: int) -> str | None:
    """The zone of a number; `None` where no zone has it."""
    return _by_key().get(number)
