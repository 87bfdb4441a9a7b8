"""`python -m tests.messages` writes `docs/messages.md` anew; it prints nothing."""

import asyncio

from tests.messages import page

if __name__ == "__main__":
    page.FILE.write_text(asyncio.run(page.made()), encoding="utf-8")
