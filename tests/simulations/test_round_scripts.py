"""What holds a script of a round can fail: at another word, hour, button, order, cell, and at anything twice."""

import io

import docx
import pytest

from playground.journal import Call
from tests.simulations import round_paper, round_posts, round_town
from tests.simulations.round_posts import Post
from tests.stage import BEGIN

HEARD = Post("✓ Bab team (BAB): heard, 10:22", ("Later | Absent",))
NEXT = Post("Rehearsal: you are next, after BAB.")


@pytest.mark.parametrize(
    "found",
    [
        [Post("✓ Bab team (BAB): heard, 10:23", ("Later | Absent",)), NEXT],
        [Post("✓ Bab team (BAB): heard, 10:22", ("Later",)), NEXT],
        [Post("✓ Bab team (BAB): heard, 10:22", ("Later | Absent",), "deleted"), NEXT],
        [HEARD, HEARD, NEXT],
        [HEARD],
        [NEXT, HEARD],
        [HEARD, NEXT, Post("Today")],
    ],
    ids=["another hour", "a button less", "deleted", "twice", "missing", "another order", "one more"],
)
def test_what_the_script_does_not_say_fails_it(found: list[Post]) -> None:
    round_town.same("post", [HEARD, NEXT], [HEARD, NEXT])
    with pytest.raises(AssertionError):
        round_town.same("post", found, [HEARD, NEXT])


def test_a_post_is_read_with_its_buttons_and_what_became_of_it() -> None:
    sent = {
        "chat": {"id": 7},
        "message_id": 3,
        "text": "Due \u2068BAB\u2069",
        "reply_markup": {"inline_keyboard": [[{"text": "Yes"}, {"text": "No"}], [{"text": "Back"}]]},
    }
    calls = [_call("sendMessage", 200, sent), _call("sendMessage", 429, {}), _call("editMessageText", 200, sent)]

    between = ("Due BAB\n[Yes | No]\n[Back]",)
    post = Post("Due BAB", ("Yes | No", "Back"), "deleted", between=between)
    assert round_posts.read(calls, {}) == {7: [post]}
    assert post.left_open(Post("Due BAB", ("Yes | No", "Back"), "deleted")).between is None
    assert post.left_open(Post("Due BAB", between=())) == post


def _call(method: str, status: int, result: dict[str, object]) -> Call:
    is_ok = status == 200
    return Call(1, BEGIN, 1, method, {}, status, {"ok": is_ok, "result": result}, took_effect=is_ok)


def test_a_document_is_read_in_order_cell_by_cell_and_stands_in_the_markdown_alike() -> None:
    document = docx.Document()
    document.add_heading("Rehearsal", level=1)
    document.add_paragraph().add_run("LAB  ").bold = True
    table = document.add_table(rows=0, cols=2)
    for place, row in enumerate((("Group", "Late"), ("LAB", "0"))):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = place == 0
    document.add_paragraph("[nobody]")
    file = io.BytesIO()
    document.save(file)

    lines = round_paper.lines(file)

    assert lines == ["# Rehearsal", "**LAB**  ", "| **Group** | **Late** |", "| LAB | 0 |", "[nobody]"]
    assert round_paper.markdown(lines) == (
        "# Rehearsal\n\n**LAB** \n\n| Group | Late |\n| --- | --- |\n| LAB | 0 |\n\n\\[nobody\\]\n"
    )
