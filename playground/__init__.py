"""A local stand-in for Telegram: its Bot API over HTTP, a world of chats behind it; it knows nothing of the bot."""
