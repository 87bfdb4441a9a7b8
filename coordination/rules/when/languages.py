"""Which languages dates are read in, and their tables made ready, each on first use; it knows no grammar."""

import functools
import importlib

from coordination.rules.when import words

LANGUAGES = ("en", "zh", "de", "fr", "es", "ru", "pt")


def base(language: str) -> str:
    """The language of ours behind a tag: `zh-Hant` is `zh`, what is not known is English."""
    short = language.replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else "en"


@functools.cache
def table(language: str) -> words.Table:
    """The table of one of `LANGUAGES`."""
    found = importlib.import_module(f"coordination.rules.when.words_{language}").TABLE
    assert isinstance(found, words.Table)
    return found


def prepare() -> None:
    """Make all languages ready, so that nobody's first message waits for it (about a fifth of a second)."""
    for language in LANGUAGES:
        lexicon(language)


@functools.cache
def lexicon(language: str) -> words.Lexicon:
    """The table of one of `LANGUAGES`, ready for lookup."""
    return words.Lexicon(table(language))
