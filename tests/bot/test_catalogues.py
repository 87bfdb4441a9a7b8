"""The check of the catalogues, on small catalogues and on our own."""

from pathlib import Path

import pytest

from bot import catalogues

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def entry(key: str, *forms: str) -> str:
    if len(forms) == 1:
        return f'msgid "{key}"\nmsgstr "{forms[0]}"\n\n'
    return (
        f'msgid "{key}"\nmsgid_plural "{key}"\n'
        + "".join(f'msgstr[{at}] "{form}"\n' for at, form in enumerate(forms) if form)
        + "\n"
    )


def folder(root: Path, en: str, zh: str, zh_file: str = "a.po") -> Path:
    for language, body, name in (("en", en, "a.po"), ("zh", zh, zh_file)):
        (root / language).mkdir(parents=True)
        (root / language / name).write_text(HEADER + body, encoding="utf-8")
    return root


def code(root: Path, source: str, room: str = "handlers") -> Path:
    (root / room).mkdir(parents=True, exist_ok=True)
    (root / room / "tasks.py").write_text(source, encoding="utf-8")
    return root


def test_our_own_catalogues_have_no_fault() -> None:
    assert catalogues.faults() == []


def test_our_own_messages_keep_the_voice() -> None:
    assert catalogues.slips() == []


def test_catalogues_that_agree_have_no_fault(tmp_path: Path) -> None:
    en = entry("a.x", "<b>{who}</b> & co").replace(" & ", " &amp; ") + entry("a.n", "a day", "{n} days")
    zh = entry("a.x", "<b>{who}</b>等") + entry("a.n", "{n} 天", "")

    assert catalogues.faults(folder(tmp_path, en, zh)) == []
    assert catalogues.slips(tmp_path) == []


@pytest.mark.parametrize(
    ("en", "zh", "complaint"),
    [
        (entry("a.x", "x"), entry("a.y", "y"), "a.x is missing in zh"),
        (entry("a.x", "x"), entry("a.y", "y"), "a.y is missing in en"),
        (entry("a.x", "{who} x"), entry("a.x", "x"), "different placeholders"),
        (entry("a.x", "{who}"), entry("a.x", "{whom}"), "different placeholders"),
        (entry("a.x", "<b>x</b>"), entry("a.x", "x"), "different tags"),
        (entry("a.x", "<b>x</b>"), entry("a.x", "<i>x</i>"), "different tags"),
        (entry("a.n", "{n} {what}", "{n}"), entry("a.n", "{n} {what}", ""), "different placeholders"),
        (entry("a.n", "{n}", "{n}"), entry("a.n", "{n}"), "plural in one language only"),
        (entry("a.x", "{Who}"), entry("a.x", "x"), "brace"),
        (entry("a.x", ""), entry("a.x", "x"), "not translated"),
    ],
)
def test_a_difference_between_languages_is_a_fault(tmp_path: Path, en: str, zh: str, complaint: str) -> None:
    assert any(complaint in fault for fault in catalogues.faults(folder(tmp_path, en, zh)))


def test_a_message_in_another_file_of_the_other_language_is_a_fault(tmp_path: Path) -> None:
    faults = catalogues.faults(folder(tmp_path, entry("a.x", "x"), entry("a.x", "x"), zh_file="b.po"))

    assert faults == ["a.po: a.x is in b.po in another language"]


def test_a_slip_says_where_it_is(tmp_path: Path) -> None:
    words = folder(tmp_path, entry("a.x", "Done!"), entry("a.x", "已办结"))

    assert catalogues.slips(words) == ["en/a.po: a.x: an exclamation mark near 'Done!'"]


BOTH = entry("a.x", "{who}") + entry("a.n", "{n} {what}", "{n} {what}") + entry("state.open", "x")
BOTH_ZH = entry("a.x", "{who}") + entry("a.n", "{n} {what}", "") + entry("state.open", "x")


@pytest.mark.parametrize(
    "source",
    [
        'words.say(language, "a.x", who=name)',
        'words.say(language, "a.x", **values)',
        'words.count(language, "a.n", 3, what=1)',
        'words.plain_count(language, "a.n", 3, what=1)',
        'words.plain(language, f"state.{state}")',
        "words.say(language, refused.key, **refused.values)",
        'raise Refused("a.x", who=name)',
        'raise errors.Refused("a.x", who=name)',
        'other.say(language, "b.y")',
    ],
)
def test_code_that_asks_for_what_is_written_is_no_misuse(tmp_path: Path, source: str) -> None:
    words = folder(tmp_path / "words", BOTH, BOTH_ZH)

    assert catalogues.misuses(code(tmp_path, source), words) == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('words.say(language, "a.y")', "handlers/tasks.py:1: no message is called a.y"),
        ('words.say(language, "a.x" if one else "a.y", who=1)', "no message is called a.y"),
        ('words.say(language, f"stat.{state}")', "no message is called stat."),
        ('words.say(language, "a.x")', "a.x is not given who"),
        ('words.count(language, "a.n", 3)', "a.n is not given what"),
        ('words.say(language, "a.n", what=1)', "a.n is a plural"),
        ('words.count(language, "a.x", 3, who=1)', "a.x is no plural"),
        ('raise Refused("refused.y")', "no message is called refused.y"),
        ('raise Refused("a.x", when=1)', "a.x is not given who"),
    ],
)
def test_code_that_asks_otherwise_is_named(tmp_path: Path, source: str, complaint: str) -> None:
    words = folder(tmp_path / "words", BOTH, BOTH_ZH)

    assert any(complaint in misuse for misuse in catalogues.misuses(code(tmp_path, source), words))


def test_a_message_that_no_code_names_is_unused(tmp_path: Path) -> None:
    words = folder(tmp_path / "words", BOTH, BOTH_ZH)
    code(tmp_path, 'KEYS = {"x": "a.x"}', "coordination")

    assert catalogues.unused(code(tmp_path, 'f"state.{state}"'), words) == ["a.po: nothing asks for a.n"]


@pytest.mark.parametrize("room", ["bot", "coordination", "handlers"])
def test_every_room_that_speaks_is_read(tmp_path: Path, room: str) -> None:
    words = folder(tmp_path / "words", entry("a.x", "x"), entry("a.x", "x"))

    assert catalogues.unused(code(tmp_path, '"a.x"', room), words) == []


@pytest.mark.parametrize(
    ("en", "source", "outcome"),
    [
        (entry("a.x", "x"), '"a.x"', 0),
        (entry("a.y", "x"), '"a.x"', "a.po: a.y is missing in zh\na.po: a.x is missing in en"),
        (entry("a.x", "x"), '"a.z"', "a.po: nothing asks for a.x"),
    ],
)
def test_the_command_ends_with_what_it_found(tmp_path: Path, en: str, source: str, outcome: object) -> None:
    words = folder(tmp_path / "words", en, entry("a.x", "x"))

    with pytest.raises(SystemExit) as ended:
        catalogues.main(code(tmp_path, source), words)

    assert ended.value.code == outcome
