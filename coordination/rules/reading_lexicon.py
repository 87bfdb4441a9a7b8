"""The one lexicon, made of every language's tables; it adds nothing to them."""

from coordination.rules import (
    reading_manner_en,
    reading_manner_zh,
    reading_words,
    reading_words_en,
    reading_words_more,
    reading_words_zh,
)

TABLES = (
    reading_words_en.WORDS,
    reading_manner_en.WORDS,
    reading_words_zh.WORDS,
    reading_manner_zh.WORDS,
    reading_words_more.WORDS,
)

LEXICON = reading_words.Lexicon(*TABLES)
"""Every phrase that reading knows."""
