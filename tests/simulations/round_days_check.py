"""A round over days held against its plan, when it is over."""

from tests.simulations import round_days_paper, round_days_said, round_making, round_paper, round_town
from tests.simulations.round_days import Script, basic
from tests.simulations.round_days_plan import ABSENT, SILENT, Plan, kind
from tests.simulations.round_town import Town


async def check(town: Town, plan: Plan) -> None:
    """All that is seen of it is what the script says, in every chat, in the documents and in the records."""
    places = range(1, plan.count + 1)
    turns, reports = {SILENT: "timed_out", ABSENT: "absent"}, {SILENT: "draft", ABSENT: "draft"}
    round_town.same("turn", await town.states(), [turns.get(kind(place), "reported") for place in places])
    round_town.same("report", await town.report_states(), [reports.get(kind(at), "accepted") for at in places])
    await town.check_posts(round_days_said.wanted(town, plan))
    wanted = round_days_paper.wanted(plan)
    round_town.same("line of the document", await town.paper(), wanted)
    text = (await town.file(".md")).decode()
    round_town.same("line of the Markdown", text.split("\n"), round_paper.markdown(wanted).split("\n"))
    await town.check_pins()
    assert await town.floods() == 0


async def live(database_url: str, count: int, days: int) -> Script:
    """The whole round, held against its plan."""
    async with round_making.gathered(database_url, count, basic(count), language="zh") as town:
        script = Script(town, days)
        await script.play()
        await check(town, script.plan)
        return script
