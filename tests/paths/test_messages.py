"""The page of all messages is up to date, and awkward people with 300 tasks are told only what Telegram takes."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.messages import page
from tests.stage import Stage, stage

TITLES = (
    "<b>Ωμέγα & <a href='x",
    "שלום <i> עולם — العربية",
    "\u202e\u05d0 \u2066 ①",
    "👨‍👩‍👧‍👦" * 20,
    "ж" * 190,
    "很长的标题" * 35,
    "&amp; &lt; \" ' ` \\ * _ [ ] ( )",
    "№ 12, 60%: 🟡▶⚠",
)
NAMES: tuple[dict[str, Any], ...] = (
    {"first_name": "<b>Ж</b> & </i>", "last_name": "\u202eשלום", "username": "zhe"},
    {"first_name": "👨‍👩‍👧‍👦" * 5, "last_name": "ѣ" * 40, "username": "yat"},
)
OURS = frozenset({"Muster", "UTC"})


async def test_the_page_of_all_messages_is_up_to_date() -> None:
    """`make messages` writes it anew."""
    assert page.FILE.read_text(encoding="utf-8") == await page.made()


def unlatin(text: str) -> str:
    """The same without Latin letters: what is left of them in a Chinese chat is the bot's own."""
    return re.sub("[A-Za-z]", "ж", text)


def lines(first: int, count: int, language: str) -> str:
    """New tasks of every awkward kind, owned by turns, due by turns."""
    titles = TITLES if language == "en" else tuple(map(unlatin, TITLES))
    dues = (
        ("", "by 25 Nov", "by 27 Nov", "by 4 Dec")
        if language == "en"
        else ("", "11月25日前", "11月27日前", "12月4日前")
    )
    return "\n".join(
        f"{titles[n % len(titles)]} ({n}) {('@zhe', '@yat', '')[n % 3]} {dues[n % len(dues)]}"
        for n in range(first, first + count)
    )


SAID = {
    "en": ("/task Hello 60", "60% quote", "blocked: <&> ж", "on hold: ж", "100%"),
    "zh": ("/task 大家好 60", "60% ①", "受阻：<&> ж", "暂缓：ж", "100%"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_300_awkward_tasks_are_shown_in_messages_that_telegram_takes(database_url: str, language: str) -> None:
    async with stage(database_url) as scene:
        texts = await week(scene, language)
        refused = [call for call in await scene.client.calls() if call.status >= 400]

        assert [(call.method, call.description) for call in refused] == []
        assert any("301" in text for text in texts)
        assert not [text for text in texts if language == "zh" and set(english(text)) - OURS]


async def week(scene: Stage, language: str) -> list[str]:
    """Awkward people fill a group, look at everything, and hear what comes by itself; all that the bot wrote."""
    code = "zh-hans" if language == "zh" else "en"
    names = NAMES if language == "en" else [{**one, "first_name": unlatin(one["first_name"])} for one in NAMES]
    zhe, yat = [await scene.client.user(**name, language_code=code) for name in names]
    title = unlatin(TITLES[1] + TITLES[5])
    chat = await scene.client.chat("supergroup", title=title, admins=[zhe, scene.bot], members=[yat])
    first, *remarks = SAID[language]
    await scene.reply_to(await scene.say(first, zhe, chat=chat))
    await scene.say("ж", yat, chat=chat)
    for begin in range(0, 300, 50):
        await scene.reply_to(await scene.say(f"/task {lines(begin, 50, language)}", zhe, chat=chat))
    for number, remark in enumerate(remarks, 3):
        await scene.say(f"/update {number} {remark}", (zhe, yat)[number % 2], chat=chat)
    for typed in ("/list", "/list 1", "/list 9", "/list all", "/list ж", "/list unowned", "/mine", "/summary"):
        await scene.reply_to(await scene.say(typed, yat, chat=chat))
    for hours in (22.6, 55, 0.1):
        await scene.quiet()
        await scene.advance(timedelta(hours=hours))
    await scene.quiet()
    return [one.text for one in await scene.client.sent(chat)]


def english(text: str) -> list[str]:
    """Words in Latin letters that are neither a command nor a name to call somebody by."""
    return re.findall("[A-Za-z]{2,}", re.sub(r"/\w+( all| unowned)?|@\w+|#\w+", "", text))
