"""What is said in each language: messages by key, filled with values; knows no occasion and no handler.

The catalogues are the `.po` files beside this one (README.md there says how to write them). They are read at the first
use, without a step that compiles them: 400 messages take about 10 ms a language.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from markupsafe import Markup

from coordination.rules import groups, text
from handlers import html
from handlers.words import catalogues

LANGUAGES = tuple(catalogues.LOCALES)

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u3040-\u31ff\uac00-\ud7af]")
_SAME_EVERYWHERE = re.compile(r"(?:^|\s)(?:[/@]|\w+://)\S+")


class UnknownMessageError(LookupError):
    """The language has no message of this key (or no plural forms of it, where a number is given)."""


class UnfilledError(LookupError):
    """A placeholder was given no value, or one that is neither text nor a whole number."""


def prepare() -> None:
    """Read every catalogue now, so that no first message waits for it, nor anything else meanwhile."""
    for language in LANGUAGES:
        catalogues.load(language)


def say(language: str, key: str, /, **values: str | int) -> Markup:
    """The message as Telegram HTML. Values are escaped unless they are `Markup`; what has no placeholder is ignored."""
    return Markup(_filled(_form(language, key, None), values, html.escape))


def count(language: str, key: str, n: int, /, **values: str | int) -> Markup:
    """The plural form that goes with `n`, as Telegram HTML; `n` also fills `{n}`."""
    return Markup(_filled(_form(language, key, n), {"n": n, **values}, html.escape))


def plain(language: str, key: str, /, **values: str | int) -> str:
    """The message without markup, for toasts, labels of buttons and files."""
    return _filled(_without_markup(_form(language, key, None)), values, _bare)


def plain_count(language: str, key: str, n: int, /, **values: str | int) -> str:
    """The plural form that goes with `n`, without markup."""
    return _filled(_without_markup(_form(language, key, n)), {"n": n, **values}, _bare)


def join(language: str, kind: str, items: Iterable[str | int]) -> Markup:
    """Put items side by side as the language does; they are escaped unless they are `Markup`.

    `kind`: `listed` (a, b · a、b), `row` (a, b · a　b), `beside` (a · b · a　b), `clauses` (a; b · a；b).
    """
    return say(language, f"join.{kind}", left=Markup(""), right=Markup("")).join(html.escape(item) for item in items)


def language_of(code: str | None) -> str | None:
    """Our language for Telegram's `language_code` (`zh-hans`, `zh-TW`, `en-GB`); `None` if it is none of ours."""
    main = re.split("[-_]", (code or "").strip().lower())[0]
    return main if main in LANGUAGES else None


def script_language(sample: str) -> str | None:
    """Guess from the script of a first text; `None` where it says nothing about our languages.

    Commands, mentions and addresses are left out: they look the same in every language.
    """
    words = _SAME_EVERYWHERE.sub(" ", sample)
    if _OTHER_SCRIPT.search(words):
        return None
    han, latin = len(_HAN.findall(words)), len(_LATIN_WORD.findall(words))
    if not han and not latin:
        return None
    return "zh" if han >= latin else "en"


def _form(language: str, key: str, n: int | None) -> str:
    catalogue = catalogues.load(language)
    message = catalogue.messages.get(key)
    if message is None or message.is_plural != (n is not None):
        raise UnknownMessageError(f"{key} ({language})")
    return message.forms[0 if n is None else catalogue.form_of(abs(n))]


def _filled(form: str, values: Mapping[str, object], shown: Callable[[str | int], str]) -> str:
    parts = list(_parts(_said_once(form, values)))
    for at in range(1, len(parts), 2):
        value = values.get(parts[at])
        if not isinstance(value, (str, int)) or isinstance(value, Enum):
            raise UnfilledError(f"{{{parts[at]}}} of {form!r} can't be {value!r}")
        parts[at] = shown(value)
    return "".join(parts)


_WITH_CODE = ("{name}（{code}）", "{name} ({code})")


def _said_once(form: str, values: Mapping[str, object]) -> str:
    """Where a group's name says its code already it stands alone, in every message that shows both."""
    with_code = _with_code(form)
    if with_code is None or not groups.says_code(str(values.get("name")), str(values.get("code", ""))):
        return form
    return form.replace(with_code, "{name}")


@functools.cache
def _with_code(form: str) -> str | None:
    return next((one for one in _WITH_CODE if one in form), None)


@functools.cache
def _parts(form: str) -> tuple[str, ...]:
    """Text and names of placeholders in turns."""
    return tuple(catalogues.PLACEHOLDER.split(form))


@functools.cache
def _without_markup(form: str) -> str:
    return html.visible(form)


def _bare(value: str | int) -> str:
    return html.visible(value) if isinstance(value, Markup) else text.isolated(str(value))
