"""What the greeting says we see and keep, by our rights and by where the group lets us listen; zones it offers."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from coordination.ports import Schedule
from coordination.rules import groups
from coordination.services import settings
from handlers import greetings, words
from tests.handlers import stories

Listening = groups.Listening
SEES = greetings.Sight(sees_all=True, may_pin=True, bot="MusterBot")
PLAIN = replace(SEES, sees_all=False)
OWNERS = "what owners say of their own tasks"


def _group(listening: Listening, **values: object) -> groups.Group:
    group = stories.group("en")
    return replace(group, settings=replace(group.settings, listening=listening), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("listening", "said", "not_said"),
    [
        (Listening.ADDRESSED, "only what is meant for me: commands", "#number"),
        (Listening.OWNERS, OWNERS, "anybody"),
        (Listening.ALL, "what anybody says of an open task", OWNERS),
    ],
)
@pytest.mark.parametrize("sight", [SEES, PLAIN])
def test_what_is_kept_is_said_as_the_group_lets_us_listen(
    listening: Listening, said: str, not_said: str, sight: greetings.Sight
) -> None:
    told = str(greetings.seen(_group(listening), sight))
    assert said in told
    assert not_said not in told
    assert ("As a plain member" in told) is not sight.sees_all


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_way_of_listening_has_words_of_its_own(language: str) -> None:
    assert len({greetings.kept(one, language) for one in Listening}) == len(Listening)


@pytest.mark.parametrize(
    ("values", "offered"),
    [
        ({"zone_confirmed": False}, ["Beijing", "UTC"]),
        ({"zone": "Asia/Shanghai", "zone_confirmed": True}, ["Beijing ✓", "UTC"]),
        ({"zone": "America/New_York", "zone_confirmed": True}, []),
        ({"zone": "Asia/Shanghai", "zone_confirmed": True, "parent_id": 7}, []),
    ],
)
def test_a_zone_is_offered_only_where_a_tap_would_break_none(values: dict[str, object], offered: list[str]) -> None:
    assert [one.label for one in greetings.zones(_group(Listening.OWNERS, **values))] == offered


def _comes(kind: str, *days: int, enabled: bool = True) -> settings.When:
    return settings.When(Schedule(1, 7, kind, {}, enabled=enabled), time(8, 30), (), days)


@pytest.mark.parametrize(
    ("chosen", "comes", "said"),
    [
        (
            {},
            [_comes("digest"), _comes("summary", 4)],
            "board; on working days one message at 08:30, if anything is due; a summary once a week; nothing at night.",
        ),
        ({"board": False}, [_comes("digest", 0, 2)], "one message at 08:30 on Mon, Wed, if anything is due; nothing"),
        ({"board": False}, [_comes("summary")], "a summary: every workday, 08:30; nothing at night."),
        ({"board": False, "quiet_until": time(21)}, [_comes("summary", 4)], "post: a summary once a week."),
        ({"board": False}, [_comes("digest", enabled=False)], "nothing by itself, as this group chose."),
    ],
)
def test_what_is_posted_is_said_as_the_group_chose_it(
    chosen: dict[str, Any], comes: list[settings.When], said: str
) -> None:
    group = stories.group("en")
    group = replace(group, settings=replace(group.settings, **chosen))
    assert said in greetings.posted(group, SEES, comes).striptags()
