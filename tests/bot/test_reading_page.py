"""The page that tells members what is understood is made from the tables of reading, and is never out of date."""

from bot import reading_page
from coordination.rules.when import examples


def test_the_page_is_up_to_date() -> None:
    assert reading_page.PAGE.read_text("utf-8") == reading_page.page(), "run: python -m bot.reading_page"


def test_every_kind_of_date_is_shown_in_both_languages() -> None:
    page = reading_page.page()
    for language in ("en", "zh"):
        for phrases in examples.of(language).values():
            assert all(f"`{phrase}`" in page for phrase in phrases)
