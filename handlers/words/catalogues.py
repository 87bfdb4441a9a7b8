"""Message catalogues read from `.po` files into templates; knows no value and no occasion.

The files themselves are read, no step compiles them (docs/decisions/0006).
"""

import functools
import gettext
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages import catalog, pofile

FOLDER = Path(__file__).parent
LOCALES = {"en": "en", "zh": "zh_Hans"}
"""Our languages, and the locale whose plurals, weekdays and names of places each one takes."""

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_KEY = re.compile(r'^msgid "(.+)"$', re.MULTILINE)


class CatalogueError(ValueError):
    """A catalogue can't be read, repeats a key, leaves one untranslated or has a brace that is no placeholder."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a language: one template, or one for each plural form where `is_plural`."""

    key: str
    forms: tuple[str, ...]
    is_plural: bool
    file: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All messages of a language. `form_of` gives the index of the plural form for a number."""

    messages: Mapping[str, Message]
    form_of: Callable[[int], int]


@functools.cache
def load(language: str, folder: Path = FOLDER) -> Catalogue:
    """Read every `<folder>/<language>/*.po`. Raises `CatalogueError`, or KeyError for a language that is not ours."""
    locale = LOCALES[language]
    messages: dict[str, Message] = {}
    for path in sorted((folder / language).glob("*.po")):
        for message in _read(path, locale):
            if message.key in messages:
                raise CatalogueError(
                    f"{message.key} ({language}) is in {messages[message.key].file} and {message.file}"
                )
            messages[message.key] = message
    return Catalogue(messages, gettext.c2py(catalog.Catalog(locale=locale).plural_expr))


def placeholders(template: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(template))


def _read(path: Path, locale: str) -> Iterator[Message]:
    source = path.read_text(encoding="utf-8")
    twice = [key for key, times in Counter(_KEY.findall(source)).items() if times > 1]
    if twice:
        raise CatalogueError(f"{path.name}: {', '.join(twice)} twice")
    try:
        entries = pofile.read_po(source.splitlines(keepends=True), locale=locale, abort_invalid=True)
    except pofile.PoFileError as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    return (_message(entry, path.name) for entry in entries if entry.id)


def _message(entry: catalog.Message, file: str) -> Message:
    key = entry.id if isinstance(entry.id, str) else entry.id[0]
    forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))
    if not all(forms) or entry.fuzzy:
        raise CatalogueError(f"{file}: {key} is not translated")
    if any("{" in text or "}" in text for form in forms for text in PLACEHOLDER.split(form)[::2]):
        raise CatalogueError(f"{file}: {key} has a brace that is no placeholder")
    return Message(key, forms, entry.pluralizable, file)
