"""Every message in both languages, whatever people wrote into it, is one that Telegram takes and a reader can read."""

import itertools
import re

import pytest

from coordination.errors import Refused
from coordination.rules import text as text_rules
from handlers import html, markup, refusals, splitting, words
from handlers.request import Kind
from handlers.words import catalogues
from playground import html as strict
from tests.handlers import scenes, stories
from tests.messages import values

KEYS = tuple(catalogues.load("en").messages)
TOPICS = {topic: list(keys) for topic, keys in itertools.groupby(sorted(KEYS), lambda key: key.split(".")[0])}
"""Messages go topic by topic: one test each would take longer to collect than to run."""

BUTTONS = tuple(key for key in KEYS if "button" in key.split("."))
FORMATS = {"XLSX", "CSV", "ICS", "JSON", "Markdown", "UTF"}
LATIN_IN_CHINESE = frozenset({"Muster", "UTC", *FORMATS})
"""Our name, and what has no other name in Chinese either: time, kinds of files."""


def said(language: str, key: str) -> list[str]:
    """The message with every awkward filling, in every form that numbers give it."""
    message = catalogues.load(language).messages[key]
    fillings = list(values.awkward(message))
    if message.is_plural:
        return [words.count(language, key, n, **filling) for filling in fillings for n in values.COUNTS]
    return [words.say(language, key, **filling) for filling in fillings]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_message_is_valid_whatever_stands_in_it(topic: str) -> None:
    for text in (one for key in TOPICS[topic] for language in words.LANGUAGES for one in said(language, key)):
        shown, _ = strict.parse(text)
        assert shown == html.visible(text)
        assert "{" not in shown
        assert "\u202e" not in shown
        assert shown.count("\u2068") == shown.count("\u2069")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_message_is_split_into_valid_parts_and_loses_nothing(topic: str) -> None:
    for key, language in itertools.product(TOPICS[topic], words.LANGUAGES):
        text = "\n".join(said(language, key))
        parts = splitting.split(text, 500)
        assert all(html.visible_length(part) <= 500 and strict.parse(part) for part in parts), key
        whole, again = (re.sub(r"\s", "", html.visible(one)) for one in (text, "".join(parts)))
        assert again == whole, key


def test_a_refusal_of_a_press_fits_the_window() -> None:
    for key, language in itertools.product(TOPICS["refused"], words.LANGUAGES):
        request = scenes.request(stories.group(language), kind=Kind.PRESS, message_id=None)
        for filling in values.awkward(catalogues.load(language).messages[key]):
            state = {"state": "done"} if "state" in filling else {}
            (toast,) = refusals.answer(request, Refused(key, **{**filling, **state}))
            assert 0 < text_rules.utf16_length(toast.text) <= 200, key  # type: ignore[union-attr]


def test_a_label_is_one_line_without_markup() -> None:
    for key, language in itertools.product(BUTTONS, words.LANGUAGES):
        (template,) = catalogues.load(language).messages[key].forms
        assert markup.parse(template).spans == (), key
        assert "\n" not in template, key


def spoken(template: str) -> str:
    """What is said in the language itself: without examples of commands, placeholders and addresses."""
    bare = re.sub(r"<code>.*?</code>", "", template, flags=re.DOTALL)
    return re.sub(r"/\w+|@\S+", "", catalogues.PLACEHOLDER.sub("", html.visible(bare)))


@pytest.mark.parametrize("topic", TOPICS)
def test_no_english_stands_in_chinese_and_no_chinese_in_english(topic: str) -> None:
    for key in TOPICS[topic]:
        chinese, english = (catalogues.load(language).messages[key].forms for language in ("zh", "en"))
        assert set(re.findall("[A-Za-z]{2,}", " ".join(map(spoken, chinese)))) <= LATIN_IN_CHINESE, key
        assert not re.search("[\u3400-\u9fff]", " ".join(english)), key
