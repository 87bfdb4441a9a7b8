"""Conversations of several steps about people, their data, and what they did."""

from tests.paths.talks import Steps, Talk


async def known(talk: Talk) -> Steps:
    """Institution, other names, the work handed over, the part."""
    await talk.asked("/task Sign the contract @ann", "Sign the contract", "bo")
    page = await talk.tap(await talk.panel("People", "have been seen here"), "Ann", "Part: member")
    yield
    prompt = await talk.tap_for(page, "Institution", "Which institution")
    yield
    page = await talk.asked("Ministry", "Ministry", reply_to=prompt)
    yield
    page = await talk.tap(page, "Other names", "goes by no other names")
    yield
    prompt = await talk.tap_for(page, "Add names", "What else is")
    yield
    await talk.asked("Annie", "is also called: Annie", reply_to=prompt)


async def handed(talk: Talk) -> Steps:
    await talk.asked("/task Sign the contract @ann", "Sign the contract", "bo")
    page = await talk.tap(await talk.panel("People", "have been seen here"), "Ann", "Part: member")
    yield
    page = await talk.tap(page, "Hand over…", "Who takes over")
    yield
    page = await talk.tap(page, "Bo", "Nothing is changed yet")
    yield
    await talk.tap(page, "Hand over", "takes over from")


async def logged(talk: Talk) -> Steps:
    await talk.asked("/task Sign the contract @ann", "Sign the contract")
    page = await talk.tap(await talk.panel("More…", "what is kept"), "Log", "Log of")
    yield
    prompt = await talk.tap_for(page, "One task", "Which task's changes?")
    yield
    await talk.asked("#1", "new task", reply_to=prompt)


async def erased(talk: Talk) -> Steps:
    page = await talk.tap(await talk.panel("More…", "what is kept"), "Erase", "any admin can stop it")
    yield
    prompt = await talk.tap_for(page, "Erase…", "To have everything erased")
    yield
    await talk.asked(talk.chat.title, "is erased on", reply_to=prompt)
    yield
    told = await talk.sent("All records of")
    await talk.tap(told, "Keep everything", "Nothing is erased.")


async def myself(talk: Talk) -> Steps:
    mine = await talk.alone()
    page = await mine.tap(await mine.asked("/settings", "Of which group?"), "For myself", "For yourself")
    yield
    prompt = await mine.tap_for(page, "Time zone", "Which city's time?")
    yield
    page = await mine.asked("Tokyo", "Time there now", reply_to=prompt)
    yield
    page = await mine.tap(page, page.buttons[0][0].text, "Time zone: Tokyo")
    yield
    page = await mine.tap(page, "Forget me…", "nothing is done yet")
    yield
    page = await mine.tap(page, "Go on…", "The last question.")
    yield
    await mine.tap(page, "Keep it", "Nothing is forgotten.")


async def named(talk: Talk) -> Steps:
    """A name that two may bear is asked about before a task is made of it."""
    for last in ("Park", "Wong"):
        cleo = await talk.client.user("Cleo", last_name=last)
        await talk.client.join(talk.chat, cleo)
        await talk.client.say(talk.chat, cleo, "/list")
    await talk.asked("/list", "")
    yield
    question = await talk.asked("ACTION: Cleo to send the contract by 4 Dec", "who is Cleo?")
    yield
    await talk.client.click(question, "Cleo Wong", talk.people["ann"])
    await talk.found(lambda one: "#1 send the contract" in one.text and "Cleo Wong" in one.text)
    yield
    await talk.asked("/list 1", "Owner: Cleo Wong")


ALL = (known, handed, logged, erased, myself, named)

ASKED = {
    "people.institution": known,
    "people.alias": known,
    "log.task": logged,
    "erase.name": erased,
    "me.city": myself,
}
"""What asks for typed words (`table.PROMPTS`), and the conversation in which it does."""
