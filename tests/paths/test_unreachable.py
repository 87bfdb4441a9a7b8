"""Whoever can't be written to in private finds their line, and their name, in the group."""

from datetime import timedelta

from tests.stage import stage


async def test_a_reminder_that_was_refused_is_not_repeated_and_the_group_names_whom_it_was_for(sqlite_url: str) -> None:
    """F060"""
    async with stage(sqlite_url) as scene:
        private = await scene.client.private(scene.ann, scene.bot)
        await scene.client.say(private, scene.ann, "/start")
        await scene.ask("/task Sign the contract @ann by 2026-11-26")
        await scene.quiet()
        await scene.client.fault(
            "error", "sendMessage", chat_id=private.id, code=403, description="Forbidden: bot was blocked by the user"
        )
        await scene.advance(timedelta(hours=22, minutes=31))
        await scene.quiet()
        tried = [call for call in await scene.client.calls("sendMessage") if call.chat_id == private.id]
        await scene.advance(timedelta(days=1))
        digest = await scene.answered("Today, Thu 26 Nov")
        await scene.quiet()

        after = [call for call in await scene.client.calls("sendMessage") if call.chat_id == private.id]
        assert [call.status for call in tried[1:]] == [403]
        assert after == tried
        sent = next(
            call for call in reversed(await scene.client.calls("sendMessage")) if call.chat_id == digest.chat_id
        )
        assert f"tg://user?id={scene.ann.id}" in str(sent.params["text"])
