"""Run one bot process until a signal or a fault ends it; it knows nothing of what the bot does."""

import asyncio
import gc
import signal

import structlog
import telegram.error

from bot import app as application
from bot import clock, logs
from bot.settings import Role, Settings
from coordination.errors import Unavailable

log = structlog.get_logger("muster.process")


async def run(settings: Settings, *, ours: clock.Clock | None = None) -> int:
    """The exit code: 0 after a signal, 1 when it could not start or a part of it died. `ours` as for `app.build`."""
    logs.set_up(settings.log_level, settings.log_format)
    logs.hide(settings.secrets())
    bot = application.build(settings, ours=ours)
    stop_on_signals(bot.stopping)
    try:
        await bot.start()
    except telegram.error.InvalidToken:
        return _refused()
    except telegram.error.TelegramError as failure:
        log.error("Telegram could not be asked who we are", failure=type(failure).__name__)
        return 0 if bot.stopping.is_set() else 1
    except Unavailable as failure:
        log.error("the database is out of reach; look at DATABASE_URL", failure=str(failure))
        return 1
    settle_heap()
    log.info("running", process=bot.process)
    if Role.RECEIVE in settings.role:
        bot.show_menus()
    try:
        await bot.wait()
    except telegram.error.InvalidToken:
        await bot.stop()
        return _refused()
    except Exception as failure:  # noqa: BLE001  (an edge: the exit code tells)
        log.error("stopping after a fault", failure=type(failure).__name__)
        await bot.stop()
        return 1
    await bot.stop()
    log.info("stopped")
    return 0


def settle_heap() -> None:
    """Leave what stands since the start out of the collector's rounds: in each the loop stood still for 120 ms."""
    gc.collect()
    gc.freeze()


def _refused() -> int:
    log.error("Telegram refuses the token; BOT_TOKEN in .env must be the one @BotFather shows")
    return 1


def stop_on_signals(stopping: asyncio.Event) -> None:
    """SIGTERM and SIGINT ask for an orderly end."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
