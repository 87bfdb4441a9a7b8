"""The table in a file that was sent where a prompt asked for one, as lines of text; it knows no meaning of them."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

import structlog
import telegram
import telegram.error

from bot import arrivals, sheets
from handlers import request, settings_days
from storage import engines, prompts

log = structlog.get_logger("muster.tables_sent")

LARGEST_BYTES = 200_000
READ_SECONDS = 10.0
MOST_LINES = 1_000

ASKED_FOR = frozenset({settings_days.DAYS})
"""What prompts ask for that may be a table."""


async def of_batch(bot: telegram.Bot, database: engines.Database, batch: Sequence[arrivals.Received]) -> dict[int, str]:
    """The tables sent in reply to a prompt for one, a line a row and a tab between cells, by update id."""
    files = {one.update_id: found for one in batch if (found := _file(one)) is not None}
    if not files:
        return {}
    asked = await prompts.asked_as(database, {reply for reply, _ in files.values()})
    wanted = {number: file for number, (reply, file) in files.items() if asked.get(reply) in ASKED_FOR}
    read = {number: await _read(bot, file) for number, file in wanted.items()}
    return {number: text for number, text in read.items() if text is not None}


def _file(received: arrivals.Received) -> tuple[tuple[int, int], request.File] | None:
    """The message of ours that is answered with a document (Telegram's ids: chat, message), and the document."""
    seen = received.seen
    if seen is None or seen.kind is not request.Kind.MESSAGE or seen.reply is None or not seen.reply.from_us:
        return None
    file = seen.files[0] if seen.files else None
    if file is None or file.kind != "document" or (file.size or 0) > LARGEST_BYTES:
        return None
    return (seen.chat.telegram_id, seen.reply.message_id), file


async def _read(bot: telegram.Bot, file: request.File) -> str | None:
    """`None` where Telegram does not give it, or nobody can read it."""
    try:
        held = await bot.get_file(file.file_id)
        content = bytes(await held.download_as_bytearray())
        async with asyncio.timeout(READ_SECONDS):
            return await asyncio.to_thread(lines, file.name, content)
    except (telegram.error.TelegramError, sheets.UnreadableError, TimeoutError) as failure:
        log.warning("a table could not be read", failure=type(failure).__name__)
        return None


def lines(name: str, content: bytes) -> str:
    """The rows of a file's shown sheets. Raises `sheets.UnreadableError`."""
    if len(content) > LARGEST_BYTES:
        raise sheets.too_large()
    found = sheets.read(name, content)
    if found.text is not None:
        return found.text
    rows = [row.cells for sheet in found.sheets if not sheet.hidden for row in sheet.rows]
    filled = [[_shown(cell) for cell in cells if cell not in ("", None)] for cells in rows]
    return "\n".join("\t".join(cells) for cells in [one for one in filled if one][:MOST_LINES])


def _shown(cell: object) -> str:
    """A day as ISO text, whatever hour a workbook gives it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else " ".join(str(cell).split())
