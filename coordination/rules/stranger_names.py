"""Whether words that stand alone are in all likelihood a person's name, though nobody here bears it; it knows nobody.

A wrong owner costs more than a missing one: what may be a place, a firm or a thing is no name.
"""

import functools
import re

from coordination.rules import cities, names, reading_common, reading_fold

_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鐘範譚鄒陸顧龍萬錢湯賀賴龔"
)
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "歐陽",
    "司馬",
    "諸葛",
)
_THINGS = frozenset(
    "会场部组费表单稿案品图票证书函件餐车店馆厅楼室台款物料板屏网群号版页片册旗牌桌椅区处局办委司社院校站点位份项次期度量"
    "價值价格式法力性化率线路程序會場組費單圖證書車館廳樓網號處辦點項"
)
"""Characters with which names of things end, and names of people hardly ever."""

_NO_NAMES = reading_common.words("""
    方案 方便 方法 高清 高级 高铁 安全 白板 白天 马上 金额 文件 文案 文字 文具 文创 万元 时间 常规 常用 温度
    水电 江苏 江西 江南 何时 任务 任何 任意 易拉宝 龙虾 石材 田径 夏天 夏季 金属 金融 金牌 金色 白色 黄色 黄金
    高速 高度 高层 高校 武汉 孟加拉 秦皇岛 钱包 汤料 雷达 张贴 徐州 苏州 郑州 常州 沈阳 贺卡 贺信 毛巾 毛毯
    孔雀 顾问 顾客 许可 许多 程序 于是 余下 余款 余额 周边 周末 周年 周会 周报 唐装 何处 宋体 林业 林荫 康复
    段落 石头 陆续 陆运 史料 白酒 黄酒 田野 万能 万一 杜绝 夏令营 史无前例 范围 范本 高峰 高管 马拉松 杨梅 叶子
    任命 易碎 常务 文艺 文化 文旅 方向 方式 方阵 江边 白纸 金融街 武警 张罗 高清版
""")
_PLACES = reading_common.words("""
    hotel hall halls center centre street road avenue park plaza square tower building house room rooms floor stage
    theatre theater museum university college school institute airport station palace garden gardens island beach city
    town bank group company inc ltd gmbh llc corp limited catering services service solutions systems studio north
    south east west central new old grand royal main red green blue black white big great general united national
    international global world european asian american chinese german french english spanish day night morning evening
    lunch dinner breakfast coffee tea welcome opening closing gala keynote plan team monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november december christmas
    easter spring summer autumn winter phase part level block wing google microsoft apple zoom teams excel word
    powerpoint telegram whatsapp wechat slack press media office version draft final urgent asap important please
    thanks tbd tba vip ok faq pdf
""")
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’-][^\W\d_]+)*\.?")
MOST_WORDS = 3


def is_likely(text: str) -> bool:
    """Tell whether words that stand alone are somebody's name: `Zhang Wei`, `张伟`; not `Grand Hotel`, `方案`."""
    plain = text.strip()
    if not plain:
        return False
    if names.is_chinese(plain[0]):
        return _is_chinese_name(plain)
    words = plain.split()
    return (
        2 <= len(words) <= MOST_WORDS
        and all(_WORD.fullmatch(word) and word[0].isupper() and not word.isupper() for word in words)
        and not any(reading_fold.fold(word).strip(".") in _taken() for word in words)
        and not cities.find(plain)
    )


def _is_chinese_name(text: str) -> bool:
    if not all(names.is_chinese(char) for char in text) or text in _NO_NAMES or text in reading_common.GENERIC:
        return False
    if text[-1] in _THINGS:
        return False
    if text.startswith(_DOUBLE):
        return 3 <= len(text) <= 4
    return text[0] in _SURNAMES and 2 <= len(text) <= 3


@functools.cache
def _taken() -> frozenset[str]:
    return _PLACES | reading_common.COMMON | reading_common.GENERIC | reading_common.NOBODY
