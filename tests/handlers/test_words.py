"""Messages by key, filled with values, in each language."""

from enum import StrEnum
from pathlib import Path

import pytest
from markupsafe import Markup

from handlers import html, words
from handlers.words import catalogues


class Colour(StrEnum):
    RED = "red"


def test_a_message_is_said_in_the_language_of_the_reader() -> None:
    assert words.say("en", "short.nothing_late") == "Nothing late."
    assert words.say("zh", "short.nothing_late") == "无逾期事项。"


def test_what_people_wrote_is_escaped_and_kept_from_turning_the_line_around() -> None:
    said = words.say("en", "task.line.title", task="#1", title="</b>\u202e & co")

    assert said == "#1 &lt;/b&gt; &amp; co"


def test_markup_given_as_a_value_stays_markup() -> None:
    said = words.say("en", "task.card.due", due=html.bold("4 < 5"))

    assert said == "Due: <b>4 &lt; 5</b>"
    assert isinstance(said, Markup)


@pytest.mark.parametrize(("n", "en"), [(1, "in 1 working day"), (0, "in 0 working days"), (18, "in 18 working days")])
def test_a_count_chooses_its_form(n: int, en: str) -> None:
    assert words.count("en", "task.card.due_in", n, due="Fri").endswith(en)
    assert words.count("zh", "task.card.due_in", n, due="周五") == f"完成时限：周五，余 {n} 个工作日"


def test_plain_messages_have_no_markup() -> None:
    title = Markup("<i>a &amp; b</i>")

    assert words.plain("en", "task.card.title", number=1, title="a < b") == "#1 a < b"
    assert words.plain("en", "task.card.title", number=1, title=title) == "#1 a & b"
    assert words.plain_count("en", "list.heading", 2, what="Late") == "Late: 2"


@pytest.mark.parametrize(
    ("language", "key"), [("en", "no.such.key"), ("en", "task.card.due_in"), ("zh", "task.list.more"), ("zh", "")]
)
def test_a_message_that_is_not_there_is_never_replaced_by_its_key(language: str, key: str) -> None:
    with pytest.raises(words.UnknownMessageError):
        words.say(language, key, due="x")


def test_a_number_for_a_message_without_plural_is_a_mistake() -> None:
    with pytest.raises(words.UnknownMessageError):
        words.count("en", "short.nothing_late", 3)


def test_a_language_that_is_not_ours_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        words.say("de", "short.nothing_late")


@pytest.mark.parametrize("value", [None, 1.5, Colour.RED, ["a"]])
def test_what_no_reader_should_see_is_refused(value: object) -> None:
    with pytest.raises(words.UnfilledError, match="due"):
        words.say("en", "task.card.due", due=value)  # type: ignore[arg-type]


def test_a_placeholder_without_a_value_is_refused() -> None:
    with pytest.raises(words.UnfilledError, match="title"):
        words.say("en", "task.line.title", task="#1")


def test_a_value_is_not_read_as_a_placeholder() -> None:
    assert words.say("en", "task.line.title", task="{title}", title="{x} %s") == "{title} {x} %s"


@pytest.mark.parametrize(
    ("kind", "en", "zh"),
    [
        ("listed", "a, &lt;b", "a、&lt;b"),
        ("row", "a, &lt;b", "a　&lt;b"),
        ("beside", "a · &lt;b", "a　&lt;b"),
        ("clauses", "a; &lt;b", "a；&lt;b"),
    ],
)
def test_items_stand_side_by_side_as_the_language_does_it(kind: str, en: str, zh: str) -> None:
    assert words.join("en", kind, ["a", "<b"]) == en
    assert words.join("zh", kind, ["a", "<b"]) == zh
    assert words.join("zh", kind, []) == ""


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", "zh"),
        ("zh-CN", "zh"),
        ("zh-TW", "zh"),
        ("zh_Hant_HK", "zh"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("de", None),
        ("zha", None),
        ("", None),
        (None, None),
    ],
)
def test_the_language_of_telegram_is_one_of_ours_or_none(code: str | None, language: str | None) -> None:
    assert words.language_of(code) == language


@pytest.mark.parametrize(
    ("sample", "language"),
    [
        ("/task 落实主会场 李敏 12月4日前", "zh"),
        ("/task@MusterBot Book the hall, Li Min, by 4 Dec", "en"),
        ("@MusterBot 12 完成了", "zh"),
        ("EXH 展位图定稿", "zh"),
        ("Book the hall with 李敏 by Friday", "en"),
        ("https://example.org/task 已办结", "zh"),
        ("12 60%", None),
        ("/done 12", None),
        ("コピーを送る", None),
        ("회의 준비", None),
        ("Подготовить план", None),
        ("", None),
    ],
)
def test_the_script_of_a_first_text_hints_at_its_language(sample: str, language: str | None) -> None:
    assert words.script_language(sample) == language


def catalogue(folder: Path, body: str, name: str = "a.po") -> Path:
    (folder / "en").mkdir(exist_ok=True)
    (folder / "en" / name).write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{body}')
    return folder


def test_files_of_one_language_are_one_catalogue(tmp_path: Path) -> None:
    catalogue(tmp_path, 'msgid "a.x"\nmsgstr "{x} ü"\n', "a.po")
    catalogue(tmp_path, 'msgid "b.n"\nmsgid_plural "b.n"\nmsgstr[0] "one"\nmsgstr[1] "{n}"\n', "b.po")

    read = catalogues.load("en", tmp_path)

    assert read.messages["a.x"] == catalogues.Message("a.x", ("{x} ü",), False, "a.po")
    assert read.messages["b.n"] == catalogues.Message("b.n", ("one", "{n}"), True, "b.po")
    assert [read.form_of(n) for n in (0, 1, 2)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('msgid "a"\nmsgstr ""\n', "not translated"),
        ('msgid "a"\nmsgid_plural "a"\nmsgstr[0] "x"\nmsgstr[1] ""\n', "not translated"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "x"\n', "not translated"),
        ('msgid "a"\nmsgstr "{Title"\n', "brace"),
        ('msgid "a"\nmsgstr "{0}"\n', "brace"),
        ('msgid "a"\nmsgstr "x"\n\nmsgid "a"\nmsgstr "y"\n', "twice"),
        ('msgid "a"\nmsgstr "x\n', "a.po"),
    ],
)
def test_a_catalogue_with_a_hole_is_not_read(tmp_path: Path, body: str, complaint: str) -> None:
    with pytest.raises(catalogues.CatalogueError, match=complaint):
        catalogues.load("en", catalogue(tmp_path, body))


def test_a_key_in_two_files_is_not_read(tmp_path: Path) -> None:
    for name in ("a.po", "b.po"):
        catalogue(tmp_path, 'msgid "a"\nmsgstr "x"\n', name)

    with pytest.raises(catalogues.CatalogueError, match=r"a\.po and b\.po"):
        catalogues.load("en", tmp_path)


@pytest.mark.parametrize(
    ("name", "code", "zh", "en"),
    [
        ("展览展示组", "展览展示", "展览展示组　缺席", "展览展示组: absent"),
        ("志愿服务", "志愿服务", "志愿服务　缺席", "志愿服务: absent"),
        ("展览展示组", "展览", "展览展示组（展览）　缺席", "展览展示组 (展览): absent"),
        ("Exhibition", "EXH", "Exhibition（EXH）　缺席", "Exhibition (EXH): absent"),
    ],
)
def test_a_group_whose_name_says_its_code_is_shown_by_its_name_alone(name: str, code: str, zh: str, en: str) -> None:
    assert words.say("zh", "round.over.absent", name=name, code=code) == zh
    assert words.say("en", "round.over.absent", name=name, code=code) == en
