"""Words in private that may be for a report that is open, though they are no reply to it: asked, never guessed."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import duties, reading_remark, report_headings, report_words
from coordination.rules.report_headings import Deed
from coordination.rules.report_words import Form, Found
from coordination.services import questions, report_roads
from handlers import duty_boards, filing_replies, presses, round_replies, scene, words
from handlers.request import Kind, Request

KIND = "report_words"
TURN, FILING = "turn", "filing"
MOST = 4
_NUMERALS = "一二三四"
_SENDING = ("send", "报送", "直接报送", "提交", "发送")

Open = tuple[str, int, Form, str]
"""A report that is open: TURN or FILING, the id of it, what its parts are called, and its name."""


async def heard(request: Request, work: ports.Work) -> list[messages.Answer] | None:
    """The question for which report the words are, where they name a part, or a button, and a report is open."""
    is_reply = request.reply is not None and (request.reply.slot is not None or not request.reply.from_us)
    if request.kind is not Kind.MESSAGE or is_reply or request.actor is None or not request.is_private:
        return None
    forms = (report_words.ROUND, *(duties.form(one) for one in duties.Reading))
    if not any(_fits(request, form) for form in forms):
        return None
    found = [one for one in await _open(request, work) if _fits(request, one[2])][:MOST]
    return None if not found else [_asked(request, work, found)]


def _fits(request: Request, form: Form) -> bool:
    """Whether the words name parts of such a report, or are one of its buttons; `3 60%` is said of a task."""
    deed = report_headings.deed(request.text)
    if deed in (Deed.YES, Deed.HEARD):
        return False
    if deed is not None:
        return deed is not Deed.SEND or request.text.strip().casefold().startswith(_SENDING)
    found = _found(request.text, form)
    if found is None or found.is_sure:
        return found is not None
    said = next(iter(found.parts.values()))
    return reading_remark.read_remark(said, scene.frame(request)).verb is reading_remark.Verb.NOTE


def _found(said: str, form: Form) -> Found | None:
    try:
        return report_words.find(said, form)
    except Refused:
        return None


async def _open(request: Request, work: ports.Work) -> list[Open]:
    """The reports that the writer may send and that are not in."""
    person, found = request.actor, list[Open]()
    if person is None:
        return found
    for group in await report_roads.groups_of(work, person):
        turn = await report_roads.turn_of(work, group)
        is_open = turn is not None and turn.report is not None and turn.is_owed
        if turn is not None and is_open and await report_roads.part_in(work, group, person, turn.report) is not None:
            title = scene.shorten(turn.round.title)
            found.append((TURN, turn.turn.id, report_words.ROUND, f"{group.code or group.name}, {title}"))
        if await report_roads.part_in(work, group, person, None) is not None:
            for asked, _ in await report_roads.filings_of(work, group):
                reading = asked.kept.duty.reading
                name = f"{asked.code}, {duty_boards.reading(request.language, reading)}"
                found.append((FILING, asked.filing.id, duties.form(reading), name))
    return found


def _asked(request: Request, work: ports.Work, found: Sequence[Open]) -> messages.Post:
    values = {"reports": [[kind, about] for kind, about, _, _ in found]}
    person_id = None if request.actor is None else request.actor.id
    said = replace(scene.said(request, work, request.text), source=None)  # no line of tasks was read
    question = questions.ask(work, said, questions.Asked(KIND, person_id, values))
    language = request.language
    none = messages.Button(
        words.plain(language, "report.button.none"), presses.data("rpguess", question.id, len(found))
    )
    if len(found) > 1:
        rows = [(messages.Button(one[3], presses.data("rpguess", question.id, at)),) for at, one in enumerate(found)]
        text = words.say(language, "report.guess.which", words=scene.shorten(request.text))
        return scene.answer(request, text, rows=(*rows, (none,)), purpose=messages.Purpose.QUESTION)
    yes = messages.Button(words.plain(language, "report.button.yes"), presses.data("rpguess", question.id, 0))
    return scene.answer(request, _one(request, found[0]), rows=((yes, none),), purpose=messages.Purpose.QUESTION)


def _one(request: Request, one: Open) -> Markup:
    """What a yes would do to the only report that is open."""
    _, _, form, name = one
    language, deed = request.language, report_headings.deed(request.text)
    if deed is not None:
        return words.say(language, f"report.guess_deed.{deed.value}", name=name)
    found = _found(request.text, form)
    if found is None or len(found.parts) > 1:
        return words.say(language, "report.guess.whole", name=name)
    part, said = next(iter(found.parts.items()))
    number = form.numbered.index(part) + 1 if part in form.numbered else len(form.numbered)
    shown_number = _NUMERALS[number - 1] if language.startswith("zh") else str(number)
    shown = scene.shorten(said) or words.plain(language, "round.empty")
    return words.say(language, "report.guess.part", name=name, number=shown_number, words=shown)


async def chosen(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The words go into the report that was tapped, as if they had been a reply to it."""
    question = await questions.take(work, scene.said(request, work), press.number(0), KIND)
    places = [(str(kind), int(about)) for kind, about in question.values["reports"]]
    at = press.number(1)
    questions.close(work, question, str(at))
    if at >= len(places):
        return [scene.in_place(request, words.say(request.language, "report.guess.left"))]
    kind, about = places[at]
    typed = replace(request, text=str(question.values["text"]))
    said = await (round_replies if kind == TURN else filing_replies).reply(typed, work, about)
    return [scene.in_place(request, words.say(request.language, "report.guess.taken")), *said]


PRESSED = {"rpguess": chosen}
