"""Make the parts of the bot and connect them; it starts nothing and decides nothing."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
import telegram
import telegram.ext

from bot import (
    aftermath,
    albums,
    arrivals,
    boards,
    clock,
    delivery,
    duties,
    erasing,
    expiry,
    exports,
    facts,
    greetings,
    http,
    identity,
    live,
    lost_topics,
    notices,
    pace,
    papers,
    pictures,
    pipeline,
    plan_reader,
    plan_sheets,
    reactions,
    receiver,
    recipes,
    requests,
    retention,
    rollup_files,
    rollups,
    rounds,
    sender,
    summaries,
    ticker,
)
from bot.settings import Settings
from coordination import messages
from coordination import pictures as picture_values
from coordination.rules import when
from coordination.services import groups as groups_service
from handlers import boards as board_handlers
from handlers import greetings as greeting_handlers
from handlers import words
from storage import engines

log = structlog.get_logger("muster.assembly")


@dataclass(slots=True)
class Parts:
    """Everything that runs, for tests and the demo to reach."""

    database: engines.Database
    bot: telegram.Bot
    wire: http.AiohttpRequest
    application: Any
    who: identity.Keeper
    pipeline: pipeline.Pipeline
    receiver: receiver.Receiver
    sender: sender.Sender
    ticker: ticker.Ticker
    plans: plan_reader.PlanReader


@dataclass(frozen=True, slots=True)
class Outlets:
    """What the parts call back: what was committed, whether this process may poll, and that it is to stop."""

    committed: Callable[[Sequence[tuple[str, messages.Toast]]], None]
    may_poll: Callable[[], Awaitable[bool]]
    stopping: asyncio.Event


async def assemble(
    settings: Settings, ours: clock.Clock, database: engines.Database, process: str, out: Outlets
) -> Parts:
    """Make the parts and connect them; waits until Telegram can be reached."""
    when.prepare()
    words.prepare()
    wire = http.AiohttpRequest(proxy=settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None)
    application = _application(settings, wire)
    bot: telegram.Bot = application.bot
    try:
        await _reach_telegram(application, out.stopping)
    except BaseException:
        await wire.shutdown()
        raise
    who = identity.Keeper(bot, ours)
    defaults = groups_service.Defaults(
        settings.default_language,
        settings.default_time_zone or "UTC",
        settings.default_time_zone is not None,
        settings.door(),
    )
    road = pipeline.Pipeline(database, ours, bot.id, facts.Facts(bot, who, ours, database), defaults)
    application.add_handler(telegram.ext.TypeHandler[telegram.Update, Any, None](telegram.Update, road.on_update))
    road.process = application.process_update
    road.committed = out.committed
    kept = boards.Boards(database, ours, bot.id)
    album = albums.Album(database, ours, bot.id)
    makers = {**plan_sheets.PlanSheets(database, ours, bot).makers(), picture_values.RECIPE: pictures.Painter().make}
    writers = {board_handlers.RECIPE: kept.write, **live.Live(database, ours).writers()}
    writers[greeting_handlers.RECIPE] = greetings.Greetings(database, ours, bot, who).write
    makers |= exports.Exports(database, ours).makers() | papers.Papers(database, ours).makers()
    makers |= rollup_files.RollupFiles(database, ours).makers()
    judge = aftermath.Aftermath(database, reactions.Reactions(bot))
    told = lost_topics.LostTopics(database, ours, bot.id)
    judge.lost = told.tell
    post = sender.Sender(
        database,
        ours,
        bot.id,
        delivery.Delivery(bot, recipes.Kitchen(makers, writers), album),
        judge,
        pace.Pace(_limits(settings)),
        process,
    )
    ticking = ticker.Ticker(database, ours, bot, who, process, road.handle, settings.tick_seconds)
    ticking.committed = lambda: out.committed(())
    told.committed = ticking.committed
    ticking.username = lambda: str(bot.username)
    plans = plan_reader.PlanReader(database, ours, bot)
    plans.committed = ticking.committed
    ticking.turns = [
        expiry.Expiry(database, ours, bot.id).turn,
        erasing.Erasing(database, ours, bot.id).turn,
        kept.turn,
        summaries.Summaries(database, ours, bot.id).turn,
        rollups.Rollups(database, ours, bot.id).turn,
        retention.Retention(database, ours, bot.id).turn,
        plans.turn,
        rounds.Rounds(database, ours, bot.id).turn,
        duties.Duties(database, ours, bot.id).turn,
        notices.Notices(database, ours, bot.id).turn,
        requests.Requests(database, ours, bot.id).turn,
        album.turn,
    ]

    async def handle(batch: Sequence[arrivals.Received], alone: bool) -> None:
        await road.handle(batch, alone=alone)

    polling = receiver.Receiver(bot, wire, who, ours, handle, out.may_poll, settings.poll_seconds)
    return Parts(database, bot, wire, application, who, road, polling, post, ticking, plans)


async def _reach_telegram(application: Any, stopping: asyncio.Event) -> None:
    """A start during an outage waits for its end; a refused token ends it."""
    pause = 1.0
    while True:
        try:
            await application.initialize()
        except (telegram.error.BadRequest, telegram.error.InvalidToken):
            raise
        except telegram.error.NetworkError as failure:
            log.warning("Telegram is out of reach; trying again", failure=type(failure).__name__, seconds=pause)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), pause)
            if stopping.is_set():
                raise
            pause = min(30.0, pause * 2)
        else:
            return


def _application(settings: Settings, wire: http.AiohttpRequest) -> Any:
    """The library's application: it only dispatches; receiving, sending, timing and storing are ours."""
    server = settings.telegram_api_url
    return (
        telegram.ext.ApplicationBuilder()
        .token(settings.token())
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .request(wire)
        .get_updates_request(wire)
        .updater(None)
        .job_queue(None)
        .concurrent_updates(False)
        .build()
    )


NO_LIMIT = 1000
"""A limit set this high is meant as none: everything may go at once."""


def _limits(settings: Settings) -> pace.Limits:
    usual = pace.Limits()
    return pace.Limits(
        bot=_limit(usual.bot, settings.messages_per_second),
        chat=_limit(usual.chat, settings.chat_messages_per_second),
        group=_limit(usual.group, settings.group_messages_per_minute),
    )


def _limit(usual: pace.Limit, count: int) -> pace.Limit:
    if count >= NO_LIMIT:
        return pace.Limit(count, 0.01, 0.0, burst=count)
    return replace(usual, count=count, burst=min(usual.burst, count), kept_back=min(usual.kept_back, count - 1))
