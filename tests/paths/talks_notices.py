"""Conversations of several steps between a committee and its groups, and between two groups: notices and requests."""

from tests.paths.talks import Steps
from tests.paths.talks_programmes import Programme


async def picked(there: Programme) -> Steps:
    """A notice is previewed, goes to the groups picked, is confirmed in one and noted for the other."""
    preview = await there.asked("/notice EXH Badge photos by Mon 30 Nov", "Only to: EXH")
    yield
    page = await there.tap(preview, "Groups…", "Goes to 1 group so far.")
    yield
    page = await there.tap(page, "GUE", "Goes to 2 groups so far.")
    yield
    preview = await there.tap(page, "Back", "Goes to 2 groups.")
    yield
    live = await there.tap_for(preview, "Send", "0 of 2 confirmed")
    notice = await there.hall.sent("Badge photos")
    yield
    await there.hall.tap(notice, "Received", "✓ EXH: confirmed", "bo")
    yield
    page = await there.tap(live, "Note for…", "Which group has told you?")
    await there.tap(page, "GUE", "2 of 2 confirmed")


async def wondered(there: Programme) -> Steps:
    """A group asks what a notice means and has the answer."""
    preview = await there.asked("/notice Parking passes", "Goes to 2 groups.")
    yield
    await there.tap(preview, "Send", "went to 2 groups.")
    notice = await there.hall.sent("Parking passes")
    yield
    prompt = await there.hall.tap_for(notice, "Question", "What is the question about", "bo")
    yield
    await there.hall.say("Which gate?", "bo", reply_to=prompt)
    asked = await there.sent("Which gate?")
    yield
    await there.say("The north gate", reply_to=asked)
    await there.hall.sent("committee, Ann: The north gate")


async def reworded(there: Programme) -> Steps:
    """A notice is put otherwise, and then taken back."""
    preview = await there.asked("/notice Lunch at noon", "Goes to 2 groups.")
    yield
    live = await there.tap_for(preview, "Send", "0 of 2 confirmed")
    yield
    prompt = await there.tap_for(live, "Edit…", "say from now on?")
    yield
    await there.asked("Lunch at one", "reads so in every chat", reply_to=prompt)
    await there.guests.sent("Lunch at one")
    yield
    page = await there.tap(live, "Withdraw…", "Lunch at one")
    yield
    await there.tap(page, "Withdraw", "withdrawn")
    await there.guests.sent("is withdrawn: Lunch at one")


async def held(there: Programme) -> Steps:
    """An urgent notice puts tasks on hold, and sets them free."""
    preview = await there.asked("/notice urgent Hall closed", "Goes to 2 groups.")
    yield
    prompt = await there.tap_for(preview, "Hold tasks…", "Which tasks")
    yield
    preview = await there.asked("GUE-1", "1 task goes on hold with it: GUE-1", reply_to=prompt)
    yield
    live = await there.tap_for(preview, "Send", "0 of 2 confirmed")
    notice = await there.guests.sent("Hall closed")
    yield
    await there.guests.tap(notice, "Nothing urgent", "✓ GUE: confirmed", "cy")
    yield
    await there.tap(live, "Free tasks", "Hall closed")
    await there.guests.asked("/list 1", "Send invitations", "cy")


async def proposed(there: Programme) -> Steps:
    """A request for which another day is offered, kept to, offered again and agreed upon."""
    await there.hall.asked("/task GUE Name badges by 1 Dec", "Asked of GUE: Name badges", "bo")
    asked = await there.guests.sent("asks us: Name badges")
    yield
    prompt = await there.guests.tap_for(asked, "Other date…", "By which day", "cy")
    yield
    await there.guests.asked("8 Dec", "Put to EXH: Tue 8 Dec", "cy", reply_to=prompt)
    offered = await there.hall.sent("proposes Tue 1 Dec → Tue 8 Dec")
    yield
    await there.hall.tap(offered, "Keep ours", "The day stays", "bo")
    again = await there.guests.sent("stays with its day")
    yield
    prompt = await there.guests.tap_for(again, "Other date…", "By which day", "cy")
    yield
    await there.guests.asked("7 Dec", "Put to EXH: Mon 7 Dec", "cy", reply_to=prompt)
    offered = await there.hall.sent("proposes Tue 1 Dec → Mon 7 Dec")
    yield
    await there.hall.tap(offered, "Agree", "GUE accepted: GUE-", "bo")
    await there.guests.sent("Name badges")


async def declined(there: Programme) -> Steps:
    await there.hall.asked("/task GUE Sing at the opening", "Asked of GUE: Sing", "bo")
    asked = await there.guests.sent("asks us: Sing")
    yield
    prompt = await there.guests.tap_for(asked, "Decline…", "Why not?", "cy")
    yield
    await there.guests.say("We can't sing", "cy", reply_to=prompt)
    await there.hall.sent("GUE declined: Sing at the opening. We can't sing")


IN_ONE = (picked, wondered, reworded, held, proposed, declined)
"""All in one programme."""

ASKED = {
    "notice.ask": wondered,
    "notice.reword": reworded,
    "notice.hold": held,
    "request.other_day": proposed,
    "request.reason": declined,
}
"""What asks for typed words (`table.PROMPTS`), and the conversation in which it does."""
