"""The live round of `round_live` held against its script, when it is over."""

from tests.simulations import round_live as live
from tests.simulations import round_live_paper, round_live_said, round_paper, round_town
from tests.simulations.round_posts import Post
from tests.simulations.round_town import Town


async def check(town: Town) -> None:
    """All that is seen of it is what the script says, in every chat, in the documents and in the records."""
    places = range(1, live.COUNT + 1)
    turns = {live.ABSENT: "absent", live.UNREADY: "to_follow"}
    round_town.same("turn", await town.states(), [turns.get(place, "reported") for place in places])
    reports = ["draft" if place == live.ABSENT else "accepted" for place in places]
    round_town.same("report", await town.report_states(), reports)
    boards = [Post(one, round_live_said.BOARD_ROWS_LIVE) for one in round_live_said.BOARDS]
    round_town.same("board", town.boards, boards)
    await town.check_posts(round_live_said.wanted(town))
    wanted = round_live_paper.wanted()
    round_town.same("line of the document", await town.paper(), wanted)
    text = (await town.file(".md")).decode()
    round_town.same("line of the Markdown", text.split("\n"), round_paper.markdown(wanted).split("\n"))
    await town.check_pins()
    assert await town.floods() == 0
