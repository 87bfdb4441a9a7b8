"""The one lexicon, made of every language's table; it adds nothing to them."""

from coordination.rules import reading_words, reading_words_en, reading_words_more, reading_words_zh

LEXICON = reading_words.Lexicon(reading_words_en.WORDS, reading_words_zh.WORDS, reading_words_more.WORDS)
"""Every phrase that reading knows."""
