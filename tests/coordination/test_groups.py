"""In which language a chat begins."""

import pytest

from coordination.rules import groups


@pytest.mark.parametrize(
    ("text", "writers", "language"),
    [
        ("/task Book the hall @ann", "zh", "en"),
        ("/task@MusterBot 落实主会场 李敏 12月4日前", "en", "zh"),
        ("/task 订 LED 屏", None, "zh"),
        ("/help", "zh", "zh"),
        ("/help", None, "de"),
        ("", None, "de"),
        ("@ann @bo https://example.org/hall", "zh", "zh"),
        ("12 60%", None, "de"),
        ("/task Забронировать зал", "en", "en"),
        ("/task Забронировать зал", None, "de"),
        ("/task ホールを予約", "zh", "zh"),
    ],
)
def test_a_chat_begins_in_the_language_of_its_first_text(text: str, writers: str | None, language: str) -> None:
    assert groups.first_language(text, writers, default="de") == language
