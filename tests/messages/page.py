"""`docs/messages.md`: everything the bot says, both languages side by side, to be read in one go."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from handlers import boards, digests, summaries, words
from handlers.words import catalogues
from tests.handlers import stories, test_boards, test_digests, test_summaries
from tests.messages import script, talk, values

FILE = Path(__file__).parent.parent.parent / "docs" / "messages.md"

_HEAD = """\
# What Muster says

Everything the bot writes, in English and Chinese. `make messages` makes this page from the texts in `handlers/words/`
and the code that fills them; a test fails when it is out of date. What is typed or pressed follows ▸, what Telegram is
sent stands below it, with buttons in brackets, one row a line. The voice: `handlers/words/README.md`.
"""
_LEAD = {"reaction": "(reaction) ", "edit": "(edited) ", "window": "(window) ", "toast": "(toast) "}


async def made() -> str:
    """The whole page."""
    english, chinese = [await script.play(language) for language in ("en", "zh")]
    parts = [_HEAD, "## A first day\n"]
    for (heading, left), (_, right) in zip(english, chinese, strict=True):
        parts.append("\n".join([f"### {heading}\n", _block(map(_step, left)), _block(map(_step, right))]))
    parts.append("## What comes by itself\n")
    parts += [_block([_said(one)]) for pair in _standing() for one in pair]
    parts.append("## Every text\n")
    parts += [_file(name, messages) for name, messages in _by_file().items()]
    return "\n".join(parts)


def _block(paragraphs: Iterable[str]) -> str:
    return "\n".join(["```html", "\n\n".join(paragraphs), "```", ""])


def _standing() -> Iterable[tuple[talk.Shown, talk.Shown]]:
    """Board, digest and summary of the group in which the standard texts are set."""
    for kind in (_board, _digest, _summary):
        yield kind("en"), kind("zh")


def _board(language: str) -> talk.Shown:
    view = test_boards.standard(language)
    return talk.Shown("post", boards.render(view, stories.NOW, language), boards.buttons(view.group, language))


def _digest(language: str) -> talk.Shown:
    view = test_digests.standard(language)
    return talk.Shown("post", digests.render(view, language), digests.buttons(view.group, language))


def _summary(language: str) -> talk.Shown:
    return talk.Shown("post", summaries.render(test_summaries.standard(language), language))


def _step(step: tuple[str, Sequence[talk.Shown]]) -> str:
    done, shown = step
    return "\n".join([f"▸ {done}", *(map(_said, shown) if shown else ["(nothing)"])] if done else map(_said, shown))


def _said(shown: talk.Shown) -> str:
    buttons = [" ".join(f"[{button.label}]" for button in row) for row in shown.rows]
    return "\n".join([_LEAD.get(shown.kind, "") + shown.text, *buttons])


def _by_file() -> dict[str, list[str]]:
    """Keys in the order in which they are written, by file."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, message in catalogues.load("en").messages.items():
        found[message.file].append(key)
    return found


def _file(name: str, keys: Iterable[str]) -> str:
    rows = [f"| `{key}` | {_filled('en', key)} | {_filled('zh', key)} |" for key in keys]
    return "\n".join([f"### {name.removesuffix('.po')}\n", "| | English | 中文 |\n|---|---|---|", *rows, ""])


def _filled(language: str, key: str) -> str:
    message = catalogues.load(language).messages[key]
    filled = values.samples(message, language)
    if not message.is_plural:
        return _cell(words.say(language, key, **filled))
    forms = dict.fromkeys(_cell(words.count(language, key, n, **filled)) for n in _examples(message))
    return "<br>".join(forms)


def _examples(message: catalogues.Message) -> Sequence[int]:
    return (1, 7) if len(message.forms) > 1 else (7,)


def _cell(html: str) -> str:
    """Telegram HTML inside a table of Markdown, which knows the same tags."""
    return re.sub(r"([|*_`~\[\]])", r"\\\1", html).replace("\n", "<br>")
