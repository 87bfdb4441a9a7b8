"""Somebody is here now for whom tasks were waiting: said once in one line, or asked who is meant; it gives no task."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.services import newcomers as service
from handlers import cards, edits, html, presses, scene, words
from handlers.request import Request

MOST_NUMBERS = 12
"""So many tasks are named in the line; a list shows the rest."""


async def told(work: ports.Work, question: ports.Question) -> Sequence[messages.Outgoing]:
    """The line about somebody who was first seen, fresh cards of what is theirs, and a question for each open name."""
    news = await service.news(work, question)
    if news is None:
        return []
    language, place = news.group.language, messages.Place(news.group.chat_id, news.group.topic_id)
    posts: list[messages.Outgoing] = []
    if news.numbers:
        line = _theirs(language, news.person.name, news.numbers)
        posts.append(messages.Post(place, line, messages.Purpose.ANSWER, silent=True))
        for task in await work.tasks.by_numbers(news.group.id, list(news.numbers)):
            fresh = await cards.refreshed_around(work, task)
            posts += [one for one in fresh if not isinstance(one, messages.Toast)]
    for unclear in news.unclear:
        posts.append(await _ask(work, news, unclear))
    return posts


def _theirs(language: str, name: str, numbers: Sequence[int]) -> Markup:
    listed = words.join(language, "listed", [f"#{number}" for number in numbers[:MOST_NUMBERS]])
    return words.count(language, "newcomer.theirs", len(numbers), name=html.person(name, None, "?"), tasks=listed)


async def _ask(work: ports.Work, news: service.News, unclear: service.Unclear) -> messages.Post:
    language = news.group.language
    question = service.ask(work, news.group, unclear)
    listed = words.join(language, "listed", [f"#{number}" for number in unclear.numbers[:MOST_NUMBERS]])
    text = words.say(language, "newcomer.who", name=unclear.name, tasks=listed)
    people = [await work.people.get(person_id) for person_id in unclear.ids]
    labels = ["?" if one is None else scene.shorten(one.name) for one in people]
    labels.append(words.plain(language, "button.newcomer.other"))
    rows = tuple((messages.Button(label, presses.data("pick", question.id, at)),) for at, label in enumerate(labels))
    return messages.Post(
        messages.Place(news.group.chat_id, news.group.topic_id),
        text,
        messages.Purpose.QUESTION,
        rows,
        slot=f"question:{question.id}",
    )


async def picked(request: Request, work: ports.Work, question: ports.Question, place: int) -> Sequence[messages.Answer]:
    """A lead said who is meant, or that it is somebody else: then the name stays."""
    name, person, changed = await service.answer(work, scene.said(request, work), question.id, place)
    if person is None or not changed:
        return edits.outcome(request, words.say(request.language, "newcomer.stays", name=name))
    line = _theirs(request.language, person.name, [task.number for task in changed])
    answers = edits.outcome(request, line)
    for task in changed:
        answers += await cards.refreshed_around(work, task)
    return answers
