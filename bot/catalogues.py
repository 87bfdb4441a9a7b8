"""Checks the message catalogues against each other, the code and the voice; knows no message's meaning.

`python -m bot.catalogues` ends with a line for each fault and a failing status, or silently. Nothing is compiled: the
catalogues are read as they are (`handlers/words/`).
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot import message_uses, wording
from handlers import markup
from handlers.words import catalogues

ROOT = Path(__file__).parent.parent


def faults(folder: Path = catalogues.FOLDER) -> list[str]:
    """Where the catalogues can't be read or don't agree; the process asks at its start and does not begin with any."""
    try:
        return list(_between_languages(_loaded(folder)))
    except catalogues.CatalogueError as error:
        return [str(error)]


def slips(folder: Path = catalogues.FOLDER) -> list[str]:
    """Where a message breaks the rules of voice."""
    return [
        f"{language}/{message.file}: {message.key}: {slip}"
        for language, each in _loaded(folder).items()
        for message in each.messages.values()
        for form in message.forms
        for slip in wording.slips(language, message.key, form)
    ]


def misuses(root: Path = ROOT, folder: Path = catalogues.FOLDER) -> list[str]:
    """Where the code asks for a message, a number or a placeholder otherwise than it is written."""
    messages = catalogues.load(next(iter(catalogues.LOCALES)), folder).messages
    return [line for use in message_uses.asked(root) for line in _misuse(use, messages.values())]


def unused(root: Path = ROOT, folder: Path = catalogues.FOLDER) -> list[str]:
    """Messages that no code names."""
    patterns = {pattern.pattern: pattern for pattern in message_uses.named(root)}.values()
    messages = catalogues.load(next(iter(catalogues.LOCALES)), folder).messages
    return [
        f"{message.file}: nothing asks for {key}"
        for key, message in messages.items()
        if not any(pattern.fullmatch(key) for pattern in patterns)
    ]


def main(root: Path = ROOT, folder: Path = catalogues.FOLDER) -> None:
    """Check everything, then end the process."""
    sys.exit("\n".join(faults(folder) or [*slips(folder), *misuses(root, folder), *unused(root, folder)]) or 0)


def _loaded(folder: Path) -> dict[str, catalogues.Catalogue]:
    return {language: catalogues.load(language, folder) for language in catalogues.LOCALES}


def _between_languages(loaded: dict[str, catalogues.Catalogue]) -> Iterator[str]:
    keys = {key: message.file for each in loaded.values() for key, message in each.messages.items()}
    for key, file in keys.items():
        lacking = [language for language, each in loaded.items() if key not in each.messages]
        if lacking:
            yield f"{file}: {key} is missing in {', '.join(lacking)}"
        else:
            yield from _differences([each.messages[key] for each in loaded.values()])


def _differences(translations: list[catalogues.Message]) -> Iterator[str]:
    first = translations[0]
    for other in translations[1:]:
        if other.is_plural != first.is_plural:
            yield f"{first.file}: {first.key} is a plural in one language only"
        if other.file != first.file:
            yield f"{first.file}: {first.key} is in {other.file} in another language"
    forms = [form for message in translations for form in message.forms]
    if len({_placeholders(form, first.is_plural) for form in forms}) > 1:
        yield f"{first.file}: {first.key} has different placeholders"
    if len({_tags(form) for form in forms}) > 1:
        yield f"{first.file}: {first.key} has different tags"


def _placeholders(form: str, is_plural: bool) -> frozenset[str]:
    """A plural form may say its number in words: "a day"."""
    return catalogues.placeholders(form) - (frozenset("n") if is_plural else frozenset())


def _tags(form: str) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(span.tag for span in markup.parse(form).spans).items()))


def _misuse(use: message_uses.Use, messages: Iterable[catalogues.Message]) -> Iterator[str]:
    meant = [message for message in messages if use.pattern.fullmatch(message.key)]
    if not meant:
        yield f"{use.where}: no message is called {use.pattern.pattern.replace(chr(92), '')}"
    for message in meant:
        if use.is_plural is not None and use.is_plural != message.is_plural:
            yield f"{use.where}: {message.key} is {'a' if message.is_plural else 'no'} plural"
        lacking = frozenset[str]() if use.values is None else _needed(message) - use.values
        if lacking:
            yield f"{use.where}: {message.key} is not given {', '.join(sorted(lacking))}"


def _needed(message: catalogues.Message) -> frozenset[str]:
    return frozenset[str]().union(*(_placeholders(form, message.is_plural) for form in message.forms))


if __name__ == "__main__":
    main()
