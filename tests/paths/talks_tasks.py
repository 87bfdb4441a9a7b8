"""Conversations of several steps about tasks: asked back, reminded of, listed, summed up."""

from playground.client_deeds import Sent
from tests.paths.talks import Steps, Talk


async def reported(talk: Talk) -> Steps:
    """Bo reports what is Ann's; she is asked."""
    await talk.asked("/task Sign the contract @ann", "Sign the contract")
    yield
    asked = await talk.asked("/done 1", "Sign the contract", "bo")
    yield
    await talk.client.click(asked, "Yes, done", talk.people["ann"])
    await talk.asked("/list 1", "Done")


async def reason(talk: Talk) -> Steps:
    await talk.asked("/task Print the badges", "Print the badges")
    yield
    why = await talk.asked("/update 1 blocked", "in the way")
    yield
    await talk.say("no paper", reply_to=why)
    await talk.asked("/list 1", "no paper")


async def day(talk: Talk) -> Steps:
    which = await talk.asked("/task Pay the deposit by 3/4", "Pay the deposit")
    yield
    label = which.buttons[0][0].text
    await talk.client.click(which, label, talk.people["ann"])
    await talk.asked("/list Pay", "Pay the deposit")


async def queue(talk: Talk) -> Steps:
    """Several questions of one message, one after the other."""
    await talk.asked(
        "/task Exhibitor manual @ann\nVolunteer manual @ann\nStage sound @ann\nStage lights @ann", "#4 Stage lights"
    )
    yield
    first = await talk.asked("@MusterTestBot\nmanual finished\nstage finished", '"manual" fits 2 tasks')
    yield
    await talk.client.click(first, "#2 Volunteer manual", talk.people["ann"])
    second = await talk.sent('"stage" fits 2 tasks', after=first.id)
    yield
    await talk.say("3", reply_to=second)
    await talk.stands(second, lambda one: "fits" not in one.text)
    yield
    await talk.asked("/list 2", "Done")
    await talk.asked("/list 3", "Done")


async def extended(talk: Talk) -> Steps:
    """The owner asks for more time; the lead grants it."""
    await talk.asked("/list", "", "bo")
    await talk.asked("/lead @ann", "Ann")
    await talk.asked("/task Sign the contract @bo by 2026-12-04", "Sign the contract")
    yield
    asked = await talk.asked("/due 1 8 Dec the permit is late", "8 Dec", "bo")
    yield
    await talk.client.click(asked, "Grant", talk.people["ann"])
    await talk.found(lambda one: "Tue 8 Dec" in one.text and "(was Fri 4 Dec)" in one.text)


async def evidence(talk: Talk) -> Steps:
    """Files in reply to a card are kept with it."""
    card = await talk.asked("/task Sign the contract @ann", "Sign the contract")
    yield
    await talk.client.send(talk.chat, talk.people["ann"], Sent(b"signed", "signed.pdf"), reply_to=card)
    yield
    await talk.asked("/list 1", "file")


async def exported(talk: Talk) -> Steps:
    await talk.asked("/task Sign the contract @ann by 2026-12-04", "Sign the contract")
    yield
    menu = await talk.asked("/export", "")
    yield
    await talk.tap_for(menu, "Calendar", "every due date as a calendar entry")


async def changed(talk: Talk) -> Steps:
    """A card is changed by its own buttons."""
    card = await talk.asked("/task Sign the contract @ann", "Sign the contract")
    yield
    await talk.client.click(card, "More…", talk.people["ann"])
    card = await talk.stands(card, lambda one: one.buttons != card.buttons)
    yield
    await talk.client.click(card, "Due date", talk.people["ann"])
    card = await talk.stands(card, lambda one: one.buttons != card.buttons)
    yield
    await talk.tap(card, card.buttons[0][0].text, "Due:")


ALL = (reported, reason, day, queue, extended, evidence, exported, changed)
