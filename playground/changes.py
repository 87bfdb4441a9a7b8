"""A counter of everything that happened, which others can wait on; it knows nothing of what happened."""

import asyncio
import contextlib


class Changes:
    """Counts up; `wait` returns when the count has passed a given number, so nobody has to ask in a loop."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.count = 0
        self.is_closing = False
        self._waiting: set[asyncio.Future[None]] = set()

    def tell(self) -> None:
        """Count one more and wake everybody who waits."""
        self.count += 1
        self._wake()

    def close(self) -> None:
        """Let everybody go: the server is stopping."""
        self.is_closing = True
        self._wake()

    def open(self) -> None:
        """Wait again: a server is starting."""
        self.is_closing = False

    async def wait(self, after: int, seconds: float | None = None) -> bool:
        """Wait until the count is above `after`; `False` if `seconds` of real time went by or the server stops."""
        loop = asyncio.get_running_loop()
        deadline = None if seconds is None else loop.time() + seconds
        while self.count <= after and not self.is_closing:
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.add(future)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(future, None if deadline is None else max(0.0, deadline - loop.time()))
            self._waiting.discard(future)
            if deadline is not None and loop.time() >= deadline:
                break
        return self.count > after

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.get_loop().call_soon_threadsafe(_finish, future)


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
