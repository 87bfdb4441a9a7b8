"""A minimal python-telegram-bot bot, as its documentation shows it."""

import sys

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

from benchmarks.intake import load
from benchmarks.intake.board import Board


def main(server: str, path: str) -> None:
    boards: list[Board] = []

    async def open_board(_: object) -> None:
        boards.append(await Board.open(path))

    async def report(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is None or message.from_user is None:
            return
        answer = await boards[0].report(
            message.chat_id, message.from_user.id, message.date.isoformat(), message.text or ""
        )
        await message.reply_text(answer)

    application = Application.builder().token(load.TOKEN).base_url(f"{server}/bot").post_init(open_board).build()
    application.add_handler(CommandHandler("update", report))
    application.run_polling(drop_pending_updates=False, stop_signals=None)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
