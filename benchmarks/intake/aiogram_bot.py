"""A minimal aiogram bot; runs in the benchmark's own environment, which holds aiogram."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import Message

from benchmarks.intake import load
from benchmarks.intake.board import Board


async def main(server: str, path: str, concurrent: bool) -> None:
    board = await Board.open(path)
    bot = Bot(load.TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(server)))
    dispatcher = Dispatcher()

    @dispatcher.message(Command("update"))
    async def report(message: Message) -> None:
        author = message.from_user.id if message.from_user else 0
        answer = await board.report(message.chat.id, author, message.date.isoformat(), message.text or "")
        await message.answer(answer)

    await dispatcher.start_polling(bot, handle_as_tasks=concurrent, handle_signals=False)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3] == "concurrent"))
