"""`/undo` says what it takes back and what holds again: tasks, parts, settings, in both languages, over HTTP."""

from tests.stage import stage


async def test_what_is_taken_back_is_said_with_what_holds_again(sqlite_url: str) -> None:
    async with stage(sqlite_url) as scene:
        await scene.ask("/task Book the hall @ann by 2026-12-04")
        await scene.say("/update 1 60% quote received")
        await scene.say("/update 1 80% signed")
        await scene.quiet()
        assert await scene.ask("/undo") == "Taken back: #1 Book the hall is 60% again. It was 80%."
        await scene.say("/update 1 blocked: no permit")
        await scene.quiet()
        assert await scene.ask("/undo") == 'Taken back: #1 Book the hall is 60% again. It was "blocked".'
        await scene.ask("/update 1 rename: Book the main hall")
        assert await scene.ask("/undo") == "Taken back: #1 is called Book the hall again. It was Book the main hall."
        await scene.say("/update 1 the caretaker is on holiday")
        await scene.quiet()
        assert await scene.ask("/undo") == "Taken back: #1 Book the hall, a note. It is as it was before."
        await scene.ask("/lead @ann")
        assert await scene.ask("/undo") == "Taken back: Ann Lee: lead → member"
        many = "\n".join(f"Carry chair {n}" for n in range(1, 15))
        await scene.ask(f"/task {many}")
        lines = (await scene.ask("/undo")).splitlines()
        assert (len(lines), lines[0]) == (12, "Taken back: #2 Carry chair 1 is dropped.")
        assert lines[-1] == "and 3 more"

        chinese = await scene.client.chat("supergroup", title="展览", members=[scene.bo], admins=[scene.ann, scene.bot])
        await scene.ask("/task 落实主会场 @ann 12月4日前", chat=chinese)
        await scene.ask("/due 1 12月8日", chat=chinese)
        undone = await scene.ask("/undo", chat=chinese)
        assert undone == "已撤回，#1 落实主会场 完成时限恢复为 12月4日。撤回前为 12月8日。"

        private = await scene.client.private(scene.ann, scene.bot)
        await scene.client.say(private, scene.ann, "/task Buy milk by 2026-12-01")
        card = await scene.client.wait_for_sent(private, "#1 Buy milk")
        assert card.text.splitlines()[1].startswith("Due: Tue 1 Dec")
        assert [each.text for row in card.buttons for each in row] == ["Done", "Update", "Blocked", "More…"]
        await scene.client.say(private, scene.ann, "/list")
        assert "Buy milk" in (await scene.client.wait_for_sent(private, "Mine: 3")).text
        await scene.client.say(private, scene.ann, "/undo")
        await scene.client.wait_for_sent(private, "Taken back: #1 Buy milk is dropped.")
