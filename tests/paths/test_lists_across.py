"""Lists across groups: in private one's own and others' in one's groups, from a committee those of the groups below."""

from tests.paths import committees
from tests.paths.committees import press
from tests.stage import Stage


async def _private(scene: Stage, typed: str) -> str:
    """The newest message of Bo's private chat after these words."""
    private = scene.others["Hall private"]
    await scene.say(typed, scene.bo, chat=private)
    await scene.quiet()
    return (await scene.client.sent(private))[-1].text


async def test_lists_go_across_groups_in_private_and_down_from_a_committee(sqlite_url: str) -> None:
    async with committees.gathered(sqlite_url) as scene:
        hall, guests = scene.others["Hall"], scene.others["Guests"]
        cy = scene.others["cy"]
        await scene.ask("/task Print badges #print\nFind a van @cy by 2026-12-01", scene.bo, chat=hall)
        await scene.client.join(hall, cy)
        await scene.client.join(guests, scene.bo)
        await scene.say("hello", cy, chat=hall)
        await scene.ask("/task Visa letters @bo by 2026-11-20", cy, chat=guests)
        await scene.say("hello", scene.bo, chat=guests)
        await scene.quiet()

        mine = await _private(scene, "/list")
        assert ("EXH-1 Book the hall" in mine, "GUE-2 Visa letters" in mine) == (True, True)
        assert "Find a van" not in mine
        assert "GUE-2 Visa letters" in await _private(scene, "/list late")
        theirs = await _private(scene, "/list @cy")
        assert ("Find a van" in theirs, "Visa letters" in theirs) == (True, False)
        unowned = await _private(scene, "/list unowned")
        assert ("Print badges" in unowned, "Press list" in unowned) == (True, False)
        assert "Visa letters" in await _private(scene, "/list GUE late")
        for asked in ("what is mine?", "我有什么任务"):
            assert "EXH-1 Book the hall" in await _private(scene, asked)
        assert (await _private(scene, "hello")).startswith("Write what moved")

        assert "which group asks" in await _private(scene, "Help needed: two buses")
        assert (await _private(scene, "Help needed: GUE two buses")).startswith("Guests")
        summary = await scene.reply_to(await scene.say("/summary", cy, chat=guests))
        assert "Help needed two buses" in summary.text

        await scene.ask("/drop 1 not ours")
        below = await scene.reply_to(await scene.say("/list"))
        assert below.text.splitlines()[0] == "Open tasks, in the groups: 6"
        assert "EXH-1 Book the hall" in below.text
        assert "GUE-2 Visa letters" in (await scene.reply_to(await scene.say("/list late"))).text
        one = (await scene.reply_to(await scene.say("/list EXH"))).text
        assert ("EXH-1 Book the hall" in one, "Visa letters" in one) == (True, False)

        await scene.ask("/task Draft the floor plan #phase2", scene.bo, chat=hall)
        phase = (await scene.reply_to(await scene.say("/list phase 2"))).text
        assert phase.splitlines() == ["phase 2, in the groups: 1", "EXH-4 Draft the floor plan"]

        chart = await scene.reply_to(await scene.say("/chart"))
        assert chart.text.splitlines()[0] == "Exhibition and its groups: timeline, Tue 24 Nov"
        assert "GUE-2 Visa letters, was 20 Nov" in chart.text
        assert "Bo Chen" not in chart.text + below.text

        many = "\n".join(f"/task Chair {number}" if number == 0 else f"Chair {number}" for number in range(12))
        await scene.ask(many, scene.bo, chat=hall)
        first = await scene.reply_to(await scene.say("/list"))
        second = await press(scene, first, "Next")
        assert second.splitlines()[-1] == "11-19 of 19"
        assert second.splitlines()[0] == "Open tasks, in the groups: 19"
