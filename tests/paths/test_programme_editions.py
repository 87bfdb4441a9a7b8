"""A programme handed over to another chat, and its next edition begun in the same chat and joined again."""

from tests.paths import committees
from tests.paths.committees import last, now, press


def code_in(text: str) -> str:
    return text.split("startgroup=")[1].split("&")[0]


async def test_the_next_edition_begins_in_the_same_chats(database_url: str) -> None:
    async with committees.gathered(database_url) as scene:
        hall = scene.others["Hall"]
        await scene.ask("/lesson Book the halls a year ahead")
        assert (await scene.ask("/plan next 20 May 2028")).startswith("Nothing was begun: the days are counted")
        await scene.ask("/plan opens 18 Dec 2026")
        await scene.quiet()
        panel = await scene.reply_to(await scene.say("/plan"))
        await scene.client.click(panel, "Next edition", scene.ann)
        await scene.quiet()
        prompt = await last(scene, "committee", "When does the next edition open?")
        seen = await scene.reply_to(await scene.say("17 Dec 2027 Forum 2027", reply_to=prompt))
        assert seen.text.splitlines() == [
            "Forum 2027, opening Fri 17 Dec 2027",
            "3 groups, 0 sections, without persons and chats",
            "3 tasks by days before the opening, on working days",
            "of these 3 unfinished, carried on (0 of them again)",
            "Vacant then: EXH lead, GUE liaison",
            "1 lesson goes along: /lesson",
            "Nothing is written yet.",
            seen.text.splitlines()[-1],
        ]
        assert seen.text.splitlines()[-1].startswith("Here: this edition goes into the archive")
        sure = await press(scene, seen, "Here")
        assert sure.startswith("Begin here? Exhibition goes into the archive")
        begun = await press(scene, await now(scene, seen), "Begin")
        assert begun.startswith("Forum 2027 has begun.")

        closed = await scene.reply_to(await scene.say("#1 done", scene.bo, chat=hall))
        assert closed.text.startswith("Nothing was recorded: Exhibition is in the archive. Forum 2027 has begun")
        links = await scene.reply_to(await scene.say("/plan"))
        assert "Forum 2027" in links.text
        await scene.say("/plan links")
        await scene.quiet()
        code = code_in((await last(scene, "committee", "startgroup")).text)
        joined = await scene.reply_to(await scene.say(f"/start {code}", scene.bo, chat=hall))
        assert joined.text.startswith("This chat is now Exhibition (EXH) of Forum 2027.")
        card = await scene.reply_to(await scene.say("/list 1", scene.bo, chat=hall))
        assert "Due: Fri 3 Dec 2027" in card.text
        assert "Carried from Exhibition, EXH-1" in card.text
        await scene.say("#1 done", scene.bo, chat=hall)
        await scene.quiet()
        assert "#1" in (await last(scene, "Hall", "done")).text
        assert "Book the halls a year ahead" in await scene.ask("/lesson")


async def test_a_programme_goes_to_another_chat_with_all_it_has(database_url: str) -> None:
    async with committees.gathered(database_url) as scene:
        panel = await scene.reply_to(await scene.say("/plan"))
        for label in ("Committee", "Hand over"):
            await press(scene, await now(scene, panel), label)
        assert "from then on" in await press(scene, await now(scene, panel), "Another chat")
        code = code_in(await press(scene, await now(scene, panel), "Hand over"))
        office = scene.others["office"] = await scene.client.chat(
            "supergroup", title="Office", members=[scene.ann], admins=[scene.bo, scene.bot]
        )
        refused = await scene.reply_to(await scene.say(f"/start {code}", scene.ann, chat=office))
        assert refused.text == "Nothing was joined: that takes an admin of this chat."
        offer = await scene.reply_to(await scene.say(f"/start {code}", scene.bo, chat=office))
        assert offer.text.startswith("Take over Exhibition?")
        taken = await press(scene, offer, "Take over", scene.bo)
        assert taken.startswith("Exhibition has its committee here now.")
        assert (await last(scene, "committee")).text.startswith("Exhibition was handed over to another chat")
        there = await scene.reply_to(await scene.say("/plan", scene.bo, chat=office))
        assert "Groups with a chat: 2 of 3" in there.text
        assert "In the hands of Bo Chen" in there.text
        again = await scene.reply_to(await scene.say(f"/start {code}", scene.bo, chat=scene.others["Hall"]))
        assert again.text.startswith("Nothing was changed: this link is used up")
