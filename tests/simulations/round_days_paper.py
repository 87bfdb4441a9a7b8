"""The document of a round over days, line by line and cell by cell, by its plan."""

from tests.simulations import round_texts
from tests.simulations.round_days import word
from tests.simulations.round_days_plan import ABSENT, SILENT, Plan, kind
from tests.simulations.round_making import code, name, shown, tongue
from tests.simulations.round_paper import table_row

HEAD = """\
# 第二次检查
{moment}
应汇报 {count} 个组，已汇报 {heard} 个。
各组共 {count} 项，已办结 0 项；按原定计划应办结 0 项，其中已办结 0 项；逾期 0 项，受阻 0 项。
## 未汇报"""
PLAN = """\
下次首先汇报。
## 对照计划
数据截至 {moment}，此后变动不计。
| **组别** | **亮灯** | **任务** | **办结** | **应办结** | **其中办结** | **逾期** | **受阻** |"""

UNHEARD = {ABSENT: "缺席", SILENT: "逾时未报"}


def wanted(plan: Plan) -> list[str]:
    places = range(1, plan.count + 1)
    moment = round_texts.moment("zh", plan.ended)
    return [
        *HEAD.format(moment=moment, count=plan.count, heard=plan.heard).split("\n"),
        *(f"**{code(one)}**  {_why(one)}" for one in places if kind(one) in UNHEARD),
        *PLAN.format(moment=moment).split("\n"),
        *(table_row((code(one), "🟢", "1", "0", "0", "0", "0", "0")) for one in places),
        *(line for one in places for line in _group(one)),
    ]


def _why(place: int) -> str:
    """Of a group whose name says its code the name does not stand again."""
    state = UNHEARD[kind(place)]
    return state if tongue(place) == "zh" else f"{name(place)}：{state}"


def _group(place: int) -> list[str]:
    heading = f"## {shown(place, 'zh')}"
    if kind(place) in UNHEARD:
        return [heading, "未报送材料。"]
    nothing = ("**下一步重点**  无", "**存在问题**  无", "**需协调事项**  无")
    return [heading, f"**阶段性成果**  {word(place)}", *nothing]
