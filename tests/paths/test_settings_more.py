"""Who may do what, weekdays, countries and copied settings: chosen, shown before they are saved, taken back."""

from collections.abc import AsyncIterator
from datetime import time

import pytest

from coordination.rules import groups
from coordination.rules import settings as rules
from handlers import presses
from playground.client_deeds import Sent
from storage import groups as stored
from storage import tables
from tests.paths import staging
from tests.paths.pressing import tap
from tests.stage import Stage, stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


async def _kept(scene: Stage, name: str) -> tuple[str, groups.Settings, list[object]]:
    """Zone, settings and schedules of the group of this name."""
    assert scene.app.parts is not None
    row = next(one for one in await staging.rows(scene.app.parts.database, tables.groups) if one.name == name)
    schedules = await staging.rows(scene.app.parts.database, tables.schedules)
    found = sorted(
        (one.kind, one.enabled, str(one.rule), str(one.next_due_at)) for one in schedules if one.group_id == row.id
    )
    return row.zone, stored.load_settings(row.settings), list(found)


async def test_an_admin_says_who_may_do_what_and_it_holds_from_the_next_message_on(scene: Stage) -> None:
    panel = await scene.reply_to(await scene.say("/settings"))
    page = await tap(scene, panel, "Who may", "New tasks by: everyone")
    page = await tap(scene, page, "New tasks", "Others are refused and told whom to ask")
    page = await tap(scene, page, "admins only", "New tasks by: admins only")
    refused = await scene.ask("/task Order the badges", scene.bo)
    assert refused.startswith("Not recorded: new tasks are for admins of this chat.\nOne of them can answer")
    said = await scene.say("Order the badges", scene.bo)
    assert (await scene.ask("/task", reply_to=said)).startswith("#1 Order the badges")
    await scene.client.demote(scene.chat, scene.ann)
    assert (await scene.ask("/task Print the plan")).startswith("Not recorded: new tasks are for admins")
    await scene.client.promote(scene.chat, scene.ann)
    await scene.client.hide(scene.chat, scene.ann)
    assert (await scene.ask("/task Print the plan")).startswith("#2 Print the plan")
    await scene.client.hide(scene.chat, scene.ann, hidden=False)

    page = await tap(scene, page, "Undo", "New tasks by: everyone")
    assert (await scene.ask("/task Sign the contract @ann", scene.bo)).startswith("#3 Sign")
    page = await tap(scene, page, "Said done", "Whose word that a task is done")
    page = await tap(scene, page, "owners", "Done is said by: owners")
    refused = await scene.ask("/done 3", scene.bo)
    assert refused.startswith("Not recorded: #3 Sign the contract is for its owner or a lead to close.")


async def test_days_countries_and_copied_settings_are_shown_first_and_taken_back(scene: Stage) -> None:
    visas = await scene.client.chat("supergroup", title="Visas", members=[scene.bo], admins=[scene.ann, scene.bot])
    theirs = await scene.client.chat("supergroup", title="Press", members=[scene.ann], admins=[scene.bo, scene.bot])
    for chat in (visas, theirs):
        await scene.reply_to(await scene.say("/list", chat=chat))
    panel = await scene.reply_to(await scene.say("/settings"))
    before = await _kept(scene, "Exhibition")

    page = await tap(scene, panel, "Posts", "what holds it back")
    page = await tap(scene, page, "Morning message", "Next three times: Wed 25 Nov, 08:30; Thu 26")
    page = await tap(scene, page, "Days…", "On the days marked")
    page = await tap(scene, page, "Mon", "Mon 30 Nov, 08:30; Mon 7 Dec")
    page = await tap(scene, page, "Sat", "Sat 28 Nov, 08:30; Mon 30 Nov")
    assert "Not saved yet." in page.text
    page = await tap(scene, page, "Save", "Saved.")
    assert "Sat 28 Nov, 08:30; Mon 30 Nov" in page.text
    chosen = await _kept(scene, "Exhibition")
    await scene.restart()
    page = await tap(scene, page, "Undo", "Taken back")
    assert await _kept(scene, "Exhibition") == before != chosen
    page = await tap(scene, await tap(scene, page, "Summary", "Fri 27 Nov, 15:00"), "Days…", "On the days marked")
    page = await tap(scene, page, "Every workday", "Tue 24 Nov, 15:00; Wed 25 Nov, 15:00; Thu 26")
    page = await tap(scene, await tap(scene, page, "Save", "Saved."), "Back", "Summary: 15:00, every workday")

    page = await tap(scene, await tap(scene, page, "Back", "Settings of"), "Working days", "until when")
    page = await tap(scene, page, "Holidays", "nothing comes by itself")
    await scene.client.click(page, "Other…", scene.ann)
    prompt = await scene.answered("Which country?")
    await scene.restart()
    assert 'no calendar is known for "Atlantis"' in await scene.ask("Atlantis", reply_to=prompt)
    found = await scene.reply_to(await scene.say("意大利", reply_to=prompt))
    page = await tap(scene, found, "Italy", "Public holidays: Italy")
    page = await tap(scene, await tap(scene, page, "Back", "until when"), "Holidays", "nothing comes by itself")
    page = await tap(scene, await tap(scene, page, "Region…", "Holidays of Italy"), "Later", "Holidays of Italy")
    part = next(one.text for row in page.buttons for one in row if one.data and ":settoreg:" in one.data)
    page = await tap(scene, page, part, f"Public holidays: Italy, {part}")
    await tap(scene, page, "Undo", "Taken back")
    chosen = await _kept(scene, "Exhibition")
    there = await scene.reply_to(await scene.say("/settings", chat=visas))
    old = await _kept(scene, "Visas")
    there = await tap(scene, there, "More…", "what is kept of this group")
    page = await tap(scene, await tap(scene, there, "Copy from…", "What another chat chose"), "Exhibition", "Copied")
    assert "Public holidays: Italy" in page.text
    assert "Summary: Next three times: Tue 24 Nov, 15:00" in page.text
    assert await _kept(scene, "Visas") == old
    page = await tap(scene, page, "Copy", "Copied from Exhibition.")
    assert (await _kept(scene, "Visas"))[:2] == chosen[:2]
    page = await tap(scene, page, "Undo", "Taken back")
    assert await _kept(scene, "Visas") == old

    page = await tap(scene, page, "More…", "what is kept of this group")
    page = await tap(scene, page, "Copy from…", "What another chat chose")
    refused = await scene.client.click(page, "Press", scene.ann)
    await scene.quiet()
    assert (await scene.client.answer(refused.id) or {})["text"] == "For an admin of both chats."
    assert all(len(row) <= 3 for row in page.buttons)


async def test_hours_days_and_the_end_of_a_pause_are_typed_or_sent_and_looked_at_first(scene: Stage) -> None:
    page = await tap(scene, await scene.reply_to(await scene.say("/settings")), "Posts", "Check-in: off")
    page = await tap(scene, page, "Check-in", "Once it is on: Mon 30 Nov, 10:00")
    await scene.client.click(page, "Other hour…", scene.ann)
    prompt = await scene.answered("Check-in: at which hour?")
    await scene.restart()
    assert '"noonish" is no hour' in await scene.ask("noonish", reply_to=prompt)
    shown = await scene.reply_to(await scene.say("9:45", reply_to=prompt))
    assert shown.text.endswith(
        "Next three times: Mon 30 Nov, 09:45; Mon 7 Dec, 09:45; Mon 14 Dec, 09:45\nNot saved yet."
    )
    before = await _kept(scene, "Exhibition")
    page = await tap(scene, shown, "Save", "Saved.")
    assert await _kept(scene, "Exhibition") != before
    assert "every Monday at 09:45" in await scene.ask("/checkin")
    page = await tap(scene, page, "Undo", "Taken back.")
    assert (await scene.ask("/checkin")).startswith("Check-in is off.")

    assert "Check-in: off" in page.text
    page = await tap(scene, page, "Quiet hours", "what was due comes")
    page = await tap(scene, page, "20:00 to 09:00", "Morning message: Next three times: Wed 25 Nov, 09:00")
    assert page.text.endswith("Not saved yet.")
    page = await tap(scene, await tap(scene, page, "Save", "Saved."), "Back", "what holds it back")
    assert "Quiet hours: 20:00 to 09:00" in page.text
    await scene.client.click(await tap(scene, page, "Quiet hours", "what was due comes"), "Other hour…", scene.ann)
    prompt = await scene.answered("From when to when?")
    assert '"22:30" is no beginning and end' in await scene.ask("22:30", reply_to=prompt)
    shown = await scene.reply_to(await scene.say("22:30 to 8:45", reply_to=prompt))
    assert "Quiet hours: 22:30 to 08:45\nMorning message: Next three times: Wed 25 Nov, 08:45" in shown.text
    page = await tap(scene, await tap(scene, shown, "Save", "Saved."), "Back", "what holds it back")
    assert "Quiet hours: 22:30 to 08:45" in page.text
    await scene.client.click(await tap(scene, page, "Pause", "Not paused."), "Until…", scene.ann)
    prompt = await scene.answered("Until when?")
    assert '"whenever" is no day of the next 92 days' in await scene.ask("whenever", reply_to=prompt)
    shown = await scene.reply_to(await scene.say("next Tuesday", reply_to=prompt))
    assert shown.text == "Paused until Tue 1 Dec, 08:45.\nNot saved yet."
    assert "Not paused." in (await tap(scene, shown, "Back", "Not paused.")).text
    shown = await scene.reply_to(await scene.say("/settings"))

    page = await tap(scene, shown, "Working days", "Own days off: 0")
    hours = await tap(scene, page, "Working hours", "is late when they are over")
    page = await tap(scene, hours, "10:00 to 19:00", "Not saved yet.")
    assert (
        "three times: Tue 24 Nov, 10:00 to 19:00; Wed 25 Nov, 10:00 to 19:00; Thu 26 Nov, 10:00 to 19:00" in page.text
    )
    page = await tap(scene, await tap(scene, page, "Back", "Working hours."), "Back", "Own days off: 0")
    assert "Working hours: 09:00 to 18:00" in page.text
    await scene.client.click(page, "Own days", scene.ann)
    prompt = await scene.answered("or with a table")
    await scene.quiet()
    for name, content, told in (
        ("days.xlsx", b"PK\x03\x04 is no workbook", "could not be read as a table"),
        (
            "days.csv",
            "日期,安排\n2026-12-24,放假\n2026-12-26,补班\n".encode("gb18030"),
            "Own days off: 1. Weekend",
        ),
    ):
        sent = await scene.client.send(scene.chat, scene.ann, Sent(content, name, "document"), reply_to=prompt.id)
        assert told in (await scene.reply_to(sent)).text


async def test_buttons_of_the_panel_as_it_was_before_still_act(scene: Stage) -> None:
    """All stood on the first page, hours were saved by their place, quiet hours unseen; a day had its end alone."""
    panel = await scene.reply_to(await scene.say("/settings"))
    pressed = presses.read(panel.buttons[0][0].data or "")
    assert pressed is not None
    group = pressed.number(0)
    quiet, hours = (next(n for n, one in enumerate(rules.CHOICES) if one.name == name) for name in ("quiet", "hours"))
    old = [f"setpage {n}" for n in range(len(rules.CHOICES))]
    old += ["setwhen 0", "setseen 0 3", "setsave 0 3", f"setto {quiet} 2", "setweek 1 3"]
    old += [f"setto {hours} 0", f"setown {hours} {17 * 60 + 45}"]
    old += ["setwho", "setcopy", "setkind", "setdays", "setpause", "setrest 0"]
    old += ["sched", "people", "log", "erase", "setlang", "setcity", "set"]
    for verb, *numbers in (one.split() for one in old):
        press = await scene.client.press(panel, presses.data(verb, group, *map(int, numbers)), scene.ann)
        await scene.quiet()
        assert not (await scene.client.answer(press.id) or {}).get("text"), verb
    _, settings, schedules = await _kept(scene, "Exhibition")
    assert (settings.quiet_from.hour, settings.quiet_until.hour) == (22, 7)
    assert (settings.workday_begins, settings.workday_ends) == (time(9), time(17, 45))
    assert "09:00" in str(next(one for one in schedules if "digest" in str(one)))
