"""The page's words: whole in both languages, none missing, none left over."""

import re
import string
from importlib import resources

import pytest

from playground import page_view, page_words
from playground.page_words import TEXTS, Words

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NO_HAN = {"title", "other_language", "switch_language", "joined", "opens", "happened", "reaction_of"}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    english, chinese = TEXTS[key]
    assert places(english) == places(chinese)
    assert english.strip() and chinese.strip()


@pytest.mark.parametrize("key", sorted(TEXTS.keys() - _NO_HAN))
def test_the_chinese_text_is_chinese_and_the_english_is_not(key: str) -> None:
    english, chinese = TEXTS[key]
    assert _HAN.search(chinese)
    assert not _HAN.search(english)


def sources() -> str:
    """All code and templates in which a key may stand."""
    home = resources.files("playground")
    modules = [each for each in home.iterdir() if each.name.startswith("page") and each.name != "page_words.py"]
    found = [each.read_text("utf-8") for each in (*modules, *home.joinpath("templates").iterdir())]
    return "\n".join(found)


def test_every_text_is_used_somewhere() -> None:
    text = sources() + " 'members' 'member' "
    built = {f"bot_{state}" for state in ("admin", "all", "member", "absent")}
    built |= {f"{step}_hint" for step in ("hour", "morning", "friday")}
    assert [key for key in TEXTS if key not in built and f'"{key}"' not in text and f"'{key}'" not in text] == []


def test_every_key_asked_for_exists() -> None:
    asked = set(re.findall(r"\b(?:words|t|Refused)\(\s*[\"'](\w+)[\"']", sources()))
    assert asked
    assert asked <= TEXTS.keys()


def test_the_script_is_given_the_texts_it_asks_for() -> None:
    scripts = [each for each in resources.files("playground").joinpath("static").iterdir() if each.name.endswith(".js")]
    asked = {key for each in scripts for key in re.findall(r'\bsay\("(\w+)"', each.read_text("utf-8"))}
    assert asked == set(page_view.SCRIPT_WORDS)


def test_an_unknown_language_is_english() -> None:
    assert Words("xx")("send") == "Send"


@pytest.mark.parametrize(
    ("accepted", "language"), [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,zh;q=0.5", "en"), ("", "en")]
)
def test_the_browsers_first_language_decides(accepted: str, language: str) -> None:
    assert page_words.preferred(accepted) == language
